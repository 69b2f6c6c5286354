"""Missing papers as a notice lists them: each once, what is wrong, what is required, by when, for which items.

An item's gaps come from its verdict; the same paper of several items becomes one row (DESIGN §2.4: 一套材料).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from counter.domain.document.document import Table
from counter.domain.hall.jurisdiction import PENDING, Masks
from counter.domain.papers.parts.context import DecidedItem, PaperContext
from counter.domain.papers.parts.element_words import standard_words
from counter.domain.papers.parts.wording import by_day
from counter.domain.people.identity import mask_id, mask_phone
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Due, Gap

DATE_PENDING = "期限待核，核定后书面告知"
"""Instead of a day while the clock is in doubt."""

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])1[0-9]{10}(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """One paper that is lacking, with the gap of each item that asks for it, in the order of the items."""

    line: str
    name: str
    gaps: tuple[tuple[DecidedItem, Gap], ...]

    @property
    def deferred(self) -> bool:
        """True where every item lets it be brought after acceptance."""
        return all(may_follow(decided, gap) for decided, gap in self.gaps)

    @property
    def first(self) -> Due | None:
        """The earliest of the days by which it has to be there."""
        return min((g.due for _, g in self.gaps if g.due is not None), key=lambda d: d.day, default=None)

    @property
    def several_days(self) -> bool:
        """True where the items have different days for it."""
        return len({g.due.day for _, g in self.gaps if g.due is not None}) > 1

    @property
    def item_names(self) -> str:
        """The items that ask for it."""
        return "、".join(dict.fromkeys(d.item.name for d, _ in self.gaps))

    def by_day(self) -> tuple[tuple[Due | None, str], ...]:
        """Each day by which it has to be there, with the items of that day, the earliest first."""
        found: dict[Due | None, list[str]] = {}
        for decided, gap in self.gaps:
            same = next((d for d in found if d and gap.due and d.day == gap.due.day), gap.due)
            found.setdefault(same, []).append(decided.item.name)
        days = sorted(found, key=lambda d: d.day if d is not None else date.max)
        return tuple((day, "、".join(dict.fromkeys(found[day]))) for day in days)


def collect_missing(decided_items: Iterable[DecidedItem]) -> tuple[MissingPaper, ...]:
    """Every paper these items lack, each once, in the order of items and lines."""
    found: dict[str, list[tuple[DecidedItem, Gap]]] = {}
    for decided in decided_items:
        for gap in decided.verdict.gaps:
            found.setdefault(gap.line, []).append((decided, gap))
    return tuple(MissingPaper(line, gaps[0][1].name, tuple(gaps)) for line, gaps in found.items())


def may_follow(decided: DecidedItem, gap: Gap) -> bool:
    """True for a paper put down as 容缺 of an item that is not done at once (L4)."""
    return gap.state == MaterialState.DEFERRED and not decided.at_once


def problem_words(lack: MissingPaper, masks: Masks) -> str:
    """What is wrong, in words; a personal number in the clerk's note is shortened (L11)."""
    _, gap = _worst(lack)
    own = gap.text.removeprefix(gap.name).lstrip("：")
    if gap.state == MaterialState.MISSING:
        return f"未提交{own.removeprefix('未交')}"  # of a shareable paper: the 查无 without which it is not asked for
    if gap.state == MaterialState.DEFERRED:
        return "未提交，签承诺书后可以后补" if lack.deferred else "未提交，当场办理的事项要一次交齐"
    short = missing_copies(lack)
    return f"份数不足，{short}" if short else masked(unstopped(own), masks)


def missing_copies(lack: MissingPaper) -> str:
    """``还差N份`` of a paper that came in too few copies; "" of any other."""
    _, gap = _worst(lack)
    return gap.text.removeprefix(gap.name) if gap.state == "short" else ""


def unstopped(words: str) -> str:
    """A clerk's sentence without its final mark, to stand inside a sentence of the paper."""
    return words.strip().rstrip("。．；;，,、")


def _worst(lack: MissingPaper) -> tuple[DecidedItem, Gap]:
    """The gap that represents the paper: one state for all items; of missing copies the largest count."""
    short = [pair for pair in lack.gaps if pair[1].state == "short"]
    return max(short, key=lambda pair: (len(pair[1].text), pair[1].text)) if short else lack.gaps[0]


def requirement_words(lack: MissingPaper, context: PaperContext | None = None) -> str:
    """How it must be brought (补正要求): what the guide asks, never more (L1).

    With a context also the size and standard published of the materials (办法 Art. 10); the cover sheet has no room.
    """
    _, gap = _worst(lack)
    standard = gap.standard or PENDING
    if context is not None:
        standard = "；".join((standard, *_published(context, lack)))
    if gap.state == MaterialState.DEFECTIVE:
        return f"更正后重新提交：{standard}"
    return f"补足：{standard}" if gap.state == "short" else standard


def _published(context: PaperContext, lack: MissingPaper) -> Iterator[str]:
    """规格 and 受理标准 as published of each material that the paper meets here, each once."""
    items = {decided.item.id for decided, _ in lack.gaps}
    needs = (n for h in context.handed if h.line.id == lack.line for n in h.needs if n.item in items)
    yield from dict.fromkeys(
        words for n in needs if (words := standard_words(context.elements.material(n.material)))
    )


def masked(words: str, masks: Masks) -> str:
    """Free words with every identity and telephone number shortened."""
    words = _ID_NUMBER.sub(lambda found: mask_id(found.group(), masks.id_number), words)
    return _PHONE.sub(lambda found: mask_phone(found.group(), masks.phone), words)


def deferred_table(
    context: PaperContext, decided_items: Iterable[DecidedItem], *, named: bool = True
) -> Table:
    """材料 补齐形式 补交期限 用于事项: one row for each day of a paper, the earliest in bold (DESIGN §7).

    ``named``: False where the paper is for one item only, named before.
    """
    found = collect_missing(decided_items)
    earliest = min((x.first.day for x in found if x.first is not None), default=None)
    rows: list[tuple[str, ...]] = []
    strong: list[tuple[int, int]] = []
    for number, lack in enumerate(found, 1):
        for n, (due, names) in enumerate(lack.by_day()):
            own = (str(number), lack.name, _form(context, lack)) if n == 0 else ("", "同上", "")
            first = due is not None and (due.day == earliest or (n == 0 and lack.several_days))
            if first and not context.untimely:
                strong.append((len(rows), 3))
            rows.append((*own, day_words(context, due), names))
    width = 5 if named else 4
    return Table(
        head=("序号", "材料", "补齐形式", "补交期限", "用于事项")[:width],
        rows=tuple(row[:width] for row in rows),
        widths=(0.08, 0.27, 0.17, 0.23, 0.25)[:width],
        numeric=(0,),
        strong=tuple(strong),
    )


def _form(context: PaperContext, lack: MissingPaper) -> str:
    """In which form it has to be brought (补齐形式)."""
    return "；".join((lack.gaps[0][1].standard or PENDING, *_published(context, lack)))


def day_words(context: PaperContext, due: Due | None) -> str:
    """The day by which a paper is due; no date while the clock is in doubt."""
    if context.untimely:
        return DATE_PENDING
    return PENDING if due is None else by_day(due)
