"""Appending: what is durable, in which order, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.db.file.errors import JournalBug
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import StaleBase
from counter.domain.journal.chain import GENESIS, verify_chain
from counter.domain.journal.entries import canonical_bytes
from counter.services.context.ports import DraftRow, StaffRow
from tests.db import toy
from tests.foreign import foreign

NOTE = foreign("materials.received", "c1", {"b": 1, "a": "材料"})


def test_that_entries_are_read_back_as_they_were_appended(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        number = tx.next_number("s")
        draft = foreign("case.opened", "c1", {"名": ["甲", 1]}, sealed={"name": "欧阳示例"})
        appended = tx.append(draft, actor="W01")
        tx.commit()
    assert journal.entries("c1") == (appended,)
    assert appended.taken == (("s", number),)
    assert appended.read() == {"名": ["甲", 1]}
    assert appended.personal == {"name": "欧阳示例"}


def test_that_a_payload_is_stored_as_sorted_json_without_spaces(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        entry = tx.append(NOTE, actor="W01")
        tx.commit()
    assert entry.payload == '{"a":"材料","b":1}'.encode() == canonical_bytes(NOTE.payload)


def test_that_sequence_numbers_have_no_holes_and_every_entry_names_the_one_before(
    journal: SqlJournal,
) -> None:
    for case in ("c1", "c2", "c3"):
        toy.accept(journal, case)
    with journal.transaction() as tx:  # undone: leaves no hole
        tx.append(foreign("case.opened", "c9", {}), actor="W01")
    toy.accept(journal, "c4")
    chain = [
        *journal.entries("station:03"),
        *(e for c in ("c1", "c2", "c3", "c4") for e in journal.entries(c)),
    ]
    assert [e.seq for e in chain] == list(range(1, 14))
    assert [e.prev for e in chain] == [GENESIS, *(e.hash for e in chain[:-1])]
    assert list(verify_chain(chain)) == []


def test_that_leaving_without_commit_undoes_entries_rows_numbers_and_drafts(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        assert tx.next_number("s") == 1
        tx.append(NOTE, actor="W01")
        tx.put_staff(StaffRow("W09", "某", "clerk", "x", active=True))
        tx.save_draft(DraftRow("d", "W01", "g", "2026", "2026", {}))
    assert journal.entries("c1") == ()
    assert journal.staff() == ()
    assert journal.drafts_of("W01") == ()
    with journal.transaction() as tx:
        assert tx.next_number("s") == 1


def test_that_an_error_inside_a_transaction_undoes_it(journal: SqlJournal) -> None:
    def act() -> None:
        with journal.transaction() as tx:
            tx.append(NOTE, actor="W01")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert journal.entries("c1") == ()
    toy.accept(journal, "c1")


def test_that_a_number_without_an_entry_is_never_committed(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        tx.next_number("s")
        with pytest.raises(JournalBug, match="numbers taken"):
            tx.commit()
    with journal.transaction() as tx:
        assert tx.next_number("s") == 1


def test_that_every_series_counts_for_itself(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        assert [tx.next_number("a"), tx.next_number("b"), tx.next_number("a")] == [1, 1, 2]
        tx.append(NOTE, actor="W01")
        tx.commit()


def test_that_an_act_on_what_changed_meanwhile_is_refused(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        first = tx.append(NOTE, actor="W01")
        tx.commit()
    with journal.transaction() as tx:
        tx.append(foreign("item.held", "c1", {}, previous=first.id), actor="W02")
        tx.commit()
    with journal.transaction() as tx, pytest.raises(StaleBase, match="请看过最新的再办"):
        tx.append(foreign("item.accepted", "c1", {}, previous=first.id), actor="W01")


def test_that_a_new_subject_has_no_base_and_an_old_one_needs_it(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        with pytest.raises(StaleBase):
            tx.append(
                foreign("item.held", "c1", {}, previous="018f0000-0000-7000-8000-000000000000"), actor="W01"
            )
        tx.append(NOTE, actor="W01")
        tx.commit()
    with journal.transaction() as tx, pytest.raises(StaleBase):
        tx.append(NOTE, actor="W01")


def test_that_entries_of_one_transaction_may_build_on_what_was_seen_before_it(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        first = tx.append(NOTE, actor="W01")
        second = tx.append(NOTE, actor="W01")
        tx.append(foreign("item.held", "c1", {}, previous=first.id), actor="W01")
        tx.append(foreign("item.held", "c1", {}, previous=second.id), actor="W01")
        tx.commit()
    assert len(journal.entries("c1")) == 4


def test_that_a_used_or_unopened_transaction_stores_nothing_more(journal: SqlJournal) -> None:
    with pytest.raises(JournalBug, match="not open"):
        journal.transaction().append(NOTE, actor="W01")
    with journal.transaction() as tx:
        tx.append(NOTE, actor="W01")
        tx.commit()
        with pytest.raises(JournalBug, match="not open"):
            tx.append(NOTE, actor="W01")


def test_that_a_paper_number_cannot_stand_on_two_papers(journal: SqlJournal) -> None:
    numbers = toy.accept(journal, "c1", papers=1)
    paper = journal.papers_of("c1")[0]
    assert paper.number == numbers[1]
    with journal.transaction() as tx, pytest.raises(JournalBug, match="UNIQUE"):
        tx.put_paper(type(paper)("other", "c2", paper.kind, paper.number, paper.organ, "2026", 0, "issued"))


def test_that_drafts_are_kept_by_clerk_newest_first_and_erased(journal: SqlJournal) -> None:
    old = DraftRow("d1", "W01", "g1", "2026-11-20T01:00", "2026-11-20T00:50", {"bundle": 8, "姓名": "某"})
    new = DraftRow("d2", "W01", "g1", "2026-11-20T02:00", "2026-11-20T01:50", {})
    other = DraftRow("d3", "W02", "g1", "2026-11-20T03:00", "2026-11-20T03:00", {})
    with journal.transaction() as tx:
        for row in (old, new, other):
            tx.save_draft(row)
        tx.save_draft(old)
        tx.commit()
    assert journal.drafts_of("W01") == (new, old)
    with journal.transaction() as tx:
        tx.erase_draft("d1")
        tx.erase_draft("never there")
        tx.commit()
    assert journal.drafts_of("W01") == (new,)


def test_that_another_connection_notices_what_was_written(folder: Path, journal: SqlJournal) -> None:
    window = toy.open_journal(folder)
    assert not window.changed()
    assert not window.changed()
    toy.accept(journal, "c1")
    assert window.changed()
    assert not window.changed()
    window.close()


def test_that_a_saved_act_is_there_after_closing_and_opening(folder: Path, journal: SqlJournal) -> None:
    numbers = toy.accept(journal, "c1")
    journal.close()
    again = toy.open_journal(folder)
    assert again.station() == toy.IDENTITY
    assert again.case_row("c1") is not None
    assert [p.number for p in again.papers_of("c1")] == list(numbers[1:])
    again.close()
