"""The card of a profile in wrong hands or on a bad disk: damage, hostile values, and an older card put back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from counter.db.keys import key_folder
from counter.db.keys.holder import client
from counter.db.keys.key_stores import NoStore
from counter.db.keys.slots import wrong_tries
from counter.db.keys.slots.changing import add_slot
from counter.db.keys.slots.derivation import MEMORY_KIB, PASSES, Cost, cost_in
from counter.db.keys.slots.opening import unlock
from counter.db.profile import profile as profiles
from counter.domain.errors import WorldTrouble
from counter.services.keys.slot_kinds import KeysLocked, NewSlot, SecretRefused, SlotKind
from tests.db import toy
from tests.db.keys.holding import own_holder

PHRASE, DAY = "tianqi dianhua huoche pingguo", "2026-11-23"
pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")


class Hall(NamedTuple):
    """A profile with a phrase, and its recovery key."""

    folder: Path
    recovery: str


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    folder = tmp_path_factory.mktemp("hall") / "profile"
    with own_holder(), profiles.making(folder, toy.IDENTITY, toy.FakeClock(), NoStore()) as new:
        new.add_slot(NewSlot(SlotKind.PHRASE, PHRASE), DAY)
        new.finish()
    return Hall(folder, new.recovery_key)


@pytest.fixture
def copied(hall: Hall, tmp_path: Path) -> Iterator[Path]:
    """The profile where nobody has opened it yet."""
    with own_holder():
        yield Path(shutil.copytree(hall.folder, tmp_path / "profile"))


def _card(folder: Path) -> Any:
    return json.loads((folder / key_folder.KEYS_FILE).read_text())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory", 2**40),
        ("passes", 10**9),
        ("memory", -1),
        ("passes", True),
        ("kdf", "none"),
        ("salt", "zz"),
        ("salt", None),
    ],
)
def test_that_a_hostile_card_takes_neither_memory_nor_hours(copied: Path, name: str, value: object) -> None:
    card = _card(copied)
    card["slots"][1]["params"][name] = value
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    with pytest.raises(WorldTrouble, match="开机口令词要用的那一段损坏"):
        unlock(copied, SlotKind.PHRASE, PHRASE)


def test_that_a_weaker_cost_or_another_slots_wrapping_cannot_be_put_into_a_card(copied: Path) -> None:
    card = _card(copied)
    for name, value in (("passes", 2), ("later", "another meaning")):
        params = {**card["slots"][1]["params"], name: value}
        changed = {**card, "slots": [card["slots"][0], {**card["slots"][1], "params": params}]}
        (copied / key_folder.KEYS_FILE).write_text(json.dumps(changed))
        with pytest.raises(WorldTrouble, match="损坏"):
            unlock(copied, SlotKind.PHRASE, PHRASE)
        changed["slots"][1].pop("sum")
        (copied / key_folder.KEYS_FILE).write_text(json.dumps(changed))
        with pytest.raises((WorldTrouble, SecretRefused), match=r"损坏|口令词不对"):
            unlock(copied, SlotKind.PHRASE, PHRASE)


@pytest.mark.parametrize(
    "slots",
    [
        None,
        {},
        [1],
        [{}],
        [{"id": 1, "kind": "phrase"}],
        [{"id": "a", "kind": "phrase"}] * 99,
        [{"id": "../../stick", "kind": "stick"}],
        [{"id": "\x1b[2J", "kind": "phrase"}],
    ],
)
def test_that_a_card_of_nonsense_is_said_to_be_damaged(copied: Path, slots: object) -> None:
    card = {**_card(copied), "slots": slots}
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    with pytest.raises(WorldTrouble, match="读不出"):
        toy.open_journal(copied)


def test_that_a_card_of_a_later_program_is_said_so_and_slots_of_unknown_kinds_are_kept(copied: Path) -> None:
    card = _card(copied)
    card["slots"].append({"id": "later", "kind": "iris", "wrapped": {"x": "y"}})
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    unlock(copied, SlotKind.PHRASE, PHRASE)
    add_slot(copied, key_folder.load_keys(copied), NewSlot(SlotKind.PHRASE, "a b c d"), DAY)
    assert {"id": "later", "kind": "iris", "wrapped": {"x": "y"}} in _card(copied)["slots"]
    (copied / key_folder.KEYS_FILE).write_text(json.dumps({**card, "version": 3}))
    with pytest.raises(WorldTrouble, match="更新版本"):
        toy.open_journal(copied)


@pytest.mark.parametrize("version", [-1, 0, "2", True, 1.0, 10**30, None])
def test_that_a_card_of_an_odd_version_is_said_to_be_damaged(copied: Path, version: object) -> None:
    (copied / key_folder.KEYS_FILE).write_text(json.dumps({**_card(copied), "version": version}))
    with pytest.raises(WorldTrouble, match="读不出"):
        key_folder.load_keys(copied)


def _damaged(slot: dict[str, Any], part: str) -> dict[str, Any]:
    """The slot with one character of it changed, as a bad disk or hand does."""
    holder = "wrapped" if part in slot["wrapped"] else "params"
    value = slot[holder][part]
    changed = value + 1 if isinstance(value, int) else ("b" if value[0] == "a" else "a") + value[1:]
    return {**slot, holder: {**slot[holder], part: changed}}


@pytest.mark.parametrize("part", ["salt", "public", "passes", "keys", "from"])
def test_that_a_damaged_slot_is_said_to_be_damaged_and_costs_no_try(copied: Path, part: str) -> None:
    before = _card(copied)
    damaged = {**before, "slots": [before["slots"][0], _damaged(before["slots"][1], part)]}
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(damaged))
    for _ in range(wrong_tries.FREE + 1):
        with pytest.raises(WorldTrouble, match="开机口令词要用的那一段损坏"):
            unlock(copied, SlotKind.PHRASE, PHRASE)
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(before))
    unlock(copied, SlotKind.PHRASE, PHRASE)


def test_that_a_damaged_slot_stops_no_other_one_and_a_wrong_phrase_is_told_of_it(copied: Path) -> None:
    unlock(copied, SlotKind.PHRASE, PHRASE)
    add_slot(copied, key_folder.load_keys(copied), NewSlot(SlotKind.PHRASE, "a b c d"), DAY)
    card = _card(copied)
    card["slots"][1] = _damaged(card["slots"][1], "salt")
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    with pytest.raises(SecretRefused, match=r"口令词不对.*另有一个开机口令词损坏"):
        unlock(copied, SlotKind.PHRASE, PHRASE)
    unlock(copied, SlotKind.PHRASE, "a b c d")


def test_that_a_right_phrase_for_a_damaged_slot_of_an_older_program_costs_no_try(copied: Path) -> None:
    card = _card(copied)
    del card["slots"][1]["sum"]
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    unlock(copied, SlotKind.PHRASE, PHRASE)
    card["slots"][1] = _damaged(card["slots"][1], "keys")
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    for _ in range(wrong_tries.FREE + 1):
        with pytest.raises(WorldTrouble, match="要用的那一段损坏"):
            unlock(copied, SlotKind.PHRASE, PHRASE)


def test_that_a_slot_that_was_taken_away_does_not_open_and_the_recovery_key_does(
    hall: Hall, copied: Path
) -> None:
    gone = [slot["id"] for slot in _card(copied)["slots"] if slot["kind"] == "phrase"]
    with pytest.raises(WorldTrouble, match=r"已经去掉了.*换回了旧的.*rotate data"):
        unlock(copied, SlotKind.PHRASE, PHRASE, gone=lambda _: gone)
    with pytest.raises(KeysLocked):
        key_folder.load_keys(copied)
    unlock(copied, SlotKind.RECOVERY, hall.recovery, gone=lambda _: gone)
    toy.open_journal(copied).close()


def test_that_a_card_of_other_keys_than_the_data_files_neither_opens_nor_is_recovered(
    hall: Hall, copied: Path
) -> None:
    card = {**_card(copied), "salt": "00" * 16}
    (copied / key_folder.KEYS_FILE).write_text(json.dumps(card))
    for opening in (
        lambda: unlock(copied, SlotKind.PHRASE, PHRASE),
        lambda: unlock(copied, SlotKind.RECOVERY, hall.recovery),
        lambda: key_folder.recover(copied, hall.recovery),
    ):
        with pytest.raises(WorldTrouble, match="不是一套"):
            opening()
    with pytest.raises(KeysLocked):
        key_folder.load_keys(copied)


@pytest.mark.parametrize(
    ("memory", "passes"), [(7, 4), (MEMORY_KIB, 0), (8 * MEMORY_KIB, 1), (8, 33), (4 * MEMORY_KIB, 32)]
)
def test_that_a_cost_no_program_of_ours_makes_is_not_paid(memory: int, passes: int) -> None:
    assert cost_in(Cost(MEMORY_KIB, PASSES).params()) == Cost(MEMORY_KIB, PASSES)
    with pytest.raises(ValueError, match="bounds"):
        cost_in(Cost(memory, passes).params())
