"""The hall ring changes hands and generations; the recovery key on paper reads again (decision 0033)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.db.profile.rotation import change_keys
from counter.domain.errors import BadInput, RuleRefused
from counter.services.exchange.share_keys import share_keys
from counter.services.exchange.take_wraps import take_wraps
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.staff import add_staff
from counter.services.keys.confirm_keys import unconfirmed
from counter.services.keys.recovery_key import new_recovery_key
from counter.services.keys.recovery_reading import note_own_reader
from counter.services.keys.ring import export_ring, import_ring, read_ring_file
from counter.services.keys.ring_cards import known_rings, ring_in_force
from counter.services.keys.trusted import settled_keys
from tests.db import toy
from tests.services.exchange.sharing import (
    LEAD,
    Hall,
    hall,
    hall_with_ring,
    names,
    parcel_of,
    ring,
    send_entries,
    send_wraps,
)
from tests.services.exchange.stations import case_id, placed, station
from tests.settings import demo_hall


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Hall]:
    """A hall for one test."""
    found = hall_with_ring(tmp_path).more()
    yield found
    for one in found.all:
        one.journal.close()


def test_that_a_new_generation_of_the_ring_takes_over_open_cases_and_the_old_wraps_go(own: Hall) -> None:
    own.owner.add(own.two, "item.completed")
    send_entries(own.owner, own.room)
    send_wraps(own.owner, own.room)
    old = ring_in_force(own.room.journal)
    on_its_way = [one for one in parcel_of(own.owner).wraps if one.subject == own.one]
    ring(own.room, rotate=True)
    new = ring_in_force(own.room.journal)
    assert old is not None
    assert new is not None
    assert new.generation == 2
    room = {(one.subject, one.maker) for one in parcel_of(own.room).wraps if one.recipient == new.recipient}
    assert room == {(own.one, "03")}  # by a holder, for the window that made the key
    send_wraps(own.room, own.owner)
    own.more()
    share_keys(own.owner.app)
    keys = own.owner.journal.shared_keys()
    assert not keys.has_wrap(case_id(1), "03", old.recipient)
    assert keys.has_wrap(case_id(1), "03", new.recipient)
    assert not keys.has_wrap(case_id(2), "03", new.recipient)  # it was closed before
    assert keys.has_wrap(own.two, "03", new.recipient)
    assert old.recipient in parcel_of(own.owner).retired
    assert on_its_way == []
    assert set(send_wraps(own.owner, own.room).opened) == {own.one, own.two}


def test_that_a_ring_is_carried_under_a_passphrase_once_and_opens_there(own: Hall, tmp_path: Path) -> None:
    files: list[str] = []
    words = "一句够长的演示用的密语呀"
    who = {**LEAD, "keep": files.append}
    with pytest.raises(BadInput, match="12"):
        export_ring(own.room.journal, lambda: "太短", **who)
    assert files == []
    export_ring(own.room.journal, lambda: words, **who)
    with pytest.raises(RuleRefused, match="导出过一次"):
        export_ring(own.room.journal, lambda: words, **who)
    waiting = [entry.kind for entry in unconfirmed(own.room.journal)]
    assert waiting == ["ring.opened", "ring.exported"]  # one person did it alone
    for broken in ("", "[]", files[0].replace("counter-ring-1", "counter-hall-key-1"), files[0][:200]):
        with pytest.raises(BadInput):
            read_ring_file(broken, words)
    with pytest.raises(BadInput, match="密语不对"):
        read_ring_file(files[0], "另外一句够长的密语呀呀")
    secret, today = read_ring_file(files[0], words), own.room.clock.at.date()
    with pytest.raises(BadInput, match="已经有"):
        import_ring(own.room.journal, lambda: secret, **LEAD, today=today)
    (stranger,) = hall(tmp_path / "elsewhere", "09")
    stranger.trusts(own.room)  # as a hall whose papers are verified there
    with pytest.raises(BadInput, match="不是本窗口所在大厅的"):
        import_ring(stranger.journal, lambda: secret, **LEAD, today=today)
    assert send_wraps(own.room, stranger).rings == 0  # another hall's ring is not followed
    assert known_rings(stranger.journal) == ()
    stranger.journal.close()
    configure_hall(own.other.journal, demo_hall(), actor="setup")
    add_staff(own.other.journal, **LEAD, name="示例主管", role="supervisor", actor="setup")
    import_ring(own.other.journal, lambda: secret, **LEAD, today=today)
    assert set(send_wraps(own.owner, own.other).opened) == {own.one, own.two}
    assert "seed" not in own.other.faults()
    (own.other.journal.profile / "ring.key").unlink()
    assert "seed" in own.other.faults()


def test_that_changed_keys_of_a_profile_keep_the_ring_and_what_others_shared(own: Hall) -> None:
    send_wraps(own.owner, own.room)
    own.room.accept(7)
    (before,) = {one.recipient for one in parcel_of(own.room).wraps if one.recipient.startswith("recovery")}
    folder, ring_before = own.room.journal.profile, ring_in_force(own.room.journal)
    own.room.journal.close()
    fresh = new_recovery_key()
    change_keys(folder, fresh, "2026-11-20")
    own.room.journal = toy.open_journal(folder, own.room.clock)
    assert own.room.journal.station().epoch != 1  # and not certified yet
    assert ring_in_force(own.room.journal) == ring_before
    assert names(own.room, own.one, own.two, case_id(7)) == [True, True, True]
    own.owner.accept(8)
    send_entries(own.owner, own.room)
    assert send_wraps(own.owner, own.room).opened == (case_id(8),)
    parcel = parcel_of(own.room)
    assert before in parcel.retired
    assert not own.room.journal.shared_keys().has_wrap(case_id(7), "01", before)
    again = take_wraps(own.other.app, parcel, recovery_key=fresh)
    assert again.kept == 1  # the key on the new paper; its entries are not there yet
    assert "key" not in own.room.faults()


def test_that_the_recovery_key_on_paper_reads_what_a_burnt_window_sealed(tmp_path: Path) -> None:
    burnt = station(tmp_path / "burnt", "03")
    case = burnt.accept(1)
    parcel, batches = parcel_of(burnt), burnt.batches()
    settled_keys(burnt.journal, burnt.clock.at.date())
    heir = station(tmp_path / "heir", "04")
    heir.trusts(burnt)
    heir.take_in(placed(batches))
    assert take_wraps(heir.app, parcel).opened == ()
    assert take_wraps(heir.app, parcel, recovery_key=heir.recovery).opened == ()
    assert take_wraps(heir.app, parcel, recovery_key=burnt.recovery.lower()).opened == (case,)
    assert names(heir, case) == [True]
    mistyped = ("2" if burnt.recovery[0] != "2" else "3") + burnt.recovery[1:]
    with pytest.raises(BadInput, match="第 1 组"):
        take_wraps(heir.app, parcel, recovery_key=mistyped)
    for one in (burnt, heir):
        one.journal.close()


def test_that_a_profile_of_before_is_read_by_its_recovery_key_once_that_was_typed(tmp_path: Path) -> None:
    """It stood nowhere whom to wrap to; everything sealed until then is wrapped to it."""
    old, heir = station(tmp_path / "old", "05"), station(tmp_path / "heir", "06")
    old.journal.connection().execute("DELETE FROM exchange_marks WHERE name LIKE 'recovery_reading_key:%'")
    case = old.accept(1)
    assert share_keys(old.app) == 0
    assert note_own_reader(old.journal, old.recovery)
    assert not note_own_reader(old.journal, old.recovery)
    assert share_keys(old.app) == 1
    heir.trusts(old)
    heir.take_in(placed(old.batches()))
    assert take_wraps(heir.app, parcel_of(old), recovery_key=old.recovery).opened == (case,)
    old.journal.close()
    heir.journal.close()
