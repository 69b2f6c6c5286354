"""Changing data key and master: one switch, old keys before it and new ones after, whatever is killed when."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.file.connection import DATABASE
from counter.db.journal.witnesses import Witnesses
from counter.db.keys.key_folder import card_of, load_keys, open_with_recovery
from counter.db.keys.key_stores import KEY_FILE
from counter.db.profile.rotation import change_keys
from counter.domain.errors import BadInput
from counter.domain.hall.station_events import StationOpened
from counter.domain.journal.kinds import kind_of
from counter.services.keys.recovery_key import new_recovery_key
from tests.db import toy
from tests.db.putting_back import World

DAY = "2026-11-20"
SEED = b"h" * 32


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A window that holds a hall key."""
    world = World(tmp_path / "world")
    world.root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(world.state))
    monkeypatch.setenv("COUNTER_WITNESS", str(world.machine))
    world.make()
    journal = world.open()
    journal.keep_hall_seed(SEED)
    journal.close()
    return world


def opened(world: World) -> tuple[int, str]:
    """Epoch and why it began; the journal is whole, and what was sealed still opens."""
    journal = world.open()
    try:
        assert check(journal).faults == ()
        assert journal.hall_seed() == SEED
        assert journal.find_cases(toy.PERSON["name"]).rows
        event = kind_of(StationOpened).read(journal.entries("station:03")[-1])
        assert event is not None
        return event.epoch, event.reason
    finally:
        journal.close()


def test_that_everything_is_under_new_keys_and_the_old_ones_open_nothing(world: World) -> None:
    given = world.work("c1", "c2")
    before, recovery = load_keys(world.profile), new_recovery_key()
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
    said = Witnesses(world.profile, after.profile_id, after.master, demo=False).said()
    assert all(len(state.claims) == 2 and not state.unread for state in said)


def test_that_nobody_may_be_at_work(world: World) -> None:
    world.work("c1")
    before = load_keys(world.profile).data
    journal = world.open()
    with pytest.raises(BadInput, match="关掉全部窗口"):
        change_keys(world.profile, new_recovery_key(), DAY)
    toy.accept(journal, "c2")
    journal.close()
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
