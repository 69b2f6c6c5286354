"""What can be had by sharing (共享获取) is checked, never demanded; only the organ's written 查无 opens the way (L2).

Whether a paper is shareable is a fact of the paper in the guide, the same for every item that needs it: a line shows
it by allowing ``SHARED``, also a line recorded by an earlier program. It starts as shared, and three answers may be
recorded: 一致, 已变更 (the applicant's version prevails), 查无. Only with 查无, which names the organ, its writing and
its day, may the paper be missing, defective or deferred, and stand in a notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.model import Tri
from counter.domain.visit.checklist import Checklist, Line
from counter.domain.visit.material import Brought, MaterialState, Shared, SharedAnswer, says_what

RULE = "L2"

NOT_TO_BRING = "共享获取，不用交；请核对是否一致"
"""What is said of a shareable paper to whoever reads the list."""

ANSWER_WORDS: Mapping[Shared, str] = {
    Shared.CONSISTENT: "一致",
    Shared.CHANGED: "已变更",
    Shared.NOT_FOUND: "查无",
}
"""The clerk's word for each answer."""

LEAST_WORDS = 2
"""An organ, a document or a change named in less says nothing."""

_OWED = (MaterialState.MISSING, MaterialState.DEFECTIVE, MaterialState.DEFERRED)
"""States in which the applicant still owes the paper."""


def demandable(line: Line, mine: Brought | None) -> bool:
    """True where the paper may be demanded of the applicant: not shareable, or the organ wrote 查无."""
    return not line.shareable or not_found(mine)


def not_found(mine: Brought | None) -> bool:
    """True where the organ's written 查无 is recorded, with everything that makes it one."""
    said = None if mine is None else mine.shared
    if said is None or said.answer is not Shared.NOT_FOUND or said.day is None:
        return False
    return _says(said.organ) and _says(said.document)


def allows(line: Line, mine: Brought) -> bool:
    """True where the guide lets this line take that state, with what is known of its sharing."""
    if not line.shareable or mine.state not in _OWED:
        return mine.state in line.allowed
    if not not_found(mine):
        return False
    return mine.state is not MaterialState.DEFERRED or deferrable(line)


def deferrable(line: Line) -> bool:
    """True where every item that needs the paper lets it be brought after acceptance (L4)."""
    return all(need.deferrable is Tri.YES and need.main is Tri.NO for need in line.needs)


def as_it_counts(line: Line, mine: Brought | None) -> Brought:
    """What was recorded for the line as the rule reads it, else where the line starts.

    Whatever an earlier program wrote, a shareable paper that nobody may demand is not owed: it is looked up.
    """
    found = Brought(line.initial) if mine is None else mine
    if line.shareable and found.state in _OWED and not not_found(found):
        return replace(found, state=MaterialState.SHARED)
    return found


def read_leniently(checklist: Checklist, brought: Mapping[str, Brought]) -> dict[str, Brought]:
    """What a draft of an earlier program says, where a shareable paper stood as 缺, 不符 or 容缺: it is looked up.

    Nothing of it is kept then; what lies here of it goes back (``carrying.unasked_now``).
    """
    found = {}
    for line_id, mine in brought.items():
        line = checklist.line(line_id)
        as_read = mine if line is None else as_it_counts(line, mine)
        found[line_id] = mine if as_read.state is mine.state else Brought(as_read.state)
    return found


def check_answer(line: Line, mine: Brought, today: date | None = None) -> None:
    """Raises RuleRefused (L2) for an answer on a line that is not shareable, or a shareable one demanded without 查无;
    BadInput for a change nobody described, or a 查无 that does not name organ, writing and day."""
    said, where = mine.shared, f"materials.{line.id}"
    if said is not None and not line.shareable:
        raise RuleRefused(
            f"“{line.name}”指南没有标明可以共享获取，不能登记共享核验的结果。", rule=RULE, field=where
        )
    if said is not None:
        _check_said(line, mine, said, today)
    if line.shareable and mine.state in _OWED and not not_found(mine):
        raise RuleRefused(
            f"“{line.name}”是共享获取的材料，不能向申请人要，也不能记为缺、不符合或者容缺；"
            "机关书面答复查无的，写明机关、文号和日期。",
            rule=RULE,
            field=where,
        )


def _check_said(line: Line, mine: Brought, said: SharedAnswer, today: date | None) -> None:
    where = f"materials.{line.id}"
    if said.answer is Shared.CHANGED and not (_says(mine.note) and says_what(mine.note)):
        raise BadInput(f"“{line.name}”记为已变更的，要写明什么变了。", field=where)
    if said.answer is not Shared.NOT_FOUND:
        return
    if not not_found(mine):
        raise BadInput(f"“{line.name}”记为查无的，要写明哪个机关、什么文号、哪一天书面答复的。", field=where)
    if today is not None and said.day is not None and said.day > today:
        raise BadInput(f"“{line.name}”的查无答复，日期还没有到，请核对。", field=where)
    if mine.state is MaterialState.SHARED:
        raise BadInput(f"“{line.name}”已经书面答复查无，请记申请人有没有交来。", field=where)


def refuse_demands(checklist: Checklist, brought: Mapping[str, Brought], lines: Iterable[str]) -> None:
    """The last gate before a notice: raises RuleRefused (L2) where one of these papers may not be demanded."""
    for line_id in lines:
        line = checklist.line(line_id)
        if line is not None and not demandable(line, brought.get(line_id)):
            raise RuleRefused(
                f"“{line.name}”是共享获取的材料，不能书面要求申请人提交。",
                rule=RULE,
                field=f"materials.{line_id}",
            )


def shared_of(mine: Brought | None) -> SharedAnswer | None:
    """What came of looking the paper up, where anything did."""
    return None if mine is None else mine.shared


def writing_of(said: SharedAnswer) -> str:
    """The organ's 查无 as a notice names it."""
    day = "" if said.day is None else f"{said.day.year}年{said.day.month}月{said.day.day}日"
    return f"{said.organ.strip()}{day}书面答复查无（{said.document.strip()}）"


def _says(words: str) -> bool:
    return sum(c.isalnum() for c in words) >= LEAST_WORDS
