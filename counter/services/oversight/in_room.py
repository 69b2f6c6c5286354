"""What every act of the supervisor's room begins with: it is the room, and the person may sit in it."""

from __future__ import annotations

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.people.applicant import MOST_WORDS
from counter.domain.text.printable import fault_unseen
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.people import people_today
from counter.services.oversight.access import check_overseer, require_room

LEAST_LETTERS = 4
"""Least letters of a reason or a finding."""


def enter(app: AppContext, person: StaffRow) -> StaffRow:
    """The person, who may act here. Raises RuleRefused anywhere but in the room and for anybody but a supervisor."""
    require_room(app)
    return check_overseer(person)


def said(words: str, field: str, ask: str) -> str:
    """Words that somebody has to give, trimmed. Raises BadInput where there are too few, too many, or unseen ones."""
    words = words.strip()
    if sum(c.isalnum() for c in words) < LEAST_LETTERS:
        raise BadInput(ask, field=field)
    return short(words, field)


def short(words: str, field: str) -> str:
    """Words that may be none, trimmed. Raises BadInput where there are too many, or unseen ones."""
    words = words.strip()
    if len(words) > MOST_WORDS:
        raise BadInput(f"写了{len(words)}个字，最多{MOST_WORDS}个。", field=field)
    if wrong := fault_unseen(words):
        raise BadInput(f"{wrong}。", field=field)
    return words


def another_person(journal: Journal, one: StaffRow, code: str, act: str) -> None:
    """Raises RuleRefused where ``one`` is the person with that code, also under another code of the same name."""
    name = next((row.name for row in people_today(journal) if row.code == code), "")
    if one.code == code or (name and name == one.name):
        raise RuleRefused(f"{act}要另一个人：自己提的不能自己了结。", rule="two_people", field="by")
