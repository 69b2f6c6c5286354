"""What follows when a person of the hall leaves or is away, for whoever signs that (离开、请假的后果)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counter.domain.guide.model import Guide
from counter.domain.hall.organ_people import REPRESENTATIVE
from counter.domain.hall.register.records import DECIDE, RegisteredStaff
from counter.domain.hall.register.register import RegisterOnDay, in_term, is_away
from counter.domain.hall.rights import Capability, may
from counter.domain.hall.roles import ROLE_TITLES, StaffRole

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Gone:
    """A person who is not there from ``since`` on; ``until`` None: not known, or ``for_good``. ``deputy``: a code or
    "".
    """

    code: str
    since: date
    until: date | None = None
    deputy: str = ""
    for_good: bool = False


def absence_words(state: RegisterOnDay, gone: Gone, guide: Guide) -> tuple[str, ...]:
    """One sentence for each thing that follows; none for a person the register does not know."""
    person = state.staff.get(gone.code)
    return () if person is None else tuple(_Absence(state, person, gone, guide).words())


def possible_deputies(state: RegisterOnDay, code: str, day: date) -> tuple[RegisteredStaff, ...]:
    """Who may stand in for that person: of the same role and organ, and there on the day."""
    person = state.staff.get(code)
    if person is None:
        return ()
    there = _there(state, code, day)
    return tuple(p for p in there if (p.role, p.organ) == (person.role, person.organ))


def _there(state: RegisterOnDay, code: str, day: date) -> list[RegisteredStaff]:
    """Everybody else who is there on that day."""
    people = (p for p in state.staff.values() if p.code != code and not is_away(p, day))
    return [p for p in people if in_term(p.since, p.until, day)]


@dataclass(frozen=True)
class _Absence:
    state: RegisterOnDay
    person: RegisteredStaff
    gone: Gone
    guide: Guide

    def words(self) -> Iterator[str]:
        others = _there(self.state, self.person.code, self.gone.since)
        if self.person.role == REPRESENTATIVE:
            yield self._representative([p for p in others if self._may_confirm(p)])
        elif may(self.person.role, Capability.SERVE) or may(self.person.role, Capability.CORRECT):
            yield self._colleagues(others)
        if self.gone.for_good:
            yield from self._mandates()
        yield from self._stands_in_for()

    def _may_confirm(self, other: RegisteredStaff) -> bool:
        """A representative of the same organ, with a mandate of the own where the organ has given any."""
        if (other.role, other.organ) != (REPRESENTATIVE, self.person.organ):
            return False
        given = [m for m in self.state.mandates if m.organ == other.organ]
        own = [m for m in given if m.staff == other.code and in_term(m.since, m.until, self.gone.since)]
        return not given or any(not m.acts or DECIDE in m.acts for m in own)

    def _representative(self, left: list[RegisteredStaff]) -> str:
        organ = self.person.organ
        items = [item.name for item in self.guide.items.values() if item.organ == organ]
        if left:
            names = "、".join(f"{p.code} {p.name}" for p in left)
            return f"{organ}的代拟稿由{names}用本人口令确认（{len(items)}个事项）"
        first = "、".join(f"“{name}”" for name in items[:_NAMED])
        named = f"：{first}{'等' if len(items) > _NAMED else ''}" if items else ""
        without = "代班的人没有授权书，也不能确认；" if self.gone.deputy else ""
        return (
            f"{organ}没有首席代表能确认：{without}{len(items)}个事项的代拟稿要凭部门自己签发的文书登记{named}"
        )

    def _colleagues(self, others: list[RegisteredStaff]) -> str:
        same = [p for p in others if p.role == self.person.role]
        title = ROLE_TITLES[StaffRole(self.person.role)]
        since = f"{self.gone.since.month}月{self.gone.since.day}日起"
        return f"{since}还有{len(same)}位{title}在岗" if same else f"{since}没有别的{title}在岗"

    def _mandates(self) -> Iterator[str]:
        for mandate in self.state.mandates:
            if mandate.staff == self.person.code and in_term(mandate.since, mandate.until, self.gone.since):
                yield f"授权书 {mandate.number} 还写着这个人，请一并写截止日期"

    def _stands_in_for(self) -> Iterator[str]:
        people = [p for p in self.state.staff.values() if p.deputy == self.person.code]
        away = [p for p in people if p.away_since is not None and not _over(p, self.gone.since)]
        if away:
            yield f"这个人正代{'、'.join(p.name for p in away)}的班，请另定代班的人"


def _over(person: RegisteredStaff, day: date) -> bool:
    return person.away_until is not None and person.away_until < day
