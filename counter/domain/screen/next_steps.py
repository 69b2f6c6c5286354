"""What follows for each item, in one or two plain sentences, from a verdict before filing or from the case after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_state import ItemState
from counter.domain.hall.jurisdiction import PENDING
from counter.domain.screen import words as w
from counter.domain.screen.mirror import Mark, MirrorLine
from counter.domain.visit.clocks import DEFAULT_BASIS
from counter.domain.visit.looked_at import UNSEEN
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import GUARDIAN, KEEP, UNDECIDED, Due, Outcome, Verdict

MOST_TOGETHER = 3
"""Most items of one organ with the same sentence in one line."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The day and the language of the sentences. ``returned``: items whose filing ends with a correction notice."""

    today: date
    speech: w.Speech
    returned: frozenset[str]

    def say(self, sentence: str, **values: object) -> str:
        """A sentence in the mirror's language."""
        return w.say(self.speech, sentence, **values)

    def by(self, sentence: str, due: Due) -> str:
        """A sentence in the mirror's language, with a day in it."""
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


def after_verdict(verdict: Verdict, style: Saying) -> str:
    """What follows from filing now."""
    match verdict.outcome:
        case Outcome.DONE:
            return style.say(w.DONE_TODAY)
        case Outcome.ACCEPT:
            return _accepted(verdict.due, style)
        case Outcome.ACCEPT_WITH_GAPS:
            first = w.SIGN_FIRST if verdict.due is None else w.SIGN_FIRST_BY
            return style.say(first) if verdict.due is None else style.by(first, verdict.due)
        case Outcome.CORRECT:
            return style.say(w.GIVEN_BACK if verdict.item in style.returned else w.AFTER_BRINGING)
        case Outcome.WAIT:
            return style.say(w.WAITS)
        case Outcome.PROPOSE_REFUSAL:
            return style.say(w.ORGAN_DECIDES)
        case Outcome.RECEIVED:
            return _received(verdict, style)


def _accepted(due: Due | None, style: Saying) -> str:
    if due is None:
        return style.say(w.ACCEPTED_OPEN)
    days = due.text.removeprefix("法定").removeprefix("承诺").replace(DEFAULT_BASIS, PENDING)
    return style.by(w.ACCEPTED_TODAY, due) + style.say(w.ACCEPTED_DAYS, days=days)


def _received(verdict: Verdict, style: Saying) -> str:
    if verdict.rule == UNSEEN:
        return style.say(w.LOOK_FIRST)  # not looked at: no day, and nothing is called lacking
    known = {
        KEEP: w.KEPT_FIRST,
        UNDECIDED: w.UNSETTLED,
        GUARDIAN: w.UNSETTLED,
        ORIGINALS: w.ORIGINALS_FIRST,
    }
    words = style.say(known.get(verdict.rule, w.PASSED_ON))
    if verdict.waits_for:
        return words + style.say(w.WAITS)
    return words if verdict.due is None else words + style.by(w.TOLD_BY, verdict.due)


def after_filing(item: CaseItem, style: Saying) -> str:
    """What was recorded of an item of the case, and what follows from it."""
    plain = _PLAIN.get(item.state)
    if plain is not None:
        return style.say(plain)
    if item.state.accepted and item.pausing:
        return style.say(w.PAUSED)
    if item.dates_held:
        return style.say(w.DAYS_HELD)
    return _OPEN[item.state](item, style)


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
    ItemState.CONFLICT: w.DAYS_HELD,
}


def _held(item: CaseItem, style: Saying) -> str:
    words = style.say(w.KEPT_FIRST)
    return words if item.due is None else words + style.by(w.TOLD_BY, item.due)


def _to_correct(item: CaseItem, style: Saying) -> str:
    return style.say(w.AFTER_BRINGING)


def _running(item: CaseItem, style: Saying) -> str:
    if item.due is None:
        return style.say(w.ACCEPTED_NO_DAY)
    if item.due.day < style.today:
        return style.by(w.LATE, item.due)
    return style.by(w.DEEMED if item.state is ItemState.DEEMED else w.ACCEPTED, item.due)


_OPEN: dict[ItemState, Callable[[CaseItem, Saying], str]] = {
    ItemState.RECEIVED: _held,
    ItemState.TO_CORRECT: _to_correct,
    ItemState.ACCEPTED: _running,
    ItemState.GAPPED: _running,
    ItemState.DEEMED: _running,
}
