"""135 planted faults: ``check`` finds each, ends in no bug, and the way out that it names is the one that mends it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.db.keys.key_folder import KEYS_FILE
from counter.domain.errors import WorldTrouble
from counter.services.keys.trusted import settled_keys
from tests.cli import planted
from tests.cli.shop import Said, counter
from tests.services.office import PEOPLE
from tests.settings import demo_hall

REBUILD, BACKUP, RECOVER = "--rebuild", "从备份", "counter recover"
ADMIN = "(告诉系统管理员|请系统管理员检查)"


class Target(NamedTuple):
    """A window with a hall key, a copy of it, and the recovery key."""

    profile: Path
    backup: Path
    recovery: str


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Target]:
    """To plant a fault in."""
    profile, backup = tmp_path / "p", tmp_path / "backup"
    recovery = create_profile(profile, demo_hall(), PEOPLE)
    with open_app(profile) as app:
        settled_keys(app.journal, date(2026, 11, 20))
    shutil.copytree(profile, backup)
    yield Target(profile, backup, recovery)
    shutil.rmtree(tmp_path)


def told(target: Target, *, way_out: str, never: tuple[str, ...] = ()) -> Said:
    """What check says: a fault or a refusal in plain words, with its way out (a pattern), and no other."""
    said = counter("check", "--data", target.profile)
    assert said.code in (1, 2), said
    assert re.search(way_out, said.out + said.err), said
    assert not [word for word in never if word in said.out + said.err], said
    for other in (("staff", "list"), ("check", REBUILD)):
        assert counter(*other, "--data", target.profile).code in (0, 1, 2), other
    return said


def clean(profile: Path) -> bool:
    """Whether check finds nothing and work goes on."""
    said = counter("check", "--data", profile)
    assert said.code == 0, said
    return counter("staff", "list", "--data", profile).code == 0


OF_THE_FILE = {"its log lost": "找回来", "a folder": "改名移走"}


@pytest.mark.parametrize("name", planted.DATA_FILE)
def test_that_a_damaged_data_file_is_told_with_the_way_back(target: Target, name: str) -> None:
    planted.DATA_FILE[name](target.profile)
    told(
        target,
        way_out=OF_THE_FILE.get(name, BACKUP),
        never=(RECOVER, REBUILD, "系统管理员核对", "counter setup"),
    )
    if name != "its log lost":  # which loses nothing but what was in it: the rest goes on in the next epoch
        shutil.rmtree(target.profile)
        shutil.copytree(target.backup, target.profile)
        assert clean(target.profile)


@pytest.mark.parametrize("name", planted.STRUCTURE)
def test_that_a_planted_trigger_index_or_view_is_found_and_taken_away(target: Target, name: str) -> None:
    planted.STRUCTURE[name](target.profile)
    said = counter("check", "--data", target.profile, "--json")
    assert {fault["kind"] for fault in said.json["faults"]} == {"structure"}
    assert all(REBUILD in fault["sentence"] for fault in said.json["faults"])
    assert counter("check", REBUILD, "--data", target.profile).code == 0
    assert clean(target.profile)


OF_TABLES = {"a strange table": "查明", "two versions": REBUILD}


@pytest.mark.parametrize("name", planted.TABLES)
def test_that_a_table_that_is_not_as_it_was_made_is_found(target: Target, name: str) -> None:
    planted.TABLES[name](target.profile)
    way_out = OF_TABLES.get(name, "从备份恢复")
    told(target, way_out=way_out, never=() if way_out == REBUILD else (REBUILD, RECOVER, "安装新版"))


OF_ROWS = {
    "an invitation of no case": "告诉系统管理员",
    "boxes of two sizes": "告诉系统管理员",
    "boxes of no day": "告诉系统管理员",
    "a second station": "从备份恢复",
    "a key of nobody": BACKUP,
}


@pytest.mark.parametrize("name", planted.ROWS)
def test_that_planted_rows_are_found_and_what_can_be_mended_is(target: Target, name: str) -> None:
    planted.ROWS[name](target.profile)
    if name in OF_ROWS:
        told(target, way_out=OF_ROWS[name], never=(REBUILD,))
        return
    said = counter("check", "--data", target.profile)
    assert (said.code, REBUILD in said.out) == (1, True), said
    assert counter("check", REBUILD, "--data", target.profile).code == 0
    assert clean(target.profile)


OF_KEYS = {
    "a hall key that is a folder": ADMIN,
    "a key that is a folder": ADMIN,
    "a card that is a folder": ADMIN,
    "a keyring that never had it": "钥匙串",
    "a newer card": "安装新版",
    "another value of the wrapping": ADMIN,
    **dict.fromkeys(
        (
            "the key gone",
            "a key of garbage",
            "a key of another profile",
            "a key without end",
            "an empty key",
            "another check value",
        ),
        RECOVER,
    ),
}


@pytest.mark.parametrize("name", planted.KEY_FILES)
def test_that_a_damaged_key_file_is_told_with_the_way_back(target: Target, name: str) -> None:
    planted.KEY_FILES[name](target.profile)
    way_out = OF_KEYS.get(name, BACKUP)
    told(target, way_out=way_out, never=() if way_out == RECOVER else (RECOVER, REBUILD))
    if way_out == RECOVER:
        said = counter("recover", "--data", target.profile, typed=f"{target.recovery}\n")
        assert said.code == 0, said
        assert clean(target.profile)
    elif way_out == BACKUP:
        file = KEYS_FILE if "wrapping" in name or "card" in name or "name" in name else "hall.key"
        (target.profile / file).write_bytes((target.backup / file).read_bytes())
        assert clean(target.profile)


OF_BESIDE = {
    "no head": REBUILD,
    "an empty head": REBUILD,
    "a head that is no JSON": REBUILD,
    "a head of words": REBUILD,
    "a head of a number that no file holds": REBUILD,
    "a head of brackets": REBUILD,
    "a head without end": REBUILD,
    "a head that is a pipe": REBUILD,
    "a head that is a link in a circle": REBUILD,
    "a head that is a folder": REBUILD,
    "heads that are a file": ADMIN,
    "a mark that is a folder": ADMIN,
    "guides that are a file": "移走",
    "a lock that is a folder": "移走",
    "a log that is a folder": "移走",
    "a log that is a link in a circle": ADMIN,
    "a journal of another profile": "移走",
    "a journal of its own from another day": "移走",
    "a log of another profile": "移走",
}


@pytest.mark.parametrize("name", [name for name in planted.BESIDE if name != "a log of garbage"])
def test_that_what_is_wrong_beside_the_file_is_told(target: Target, name: str) -> None:
    planted.BESIDE[name](target.profile)
    way_out = OF_BESIDE.get(name, BACKUP)
    if way_out == REBUILD:
        said = counter("check", "--data", target.profile)
        assert (said.code, REBUILD in said.out) == (1, True), said
        assert counter("check", REBUILD, "--data", target.profile).code == 0
        assert clean(target.profile)
    else:
        told(target, way_out=way_out, never=(RECOVER, REBUILD))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("a log of another profile", "counter.db-wal"),
        ("a journal of another profile", "counter.db-journal"),
        ("a journal of its own from another day", "counter.db-journal"),
    ],
)
def test_that_a_log_of_another_file_is_not_copied_into_this_one(target: Target, name: str, file: str) -> None:
    """SQLite would do so at the next opening or closing, and the data file were lost."""
    before = (target.profile / "counter.db").read_bytes()
    planted.BESIDE[name](target.profile)
    told(target, way_out="移走")
    assert (target.profile / "counter.db").read_bytes() == before
    (target.profile / file).unlink()
    assert clean(target.profile)


def test_that_a_log_of_garbage_does_no_harm(target: Target) -> None:
    planted.BESIDE["a log of garbage"](target.profile)
    assert clean(target.profile)


@pytest.mark.parametrize(
    ("kind", "file", "words"),
    [("--demo-office", "handler.key", "无法打开"), ("--demo-bureau", "bureau.key", "--after")],
)
def test_that_the_lost_key_of_an_office_or_bureau_is_found(
    tmp_path: Path, kind: str, file: str, words: str
) -> None:
    assert counter("setup", kind, "--data", tmp_path / "p").code == 0
    assert counter("check", "--data", tmp_path / "p").code == 0
    (tmp_path / "p" / file).unlink()
    said = counter("check", "--data", tmp_path / "p")
    assert (said.code, file in said.out, words in said.out) == (1, True, True), said


@pytest.mark.parametrize(
    "name",
    [
        "no wrapping",
        "a wrapping that is a list",
        "a wrapping that is no text",
        "a card of brackets",
        "a card with no name",
    ],
)
def test_that_a_recovery_that_a_damaged_card_prevents_says_so_and_leaves_all_as_it_is(
    target: Target, name: str
) -> None:
    planted.KEY_FILES[name](target.profile)
    before = (target.profile / KEYS_FILE).read_bytes(), (target.profile / "key.secret").read_bytes()
    said = counter("recover", "--data", target.profile, typed=f"{target.recovery}\n")
    assert (said.code, BACKUP in said.err, KEYS_FILE in said.err) == (2, True, True), said
    assert ((target.profile / KEYS_FILE).read_bytes(), (target.profile / "key.secret").read_bytes()) == before


def test_that_a_pipe_or_a_link_to_one_is_found_before_a_window_reads_it(target: Target) -> None:
    aside = target.profile.parent / "pipe"
    os.mkfifo(aside)
    (target.profile / "guides.toml").symlink_to(aside)
    with pytest.raises(WorldTrouble, match="管道"), open_app(target.profile):
        pass
    assert counter("check", "--data", target.profile).code == 2


def test_that_a_changed_wrapping_is_a_bad_line_of_doctor(target: Target) -> None:
    planted.KEY_FILES["a changed wrapping"](target.profile)
    said = counter("doctor", "--data", target.profile, "--json")
    keys = next(p for p in said.json["probes"] if p["id"] == "keys")
    assert (said.code, keys["health"], "恢复密钥" in keys["words"]) == (1, "bad", True)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("DATA_FILE", "cut by five pages"),
        ("DATA_FILE", "text"),
        ("TABLES", "no entries"),
        ("TABLES", "an older version"),
        ("KEY_FILES", "a key of garbage"),
        ("BESIDE", "a head of words"),
    ],
)
def test_that_doctor_looks_at_all_it_can_whatever_is_broken(target: Target, group: str, name: str) -> None:
    getattr(planted, group)[name](target.profile)
    said = counter("doctor", "--data", target.profile, "--json")
    assert said.code in (0, 1), said
    assert len(said.json["probes"]) > 8


def test_that_an_older_profile_is_told_what_its_first_check_cannot_prove(target: Target) -> None:
    planted.sql("PRAGMA user_version = 0")(target.profile)
    probes = counter("doctor", "--data", target.profile, "--json").json["probes"]
    keys = next(p for p in probes if p["id"] == "keys")
    assert (keys["health"], "还没有校验" in keys["words"], "counter check" in keys["mend"]) == (
        "warn",
        True,
        True,
    )
    said = counter("check", "--data", target.profile)
    assert (said.code, "才知道" in said.out) == (0, True)
    assert "才知道" not in counter("check", "--data", target.profile).out
    planted.KEY_FILES["another salt of the wrapping"](target.profile)
    assert counter("check", "--data", target.profile).code == 1


def test_that_a_demo_of_faults_is_large_enough() -> None:
    groups = (planted.DATA_FILE, planted.STRUCTURE, planted.TABLES, planted.ROWS, planted.KEY_FILES)
    assert sum(map(len, (*groups, planted.BESIDE))) >= 100
    assert os.environ["PYTHON_KEYRING_BACKEND"].endswith("null.Keyring")  # one of them asks for a keyring
