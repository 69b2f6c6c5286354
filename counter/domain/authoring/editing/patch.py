"""Edits of a library as patches: apply, revert, and a session with undo and redo.

A library is never changed in place: an edit copies the containers on its path, so that readers keep the old state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Plain


Path = tuple[str | int, ...]
"""Keys and indexes from the library down: ``("items", "mkt_x", "materials", 0, "name")``."""


class Absent(Enum):
    """Type of ``ABSENT``."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
"""No entry at that path. In a list: the element is removed (new) or inserted (old)."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A new list element, inserted before the one at its index (or at the end)."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Patch:
    """The old and new value at one path (``ABSENT``: none)."""

    path: Path
    old: Plain | Absent
    new: Plain | Absent


@dataclass(frozen=True, slots=True)
class Edit:
    """One user action, in words (“改材料名称”), with its patches in order."""

    words: str
    patches: tuple[Patch, ...]


def at(library: Library, path: Path) -> Plain | Absent:
    """The value at a path, or ``ABSENT``."""
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
    """The value at a path. Raises KeyError where there is none."""
    held = at(library, path)
    if held is ABSENT:
        raise KeyError(path)
    return held


def plain_of(entry: object) -> Plain:
    """An entry of a library, or the whole library, typed as plain data."""
    return cast("Plain", entry)


def edit_of(library: Library, words: str, changes: Sequence[tuple[Path, Plain | Absent | Inserted]]) -> Edit:
    """An edit that sets each path to its new value, in order; old values are kept for undo.

    ``Inserted(value)`` at a list index inserts an element; ``ABSENT`` removes the value.
    """
    patches = []
    current = library
    for path, new in changes:
        if isinstance(new, Inserted):
            patch = Patch(path, ABSENT, new.value)
        else:
            patch = Patch(path, at(current, path), new)
        current = _changed(current, patch.path, patch.old, patch.new)
        patches.append(patch)
    return Edit(words, tuple(patches))


def replacing(old: Library, new: Library, words: str) -> Edit:
    """An edit that replaces the whole library."""
    parts = ((part,) for part in dict.fromkeys((*old, *new)))
    return edit_of(old, words, [(part, at(new, part)) for part in parts if at(old, part) != at(new, part)])


def apply(library: Library, edit: Edit) -> Library:
    """The library after the edit."""
    for patch in edit.patches:
        library = _changed(library, patch.path, patch.old, patch.new)
    return library


def revert(library: Library, edit: Edit) -> Library:
    """The library before the edit."""
    for patch in reversed(edit.patches):
        library = _changed(library, patch.path, patch.new, patch.old)
    return library


def _changed(library: Library, path: Path, old: Plain | Absent, new: Plain | Absent) -> Library:
    return cast("Library", _applied(plain_of(library), path, old, new))


def _applied(held: Plain, path: Path, old: Plain | Absent, new: Plain | Absent) -> Plain:
    """A copy of ``held`` with ``new`` at the path. At a list index ``ABSENT`` inserts (old) or removes (new)."""
    step, remaining = path[0], path[1:]
    if isinstance(step, int):
        assert isinstance(held, list), path
        elements = list(held)
        if remaining:
            elements[step] = _applied(elements[step], remaining, old, new)
        elif new is ABSENT:
            del elements[step]
        elif old is ABSENT:
            elements.insert(step, new)
        else:
            elements[step] = new
        return elements
    assert isinstance(held, dict), path
    entries = dict(held)
    if remaining:
        entries[step] = _applied(entries[step], remaining, old, new)
    elif new is ABSENT:
        entries.pop(step, None)
    else:
        entries[step] = new
    return entries


class EditSession:
    """An editing session on one library, with undo and redo."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    @property
    def undo_words(self) -> str:
        """The action that undo would revert; empty where there is none."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        """The action that redo would repeat; empty where there is none."""
        return self._undone[-1].words if self._undone else ""

    def do(self, edit: Edit) -> None:
        """Apply an edit; undone edits are dropped."""
        if edit.patches:
            self.library = apply(self.library, edit)
            self._done.append(edit)
            self._undone.clear()

    def undo(self) -> Edit | None:
        """Revert the last edit; None where there is none."""
        if not self._done:
            return None
        edit = self._done.pop()
        self.library = revert(self.library, edit)
        self._undone.append(edit)
        return edit

    def redo(self) -> Edit | None:
        """Repeat the last undone edit; None where there is none."""
        if not self._undone:
            return None
        edit = self._undone.pop()
        self.library = apply(self.library, edit)
        self._done.append(edit)
        return edit
