"""What the program leaves in the temporary folder goes with it, and after a kill with the next one of its kind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter.bootstrap.guide_file_copies import GuideFileCopies
from counter.bootstrap.temporary_folder import TemporaryFolder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks of Linux")

HOLDER = """
import sys
from counter.bootstrap.temporary_folder import TemporaryFolder
folder = TemporaryFolder(sys.argv[1])
(folder.path / "key.secret").write_text("a demo's key")
print("made", flush=True)
sys.stdin.readline()
folder.close()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@contextmanager
def holder(kind: str) -> Iterator[subprocess.Popen[str]]:
    """A program that has made one."""
    command, pipe = [sys.executable, "-P", "-c", HOLDER, kind], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "made\n"
        yield process


def test_that_what_a_killed_program_left_goes_with_the_next_one(temporary: Path) -> None:
    with holder("tour") as process:
        process.kill()
    assert len(list(temporary.iterdir())) == 1
    with TemporaryFolder("tour") as mine:
        assert list(temporary.iterdir()) == [mine]
    assert list(temporary.iterdir()) == []


def test_that_what_a_living_program_uses_and_what_is_not_ours_stays(temporary: Path) -> None:
    strange = temporary / "counter-tour-mine"
    strange.mkdir()
    (temporary / "counter-tour-link").symlink_to(temporary.parent, target_is_directory=True)
    os.mkfifo(temporary / "counter-tour-pipe")
    with holder("tour") as process:
        before = set(temporary.iterdir())
        TemporaryFolder("tour").close()
        assert set(temporary.iterdir()) == before
        assert len(list(temporary.rglob("key.secret"))) == 1
        process.communicate("go on\n")
    assert set(temporary.iterdir()) == {
        strange,
        temporary / "counter-tour-link",
        temporary / "counter-tour-pipe",
    }


def test_that_copies_of_forms_go_with_the_window(temporary: Path) -> None:
    copies = GuideFileCopies()
    assert copies.folder().parent == temporary
    copies.close()
    assert list(temporary.iterdir()) == []
