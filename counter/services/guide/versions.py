"""The versions of the guide that a profile knows, and the library of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec

from counter.domain.errors import BadInput
from counter.domain.guide.publication import VERSIONS, ChangesSeen, KnownVersion, Versions, fold_versions
from counter.domain.journal.entries import NewEntry
from counter.services.context.ports import Journal, Transaction

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.context.app import AppContext


def guide_versions(journal: Journal | Transaction) -> Versions:
    """Every version submitted, approved, published or imported so far, folded from the journal."""
    return fold_versions(journal.entries(VERSIONS))


def library_of_version(app: AppContext, known: KnownVersion | None) -> Library:
    """The library of a publication; None: the one shipped with the program (a demo's with its overlay), which a first
    publication is compared with.

    Raises WorldTrouble where its file is gone or damaged.
    """
    if known is None:
        from counter.domain.guide.library import library_of  # a start only asks which version there is

        return library_of(app.shipped.guide(app.hall.overlay))
    return library_in(app.guides.library(known.publication.digest))


def library_in(content: bytes) -> Library:
    """Decode a stored library, entry by entry: eleven megabytes in one call hold the GIL for a third of a second.

    Raises MsgspecError where the content has no library's outline.
    """
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


def mark_changes_read(journal: Journal, number: int, *, clerk: str) -> Versions:
    """Record once that the clerk has read the changes of publication ``number``.

    Raises BadInput for a number that was never imported here.
    """
    with journal.transaction() as tx:
        known = fold_versions(tx.entries(VERSIONS))
        publication = get_version(known, number).publication
        if not known.has_seen(clerk, number):
            event = ChangesSeen(number, publication.version)
            tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=clerk)
            known = fold_versions(tx.entries(VERSIONS))
            tx.commit()
    return known
