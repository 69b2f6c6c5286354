"""Every version of every kind is kept as a golden file and still read; an older shape is lifted, a newer one kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counter.db.journal.journal import SqlJournal
from counter.domain.calendar.events import CalendarImported
from counter.domain.case import (
    clock_events,
    item_events,
    organ_events,
    paper_events,
    screen_events,
    sheet_events,
    withdrawal_events,
)
from counter.domain.guide import problems, publication
from counter.domain.hall import duty_session
from counter.domain.journal import codec
from counter.domain.journal.entries import Draft, canonical_bytes, read_bytes
from counter.domain.journal.kinds import KINDS, Facts, Kinds, Upcaster
from counter.domain.papers.verify import trusted_keys
from counter.domain.ratings import accounts, cells, clerks, export_events, sealed_box
from counter.domain.ratings.office import events

GOLDEN = Path(__file__).parent.parent / "golden"
VERSIONS = [(kind, version) for kind, newest in KINDS.current.items() for version in range(1, newest + 1)]
SHAPES: dict[str, tuple[type, type | None]] = {
    "station.opened": (codec.StationOpened, None),
    "clock.confirmed": (codec.ClockConfirmed, None),
    "calendar.imported": (CalendarImported, None),
    "staff.added": (codec.StaffAdded, codec.StaffAddedSealed),
    "staff.signed_on": (codec.SignedOn, None),
    "session.opened": (duty_session.SessionOpened, None),
    "session.closed": (duty_session.SessionClosed, None),
    "case.opened": (codec.CaseOpened, codec.CaseOpenedSealed),
    "materials.received": (codec.MaterialsReceived, codec.MaterialsReceivedSealed),
    "applicant.identified": (codec.ApplicantIdentified, codec.ApplicantIdentifiedSealed),
    "item.accepted": (codec.ItemDecided, codec.ItemDecidedSealed),
    "item.completed": (codec.ItemDecided, codec.ItemDecidedSealed),
    "item.held": (codec.ItemDecided, codec.ItemDecidedSealed),
    "item.told": (item_events.ItemTold, item_events.ItemToldSealed),
    "pledge.signed": (item_events.PledgeSigned, item_events.PledgeSignedSealed),
    "item.accepted_with_gaps": (item_events.ItemGapped, None),
    "supplement.received": (item_events.SupplementReceived, item_events.SupplementReceivedSealed),
    "material.relieved": (item_events.MaterialRelieved, None),
    "item.deemed_accepted": (item_events.ItemDeemed, None),
    "item.proposed": (item_events.ItemProposed, item_events.ItemProposedSealed),
    "item.organ_accepted": (item_events.ItemOrganAccepted, None),
    "item.concluded": (item_events.ItemConcluded, item_events.ItemConcludedSealed),
    "decision.noted": (organ_events.DecisionNoted, organ_events.DecisionNotedSealed),
    "withdrawal.signed": (withdrawal_events.WithdrawalSigned, withdrawal_events.WithdrawalSignedSealed),
    "item.ended": (item_events.ItemEnded, item_events.ItemEndedSealed),
    "decision.voided": (item_events.DecisionVoided, item_events.DecisionVoidedSealed),
    "procedure.told": (clock_events.ProcedureTold, clock_events.ProcedureToldSealed),
    "clock.extended": (clock_events.ClockExtended, clock_events.ClockExtendedSealed),
    "clock.paused": (clock_events.ClockPaused, None),
    "clock.resumed": (clock_events.ClockResumed, None),
    "dates.set": (clock_events.DatesSet, None),
    "custody.moved": (item_events.CustodyMoved, item_events.CustodyMovedSealed),
    "paper.queued": (paper_events.PaperQueued, None),
    "paper.failed": (paper_events.PaperFailed, None),
    "paper.printed": (paper_events.PaperPrinted, None),
    "paper.stamped": (paper_events.PaperStamped, None),
    "paper.served": (paper_events.PaperServed, paper_events.PaperServedSealed),
    "paper.voided": (paper_events.PaperVoided, paper_events.PaperVoidedSealed),
    "paper.superseded": (paper_events.PaperSuperseded, None),
    "event.dated": (clock_events.EventDated, None),
    "paper.issued": (codec.PaperIssued, None),
    "paper.copied": (codec.PaperCopied, None),
    "person.viewed": (codec.PersonViewed, None),
    "sheet.given": (sheet_events.SheetGiven, None),
    "keys.trusted": (trusted_keys.KeysTrusted, None),
    "key.revoked": (trusted_keys.KeyRevoked, None),
    "hall_key.exported": (trusted_keys.HallKeyExported, None),
    "applicant.confirmed": (screen_events.ApplicantSaid, None),
    "signature.drawn": (screen_events.SignatureDrawn, screen_events.SignatureDrawnSealed),
    "rating_key.trusted": (sealed_box.HandlerTrusted, None),
    "rating.invited": (sealed_box.RatingInvited, None),
    "rating.closed": (sealed_box.RatingClosed, None),
    "rating.boxed": (sealed_box.RatingBoxed, None),
    "guide.problem_reported": (problems.ProblemReported, None),
    "guide.problem_lettered": (problems.ProblemsLettered, None),
    "guide.problem_answered": (problems.ProblemAnswered, None),
    "ratings.batched": (sealed_box.RatingsBatched, None),
    "rating.refused": (sealed_box.RatingRefused, None),
    "rating.slip_printed": (sealed_box.SlipPrinted, None),
    "rating.code_used": (sealed_box.CodeUsed, None),
    "ratings.accounted": (accounts.RatingsAccounted, None),
    "clerks.accounted": (clerks.ClerksAccounted, None),
    "ratings.packed": (sealed_box.RatingsPacked, None),
    "ratings.taken_in": (events.RatingsTakenIn, None),
    "rating.registered": (events.RatingRegistered, events.RatingRegisteredSealed),
    "rating.proxy_confirmed": (events.ProxyConfirmed, None),
    "rectification.opened": (events.RectificationOpened, None),
    "rectification.assigned": (events.OwnerNamed, events.OwnerNamedSealed),
    "rectification.contacted": (events.Contacted, events.ContactedSealed),
    "rectification.found": (events.Found, events.FoundSealed),
    "rectification.measured": (events.Measured, events.MeasuredSealed),
    "rectification.answered": (events.Answered, events.AnsweredSealed),
    "rectification.called_back": (events.CalledBack, events.CalledBackSealed),
    "rectification.closed": (events.RectificationClosed, None),
    "ratings.exported": (export_events.RatingsExported, None),
    "ratings.published": (cells.CellsPublished, None),
    "totals.published": (export_events.TotalsPublished, None),
    "rating.totals": (export_events.TotalsTaken, None),
    "guide.submitted": (publication.Submitted, None),
    "guide.sent_back": (publication.SentBack, None),
    "guide.checked": (publication.Checked, None),
    "guide.published": (publication.SignedPublication, None),
    "guide.succeeded": (publication.Succeeded, None),
    "guide.taken_in": (publication.SignedPublication, None),
    "guide.evidenced": (publication.Evidenced, None),
    "guide.changes_seen": (publication.ChangesSeen, None),
    "guide_key.trusted": (publication.KeyTrusted, None),
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
        codec.read(open_shape, facts.payload)
        if sealed_shape is not None and facts.personal is not None:
            codec.read(sealed_shape, facts.personal)


def test_that_no_golden_file_is_of_an_unknown_kind() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {
        f"{kind}.v{version}" for kind, version in VERSIONS
    }


def test_that_golden_files_keep_what_a_case_row_needs() -> None:
    opened = codec.read(codec.CaseOpened, golden("case.opened", 1)["payload"])
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
