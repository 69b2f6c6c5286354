"""Remove every reference to a deleted row from a library.

When an *option* is deleted, rows that applied only to it are deleted too. When a whole *question* or a switch is
deleted, its part of a condition is dropped and the other parts stay. A refusal or a hint that depended on nothing
else is deleted, because it would apply to everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    ITEM,
    OPTION,
    PAPER,
    PLACING,
    QUESTION,
    SWITCH,
    Node,
    path_of,
    text_of,
)
from counter.domain.authoring.editing.patch import ABSENT, Absent, plain_of
from counter.domain.authoring.editing.references import users
from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    Always,
    AnyOf,
    Condition,
    Not,
    OptionChosen,
    SwitchOn,
    parse,
)
from counter.domain.guide.condition_text import plain, settled

if TYPE_CHECKING:
    from counter.domain.authoring.editing.cell_writer import Changes
    from counter.domain.guide.entries import (
        AskingEntry,
        BundleEntry,
        CommonEntry,
        HintEntry,
        ItemEntry,
        Library,
        MaterialEntry,
        PaperEntry,
        Plain,
        QuestionEntry,
        Tree,
        UseEntry,
    )

E = TypeVar("E", bound=Mapping[str, object])


@dataclass(frozen=True, slots=True)
class _Deleted:
    """What is deleted. ``stays``: only a placing or an asking is deleted; the item or question itself stays."""

    question: str = ""
    option: str = ""
    switch: str = ""
    item: str = ""
    paper: str = ""
    stays: bool = False

    @property
    def narrows(self) -> bool:
        """True for a deleted option, which can never be the answer; a deleted question decides nothing."""
        return bool(self.option)


def changes_without(library: Library, node: Node) -> Changes:
    """The new value of every entry that refers to the row (``ABSENT``: deleted); the row itself is not changed."""
    deleted = _deleted_by(library, node)
    stay: Changes = []
    leave: list[Node] = []
    for user in dict.fromkeys(one.root for one in users(library, node)):
        entry = _entry(library, user, deleted)
        if entry is None:
            leave.append(user)
        else:
            stay.append((path_of(library, user), plain_of(entry)))
    leave.sort(key=lambda one: -int(one.key[0]))
    return stay + [(path_of(library, one), ABSENT) for one in leave]


def _deleted_by(library: Library, node: Node) -> _Deleted:
    own = node.entry
    makes: Mapping[str, Callable[[], _Deleted]] = {
        ITEM: lambda: _Deleted(item=own),
        PAPER: lambda: _Deleted(paper=own),
        QUESTION: lambda: _Deleted(question=own),
        OPTION: lambda: _Deleted(question=own, option=text_of(library, node, "id")),
        SWITCH: lambda: _Deleted(switch=own),
        PLACING: lambda: _Deleted(item=text_of(library, node, "item"), stays=True),
        ASKING: lambda: _Deleted(question=text_of(library, node, "ask"), stays=True),
    }
    return makes[node.sheet]()


def _entry(library: Library, user: Node, deleted: _Deleted) -> Mapping[str, object] | None:
    """The entry without the references; None where it is deleted."""
    if user.sheet == BUNDLE:
        return _bundle(library["bundles"][user.entry], deleted)
    if user.sheet == ITEM:
        return _item(library["items"][user.entry], deleted)
    if user.sheet == PAPER:
        return _paper(library["papers"][user.entry], deleted)
    if user.sheet == QUESTION:
        return _question(library["questions"][user.entry], deleted)
    if user.sheet == COMMON:
        return _common(library["common"][int(user.key[0])], deleted)
    return _hint(library["common_hints"][int(user.key[0])], deleted)


def _left(condition: Condition, deleted: _Deleted) -> Condition | bool:
    """The condition without the references; True or False where that is its result, False also where nothing is
    left."""
    match condition:
        case Always():
            return True
        case OptionChosen(question, options) if question == deleted.question:
            kept = tuple(one for one in options if deleted.option and one != deleted.option)
            return OptionChosen(question, kept) if kept else False
        case SwitchOn(switch) if deleted.switch and switch == deleted.switch:
            return False
        case Not(part):
            left = _left(part, deleted)
            if isinstance(left, bool):
                return not left if deleted.narrows or left else False
            return Not(left)
        case AnyOf(parts):
            return _joined([_left(part, deleted) for part in parts], deleted, every=False)
        case AllOf(parts):
            return _joined([_left(part, deleted) for part in parts], deleted, every=True)
        case _:
            return condition


def _joined(parts: Sequence[Condition | bool], deleted: _Deleted, *, every: bool) -> Condition | bool:
    """Join parts without those that are True or False: false with a deleted option, dropped with a deleted question."""
    real = tuple(part for part in parts if not isinstance(part, bool))
    if deleted.narrows and every and False in parts:
        return False
    if not every and True in parts:
        return True
    if not real:
        return True in parts
    return real[0] if len(real) == 1 else AllOf(real) if every else AnyOf(real)


def _mentions(raw: Tree, deleted: _Deleted) -> bool:
    if isinstance(raw, dict):
        return any(
            key == deleted.question
            or (key == "switch" and value == deleted.switch)
            or _mentions(value, deleted)
            for key, value in raw.items()
        )
    return isinstance(raw, list) and any(_mentions(part, deleted) for part in raw)


def _condition(raw: Tree, deleted: _Deleted, *, or_goes: bool = False) -> Tree | Absent:
    """The condition in plain form, None for one that always holds, ``ABSENT`` where it can never hold.

    ``or_goes``: without conditions the row is deleted instead of applying to everybody.
    """
    if not _mentions(raw, deleted):
        return raw
    left = _left(parse(raw), deleted)
    if isinstance(left, bool):
        goes = not left and (deleted.narrows or or_goes)
        return ABSENT if goes else plain(ALWAYS) if or_goes else None
    return plain(settled(left))


def _cleaned(entry: E, deleted: _Deleted, key: str = "when", *, or_goes: bool = False) -> E | None:
    """The entry with its condition cleaned; None where it is deleted."""
    if not entry.get(key):
        return entry
    left = _condition(plain_of(entry[key]), deleted, or_goes=or_goes)
    return None if left is ABSENT else _with(entry, key, left)


def _with(entry: E, key: str, value: object) -> E:
    """A copy with the value, or without the key where the value is empty."""
    others = {one: held for one, held in entry.items() if one != key}
    return cast("E", others if value in (None, [], {}) else {**others, key: value})


def _all(entries: Iterable[E | None]) -> list[E]:
    return [entry for entry in entries if entry is not None]


def _bundle(bundle: BundleEntry, deleted: _Deleted) -> BundleEntry:
    placed = _all(_cleaned(entry, deleted) for entry in bundle["items"])
    if deleted.item and not deleted.stays:
        placed = [entry for entry in placed if entry["item"] != deleted.item]
    left_out = {entry["item"] for entry in bundle["items"]} - {entry["item"] for entry in placed}
    if deleted.item:
        left_out.add(deleted.item)
    placed = [
        _with(entry, "after", [one for one in entry.get("after", ()) if one not in left_out])
        for entry in placed
    ]
    refusals = _all(_cleaned(entry, deleted, or_goes=True) for entry in bundle.get("refuse", ()))
    asked = [entry for entry in bundle["questions"] if not _whole(entry["ask"], deleted)]
    made: BundleEntry = {
        **bundle,
        "items": placed,
        "questions": _all(_asking(entry, deleted) for entry in asked),
    }
    made = _with(made, "refuse", [entry for entry in refusals if entry.get("item") not in left_out])
    hints = _all(_cleaned(entry, deleted, or_goes=True) for entry in bundle.get("hints", ()))
    made = _with(made, "hints", [_unsaid_always(entry) for entry in hints])
    made = _with(made, "given", _given(bundle.get("given", {}), deleted))
    return _cleaned(made, deleted, "holds_licence", or_goes=True) or _with(made, "holds_licence", None)


def _unsaid_always(entry: HintEntry) -> HintEntry:
    return _with(entry, "when", None) if entry.get("when") == "always" else entry


def _whole(question: Plain, deleted: _Deleted) -> bool:
    return question == deleted.question and not deleted.option and not deleted.stays


def _asking(entry: AskingEntry, deleted: _Deleted) -> AskingEntry | None:
    made = _cleaned(entry, deleted)
    if made is None or entry["ask"] != deleted.question or not deleted.option:
        return made
    return _with(made, "only", [one for one in entry.get("only", ()) if one != deleted.option])


def _given(given: Mapping[str, Sequence[str]], deleted: _Deleted) -> dict[str, list[str]]:
    kept = {
        question: [one for one in options if question != deleted.question or one != deleted.option]
        for question, options in given.items()
        if not _whole(question, deleted)
    }
    return {question: options for question, options in kept.items() if options}


def _item(item: ItemEntry, deleted: _Deleted) -> ItemEntry:
    return {**item, "materials": _all(_material(entry, deleted) for entry in item["materials"])}


def _material(material: MaterialEntry, deleted: _Deleted) -> MaterialEntry | None:
    met: MaterialEntry = {**material, "papers": _uses(material["papers"], deleted)}
    if met.get("later"):
        met = _with(met, "later", _cleaned(met["later"], deleted, or_goes=True))
    return _cleaned(met, deleted)


def _uses(uses: Iterable[UseEntry], deleted: _Deleted) -> list[UseEntry]:
    return [use for one in uses if (use := _use(one, deleted)) is not None]


def _use(use: UseEntry, deleted: _Deleted) -> UseEntry | None:
    if use[0] == deleted.paper:
        return None
    left = _condition(use[1], deleted) if len(use) > 1 else None
    if left is ABSENT:
        return None
    if len(use) > 2 and not _whole(use[2], deleted):
        return [use[0], left, use[2]]
    return [use[0]] if left is None else [use[0], left]


def _common(common: CommonEntry, deleted: _Deleted) -> CommonEntry | None:
    pairs = [
        (_use(use, deleted), text)
        for use, text in zip(common["papers"], common["original_copy"], strict=True)
    ]
    papers = [use for use, _ in pairs if use is not None]
    wordings = [text for use, text in pairs if use is not None]
    met: CommonEntry = {**common, "papers": papers, "original_copy": wordings}
    return _cleaned(met, deleted)


def _hint(hint: HintEntry, deleted: _Deleted) -> HintEntry | None:
    made = _cleaned(hint, deleted, or_goes=True)
    return None if made is None else _unsaid_always(made)


def _paper(paper: PaperEntry, deleted: _Deleted) -> PaperEntry:
    return _with(paper, "produced_by", [one for one in paper.get("produced_by", ()) if one != deleted.item])


def _question(question: QuestionEntry, deleted: _Deleted) -> QuestionEntry:
    return _with(question, "default", [one for one in question.get("default", ()) if one != deleted.option])
