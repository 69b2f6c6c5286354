"""Merge two libraries: a file's entries into the draft, or two drafts with a common base."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from counter.domain.guide.library import MAPS, library_in_parts

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Part


def merged(draft: Library, other: Library) -> Library:
    """The draft with every bundle, question, item, paper and switch of ``other``; nothing is removed.

    What is common to all bundles stays the draft's: a file of a few bundles includes it without meaning to change it
    (``library.part_of``). To replace everything, use the other library as the new draft. Neither is changed.
    """
    return cast("Library", {**draft, **{part: {**draft[part], **other[part]} for part in MAPS}})


def joined(base: Library, mine: Library, theirs: Library) -> tuple[Library, int]:
    """Three-way merge of two drafts, entry by entry, and the number of conflicts, which keep ``mine``.

    Changed entries of one side may refer to what the other removed: the checks report that. No argument is changed.
    """
    twice = 0

    def resolve(base_entry: object, one: object, other: object) -> object:
        nonlocal twice
        if one == base_entry:
            return other
        twice += other not in (base_entry, one)
        return one

    def merge_part(part: Part) -> object:
        if part not in MAPS:
            return resolve(base.get(part), mine.get(part), theirs.get(part))
        base_entry, one, other = base[part], mine[part], theirs[part]
        kept = {
            key: resolve(base_entry.get(key), one.get(key), other.get(key))
            for key in dict.fromkeys((*other, *one))
        }
        return {key: entry for key, entry in kept.items() if entry is not None}

    return library_in_parts(merge_part), twice
