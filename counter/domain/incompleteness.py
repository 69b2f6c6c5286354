"""May an organ decide because papers are missing? Not before the day that the notice or the gap gave (L3, L5)."""

from __future__ import annotations

import re
from datetime import date

from counter.domain.case import Case, CaseItem
from counter.domain.correcting import lacks
from counter.domain.item_record import Cause
from counter.domain.item_state import ItemState
from counter.domain.organ_record import Ground
from counter.domain.tasks import on_the_halls_receipt
from counter.domain.verdict import Due

_SPOKEN = re.compile(
    r"材料[^，。；、]{0,4}(不齐|不全|缺失|没有交|没交|未交|未提交)"
    r"|(缺少|没有交|没交|未交|未提交)[^，。；]{0,12}材料"
    r"|(没有|没|未)(补齐|补正|补交)"
)
"""Words that speak of missing papers, whatever ground stands beside them."""

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


def speaks_of_it(*words: str) -> bool:
    """True where a reason in words is that papers are missing."""
    return any(_SPOKEN.search(said) for said in words)


def day_to_bring(case: Case, item: CaseItem) -> date | None:
    """The last day to bring what is still open of what was told or deferred; None where none is set."""
    days = [due.day for due in _open_dues(case, item) if due is not None]
    return min(days, default=None)


def too_early(case: Case, item: CaseItem, day: date) -> str:
    """Why a decision of that day cannot rest on missing papers, as a whole sentence; "" where it can.

    Of an item that stands on the hall's own receipt the window told nothing: there the organ did, by its own notice.
    """
    name = item.asked.name
    if told_elsewhere(case, item):
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
            return f"“{name}”的补交期限（{last.year}年{last.month}月{last.day}日）没有过。"
        return ""
    return f"没有书面告知过“{name}”要补什么，也没有容缺后补的材料。"


def told_elsewhere(case: Case, item: CaseItem) -> bool:
    """True of what is only taken in for an organ that accepts, tells and decides itself (S001 32)."""
    return item.state is ItemState.RECEIVED and on_the_halls_receipt(case, item)


def _open_dues(case: Case, item: CaseItem) -> list[Due | None]:
    """By when each paper has to come that was told or deferred and is not in."""
    if item.state is not ItemState.TO_CORRECT:
        return [g.due for g in item.gap_dues]
    if not item.told:
        return []
    told = item.told[-1]
    return [g.due or told.due for g in told.gaps if lacks(case, item, g.line)]
