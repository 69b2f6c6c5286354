"""The clock for an answer of an item that comes after another one of its case (串联).

It counts as received when the earlier one's completion is known (DOMAIN §6, L6). No entry says so of each later item,
so its day follows from the case: by the region's own term, as in 待办 and on the supervisor's board. The ledger and the
sentences about missed days (``lateness``) ask here alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from counter.domain.case.acts.rejudge import earlier_of, waits_for_earlier
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem, ClockStep, StoppedClock
from counter.domain.case.item_ends import accepted_from, answered_on, known_to_end
from counter.domain.case.item_state import ItemState
from counter.domain.guide.model import ProcedureClass
from counter.domain.visit.verdict import Due

AnswerBy = Callable[[ProcedureClass, date], date | None]
"""By when an item of that class, received on that day, has to be answered; None: its class has no such term."""

_UNANSWERED = (ItemState.RECEIVED, ItemState.WAITING, ItemState.TO_PLEDGE, ItemState.TO_REFUSE)
"""States of an item that still has to be answered."""
_LEFT = (ItemState.WITHDRAWN, ItemState.DROPPED)
"""Ended by the applicant, perhaps before any answer."""


def ended_clocks(case: Case, item: CaseItem, answer_by: AnswerBy) -> tuple[StoppedClock, ...]:
    """Every clock of the item that ended, oldest first; the one that silence ended is one of them.

    ``answer_by``: the region's term for an answer, by the calendar in force.
    """
    stopped = (*item.answered, *(() if item.silence is None else (item.silence,)))
    ended = SerialClock(case, item, answer_by).clocks(stopped, answered_on(item))
    return tuple(sorted(ended, key=lambda one: one.at))


class SerialClock:
    """Of one item; what was refused, given up or returned before it is no completion."""

    def __init__(self, case: Case, item: CaseItem, answer_by: AnswerBy) -> None:
        earlier = frozenset() if case.taken_over is not None else earlier_of(case, item)
        known = [known_to_end(one) if one.state.finished else None for one in case.items if one.id in earlier]
        self.serial = bool(known)
        self._item = item
        self._waits = self.serial and waits_for_earlier(case, item)
        self._known = [day for day in known if day is not None]
        self._whole = len(self._known) == len(known)
        self._answer_by = answer_by
        self._received = case.received_on

    def runs_until(self, due: date | None) -> date | None:
        """The day by which it has to be answered. ``due``: as it was recorded, perhaps before it was received."""
        left = self._item.state in _LEFT and not self._item.decided and not self._item.told
        if not self.serial or not (self._item.state in _UNANSWERED or left):
            return due
        return (
            None if self._waits else max((day for day in (due, self._day()) if day is not None), default=None)
        )

    def clocks(self, stopped: tuple[StoppedClock, ...], answered: date | None) -> tuple[StoppedClock, ...]:
        """Its clocks that ended, from the day on which it was received; one for the first answer where no entry knew of
        a clock. ``answered``: the day of that answer.
        """
        if not self.serial:
            return stopped
        found = tuple(map(self._counted, stopped))
        day = self._day()
        asked = any(one.step is ClockStep.ANSWER for one in stopped) or self._item.deemed_on is not None
        if asked or answered is None or day is None or self._item.at is None or self._item.untimely:
            return found
        refused = self._item.conclusion if accepted_from(self._item) is None and not self._item.told else None
        at = self._item.at if refused is None else refused.at
        return (StoppedClock(ClockStep.ANSWER, Due(day, False, ""), answered, at), *found)

    def _counted(self, clock: StoppedClock) -> StoppedClock:
        if clock.step is not ClockStep.ANSWER:
            return clock
        own = self._day()
        if own is None:
            return clock
        day = own if clock is self._item.silence else max(clock.due.day, own)
        return replace(clock, due=replace(clock.due, day=day))

    def _day(self) -> date | None:
        if not self._whole:
            return None
        return self._answer_by(self._item.asked.procedure, max((self._received, *self._known)))
