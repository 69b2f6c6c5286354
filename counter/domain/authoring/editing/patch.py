"""Changing a library one edit at a time: what an edit changes, done, undone and done again.

A library is never changed in place: an edit copies the few containers on the way to what it changes, so that what
somebody still reads stays as it was, and an undo is the old values back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from counter.domain.guide.library import Library

Path = tuple[str | int, ...]
"""Keys and places from the library down: ``("items", "mkt_x", "materials", 0, "name")``."""


class _Absent:
    """Nothing stands there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""No entry under that key. In a list: the element is taken out (new) or put in (old)."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A new element of a list, before the one that stands at its place (or behind the last)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Patch:
    """One value at one place: what stood there and what stands there now (``ABSENT``: nothing)."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did in one act, in words (“改材料名称”), with every place it changed, in order."""

    words: str
    patches: tuple[Patch, ...]


def at(library: Mapping[str, Any], path: Path) -> Any:
    """What stands at a place, or ``ABSENT``."""
    held: Any = library
    for step in path:
        if isinstance(step, int):
            if not isinstance(held, Sequence) or isinstance(held, str) or not 0 <= step < len(held):
                return ABSENT
            held = held[step]
        elif not isinstance(held, Mapping) or step not in held:
            return ABSENT
        else:
            held = held[step]
    return held


def edit_of(library: Mapping[str, Any], words: str, wanted: Sequence[tuple[Path, Any]]) -> Edit:
    """An edit that makes each place hold what is wanted, in order; what each one held before is kept for the undo.

    ``Inserted(value)`` at a list place puts an element in there; ``ABSENT`` takes out what is there.
    """
    patches = []
    now: Library = dict(library)
    for path, new in wanted:
        put_in = isinstance(new, Inserted)
        patch = Patch(path, ABSENT if put_in else at(now, path), new.value if put_in else new)
        now = _applied(now, patch.path, patch.old, patch.new)
        patches.append(patch)
    return Edit(words, tuple(patches))


def apply(library: Library, edit: Edit) -> Library:
    """The library with the edit done."""
    for patch in edit.patches:
        library = _applied(library, patch.path, patch.old, patch.new)
    return library


def revert(library: Library, edit: Edit) -> Library:
    """The library with the edit undone."""
    for patch in reversed(edit.patches):
        library = _applied(library, patch.path, patch.new, patch.old)
    return library


def _applied(held: Any, path: Path, old: Any, new: Any) -> Any:
    """A copy of ``held`` with ``new`` at the place. ``ABSENT`` on one side of a list place puts in or takes out."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        elements = list(held)
        if rest:
            elements[step] = _applied(elements[step], rest, old, new)
        elif old is ABSENT:
            elements.insert(step, new)
        elif new is ABSENT:
            del elements[step]
        else:
            elements[step] = new
        return elements
    entries = dict(held)
    if rest:
        entries[step] = _applied(entries[step], rest, old, new)
    elif new is ABSENT:
        entries.pop(step, None)
    else:
        entries[step] = new
    return entries


class EditSession:
    """One person's editing of one library, from opening to leaving it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    @property
    def undo_words(self) -> str:
        """What the next undo takes back; empty where there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """What the next redo does again; empty where there is nothing."""
        return self._undone[-1].words if self._undone else ""

    def do(self, edit: Edit) -> None:
        """Do it; what was undone before is gone."""
        if edit.patches:
            self.library = apply(self.library, edit)
            self._done.append(edit)
            self._undone.clear()

    def undo(self) -> Edit | None:
        """Take the last one back; None where there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self.library = revert(self.library, edit)
        self._undone.append(edit)
        return edit

    def redo(self) -> Edit | None:
        """Do the last undone one again; None where there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self.library = apply(self.library, edit)
        self._done.append(edit)
        return edit
