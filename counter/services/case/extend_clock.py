"""The organ extends an item's time with its head's approval and a written notice (延长办理期限, 许可法 42)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import extension, pause
from counter.domain.case.acts.acts import Extend
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.clock_events import ClockExtended, ClockExtendedSealed
from counter.domain.case.handled_together import bound, common_day
from counter.domain.case.issued_verdict import recorded_verdict
from counter.domain.case.organ_events import KnownBy
from counter.domain.document.document import TITLES, PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall import organ_people
from counter.domain.hall.organ_people import OrganPerson
from counter.domain.papers.compose.extension import Extension
from counter.domain.visit.verdict import Due
from counter.domain.visit.visit import PaperPlan
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.case.void_papers import void_procedure_notices
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.organ_people import people_of_organs, person_by_pin


def extend_clock(
    app: AppContext, case_id: str, act: Extend, clerk: StaffRow, base: str | None = None
) -> Case:
    """Move the item's days and issue the notice; where the organ entrusted nothing here, record its own notice.

    Raises what ``check_extension`` raises; RuleRefused while the clock is in doubt; RuleRefused or BadInput unless the
    organ's representative gives the own PIN, or the paper's signer is on the hall's list (L8).
    """
    present = person_by_pin(app, act.representative, act.pin) if act.representative.strip() else None
    with open_writer(app, case_id, clerk, base) as writer:
        item = writer.case.item(act.item)
        if item is None:
            raise BadInput(f"这件办件里没有事项“{act.item}”。", field="item")
        today, authority = civil_date(writer.setting.now), writer.setting.authority
        entrusted = authority.entrusts(item.asked.organ, item.id, today)
        given = extension.check_extension(item, act, today, told_here=entrusted)
        told = extension.told_on(act, today, told_here=entrusted)
        extension.check_common(writer.case, item, told)
        known_by, person = _approver(app, writer, item, act, present)
        mandate = (person.mandate or "") if known_by is KnownBy.PIN else ""
        void_procedure_notices(writer, item, "最迟办结日期已经延长，重新告知。")
        moved = _moved(writer, item, act.days, told)
        details = Extension(
            act.days,
            act.reason.strip(),
            given.basis,
            item.accepted_on,
            before=extension.ends(item, told),
            after=_after(writer.case, item, moved, told),
            known_by=known_by,
            by=person.name,
            document=act.document.strip(),
            signed_on=act.signed_on,
            mandate=mandate,
            missed=extension.missed(item, told),
        )
        notice = ""
        if entrusted:
            kind = PaperKind.EXTENSION_NOTICE
            planned = PaperPlan(kind, TITLES[kind], item.asked.organ, (item.id,))
            notice = writer.issue(planned, (recorded_verdict(item),), details).number
        event = ClockExtended(
            item.id,
            item.asked.name,
            act.signed_on or today,
            act.days,
            known_by,
            person.name,
            person.code,
            act.document.strip(),
            notice,
            *moved,
            mandate=mandate,
        )
        writer.add(event, ClockExtendedSealed(act.reason.strip()))
        if writer.untimely:
            raise RuleRefused(
                "时间待核，不知道办理期限是不是已经届满。请值班负责人先确认时间，再延长。", rule="clock"
            )
        return writer.commit()


def _approver(
    app: AppContext, writer: CaseWriter, item: CaseItem, act: Extend, present: OrganPerson | None
) -> tuple[KnownBy, OrganPerson]:
    """Who approved: the representative present, who is not the clerk; or the listed signer of the organ's paper."""
    organ = item.asked.organ
    if act.representative.strip():
        acting = [(writer.clerk.code, writer.clerk.name)]
        return KnownBy.PIN, organ_people.check_representative(present, organ, acting)
    return KnownBy.PAPER, organ_people.get_signer(people_of_organs(app), act.signer, organ)


def _day(due: Due) -> date:
    return due.day


def _after(case: Case, item: CaseItem, moved: Iterable[Due | None], told: date) -> Due | None:
    """The last day from then on: of its own, or the common one of licences handled together."""
    own = min((d for d in moved if d is not None and d.day >= told), key=_day, default=None)
    return bound(own, common_day(case, item.asked))


def _moved(
    writer: CaseWriter, item: CaseItem, days: int, told: date
) -> tuple[Due | None, Due | None, Due | None]:
    """The item's days, each moved unless it was over when the extension was told."""
    calendar = writer.setting.calendar
    due, statutory, promised = (
        d if d is not None and d.day < told else pause.moved(d, item, calendar, days, pause.EXTENDED)
        for d in (item.due, item.statutory, item.promised)
    )
    return due, statutory, promised
