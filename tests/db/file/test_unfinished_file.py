"""A file appears whole or not at all, whatever ends the writing: an error, a full disk, a kill."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counter.bootstrap.atomic_file import whole_file
from counter.db.file.files import write_durably
from counter.db.file.unfinished_file import UnfinishedFile
from counter.domain.errors import StaleBase, WorldTrouble

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the locks and nameless files of Linux")

WAYS = ("nameless", "named", "linkless", "old")

WRITER = """
import os, sys
if sys.argv[2] == "named":
    del os.O_TMPFILE
from pathlib import Path
from counter.bootstrap.atomic_file import whole_file
with whole_file(Path(sys.argv[1]), replace=True) as half:
    half.write(b"half of it")
    print("written", flush=True)
    sys.stdin.readline()
"""


KILLED_AT_THE_NAME = """
import errno, os, signal, sys
del os.O_TMPFILE
create = os.open

def refuse(*_, **__):
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))

def killed(path, flags, *more, **others):
    made = create(path, flags, *more, **others)
    if flags & os.O_CREAT and os.fspath(path) == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)
    return made

os.link, os.open = refuse, killed
from pathlib import Path
from counter.bootstrap.atomic_file import whole_file
with whole_file(Path(sys.argv[1])) as half:
    half.write(b"whole")
"""
"""A stick without links, pulled or killed in the moment in which a file has the name and no content yet."""


def refuse_link(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system keeps what is not finished: as here, and as on a memory stick; there with links between names,
    without (FAT), and by a C library that has no renaming to a free name either.
    """
    if request.param != "nameless":
        monkeypatch.delattr(os, "O_TMPFILE")
    if request.param in ("linkless", "old"):
        monkeypatch.setattr(os, "link", refuse_link)
    if request.param == "old":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    return str(request.param)


@contextmanager
def writer(file: Path, way: str) -> Iterator[subprocess.Popen[str]]:
    """A program that has written half of a file."""
    command = [sys.executable, "-P", "-c", WRITER, str(file), way]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        yield process


def held(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_that_a_killed_program_leaves_nothing_where_the_disk_can_do_that(tmp_path: Path) -> None:
    with writer(tmp_path / "a.pdf", "nameless") as process:
        assert held(tmp_path) == {}
        process.kill()
    assert held(tmp_path) == {}


def test_that_no_empty_file_has_the_name_for_a_moment_on_a_stick_without_links(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    subprocess.run([sys.executable, "-P", "-c", KILLED_AT_THE_NAME, str(file)], check=False)
    assert held(tmp_path) == {"a.pdf": b"whole"}


def test_that_a_file_may_stand_before_what_is_recorded_of_it_and_goes_where_that_is_refused(
    tmp_path: Path, way: str
) -> None:
    with whole_file(tmp_path / "a.pdf") as half:
        half.complete(b"whole")
        assert held(tmp_path) == {"a.pdf": b"whole"}
    assert held(tmp_path) == {"a.pdf": b"whole"}

    def refuse() -> None:
        with whole_file(tmp_path / "a.pdf", replace=True) as half:
            half.complete(b"other")
            raise StaleBase("变了。")

    with pytest.raises(StaleBase):
        refuse()
    assert held(tmp_path) == {}

    def meet() -> None:
        with whole_file(tmp_path / "b.pdf") as half:
            (tmp_path / "b.pdf").write_bytes(b"of another")
            half.complete(b"ours")

    with pytest.raises(WorldTrouble, match="没有覆盖"):
        meet()
    assert held(tmp_path) == {"b.pdf": b"of another"}


def test_that_elsewhere_the_next_who_writes_takes_it_away(tmp_path: Path, way: str) -> None:
    with writer(tmp_path / "a.pdf", "named") as process:
        assert len(held(tmp_path)) == 1
        process.kill()
    assert len(held(tmp_path)) == 1
    with whole_file(tmp_path / "b.pdf") as half:
        half.write(b"whole")
    assert held(tmp_path) == {"b.pdf": b"whole"}


def test_that_what_a_living_program_writes_is_left_alone(tmp_path: Path, way: str) -> None:
    with writer(tmp_path / "a.pdf", "named") as process:
        with whole_file(tmp_path / "b.pdf") as half:
            half.write(b"other")
        assert process.stdin is not None
        process.stdin.write("go on\n")
        process.stdin.flush()
        assert process.wait(30) == 0
    assert held(tmp_path) == {"a.pdf": b"half of it", "b.pdf": b"other"}


def test_that_only_halves_of_ours_are_taken_away(tmp_path: Path) -> None:
    others = (
        ".counter-1234567.part",
        ".counter-12345678.parts",
        "counter-12345678.part",
        ".counter-ABCDEFGH.part",
    )
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".counter-aaaaaaaa.part").mkdir()
    (tmp_path / ".counter-bbbbbbbb.part").symlink_to(tmp_path / others[0])
    os.mkfifo(tmp_path / ".counter-cccccccc.part")
    UnfinishedFile(tmp_path, 0o600).discard()
    assert len(list(tmp_path.iterdir())) == len(others) + 3


def test_that_a_name_that_was_taken_meanwhile_is_not_replaced(tmp_path: Path, way: str) -> None:
    file = tmp_path / "a.pdf"

    def write() -> None:
        with whole_file(file) as half:
            half.write(b"ours")
            file.write_bytes(b"theirs")

    with pytest.raises(WorldTrouble, match="没有覆盖"):
        write()
    assert held(tmp_path) == {"a.pdf": b"theirs"}


def test_that_replacing_is_whole_and_private(tmp_path: Path, way: str) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")
    file.chmod(0o644)
    with whole_file(file, replace=True) as half:
        half.write(b"new ")
        half.write(b"one")
        assert file.read_bytes() == b"old"
    assert held(tmp_path) == {"a.pdf": b"new one"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_that_a_half_of_an_older_program_is_no_copy_of_a_key(tmp_path: Path, way: str) -> None:
    (tmp_path / "key.secret.4711-140001.new").write_bytes(b"secret")
    (tmp_path / "key.secret.mine.new").write_bytes(b"mine")
    write_durably(tmp_path / "key.secret", b"whole", mode=0o600)
    assert held(tmp_path) == {"key.secret": b"whole", "key.secret.mine.new": b"mine"}


@contextmanager
def small_disk(folder: Path, size: str = "64k") -> Iterator[None]:
    """A small disk, where somebody may mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if mount is None or umount is None or subprocess.run([mount, *options], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run([umount, str(folder)], check=True)


@pytest.mark.parametrize("there", [None, b"old"])
def test_that_a_full_disk_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, way: str, there: bytes | None
) -> None:
    with small_disk(tmp_path):
        file = tmp_path / "a.pdf"
        if there is not None:
            file.write_bytes(there)
        with pytest.raises(WorldTrouble, match="磁盘满了"), whole_file(file, replace=True) as half:
            half.write(bytes(200_000))
        with pytest.raises(OSError, match="No space"):
            write_durably(file, bytes(200_000))
        assert held(tmp_path) == ({} if there is None else {"a.pdf": there})
        with whole_file(file, replace=True) as half:
            half.write(bytes(50_000))  # its room was given back
