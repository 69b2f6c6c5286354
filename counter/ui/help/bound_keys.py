"""The keys that a part of the window really has: read from its shortcuts and buttons, named by the buttons' words.

There is no second list to keep: what no button names (a shortcut without a button, a key of a list) is named in
``ui.words.keys``, and a test walks the pages and fails for a key without words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.lazy_part import make_all
from counter.ui.words.keys import ENTER, SPACE, keys_of_lists, named_keys

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
_SHOWN = {"Escape": "Esc", "Return": "Enter", "Space": SPACE, "Del": "Delete"} | _ARROWS
_NONE = re.compile(r"（0[^）]*）|\u7684? 0 [\u4efd\u5f20]")
_MOST = 3
"""Meanings of one key said in one line; a page with more has them in states that exclude each other."""


@dataclass(frozen=True, slots=True)
class BoundKey:
    """A key as it is written on its button, and what it does."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """The keys of a page. ``name``: the page's own, e.g. ``intake``; ``title``: as on the rail."""

    name: str
    title: str
    keys: tuple[BoundKey, ...]


def keys_of(name: str, part: QWidget) -> tuple[BoundKey, ...]:
    """Keys of a page, those of its lists first, then by kind of key."""
    make_all(part)
    meanings: dict[str, list[str]] = {}
    for key, words in (*keys_of_lists(name), *_by_buttons(part), *_by_shortcuts(part, named_keys(name))):
        meanings.setdefault(key, []).append(words)
    every = (BoundKey(key, "、".join(dict.fromkeys(words))) for key, words in meanings.items())
    return tuple(sorted(every, key=_order))


def keys_of_frame(name: str, frame: QWidget) -> tuple[BoundKey, ...]:
    """Keys of a frame's own shortcuts, which count on every page."""
    own = [s for s in frame.findChildren(QShortcut) if s.parent() is frame or s.parent() is frame.window()]
    named = named_keys(name)
    said = [(shown_key(s.key()), s.whatsThis()) for s in own]
    words = {key: said or named[key] for key, said in (*said, ("Esc", "")) if said or key in named}
    return tuple(sorted((BoundKey(key, w) for key, w in words.items()), key=_order))


def unnamed(name: str, part: QWidget) -> tuple[str, ...]:
    """Keys of the page's shortcuts that nothing names; there should be none."""
    known = {key.key for key in keys_of(name, part)}
    return tuple(
        dict.fromkeys(key for s in part.findChildren(QShortcut) if (key := shown_key(s.key())) not in known)
    )


def shown_key(sequence: QKeySequence) -> str:
    """A key as buttons write it."""
    return _written(sequence.toString(QKeySequence.SequenceFormat.PortableText))


def _written(text: str) -> str:
    parts = text.split("+") if not text.endswith("+") else [text]
    shown = "+".join(_SHOWN.get(part, part) for part in parts)
    return ENTER if shown == "Enter" else shown


def _by_buttons(part: QWidget) -> list[tuple[str, str]]:
    """What a button says; how many it would be for is left out while that is none."""
    buttons = [b for b in part.findChildren(ActButton) if b.key and b.words]
    said = [(_written(b.key), _NONE.sub("", b.words).rstrip("…")) for b in buttons]
    few: dict[str, list[str]] = {}
    for key, words in said:
        if words not in few.setdefault(key, []) and len(few[key]) < _MOST:
            few[key].append(words)
    return [(key, words) for key, every in few.items() for words in every]


def _by_shortcuts(part: QWidget, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Words given to a shortcut itself (``whatsThis``), else those of the table."""
    shortcuts = [(shown_key(s.key()), s.whatsThis()) for s in part.findChildren(QShortcut)]
    return [(key, words or named[key]) for key, words in shortcuts if words or key in named]


def _order(bound_key: BoundKey) -> tuple[int, int, int, str]:
    """Plain keys, then F keys by number, Shift, Ctrl, Alt; Esc last."""
    *held, key = bound_key.key.split("+") if not bound_key.key.endswith("+") else [bound_key.key]
    number = int(key[1:]) if key.startswith("F") and key[1:].isdigit() else 0
    plain = 1 if number else 0
    kind = 9 if key == "Esc" else plain if not held else 4 if "Alt" in held else 2
    return kind, number, len(held), bound_key.key
