"""May an organ decide because papers are missing? Not before the day set by the notice or the gap (L3, L5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.correction import lacks
from counter.domain.case.acts.deemed import correction_notices, may_exist_by, receipted_by_hall
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.item_events import Cause
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground
from counter.domain.text.day_words import day_text
from counter.domain.visit.verdict import Due

_NOT_COME = r"(?:没有|没|未|不)能?(?:提交|提供|补齐|补正|补交|交齐|交来|交|带)"
_LACK = rf"缺|不齐|不全|不完整|{_NOT_COME}"
_SPOKEN = re.compile(
    rf"(材料|资料|要件|证件|文件|手续)[^，。；、]{{0,6}}({_LACK})"
    rf"|({_LACK})[^，。；]{{0,12}}(材料|资料|要件|证件|文件|手续)"
    r"|(没有|没|未)(补齐|补正|补交|补)"
)
"""Words about missing papers, whatever other ground is given."""

_LACKING = re.compile(_LACK)
_CLAUSE = re.compile(r"[，。；！？\n]")

_OF_CAUSE = {
    Cause.INSISTED: Ground.OTHER,
    Cause.NEGATIVE_RESULT: Ground.OTHER,
    Cause.GAP_EXPIRED: Ground.INCOMPLETE,
    Cause.GAP_WRONG: Ground.INCOMPLETE,
    Cause.CORRECTION_LAPSED: Ground.INCOMPLETE,
    Cause.CORRECTION_WRONG: Ground.INCOMPLETE,
}


def ground_of(cause: Cause) -> Ground:
    """On which ground a draft made for that cause decides."""
    return _OF_CAUSE[cause]


def names_missing_papers(case: Case, item: CaseItem, *words: str) -> bool:
    """True where the words give missing papers as a reason: in general, or one of the item's by name.

    No pattern finds every wording; the words are printed in the organ's own paper and in its statement of facts.
    """
    names = [line.name for line in case.checklist.lines_of(item.id)]
    return any(_names_missing(clause, names) for sentence in words for clause in _CLAUSE.split(sentence))


def _names_missing(clause: str, names: Collection[str]) -> bool:
    if _SPOKEN.search(clause):
        return True
    return any(name in clause for name in names) and _LACKING.search(clause) is not None


def day_to_bring(case: Case, item: CaseItem) -> date | None:
    """The last day to bring what is still open of notified or deferred papers; None where none is set."""
    days = [due.day for due in _open_dues(case, item) if due is not None]
    return min(days, default=None)


def too_early(case: Case, item: CaseItem, day: date) -> str:
    """Why a decision of that day cannot rest on missing papers, as a sentence; "" where it can.

    Of an item with the hall's own receipt the window notified nothing: there the organ did, by its own notice.
    """
    name = item.asked.name
    if notified_by_organ(case, item):
        return ""
    if item.dates_held:
        return f"“{name}”的补交日期待核，还没有定。"
    if item.state is ItemState.TO_CORRECT or item.gap_dues:
        if not _open_dues(case, item):
            return f"“{name}”告知要补的材料已经交齐。"
        last = day_to_bring(case, item)
        if last is None:
            return f"“{name}”没有定下补交期限。"
        if day <= last:
            return f"“{name}”的补交期限（{day_text(last)}）没有过。"
        if item.state is ItemState.TO_CORRECT and not may_have_notice(case, item):
            return f"“{name}”的补正通知书没有按期出过纸，没有告知到申请人；换发后打印、送达，期限从送达起算。"
        return ""
    if item.gapped and item.gaps_in_at is not None:
        return _came_in(name, civil_date(item.gaps_in_at), [gap.due for gap in item.gapped])
    if item.told:
        return f"“{name}”告知要补的材料已经交齐。"
    return f"没有书面告知过“{name}”要补什么，也没有容缺后补的材料。"


def _came_in(name: str, day: date, dues: Iterable[Due | None]) -> str:
    last = max((due.day for due in dues if due is not None), default=day)
    late = "，已过补交期限，是否采纳由机关决定" if day > last else ""
    return f"“{name}”容缺的材料已于{day_text(day)}补齐{late}。"


def may_have_notice(case: Case, item: CaseItem) -> bool:
    """False where no notice can have reached the applicant by the day it set.

    A sheet of a notice may have been served by that day, or he brought something because of it. A notice that was never
    received is no reason to refuse (L3, L6).
    """
    due = item.told[-1].due if item.told else None
    last = date.max if due is None else due.day
    return item.brought_at is not None or any(may_exist_by(n, last) for n in correction_notices(case, item))


def notified_by_organ(case: Case, item: CaseItem) -> bool:
    """True of items only taken in for an organ that accepts, notifies and decides itself (S001 32)."""
    return item.state is ItemState.RECEIVED and receipted_by_hall(case, item)


def _open_dues(case: Case, item: CaseItem) -> list[Due | None]:
    """By when each notified or deferred paper that is not in has to come."""
    if item.state is not ItemState.TO_CORRECT:
        return [g.due for g in item.gap_dues]
    if not item.told:
        return []
    notice = item.told[-1]
    return [g.due or notice.due for g in notice.gaps if lacks(case, item, g.line)]
