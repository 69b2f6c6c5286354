"""Two libraries into one: a file's entries into the draft, or two drafts that were changed from the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from counter.domain.guide.library import MAPS, library_in_parts

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library, Part


def merged(draft: Library, other: Library) -> Library:
    """The draft with every bundle, question, item, paper and switch of ``other``; nothing is taken out.

    What is common to all bundles stays the draft's: a file of a few bundles carries it along without meaning to change
    it (``guide_library.part_of``). To replace everything, the other library is the new draft. Neither is changed.
    """
    return cast("Library", {**draft, **{part: {**draft[part], **other[part]} for part in MAPS}})


def joined(base: Library, mine: Library, theirs: Library) -> tuple[Library, int]:
    """What both made of ``base``, entry by entry, and how many entries both changed otherwise: those stay mine.

    Changed entries of one may name what the other took out: the judge finds that where it stands. None is changed.
    """
    twice = 0

    def either(was: object, one: object, other: object) -> object:
        nonlocal twice
        if one == was:
            return other
        twice += other not in (was, one)
        return one

    def both(part: Part) -> object:
        if part not in MAPS:
            return either(base.get(part), mine.get(part), theirs.get(part))
        was, one, other = base[part], mine[part], theirs[part]
        kept = {
            key: either(was.get(key), one.get(key), other.get(key)) for key in dict.fromkeys((*other, *one))
        }
        return {key: entry for key, entry in kept.items() if entry is not None}

    return library_in_parts(both), twice
