"""The versions of the guide that a profile knows, and the library of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from counter.domain.errors import BadInput
from counter.domain.guide.publication import VERSIONS, KnownVersion, Versions, fold_versions
from counter.services.context.ports import Journal, Transaction

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.services import AppContext


def guide_versions(journal: Journal | Transaction) -> Versions:
    """What was handed in, checked, published or taken in so far, as the journal says at this moment."""
    return fold_versions(journal.entries(VERSIONS))


def library_of_version(app: AppContext, known: KnownVersion | None) -> Library:
    """The library of a publication; None: of what ships with the program, as this profile uses it (a demo with its
    overlay), so that what a first publication changes is told against what was asked for till then.

    Raises WorldTrouble where its file is gone or damaged.
    """
    if known is None:
        from counter.domain.guide.library import library_of  # a start only asks which version there is

        return library_of(app.shipped.guide(app.hall.overlay))
    return library_in(app.guides.library(known.publication.digest))


def library_in(content: bytes) -> Library:
    """The library in a kept file, entry by entry: read in one go, eleven megabytes would stop the window's thread too,
    for a third of a second. Raises MsgspecError for what is no library's outline."""
    parts = msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw] | list[msgspec.Raw]])
    return cast("Library", {part: _entries(entries) for part, entries in parts.items()})


def _entries(entries: dict[str, msgspec.Raw] | list[msgspec.Raw]) -> object:
    read = _ENTRY.decode
    if isinstance(entries, dict):
        return {key: read(entry) for key, entry in entries.items()}
    return [read(entry) for entry in entries]


_ENTRY = msgspec.json.Decoder()


def get_version(versions: Versions, number: int) -> KnownVersion:
    """The publication of that number. Raises BadInput where none is known here."""
    known = next((v for v in versions.known if v.publication.number == number), None)
    if known is None:
        have = "、".join(v.publication.title for v in versions.known)
        raise BadInput(
            f"这里没有指南第{number}版；{f'有的是{have}' if have else '还没有任何版本'}。", field="number"
        )
    return known
