"""退还材料: what is returned to the applicant once an item was withdrawn, or ended with an earlier one, and why.

No law that binds all organs, and no form found, has a notice of its own for a withdrawal (docs/rules.md): nothing is
decided. The application (撤回申请书) is in writing; the slip that both sides sign states which items ended, on which
application and on which day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Ending, Hands, MovedPaper
from counter.domain.text.day_words import day_text
from counter.domain.visit.checklist import Line

_NOTHING = custody.HeldSheets(0, 0)


def ended_here(item: CaseItem) -> bool:
    """The item ended without a decision, and was not only returned to be completed and filed again."""
    filed_again = item.ending is Ending.RETURNED and bool(item.told) and item.told[-1].returned
    return item.ending is not None and item.state.closed and item.conclusion is None and not filed_again


def to_give_back(case: Case) -> tuple[Line, ...]:
    """Lines that are at the window and that no item needs any more."""
    over = {item.id for item in case.items if ended_here(item)}
    return tuple(
        line
        for line in case.lines
        if over.issuperset(need.item for need in line.needs) and custody.at_window(case, line) != _NOTHING
    )


def concerned(case: Case, act: MovePapers) -> tuple[str, ...]:
    """Items the slip names: those whose papers are transferred.

    To the applicant these are the items that ended, never one that is finished; a paper of none that ended is listed
    with the open items, else with those it was brought for. To and from an organ: that organ's items.
    """
    found: set[str] = set()
    for moved in act.moved:
        items = [i for i in case.items if moved.line in {x.id for x in case.checklist.lines_of(i.id)}]
        if act.hands is Hands.TO_APPLICANT:
            choices = ([i for i in items if ended_here(i)], [i for i in items if not i.state.closed], items)
        else:
            theirs = [i for i in items if i.asked.organ == act.organ]
            choices = ([i for i in theirs if not ended_here(i)], theirs, items)
        found |= {i.id for i in next((choice for choice in choices if choice), [])}
    return tuple(i.id for i in case.items if i.id in found)


def would_be_returned(case: Case, leaving: Collection[str]) -> tuple[MovedPaper, ...]:
    """Lines at the window that no item would need once these have ended too."""
    over = {item.id for item in case.items if ended_here(item)} | set(leaving)
    held = ((line, custody.at_window(case, line)) for line in case.lines if set(line.items) <= over)
    return tuple(MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held if h != _NOTHING)


def why_back(items: Iterable[CaseItem]) -> str:
    """The sentence of the slip: what ended, how, and when; "" where nothing has."""
    sentences = list(_sentences([item for item in items if ended_here(item)]))
    return f"{'；'.join(sentences)}。以上事项不再办理，可以重新申请。" if sentences else ""


def _sentences(over: list[CaseItem]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for item in over:
        words = _WITH if item.ended_with or item.ending is Ending.RETURNED else _WORDS[item.ending]
        found.setdefault((words, _day(item)), []).append(f"“{item.asked.name}”")
    for (words, day), names in found.items():
        yield words.format(day=day, names="、".join(names))


_WORDS: Mapping[Ending | None, str] = {
    Ending.WITHDRAWN: "申请人{day}撤回{names}的申请",
    Ending.DROPPED: "申请人{day}提出不再办理{names}",
}

_WITH = "{names}要等前面的事项办成才能办，{day}退件"
"""What only follows is not refused and not withdrawn: it cannot go on."""


def _day(item: CaseItem) -> str:
    if item.changed_at is None:
        return ""
    day = civil_date(item.changed_at)
    return day_text(day)
