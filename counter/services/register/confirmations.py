"""What a confirmation of the register confirmed, and what still waits and for whom, in words."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.hall.register.issue import RegisterIssued
from counter.domain.hall.register.register import Register
from counter.services.context.ports import Journal
from counter.services.hall.people import people_today
from counter.services.register.issue_register import KEEPERS


@dataclass(frozen=True, slots=True)
class AwaitedIssue:
    """An issue that waits for a second person. ``who``: those who may be, as code and name; none: nobody yet."""

    number: int
    by: str
    reason: str
    who: tuple[str, ...]

    @property
    def words(self) -> str:
        """One line: 第2号（换了电话，S01 签的）等 S02 乌云 确认."""
        who = "、".join(self.who) or "另一位值班负责人或系统管理员（现在还没有）"
        return f"{_issue_words(self.number, self.reason, self.by)}等{who}确认"


def awaited_issues(journal: Journal, register: Register) -> tuple[AwaitedIssue, ...]:
    """The issues that wait, with who may confirm each today."""
    waiting = register.unconfirmed()
    people = people_today(journal) if waiting else ()
    keepers = [row for row in people if row.active and row.role in KEEPERS]
    names = {row.code: row.name for row in people}
    return tuple(
        AwaitedIssue(
            one.issue.number,
            one.issue.by,
            one.issue.reason,
            tuple(
                f"{row.code} {row.name}"
                for row in keepers
                if row.code != one.issue.by and row.name != names.get(one.issue.by)
            ),
        )
        for one in waiting
    )


def confirmed_words(register: Register) -> tuple[str, ...]:
    """The issues that the last one confirmed, each in words."""
    numbers = register.issued[-1].issue.confirms if register.issued else ()
    return tuple(_words(one) for one in register.issued if one.issue.number in numbers)


def confirmation_lines(journal: Journal, register: Register) -> tuple[str, ...]:
    """What was just confirmed, and what still waits."""
    confirmed = confirmed_words(register)
    lines = [f"已确认{'、'.join(confirmed)}。"] if confirmed else []
    return (*lines, *(f"还在等：{one.words}。" for one in awaited_issues(journal, register)))


def _words(one: RegisterIssued) -> str:
    return _issue_words(one.issue.number, one.issue.reason, one.issue.by)


def _issue_words(number: int, reason: str, by: str) -> str:
    return f"第{number}号（{reason}，{by} 签的）" if reason else f"第{number}号（{by} 签的）"
