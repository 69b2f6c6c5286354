"""Who holds a staff code (工号): a code that passes to another person passes no PIN with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredStaff

RENAMED = ("改名", "更正姓名")
"""Words of a reason by which another name is the same person."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """The time of one person under a code. ``since``: its first day; None for who was stated first. ``names``: all that
    were stated of the person.
    """

    since: date | None
    names: frozenset[str]

    def owns(self, name: str, pin_day: date) -> bool:
        """Whether a PIN that somebody of that name set on that day is this person's."""
        return self.since is None or (pin_day >= self.since and name in self.names)


def tenure_on(changes: Iterable[RegisterChange], day: date) -> Tenure | None:
    """Who holds a code on that day; None where the code was never stated by then.

    ``changes``: of that code, in the order in which they come into force. Another person holds it where two of three
    differ from before: the name, the first day (起始日期), and that the code was not in use in between.
    """
    found: Tenure | None = None
    last: RegisteredStaff | None = None
    ended: date | None = None
    gap = False
    for change in changes:
        if change.in_force > day:
            break
        now = change.record
        if not isinstance(now, RegisteredStaff):
            gap = last is not None
            continue
        begins = max(change.in_force, now.since or change.in_force)
        if last is None or found is None:
            found = Tenure(None, frozenset({now.name}))
        elif _another(last, now, gap=gap or (ended is not None and (begins - ended).days > 1)):
            found = Tenure(begins, frozenset({now.name}))
        else:
            found = Tenure(found.since, found.names | {now.name})
        last, ended, gap = now, now.until, False
    return found


def unclear_name(before: RegisteredStaff | None, now: RegisteredStaff | None, reason: str) -> str:
    """What to do where only the name of a code changes, so that nobody can tell a person renamed from another one; ""
    where it is clear.
    """
    if before is None or now is None or before.name == now.name or before.since != now.since:
        return ""
    if any(words in reason for words in RENAMED):
        return ""
    return (
        f"工号 {now.code} 原来是{before.name}。换了人的，写新的人的起始日期（原来的口令就不能用了），或用新的工号；"
        f"同一个人改名、改错字的，原因里写“{RENAMED[0]}”或“{RENAMED[1]}”"
    )


def _another(before: RegisteredStaff, now: RegisteredStaff, *, gap: bool) -> bool:
    return (before.name != now.name) + (before.since != now.since) + gap > 1
