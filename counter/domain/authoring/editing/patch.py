"""Changing a library one edit at a time: what an edit changes, done, undone and done again.

A library is never changed in place: an edit copies the few containers on the way to what it changes, so that what
somebody still reads stays as it was, and an undo is the old values back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Plain


Path = tuple[str | int, ...]
"""Keys and places from the library down: ``("items", "mkt_x", "materials", 0, "name")``."""


class Absent(Enum):
    """No entry at a place."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""No entry under that key. In a list: the element is taken out (new) or put in (old)."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A new element of a list, before the one that stands at its place (or behind the last)."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Patch:
    """One value at one place: what stood there and what stands there now (``ABSENT``: nothing)."""

    path: Path
    old: Plain | Absent
    new: Plain | Absent


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person did in one act, in words (“改材料名称”), with every place it changed, in order."""

    words: str
    patches: tuple[Patch, ...]


def at(library: Library, path: Path) -> Plain | Absent:
    """What stands at a place, or ``ABSENT``."""
    held: Plain = plain_of(library)
    for step in path:
        if isinstance(step, int):
            if not isinstance(held, list) or not 0 <= step < len(held):
                return ABSENT
            held = held[step]
        elif not isinstance(held, dict) or step not in held:
            return ABSENT
        else:
            held = held[step]
    return held


def held_at(library: Library, path: Path) -> Plain:
    """What stands at a place. Raises KeyError where nothing does."""
    held = at(library, path)
    if held is ABSENT:
        raise KeyError(path)
    return held


def plain_of(entry: object) -> Plain:
    """An entry of a library, or the whole of it, as the plain data that it is."""
    return cast("Plain", entry)


def edit_of(library: Library, words: str, wanted: Sequence[tuple[Path, Plain | Absent | Inserted]]) -> Edit:
    """An edit that makes each place hold what is wanted, in order; what each one held before is kept for the undo.

    ``Inserted(value)`` at a list place puts an element in there; ``ABSENT`` takes out what is there.
    """
    patches = []
    now = library
    for path, new in wanted:
        if isinstance(new, Inserted):
            patch = Patch(path, ABSENT, new.value)
        else:
            patch = Patch(path, at(now, path), new)
        now = _changed(now, patch.path, patch.old, patch.new)
        patches.append(patch)
    return Edit(words, tuple(patches))


def replacing(old: Library, new: Library, words: str) -> Edit:
    """Another library in one edit."""
    parts = ((part,) for part in dict.fromkeys((*old, *new)))
    return edit_of(old, words, [(part, at(new, part)) for part in parts if at(old, part) != at(new, part)])


def apply(library: Library, edit: Edit) -> Library:
    """The library with the edit done."""
    for patch in edit.patches:
        library = _changed(library, patch.path, patch.old, patch.new)
    return library


def revert(library: Library, edit: Edit) -> Library:
    """The library with the edit undone."""
    for patch in reversed(edit.patches):
        library = _changed(library, patch.path, patch.new, patch.old)
    return library


def _changed(library: Library, path: Path, old: Plain | Absent, new: Plain | Absent) -> Library:
    return cast("Library", _applied(plain_of(library), path, old, new))


def _applied(held: Plain, path: Path, old: Plain | Absent, new: Plain | Absent) -> Plain:
    """A copy of ``held`` with ``new`` at the place. ``ABSENT`` on one side of a list place puts in or takes out."""
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        assert isinstance(held, list), path
        elements = list(held)
        if rest:
            elements[step] = _applied(elements[step], rest, old, new)
        elif new is ABSENT:
            del elements[step]
        elif old is ABSENT:
            elements.insert(step, new)
        else:
            elements[step] = new
        return elements
    assert isinstance(held, dict), path
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
