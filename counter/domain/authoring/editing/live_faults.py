"""Faults of one bundle, item or other entry after an edit, at their row and column.

The rules are those of a workbook (``rows/rows``, ``rows/validation``), applied to the part of the library that the
entry needs; what is only still to be filled in is marked as not grave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.editing.condition_builder import faults as condition_faults
from counter.domain.authoring.editing.node import (
    BUNDLE,
    ITEM,
    MATERIAL,
    PAPER,
    PAPER_USE,
    QUESTION,
    SWITCH,
    Node,
    child_sheets,
    children,
    described,
    details_of,
    exists,
    node_at,
    row_of,
)
from counter.domain.authoring.editing.references import conditions_in
from counter.domain.errors import CounterError
from counter.domain.guide.condition import parse
from counter.domain.guide.from_plain import paper_of
from counter.domain.guide.library import counting, empty_library, named_in
from counter.domain.guide.rows.faults import Faults, GuideFault
from counter.domain.guide.rows.rows import tables_of
from counter.domain.guide.rows.validation import validate
from counter.domain.text.printable import visible

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


@dataclass(frozen=True, slots=True)
class LiveFault:
    """A fault. ``node``: the row, None for the whole. ``column``: key of its column, "" for the row itself.
    ``grave``: it prevents the use of the guide; else something is only not filled in yet."""

    node: Node | None
    column: str
    sentence: str
    grave: bool = True


def faults_of(library: Library, node: Node) -> tuple[LiveFault, ...]:
    """The faults of the bundle, item, question … that the row belongs to, grave ones first.

    Never raises: unreadable content is one fault. Empty for a row that does not exist. A condition that never or
    always holds is reported, not as grave.
    """
    root = node.root
    if not exists(library, root):
        return ()
    try:
        found = _found(library, root)
    except (CounterError, KeyError, TypeError, ValueError, AttributeError, IndexError):
        return (LiveFault(root, "", "这里有的内容缺了或写法不对，程序读不了，请撤销刚才的改动。"),)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not one.grave))


def _found(library: Library, root: Node) -> list[LiveFault]:
    part = _part(library, root)
    tops = _tops(part, root)
    faults = Faults()
    validate(tables_of(part, faults), faults)
    located = [_located(library, part, fault) for fault in faults.told]
    found = [
        one for one in located if one.node is None or one.node.root.sheet != ITEM or one.node.root in tops
    ]
    if root.sheet == BUNDLE and not found:
        found += _conditions(library, root)
    found += [
        LiveFault(one, key, f"“{head}”还没有填。", grave=False)
        for top in tops
        for one, key, head in _unfilled(library, top)
    ]
    found += [one for top in tops if top.sheet == ITEM for one in _unconditional(library, top)]
    return found


def _located(library: Library, part: Library, fault: GuideFault) -> LiveFault:
    """The fault at its row, with names for the ids in its sentence."""
    sentence = f"{_NAME.sub(lambda found: _name(part, found), fault.sentence)}。"
    path = [step for one in fault.path.split(".") for step in _steps(one)]
    if len(path) < 2:
        return LiveFault(None, "", sentence, fault.grave)
    if len(path) > 3 and path[0] == "bundles" and path[2] == "given" and isinstance(path[3], int):
        path[3] = list(library["bundles"][str(path[1])]["given"])[path[3]]
    node, column = node_at(tuple(path)) or (None, "")
    return LiveFault(node, column, sentence, fault.grave)


def words_of_fault(library: Library, fault: GuideFault) -> str:
    """A fault in words with its location: ``事项“食品经营许可”的“名称”：必须填写。``"""
    try:
        placed = _located(library, library, fault)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return fault.words
    if placed.node is None or not exists(library, placed.node):
        return fault.words
    head = next((c.head for c in placed.node.form.columns if c.key == placed.column), "")
    return visible(f"{described(library, placed.node)}{f'的“{head}”' if head else ''}：{placed.sentence}")


_NAME = re.compile(r" ?(?<![A-Za-z0-9_-])([A-Za-z0-9_-]+)(?![A-Za-z0-9_-]) ?")
_PLACED = re.compile(r"(.*)\[(\d+)\]")


def _steps(step: str) -> tuple[str | int, ...]:
    """``materials[2]`` → (its list, its index from 0)."""
    found = _PLACED.fullmatch(step)
    return (found.group(1), int(found.group(2)) - 1) if found else (step,)


def _name(part: Library, found: re.Match[str]) -> str:
    word = found.group(1)
    for sheet in (ITEM, PAPER, QUESTION, SWITCH):
        node = Node(sheet, (word,))
        if exists(part, node):
            row = row_of(part, node)
            return f"“{row.get('name') or row.get('text') or word}”"
    return found.group()


def _conditions(library: Library, bundle: Node) -> Iterator[LiveFault]:
    for node, column, raw in conditions_in(library, int(bundle.key[0])):
        for sentence in condition_faults(library, node, parse(raw)):
            yield LiveFault(node, column, sentence, grave=False)


def _tops(part: Library, root: Node) -> tuple[Node, ...]:
    """The root and, of a bundle, its items."""
    if root.sheet != BUNDLE:
        return (root,)
    placed = dict.fromkeys(entry["item"] for entry in part["bundles"][root.entry]["items"])
    return (root, *(Node(ITEM, (one,)) for one in placed if one in part["items"]))


def _unfilled(library: Library, node: Node) -> Iterator[tuple[Node, str, str]]:
    """Columns with the placeholder ``UNFILLED``."""
    for row in (node, details_of(node)):
        if row is not None:
            values = row_of(library, row)
            columns = row.form.columns[row.form.keys :]
            yield from ((row, c.key, c.head) for c in columns if values.get(c.key) == UNFILLED)
    for form in child_sheets(node):
        for child in children(library, node, form.title):
            yield from _unfilled(library, child)


def _unconditional(library: Library, item: Node) -> Iterator[LiveFault]:
    """Materials whose wording has a condition but whose rule has none."""
    for material in children(library, item, MATERIAL):
        row = row_of(library, material)
        uses = (row_of(library, use) for use in children(library, material, PAPER_USE))
        if row.get("condition") and not row.get("when") and not any("when" in use for use in uses):
            sentence = f"写着“{row['condition']}”才交，现在人人都要交：请说明什么情形交。"
            yield LiveFault(material, "when", sentence, grave=False)


def _part(library: Library, root: Node) -> Library:
    """The part of the library that the root refers to, as far as it exists."""
    part, own = empty_library(), root.entry
    needed: list[str] = []
    if root.sheet == BUNDLE:
        part["bundles"] = {own: library["bundles"][own]}
        needed = [entry.get("item", "") for entry in part["bundles"][own]["items"]]
    elif root.sheet == ITEM:
        needed = [own]
    elif root.sheet == PAPER:
        part["papers"] = {own: library["papers"][own]}
        needed = list(library["papers"][own].get("produced_by", ()))
    elif root.sheet == QUESTION:
        part["questions"] = {own: library["questions"][own]}
    elif root.sheet == SWITCH:
        part["switches"] = {own: library["switches"][own]}
    else:
        part["common"], part["common_hints"] = library["common"], library["common_hints"]
    while True:
        part["items"] |= {one: library["items"][one] for one in needed if one in library["items"]}
        uses = [m["papers"] for item in part["items"].values() for m in item["materials"]]
        uses += [common["papers"] for common in part["common"]]
        papers = {paper_of(use) for each in uses for use in each}
        part["papers"] |= {one: library["papers"][one] for one in papers if one in library["papers"]}
        made = {item for paper in part["papers"].values() for item in paper.get("produced_by", ())}
        needed = sorted(one for one in made if one in library["items"] and one not in part["items"])
        if not needed:
            break
    _add_named(library, part)
    return part


def _add_named(library: Library, part: Library) -> None:
    """Add the questions and switches that anything in the part refers to."""
    inside = [part["bundles"], part["items"], part["common"], part["common_hints"]]
    named = {("question", one) for one in (*part["questions"], *counting(part["items"]))}
    named |= {("switch", one) for one in part["switches"]}
    named |= set(named_in(inside))
    questions, local = library["questions"], library["switches"]
    part["questions"] = {
        one: questions[one] for sort, one in sorted(named) if sort == "question" and one in questions
    }
    part["switches"] = {one: local[one] for sort, one in sorted(named) if sort == "switch" and one in local}
