"""Open invitations and anonymous boxes: kept through a crash, and what lies in the file tells nobody who came first."""

from __future__ import annotations

import base64
import random
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.file.errors import JournalBug
from counter.db.journal.journal import SqlJournal
from counter.domain.ratings.sealed_box import mark_of
from counter.services.context.ports import RatingSlot
from tests.db import pages, toy
from tests.db.page_map import map_of
from tests.foreign import foreign

DAY, NEXT = "2026-11-20", "2026-11-21"
SIZE = 4144
SLOT = RatingSlot(
    "c1", "ab" * 32, "受理环节", "W01", "2026-11-20T01:00:00+00:00", "2026-11-20T01:03:00+00:00"
)


def box(number: int) -> bytes:
    """A box as sealed: bytes like any other."""
    return random.Random(number).randbytes(SIZE)


def put_slot(journal: SqlJournal, slot: RatingSlot) -> None:
    with journal.transaction() as tx:
        tx.put_rating_slot(slot)
        tx.commit()


def put_boxes(journal: SqlJournal, numbers: list[int], day: str = DAY) -> None:
    """Each in its own act, as applicants come one after another."""
    for number in numbers:
        with journal.transaction() as tx:
            tx.put_anonymous_box(day, box(number))
            tx.commit()
        assert journal.clear_page_log()


def erase(journal: SqlJournal, day: str) -> None:
    """The day's batch, as the service writes it."""
    with journal.transaction() as tx:
        boxes = tx.anonymous_boxes(NEXT)[day]
        said: dict[str, object] = {"day": day, "boxes": [base64.b64encode(one).decode() for one in boxes]}
        tx.append(foreign("ratings.batched", "ratings", said, previous=tx.last_id("ratings")), actor="system")
        tx.erase_anonymous_boxes(day)
        tx.commit()
    assert journal.clear_page_log()


def traces(journal: SqlJournal, number: int) -> list[int]:
    """How often pieces of a box stand in file and log: one piece on its row's page, two on the page it runs over to."""
    everything = b"\0".join([*pages.in_file(journal), *pages.in_log(journal)])
    sealed = box(number)
    return [everything.count(sealed[at : at + 24]) for at in (60, 1500, 4000)]


def places(journal: SqlJournal) -> list[tuple[tuple[int, int], ...]]:
    """Page and offset at which each box's pieces lie, in the order of the boxes' random keys."""
    stored = pages.in_file(journal)
    rows = journal.connection().execute("SELECT box FROM anonymous_boxes ORDER BY key").fetchall()
    found = []
    for (sealed,) in rows:
        pieces = [sealed[at : at + 24] for at in (60, 1500)]
        found.append(
            tuple((n, page.find(p)) for p in pieces for n, page in enumerate(stored) if page.find(p) >= 0)
        )
    return found


def test_that_an_invitation_is_kept_replaced_and_closed(journal: SqlJournal) -> None:
    put_slot(journal, SLOT)
    put_slot(journal, replace(SLOT, box=box(1)))
    put_slot(journal, replace(SLOT, case="c2", invitation="00" * 32))
    with journal.transaction() as tx:
        assert tx.rating_slot("c1") == replace(SLOT, box=box(1))
        assert tx.rating_slot("c3") is None
        assert [slot.case for slot in tx.rating_slots()] == ["c2", "c1"]  # by hash, not by coming
        tx.erase_rating_slot("c1")
        tx.commit()
    with journal.transaction() as tx:
        assert [slot.case for slot in tx.rating_slots()] == ["c2"]


