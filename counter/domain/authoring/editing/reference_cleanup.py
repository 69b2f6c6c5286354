"""What refers to a row that goes is cleaned of it: a library in which nothing names it any more.

Where a situation's *option* goes, what was only for that option goes with it. Where a whole *question* or a local
switch goes, nobody is told apart by it any more: its part of a condition falls away and the rest stays. A refusal or a
hint that hung on nothing else goes rather than hit everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from counter.domain.authoring.editing.node import (
    ASKING,
    BUNDLE,
    COMMON,
    COMMON_HINT,
    ITEM,
    OPTION,
    PAPER,
    PLACING,
    QUESTION,
    SWITCH,
    Node,
    row_of,
)
from counter.domain.authoring.editing.patch import ABSENT, Path
from counter.domain.authoring.editing.references import users
from counter.domain.guide.condition import (
    ALWAYS,
    AllOf,
    Always,
    Answered,
    AnyOf,
    Condition,
    Not,
    SwitchOn,
    parse,
)
from counter.domain.guide.condition_text import plain, settled
from counter.domain.guide.library import Library

Entry = Mapping[str, Any]


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


def without(library: Library, node: Node) -> list[tuple[Path, Any]]:
    """What every entry that refers to the row has to hold instead (``ABSENT``: it goes); the row itself stays."""
    gone = _gone(library, node)
    wanted: list[tuple[Path, Any]] = []
    for user in dict.fromkeys(one.root for one in users(library, node)):
        key = user.key[0] if user.sheet in (COMMON, COMMON_HINT) else str(user.key[0])
        wanted.append(((user.form.at, key), _CLEAN[user.sheet](library[user.form.at][key], gone)))
    stay = [one for one in wanted if one[1] is not None]
    leave = sorted((path for path, entry in wanted if entry is None), key=lambda path: -int(path[1]))
    return stay + [(path, ABSENT) for path in leave]


def _gone(library: Library, node: Node) -> _Gone:
    own, row = str(node.key[0]), row_of(library, node)
    makes: Mapping[str, Callable[[], _Gone]] = {
        ITEM: lambda: _Gone(item=own),
        PAPER: lambda: _Gone(paper=own),
        QUESTION: lambda: _Gone(question=own),
        OPTION: lambda: _Gone(question=own, option=row["id"]),
        SWITCH: lambda: _Gone(switch=own),
        PLACING: lambda: _Gone(item=row["item"], stays=True),
        ASKING: lambda: _Gone(question=row["ask"], stays=True),
    }
    return makes[node.sheet]()


def _left(condition: Condition, gone: _Gone) -> Condition | bool:
    """What is left of a condition; True or False where it comes to that, with False also for nothing at all left."""
    match condition:
        case Always():
            return True
        case Answered(question, options) if question == gone.question:
            kept = tuple(one for one in options if gone.option and one != gone.option)
            return Answered(question, kept) if kept else False
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


def _mentions(raw: Any, gone: _Gone) -> bool:
    if isinstance(raw, dict):
        return any(
            key == gone.question or (key == "switch" and value == gone.switch) or _mentions(value, gone)
            for key, value in raw.items()
        )
    return isinstance(raw, list) and any(_mentions(part, gone) for part in raw)


_GOES = object()


def _condition(raw: Any, gone: _Gone, *, or_goes: bool = False) -> Any:
    """The condition in its plain form, None for one that always holds, ``_GOES`` for what nobody is in any more.

    ``or_goes``: nothing left means that the row goes too, not that it is for everybody.
    """
    if not _mentions(raw, gone):
        return raw
    left = _left(parse(raw), gone)
    if isinstance(left, bool):
        goes = not left and (gone.narrows or or_goes)
        return _GOES if goes else plain(ALWAYS) if or_goes else None
    return plain(settled(left))


def _cleaned(entry: Entry, gone: _Gone, key: str = "when", *, or_goes: bool = False) -> dict[str, Any] | None:
    """The entry with its condition cleaned; None where it goes."""
    if not entry.get(key):
        return dict(entry)
    left = _condition(entry[key], gone, or_goes=or_goes)
    if left is _GOES:
        return None
    return _with(entry, key, left)


def _with(entry: Entry, key: str, value: Any) -> dict[str, Any]:
    """A copy that says this, or nothing where there is nothing to say."""
    rest = {one: held for one, held in entry.items() if one != key}
    return rest if value in (None, [], {}) else {**rest, key: value}


def _all(entries: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry is not None]


def _bundle(bundle: Entry, gone: _Gone) -> dict[str, Any]:
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
    made = {
        **bundle,
        "items": placed,
        "questions": _all(_asking(entry, gone) for entry in asked),
    }
    made = _with(made, "refuse", [entry for entry in refusals if entry.get("item") not in left_out])
    hints = _all(_cleaned(entry, gone, or_goes=True) for entry in bundle.get("hints", ()))
    made = _with(made, "hints", [_unsaid_always(entry) for entry in hints])
    made = _with(made, "given", _given(bundle.get("given", {}), gone))
    return _cleaned(made, gone, "holds_licence", or_goes=True) or _with(made, "holds_licence", None)


def _unsaid_always(entry: dict[str, Any]) -> dict[str, Any]:
    return _with(entry, "when", None) if entry.get("when") == "always" else entry


def _whole(question: str, gone: _Gone) -> bool:
    return question == gone.question and not gone.option and not gone.stays


def _asking(entry: Entry, gone: _Gone) -> dict[str, Any] | None:
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


def _item(item: Entry, gone: _Gone) -> dict[str, Any]:
    return {**item, "materials": _all(_material(entry, gone) for entry in item["materials"])}


def _material(material: Entry, gone: _Gone) -> dict[str, Any] | None:
    made = _cleaned({**material, "papers": _uses(material["papers"], gone)}, gone)
    if made is not None and made.get("later"):
        made = _with(made, "later", _cleaned(made["later"], gone, or_goes=True))
    return made


def _uses(uses: Sequence[Sequence[Any]], gone: _Gone) -> list[list[Any]]:
    return [use for one in uses if (use := _use(one, gone)) is not None]


def _use(use: Sequence[Any], gone: _Gone) -> list[Any] | None:
    if use[0] == gone.paper:
        return None
    left = _condition(use[1], gone) if len(use) > 1 else None
    if left is _GOES:
        return None
    if len(use) > 2 and not _whole(use[2], gone):
        return [use[0], left, use[2]]
    return [use[0]] if left is None else [use[0], left]


def _common(common: Entry, gone: _Gone) -> dict[str, Any] | None:
    pairs = [
        (_use(use, gone), text) for use, text in zip(common["papers"], common["original_copy"], strict=True)
    ]
    kept = [(use, text) for use, text in pairs if use is not None]
    made = {**common, "papers": [use for use, _ in kept], "original_copy": [text for _, text in kept]}
    return _cleaned(made, gone)


def _hint(hint: Entry, gone: _Gone) -> dict[str, Any] | None:
    made = _cleaned(hint, gone, or_goes=True)
    return None if made is None else _unsaid_always(made)


def _paper(paper: Entry, gone: _Gone) -> dict[str, Any]:
    return _with(paper, "produced_by", [one for one in paper.get("produced_by", ()) if one != gone.item])


def _question(question: Entry, gone: _Gone) -> dict[str, Any]:
    return _with(question, "default", [one for one in question.get("default", ()) if one != gone.option])


_CLEAN: Mapping[str, Callable[[Entry, _Gone], dict[str, Any] | None]] = {
    BUNDLE: _bundle,
    ITEM: _item,
    COMMON: _common,
    COMMON_HINT: _hint,
    PAPER: _paper,
    QUESTION: _question,
}
