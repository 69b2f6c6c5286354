"""What follows for each item, in one or two plain sentences, from a verdict before filing or from the case after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from counter.domain.case.case import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, MirrorLine
from counter.domain.visit.clocks import DEFAULT_BASIS
from counter.domain.visit.looked_at import UNSEEN
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import GUARDIAN, KEEP, UNDECIDED, Due, Outcome, Verdict

MOST_TOGETHER = 3
"""Items of one organ for which the same follows stand in one line, so many at most."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The day and the language in which is spoken. ``returned``: items whose filing ends with a correction notice."""

    today: date
    speech: w.Speech
    returned: frozenset[str]

    def say(self, sentence: str, **values: object) -> str:
        """A sentence in the mirror's language."""
        return w.say(self.speech, sentence, **values)

    def by(self, sentence: str, due: Due) -> str:
        """The same with a day in it."""
        return w.by_day(self.speech, sentence, due, self.today)


Follows = tuple[str, str, str]
"""Organ, item, what follows."""


def lines_of(follows: Iterable[Follows]) -> tuple[MirrorLine, ...]:
    """A line for each organ and what follows there, items together for which it is the same."""
    found: dict[tuple[str, str], list[list[str]]] = {}
    for organ, item, words in follows:
        groups = found.setdefault((organ, words), [[]])
        if len(groups[-1]) == MOST_TOGETHER:
            groups.append([])
        groups[-1].append(item)
    return tuple(
        MirrorLine(Mark.NONE, f"{organ}：{'、'.join(names)}", words)
        for (organ, words), groups in found.items()
        for names in groups
    )


def after_verdict(verdict: Verdict, now: Saying) -> str:
    """What follows from filing now."""
    match verdict.outcome:
        case Outcome.DONE:
            return now.say(w.DONE_TODAY)
        case Outcome.ACCEPT:
            return _accepted(verdict.due, now)
        case Outcome.ACCEPT_WITH_GAPS:
            first = w.SIGN_FIRST if verdict.due is None else w.SIGN_FIRST_BY
            return now.say(first) if verdict.due is None else now.by(first, verdict.due)
        case Outcome.CORRECT:
            return now.say(w.GIVEN_BACK if verdict.item in now.returned else w.AFTER_BRINGING)
        case Outcome.WAIT:
            return now.say(w.WAITS)
        case Outcome.PROPOSE_REFUSAL:
            return now.say(w.ORGAN_DECIDES)
        case Outcome.RECEIVED:
            return _received(verdict, now)


def _accepted(due: Due | None, now: Saying) -> str:
    if due is None:
        return now.say(w.ACCEPTED_OPEN)
    days = due.text.removeprefix("法定").removeprefix("承诺").replace(DEFAULT_BASIS, PENDING)
    return now.by(w.ACCEPTED_TODAY, due) + now.say(w.ACCEPTED_DAYS, days=days)


def _received(verdict: Verdict, now: Saying) -> str:
    if verdict.rule == UNSEEN:
        return now.say(w.LOOK_FIRST)  # nobody has looked yet: no day, and nothing is said to be lacking
    known = {
        KEEP: w.KEPT_FIRST,
        UNDECIDED: w.UNSETTLED,
        GUARDIAN: w.UNSETTLED,
        ORIGINALS: w.ORIGINALS_FIRST,
    }
    words = now.say(known.get(verdict.rule, w.PASSED_ON))
    if verdict.waits_for:
        return words + now.say(w.WAITS)
    return words if verdict.due is None else words + now.by(w.TOLD_BY, verdict.due)


def after_filing(item: CaseItem, now: Saying) -> str:
    """What was recorded of an item of the case, and what follows from it."""
    plain = _PLAIN.get(item.state)
    if plain is not None:
        return now.say(plain)
    if item.state.accepted and item.pausing:
        return now.say(w.PAUSED)
    if item.dates_held:
        return now.say(w.DAYS_HELD)
    return _OPEN[item.state](item, now)


_PLAIN = {
    ItemState.WAITING: w.WAITS,
    ItemState.TO_PLEDGE: w.SIGN_FIRST,
    ItemState.TO_REFUSE: w.TO_ORGAN,
    ItemState.DONE: w.FINISHED,
    ItemState.GRANTED: w.FINISHED,
    ItemState.REJECTED: w.REJECTED,
    ItemState.REFUSED: w.REFUSED,
    ItemState.REVOKED: w.REVOKED,
    ItemState.WITHDRAWN: w.WITHDRAWN,
    ItemState.DROPPED: w.DROPPED,
    ItemState.RETURNED: w.RETURNED,
    ItemState.LAPSED: w.LAPSED,
}


def _held(item: CaseItem, now: Saying) -> str:
    words = now.say(w.KEPT_FIRST)
    return words if item.due is None else words + now.by(w.TOLD_BY, item.due)


def _to_correct(item: CaseItem, now: Saying) -> str:
    return now.say(w.AFTER_BRINGING)


def _running(item: CaseItem, now: Saying) -> str:
    if item.due is None:
        return now.say(w.ACCEPTED_NO_DAY)
    if item.due.day < now.today:
        return now.by(w.LATE, item.due)
    return now.by(w.DEEMED if item.state is ItemState.DEEMED else w.ACCEPTED, item.due)


_OPEN: dict[ItemState, Callable[[CaseItem, Saying], str]] = {
    ItemState.RECEIVED: _held,
    ItemState.TO_CORRECT: _to_correct,
    ItemState.ACCEPTED: _running,
    ItemState.GAPPED: _running,
    ItemState.DEEMED: _running,
}
