"""Putting a library from a file into the draft: its entries replace those of the same id, new ones come in."""

from __future__ import annotations

from counter.domain.guide_library import MAPS, Library


def merged(draft: Library, other: Library) -> Library:
    """The draft with every bundle, question, item, paper and switch of ``other``; nothing is taken out.

    What is common to all bundles stays the draft's: a file of a few bundles carries it along without meaning to change
    it (``guide_library.part_of``). To replace everything, the other library is the new draft. Neither is changed.
    """
    return {**draft, **{part: {**draft[part], **other[part]} for part in MAPS}}
