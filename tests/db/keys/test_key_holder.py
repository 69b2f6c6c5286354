"""The key holder: who gets the keys, what makes it give them up, and what of it a crash or a debugger shows."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from counter.db.keys.holder import client
from counter.db.keys.holder.runtime_folder import runtime_folder, socket_name
from counter.db.keys.holder.sleep_signals import has_slept
from tests.db.keys.holding import own_holder

pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")
SECRET = bytes(range(64))
BUS = """<busconfig><type>session</type><listen>unix:path={socket}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
SIGNAL = """
import sys
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection(bus="SYSTEM")
at = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
bus.send(new_signal(at, sys.argv[1], "b", (sys.argv[2] == "on",)))
bus.close()
"""


@pytest.fixture
def run() -> Iterator[Path]:
    with own_holder() as folder:
        yield folder


def _pid(folder: Path) -> int:
    """The process that listens on the profile's socket."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"counter.db.keys.holder.process" in words and str(folder).encode() in words:
                return int(entry.name)
    raise AssertionError("no holder runs")


def _gone(pid: int, seconds: float = 10) -> bool:
    """Wait for a process that is not ours to end; a holder looks every two seconds."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def test_that_keys_are_handed_out_until_they_are_taken_back(run: Path) -> None:
    assert client.held("one") is None
    assert client.hold("one", SECRET)
    assert client.held("one") == SECRET
    assert client.held("other") is None
    assert client.memory_is_locked("one") in (True, False)  # locked where the system allows it
    assert client.give_up("one")
    assert client.held("one") is None
    assert not client.give_up("one")


def test_that_a_later_holder_takes_the_place_of_an_older_one(run: Path) -> None:
    client.hold("one", bytes(64))
    first = _pid(run)
    client.hold("one", SECRET)
    assert client.held("one") == SECRET
    assert _gone(first)
    assert client.held("one") == SECRET


def test_that_no_secret_stands_in_an_argument_the_environment_or_a_core_file(run: Path) -> None:
    client.hold("one", SECRET)
    place = Path("/proc") / str(_pid(run))
    assert SECRET[:16] not in (place / "cmdline").read_bytes()
    limits = (place / "limits").read_text()
    assert "Max core file size        0                    0" in limits
    if os.geteuid():  # root may read everything
        with pytest.raises(PermissionError):
            (place / "environ").read_bytes()
    else:
        assert SECRET[:16] not in (place / "environ").read_bytes()
        assert (place / "environ").stat().st_uid == 0


def _delete_socket(folder: Path) -> None:
    (folder / socket_name("one")).unlink()


def _delete_folder(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize("end", [_delete_socket, _delete_folder])
def test_that_the_end_of_the_session_is_the_end_of_the_holder(end: Callable[[Path], None]) -> None:
    with own_holder() as folder:
        client.hold("one", SECRET)
        pid = _pid(folder)
        end(folder)
        ended = _gone(pid)
        if not ended:  # nobody could tell it any more
            os.kill(pid, signal.SIGKILL)
        folder.mkdir(exist_ok=True)
        assert ended


@pytest.mark.parametrize("member", ["PrepareForSleep", "PrepareForShutdown"])
def test_that_sleep_and_shut_down_take_the_keys(
    run: Path, member: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    with TemporaryDirectory(prefix="bus-") as name:
        config = Path(name, "bus.conf")
        config.write_text(BUS.format(socket=f"{name}/bus"))
        start = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
        with subprocess.Popen(start, stdout=subprocess.PIPE) as bus:
            try:
                assert bus.stdout is not None
                bus.stdout.readline()
                monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={name}/bus")
                client.hold("one", SECRET)
                pid = _pid(run)
                subprocess.run([sys.executable, "-c", SIGNAL, member, "off"], check=True)
                assert client.held("one") == SECRET  # waking up is no reason
                tries = 0
                while not _gone(pid, 0.5):  # it may not listen to the bus yet
                    tries += 1
                    assert tries < 20
                    subprocess.run([sys.executable, "-c", SIGNAL, member, "on"], check=True)
                assert client.held("one") is None
            finally:
                bus.terminate()


def test_that_programs_that_connect_and_ask_nothing_hold_up_nobody(run: Path) -> None:
    client.hold("one", SECRET)
    with ExitStack() as idle:
        for _ in range(100):
            line = idle.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM))
            line.connect(str(run / socket_name("one")))
        assert client.held("one") == SECRET
        line.sendall(b"g")  # one that asks late is heard all the same
        assert line.recv(64) == SECRET
    assert client.give_up("one")


def test_that_two_clocks_that_part_mean_sleep() -> None:
    assert has_slept((100.0, 100.0), (160.0, 102.0))
    assert not has_slept((100.0, 40.0), (102.0, 42.0))


def test_that_a_folder_that_others_may_enter_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_all = tmp_path / "run"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    link = tmp_path / f"counter-{os.geteuid()}"
    link.symlink_to(open_to_all)
    assert runtime_folder(make=True) is None
    assert not client.hold("one", SECRET)
    assert str(link) in client.cannot_hold()
    link.unlink()
    assert client.cannot_hold() == ""
    made = runtime_folder(make=True)
    assert made == link
    assert made.stat().st_mode & 0o777 == 0o700
