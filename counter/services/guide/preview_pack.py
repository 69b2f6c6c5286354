"""Preview a guide pack before its import: who published it, its number and day, and what it would change."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.guide.diff.diff import diff
from counter.domain.guide.diff.tally import KindTally, tally
from counter.domain.guide.pack import HEADER, LIBRARY, MOST_HEADER, read_header
from counter.domain.guide.publication import BureauCard, Publication, SignedPublication, Versions
from counter.services.guide.check_library import check_library
from counter.services.guide.compare import files_of
from counter.services.guide.import_pack import BROKEN, MOST_LIBRARY
from counter.services.guide.trust_bureau import bureau_key
from counter.services.guide.versions import guide_versions, library_of_version
from counter.services.keys.trusted import verify

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


@dataclass(frozen=True, slots=True)
class PackPreview:
    """Preview of a pack. ``believed``: signed with the key trusted here, which an import needs; only then its content
    is read. ``changes``: how many places differ from the newest version known here (None: not compared), ``tallies``:
    how many rows of each kind are added, removed and changed. ``already``: this version was imported before. ``held``:
    the card trusted here.
    """

    signed: SignedPublication
    believed: bool
    already: bool
    changes: int | None = None
    held: BureauCard | None = None
    tallies: tuple[KindTally, ...] = ()


def preview_pack(app: AppContext, content: bytes) -> PackPreview:
    """Preview a pack; nothing is stored. Raises BadInput for what is no pack of a bureau."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            signed = read_header(_part(archive, HEADER, MOST_HEADER).decode("utf-8"))
            card = bureau_key(app.journal)
            believed = card is not None and card.public_key == signed.public_key and _signed(signed)
            library = _part(archive, LIBRARY, MOST_LIBRARY) if believed else b""
    except BadInput:
        raise
    except (*BROKEN, KeyError) as wrong:
        raise BadInput("这不是指南包（在指南编辑室导出的），或文件已损坏。", field="file") from wrong
    versions = guide_versions(app.journal)
    already = any(known.publication == signed.publication for known in versions.known)
    known = hashlib.sha256(library).hexdigest() == signed.publication.digest
    changes, tallies = _changes(app, signed.publication, versions, library) if known else (None, ())
    return PackPreview(signed, believed, already, changes, card, tallies)


def _changes(
    app: AppContext, publication: Publication, versions: Versions, library: bytes
) -> tuple[int | None, tuple[KindTally, ...]]:
    """Number of changes, and tallies; None for a library this program cannot use (its import reports why)."""
    try:
        checked = check_library(library) if library.startswith(b"{") else None
    except BadInput:
        checked = None
    if checked is None or checked.library is None:
        return None, ()
    before = versions.before(publication.number)
    files = (files_of(before), publication.files)
    old = library_of_version(app, before)
    return len(diff(old, checked.library, files).changes), tally(old, checked.library)


def _signed(signed: SignedPublication) -> bool:
    key, signature = bytes.fromhex(signed.public_key), bytes.fromhex(signed.signature)
    return verify(key, signed.publication.message(), signature)


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A member, whatever it says of its own size; more than ``most`` bytes are never unpacked."""
    with archive.open(name) as source:
        content = source.read(most + 1)
    if len(content) > most:
        raise BadInput("指南包展开后太大，不像是指南包。", field="file")
    return content
