"""退还材料: what goes back to the applicant once he has withdrawn an item, or it fell with an earlier one, and why.

No law that binds all organs, and no form found, knows a notice of its own for a withdrawal (docs/rules.md):
nobody decides anything. The applicant's own word is in writing (撤回申请书); what he leaves with is the slip on which
both sides sign for his papers; it says which items ended, on whose word and on which day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import MovePapers
from counter.domain.case.case import Case, CaseItem
from counter.domain.case.item_events import Ending, Hands, MovedPaper
from counter.domain.visit.checklist import Line

_NOTHING = custody.Held(0, 0)


def ended_here(item: CaseItem) -> bool:
    """The item is over without a decision, and not only handed back to be filed again when it is complete."""
    filed_again = item.ending is Ending.RETURNED and bool(item.told) and item.told[-1].returned
    return item.ending is not None and item.state.closed and item.conclusion is None and not filed_again


def to_give_back(case: Case) -> tuple[Line, ...]:
    """Lines that lie at the window and that no item needs any more."""
    over = {item.id for item in case.items if ended_here(item)}
    return tuple(
        line for line in case.lines if set(line.items) <= over and custody.at_window(case, line) != _NOTHING
    )


def concerned(case: Case, act: MovePapers) -> tuple[str, ...]:
    """Items the slip names: those whose papers change hands.

    To the applicant these are the items that ended, never one that is finished beside them; a paper of none that ended
    is named by the items still open, else by whatever it was brought for. To and from an organ: that organ's items.
    """
    found: set[str] = set()
    for moved in act.moved:
        items = [i for i in case.items if moved.line in {x.id for x in case.checklist.lines_of(i.id)}]
        if act.hands is Hands.TO_APPLICANT:
            ways = ([i for i in items if ended_here(i)], [i for i in items if not i.state.closed], items)
        else:
            theirs = [i for i in items if i.asked.organ == act.organ]
            ways = ([i for i in theirs if not ended_here(i)], theirs, items)
        found |= {i.id for i in next((way for way in ways if way), [])}
    return tuple(i.id for i in case.items if i.id in found)


def would_go_back(case: Case, leaving: Collection[str]) -> tuple[MovedPaper, ...]:
    """What lies at the window and no item would need any more once these have ended too."""
    over = {item.id for item in case.items if ended_here(item)} | set(leaving)
    held = ((line, custody.at_window(case, line)) for line in case.lines if set(line.items) <= over)
    return tuple(MovedPaper(x.id, x.name, h.originals, h.copies) for x, h in held if h != _NOTHING)


def why_back(items: Iterable[CaseItem]) -> str:
    """The sentence of the slip: what ended, how, and when; empty where nothing has."""
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
    return f"{day.year}年{day.month}月{day.day}日"
