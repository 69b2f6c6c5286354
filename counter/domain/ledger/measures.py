"""The figures of ledger and report: what each counts, on which day, under which conditions.

A measure is data, so that a count and the list behind it are the same condition, and every layer can read it. How it is
called and where it stands is the template's (``template``); what it means is said here once, in words for the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counter.domain.case.item_events import Ending, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.ledger.row import Accepted
from counter.domain.ledger.rows_of_case import TAKEN_OVER

FIRST, LAST = ":first", ":last"
"""As a value of a condition: the first and the last day of the period."""


class Of(StrEnum):
    """What is counted."""

    ITEMS = "items"  # rows
    CASES = "cases"  # each case once
    BUNDLES = "bundles"  # each 一件事 once
    SUM = "sum"  # the field, over rows
    CASE_SUM = "case_sum"  # the field, over cases
    WORKING = "working"  # working days from ``field`` to ``until``, over rows


class Test(StrEnum):
    """How a field is compared."""

    IS = "="
    NOT = "!="
    MORE = ">"
    MOST = "<="
    LESS = "<"
    SET = "is set"
    AFTER = "after"  # is later, or has not come yet
    NOT_AWAY = "not away"  # of a list of filings, none had been returned by then that came again later
    RAN_OUT = "ran out"  # of a list of clocks, one whose day was over before, and that ended after


@dataclass(frozen=True, slots=True)
class Condition:
    """``field`` compared with ``value``, or with another field (``other``)."""

    field: str
    test: Test
    value: str | int = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Working days after ``first`` up to ``last``, both fields, are ``most`` at most."""

    first: str
    last: str
    most: int


@dataclass(frozen=True, slots=True)
class LedgerMeasure:
    """``day``: the field that puts a row into the period, "" for a stock at its end (the conditions then say so).

    ``or_days``: a list of clocks, or of filings, whose ends put it there too; a row is counted once in a period, and in
    each of several. ``either``: all conditions of one of these groups hold as well. ``means``: its definition, printed
    with the figure. ``least``: a smaller number than that is not told (L9).
    """

    name: str
    of: Of
    day: str
    means: str
    where: tuple[Condition, ...] = ()
    either: tuple[tuple[Condition, ...], ...] = ()
    within: WorkingDays | None = None
    field: str = ""
    until: str = ""
    or_days: str = ""
    least: int = 0

    @property
    def window(self) -> str:
        """Field of the window it counts at: what is received at the one that took it in, all else at the owner."""
        return "received_at" if self.day == "received_on" else "station"


def _is(field: str, value: str | int) -> Condition:
    return Condition(field, Test.IS, value)


def _not(field: str, value: str | int) -> Condition:
    return Condition(field, Test.NOT, value)


def _set(field: str) -> Condition:
    return Condition(field, Test.SET)


_NEW = _not("via", TAKEN_OVER)
_SPOT, _NOT_SPOT = _is("accepted_how", Accepted.SPOT), _not("accepted_how", Accepted.SPOT)
_GRANTED = _is("result", Result.GRANTED)
_HERE_THEN = Condition("received_on", Test.MOST, LAST)
_UNPAUSED = _is("paused_days", 0)
_OPEN_THEN = Condition("ended_on", Test.AFTER, LAST)
_NOT_RETURNED_THEN = Condition("filings", Test.NOT_AWAY, LAST)
_LATE = _set("late_on")
_OVER_THEN = (
    (Condition("due", Test.LESS, LAST), _not("state", ItemState.TO_CORRECT)),
    (Condition("late_due", Test.LESS, LAST), Condition("late_on", Test.MORE, LAST)),
    (Condition("also_late", Test.RAN_OUT, LAST),),
)
"""A clock that ran out before the end of the period and had not stopped by then, whatever stopped it afterwards."""
_DECIDED = (_set("accepted_on"), _NOT_SPOT, _UNPAUSED)
"""Limits run from the acceptance; time of special procedures is in none."""


