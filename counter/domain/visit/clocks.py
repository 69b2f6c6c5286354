"""Due dates of a verdict (时限): by when the organ, or this window, has to decide (L6, L7).

The notice clock runs from hand-over (S001 16; 许可法 32); the item clock runs from acceptance (许可法 42), which at
the counter is the day of the decision. Where neither the guide nor a law of its class gives a number there is no
date; the licensing law gives one for every licence whose own law is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from counter.domain.calendar.workdays import add_days, civil_date
from counter.domain.guide.model import ProcedureClass, TimeLimit, TimeUnit
from counter.domain.guide.published_elements import PublishedElements
from counter.domain.hall.jurisdiction import Term
from counter.domain.visit.checklist import ChecklistItem, Line
from counter.domain.visit.verdict import Due, Outcome, Verdict
from counter.domain.visit.visit import Setting, Visit

_UNIT_WORDS = {TimeUnit.WORKING: "个工作日", TimeUnit.NATURAL: "日", TimeUnit.AT_ONCE: "当场"}


_NO_DAYS: Mapping[str, int] = {}


def dated(
    verdict: Verdict,
    item: ChecklistItem,
    setting: Setting,
    visit: Visit,
    *,
    keep: bool = False,
    deferred: Mapping[str, int] = _NO_DAYS,
) -> Verdict:
    """The verdict with its dates: the organ's for an accepted item, the notice clock's for one only received.

    ``deferred``: line → the working days published for bringing it after acceptance (``deferral_days``).

    An item that waits for an earlier one has no clock yet: it counts as received when the earlier one is completed
    (DOMAIN §6). A correction and a deferred paper get the day by which to bring what is missing; with ``keep`` no
    notice is issued yet and the notice clock applies.
    """
    waits = verdict.outcome is Outcome.WAIT or (verdict.outcome is Outcome.RECEIVED and verdict.waits_for)
    if verdict.outcome is Outcome.DONE or waits:
        return verdict
    if verdict.outcome in (Outcome.ACCEPT, Outcome.ACCEPT_WITH_GAPS):
        due, statutory, promised = decision_dues(item, setting)
        gaps = tuple(replace(g, due=gap_due(setting, due, deferred.get(g.line))) for g in verdict.gaps)
        return replace(verdict, due=due, statutory=statutory, promised=promised, gaps=gaps)
    if verdict.outcome is Outcome.CORRECT and not keep:
        by = correction_due(item, setting)
        return replace(verdict, due=by, gaps=tuple(replace(g, due=by) for g in verdict.gaps))
    return replace(verdict, due=notice_due(item.procedure, setting, visit))


DEFAULT_DAYS = 20
"""Working days within which a licence is decided where no law names a number (行政许可法 Art. 42(1), 82)."""

DEFAULT_BASIS = "行政许可法第四十二条，本法未另定，待部门核定"
"""Basis of ``DEFAULT_DAYS``; only the organ can confirm that the item's own law names no number."""


def decision_dues(item: ChecklistItem, setting: Setting) -> tuple[Due | None, Due | None, Due | None]:
    """When an item accepted today has to be decided: (the binding day, by statute, by promise)."""
    statutory = item_due(item.statutory, item.procedure, setting, "法定")
    if statutory is None and by_default(item.statutory, item.procedure):
        term = Term(DEFAULT_DAYS, TimeUnit.WORKING, None, settled=False)
        statutory = _from_today(setting, term, "法定", f"，{DEFAULT_BASIS}")
    promised = None if item.promised is None else item_due(item.promised, item.procedure, setting, "承诺")
    return _earliest(promised, statutory), statutory, promised


def by_default(statutory: TimeLimit, procedure: ProcedureClass) -> bool:
    """True for a licence whose guide names no number of days and that is not granted at once."""
    silent = statutory.days is None and statutory.unit is not TimeUnit.AT_ONCE
    return silent and procedure is ProcedureClass.LICENCE


def _earliest(*dues: Due | None) -> Due | None:
    """The promise binds where there is one, but never later than the statute."""
    return min((d for d in dues if d is not None), key=lambda d: d.day, default=None)


EVENT_DAYS = 45
"""Working days within which licences that are handled together have to be decided (行政许可法 Art. 42(2))."""

_EVENT_WORDS = f"一并办理{EVENT_DAYS}个工作日"
EVENT_BASIS = "《中华人民共和国行政许可法》第四十二条第二款"


