"""Changing data key and master: one switch, old keys before it and new ones after, whatever is killed when."""

from __future__ import annotations

import base64
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from counter.db.check.check import check
from counter.db.file.connection import DATABASE
from counter.db.journal.witnesses import Witnesses
from counter.db.keys import key_stores
from counter.db.keys.key_folder import (
    Keys,
    card_of,
    load_keys,
    open_with_recovery,
    profile_id,
    slots_of,
    write_card,
)
from counter.db.keys.key_stores import KEY_FILE, FileStore
from counter.db.keys.slots.changing import add_slot
from counter.db.keys.slots.renewing import RenewedRecovery, renewed_card
from counter.db.profile import profile as profiles
from counter.db.profile.rotation import change_keys
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.hall.pin_lock import WrongPins
from counter.domain.hall.station_events import StationOpened
from counter.domain.journal.kinds import kind_of
from counter.services.keys.hall_recovery import hall_recovery_public, seal_to_hall
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.keys.slot_kinds import NewSlot, SlotKind
from tests.db import toy
from tests.db.keys.holding import own_holder
from tests.db.keys.test_key_folder import KEEPING_RING
from tests.db.putting_back import World
from tests.journeys.setup_killer import child, die_at

DAY = "2026-11-20"
SEED = b"h" * 32
PIN_KEY = "0123456789abcdef" * 2
POINTS = 100 if os.environ.get("COUNTER_EVERY_CUT") else 12
"""Kills among the calls of one change."""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A window that holds a hall key, and an office's and a bureau's."""
    world = World(tmp_path / "world")
    world.root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    world.make()
    journal = world.open()
    journal.keep_hall_seed(SEED)
    journal.keep_handler_seed(SEED)
    journal.keep_bureau_seed(SEED)
    journal.close()
    return world


def opened(world: World) -> tuple[int, str]:
    """Epoch and why it began; the journal is whole, and what was sealed still opens."""
    journal = world.open()
    try:
        assert check(journal).faults == ()
        assert {journal.hall_seed(), journal.handler_seed(), journal.bureau_seed()} == {SEED}
        assert journal.find_cases(toy.PERSON["name"]).rows
        event = kind_of(StationOpened).read(journal.entries("station:03")[-1])
        assert event is not None
        return event.epoch, event.reason
    finally:
        journal.close()


def test_that_everything_is_under_new_keys_and_the_old_ones_open_nothing(world: World) -> None:
    given = world.work("c1", "c2")
    before, recovery = load_keys(world.profile), new_recovery_key()
    tries = WrongPins(PIN_KEY, 4, toy.FakeClock().read())
    journal = world.open()
    with journal.transaction() as tx:
        tx.put_wrong_pins(tries, [PIN_KEY])
        tx.commit()
    journal.close()
    epoch, _ = opened(world)
    assert change_keys(world.profile, recovery, DAY).gone == ()
    after = load_keys(world.profile)
    assert {after.data, after.master}.isdisjoint({before.data, before.master})
    now, reason = opened(world)
    assert (now > epoch, reason) == (True, "rotated")
    assert not world.work("c3", "c4") & given
    assert open_with_recovery(world.profile, recovery).data == after.data
    with pytest.raises(BadInput):
        open_with_recovery(world.profile, new_recovery_key())
    left = {path.name for path in world.profile.iterdir()}
    assert not any(".next" in name or ".old" in name for name in left)
    stored = b"".join(path.read_bytes() for path in world.root.rglob("*") if path.is_file())
    assert before.data not in stored
    witnesses = Witnesses(world.profile, after.profile_id, after.master, demo=False)
    assert all(len(state.claims) == 2 and not state.unread for state in witnesses.said())
    assert tries in witnesses.pins.known(PIN_KEY)  # a file put back resets no wrong PINs


def test_that_nobody_may_be_at_work(world: World) -> None:
    world.work("c1")
    before = load_keys(world.profile).data
    journal = world.open()
    with pytest.raises(BadInput, match="关掉全部窗口"):
        change_keys(world.profile, new_recovery_key(), DAY)
    toy.accept(journal, "c2")
    journal.close()

    def somebody_comes(step: str) -> None:
        if step == "copy":
            with pytest.raises(WorldTrouble, match="换密钥"):
                load_keys(world.profile)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_keys(world.profile, new_recovery_key(), DAY, tell=somebody_comes)
    assert load_keys(world.profile).data == before
    opened(world)


def test_that_a_kill_at_any_step_leaves_the_old_keys_or_the_new_ones(world: World) -> None:
    given = world.work("c1")
    steps: list[str] = []
    change_keys(world.profile, new_recovery_key(), DAY, tell=steps.append)
    switch = steps.index("switched")
    assert {"begin", "copy", "prove", "switch", KEY_FILE, "hall.key", "card"} <= set(steps)
    for number, step in enumerate(steps):
        before, recovery = load_keys(world.profile).data, new_recovery_key()
        killed_at(number, lambda tell, key=recovery: change_keys(world.profile, key, DAY, tell=tell))
        changed = load_keys(world.profile).data != before
        assert changed == (number >= switch), step
        opened(world)
        if changed:
            open_with_recovery(world.profile, recovery)
        fresh = world.work(f"k{number}")
        assert not fresh & given, step
        given |= fresh
        assert "next" not in card_of(world.profile)
        assert not list(world.profile.glob("*.next*"))
        assert not (world.profile / f"{DATABASE}.old").exists()


def test_that_a_kill_at_any_call_to_the_disk_leaves_the_old_keys_or_the_new_ones(world: World) -> None:
    given = world.work("c1")
    calls = die_at(0)
    change_keys(world.profile, new_recovery_key(), DAY)
    sys.setprofile(None)
    assert calls() > POINTS
    for point in range(POINTS):
        before, recovery = load_keys(world.profile).data, new_recovery_key()
        at = 1 + calls() * point // POINTS

        def act(recovery: str = recovery, at: int = at) -> None:
            die_at(at)
            change_keys(world.profile, recovery, DAY)

        assert child(act) == -signal.SIGKILL
        if load_keys(world.profile).data != before:
            open_with_recovery(world.profile, recovery)
        opened(world)
        fresh = world.work(f"k{point}")
        assert not fresh & given, at
        given |= fresh
        assert "next" not in card_of(world.profile), at
        left = {path.name for path in world.profile.iterdir()}
        assert not {name for name in left if ".next" in name or ".old" in name}, at


def test_that_the_keyring_has_the_new_keys_under_the_profiles_own_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer, folder = tmp_path / "drawer", tmp_path / "profile"
    drawer.mkdir()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setattr(key_stores, "CHILD", KEEPING_RING.format(drawer=str(drawer)))
    profiles.create(folder, toy.IDENTITY, toy.FakeClock())
    before, steps = load_keys(folder).data, list[str]()
    killed_at(3, lambda tell: change_keys(folder, new_recovery_key(), DAY, tell=tell))  # not switched
    assert load_keys(folder).data == before
    assert [path.name for path in drawer.iterdir()] == [profile_id(folder)]
    change_keys(folder, new_recovery_key(), DAY, tell=steps.append)
    killed_at(steps.index("keyring"), lambda tell: change_keys(folder, new_recovery_key(), DAY, tell=tell))
    assert load_keys(folder).data != before
    assert [path.name for path in drawer.iterdir()] == [profile_id(folder)]
    assert not (folder / KEY_FILE).exists()


def test_that_a_slot_that_only_its_secret_renews_is_left_out_and_named() -> None:
    keys = Keys("a" * 32, bytes(32), bytes(32))
    public = hall_recovery_public(new_recovery_key())
    noted = seal_to_hall(bytes(64), public, keys.profile_id)
    older = {name: value for name, value in noted.items() if name != "to"}  # by an older program
    card = {"version": 1, "profile": keys.profile_id, "kept": "file", "wrapped": {}, "hall_wrapped": older}
    for wrapped, given, left in ((older, "", 1), (older, public, 0), (noted, "", 0)):
        coming, gone = renewed_card(
            {**card, "hall_wrapped": wrapped},
            keys,
            keys,
            bytes(16),
            RenewedRecovery(new_recovery_key(), DAY, given),
        )
        assert [slot.kind.value for slot in gone] == ["hall_recovery"] * left
        kinds = [slot["kind"] for slot in coming["slots"]]
        assert kinds == ["file", "recovery", "hall_recovery"][: 3 - left]
    anew = RenewedRecovery(new_recovery_key(), DAY)
    lost, _ = renewed_card({**card, "version": 2, "slots": []}, keys, keys, bytes(16), anew)
    assert [slot["kind"] for slot in lost["slots"]] == ["recovery"]


def test_that_the_next_keys_are_sealed_to_nobody_who_only_wrote_to_the_folder(tmp_path: Path) -> None:
    folder, hall, thief = tmp_path / "profile", new_recovery_key(), new_recovery_key()
    with own_holder():
        with profiles.making(
            folder, toy.IDENTITY, toy.FakeClock(), FileStore(folder), hall_recovery=hall_recovery_public(hall)
        ) as new:
            new.finish()
        keys = load_keys(folder)
        add_slot(folder, keys, NewSlot(SlotKind.PHRASE, "a b c d"), DAY)
        card = card_of(folder)
        own = next(slot for slot in card["slots"] if slot["kind"] == "phrase")
        by_thief = {
            **own,
            "id": "planted",
            "params": {**own["params"], "public": hall_recovery_public(thief)},
        }
        to_thief = {**own, "params": by_thief["params"]}
        to = base64.b64encode(bytes.fromhex(hall_recovery_public(thief))).decode()
        others = [
            {**slot, "wrapped": {**slot["wrapped"], "to": to}} if slot["kind"] == "hall_recovery" else slot
            for slot in card["slots"]
            if slot is not own
        ]
        write_card(folder, {**card, "slots": [*others, to_thief, by_thief]})
        gone = change_keys(folder, new_recovery_key(), DAY).gone
        assert {slot.id for slot in gone} == {"hall_recovery", own["id"], "planted"}
        assert [slot.kind for slot in slots_of(folder)] == [SlotKind.FILE, SlotKind.RECOVERY]
        assert load_keys(folder).data != keys.data


def test_that_a_disk_without_room_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_keys(world.profile).data
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(WorldTrouble, match="磁盘空间不够"):
        change_keys(world.profile, new_recovery_key(), DAY)
    assert load_keys(world.profile).data == before


def test_that_a_disk_that_fills_up_meanwhile_leaves_the_old_keys(world: World) -> None:
    world.work("c1", "c2")
    before, size = load_keys(world.profile).data, (world.profile / DATABASE).stat().st_size

    def on_a_full_disk(tell: Callable[[str], object]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))
        with pytest.raises(WorldTrouble, match="没有换"):
            change_keys(world.profile, new_recovery_key(), DAY)
        tell("refused")

    killed_at(0, on_a_full_disk)
    assert load_keys(world.profile).data == before
    assert not list(world.profile.glob("*.next*"))
    opened(world)


def killed_at(step: int, act: Callable[[Callable[[str], object]], object]) -> None:
    """Run it in a child that ends before the step of that number."""
    left = [step]

    def tell(_: str) -> None:
        if not left[0]:
            os._exit(9)
        left[0] -= 1

    child = os.fork()
    if not child:
        try:
            act(tell)
        finally:
            os._exit(0)
    _, state = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(state) == 9
