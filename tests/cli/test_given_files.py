"""Whatever a path on the command line leads to: one sentence, exit code 2, and an end."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from counter.bootstrap.bug_log import note_bug
from counter.cli.io.prompt import ask
from counter.domain.errors import BadInput
from counter.services.spreadsheet.given_file import read_given
from tests.cli.shop import counter, set_up_demo
from tests.cli.test_usage import english

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes of Linux"),
    pytest.mark.timeout(60),
]

READING = (
    ("setup", "--hall"),
    ("setup", "--demo", "--hall-key"),
    ("keys", "trust", "--by", "S01"),
    ("keys", "hall", "import", "--by", "S01"),
    ("case", "open"),
    ("calendar", "import"),
    ("courier", "take-in"),
    ("courier", "show"),
    ("guide", "check"),
    ("guide", "import", "--by", "S01"),
    ("guide", "lint", "--evidence"),
    ("guide", "trust", "--by", "S01"),
    ("rating", "handler", "--by", "S01"),
    ("rating", "totals", "--in"),
    ("hub", "check", "--keys"),
    ("hub", "enrol", "15222101", "--hall", "x", "--host", "x", "--out", "enrolled", "--ca"),
    ("verify",),
)


def refused(*words: str | Path) -> str:
    """The one sentence that the command was refused with."""
    said = counter(*words)
    assert said.code == 2, (words, said.code, said.err)
    assert len(said.err.splitlines()) == 1, said.err
    assert not english(said.err)
    return said.err


def told_later(words: tuple[str, ...], sort: str) -> bool:
    """An empty key file is told after its passphrase was asked for; what is too long for a name is taken as a code."""
    key_file = words[-1] == "--hall-key" or words[:3] == ("keys", "hall", "import")
    return (key_file and sort == "pipe") or (words == ("verify",) and sort == "long")


SORTS = ("device", "pipe", "folder", "nothing", "long")


@pytest.mark.parametrize(
    ("words", "sort"), [(words, sort) for words in READING for sort in SORTS if not told_later(words, sort)]
)
def test_that_whatever_is_given_to_read_is_one_sentence(
    shared_profile: Path, tmp_path: Path, words: tuple[str, ...], sort: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    place = {
        "device": "/dev/zero",
        "pipe": pipe,
        "folder": tmp_path,
        "nothing": tmp_path / "no.json",
        "long": tmp_path / ("x" * 300),
    }[sort]
    profile = tmp_path / "new" if words[0] == "setup" else shared_profile
    refused(*words, place, "--data", profile)
    assert not (tmp_path / "new").exists()


def test_that_a_pipe_that_somebody_fills_is_read_by_commands_only(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'w').write('1234')"]) as writer:
        descriptor = os.open(pipe, os.O_RDONLY)  # until the writer is there
        assert read_given(pipe, 10, pipes=True) == b"1234"
        os.close(descriptor)
        assert writer.wait(30) == 0
    with pytest.raises(OSError, match="管道"):
        read_given(pipe, 10)
    assert read_given(Path("/dev/zero"), 10, pipes=True) is None


@pytest.mark.parametrize(
    "command", [("staff", "list"), ("setup", "--demo"), ("check",), ("doctor",)], ids=" ".join
)
def test_that_a_profile_folder_that_is_none_is_one_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    file, loop = tmp_path / "file", tmp_path / "loop"
    file.write_text("x")
    loop.symlink_to(loop)
    for place in (
        "",
        "   ",
        "九" * 3000,
        tmp_path / ("x" * 300),
        "a\0b",
        file,
        file / "x",
        "/proc/version",
        loop,
    ):
        refused(*command, "--data", place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


def test_that_a_window_is_not_opened_on_such_a_folder_either() -> None:
    for place in ("", "  ", "九" * 3000, "a\0b"):
        refused("--data", place)


def test_that_no_option_that_is_empty_means_something_else(tmp_path: Path) -> None:
    """An empty ``--hall`` was the demo hall, an empty ``--office`` this folder, an empty ``--papers`` the file's."""
    for option in ("--hall", "--office", "--bureau", "--hall-key", "--after"):
        demo = () if option == "--hall" else ("--demo",)
        assert option in refused("setup", *demo, option, "", "--data", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left", [b"\xff\xfe\x00\x80", None, "pipe"], ids=["no text", "a folder", "a pipe"])
def test_that_a_mark_that_is_none_is_one_sentence(tmp_path: Path, left: bytes | str | None) -> None:
    profile = tmp_path / "profile"
    set_up_demo(profile)
    mark = profile / "station.mark"
    mark.unlink()
    if left is None:
        mark.mkdir()
    elif isinstance(left, bytes):
        mark.write_bytes(left)
    else:
        os.mkfifo(mark)
    assert "station.mark" in refused("staff", "list", "--data", profile)
    shutil.rmtree(mark) if left is None else mark.unlink()
    assert (
        counter("staff", "list", "--data", profile).code == 0
    )  # as the sentence says: another one, another key
    assert counter("check", "--data", profile).code == 0


def without_privilege(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A command by an account to which the modes of files apply; the tests may run as root, to whom they do not.

    Root goes on as root, so that it still reads this checkout, wherever it lies.
    """
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*bound, sys.executable, "-P", "-m", "counter", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("below", ["", "x"])
def test_that_a_folder_that_nobody_may_enter_is_one_sentence(tmp_path: Path, below: str) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        for command in (("staff", "list"), ("setup", "--demo")):
            said = without_privilege(*command, "--data", closed / below)
            assert (said.returncode, len(said.stderr.splitlines())) == (2, 1), said.stderr
            assert "没有权限" in said.stderr
    finally:
        closed.chmod(0o700)


def test_that_a_bug_is_logged_whatever_the_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert note_bug(Path("九" * 3000), KeyError("x")) == tmp_path / "counter-faults.log"


@pytest.mark.parametrize(
    "errors", ["strict", "surrogateescape"]
)  # as Python opens it in zh_CN.UTF-8 and in C.UTF-8
def test_that_typed_bytes_that_are_no_text_are_one_sentence(
    errors: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO("口令\n".encode("gbk")), encoding="utf-8", errors=errors)
    monkeypatch.setattr(sys, "stdin", typed)
    with pytest.raises(BadInput, match="“工号 W01 的口令”里有读不成文字的字符"):
        ask("工号 W01 的口令：")


LONG = (
    ("archive", "pack", "X", "--by", "S01", "--out"),
    ("backup", "--prepare-stick"),
    ("case", "list", "--clerk", "W01", "--pin-file"),
    ("case", "take-named", "X", "--clerk", "W01", "--papers"),
    ("training", "make", "--to"),
)


@pytest.mark.parametrize("words", LONG, ids=" ".join)
def test_that_a_name_too_long_for_any_disk_is_one_sentence(
    shared_profile: Path, words: tuple[str, ...]
) -> None:
    assert "名字太长" in refused(*words, "1" * 300, "--data", shared_profile)
