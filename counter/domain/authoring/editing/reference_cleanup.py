"""What refers to a row that goes is cleaned of it: a library in which nothing names it any more.

Where a situation's *option* goes, what was only for that option goes with it. Where a whole *question* or a local
switch goes, nobody is told apart by it any more: its part of a condition falls away and the rest stays. A refusal or a
hint that hung on nothing else goes rather than hit everybody.
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
    from counter.domain.authoring.editing.cell_writer import Wanted
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
class _Gone:
    """What is to be named nowhere any more. ``stays``: the row that places the item or asks the question is taken out
    by whoever asked for all this."""

    question: str = ""
    option: str = ""
    switch: str = ""
    item: str = ""
    paper: str = ""
    stays: bool = False

    @property
    def narrows(self) -> bool:
        """An option that goes can never be the answer; a question that goes decides nothing."""
        return bool(self.option)


def without(library: Library, node: Node) -> Wanted:
    """What every entry that refers to the row has to hold instead (``ABSENT``: it goes); the row itself stays."""
    gone = _gone(library, node)
    stay: Wanted = []
    leave: list[Node] = []
    for user in dict.fromkeys(one.root for one in users(library, node)):
        entry = _entry(library, user, gone)
        if entry is None:
            leave.append(user)
        else:
            stay.append((path_of(library, user), plain_of(entry)))
    leave.sort(key=lambda one: -int(one.key[0]))
    return stay + [(path_of(library, one), ABSENT) for one in leave]


def _gone(library: Library, node: Node) -> _Gone:
    own = node.entry
    makes: Mapping[str, Callable[[], _Gone]] = {
        ITEM: lambda: _Gone(item=own),
        PAPER: lambda: _Gone(paper=own),
        QUESTION: lambda: _Gone(question=own),
        OPTION: lambda: _Gone(question=own, option=text_of(library, node, "id")),
        SWITCH: lambda: _Gone(switch=own),
        PLACING: lambda: _Gone(item=text_of(library, node, "item"), stays=True),
        ASKING: lambda: _Gone(question=text_of(library, node, "ask"), stays=True),
    }
    return makes[node.sheet]()


def _entry(library: Library, user: Node, gone: _Gone) -> Mapping[str, object] | None:
    """What is left of an entry; None where it goes."""
    if user.sheet == BUNDLE:
        return _bundle(library["bundles"][user.entry], gone)
    if user.sheet == ITEM:
        return _item(library["items"][user.entry], gone)
    if user.sheet == PAPER:
        return _paper(library["papers"][user.entry], gone)
    if user.sheet == QUESTION:
        return _question(library["questions"][user.entry], gone)
    if user.sheet == COMMON:
        return _common(library["common"][int(user.key[0])], gone)
    return _hint(library["common_hints"][int(user.key[0])], gone)


def _left(condition: Condition, gone: _Gone) -> Condition | bool:
    """What is left of a condition; True or False where it comes to that, with False also for nothing at all left."""
    match condition:
        case Always():
            return True
        case OptionChosen(question, options) if question == gone.question:
            kept = tuple(one for one in options if gone.option and one != gone.option)
            return OptionChosen(question, kept) if kept else False
        case SwitchOn(switch) if gone.switch and switch == gone.switch:
            return False
        case Not(part):
            left = _left(part, gone)
            if isinstance(left, bool):
                return not left if gone.narrows or left else False
            return Not(left)
        case AnyOf(parts):
            return _joined([_left(part, gone) for part in parts], gone, every=False)
        case AllOf(parts):
            return _joined([_left(part, gone) for part in parts], gone, every=True)
        case _:
            return condition


def _joined(parts: Sequence[Condition | bool], gone: _Gone, *, every: bool) -> Condition | bool:
    """Parts that come to nothing: with an option gone they are false; with a question gone they are not there."""
    real = tuple(part for part in parts if not isinstance(part, bool))
    if gone.narrows and every and False in parts:
        return False
    if not every and True in parts:
        return True
    if not real:
        return True in parts
    return real[0] if len(real) == 1 else AllOf(real) if every else AnyOf(real)


def _mentions(raw: Tree, gone: _Gone) -> bool:
    if isinstance(raw, dict):
        return any(
            key == gone.question or (key == "switch" and value == gone.switch) or _mentions(value, gone)
            for key, value in raw.items()
        )
    return isinstance(raw, list) and any(_mentions(part, gone) for part in raw)


def _condition(raw: Tree, gone: _Gone, *, or_goes: bool = False) -> Tree | Absent:
    """The condition in its plain form, None for one that always holds, ``ABSENT`` for what nobody is in any more.

    ``or_goes``: nothing left means that the row goes too, not that it is for everybody.
    """
    if not _mentions(raw, gone):
        return raw
    left = _left(parse(raw), gone)
    if isinstance(left, bool):
        goes = not left and (gone.narrows or or_goes)
        return ABSENT if goes else plain(ALWAYS) if or_goes else None
    return plain(settled(left))


def _cleaned(entry: E, gone: _Gone, key: str = "when", *, or_goes: bool = False) -> E | None:
    """The entry with its condition cleaned; None where it goes."""
    if not entry.get(key):
        return entry
    left = _condition(plain_of(entry[key]), gone, or_goes=or_goes)
    return None if left is ABSENT else _with(entry, key, left)


def _with(entry: E, key: str, value: object) -> E:
    """A copy that says this, or nothing where there is nothing to say."""
    rest = {one: held for one, held in entry.items() if one != key}
    return cast("E", rest if value in (None, [], {}) else {**rest, key: value})


def _all(entries: Iterable[E | None]) -> list[E]:
    return [entry for entry in entries if entry is not None]


def _bundle(bundle: BundleEntry, gone: _Gone) -> BundleEntry:
    placed = _all(_cleaned(entry, gone) for entry in bundle["items"])
    if gone.item and not gone.stays:
        placed = [entry for entry in placed if entry["item"] != gone.item]
    left_out = {entry["item"] for entry in bundle["items"]} - {entry["item"] for entry in placed}
    if gone.item:
        left_out.add(gone.item)
    placed = [
        _with(entry, "after", [one for one in entry.get("after", ()) if one not in left_out])
        for entry in placed
    ]
    refusals = _all(_cleaned(entry, gone, or_goes=True) for entry in bundle.get("refuse", ()))
    asked = [entry for entry in bundle["questions"] if not _whole(entry["ask"], gone)]
    made: BundleEntry = {
        **bundle,
        "items": placed,
        "questions": _all(_asking(entry, gone) for entry in asked),
    }
    made = _with(made, "refuse", [entry for entry in refusals if entry.get("item") not in left_out])
    hints = _all(_cleaned(entry, gone, or_goes=True) for entry in bundle.get("hints", ()))
    made = _with(made, "hints", [_unsaid_always(entry) for entry in hints])
    made = _with(made, "given", _given(bundle.get("given", {}), gone))
    return _cleaned(made, gone, "holds_licence", or_goes=True) or _with(made, "holds_licence", None)


def _unsaid_always(entry: HintEntry) -> HintEntry:
    return _with(entry, "when", None) if entry.get("when") == "always" else entry


def _whole(question: Plain, gone: _Gone) -> bool:
    return question == gone.question and not gone.option and not gone.stays


def _asking(entry: AskingEntry, gone: _Gone) -> AskingEntry | None:
    made = _cleaned(entry, gone)
    if made is None or entry["ask"] != gone.question or not gone.option:
        return made
    return _with(made, "only", [one for one in entry.get("only", ()) if one != gone.option])


def _given(given: Mapping[str, Sequence[str]], gone: _Gone) -> dict[str, list[str]]:
    kept = {
        question: [one for one in options if question != gone.question or one != gone.option]
        for question, options in given.items()
        if not _whole(question, gone)
    }
    return {question: options for question, options in kept.items() if options}


def _item(item: ItemEntry, gone: _Gone) -> ItemEntry:
    return {**item, "materials": _all(_material(entry, gone) for entry in item["materials"])}


def _material(material: MaterialEntry, gone: _Gone) -> MaterialEntry | None:
    met: MaterialEntry = {**material, "papers": _uses(material["papers"], gone)}
    if met.get("later"):
        met = _with(met, "later", _cleaned(met["later"], gone, or_goes=True))
    return _cleaned(met, gone)


def _uses(uses: Iterable[UseEntry], gone: _Gone) -> list[UseEntry]:
    return [use for one in uses if (use := _use(one, gone)) is not None]


def _use(use: UseEntry, gone: _Gone) -> UseEntry | None:
    if use[0] == gone.paper:
        return None
    left = _condition(use[1], gone) if len(use) > 1 else None
    if left is ABSENT:
        return None
    if len(use) > 2 and not _whole(use[2], gone):
        return [use[0], left, use[2]]
    return [use[0]] if left is None else [use[0], left]


def _common(common: CommonEntry, gone: _Gone) -> CommonEntry | None:
    pairs = [
        (_use(use, gone), text) for use, text in zip(common["papers"], common["original_copy"], strict=True)
    ]
    papers = [use for use, _ in pairs if use is not None]
    wordings = [text for use, text in pairs if use is not None]
    met: CommonEntry = {**common, "papers": papers, "original_copy": wordings}
    return _cleaned(met, gone)


def _hint(hint: HintEntry, gone: _Gone) -> HintEntry | None:
    made = _cleaned(hint, gone, or_goes=True)
    return None if made is None else _unsaid_always(made)


def _paper(paper: PaperEntry, gone: _Gone) -> PaperEntry:
    return _with(paper, "produced_by", [one for one in paper.get("produced_by", ()) if one != gone.item])


def _question(question: QuestionEntry, gone: _Gone) -> QuestionEntry:
    return _with(question, "default", [one for one in question.get("default", ()) if one != gone.option])
