"""File a visit (收件): case, decisions, numbers and papers in one transaction; find open cases of the same party."""

from __future__ import annotations

from dataclasses import dataclass

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events
from counter.domain.case.acts.deemed import overdue
from counter.domain.case.case import Case
from counter.domain.case.screen_events import ApplicantReplied
from counter.domain.document import numbering
from counter.domain.errors import RuleRefused
from counter.domain.input_limits import check_visit
from counter.domain.people.applicant import party_keys, unrepresented
from counter.domain.screen.mirror_builder import mirror_of_visit, shown_digest
from counter.domain.text.day_words import day_text
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.looked_at import UNSEEN, is_unseen
from counter.domain.visit.material import Brought
from counter.domain.visit.received import check_brought
from counter.domain.visit.verdict import Outcome
from counter.domain.visit.visit import Assessment, Setting, Visit, number_to_remind
from counter.services.case.case_writer import CaseWriter, FiledPaper, receive
from counter.services.case.write_verdicts import write_verdicts
from counter.services.context.ports import CaseRow, Journal, StaffRow, Transaction
from counter.services.context.projection import Projector
from counter.services.hall.closing import check_open
from counter.services.hall.serving import require_serving
from counter.services.hall.staff import check_on_duty

_UNDECIDED = (Outcome.RECEIVED, Outcome.WAIT, Outcome.PROPOSE_REFUSAL)
"""What leaves the item to somebody else, or to a later day."""


@dataclass(frozen=True, slots=True)
class Filed:
    """The case as filed, and its papers."""

    case: Case
    papers: tuple[FiledPaper, ...]


def file_case(
    journal: Journal,
    projector: Projector,
    setting: Setting,
    visit: Visit,
    *,
    clerk: StaffRow,
    decision: FilingMode,
    draft: str | None = None,
    via: str = "window",
) -> Filed:
    """File the visit; ``decision``: decide everything, decide only what was looked at, or take in only (只收件).

    Raises RuleRefused while an obstacle remains, for an open case of the same party and bundle without a reason, in the
    ratings office's profile, and for an organ's staff; BadInput for materials outside the guide or invisible
    characters; WorldTrouble when it cannot be made durable (then nothing was stored and no number was used).
    """
    check_on_duty(clerk)
    if journal.handler_seed() is not None:
        raise RuleRefused("这里是差评处理室，不收件；请在窗口办理。", rule="L10", field="office")
    check_open(journal)
    found = assess(setting, visit)
    check_brought(found.checklist, visit.brought, civil_date(setting.now))
    check_visit(visit)
    require_serving(serves=setting.serves)
    keep = decision is FilingMode.KEEP
    _refuse_obstacles(found, decision)
    with journal.transaction() as tx:
        duplicate = _refuse_silent_duplicate(tx, visit)
        station = journal.station().named(setting.jurisdiction.contacts)
        today = civil_date(tx.numbered_at(setting.now))
        serial = tx.next_number(numbering.case_series(today))
        writer = CaseWriter(
            tx=tx,
            projector=projector,
            station=station,
            setting=setting,
            clerk=clerk,
            case_id=str(uuid7()),
            number=numbering.case_number(station.code, station.epoch, today, serial),
            checklist=found.checklist,
            visit=visit,
            elements=found.elements,
        )
        _open(writer, found, duplicate=duplicate, via=via)
        _receive(writer)
        _add_reply(writer, found, keep=keep)
        if not keep:
            _refuse_what_silence_accepted(writer, found)
        write_verdicts(writer, found.keep_verdicts if keep else found.verdicts, keep=keep)
        case = writer.commit(draft)
    return Filed(case, tuple(writer.papers))


def _refuse_obstacles(found: Assessment, decision: FilingMode) -> None:
    """Raise RuleRefused for the first obstacle to that decision; only ``DECIDE`` needs every paper looked at."""
    obstacles = {
        FilingMode.DECIDE: found.obstacles,
        FilingMode.LOOKED: found.looked_obstacles,
        FilingMode.KEEP: found.keep_obstacles,
    }[decision]
    if obstacles:
        first = obstacles[0]
        unseen = bool(found.unseen) and first.field == f"materials.{found.unseen[0].id}"
        raise RuleRefused(first.sentence, rule=UNSEEN if unseen else "intake", field=first.field)


