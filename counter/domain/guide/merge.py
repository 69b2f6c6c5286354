"""Two libraries into one: a file's entries into the draft, or two drafts that were changed from the same one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.domain.guide.library import MAPS, PARTS, Library


def merged(draft: Library, other: Library) -> Library:
    """The draft with every bundle, question, item, paper and switch of ``other``; nothing is taken out.

    What is common to all bundles stays the draft's: a file of a few bundles carries it along without meaning to change
    it (``guide_library.part_of``). To replace everything, the other library is the new draft. Neither is changed.
    """
    return {**draft, **{part: {**draft[part], **other[part]} for part in MAPS}}


def joined(base: Library, mine: Library, theirs: Library) -> tuple[Library, int]:
    """What both made of ``base``, entry by entry, and how many entries both changed otherwise: those stay mine.

    Changed entries of one may name what the other took out: the judge finds that where it stands. None is changed.
    """
    twice = 0
    made: dict[str, Any] = {}
    for part in PARTS:
        if part not in MAPS:
            kept, clash = _either(base.get(part), mine.get(part), theirs.get(part))
            made[part], twice = kept, twice + clash
            continue
        one, two, three = base[part], mine[part], theirs[part]
        entries: dict[str, Any] = {}
        for key in dict.fromkeys((*three, *two)):
            kept, clash = _either(one.get(key), two.get(key), three.get(key))
            twice += clash
            if kept is not None:
                entries[key] = kept
        made[part] = entries
    return made, twice


def _either(base: Mapping[str, Any] | None, mine: Any, theirs: Any) -> tuple[Any, bool]:
    if mine == base:
        return theirs, False
    return mine, theirs not in (base, mine)
