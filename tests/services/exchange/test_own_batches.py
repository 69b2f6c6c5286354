"""What the own station reports: cut once, signed by the key of its epoch, waiting until the hub has acknowledged it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from counter.db.check.check import rebuild_rows
from counter.domain.journal.exchange.batch import (
    MOST_ENTRIES,
    BatchRange,
    SentEntry,
    prove,
    range_of,
    recomputed_hash,
)
from counter.services.exchange.own_batches import acknowledge, unacknowledge_from, waiting
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.keys.trusted import settled_keys, verify
from tests.db import backing_up, toy
from tests.services.exchange.stations import Station, case_id, placed, station


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Station]:
    one = station(tmp_path / "here", "03")
    yield one
    one.journal.close()


def test_that_everything_waits_until_it_is_acknowledged(here: Station) -> None:
    begun = here.clock.at
    here.accept(1)
    assert (waiting(here.app).count, waiting(here.app).since) == (4, begun)
    (first,) = here.batches()
    prove(first, here.journal.public_key(), verify)
    here.clock.passes(here.clock.at - here.clock.at.replace(hour=0))
    here.accept(2)
    both = here.batches()
    assert both[0] == first  # cut once: the same again
    assert [range_of(one)[2:] for one in both] == [(1, 4), (5, 7)]
    assert acknowledge(here.app, range_of(first), 17)
    assert (waiting(here.app).count, waiting(here.app).since) == (3, here.clock.at)
    assert here.batches() == both[1:]
    assert not acknowledge(here.app, BatchRange("03", 1, 2, 4), 18)  # never cut here
    acknowledge(here.app, range_of(both[1]), 18)
    assert (waiting(here.app).count, waiting(here.app).since, here.batches()) == (0, None, [])
    unacknowledge_from(here.app, 1, 5)  # the hub was restored to yesterday
    assert here.batches() == both[1:]
    unacknowledge_from(here.app, 1, 1)
    assert here.batches() == both
    assert here.faults() == []


def test_that_what_comes_back_from_the_hub_acknowledges(here: Station) -> None:
    here.accept(1)
    (batch,) = here.batches()
    before = here.content()
    assert here.outcomes(placed([batch])) == ["known"]
    assert waiting(here.app).count == 0
    after = here.content()
    del before["batches"], after["batches"]
    assert after == before


def test_that_a_long_stream_is_cut_where_a_batch_is_full(here: Station) -> None:
    with here.journal.transaction() as tx:
        last = None
        for number in range(MOST_ENTRIES + 3):
            new = toy.foreign("note", "s", {"n": number, "body": "x" * 8_000}, previous=last)
            last = tx.append(new, actor="W01").id
        tx.commit()
    ranges = [range_of(one)[2:] for one in here.batches()]
    assert ranges[0][1] < MOST_ENTRIES  # four million bytes come first
    assert [first for first, _ in ranges[1:]] == [last + 1 for _, last in ranges[:-1]]
    assert ranges[-1][1] == waiting(here.app).count


def test_that_an_earlier_epoch_is_reported_by_its_own_key(here: Station) -> None:
    here.accept(1)
    key = here.journal.public_key()
    here.journal.open_next_epoch("W01")
    here.accept(2)
    old, new = here.batches()
    assert old.epoch < new.epoch
    prove(old, key, verify)
    prove(new, here.journal.public_key(), verify)


def test_that_what_a_backup_lacks_comes_back_beside_the_own_stream(here: Station, tmp_path: Path) -> None:
    case = here.accept(1)
    file = backing_up.back_up(here.journal.profile, tmp_path / "stick")
    here.add(case, "supplement.note")
    here.accept(2)
    reported = placed(here.batches())
    numbers = {one.number for number in (1, 2) for one in here.journal.papers_of(case_id(number))}
    backing_up.restore(file, here.recovery, tmp_path / "again")
    back = Station(backing_up.open_restored(tmp_path / "again"), here.clock)
    assert back.journal.station().epoch > 1
    assert back.journal.case_row(case_id(2)) is None
    taken = back.take_in(reported)
    assert [(one.outcome, one.missing) for one in taken] == [("new", None)] * len(taken)
    assert [e.kind for e in back.journal.entries(case)][-1] == "supplement.note"
    assert back.journal.case_row(case_id(2)) is not None
    assert back.take_in(reported)[0].outcome == "known"
    assert back.accept(3)
    after = {one.number for number in (1, 2, 3) for one in back.journal.papers_of(case_id(number))}
    assert len(after) == len(numbers) + 2  # no number came twice
    rows = {row[1:] for row in back.content()["case_rows"]}
    assert back.faults() == []
    assert rebuild_rows(back.journal).clean
    assert {row[1:] for row in back.content()["case_rows"]} == rows
    assert {one.epoch for one in back.batches()} == {back.journal.station().epoch}
    newer = backing_up.back_up(back.journal.profile, tmp_path / "other stick")
    backing_up.restore(newer, here.recovery, tmp_path / "third")
    third = Station(backing_up.open_restored(tmp_path / "third"), here.clock)
    assert third.content()["taken_entries"] == back.content()["taken_entries"]
    assert third.faults() == []
    for one in (back, third):
        one.journal.close()


def test_that_a_file_that_others_know_more_of_is_left_for_the_next_epoch(tmp_path: Path) -> None:
    """A machine put back whole: nothing beside the file knows it, but the hub does."""
    there = station(tmp_path / "there", "03", demo=False)
    with there.journal.transaction() as tx:
        tx.append(toy.foreign("note", "s", {}), actor="W01")
        tx.commit()
    (batch,) = there.batches()
    entry = batch.entries[-1]
    last = changed(entry, seq=batch.last + 1, prev=entry.hash)
    assert isinstance(last, SentEntry)
    last = changed(last, id="019aae00-0000-7000-8000-000000000001")
    last = changed(last, hash=recomputed_hash("03", batch.epoch, last))
    lost = there.sign(batch, (last,))
    epoch = there.journal.station().epoch
    (result,) = take_in_batches(there.app, [lost], "hub")
    assert result.outcome == "new"
    assert there.journal.station().epoch > epoch
    there.accept(1)
    assert there.faults() == []
    there.journal.close()


def put_back(here: Station, older: dict[Path, bytes]) -> None:
    """An older copy of the folder is written over it, and the profile opened again."""
    folder = here.journal.profile
    here.journal.close()
    for file, content in older.items():
        with file.open("r+b") as same:
            same.write(content)
            same.truncate()
    here.journal = toy.open_journal(folder, here.clock)


def copied(here: Station) -> dict[Path, bytes]:
    """A copy of the folder."""
    folder = here.journal.profile
    here.journal.close()
    older = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    here.journal = toy.open_journal(folder, here.clock)
    return older


@pytest.mark.parametrize("reported", [True, False])
def test_that_an_older_file_put_back_goes_on_in_a_new_epoch_where_others_may_know_more(
    here: Station, *, reported: bool
) -> None:
    """No number was given out: two different entries of one number would be a fork all the same."""
    older = copied(here)
    if reported:
        settled_keys(here.journal, here.clock.at.date())
        there = placed(here.batches())
    else:
        here.add(case_id(1))
        there = []
    put_back(here, older)
    assert here.journal.station().epoch > 1
    assert here.faults() == ["cut"]
    here.take_in(there)
    assert here.faults() == ([] if reported else ["cut"])


def test_that_the_order_of_an_own_epoch_that_came_back_decides_the_replay_too(here: Station) -> None:
    older = copied(here)
    here.add(case_id(1))
    there = here.batches()
    put_back(here, older)
    here.add(case_id(1))
    here.take_in(there)
    with here.journal.transaction() as tx:
        assert tx.exchange().of_several(range_of(there[0]), own_stream=True) == (case_id(1),)


def test_that_the_rows_of_a_case_follow_the_hubs_order(here: Station, tmp_path: Path) -> None:
    other = station(tmp_path / "other", "02")
    for one in (here, other):
        settled_keys(one.journal, one.clock.at.date())
    here.trusts(other)
    other.trusts(here)
    case = here.accept(1)
    other.take_in(here.batches())
    here.add(case, "paper.issued", paper="mine", number="甲1号")
    other.add(case, "paper.issued", paper="theirs", number="乙1号")
    here.take_in(other.batches())
    assert [one.paper for one in here.journal.papers_of(case)][-2:] == ["theirs", "mine"]
    acknowledge(here.app, range_of(here.batches()[-1]), 9)
    assert [one.paper for one in here.journal.papers_of(case)][-2:] == ["mine", "theirs"]
    here.take_in(placed(other.batches()))
    assert [one.paper for one in here.journal.papers_of(case)][-2:] == ["theirs", "mine"]
    assert here.faults() == []
    other.journal.close()
