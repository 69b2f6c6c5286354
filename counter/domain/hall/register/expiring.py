"""What of the register ends soon, and what then falls to 收件转办; which items the agreements cover today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counter.domain.guide.model import Guide, Item
from counter.domain.hall.authority import Act, Agreement, Authority
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.hall.register.settings import agreement_of

AHEAD = 30
"""Days before the end of an agreement or a mandate from which it is told."""


@dataclass(frozen=True, slots=True)
class ExpiringRecord:
    """An agreement or mandate that ends. ``last``: its last day; ``items``: ids that nobody may accept then.

    ``other``: of items that may still be accepted, how many lose which other act.
    """

    section: str
    key: str
    title: str
    last: date
    items: tuple[str, ...] = ()
    other: tuple[tuple[Act, int], ...] = ()

    def words(self, today: date) -> str:
        """One sentence: what ends when, and what follows."""
        days = (self.last - today).days
        when = f"还有{days}天" if days > 0 else "今天是最后一天" if days == 0 else f"已经过了{-days}天"
        follows = f"；之后{len(self.items)}个事项只能收件转办" if self.items else ""
        follows += "".join(f"；之后{count}个事项{_WITHOUT[act]}" for act, count in self.other)
        return f"{self.title} {self.last.isoformat()} 到期（{when}）{follows}"


_WITHOUT = {Act.DELIVER: "的办理结果由部门自己送达", Act.ON_THE_SPOT: "不能当场办结"}


@dataclass(frozen=True, slots=True)
class CoveredItem:
    """What the window may do for an item on a day; ``until``: the last day of being accepted here, None where not."""

    item: Item
    acts: frozenset[Act]
    until: date | None

    @property
    def sent_on(self) -> bool:
        """Whether it can only be received and sent on (收件转办), as ``verdict.judge`` has it."""
        return Act.ACCEPT not in self.acts


def endings(register: RegisterOnDay, guide: Guide, ahead: int = AHEAD) -> tuple[ExpiringRecord, ...]:
    """Agreements and mandates whose last day is within ``ahead`` days or was within as many, the nearest first; one
    that another continues is not told.
    """
    agreements = ending_agreements([agreement_of(a) for a in register.agreements], guide, register.day, ahead)
    return tuple(sorted((*agreements, *ending_mandates(register, ahead)), key=_by_day))


def _by_day(ending: ExpiringRecord) -> tuple[date, str]:
    return ending.last, ending.key


def ending_agreements(
    agreements: Sequence[Agreement], guide: Guide, day: date, ahead: int = AHEAD
) -> list[ExpiringRecord]:
    """The lines of agreements that end, as ``endings``: for a hall with or without a register."""
    authority, found = Authority(tuple(agreements)), []
    for number, one in _numbered(agreements):
        if not _near(one.valid_until, day, ahead):
            continue
        after = one.valid_until + timedelta(days=1)
        lost = {
            item.id: one.acts - {Act.RECEIVE} - authority.acts(item.organ, item.id, after)
            for item in guide.items.values()
            if one.covers(item.organ, item.id, one.valid_until)
        }
        if any(lost.values()):
            title = f"{one.organ}的授权协议 {one.number}"
            sent_on = tuple(item for item, acts in lost.items() if Act.ACCEPT in acts)
            other = Counter(act for acts in lost.values() if Act.ACCEPT not in acts for act in acts)
            told = tuple((act, other[act]) for act in _WITHOUT if other[act])
            found.append(ExpiringRecord("agreement", number, title, one.valid_until, sent_on, told))
    return sorted(found, key=_by_day)


def _numbered(agreements: Sequence[Agreement]) -> Iterator[tuple[str, Agreement]]:
    """Each line with its key in the register."""
    lines: Counter[str] = Counter()
    for one in agreements:
        lines[one.number] += 1
        yield f"{one.number}|{lines[one.number]}", one


def ending_mandates(register: RegisterOnDay, ahead: int = AHEAD) -> Iterator[ExpiringRecord]:
    """The mandates of representatives that end, as ``endings``."""
    people = register.staff
    for record in register.mandates:
        if record.until is None or not _near(record.until, register.day, ahead):
            continue
        after = record.until + timedelta(days=1)
        continued = any(
            m.key != record.key and (m.organ, m.staff) == (record.organ, record.staff) and m.since <= after
            for m in register.mandates
            if m.until is None or m.until > record.until
        )
        if not continued:
            name = people[record.staff].name if record.staff in people else record.staff
            title = f"{record.organ}给{name}的授权书 {record.number}"
            yield ExpiringRecord("mandate", record.key, title, record.until)


def _near(last: date, day: date, ahead: int) -> bool:
    return abs((last - day).days) <= ahead


def coverage(register: RegisterOnDay, guide: Guide) -> tuple[CoveredItem, ...]:
    """Every item of the guide with what the agreements allow on the register's day, in the guide's order."""
    authority = Authority(tuple(agreement_of(a) for a in register.agreements))
    found = []
    for item in guide.items.values():
        accepting = (a for a in authority.covering(item.organ, item.id, register.day) if Act.ACCEPT in a.acts)
        until = max((a.valid_until for a in accepting), default=None)
        found.append(CoveredItem(item, authority.acts(item.organ, item.id, register.day), until))
    return tuple(found)
