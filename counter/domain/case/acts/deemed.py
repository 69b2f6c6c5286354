"""视为受理: a licence without notice in five working days is accepted since filing (许可法 32(1)(4), L6).

Computed from the case's own days, recorded by the station that took it in. The local one-day clock has no such
consequence, nor has any other procedure class. Silence does not accept what the applicant insists on; a serial item is
not received while it waits for an earlier one, and counts from that one's completion (DOMAIN §6); an organ that
entrusted nothing here has not had the papers yet (S001 32); a person who may not apply alone has not applied (民法典
144). A correction notice of which no sheet was made in time notified nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from counter.domain.calendar.workdays import Calendar, add_days, civil_date
from counter.domain.case.acts.rejudge import is_doubted, receipt_doubted, receipt_of, waits_for_earlier
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.hall.jurisdiction import HALL, Jurisdiction
from counter.domain.people.applicant import unrepresented
from counter.domain.visit import clocks
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import Setting

_SILENT = (ItemState.RECEIVED, ItemState.TO_PLEDGE, ItemState.WAITING, ItemState.TO_CORRECT)
"""States in which the applicant may not have been notified; for TO_CORRECT the sheets of the notice decide."""


def last_notice_day(case: Case, item: CaseItem, setting: Setting) -> Due | None:
    """The last day on which a written notice would be in time; None where silence has no consequence."""
    since = civil_date(receipt_of(case, item))
    entrusted = setting.authority.entrusts(item.asked.organ, item.id, since)
    if not entrusted and not _received_for_organ(case, item):
        return None
    return silence_until(case, item, setting.jurisdiction, setting.calendar)


def silence_until(case: Case, item: CaseItem, jurisdiction: Jurisdiction, calendar: Calendar) -> Due | None:
    """That day by the case's own days alone, for an item whose organ entrusted this window."""
    notice = jurisdiction.notice[item.asked.procedure]
    term = notice.statute
    if not notice.deemed or term.days is None or term.unit is None or item.state not in _SILENT:
        return None
    if waits_for_earlier(case, item) or _has_not_applied(case, item) or receipt_doubted(case, item):
        return None
    day, provisional = add_days(calendar, civil_date(receipt_of(case, item)), term.days, term.unit)
    if item.state is ItemState.TO_CORRECT and _may_have_heard(case, item, day):
        return None
    return Due(day, provisional, "法定告知期限")


def _has_not_applied(case: Case, item: CaseItem) -> bool:
    """Whether he may not apply alone: by his registration; where it cannot be read, by what the owner said of it."""
    if case.applicant is None:
        return case.unrepresented
    return bool(unrepresented(case.applicant, civil_date(receipt_of(case, item))))


def _may_have_heard(case: Case, item: CaseItem, last: date) -> bool:
    """False where no correction notice can have reached the applicant by that day.

    A sheet of one came out, or may have, by that day, also one whose day nobody knows; or he brought something because
    of it.
    """
    return item.brought_at is not None or any(
        may_exist_by(paper, last) or _undated(case, paper) for paper in correction_notices(case, item)
    )


def _undated(case: Case, paper: IssuedPaper) -> bool:
    """Whether a sheet of it came out, or was handed over, by a clock in doubt."""
    moments = [sheet.since for sheet in paper.sheets if sheet.step is not SheetStep.FAILED]
    return any(is_doubted(case, at) for at in (*moments, paper.handed_over_at) if at is not None)


def correction_notices(case: Case, item: CaseItem) -> tuple[IssuedPaper, ...]:
    """The item's notices that were not voided, oldest first."""
    return tuple(
        p
        for p in case.papers
        if p.kind == PaperKind.CORRECTION_NOTICE and item.id in p.items and p.stage is not PaperStage.VOID
    )


def may_exist_by(paper: IssuedPaper, last: date) -> bool:
    """False where certainly no sheet of it existed by that day: none was made (a failed one does not count).

    Service, and the clerk's statement by that day that a sheet made elsewhere was handed over, count as a sheet.
    """
    handed_over = paper.handed_over_at
    made = (sheet for sheet in paper.sheets if sheet.step is not SheetStep.FAILED)
    return (
        paper.serving is not None
        or (handed_over is not None and civil_date(handed_over) <= last)
        or any(civil_date(sheet.since) <= last for sheet in made)
    )


def overdue(case: Case, setting: Setting) -> tuple[CaseItem, ...]:
    """Items that are accepted by silence today; not one whose receipt nobody can date."""
    today = civil_date(setting.now)
    found = []
    for item in case.items:
        due = last_notice_day(case, item, setting)
        if due is not None and due.day < today:
            found.append(item)
    return tuple(found)


def deemed_dates(
    case: Case, item: CaseItem, setting: Setting
) -> tuple[date, Due | None, Due | None, Due | None]:
    """Since when it is accepted, and the days that follow: due, statutory, promised."""
    since = receipt_of(case, item)
    then = replace(setting, now=since)
    return civil_date(since), *clocks.decision_dues(item.asked, then)


def unserved_notice_day(case: Case, item: CaseItem, setting: Setting) -> Due | None:
    """The last day to notify, where it has passed and the first correction notice was not served (许可法 32).

    Of a printed notice only a person can know that it was not served, who reissues it (换发) or records the acceptance
    (登记视为受理); the clock alone never decides that. Without a sheet made in time the item is ``overdue``.
    """
    if item.state is not ItemState.TO_CORRECT or len(item.told) != 1:
        return None
    if any(p.kind == PaperKind.CORRECTION_NOTICE and item.id in p.items and p.serving for p in case.papers):
        return None
    due = last_notice_day(case, replace(item, state=ItemState.RECEIVED), setting)
    return due if due is not None and due.day < civil_date(setting.now) else None


def refuse_if_overdue(case: Case, items: Collection[CaseItem], setting: Setting) -> None:
    """Raises RuleRefused (L6) where the law has accepted one of these: nothing else can be recorded of it."""
    late = [i for i in overdue(case, setting) if i in items]
    if late:
        raise RuleRefused(
            f"“{late[0].asked.name}”已过法定告知期限，依法自收到材料之日起即为受理，请先登记视为受理。",
            rule="L6",
        )


def _received_for_organ(case: Case, item: CaseItem) -> bool:
    """Whether the applicant has a receipt or notice of its organ: it has received, also where the agreement by which
    this window did so for it was taken out of the register since.
    """
    return any(
        p.kind in (PaperKind.INTAKE_RECEIPT, PaperKind.CORRECTION_NOTICE)
        and p.organ == item.asked.organ
        and item.id in p.items
        and p.stage.binding
        for p in case.papers
    )


def receipted_by_hall(case: Case, item: CaseItem) -> bool:
    """True where the organ entrusted nothing here: the hall receipted, and the organ accepts and notifies."""
    return any(
        p.kind == PaperKind.INTAKE_RECEIPT and p.organ == HALL and item.id in p.items and p.stage.binding
        for p in case.papers
    )
