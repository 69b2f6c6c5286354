"""Edit a condition as rows of answers and local rules in groups: conversion, choices offered, faults.

Rows and conditions are equivalent: ``condition_of(group_of(x)) == settled(x)`` for every condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    QUESTION,
    Node,
    children,
    exists,
    name_of,
    options_of,
    question_numbers,
    question_text,
    text_of,
    words_of,
)
from counter.domain.authoring.lazy_guide import lazy_guide
from counter.domain.errors import CounterError
from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    Always,
    AnyOf,
    Condition,
    Not,
    OptionChosen,
    SwitchOn,
    atoms,
)
from counter.domain.guide.condition_text import settled
from counter.domain.visit.reachability import Reachability, TooMany

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """``题 答 选项…``; ``negated``: 没有答. Incomplete without a question or an option."""

    question: str = ""
    options: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """``本地规定 …``; ``negated``: 本地没有."""

    switch: str = ""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class RowGroup:
    """``every``: 全部满足, else 任一满足; ``negated``: 不是这样. Without rows: always."""

    every: bool = True
    rows: tuple[AnyRow, ...] = ()
    negated: bool = False


AnyRow = AnswerRow | SwitchRow | RowGroup


def group_of(condition: Condition) -> RowGroup:
    """The rows of a condition."""
    row = _row(settled(condition))
    return row if isinstance(row, RowGroup) else RowGroup(rows=(row,))


def _row(condition: Condition) -> AnyRow:
    match condition:
        case Always():
            return RowGroup()
        case OptionChosen(question, options):
            return AnswerRow(question, options)
        case SwitchOn(switch):
            return SwitchRow(switch)
        case AllOf(parts) | AnyOf(parts):
            return RowGroup(isinstance(condition, AllOf), tuple(_row(part) for part in parts))
        case Not(OptionChosen(question, options)):
            return AnswerRow(question, options, negated=True)
        case Not(SwitchOn(switch)):
            return SwitchRow(switch, negated=True)
        case Not(AllOf(parts) | AnyOf(parts) as joined):
            return RowGroup(isinstance(joined, AllOf), tuple(_row(part) for part in parts), negated=True)
        case Not(part):
            return RowGroup(rows=() if part == ALWAYS else (_row(part),), negated=True)


def condition_of(group: RowGroup) -> Condition | None:
    """The condition of the rows; None while one of them is incomplete."""
    parts = [_part(row) for row in group.rows]
    complete = tuple(part for part in parts if part is not None)
    if len(complete) < len(parts):
        return None
    joined = ALWAYS if not complete else AllOf(complete) if group.every else AnyOf(complete)
    return settled(Not(joined) if group.negated else joined)


def _part(row: AnyRow) -> Condition | None:
    match row:
        case AnswerRow(question, options, negated):
            return _signed(OptionChosen(question, options), negated=negated) if question and options else None
        case SwitchRow(switch, negated):
            return _signed(SwitchOn(switch), negated=negated) if switch else None
        case RowGroup():
            return condition_of(row)


def _signed(atom: Condition, *, negated: bool) -> Condition:
    return Not(atom) if negated else atom


@dataclass(frozen=True, slots=True)
class Offered:
    """Choices for a condition: question → its text, question → (option, label) …, switch → its text."""

    questions: Mapping[str, str]
    options: Mapping[str, Sequence[tuple[str, str]]]
    switches: Mapping[str, str]


def offered(library: Library, node: Node, bundle: Node | None = None, held: Condition = ALWAYS) -> Offered:
    """The questions of the bundle (``bundle``, else the row's own) with their numbers, or all questions; for a
    question's own condition only those asked before it. Every local switch.

    What the condition ``held`` refers to is always included, also where it should not be.
    """
    root = bundle or (node.root if node.root.sheet == BUNDLE else None)
    texts: dict[str, str] = {}
    if root is None:
        texts = {str(one.key[0]): name_of(library, one) for one in children(library, None, QUESTION)}
    else:
        places = question_numbers(library, root)
        for asking in children(library, root, ASKING):
            if asking == node:
                break
            question = text_of(library, asking, "ask")
            if question in places:  # a question with a given answer decides nothing
                texts[question] = f"第{places[question]}题 {name_of(library, asking)}"
    for atom in atoms(held):
        if isinstance(atom, OptionChosen) and atom.question not in texts:
            texts[atom.question] = name_of(library, Node(QUESTION, (atom.question,)))
    switches = {key: str(switch.get("text", key)) for key, switch in library["switches"].items()}
    switches |= {
        a.switch: a.switch for a in atoms(held) if isinstance(a, SwitchOn) and a.switch not in switches
    }
    return Offered(texts, {one: _options(library, root, one) for one in texts}, switches)


def _options(library: Library, bundle: Node | None, question: str) -> tuple[tuple[str, str], ...]:
    only = _only(library, bundle, question)
    known = options_of(library, question)
    return tuple((one["id"], one["label"]) for one in known if not only or one["id"] in only)


def _only(library: Library, bundle: Node | None, question: str) -> Sequence[str]:
    """The options that the bundle lists; empty for all of them."""
    if bundle is None or not exists(library, bundle):
        return ()
    asked = library["bundles"][bundle.entry]["questions"]
    return next((one.get("only", ()) for one in asked if one["ask"] == question), ())


def faults(library: Library, node: Node, condition: Condition, bundle: Node | None = None) -> tuple[str, ...]:
    """Faults of a condition for that row, in sentences: unknown names, questions not asked or asked later, options
    not listed here, and a condition that never or always holds in the bundle."""
    root = bundle or (node.root if node.root.sheet == BUNDLE else None)
    unknown = tuple(dict.fromkeys(_unknown_names(library, condition)))
    if unknown or root is None:
        return unknown
    placed = tuple(dict.fromkeys(_misplaced(library, node, root, condition)))
    return placed or _reach(library, root, condition)


def _unknown_names(library: Library, condition: Condition) -> Iterator[str]:
    for atom in atoms(condition):
        if isinstance(atom, SwitchOn):
            if atom.switch not in library["switches"]:
                yield f"没有本地规定“{atom.switch}”。"
            continue
        if atom.question not in library["questions"]:
            yield f"没有题“{atom.question}”。"
            continue
        known = {one["id"] for one in options_of(library, atom.question)}
        for option in atom.options:
            if option not in known:
                yield f"题“{question_text(library, atom.question)}”没有选项“{option}”。"


def _misplaced(library: Library, node: Node, bundle: Node, condition: Condition) -> Iterator[str]:
    entry = library["bundles"][bundle.entry]
    here = [one["ask"] for one in entry["questions"]]
    before = here[: int(node.key[-1])] if node.sheet == ASKING and node.root == bundle else here
    for atom in atoms(condition):
        if isinstance(atom, SwitchOn) or atom.question in entry.get("given", {}):
            continue
        text = question_text(library, atom.question)
        if atom.question not in here:
            yield f"这件事不问“{text}”，请先把这道题加进来。"
        elif atom.question not in before:
            yield f"“{text}”排在后面（或就是本题），问到这里还没有回答，请先把它移到前面。"
        only = _only(library, bundle, atom.question)
        unlisted = [one for one in atom.options if only and one not in only]
        if unlisted:
            words = words_of(library, OptionChosen(atom.question, tuple(unlisted)), bundle)
            yield f"{words}：这件事里没有列这个选项。"


def _reach(library: Library, bundle: Node, condition: Condition) -> tuple[str, ...]:
    if condition == ALWAYS:
        return ()
    guide = lazy_guide(library)
    try:
        reach = Reachability(guide, guide.bundles[int(bundle.key[0])])
        if not reach.satisfiable(condition):
            return ("在这件事里永远不会成立：没有一种回答能满足它。",)
        if not reach.satisfiable(Not(condition)):
            return ("在这件事里总是成立：怎样回答都满足它，可以不分情形。",)
    except TooMany:
        return ("牵涉的回答太多，算不出会不会成立，请拆得简单些。",)
    except (CounterError, KeyError, TypeError, ValueError) as wrong:
        return (f"这件事还没写完整，算不出会不会成立（{wrong}）。",)
    return ()
