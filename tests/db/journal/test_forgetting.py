"""Forgetting a person: the key and the rows go, the chain stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.db.rows.rows import backwards
from counter.domain.errors import RuleRefused, StaleBase
from counter.domain.journal.chain import verify_chain
from tests.db import pages, toy
from tests.foreign import foreign


@pytest.fixture
def forgotten(journal: SqlJournal) -> SqlJournal:
    """Two people's cases; the first is forgotten."""
    toy.accept(journal, "c1")
    toy.accept(
        journal,
        "c2",
        person={
            "name": "东方某某",
            "initials": "dfmm",
            "id_number": "999999199912310010",
            "phone": "10000009999",
        },
    )
    journal.forget("c1", actor="S01", reason="本人申请")
    return journal


def test_that_what_changed_since_it_was_looked_at_is_not_forgotten(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    first, *_, last = journal.entries("c1")
    with pytest.raises(StaleBase, match="没有清除"):
        journal.forget("c1", actor="S01", reason="本人申请", base=first.id)
    assert journal.entries("c1")[0].personal is not None
    journal.forget("c1", actor="S01", reason="本人申请", base=last.id)
    assert journal.entries("c1")[0].forgotten


def test_that_nobody_can_open_what_was_sealed(forgotten: SqlJournal) -> None:
    opened, *_, last = forgotten.entries("c1")
    assert opened.sealed is not None
    assert (opened.personal, opened.forgotten) == (None, True)
    assert (last.kind, last.actor, last.read()) == ("person.forgotten", "S01", {"reason": "本人申请"})


def test_that_the_chain_stays_whole_and_check_is_clean(forgotten: SqlJournal) -> None:
    chain = [e for s in ("station:03", "c1", "c2") for e in forgotten.entries(s)]
    assert list(verify_chain(sorted(chain, key=lambda e: e.seq))) == []
    assert check(forgotten).faults == ()
    assert rebuild_rows(forgotten).clean


def test_that_the_person_is_found_by_nothing_and_the_case_by_its_number(forgotten: SqlJournal) -> None:
    for text in ("欧阳", "示例", "oy", "99999920000101001X", "10000001234", "1234"):
        assert not forgotten.find_cases(text)
    (row,) = forgotten.find_cases("00001")
    assert row.applicant == "（个人信息已清除）"
    assert len(forgotten.papers_of("c1")) == 2


def test_that_the_other_person_is_untouched(forgotten: SqlJournal) -> None:
    assert [row.case for row in forgotten.find_cases("东方")] == ["c2"]
    assert forgotten.entries("c2")[0].personal is not None


def test_that_no_second_key_is_made_for_the_forgotten(forgotten: SqlJournal) -> None:
    base = forgotten.entries("c1")[-1].id
    with forgotten.transaction() as tx, pytest.raises(RuleRefused, match="已按规定清除"):
        tx.append(foreign("materials.received", "c1", {}, sealed={"note": "x"}, previous=base), actor="W01")


def test_that_name_and_key_stand_nowhere_in_the_opened_file(journal: SqlJournal, folder: Path) -> None:
    """Even with the data key: not in free pages, not in the index's old segments, not in the log of pages."""
    toy.accept(journal, "c1")
    wrapped = journal.connection().execute("SELECT wrapped FROM case_keys").fetchone()[0]
    words = [wrapped, *(text.encode() for text in toy.PERSON.values()), "欧阳".encode()]
    words += [backwards(toy.PERSON[key]).encode() for key in ("id_number", "phone")]
    before = decrypted(journal)
    assert all(word in before for word in words)
    journal.forget("c1", actor="S01", reason="本人申请")
    after = decrypted(journal)
    assert not any(word in after for word in words)
    assert (folder / f"{DATABASE}-wal").stat().st_size == 0


def decrypted(journal: SqlJournal) -> bytes:
    """The whole file as someone with the data key sees it."""
    journal.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(pages.in_file(journal))
