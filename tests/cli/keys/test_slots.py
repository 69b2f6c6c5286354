"""Key slots on the command line: chosen at set-up, opened once, changed by two, told to nobody."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.card_watch import CardWatch
from counter.bootstrap.opening import open_app, setting_up
from counter.db.keys.holder import client
from counter.db.keys.key_folder import KEYS_FILE
from counter.db.keys.key_stores import KEY_FILE
from counter.domain.hall.hall import StaffSeed
from counter.services.keys.confirm_keys import unconfirmed
from counter.services.keys.slot_kinds import NewSlot, SlotKind
from tests.cli.shop import counter
from tests.db.keys.holding import own_holder, switched_off
from tests.settings import demo_hall

PHRASE = "tianqi dianhua huoche pingguo"
PEOPLE = (StaffSeed("W01", "阿木古郎", "clerk", "1234"), StaffSeed("S01", "苏日娜", "supervisor", "9876"))
pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")
PINS = "902174\n" * 20
BY = ("--by", "S01", "--pin-file", "-")


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Path]:
    """A real hall whose profile opens with a phrase; nobody has typed it yet."""
    folder = tmp_path / "profile"
    real = replace(demo_hall(), demo=False, overlay=None)
    with own_holder():
        with (
            switched_off(),
            setting_up(folder, real, PEOPLE, open_with=NewSlot(SlotKind.PHRASE, PHRASE)) as new,
        ):
            new.finish()
            counter("keys", "lock", "--data", folder)
        yield folder


def test_that_a_locked_profile_is_opened_once_for_every_command(hall: Path) -> None:
    refused = counter("staff", "list", "--data", hall)
    assert refused.code == 2
    assert "counter keys unlock" in refused.err
    assert len(refused.err.splitlines()) == 1
    wrong = counter("keys", "unlock", "--data", hall, typed="tianqi dianhua huoche pingu\n")
    assert wrong.code == 2
    assert "第 4 个词不在词表里" in wrong.err
    assert counter("keys", "unlock", "--data", hall, typed="TIANQI　dianhua huoche pingguo\n").code == 0
    assert counter("staff", "list", "--data", hall).code == 0
    assert counter("check", "--data", hall).code == 0
    assert counter("keys", "slots", "--data", hall, "--json").json["held"] is True
    assert counter("keys", "lock", "--data", hall).code == 0
    assert counter("check", "--data", hall).code == 2


def test_that_at_a_terminal_the_phrase_is_asked_for_and_not_shown(hall: Path) -> None:
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "counter", "staff", "list", "--data", hall],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
        start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),
    )
    with child:
        os.close(theirs)
        said = b""
        while "开机口令词".encode() not in said:
            said += os.read(ours, 1000)
        os.write(ours, PHRASE.encode() + b"\n")
        out, _ = child.communicate(timeout=30)
        os.close(ours)
    assert child.returncode == 0
    assert "W01" in out.decode()
    assert PHRASE not in said.decode()


def test_that_slots_are_changed_by_who_may_and_stand_in_the_journal(hall: Path) -> None:
    counter("keys", "unlock", "--data", hall, typed=f"{PHRASE}\n")
    words = ("--by", "W01", "--pin-file", "-", "--data", hall, "--json")
    clerk = counter("keys", "add", "file", *words, typed="1234\n")
    assert (clerk.code, clerk.json["rule"], (hall / KEY_FILE).exists()) == (1, "duty", False)
    added = counter("keys", "add", "file", *BY, "--data", hall, "--json", typed="9876\n")
    assert (added.code, (hall / KEY_FILE).exists()) == (0, True)
    assert "打得开" in added.err
    gone = counter("keys", "remove", added.json["slot"], *BY, "--data", hall, typed="9876\n")
    assert (gone.code, (hall / KEY_FILE).exists()) == (0, False)
    card = (hall / KEYS_FILE).read_bytes()
    drawn = counter("keys", "phrase", "--words", "5", *BY, "--data", hall, "--json", typed="9876\n").json
    fresh = " ".join(word["letters"] for word in drawn["phrase"])
    assert len(drawn["phrase"]) == 5
    with open_app(hall) as app:
        said = [(e.kind, e.actor, e.payload) for e in app.journal.entries("keys") if "slot" in e.kind]
        assert [(kind, actor) for kind, actor, _ in said] == [
            ("keys.slot_added", "setup"),
            ("keys.slot_added", "S01"),
            ("keys.slot_removed", "S01"),
            ("keys.slot_added", "S01"),
            ("keys.slot_removed", "S01"),
        ]
        assert not any(word["letters"] in str(said) for word in drawn["phrase"])
        assert len(unconfirmed(app.journal)) == 4  # one alone did it: a second confirms
    assert "换回了旧的" not in counter("doctor", "--data", hall).out
    fresh_card = (hall / KEYS_FILE).read_bytes()
    (hall / KEYS_FILE).write_bytes(card)  # by somebody who wants the old phrase back
    with open_app(hall) as app:  # a window that was open meanwhile
        watch = CardWatch(hall)
        assert "rotate data" in (watch(app.journal) or "")
        (hall / KEYS_FILE).write_bytes(fresh_card)
        assert watch(app.journal) == ""
        assert CardWatch(hall)(app.journal) is None
        (hall / KEYS_FILE).write_bytes(card)
    assert "换回了旧的" in counter("doctor", "--data", hall).out
    counter("keys", "lock", "--data", hall)
    back = counter("keys", "unlock", "--data", hall, typed=f"{PHRASE}\n")
    assert (back.code, "换回了旧的" in back.err, "rotate data" in back.err) == (2, True, True)
    assert counter("staff", "list", "--data", hall).code == 2
    (hall / KEYS_FILE).write_bytes(fresh_card)
    old = counter("keys", "unlock", "--data", hall, typed=f"{PHRASE}\n")
    assert old.code == 2
    assert "口令词不对" in old.err
    assert counter("keys", "unlock", "--data", hall, typed=f"{fresh}\n").code == 0


def test_that_the_recovery_key_cannot_be_removed_and_opens_without_leaving_a_key(
    tmp_path: Path, hall_file: Path
) -> None:
    folder = tmp_path / "profile"
    with own_holder():
        made = counter(
            "setup", "--hall", hall_file, "--open-with", "phrase", "--data", folder, "--json", typed=PINS
        )
        assert made.code == 0, made.err
        assert len(made.json["phrase"]) == 4
        assert counter("staff", "list", "--data", folder).code == 0  # open until shut-down
        counter("keys", "lock", "--data", folder)
        key = made.json["recovery_key"]
        wrong = counter("recover", "--data", folder, typed=f"{key[:-1]}{'0' if key[-1] != '0' else '1'}\n")
        assert "第 8 组" in wrong.err
        opened = counter("recover", "--data", folder, typed=f"{key}\n")
        assert "keys phrase" in opened.out
        assert not (folder / KEY_FILE).exists()
        assert counter("staff", "list", "--data", folder).code == 0
        counter("keys", "lock", "--data", folder)
        _write_first_form(folder)
        assert counter("staff", "list", "--data", folder).code == 2
        opened = counter("recover", "--data", folder, typed=f"{key}\n")
        assert "keys phrase" in opened.out
        assert not (folder / KEY_FILE).exists()
        listed = counter("keys", "slots", "--data", folder, "--json").json
        assert [slot["kind"] for slot in listed["slots"]] == ["recovery"]
        assert counter("staff", "list", "--data", folder).code == 0
        refused = counter("keys", "remove", "recovery", *BY, "--data", folder, typed=PINS)
        assert "最后的办法" in refused.err


def _write_first_form(folder: Path) -> None:
    """The card as somebody rewrites it who wants a key file beside the data."""
    card = json.loads((folder / KEYS_FILE).read_text())
    wrapped = next(slot["wrapped"] for slot in card["slots"] if slot["kind"] == "recovery")
    kept = {name: card[name] for name in ("profile", "check", "salt")}
    (folder / KEYS_FILE).write_text(json.dumps({**kept, "version": 1, "kept": "file", "wrapped": wrapped}))


@pytest.fixture
def hall_file(tmp_path: Path) -> Path:
    """The file of a real hall with its supervisor."""
    shipped = (Path(__file__).resolve().parents[3] / "resources" / "halls" / "demo.toml").read_text("utf-8")
    file = tmp_path / "hall.toml"
    real = re.sub(r', pin = "\d+"|^pin = .*$|^overlay = .*$', "", shipped, flags=re.MULTILINE)
    file.write_text(real.replace("demo = true", "demo = false"), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--demo", "--open-with", "phrase"), "演示大厅"),
        (("--demo", "--open-with", "iris"), "--open-with"),
        (("--hall", "HALL", "--open-with", "stick"), "--stick"),
        (("--hall", "HALL", "--open-with", "phrase", "--words", "3"), "4 个或 5 个"),
        (("--hall", "HALL", "--open-with", "tpm"), "用不了"),
    ],
)
def test_that_a_choice_that_cannot_be_had_sets_nothing_up(
    tmp_path: Path, hall_file: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TPM2TOOLS_TCTI", raising=False)
    monkeypatch.setattr("counter.db.keys.slots.tpm_chip._DEVICE", tmp_path / "no-chip")
    given = [str(hall_file) if word == "HALL" else word for word in words]
    refused = counter("setup", *given, "--data", tmp_path / "profile", typed=PINS)
    assert refused.code == 2
    assert said in refused.err
    assert not (tmp_path / "profile").exists()