def _refuse_silent_duplicate(tx: Transaction, visit: Visit) -> bool:
    """True for an open case of the same party and bundle; raises RuleRefused where no reason is given (查重说理)."""
    open_cases = open_cases_like(tx, visit)
    if open_cases and not visit.duplicate_reason.strip():
        other = open_cases[0]
        raise RuleRefused(
            f"这位申请人已有同一件事在办（{numbering.grouped(other.number)}）。确要再办一件，请写明理由。",
            rule="duplicate",
            field="duplicate_reason",
        )
    return bool(open_cases)


def _open(writer: CaseWriter, found: Assessment, *, duplicate: bool, via: str) -> None:
    visit, setting = writer.visit, writer.setting
    assert visit.applicant is not None
    today = civil_date(setting.now)
    opened = events.CaseOpened(
        number=writer.number,
        bundle=visit.bundle,
        bundle_name=found.checklist.bundle_name,
        guide_version=found.checklist.guide_version,
        overlay=setting.guide.overlay,
        jurisdiction=setting.jurisdiction.id,
        calendar_version=setting.calendar.version,
        answers=tuple(
            events.SituationAnswer(
                q.id, q.text, q.chosen, tuple(o.label for o in q.options if o.id in q.chosen)
            )
            for q in found.asked
            if q.chosen
        ),
        items=found.checklist.items,
        lines=found.checklist.lines,
        saved=found.checklist.saved,
        begun_at=visit.begun_at or setting.now,
        insisted=visit.insisted,
        agreements=tuple(
            a.number
            for a in setting.authority.covering_any([(i.organ, i.id) for i in found.checklist.items], today)
        ),
        duplicate=duplicate,
        via=via,
        item_elements=dict(found.elements.items),
        material_elements=dict(found.elements.materials),
        unrepresented=bool(unrepresented(visit.applicant, civil_date(visit.begun_at or setting.now))),
        reminders=bool(number_to_remind(visit)),
    )
    writer.add(opened, events.CaseOpenedSealed(visit.applicant, visit.duplicate_reason.strip()))


def _receive(writer: CaseWriter) -> None:
    """Append what was recorded of each line, else its initial state by the guide; unseen lines get no record."""
    brought = writer.visit.brought
    lines = {
        x.id: brought.get(x.id, Brought(x.initial))
        for x in writer.checklist.lines
        if not is_unseen(x, brought)
    }
    receive(
        writer,
        lines,
        seen_together=tuple(i for i in writer.visit.seen_together if i in lines and lines[i].original_seen),
        returned=tuple(
            events.ReturnedPaper(i, u.name, u.brought.copies) for i, u in writer.visit.unasked.items()
        ),
    )


def _refuse_what_silence_accepted(writer: CaseWriter, found: Assessment) -> None:
    """Raises RuleRefused (L6) where the papers were taken in so long ago, of a draft, that the law has accepted an item
    that would be decided now: it is receipted first, and accepted since its receipt.
    """
    begun, now = writer.visit.begun_at, writer.setting.now
    if begun is None or civil_date(begun) == civil_date(now):
        return
    decided = {v.item for v in found.verdicts if v.outcome not in _UNDECIDED}
    late = [item for item in overdue(writer.case, writer.setting) if item.id in decided]
    if late:
        day = writer.case.received_on
        raise RuleRefused(
            f"材料是{day_text(day)}收下的，“{late[0].asked.name}”已过法定告知期限，依法自那一天起即为受理："
            "请用“只收件，稍后决定”出具收件凭证，再登记视为受理。",
            rule="L6",
        )


def _add_reply(writer: CaseWriter, found: Assessment, *, keep: bool) -> None:
    """Append the applicant's reply to the mirror screen, and whether what it showed is what is filed."""
    reply = writer.visit.said
    if reply is None:
        return
    filed = mirror_of_visit(found, writer.setting, keep=keep).digest
    shown = ApplicantReplied(
        reply.right, shown_digest(reply.digest), reply.digest == filed, reply.pages_shown, reply.pages
    )
    writer.add(shown)


def open_cases_like(journal: Journal | Transaction, visit: Visit) -> tuple[CaseRow, ...]:
    """Open cases of the same bundle by the same party, newest first; inside a transaction, or to show them (查重)."""
    if visit.applicant is None or not visit.applicant.name.strip():
        return ()
    numbers, names = party_keys(visit.applicant)
    return journal.open_cases_of(visit.bundle, numbers, names)
