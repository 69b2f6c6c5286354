"""References to a row of a library, to be checked before it is deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_HINT,
    COMMON_USE,
    GIVEN,
    HINT,
    ITEM,
    MATERIAL,
    OPTION,
    PAPER,
    PAPER_USE,
    PLACING,
    QUESTION,
    REFUSAL,
    SWITCH,
    Node,
    described,
    text_of,
)
from counter.domain.guide.condition import OptionChosen, SwitchOn, atoms, parse

if TYPE_CHECKING:
    from counter.domain.guide.entries import BundleEntry, CommonEntry, Library, MaterialEntry, Tree

Conditioned = tuple[Node, str, "Tree"]
"""(row, column of a condition, the condition in plain form)."""

NAMED = 3
"""Most users named in a sentence."""

Atom = OptionChosen | SwitchOn


def conditions_of(library: Library) -> Iterator[Conditioned]:
    """All conditions of a library."""
    for number in library["bundles"]:
        yield from conditions_in(library, int(number))
    for key in library["items"]:
        yield from conditions_of_item(library, key)
    for n, common in enumerate(library["common"]):
        yield from _with_uses(Node(COMMON, (n,)), common, COMMON_USE)
    for n, hint in enumerate(library["common_hints"]):
        if hint.get("when"):
            yield Node(COMMON_HINT, (n,)), "when", hint["when"]


def conditions_of_item(library: Library, key: str) -> Iterator[Conditioned]:
    """All conditions of an item's materials; none where it does not exist."""
    item = library["items"].get(key)
    for n, material in enumerate(item["materials"] if item is not None else ()):
        if material.get("later"):
            yield Node(MATERIAL, (key, n)), "later.when", material["later"]["when"]
        yield from _with_uses(Node(MATERIAL, (key, n)), material, PAPER_USE)


def _with_uses(node: Node, entry: MaterialEntry | CommonEntry, uses: str) -> Iterator[Conditioned]:
    if entry.get("when"):
        yield node, "when", entry["when"]
    for index, use in enumerate(entry["papers"]):
        if len(use) > 1 and use[1]:
            yield Node(uses, (*node.key, index)), "when", use[1]


def conditions_in(library: Library, number: int) -> Iterator[Conditioned]:
    """All conditions of a bundle itself."""
    bundle = library["bundles"][str(number)]
    if bundle.get("holds_licence"):
        yield Node(BUNDLE, (number,)), "holds_licence", bundle["holds_licence"]
    lists = (
        (ASKING, bundle["questions"]),
        (PLACING, bundle["items"]),
        (REFUSAL, bundle.get("refuse", [])),
        (HINT, bundle.get("hints", [])),
    )
    for sheet, entries in lists:
        for n, entry in enumerate(entries):
            if entry.get("when"):
                yield Node(sheet, (number, n)), "when", entry["when"]


def users(library: Library, node: Node) -> tuple[Node, ...]:
    """The rows that refer to this one, each once; none for rows that nothing can refer to."""
    find = _FINDERS.get(node.sheet)
    return tuple(dict.fromkeys(find(library, node))) if find else ()


def described_users(library: Library, found: Sequence[Node]) -> str:
    """``2处在用：…、…。请先改掉…``."""
    named = "、".join(described(library, one) for one in found[:NAMED])
    more = "等" if len(found) > NAMED else ""
    return f"{len(found)}处还用着它：{named}{more}。请先改那里，或者连用到的地方一起删去"


def _mentioning(conditions: Iterator[Conditioned], mentions: Callable[[Atom], bool]) -> Iterator[Node]:
    return (node for node, _, raw in conditions if any(mentions(atom) for atom in atoms(parse(raw))))


def _of_item(library: Library, node: Node) -> Iterator[Node]:
    item = node.entry
    for number, bundle in library["bundles"].items():
        yield from _placed(bundle, int(number), item)
    yield from (
        Node(PAPER, (p,)) for p, paper in library["papers"].items() if item in paper.get("produced_by", ())
    )


