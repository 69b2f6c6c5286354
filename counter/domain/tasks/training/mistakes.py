"""Mistakes that no lesson may have, whatever it practises: each is a rule broken by what the case holds.

The window refuses most of them before they are written; what other programs or later rules let through is told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.hall.authority import Act, Authority
from counter.domain.people.applicant import unrepresented
from counter.domain.visit.material import MaterialState
from counter.domain.visit.sharing import demandable


@dataclass(frozen=True, slots=True)
class Mistake:
    """A rule broken: its name in ``rules.toml``, and by what."""

    rule: str
    found: str


def mistakes(case: Case, authority: Authority) -> tuple[Mistake, ...]:
    """All of them, in the order of a visit: who, which papers, which decisions, which notices."""
    return (*_person(case), *_papers(case), *_decisions(case, authority), *_notices(case))


def _person(case: Case) -> Iterator[Mistake]:
    who, decided = case.applicant, any(item.decided for item in case.items)
    if who is None or not decided:
        return
    if who.agent is not None and not who.agent.scope.strip():
        yield Mistake("agent", f"代理人{who.agent.person.name}没有写委托范围，事项却已经决定")
    if unrepresented(who, civil_date(case.opened_at)):
        yield Mistake("guardian", f"{who.name}没有法定代理人，事项却已经决定")


def _papers(case: Case) -> Iterator[Mistake]:
    for line in case.lines:
        deferred = case.brought_of(line).state is MaterialState.DEFERRED
        if deferred and MaterialState.DEFERRED not in line.allowed:
            yield Mistake("L4", f"“{line.name}”登记成容缺，指南没有标明它可以容缺")


def _decisions(case: Case, authority: Authority) -> Iterator[Mistake]:
    for item in case.items:
        if not (item.decided and (item.state.accepted or item.state.finished)):
            continue
        earlier = [e for e in map(case.item, item.asked.after) if e is not None and not e.state.closed]
        if earlier:
            names = "、".join(f"“{e.asked.name}”" for e in earlier)
            yield Mistake("serial", f"“{item.asked.name}”已经受理，前面的{names}还没有办成")
        day = civil_date(case.opened_at)
        may = authority.acts(item.asked.organ, item.id, day)
        if item.organ_accepted is None and not may & {Act.ACCEPT, Act.ON_THE_SPOT}:
            yield Mistake("L13", f"“{item.asked.name}”受理了，{item.asked.organ}没有委托这个窗口受理")


def _notices(case: Case) -> Iterator[Mistake]:
    lines = {line.id: line for line in case.lines}
    for item in case.items:
        if any(one.round > 1 and one.again is None for one in item.told):
            yield Mistake("L3", f"“{item.asked.name}”又告知了一次补正，没有新的事实，也没有负责人的理由")
        for gap in (gap for one in item.told for gap in one.gaps):
            line = lines.get(gap.line)
            if line is not None and not demandable(line, case.brought.get(line.id)):
                yield Mistake("L2", f"“{line.name}”可以共享获取，却要申请人补交")
