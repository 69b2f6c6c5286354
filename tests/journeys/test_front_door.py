"""A profile folder that cannot be locked still gets its window, and the window itself says what is wrong.

A whole program each: the front door ends with the application. What is tried works for root too, who may write anywhere
but into /sys and onto what is mounted read-only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile
from counter.db.file.window_lock import LOCK_FILE, take_window_lock
from counter.domain.errors import WorldTrouble
from tests.services.conftest import PEOPLE
from tests.settings import demo_hall

LOOK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from counter.bootstrap.window import open_window

app = QApplication([])

def look():
    for window in app.topLevelWidgets():
        shell = getattr(window, "_shell", None)
        if shell is None or not shell.isVisible():
            continue
        message = shell.message_bar.message
        if message is not None:
            print(message.tone.value, message.sentence)
        elif shell.sign_on is not None and shell.sign_on.isVisible():
            print("sign on")
        else:
            continue
        timer.stop()
        window.close()

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
code = open_window(Path(sys.argv[1]))
left = [type(widget).__name__ for widget in app.topLevelWidgets()]
sys.exit(code or ", ".join(left) or 0)  # nothing of a window is left to be destroyed while Python ends
"""
READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"'
APART = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile that was set up, and nothing wrong with it yet."""
    folder = tmp_path / "profile"
    create_profile(folder, demo_hall(), PEOPLE)
    return folder


def seen(profile: Path, *before: str) -> str:
    """What the window first says to whoever opens it; the program must end well."""
    command = [*before, sys.executable, "-P", "-c", LOOK, str(profile)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_that_a_lock_that_is_a_folder_keeps_nobody_out(profile: Path) -> None:
    (profile / LOCK_FILE).mkdir()
    with pytest.raises(WorldTrouble, match=LOCK_FILE):
        take_window_lock(profile)
    assert seen(profile) == "sign on"


def test_that_a_lock_that_may_not_be_written_keeps_nobody_out(profile: Path) -> None:
    (profile / LOCK_FILE).symlink_to("/sys/kernel/window.lock")
    with pytest.raises(WorldTrouble, match="写"):
        take_window_lock(profile)
    assert seen(profile) == "sign on"


def test_that_a_window_on_a_read_only_folder_opens_and_says_so(profile: Path) -> None:
    trial = [*APART, "sh", "-ec", READ_ONLY, "sh", str(profile), "true"]
    if shutil.which("unshare") is None or subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a folder read-only")
    said = seen(profile, *APART, "sh", "-ec", READ_ONLY, "sh", str(profile))
    assert said.startswith("world ")
    assert "只读" in said or "写入" in said


def test_that_no_display_is_said_in_one_sentence_and_not_by_a_crash(profile: Path) -> None:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    blind = {name: value for name, value in os.environ.items() if name not in named}
    command = [sys.executable, "-P", "-m", "counter", "--data", str(profile)]
    done = subprocess.run(command, env=blind, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == WorldTrouble.exit_code
    assert "没有显示器" in done.stderr
    assert len(done.stderr.splitlines()) == 1