def together(items: Iterable[ChecklistItem]) -> frozenset[str]:
    """Ids of the licences of one matter that are handled together; none where only one would be.

    What is applied for with the completion of another licence (串联) is not: its organ receives it then, and has its
    own term from that day (DOMAIN §6).
    """
    licences = {i.id: i for i in items if i.procedure is ProcedureClass.LICENCE}
    found = frozenset(key for key, one in licences.items() if licences.keys().isdisjoint(one.after))
    return found if len(found) > 1 else frozenset()


def event_due(items: Iterable[ChecklistItem], setting: Setting) -> Due | None:
    """By when all licences handled together are due, counted from today; None where fewer than two are."""
    if not together(items):
        return None
    day, provisional = add_days(setting.calendar, civil_date(setting.now), EVENT_DAYS, TimeUnit.WORKING)
    return Due(day, provisional, _EVENT_WORDS)


def is_event_day(due: Due) -> bool:
    """True for the common day, moved or not: entries record that in its words only."""
    return due.text.startswith(_EVENT_WORDS)


def gap_due(setting: Setting, item_ends: Due | None, days: int | None = None) -> Due | None:
    """By when a deferred paper of an item accepted today has to be in: its period, the local cap or the item's own
    day.

    The period is that published for the material (``days``, working days), else the local one. The item's clock is not
    stopped, so nothing may be handed in after the day it has to be decided (DOMAIN §1).
    """
    rule = setting.jurisdiction.gap
    term = rule.term if days is None else Term(days, TimeUnit.WORKING, None, settled=True)
    found = [_from_today(setting, one, "容缺补交期限") for one in (term, rule.cap)]
    return _earliest(*found, item_ends)


def deferral_days(item: str, lines: Iterable[Line], elements: PublishedElements) -> dict[str, int]:
    """Line → the working days published for bringing it after acceptance of that item; the fewest of its materials."""
    found: dict[str, int] = {}
    for line in lines:
        days = [
            own
            for need in line.needs
            if need.item == item and (own := elements.material(need.material).defer_days) is not None
        ]
        if days:
            found[line.id] = min(days)
    return found


def correction_due(item: ChecklistItem, setting: Setting) -> Due | None:
    """By when what a correction notice names has to be brought; None where the filing ends with the notice."""
    rule = setting.jurisdiction.correction
    return None if item.id in rule.returned else _from_today(setting, rule.term, "补正期限")


def _from_today(setting: Setting, term: Term, label: str, basis: str = "") -> Due | None:
    if term.days is None or term.unit is None:
        return None
    day, provisional = add_days(setting.calendar, civil_date(setting.now), term.days, term.unit)
    return Due(day, provisional, f"{label}{_term_words(term)}{basis}")


def item_due(limit: TimeLimit, procedure: ProcedureClass, setting: Setting, label: str) -> Due | None:
    """When the organ has to decide an item accepted today by this limit; None where it names no number of days.

    A licence's 日 are working days, also where its own law differs (许可法 Art. 82).
    """
    if limit.days is None or limit.unit is None:
        return None
    unit = limit.unit
    if unit is TimeUnit.NATURAL and procedure is ProcedureClass.LICENCE:
        unit = TimeUnit.WORKING
    day, provisional = add_days(setting.calendar, civil_date(setting.now), limit.days, unit)
    return Due(day, provisional, f"{label}{_words(limit.days, unit)}")


def notice_due(procedure: ProcedureClass, setting: Setting, visit: Visit) -> Due | None:
    """By when the applicant has to be notified, from hand-over: the local period, else the statute's (L6)."""
    return notice_due_from(procedure, setting, visit.begun_at or setting.now)


def notice_due_from(procedure: ProcedureClass, setting: Setting, handed_over: datetime) -> Due | None:
    """``notice_due`` from a given moment of hand-over."""
    notice = setting.jurisdiction.notice[procedure]
    term = notice.local or notice.statute
    if term.days is None or term.unit is None:
        return None
    day, provisional = add_days(setting.calendar, civil_date(handed_over), term.days, term.unit)
    return Due(day, provisional, f"收件后{_term_words(term)}")


def _term_words(term: Term) -> str:
    assert term.days is not None
    assert term.unit is not None
    return _words(term.days, term.unit)


def _words(days: int, unit: TimeUnit) -> str:
    return _UNIT_WORDS[unit] if unit is TimeUnit.AT_ONCE or days == 0 else f"{days}{_UNIT_WORDS[unit]}"
