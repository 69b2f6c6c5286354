"""Destroy the personal data of archived cases whose period has run out (清除个人信息): two people, by an approval.

The key of a case is destroyed, its search rows are erased and the pages rewritten; the chain stays whole
(``Journal.forget``). What an earlier backup still holds opens with the keys of its own day until it is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.case.archive.archiving import check_forgetting, check_years
from counter.domain.case.archive.retention import period_words
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.key_events import ForgettingAsked, ForgettingReason
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.text.printable import fault_unseen
from counter.services.case.archive_case import closed_cases
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty

LONGEST_DOCUMENT = 60
"""Characters of the number of an approval."""


def forgettable(app: AppContext) -> Iterator[Case]:
    """The cases whose person may be forgotten today, oldest first."""
    today = civil_date(app.clock.read().at)
    doubtful = app.journal.untimely()
    for case in closed_cases(app.journal):
        try:
            _refuse_elsewhere(app, case)
            check_forgetting(case, today, doubtful=doubtful)
        except RuleRefused:
            continue
        yield case


def forget_cases(
    app: AppContext, case_ids: Sequence[str], supervisor: StaffRow, consent: Consent, document: str
) -> tuple[str, ...]:
    """Destroy the personal data of these cases; returns their numbers. ``document``: 销毁批准文号.

    Every case is checked before the first one is touched. Raises BadInput without a document or a case, RuleRefused
    as ``check_forgetting`` and ``check_years``, for another window's case, for anybody but a supervisor, and unless
    another supervisor agrees by PIN; StaleBase for a case that was changed meanwhile. Each case is one transaction:
    after an interruption the same call goes on with the rest (``forgettable``).
    """
    check_on_duty(supervisor)
    check_right(app.journal, supervisor, Capability.CORRECT, field="clerk")
    document = document.strip()
    if not 0 < len(document) <= LONGEST_DOCUMENT or fault_unseen(document):
        raise BadInput("请写销毁批准文号：清除要依据批准的销毁清册。", field="document")
    if not case_ids:
        raise BadInput("没有要清除的办件。", field="case")
    today = civil_date(app.clock.read().at)
    cases = tuple(_checked(app, case_id, today) for case_id in dict.fromkeys(case_ids))
    second = second_supervisor(app.journal, supervisor, consent, "清除个人信息")
    for case in cases:
        archived = check_forgetting(case, today, doubtful=False)
        words = f"保管期限{period_words(archived.years, archived.until)}已满"
        app.journal.forget(
            case.id,
            actor=supervisor.code,
            reason=words,
            document=document,
            agreed_by=second.code,
            base=case.base,
        )
    return tuple(case.number for case in cases)


def ask_forgetting(app: AppContext, case_id: str, supervisor: StaffRow, why: str) -> Case:
    """Ask the window that owns the case to clear its personal data (请求清除): a task there; returns the case.

    Raises BadInput for a reason that is none of ``ForgettingReason`` and for a case of this window, RuleRefused for
    anybody but a supervisor and where the person is forgotten.
    """
    check_on_duty(supervisor)
    check_right(app.journal, supervisor, Capability.CORRECT, field="clerk")
    if why not in {one.value for one in ForgettingReason}:
        raise BadInput("要先选一个理由：" + "、".join(ForgettingReason) + "。", field="reason")
    with open_writer(app, case_id, supervisor, adds=True) as writer:
        if writer.case.owner == writer.station.code:
            raise BadInput("这件办件由本窗口主办，不用请求，保管期限满了就可以清除。", field="case")
        writer.add(ForgettingAsked(why))
        return writer.commit()


def _refuse_elsewhere(app: AppContext, case: Case) -> None:
    if case.owner != app.journal.station().code:
        raise RuleRefused(
            f"这件办件由窗口 {case.owner} 主办，只有主办窗口能清除；可以请它清除（counter case forget 编号 --ask）。",
            rule="owner",
        )


def _checked(app: AppContext, case_id: str, today: date) -> Case:
    case = fold(app.journal.entries(case_id))
    if case is None:
        raise BadInput("没有这件办件。", field="case")
    try:
        _refuse_elsewhere(app, case)
        archived = check_forgetting(case, today, doubtful=app.journal.untimely())
        check_years(app.journal.longest_silence(datetime.combine(archived.finished, time.min, CHINA)))
    except RuleRefused as refused:  # of several cases, which
        raise RuleRefused(f"{grouped(case.number)}：{refused.sentence}", rule=refused.rule) from refused
    return case
