"""The form of each kind of row: which rows are edited together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_USE,
    HINT,
    ITEM,
    MATERIAL,
    PAPER,
    PAPER_USE,
    PLACING,
    QUESTION,
    REFUSAL,
    Node,
    child_sheets,
    children,
    name_of,
    text_of,
)
from counter.domain.authoring.editing.references import users
from counter.ui.authoring.editor.part import Section
from counter.ui.authoring.editor.tree import item_of

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.domain.guide.rows.sheets import SheetForm

translate = QCoreApplication.translate

_IN_TREE = frozenset({MATERIAL, PLACING, ASKING, REFUSAL, HINT})
"""Rows shown in the tree themselves."""

_USED_BY = {ITEM: {PLACING: 1}, QUESTION: {ASKING: 1}, PAPER: {PAPER_USE: 2, COMMON_USE: 1}}
"""Counted as users: bundles that do an item or ask a question, and materials that accept a paper."""


def sections_of(library: Library, node: Node) -> list[Section]:
    """The rows to edit when this one is selected."""
    if node.sheet == PLACING:
        item = item_of(library, node)
        placed = Section(
            translate("EditorSections", "在这件事里"), node, without=frozenset({"item", "order"})
        )
        return [placed, *([_item(library, item)] if item is not None else [])]
    if node.sheet == ITEM:
        return [_item(library, node)]
    if node.sheet == ASKING:
        asked = text_of(library, node, "ask")
        question = Node(QUESTION, (asked,))
        own = Section(translate("EditorSections", "在这件事里"), node, without=frozenset({"ask"}))
        if asked not in library["questions"]:
            return [own]
        return [
            own,
            Section(
                _shared(library, question, translate("EditorSections", "题目和选项")),
                question,
                _lists(question),
            ),
        ]
    if node.sheet == MATERIAL:
        return [Section("", node, _lists(node), frozenset({"form"})), *_papers(library, node, PAPER_USE)]
    if node.sheet == COMMON:
        return [Section("", node, _lists(node)), *_papers(library, node, COMMON_USE)]
    return [Section("", node, _lists(node))]


def _item(library: Library, item: Node) -> Section:
    title = _shared(library, item, translate("EditorSections", "事项“{0}”").format(name_of(library, item)))
    return Section(title, item, _lists(item))


def _papers(library: Library, material: Node, uses: str) -> list[Section]:
    """The papers of a material: their values apply wherever they are required."""
    found = []
    for use in children(library, material, uses):
        paper = Node(PAPER, (text_of(library, use, "paper"),))
        if paper.key[0] in library["papers"]:
            words = translate("EditorSections", "交的实物“{0}”").format(name_of(library, paper))
            found.append(Section(_shared(library, paper, words), paper, folded=True))
    return found


def _lists(node: Node) -> tuple[SheetForm, ...]:
    return tuple(form for form in child_sheets(node) if form.title not in _IN_TREE)


def _shared(library: Library, node: Node, words: str) -> str:
    """The number of uses, where a change affects more than the current bundle."""
    deep = _USED_BY[node.sheet]
    user_count = len({one.key[: deep[one.sheet]] for one in users(library, node) if one.sheet in deep})
    return (
        translate("EditorSections", "{0}（{1} 处共用，改了都变）").format(words, user_count)
        if user_count > 1
        else words
    )


def bundle_of(library: Library, node: Node) -> Node | None:
    """The bundle that a row belongs to, where it belongs to one."""
    return node.root if node.root.sheet == BUNDLE else None
