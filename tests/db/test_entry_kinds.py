"""Every version of every kind is kept as a golden file and still read; an older shape is lifted, a newer one kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.db.journal import SqlJournal
from counter.domain import (
    clock_record,
    duty_session,
    figures_record,
    guide_publication,
    item_record,
    organ_record,
    paper_record,
    problem_record,
    rated_record,
    rating_accounts,
    rating_box,
    rating_cells,
    rating_clerks,
    record,
    screen_record,
    sheet_record,
    trust,
    withdrawal_record,
)
from counter.domain.calendar_record import CalendarImported
from counter.domain.entries import Draft, canonical_bytes, read_bytes
from counter.domain.upcast import KINDS, Facts, Kinds, Upcaster

GOLDEN = Path(__file__).parent.parent / "golden"
VERSIONS = [(kind, version) for kind, newest in KINDS.current.items() for version in range(1, newest + 1)]
SHAPES: dict[str, tuple[type, type | None]] = {
    "station.opened": (record.StationOpened, None),
    "clock.confirmed": (record.ClockConfirmed, None),
    "calendar.imported": (CalendarImported, None),
    "staff.added": (record.StaffAdded, record.StaffAddedSealed),
    "staff.signed_on": (record.SignedOn, None),
    "session.opened": (duty_session.SessionOpened, None),
    "session.closed": (duty_session.SessionClosed, None),
    "case.opened": (record.CaseOpened, record.CaseOpenedSealed),
    "materials.received": (record.MaterialsReceived, record.MaterialsReceivedSealed),
    "applicant.identified": (record.ApplicantIdentified, record.ApplicantIdentifiedSealed),
    "item.accepted": (record.ItemDecided, record.ItemDecidedSealed),
    "item.completed": (record.ItemDecided, record.ItemDecidedSealed),
    "item.held": (record.ItemDecided, record.ItemDecidedSealed),
    "item.told": (item_record.ItemTold, item_record.ItemToldSealed),
    "pledge.signed": (item_record.PledgeSigned, item_record.PledgeSignedSealed),
    "item.accepted_with_gaps": (item_record.ItemGapped, None),
    "supplement.received": (item_record.SupplementReceived, item_record.SupplementReceivedSealed),
    "material.relieved": (item_record.MaterialRelieved, None),
    "item.deemed_accepted": (item_record.ItemDeemed, None),
    "item.proposed": (item_record.ItemProposed, item_record.ItemProposedSealed),
    "item.organ_accepted": (item_record.ItemOrganAccepted, None),
    "item.concluded": (item_record.ItemConcluded, item_record.ItemConcludedSealed),
    "decision.noted": (organ_record.DecisionNoted, organ_record.DecisionNotedSealed),
    "withdrawal.signed": (withdrawal_record.WithdrawalSigned, withdrawal_record.WithdrawalSignedSealed),
    "item.ended": (item_record.ItemEnded, item_record.ItemEndedSealed),
    "decision.voided": (item_record.DecisionVoided, item_record.DecisionVoidedSealed),
    "procedure.told": (clock_record.ProcedureTold, clock_record.ProcedureToldSealed),
    "clock.extended": (clock_record.ClockExtended, clock_record.ClockExtendedSealed),
    "clock.paused": (clock_record.ClockPaused, None),
    "clock.resumed": (clock_record.ClockResumed, None),
    "dates.set": (clock_record.DatesSet, None),
    "custody.moved": (item_record.CustodyMoved, item_record.CustodyMovedSealed),
    "paper.queued": (paper_record.PaperQueued, None),
    "paper.failed": (paper_record.PaperFailed, None),
    "paper.printed": (paper_record.PaperPrinted, None),
    "paper.stamped": (paper_record.PaperStamped, None),
    "paper.served": (paper_record.PaperServed, paper_record.PaperServedSealed),
    "paper.voided": (paper_record.PaperVoided, paper_record.PaperVoidedSealed),
    "paper.superseded": (paper_record.PaperSuperseded, None),
    "event.dated": (clock_record.EventDated, None),
    "paper.issued": (record.PaperIssued, None),
    "paper.copied": (record.PaperCopied, None),
    "person.viewed": (record.PersonViewed, None),
    "sheet.given": (sheet_record.SheetGiven, None),
    "keys.trusted": (trust.KeysTrusted, None),
    "key.revoked": (trust.KeyRevoked, None),
    "hall_key.exported": (trust.HallKeyExported, None),
    "applicant.confirmed": (screen_record.ApplicantSaid, None),
    "signature.drawn": (screen_record.SignatureDrawn, screen_record.SignatureDrawnSealed),
    "rating_key.trusted": (rating_box.HandlerTrusted, None),
    "rating.invited": (rating_box.RatingInvited, None),
    "rating.closed": (rating_box.RatingClosed, None),
    "rating.boxed": (rating_box.RatingBoxed, None),
    "guide.problem_reported": (problem_record.ProblemReported, None),
    "guide.problem_lettered": (problem_record.ProblemsLettered, None),
    "guide.problem_answered": (problem_record.ProblemAnswered, None),
    "ratings.batched": (rating_box.RatingsBatched, None),
    "rating.refused": (rating_box.RatingRefused, None),
    "rating.slip_printed": (rating_box.SlipPrinted, None),
    "rating.code_used": (rating_box.CodeUsed, None),
    "ratings.accounted": (rating_accounts.RatingsAccounted, None),
    "clerks.accounted": (rating_clerks.ClerksAccounted, None),
    "ratings.packed": (rating_box.RatingsPacked, None),
    "ratings.taken_in": (rated_record.RatingsTakenIn, None),
    "rating.registered": (rated_record.RatingRegistered, rated_record.RatingRegisteredSealed),
    "rating.proxy_confirmed": (rated_record.ProxyConfirmed, None),
    "rectification.opened": (rated_record.RectificationOpened, None),
    "rectification.assigned": (rated_record.OwnerNamed, rated_record.OwnerNamedSealed),
    "rectification.contacted": (rated_record.Contacted, rated_record.ContactedSealed),
    "rectification.found": (rated_record.Found, rated_record.FoundSealed),
    "rectification.measured": (rated_record.Measured, rated_record.MeasuredSealed),
    "rectification.answered": (rated_record.Answered, rated_record.AnsweredSealed),
    "rectification.called_back": (rated_record.CalledBack, rated_record.CalledBackSealed),
    "rectification.closed": (rated_record.RectificationClosed, None),
    "ratings.exported": (figures_record.RatingsExported, None),
    "ratings.published": (rating_cells.CellsPublished, None),
    "totals.published": (figures_record.TotalsPublished, None),
    "rating.totals": (figures_record.TotalsTaken, None),
    "guide.submitted": (guide_publication.Submitted, None),
    "guide.sent_back": (guide_publication.SentBack, None),
    "guide.checked": (guide_publication.Checked, None),
    "guide.published": (guide_publication.SignedPublication, None),
    "guide.succeeded": (guide_publication.Succeeded, None),
    "guide.taken_in": (guide_publication.SignedPublication, None),
    "guide.evidenced": (guide_publication.Evidenced, None),
    "guide.changes_seen": (guide_publication.ChangesSeen, None),
    "guide_key.trusted": (guide_publication.KeyTrusted, None),
}


def golden(kind: str, version: int) -> dict[str, Any]:
    """What an entry of that kind and version said when it was written."""
    stored: dict[str, Any] = json.loads((GOLDEN / f"{kind}.v{version}.json").read_text(encoding="utf-8"))
    return stored


@pytest.mark.parametrize(("kind", "version"), VERSIONS)
def test_that_every_version_ever_written_is_still_read(kind: str, version: int) -> None:
    stored = golden(kind, version)
    assert (stored["kind"], stored["version"]) == (kind, version)
    facts = KINDS.lift(Facts(kind, stored["payload"], stored["personal"]), version)
    assert read_bytes(canonical_bytes(facts.payload)) == facts.payload
    if kind in SHAPES:
        open_shape, sealed_shape = SHAPES[kind]
        record.read(open_shape, facts.payload)
        if sealed_shape is not None and facts.personal is not None:
            record.read(sealed_shape, facts.personal)


def test_that_no_golden_file_is_of_an_unknown_kind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {
        f"{kind}.v{version}" for kind, version in VERSIONS
    }


def test_that_golden_files_keep_what_a_case_row_needs() -> None:
    opened = record.read(record.CaseOpened, golden("case.opened", 1)["payload"])
    assert opened.lines
    assert opened.items
    assert opened.begun_at.tzinfo is not None


# ── the way up, shown on a kind of its own ───────────────────────────────────────────────────────────


def unit_added(facts: Facts) -> Facts:
    """Version 2 says the unit of the days that version 1 left open: they were working days."""
    return replace(facts, payload={**facts.payload, "unit": "working"})


def note_sealed(facts: Facts) -> Facts:
    """Version 3 moved the note, which may name people, into the sealed part."""
    payload = dict(facts.payload)
    note = payload.pop("note", "")
    return replace(facts, payload=payload, personal={**(facts.personal or {}), "note": note})


PROMISES = Kinds(
    {"promise.made": 3, "promise.kept": 1},
    [Upcaster("promise.made", 1, unit_added), Upcaster("promise.made", 2, note_sealed)],
)


def test_that_an_old_entry_is_lifted_step_by_step_to_the_present_shape(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        old = tx.append(Draft("promise.made", "c", {"days": 5, "note": "某人"}), actor="W01")
        new = tx.append(Draft("promise.made", "c", {"days": 3, "unit": "natural"}, version=3), actor="W01")
    assert PROMISES.facts(old) == Facts("promise.made", {"days": 5, "unit": "working"}, {"note": "某人"})
    assert PROMISES.facts(new) == Facts("promise.made", {"days": 3, "unit": "natural"})
    assert old.read() == {"days": 5, "note": "某人"}  # what is stored stays


def test_that_an_unknown_kind_or_a_newer_version_is_kept_and_said_to_be_unknown(journal: SqlJournal) -> None:
    with journal.transaction() as tx:
        other = tx.append(Draft("promise.broken", "c", {}), actor="W01")
        newer = tx.append(Draft("promise.made", "c", {}, version=4), actor="W01")
        tx.commit()
    assert [PROMISES.facts(entry) for entry in (other, newer)] == [None, None]
    assert not any(PROMISES.knows(entry) for entry in (other, newer))
    assert len(journal.entries("c")) == 2


def test_that_a_missing_step_is_found_when_the_program_starts() -> None:
    with pytest.raises(ValueError, match=r"no upcaster of promise\.made from version 2"):
        Kinds({"promise.made": 3}, [Upcaster("promise.made", 1, unit_added)])
