"""A kind of event is added in one place: this one is made up here, and the whole program can do with it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.file.errors import JournalBug
from counter.domain.case.case import Case
from counter.domain.case.fold.changed_fields import with_fields
from counter.domain.case.fold.changing import CASE
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import KINDS, HistoryOf, Slot, event
from tests.services.office import FARM, Office, office_on

# ── the one place: from here on, all that a new kind needs ───────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CaseLentSealed:
    """Why, in words."""

    why: str


@dataclass(frozen=True, slots=True)
class CaseLent:
    """``case.lent``: the case went to a colleague for so many days."""

    days: int
    to: str


def lend(case: Case, entry: Entry, event: CaseLent, sealed: CaseLentSealed | None) -> Case:
    """The case is the colleague's."""
    return with_fields(case, clerk=event.to)


def add_the_kind() -> None:
    """Two decorators, where the kind is not made up."""
    event("case.lent", sealed=CaseLentSealed, slot=Slot.CASE, of=HistoryOf.CASE)(CaseLent)
    CASE.on(CaseLent, "借给{e.to}，{e.days}天")(lend)


# ── to here ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A window whose clock the test sets."""
    with office_on(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def made_up() -> Iterator[None]:
    """The kind, for one test."""
    add_the_kind()
    yield
    del KINDS.by_name["case.lent"], KINDS.by_payload[CaseLent], CASE.effects["case.lent"]


def lent(office: Office, case: Case) -> Entry:
    """One is appended."""
    with office.app.journal.transaction() as tx:
        entry = tx.append(
            NewEntry(case.id, CaseLent(3, "W02"), case.base, CaseLentSealed("病假")), actor="W01"
        )
        tx.commit()
    return entry


def test_that_a_made_up_kind_is_appended_read_folded_told_checked_and_rebuilt(
    office: Office, made_up: None
) -> None:
    case = office.file(office.visit(FARM))
    entry = lent(office, case)
    assert (entry.kind, entry.version, entry.payload) == ("case.lent", 1, b'{"days":3,"to":"W02"}')
    assert KINDS.by_name["case.lent"].both(office.app.journal.entries(case.id)[-1]) == (
        CaseLent(3, "W02"),
        CaseLentSealed("病假"),
    )
    after = office.now(case)
    assert (after.clerk, after.history[-1].text, after.needs_upgrade) == ("W02", "借给W02，3天", ())
    rebuild_rows(office.app.journal)
    row = office.app.journal.case_row(case.id)
    assert row is not None
    assert row.clerk == "W02"
    report = check(office.app.journal)
    assert report.clean
    assert not [note for note in report.notes if "case.lent" in note]


def test_that_without_it_the_same_entry_is_refused_or_kept_as_a_newer_programs(office: Office) -> None:
    case = office.file(office.visit(FARM))
    with pytest.raises(JournalBug, match="CaseLent is the payload of no kind"):
        lent(office, case)
    assert office.now(case).base == case.base


def test_that_contributors_are_told_how_many_files_a_kind_takes(made_up: None) -> None:
    effect = CASE.effects["case.lent"]
    parts = (effect.kind.payload, effect.kind.sealed, effect.change)
    files = {inspect.getsourcefile(part) for part in parts if part is not None}
    told = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"## Adding an event kind: {len(files)} file" in told
