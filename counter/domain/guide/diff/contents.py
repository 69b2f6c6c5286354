"""Content of an added or removed bundle or item, line by line: questions, items, materials, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from counter.domain.guide.diff.change import ContentLine
from counter.domain.guide.diff.materials import asked_words
from counter.domain.guide.diff.sides import Side
from counter.domain.guide.diff.wording import bracketed, limit_words, only_when, quoted
from counter.domain.guide.library import MAPS
from counter.domain.guide.rows.sheet_table import Row
from counter.domain.guide.rows.sheets import BUNDLE, ITEM, MATERIAL, QUESTION, REFUSAL

if TYPE_CHECKING:
    from counter.domain.guide.entries import MapPart

ASKED, GIVEN, PLACED, REFUSED, HINTS = "一件事情形题", "已定回答", "一件事事项", "不能办", "提示"
MOST_UNFOLDED = 100
"""Where more bundles and items were added or removed, no content is listed."""


class ContentLines:
    """Content of the bundles and items that only one side has, computed on demand."""

    def __init__(self, side: Side, bundles: Sequence[int], items: Sequence[str]) -> None:
        self._side = side
        self._bundles = bundles
        self._items = items

    def of_bundle(self, number: int) -> tuple[ContentLine, ...]:
        """Its questions, items, refusals and hints."""
        return tuple(self._of_bundle(number)) if self._few else ()

    def of_item(self, item: str) -> tuple[ContentLine, ...]:
        """The item's terms and materials."""
        return tuple(self._of_item(item, 0)) if self._few else ()

    @property
    def _few(self) -> bool:
        return len(self._bundles) + len(self._items) <= MOST_UNFOLDED

    @cached_property
    def _rows(self) -> Side:
        """A side with the rows of these bundles and items, and of items equal in both libraries."""
        held = [self._side.entry(BUNDLE, n).get("items") for n in self._bundles]
        entries = [one for each in held if isinstance(each, list) for one in each if isinstance(one, dict)]
        placed = [str(one.get("item")) for one in entries]
        differs: dict[MapPart, list[str]] = {part: [] for part in MAPS}
        differs["bundles"] = [str(n) for n in self._bundles]
        differs["items"] = [
            one for one in dict.fromkeys((*self._items, *placed)) if self._side.has(ITEM, one)
        ]
        return Side(self._side.library, differs, ())

    def _of_bundle(self, number: int) -> Iterator[ContentLine]:
        side = self._rows
        for position, row in enumerate(side.rows(ASKED, number), 1):
            yield ContentLine(0, f"情形题{position}：{_question(side, row)}")
        for row in side.rows(GIVEN, number):
            labels = "、".join(side.labels(row.values.get("question"), row.ids("options")))
            yield ContentLine(0, f"不问“{side.name(QUESTION, row.values.get('question'))}”，已定为“{labels}”")
        for row in sorted(side.rows(PLACED, number), key=lambda one: one.count("order") or 0):
            item = row.values.get("item")
            when = only_when(side, row.when(), "办")
            yield ContentLine(0, f"事项“{side.name(ITEM, item)}”{bracketed([when])}")
            yield from self._of_item(str(item), 1)
        for row in side.rows(REFUSED, number):
            yield ContentLine(0, _refusal(side, row))
        for row in side.rows(HINTS, number):
            yield ContentLine(0, f"提示{quoted(row.values.get('text'))}{bracketed([side.when(row.when())])}")

    def _of_item(self, item: str, depth: int) -> Iterator[ContentLine]:
        side = self._rows
        row = side.row(ITEM, item)
        terms = [row.text("organ")]
        for group, word in (("statutory", "法定"), ("promised", "承诺")):
            if row.values.get(f"{group}.text") is not None:
                terms.append(f"{word}{limit_words(row, group)}")
        result = row.values.get("result")
        terms.append(f"结果：{result}" if result else "")
        if line := "，".join(one for one in terms if one):
            yield ContentLine(depth, line)
        materials = side.rows(MATERIAL, item)
        for one in materials:
            words = f"材料{one.values.get('no')}：{one.values.get('name')}{asked_words(side, item, one)}"
            yield ContentLine(depth, words)
        if not materials:
            yield ContentLine(depth, "没有要交的材料")


def _question(side: Side, row: Row) -> str:
    asked = row.values.get("ask")
    options = side.entry(QUESTION, asked).get("options")
    ids = [o.get("id") for o in options if isinstance(o, dict)] if isinstance(options, list) else []
    choice = "／".join(side.labels(asked, [one for one in ids if one in (row.ids("only") or ids)]))
    text = row.values.get("text") or side.name(QUESTION, asked)
    return f"{text}{bracketed([choice, only_when(side, row.when(), '问')])}"


def _refusal(side: Side, row: Row) -> str:
    item = row.values.get("item")
    what = f"事项“{side.name(ITEM, item)}”" if item else ""
    kind = REFUSAL.get(str(row.values.get("kind")), "不能办")
    return f"{what}{kind}：{quoted(row.values.get('reason'))}{bracketed([side.when(row.when())])}"