def _placed(bundle: BundleEntry, number: int, item: str) -> Iterator[Node]:
    for n, entry in enumerate(bundle["items"]):
        if entry["item"] == item or item in entry.get("after", ()):
            yield Node(PLACING, (number, n))
    for n, refusal in enumerate(bundle.get("refuse", ())):
        if refusal.get("item") == item:
            yield Node(REFUSAL, (number, n))


def _of_paper(library: Library, node: Node) -> Iterator[Node]:
    paper = node.entry
    for key, item in library["items"].items():
        for n, material in enumerate(item["materials"]):
            for index, use in enumerate(material["papers"]):
                if use[0] == paper:
                    yield Node(PAPER_USE, (key, n, index))
    for n, common in enumerate(library["common"]):
        for index, use in enumerate(common["papers"]):
            if use[0] == paper:
                yield Node(COMMON_USE, (n, index))


def _of_question(library: Library, node: Node) -> Iterator[Node]:
    question = node.entry
    for number, bundle in library["bundles"].items():
        for n, asking in enumerate(bundle["questions"]):
            if asking["ask"] == question:
                yield Node(ASKING, (int(number), n))
        if question in bundle.get("given", {}):
            yield Node(GIVEN, (int(number), question))
    yield from _mentioning(
        conditions_of(library), lambda atom: isinstance(atom, OptionChosen) and atom.question == question
    )
    for key, item in library["items"].items():
        for n, material in enumerate(item["materials"]):
            for index, use in enumerate(material["papers"]):
                if len(use) > 2 and use[2] == question:
                    yield Node(PAPER_USE, (key, n, index))


def _of_option(library: Library, node: Node) -> Iterator[Node]:
    question, option = node.entry, text_of(library, node, "id")
    if option in library["questions"][question].get("default", ()):
        yield Node(QUESTION, (question,))
    for number, bundle in library["bundles"].items():
        for n, asking in enumerate(bundle["questions"]):
            if asking["ask"] == question and option in asking.get("only", ()):
                yield Node(ASKING, (int(number), n))
        if option in bundle.get("given", {}).get(question, ()):
            yield Node(GIVEN, (int(number), question))
    yield from _mentioning(
        conditions_of(library),
        lambda atom: isinstance(atom, OptionChosen) and atom.question == question and option in atom.options,
    )


def _of_switch(library: Library, node: Node) -> Iterator[Node]:
    switch = node.entry
    yield from _mentioning(
        conditions_of(library), lambda atom: isinstance(atom, SwitchOn) and atom.switch == switch
    )


def _of_placing(library: Library, node: Node) -> Iterator[Node]:
    number = int(node.key[0])
    item = text_of(library, node, "item")
    yield from (one for one in _placed(library["bundles"][node.entry], number, item) if one != node)


def _of_asking(library: Library, node: Node) -> Iterator[Node]:
    """Conditions on the question in this bundle, and in its items' materials where no other bundle with the item
    asks it."""
    question, number = text_of(library, node, "ask"), node.entry

    def asks(atom: Atom) -> bool:
        return isinstance(atom, OptionChosen) and atom.question == question

    yield from _mentioning(conditions_in(library, int(number)), asks)
    others = [
        bundle
        for key, bundle in library["bundles"].items()
        if key != number and any(asking["ask"] == question for asking in bundle["questions"])
    ]
    asked_elsewhere = {entry["item"] for bundle in others for entry in bundle["items"]}
    for item in dict.fromkeys(entry["item"] for entry in library["bundles"][number]["items"]):
        if item not in asked_elsewhere:
            yield from _mentioning(conditions_of_item(library, item), asks)


_FINDERS: Mapping[str, Callable[[Library, Node], Iterator[Node]]] = {
    ITEM: _of_item,
    PAPER: _of_paper,
    QUESTION: _of_question,
    OPTION: _of_option,
    SWITCH: _of_switch,
    PLACING: _of_placing,
    ASKING: _of_asking,
}
