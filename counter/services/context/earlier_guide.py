"""The guide of a version that is not in force any more, for cases that it still says something about."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble

if TYPE_CHECKING:
    from counter.domain.guide.model import Guide
    from counter.domain.guide.publication import KnownVersion
    from counter.services.context.ports import GuideStore


def earlier_guide(guides: GuideStore, known: KnownVersion) -> Guide | None:
    """None where its file is gone: then nothing is told by it (``counter check`` says so)."""
    try:
        return read_guide(guides, known.publication.digest)  # type: ignore[arg-type]  # a store is like no other
    except WorldTrouble:
        return None


@lru_cache(maxsize=2)
def read_guide(guides: GuideStore, digest: str) -> Guide:
    """What a digest names never changes: the window asks at every look at a case, and reads it once."""
    import msgspec

    from counter.domain.guide.library import guide_of

    return guide_of(msgspec.json.decode(guides.library(digest)))
