"""A secret is asked once nothing else refuses: nobody types a passphrase for a command that cannot be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile
from tests.cli.shop import Said, counter, pin_file
from tests.services.office import PEOPLE
from tests.settings import demo_hall

PASSPHRASE = "一句够长的演示用的密语呀\n"
ASKS = ("的密语", "恢复密钥", " 新 的口令")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall that holds its key, both exported once; and a backup."""
    folder = tmp_path_factory.mktemp("asked")
    create_profile(folder / "hall", replace(demo_hall(), demo=False, overlay=None), PEOPLE)
    commands = (("ring", "open"), ("ring", "export", "--out", folder / "ring"))
    for words in (*commands, ("hall", "export", "--out", folder / "key")):
        done = told(folder, "keys", *words, typed=PASSPHRASE)
        assert done.code == 0, done.err
    kept = counter("backup", "--to", folder, "--data", folder / "hall")
    assert kept.code == 0, kept.err
    registered = told(folder, "hall", "edit", "人员", "W01", "工作电话=0482-0000001")
    assert registered.code == 0, registered.err
    return folder


def told(folder: Path, *words: str | Path, by: str = "S01", pin: str = "9876", typed: str = "") -> Said:
    proof = pin_file(folder, pin, f"pin-{pin}")
    return counter(*words, "--by", by, "--pin-file", proof, "--data", folder / "hall", typed=typed)


def secrets_asked(said: Said) -> Sequence[str]:
    """What somebody would have been asked to type, beside the PIN that came by a file."""
    return [asked for asked in ASKS if f"{asked}：" in said.err or f"{asked}（" in said.err]


@pytest.mark.parametrize(
    "words",
    [
        ("keys", "hall", "export", "--out", "new"),
        ("keys", "ring", "export", "--out", "new"),
        ("keys", "ring", "import", "ring"),
        ("keys", "hall", "import", "key"),
        ("hall", "card", "--recovery", "known", "--out", "new"),
    ],
    ids=lambda words: " ".join(words[:3]),
)
def test_that_who_may_not_is_refused_before_a_secret_is_asked(
    hall: Path, words: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hall)
    said = told(hall, *words, by="W01", pin="1234")
    assert (said.code, secrets_asked(said)) == (1, []), said.err
    assert not (hall / "new").exists()


@pytest.mark.parametrize("which", ["hall", "ring"])
def test_that_what_was_exported_once_is_refused_before_a_passphrase_is_asked(hall: Path, which: str) -> None:
    said = told(hall, "keys", which, "export", "--out", hall / "again")
    assert (said.code, "导出过一次" in said.err) == (1, True), said.err
    assert secrets_asked(said) == [], said.err


def test_that_a_new_pin_is_asked_once_the_present_one_is_right(hall: Path) -> None:
    wrong = counter(
        "staff", "pin", "W01", "--pin-file", pin_file(hall, "0000", "wrong"), "--data", hall / "hall"
    )
    assert (wrong.code, "新 的口令" in wrong.err) == (1, False), wrong.err


def test_that_a_folder_that_is_taken_and_a_file_that_is_none_are_told_before_the_recovery_key_is_asked(
    hall: Path,
) -> None:
    (kept,) = hall.glob("*.窗口备份")
    taken = counter("restore", kept, "--data", hall / "hall")
    assert (taken.code, "已经有资料" in taken.err) == (2, True), taken.err
    other = counter("restore", hall / "key", "--data", hall / "new")
    for said in (taken, other):
        assert secrets_asked(said) == [], said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("W 9", "某人"), "工号"),
        (("W09", "某人", "--role", "representative"), "哪个部门"),
        (("S01", "苏日娜", "--role", "clerk", "--recovery-key"), "唯一的值班负责人"),
        (("W01", "阿木古郎", "--duty", "看门"), "职责"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_that_a_person_who_cannot_be_added_is_refused_before_a_pin_is_asked(
    hall: Path, words: Sequence[str], said: str
) -> None:
    refused = told(hall, "staff", "add", *words)
    assert refused.code in (1, 2)
    assert said in refused.err, refused.err
    assert secrets_asked(refused) == [], refused.err
    assert " 的口令（" not in refused.err
