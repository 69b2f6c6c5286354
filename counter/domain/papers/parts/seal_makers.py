"""The hall's seal makers (印章刻制企业) on a sheet: name, place, telephone, in an order that favours none of them.

The applicant chooses the maker himself (2021-13 二(一)1), so no list may put one first for good. The order is another
one every day and the same at every window: that of a digest, which nobody sets and anyone can work out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from counter.domain.document.document import Block, Paragraph, Table
from counter.domain.hall.jurisdiction import Jurisdiction
from counter.domain.hall.seal_maker import SealMaker
from counter.domain.visit.checklist import ChecklistItem

_FREE_CHOICE = "选哪一家由您自己定，窗口不指定、不推荐；次序每天按日期打乱，和企业好坏无关。"


def in_order_of_day(makers: Iterable[SealMaker], day: date) -> tuple[SealMaker, ...]:
    """The makers by the SHA-256 of the day (2026-11-20) followed by the name."""
    return tuple(sorted(makers, key=lambda m: sha256(f"{day.isoformat()}{m.name}".encode()).digest()))


def makers_to_choose(rules: Jurisdiction, items: Iterable[ChecklistItem], day: date) -> tuple[SealMaker, ...]:
    """The hall's makers in the order of the day where one of the items has the applicant choose; else none."""
    chosen = any(item.id in rules.seal_items for item in items)
    return in_order_of_day(rules.seal_makers, day) if chosen else ()


def seal_maker_table(makers: Sequence[SealMaker]) -> tuple[Block, ...]:
    """The makers as given, and that the choice is free; nothing where there are none."""
    if not makers:
        return ()
    rows = tuple((m.name, m.place or "—", m.phone or "—") for m in makers)
    return (
        Table(("企业名称", "地点", "电话"), rows, (0.42, 0.36, 0.22)),
        Paragraph(_FREE_CHOICE, plain=True, small=True),
    )
