"""Sign a sheet with the station key: its QR proves who issued these essentials and this file (DESIGN §7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.qr_essentials import read_essentials
from counter.domain.papers.verify.signed_code import (
    DIGEST_BYTES,
    HASH_BYTES,
    NO_PLACE,
    PREVIEW,
    ChainPlace,
    SignedCode,
    signed_text,
    text_of,
)
from counter.domain.papers.verify.signed_text import text_digest
from counter.domain.papers.verify.trusted_keys import fingerprint_of

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.domain.document.signature import Drawing
    from counter.services.context.paper_files import PaperMaker
    from counter.services.context.ports import Journal


def signed_sheet(
    journal: Journal,
    maker: PaperMaker,
    sheet: Document,
    drawing: Drawing | None = None,
    place: tuple[int, bytes] | None = None,
) -> bytes:
    """The sheet as PDF with one signature over essentials, words, every byte drawn and the journal's last entry.

    Signed with this epoch's station key, per copy and outside the filing's transaction. A sheet without a QR is made
    unsigned. ``place``: number and hash of an entry of this epoch to name instead of the last one, so that the same
    sheet gives the same bytes later. Raises WorldTrouble as ``PaperMaker.make``.
    """
    if not sheet.qr:
        return maker.make(sheet, drawing)
    sheet = as_leaving(sheet)
    seq, entry_hash = place or journal.place()
    code = replace(_unsigned(journal, sheet), place=ChainPlace(seq, entry_hash[:HASH_BYTES]))

    def sign(file_digest: bytes) -> str:
        return signed_text(replace(code, file_digest=file_digest), journal.sign)

    return maker.make_signed(replace(sheet, qr=text_of(code)), sign, drawing)


def as_preview(journal: Journal, sheet: Document) -> Document:
    """The sheet for a preview: the same layout with an unsigned QR, so that a picture of it proves nothing."""
    if not sheet.qr:
        return sheet
    sheet = as_leaving(sheet)
    return replace(sheet, qr=text_of(_unsigned(journal, sheet)))


def _unsigned(journal: Journal, sheet: Document) -> SignedCode:
    station = journal.station()
    return SignedCode(
        essentials=read_essentials(sheet.qr),
        station=station.code,
        epoch=station.epoch,
        fingerprint=fingerprint_of(journal.public_key().hex()),
        digest=text_digest(sheet),
        demo=station.demo,
        training=station.training,
        signature=PREVIEW,
        file_digest=bytes(DIGEST_BYTES),
        place=NO_PLACE,
    )
