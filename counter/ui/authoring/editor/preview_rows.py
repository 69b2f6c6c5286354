"""The preview of a bundle for some answers, as rows that lead to the rows of the guide that cause them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    ITEM,
    MATERIAL,
    REFUSAL,
    Node,
    children,
    row_of,
    text_of,
)
from counter.domain.guide.library import switches_named
from counter.domain.visit.material import MaterialState

if TYPE_CHECKING:
    from counter.domain.authoring.editing.preview import Preview
    from counter.domain.guide.entries import Library
    from counter.domain.guide.model import GuideRefusal
    from counter.domain.visit.checklist import Checklist, Line, Why

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row. ``node``: the guide's row that causes it; None for a heading. ``warns``: text in red."""

    words: str
    more: str = ""
    warns: str = ""
    node: Node | None = None


def summary_of(found: Preview) -> str:
    """The counts of items and materials, and open questions; why there is no list."""
    troubles = "\n".join(found.troubles)
    checklist = found.checklist
    if checklist is None:
        return troubles or translate("Preview", "还不能预览。")
    return "\n".join(part for part in (_counted(checklist, len(found.unanswered)), troubles) if part)


def _counted(checklist: Checklist, open_ones: int) -> str:
    still = translate("Preview", "还有 {0} 题没答").format(open_ones) if open_ones else ""
    if checklist.nothing_needed and not open_ones:
        return translate("Preview", "按现在的回答，没有要办的事项。")
    words = translate("Preview", "办 {0} 个事项，交 {1} 份材料").format(
        len(checklist.items), len(checklist.lines)
    )
    saved = translate("Preview", "，合起来少交 {0} 份").format(checklist.saved) if checklist.saved else ""
    return f"{words}{saved}{'，' if still else ''}{still}。"


def rows_of(library: Library, found: Preview) -> Iterator[PreviewRow]:
    """The rows, each with the guide's row that causes it."""
    for refusal in found.refusals:
        yield PreviewRow(
            translate("Preview", "不能办"),
            refusal.basis or "",
            refusal.reason,
            _refusal(library, found, refusal),
        )
    numbers = {one.text: n for n, one in enumerate(found.questions, 1)}
    for item_number, item in enumerate(found.items, 1):
        yield PreviewRow(f"{item_number}　{item.name}", _why(item.why, numbers), node=Node(ITEM, (item.id,)))
    if found.lines:
        yield PreviewRow(translate("Preview", "要交的材料"))
    for line in found.lines:
        more = _line(line, numbers, several=len(found.items) > 1)
        yield PreviewRow(f"· {line.name}　{line.wanted}", more, node=_material(library, line))
    for words in found.hints:
        yield PreviewRow(translate("Preview", "提示"), words)


def _line(line: Line, numbers: Mapping[str, int], *, several: bool) -> str:
    """The items it is for, where there are several, and the answers it depends on."""
    names = (
        "、".join(dict.fromkeys(need.item_name for need in line.needs if need.item_name)) if several else ""
    )
    state = {
        MaterialState.AWAITING: translate("Preview", "等前面的事项办出来"),
        MaterialState.SHARED: translate("Preview", "共享获取，不用交"),
        MaterialState.LATER: translate("Preview", "以后再交"),
    }
    why = _answers(numbers, *line.why)
    return "；".join(part for part in (state.get(line.initial, ""), names, why) if part)


def _why(why: Why, numbers: Mapping[str, int]) -> str:
    return _answers(numbers, why) or why.text


def _answers(numbers: Mapping[str, int], *whys: Why) -> str:
    """``因为第1题答“租用”``, each answer once."""
    parts = []
    for text, label in dict.fromkeys(answer for why in whys for answer in why.answers):
        question = translate("Preview", "第{0}题").format(numbers[text]) if text in numbers else f"“{text}”"
        parts.append(translate("Preview", "{0}答“{1}”").format(question, label))
    return translate("Preview", "因为{0}").format("，".join(parts)) if parts else ""


def _material(library: Library, line: Line) -> Node | None:
    for need in line.needs:
        item, _, number = need.material.rpartition("/")
        for node in children(library, Node(ITEM, (item,)), MATERIAL):
            if str(row_of(library, node).get("no")) == number:
                return node
    return None


def _refusal(library: Library, found: Preview, refusal: GuideRefusal) -> Node | None:
    rows = children(library, Node(BUNDLE, (found.number,)), REFUSAL)
    return next((one for one in rows if text_of(library, one, "reason") == refusal.reason), None)


def asking_of(library: Library, bundle: Node, question: str) -> Node | None:
    """The guide's row that asks a question in a bundle."""
    rows = children(library, bundle, ASKING)
    return next((one for one in rows if text_of(library, one, "ask") == question), None)


def rules_of(library: Library, bundle: Node) -> list[str]:
    """The local rules that a bundle depends on, ordered by their names."""
    held = library["bundles"][bundle.entry]
    inside = [held, *(library["items"].get(placed["item"]) for placed in held["items"])]
    known = {key for key in switches_named(inside) if key in library["switches"]}
    return sorted(known, key=lambda key: str(library["switches"][key].get("text", key)))