def _against(name: str, due: str, called: str) -> tuple[LedgerMeasure, ...]:
    """The decided items that have that limit, their working days, and those that they were given."""
    where = (*_DECIDED, _set(due))
    ends = (
        (f"{name}_days", "ended_on", f"有{called}期限的事项从受理到结果的工作日"),
        (f"{name}_limit", due, f"有{called}期限的事项从受理到{called}期限最后一日的工作日"),
    )
    return (
        LedgerMeasure(
            name,
            Of.ITEMS,
            "ended_on",
            f"受理后有了结果、有{called}期限的事项，当场办结和有特别程序的不算",
            where,
        ),
        *(
            LedgerMeasure(one, Of.WORKING, "ended_on", means, where, field="accepted_on", until=until)
            for one, until, means in ends
        ),
    )


LEAST_RATED = 5
"""Fewer invitations are not told: who was silent could be guessed (L9, k ≥ 5)."""

_ALL = (
    LedgerMeasure("bundles", Of.BUNDLES, "received_on", "期内收件的“一件事”，每件事算一次", (_NEW,)),
    LedgerMeasure("cases_received", Of.CASES, "received_on", "期内收件的办件，接转来的不算", (_NEW,)),
    LedgerMeasure("items_received", Of.ITEMS, "received_on", "期内收件的办件里的事项，接转来的不算", (_NEW,)),
    LedgerMeasure(
        "cases_ended",
        Of.CASES,
        "case_ended_on",
        "全部事项都有了结果的办件，按最后一个结果的日子算",
        or_days="case_ends",
    ),
    LedgerMeasure(
        "items_ended", Of.ITEMS, "ended_on", "期内有了结果的事项，撤回、退件的也算", or_days="filings"
    ),
    LedgerMeasure("accepted", Of.ITEMS, "accepted_on", "期内受理的事项，当场办结的不算", (_NOT_SPOT,)),
    LedgerMeasure(
        "deemed",
        Of.ITEMS,
        "accepted_on",
        "逾期没有告知、视为受理的事项",
        (_is("accepted_how", Accepted.DEEMED),),
    ),
    LedgerMeasure("spot", Of.ITEMS, "accepted_on", "期内当场办结的事项", (_SPOT,)),
    LedgerMeasure(
        "granted_later", Of.ITEMS, "ended_on", "受理后准予、办结的事项，当场办结的不算", (_GRANTED,)
    ),
    LedgerMeasure(
        "handling_days",
        Of.WORKING,
        "ended_on",
        "从受理到结果的工作日，当场办结的算0；有特别程序的事项不算在内",
        (_set("accepted_on"), _UNPAUSED),
        field="accepted_on",
        until="ended_on",
    ),
    LedgerMeasure(
        "handled",
        Of.ITEMS,
        "ended_on",
        "受理后有了结果、没有特别程序的事项",
        (_set("accepted_on"), _UNPAUSED),
    ),
    LedgerMeasure(
        "ahead_of_law",
        Of.WORKING,
        "ended_on",
        "从结果到法定时限最后一日的工作日，超期的算负数",
        (_set("statutory_due"), _NOT_SPOT),
        field="ended_on",
        until="statutory_due",
    ),
    LedgerMeasure(
        "with_law_term",
        Of.ITEMS,
        "ended_on",
        "有法定时限的、有了结果的事项",
        (_set("statutory_due"), _NOT_SPOT),
    ),
    LedgerMeasure(
        "ahead_of_promise",
        Of.WORKING,
        "ended_on",
        "从结果到承诺时限最后一日的工作日，超期的算负数",
        (_set("promised_due"), _NOT_SPOT),
        field="ended_on",
        until="promised_due",
    ),
    LedgerMeasure(
        "with_promise",
        Of.ITEMS,
        "ended_on",
        "有承诺时限的、有了结果的事项",
        (_set("promised_due"), _NOT_SPOT),
    ),
    LedgerMeasure(
        "decided", Of.ITEMS, "ended_on", "受理后有了结果、没有特别程序的事项，当场办结的不算", _DECIDED
    ),
    LedgerMeasure(
        "decided_days",
        Of.WORKING,
        "ended_on",
        "这些事项从受理到结果的工作日",
        _DECIDED,
        field="accepted_on",
        until="ended_on",
    ),
    *_against("kept", "promised_due", "承诺"),
    *_against("lawful", "statutory_due", "法定"),
    LedgerMeasure(
        "answered",
        Of.ITEMS,
        "answered_on",
        "期内作出第一次答复（受理、当场办结、一次性告知、不予受理）的事项",
        (_NEW,),
    ),
    LedgerMeasure(
        "answered_in_a_day",
        Of.ITEMS,
        "answered_on",
        "其中收件后一个工作日内答复的；要等前序事项的，从前序办完算起",
        (_NEW,),
        within=WorkingDays("answer_from", "answered_on", 1),
    ),
    LedgerMeasure("corrected", Of.ITEMS, "told_on", "期内第一次发出补齐补正通知的事项"),
    LedgerMeasure("corrected_again", Of.ITEMS, "told_again_on", "期内第二次发出补齐补正通知的事项"),
    LedgerMeasure(
        "gapped", Of.ITEMS, "accepted_on", "期内容缺受理的事项", (_is("accepted_how", Accepted.GAPS),)
    ),
    LedgerMeasure(
        "gaps_late",
        Of.ITEMS,
        "gap_late_on",
        "补交期限在期内过了、到期没有补齐的容缺事项",
        (Condition("gaps_in_on", Test.AFTER, other="gap_due"),),
    ),
    LedgerMeasure("refused", Of.ITEMS, "ended_on", "期内不予受理的事项", (_is("result", Result.REFUSED),)),
    LedgerMeasure("rejected", Of.ITEMS, "ended_on", "期内不予批准的事项", (_is("result", Result.REJECTED),)),
    LedgerMeasure(
        "withdrawn", Of.ITEMS, "ended_on", "期内申请人撤回的事项", (_is("result", Ending.WITHDRAWN),)
    ),
    LedgerMeasure(
        "returned", Of.ITEMS, "returned_on", "期内退件的事项，后来又来申请的也算", or_days="filings"
    ),
    LedgerMeasure(
        "late_ended",
        Of.ITEMS,
        "late_on",
        "期内答复、决定或者视为受理时已经超过期限的事项",
        (_LATE,),
        or_days="also_late",
    ),
    LedgerMeasure(
        "late_open",
        Of.ITEMS,
        "",
        "期末还没有结果、答复或者决定的期限在期末以前的事项；等申请人补正的、特别程序中的不算",
        (_HERE_THEN, _OPEN_THEN, _NOT_RETURNED_THEN),
        _OVER_THEN,
    ),
    LedgerMeasure(
        "open_at_end",
        Of.ITEMS,
        "",
        "期末还没有结果的事项",
        (_HERE_THEN, _OPEN_THEN, _NOT_RETURNED_THEN),
    ),
    LedgerMeasure(
        "papers_saved",
        Of.CASE_SUM,
        "received_on",
        "几个事项合用一份材料、不必再交的份数",
        (_NEW,),
        field="saved",
    ),
    LedgerMeasure(
        "visits",
        Of.CASE_SUM,
        "case_ended_on",
        "全部办完的办件里，申请人到窗口的次数：同一天算一次",
        (_NEW,),
        field="visits",
    ),
    LedgerMeasure(
        "visits_alone",
        Of.CASE_SUM,
        "case_ended_on",
        "同样这些办件，每个事项单独去办要到场的次数：按指南公布的算，没有公布的算1次",
        (_NEW,),
        field="visits_alone",
    ),
    LedgerMeasure(
        "more_visits",
        Of.CASES,
        "case_ended_on",
        "到窗口的次数比指南公布的多的办件",
        (_NEW, Condition("visits", Test.MORE, other="visits_promised")),
    ),
    LedgerMeasure(
        "by_window",
        Of.ITEMS,
        "delivered_on",
        "结果由申请人到窗口领取的事项",
        (_is("delivered_way", Way.WINDOW),),
    ),
    LedgerMeasure(
        "by_post", Of.ITEMS, "delivered_on", "结果邮寄送达的事项", (_is("delivered_way", Way.POST),)
    ),
    LedgerMeasure(
        "electronic", Of.ITEMS, "delivered_on", "结果电子送达的事项", (_is("delivered_way", Way.ELECTRONIC),)
    ),
    LedgerMeasure(
        "invited",
        Of.CASES,
        "invited_on",
        f"请申请人评价过的办件；少于{LEAST_RATED}件的不列数，评没评、评了什么窗口不知道",
        least=LEAST_RATED,
    ),
)
MEASURES = {measure.name: measure for measure in _ALL}
"""Every figure by its name in a template."""