def test_that_what_was_not_committed_is_not_there(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        tx.put_rating_slot(SLOT)
        tx.put_anonymous_box(DAY, box(1))
    with journal.transaction() as tx:
        assert tx.rating_slots() == ()
        assert tx.anonymous_boxes(NEXT) == {}
    assert journal.connection().execute("PRAGMA secure_delete").fetchone() == (0,)


def test_that_a_box_of_another_size_is_our_bug(journal: SqlJournal) -> None:
    put_slot(journal, replace(SLOT, box=box(1)))
    put_boxes(journal, [1])
    with journal.transaction() as tx:
        with pytest.raises(JournalBug):
            tx.put_rating_slot(replace(SLOT, case="c2", box=b"short"))
        with pytest.raises(JournalBug):
            tx.put_anonymous_box(DAY, b"short")


def test_that_a_days_boxes_come_in_the_order_of_their_bytes(journal: SqlJournal) -> None:
    put_boxes(journal, [5, 1, 4])
    put_boxes(journal, [2], "2026-11-19")
    put_boxes(journal, [3], NEXT)
    with journal.transaction() as tx:
        assert tx.anonymous_boxes(NEXT) == {
            "2026-11-19": (box(2),),
            DAY: tuple(sorted((box(1), box(4), box(5)))),
        }
        tx.erase_anonymous_boxes(DAY)
        tx.commit()
    with journal.transaction() as tx:
        assert tx.anonymous_boxes("2027-01-01") == {"2026-11-19": (box(2),), NEXT: (box(3),)}


def test_that_check_is_clean_with_open_invitations_and_a_rebuild_leaves_them(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    put_slot(journal, replace(SLOT, box=box(1)))
    put_boxes(journal, [1, 2])
    assert check(journal).clean
    assert rebuild_rows(journal).clean
    with journal.transaction() as tx:
        assert len(tx.rating_slots()) == 1
        assert len(tx.anonymous_boxes(NEXT)[DAY]) == 2


def test_that_where_a_box_lies_does_not_hang_on_when_it_came(tmp_path: Path) -> None:
    """Three files, the same boxes in three orders: by the rank of its random key each lies at the very same place."""
    orders = list(range(40)), list(range(39, -1, -1)), random.Random(1).sample(range(40), 40)
    seen = []
    for number, order in enumerate(orders):
        folder = tmp_path / str(number)
        toy.create(folder)
        journal = toy.open_journal(folder)
        put_boxes(journal, order)
        seen.append(places(journal))
        journal.close()
    assert seen[0] == seen[1] == seen[2]
    assert all(len(pieces) == 2 for pieces in seen[0])


def test_that_where_a_slot_lies_does_not_hang_on_when_it_was_answered(tmp_path: Path) -> None:
    """Slips' codes are entered in any order: which slot was filled last is seen at no place of the file."""
    seen = []
    for number, order in enumerate((range(8), reversed(range(8)))):
        folder = tmp_path / str(number)
        toy.create(folder)
        journal = toy.open_journal(folder)
        open_slots = [replace(SLOT, case=f"c{n}", invitation=f"{n:02d}" * 32) for n in range(8)]
        for slot in open_slots:
            put_slot(journal, slot)
        for n in order:
            put_slot(journal, replace(open_slots[n], box=box(n)))
        assert journal.clear_page_log()
        file = pages.in_file(journal)
        seen.append([[at for at, page in enumerate(file) if box(n)[1000:1032] in page] for n in range(8)])
        journal.close()
    assert all(len(found) == 1 for found in seen[0])
    assert seen[0] == seen[1]


def open_on_pad(journal: SqlJournal, number: int, day: str = DAY) -> RatingSlot:
    """An invitation with its two sealed nothings, as the service opens it."""
    slot = replace(SLOT, case=f"c{number}", invitation=f"{number:064x}", box=box(1000 + number))
    slot = replace(slot, waiting=mark_of(box(2000 + number)))
    with journal.transaction() as tx:
        tx.put_rating_slot(slot)
        tx.put_anonymous_box(day, box(2000 + number))
        tx.commit()
    assert journal.clear_page_log()
    return slot


def fill(journal: SqlJournal, slot: RatingSlot, number: int) -> bool:
    """Somebody chose."""
    with journal.transaction() as tx:
        done = tx.fill_rating_slot(slot, box(3000 + number), box(number))
        tx.commit()
    assert journal.clear_page_log()
    return done


@pytest.mark.parametrize("held", [0, 1, 7, 40, 90])
def test_that_a_choice_moves_no_page_and_no_cell_of_the_file(journal: SqlJournal, held: int) -> None:
    put_boxes(journal, list(range(100, 100 + held)))
    put_boxes(journal, [5], NEXT)
    slots = [open_on_pad(journal, number) for number in range(3)]
    before = map_of(journal)
    assert fill(journal, slots[1], 1)
    assert map_of(journal) == before
    with journal.transaction() as tx:
        assert tx.rating_slot("c1") == replace(slots[1], box=box(3001), waiting=None)
        assert tx.rating_slot("c0") == slots[0]
        boxes = tx.anonymous_boxes("2027-01-01")
    kept = [box(n) for n in (1, 2000, 2002, *range(100, 100 + held))]
    assert boxes == {DAY: tuple(sorted(kept)), NEXT: (box(5),)}
    assert traces(journal, 2001) == traces(journal, 1001) == [0, 0, 0]
    assert traces(journal, 1) == traces(journal, 3001) == [1, 1, 1]


def test_that_at_a_choice_all_boxes_of_the_day_change_places(journal: SqlJournal) -> None:
    put_boxes(journal, list(range(100, 140)))
    slot = open_on_pad(journal, 1)
    before = dict(journal.connection().execute("SELECT key, box FROM anonymous_boxes"))
    assert fill(journal, slot, 1)
    after = dict(journal.connection().execute("SELECT key, box FROM anonymous_boxes"))
    assert before.keys() == after.keys()
    stayed = [key for key in before if before[key] == after[key]]
    assert len(stayed) <= 12  # one by chance; thirteen of forty-one once in many thousand million tries


def test_that_a_choice_whose_place_is_gone_writes_nothing(journal: SqlJournal) -> None:
    slot = open_on_pad(journal, 1)
    erase(journal, DAY)
    assert not fill(journal, slot, 1)
    with journal.transaction() as tx:
        assert tx.rating_slot("c1") == slot
        assert tx.anonymous_boxes(NEXT) == {}


def test_that_an_answer_kept_by_an_earlier_version_is_still_one(journal: SqlJournal) -> None:
    put_slot(journal, replace(SLOT, box=box(1)))
    journal.connection().execute("UPDATE rating_slots SET box = ?", (box(1),))  # without a mark before it
    with journal.transaction() as tx:
        assert tx.rating_slot("c1") == replace(SLOT, box=box(1))
        tx.put_rating_slot(replace(SLOT, case="c2", box=box(2)))
        assert len(tx.rating_slots()) == 2


@pytest.fixture
def busy_day(journal: SqlJournal) -> SqlJournal:
    """Two hundred visits with their cases, each leaving a box."""
    for number in range(200):
        if number % 20 == 0:
            toy.accept(journal, f"c{number}")
        put_boxes(journal, [number])
    return journal


def test_that_a_busy_day_leaves_each_box_once_and_no_log(busy_day: SqlJournal) -> None:
    assert pages.in_log(busy_day) == []
    for number in range(0, 200, 7):
        assert traces(busy_day, number) == [1, 1, 1]


def test_that_nothing_of_the_buffer_is_left_after_its_batch(busy_day: SqlJournal) -> None:
    keys = [key for (key,) in busy_day.connection().execute("SELECT key FROM anonymous_boxes")]
    erase(busy_day, DAY)
    assert pages.in_log(busy_day) == []
    everything = b"\0".join(pages.in_file(busy_day))
    assert not any(key in everything for key in keys)
    for number in range(200):
        sealed = box(number)
        assert not any(sealed[at : at + 24] in everything for at in range(0, SIZE - 24, 200))
    (batch,) = busy_day.entries("ratings")
    said = [base64.b64decode(one) for one in batch.read()["boxes"]]
    assert said == sorted(box(number) for number in range(200))
    assert check(busy_day).clean


def test_that_a_closed_invitation_leaves_no_box_behind(journal: SqlJournal) -> None:
    for number in range(6):
        put_slot(journal, replace(SLOT, case=f"c{number}", invitation=f"{number:064x}"))
    for number in range(6):
        put_slot(journal, replace(SLOT, case=f"c{number}", invitation=f"{number:064x}", box=box(number)))
    assert journal.clear_page_log()
    assert traces(journal, 3) == [1, 1, 1]
    with journal.transaction() as tx:
        for number in range(6):
            tx.erase_rating_slot(f"c{number}")
        tx.commit()
    assert journal.clear_page_log()
    assert [traces(journal, number) for number in range(6)] == [[0, 0, 0]] * 6


def test_that_the_log_is_not_emptied_under_a_reader_and_this_is_said(
    journal: SqlJournal, folder: Path
) -> None:
    other = toy.open_journal(folder)
    other.connection().execute("BEGIN")
    other.connection().execute("SELECT COUNT(*) FROM entries").fetchone()
    journal.connection().execute("PRAGMA busy_timeout = 50")
    with journal.transaction() as tx:
        tx.put_anonymous_box(DAY, box(1))
        tx.commit()
    assert not journal.clear_page_log()
    other.connection().execute("ROLLBACK")
    assert journal.clear_page_log()
    other.close()


def test_that_two_windows_share_the_buffer(journal: SqlJournal, folder: Path) -> None:
    other = toy.open_journal(folder)
    put_boxes(journal, [1])
    put_boxes(other, [2])
    put_boxes(journal, [3])
    with other.transaction() as tx:
        assert len(tx.anonymous_boxes(NEXT)[DAY]) == 3
    other.close()


def test_that_a_program_killed_keeps_what_was_committed(python: list[str], folder: Path) -> None:
    command = [*python, "-m", "tests.db.rating", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        cast = [program.stdout.readline() for _ in range(5)]
        program.kill()
        cast += program.stdout.readlines()
    whole = [line for line in cast if line.endswith("\n")]
    assert pages.acts_in_log(folder) <= 1  # all that the log can join: what was written last
    journal = toy.open_journal(folder)
    with journal.transaction() as tx:
        slots, boxes = tx.rating_slots(), tx.anonymous_boxes(NEXT)[DAY]
    assert len(slots) == len(boxes)
    assert len(whole) <= len(slots) <= len(whole) + 1
    assert {fault.kind for fault in check(journal).faults} <= {
        "slot"
    }  # the toy's invitations belong to no case
    assert journal.clear_page_log()
    assert pages.in_log(journal) == []
    journal.close()
