"""Key slots: what opens a profile, what does not, and what changing them leaves."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from counter.db.check.key_files import look_at_wrapping
from counter.db.keys import key_folder, key_stores
from counter.db.keys.card_slots import raw_slots
from counter.db.keys.holder import client
from counter.db.keys.key_stores import KEY_FILE, NoStore
from counter.db.keys.slots import wrong_tries
from counter.db.keys.slots.changing import add_slot, left_key_file, remove_slot
from counter.db.keys.slots.key_stick import plugged_stick
from counter.db.keys.slots.opening import unlock
from counter.db.profile import profile as profiles
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.keys.slot_kinds import KeysLocked, NewSlot, SecretRefused, SlotKind
from tests.db import toy
from tests.db.keys.holding import other_disk, own_holder, switched_off
from tests.db.keys.test_key_folder import KEEPING_RING

PHRASE, PIN, DAY = "tianqi dianhua huoche pingguo", "902174", "2026-11-23"
pytestmark = pytest.mark.skipif(not client.can_hold(), reason="the key holder is built for Linux only")


@dataclasses.dataclass
class Hall:
    """One profile with a slot of each kind that this machine can try."""

    folder: Path
    recovery: str
    stick: Path | None

    def copy(self, to: Path) -> Path:
        """The folder as a thief takes it."""
        return Path(shutil.copytree(self.folder, to))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall") / "profile"
    with own_holder():
        with profiles.making(folder, toy.IDENTITY, toy.FakeClock(), NoStore()) as new:
            new.add_slot(NewSlot(SlotKind.PHRASE, PHRASE, label="班长"), DAY)
            new.finish()
        journal = toy.open_journal(folder)
        toy.accept(journal, "c1")
        journal.close()
        disk = other_disk(folder)
        with TemporaryDirectory(dir=disk) as stick:
            if disk is not None:
                keys = key_folder.load_keys(folder)
                add_slot(folder, keys, NewSlot(SlotKind.STICK, PIN, Path(stick)), DAY)
            yield Hall(folder, new.recovery_key, Path(stick) if disk is not None else None)


@pytest.fixture
def copied(hall: Hall, tmp_path: Path) -> Iterator[Path]:
    """The profile on a machine where nobody has opened it."""
    with own_holder():
        yield hall.copy(tmp_path / "profile")


def _card(folder: Path) -> Any:
    return json.loads((folder / key_folder.KEYS_FILE).read_text())


def test_that_a_profile_with_a_phrase_is_open_after_its_set_up_and_closed_after_a_restart(hall: Hall) -> None:
    assert key_folder.load_keys(hall.folder).profile_id == key_folder.profile_id(hall.folder)
    assert not (hall.folder / KEY_FILE).exists()
    with switched_off(), pytest.raises(KeysLocked, match="开机口令词") as locked:
        key_folder.load_keys(hall.folder)
    assert SlotKind.PHRASE in locked.value.kinds


def test_that_the_phrase_opens_for_every_program_until_it_is_locked(copied: Path) -> None:
    unlock(copied, SlotKind.PHRASE, PHRASE)
    journal = toy.open_journal(copied)
    assert journal.entries("c1")[0].personal == toy.PERSON
    journal.close()
    assert key_folder.lock_keys(copied)
    with pytest.raises(KeysLocked):
        toy.open_journal(copied)
    assert not key_folder.lock_keys(copied)


def test_that_the_recovery_key_opens_a_locked_profile_and_leaves_no_key_in_the_folder(
    hall: Hall, copied: Path
) -> None:
    before = (copied / key_folder.KEYS_FILE).read_bytes()
    key_folder.recover(copied, hall.recovery)
    toy.open_journal(copied).close()
    assert not (copied / KEY_FILE).exists()
    assert (copied / key_folder.KEYS_FILE).read_bytes() == before


def test_that_wrong_tries_wait_longer_and_longer_and_destroy_nothing(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(wrong_tries.FREE):
        with pytest.raises(SecretRefused, match="口令词不对"):
            unlock(copied, SlotKind.PHRASE, "pingguo pingguo pingguo pingguo")
    with pytest.raises(
        WorldTrouble, match=r"连续输错 3 次，请等 2 秒"
    ):  # also for the right one, also after a restart
        unlock(copied, SlotKind.PHRASE, PHRASE)
    waits = [wrong_tries.wait_after(n) for n in range(40)]
    assert waits == sorted(waits)
    assert waits[-1] == wrong_tries.LONGEST
    monkeypatch.setattr(wrong_tries, "LONGEST", 0.0)
    unlock(copied, SlotKind.PHRASE, PHRASE)


def test_that_a_stick_needs_its_pin_and_a_pin_its_stick(hall: Hall, copied: Path, tmp_path: Path) -> None:
    if hall.stick is None:
        pytest.skip("no second disk on this machine to stand for a stick")
    slots = raw_slots(_card(copied))
    assert plugged_stick(slots) is None  # it lies where no system mounts sticks
    with pytest.raises(SecretRefused, match="没有看到钥匙盘"):
        unlock(copied, SlotKind.STICK, PIN, tmp_path)
    with pytest.raises(SecretRefused, match="钥匙盘对，口令不对"):
        unlock(copied, SlotKind.STICK, "902175", hall.stick)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    file = next(hall.stick.iterdir())
    (foreign / file.name).write_bytes(file.read_bytes()[:-4])
    with pytest.raises(SecretRefused, match="不是这台电脑的钥匙盘"):
        unlock(copied, SlotKind.STICK, PIN, foreign)
    unlock(copied, SlotKind.STICK, PIN, hall.stick)
    toy.open_journal(copied).close()


def test_that_a_stick_is_not_on_the_disk_of_the_data_and_its_pin_has_six_digits(
    copied: Path, tmp_path: Path
) -> None:
    unlock(copied, SlotKind.PHRASE, PHRASE)
    keys, before = key_folder.load_keys(copied), (copied / key_folder.KEYS_FILE).read_bytes()
    for pin, where, said in (
        (PIN, tmp_path, "同一块盘"),
        ("12345", tmp_path, "6 到 12"),
        ("123456", tmp_path, "太容易"),
        ("", None, "在哪里"),
    ):
        with pytest.raises(BadInput, match=said):
            add_slot(copied, keys, NewSlot(SlotKind.STICK, pin, where), DAY)
    assert (copied / key_folder.KEYS_FILE).read_bytes() == before
    assert list(tmp_path.glob("*.钥匙")) == []


@pytest.mark.parametrize("kind", [SlotKind.PHRASE, SlotKind.STICK, SlotKind.FILE])
def test_that_a_slot_that_was_not_recorded_is_not_made_and_leaves_nothing(
    hall: Hall, copied: Path, kind: SlotKind
) -> None:
    if hall.stick is None:
        pytest.skip("no second disk on this machine to stand for a stick")
    unlock(copied, SlotKind.PHRASE, PHRASE)
    keys, before = key_folder.load_keys(copied), (copied / key_folder.KEYS_FILE).read_bytes()
    sticks = sorted(hall.stick.iterdir())

    def full(_: object) -> None:
        raise WorldTrouble("磁盘已满")

    with pytest.raises(WorldTrouble, match="磁盘已满"):
        add_slot(copied, keys, NewSlot(kind, PIN, hall.stick), DAY, full)
    assert (copied / key_folder.KEYS_FILE).read_bytes() == before
    assert sorted(hall.stick.iterdir()) == sticks
    assert not (copied / KEY_FILE).exists()


def test_that_a_removal_cut_short_leaves_no_key_and_can_be_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "profile"
    toy.create(folder)
    with own_holder():
        add_slot(folder, key_folder.load_keys(folder), NewSlot(SlotKind.PHRASE, PHRASE), DAY)
        (folder / KEY_FILE).unlink()  # what comes before the card is written
        with pytest.raises(KeysLocked):
            toy.open_journal(folder)
        unlock(folder, SlotKind.PHRASE, PHRASE)
        toy.open_journal(folder).close()
        remove_slot(folder, "kept")
        assert [slot["kind"] for slot in _card(folder)["slots"]] == ["recovery", "phrase"]


def test_that_two_programs_that_add_a_slot_at_once_both_have_theirs(copied: Path) -> None:
    unlock(copied, SlotKind.PHRASE, PHRASE)
    keys = key_folder.load_keys(copied)

    def other(_: object) -> None:
        add_slot(copied, keys, NewSlot(SlotKind.PHRASE, "one two three four"), DAY)

    before = len(_card(copied)["slots"])
    add_slot(copied, keys, NewSlot(SlotKind.PHRASE, "five six seven eight"), DAY, other)
    assert len(_card(copied)["slots"]) == before + 2


def test_that_an_older_profile_opens_unchanged_and_takes_a_phrase_in_place_of_its_key_file(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "profile"
    recovery = toy.create(folder)
    toy.open_journal(folder).close()
    old = _card(folder)
    assert old["version"] == 1
    assert [slot["kind"] for slot in raw_slots(old)] == ["file", "recovery"]
    keys = key_folder.load_keys(folder)
    with own_holder():
        with pytest.raises(BadInput, match="最后一种方式"):
            remove_slot(folder, "kept")
        made = add_slot(folder, keys, NewSlot(SlotKind.PHRASE, PHRASE), DAY)
        assert _card(folder)["version"] == 2
        assert remove_slot(folder, "kept").kind is SlotKind.FILE
        assert not (folder / KEY_FILE).exists()
        assert look_at_wrapping(folder) == (True, "")  # the recovery key's part is proved as before
        with pytest.raises(KeysLocked):
            toy.open_journal(folder)
        for refused, said in ((made.id, "最后一种方式"), ("recovery", "最后的办法"), ("x", "没有编号")):
            with pytest.raises(BadInput, match=said):
                remove_slot(folder, refused)
        assert key_folder.open_with_recovery(folder, recovery).data == keys.data
        unlock(folder, SlotKind.PHRASE, PHRASE)
        assert key_folder.load_keys(folder).master == keys.master
        assert look_at_wrapping(folder) == (True, "")


def test_that_a_key_file_without_a_slot_is_noticed_and_opens_nothing(hall: Hall, copied: Path) -> None:
    assert not left_key_file(copied)
    (copied / KEY_FILE).write_text("AAAA")
    assert left_key_file(copied)
    with pytest.raises(KeysLocked):
        key_folder.load_keys(copied)


def test_that_no_secret_stands_in_a_file_or_a_text_for_people(hall: Hall, copied: Path) -> None:
    unlock(copied, SlotKind.PHRASE, PHRASE)
    keys = key_folder.load_keys(copied)
    forms = [PHRASE, PHRASE.replace(" ", ""), PIN, keys.data.hex(), keys.master.hex()]
    texts = [
        repr(keys),
        repr(NewSlot(SlotKind.PHRASE, PHRASE)),
        (copied / key_folder.KEYS_FILE).read_text(),
    ]
    assert not any(form in text for form in forms for text in texts)
    for path in copied.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(form.encode() in content for form in forms), path
        assert keys.data not in content
        assert keys.master not in content


STUBBORN_RING = KEEPING_RING.replace("    drawer.unlink()", "    pass")


@pytest.mark.parametrize(("ring", "stays"), [(KEEPING_RING, False), (STUBBORN_RING, True)])
def test_that_a_keyring_slot_is_gone_only_when_the_keyring_has_forgotten_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ring: str, stays: bool
) -> None:
    folder, drawer = tmp_path / "profile", tmp_path / "drawer"
    drawer.mkdir()
    toy.create(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(key_stores, "CHILD", KEEPING_RING.format(drawer=str(drawer)))
    made = add_slot(folder, key_folder.load_keys(folder), NewSlot(SlotKind.KEYRING), DAY)
    with pytest.raises(BadInput, match="已经设了"):
        add_slot(folder, key_folder.load_keys(folder), NewSlot(SlotKind.KEYRING), DAY)
    monkeypatch.setattr(key_stores, "CHILD", ring.format(drawer=str(drawer)))
    if stays:
        with pytest.raises(WorldTrouble, match="没有删掉"):
            remove_slot(folder, made.id)
    else:
        remove_slot(folder, made.id)
    assert any(slot.kind is SlotKind.KEYRING for slot in key_folder.slots_of(folder)) == stays
    assert (key_folder.profile_id(folder) in {path.name for path in drawer.iterdir()}) == stays
    toy.open_journal(folder).close()
