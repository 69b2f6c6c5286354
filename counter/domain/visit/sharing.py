"""Shareable papers (共享获取) are checked, never demanded, unless the organ replied 查无 in writing (L2).

Whether a paper is shareable is a fact of the paper in the guide, the same for every item that needs it: its line
allows ``SHARED``, also a line recorded by an earlier program. It starts as shared, and three results may be
recorded: 一致, 已变更 (the applicant's version prevails), 查无. Only with 查无, which names the organ, its document
and its day, may the paper be missing, defective or deferred, and appear in a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import Tri
from counter.domain.text.day_words import day_text
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer, has_letters

RULE = "L2"

NOT_TO_BRING = "共享获取，不用交；请核对是否一致"
"""What a checklist wants of a shareable paper."""

ANSWER_WORDS: Mapping[Shared, str] = {
    Shared.CONSISTENT: "一致",
    Shared.CHANGED: "已变更",
    Shared.NOT_FOUND: "查无",
}
"""The clerk's word for each result."""

LEAST_WORDS = 2
"""Fewest letters or digits that name an organ, a document or a change."""

_OWED = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)
"""States in which the applicant still owes the paper."""


def demandable(line: Line, recorded: Brought | None) -> bool:
    """True where the paper may be demanded of the applicant: not shareable, or the organ wrote 查无."""
    return not line.shareable or not_found(recorded)


def not_found(recorded: Brought | None) -> bool:
    """True where the organ's written 查无 is recorded with organ, document and day."""
    answer = None if recorded is None else recorded.shared
    if answer is None or answer.answer is not Shared.NOT_FOUND or answer.day is None:
        return False
    return _long_enough(answer.organ) and _long_enough(answer.document)


def allows(line: Line, recorded: Brought) -> bool:
    """True where the guide lets this line take that state, given the sharing result."""
    if not line.shareable or recorded.state not in _OWED:
        return recorded.state in line.allowed
    if not not_found(recorded):
        return False
    return recorded.state is not MaterialState.DEFERRED or deferrable(line)


def deferrable(line: Line) -> bool:
    """True where every item that needs the paper lets it be brought after acceptance (L4)."""
    return all(need.deferrable is Tri.YES and need.main is Tri.NO for need in line.needs)


def effective_record(line: Line, recorded: Brought | None) -> Brought:
    """The effective record of the line, else its initial state.

    A shareable paper that may not be demanded counts as SHARED, also where an earlier program recorded it as owed.
    """
    found = Brought(line.initial) if recorded is None else recorded
    if line.shareable and found.state in _OWED and not not_found(found):
        return replace(found, state=MaterialState.SHARED)
    return found


def read_leniently(checklist: Checklist, brought: Mapping[str, Brought]) -> dict[str, Brought]:
    """Records of a draft of an earlier program: a shareable paper recorded as 缺, 不符 or 容缺 becomes SHARED.

    Nothing else of such a record is kept; a received paper is to be returned (``carry_over.unasked_now``).
    """
    found = {}
    for line_id, recorded in brought.items():
        line = checklist.line(line_id)
        as_read = recorded if line is None else effective_record(line, recorded)
        found[line_id] = recorded if as_read.state is recorded.state else Brought(as_read.state)
    return found


def check_answer(line: Line, recorded: Brought, today: date | None = None) -> None:
    """Raises RuleRefused (L2) for a sharing result on a line that is not shareable, or a demand without 查无;
    BadInput for a change without description, or a 查无 that does not name organ, document and day."""
    answer, where = recorded.shared, f"materials.{line.id}"
    if answer is not None and not line.shareable:
        raise RuleRefused(
            f"“{line.name}”指南没有标明可以共享获取，不能登记共享核验的结果。", rule=RULE, field=where
        )
    if answer is not None:
        _check_shared_answer(line, recorded, answer, today)
    if line.shareable and recorded.state in _OWED and not not_found(recorded):
        raise RuleRefused(
            f"“{line.name}”是共享获取的材料，不能向申请人要，也不能记为缺、不符合或者容缺；"
            "机关书面答复查无的，写明机关、文号和日期。",
            rule=RULE,
            field=where,
        )


def _check_shared_answer(line: Line, recorded: Brought, answer: SharedAnswer, today: date | None) -> None:
    where = f"materials.{line.id}"
    if answer.answer is Shared.CHANGED and not (_long_enough(recorded.note) and has_letters(recorded.note)):
        raise BadInput(f"“{line.name}”记为已变更的，要写明什么变了。", field=where)
    if answer.answer is not Shared.NOT_FOUND:
        return
    if not not_found(recorded):
        raise BadInput(f"“{line.name}”记为查无的，要写明哪个机关、什么文号、哪一天书面答复的。", field=where)
    if today is not None and answer.day is not None and answer.day > today:
        raise BadInput(f"“{line.name}”的查无答复，日期还没有到，请核对。", field=where)
    if recorded.state is MaterialState.SHARED:
        raise BadInput(f"“{line.name}”已经书面答复查无，请记申请人有没有交来。", field=where)


def refuse_demands(checklist: Checklist, brought: Mapping[str, Brought], lines: Iterable[str]) -> None:
    """Last check before a notice: raises RuleRefused (L2) where one of these papers may not be demanded."""
    for line_id in lines:
        line = checklist.line(line_id)
        if line is not None and not demandable(line, brought.get(line_id)):
            raise RuleRefused(
                f"“{line.name}”是共享获取的材料，不能书面要求申请人提交。",
                rule=RULE,
                field=f"materials.{line_id}",
            )


def shared_of(recorded: Brought | None) -> SharedAnswer | None:
    """The sharing result, if recorded."""
    return None if recorded is None else recorded.shared


def reply_words(answer: SharedAnswer) -> str:
    """The organ's 查无 as a notice names it."""
    day = "" if answer.day is None else day_text(answer.day)
    return f"{answer.organ.strip()}{day}书面答复查无（{answer.document.strip()}）"


def _long_enough(words: str) -> bool:
    return sum(c.isalnum() for c in words) >= LEAST_WORDS
