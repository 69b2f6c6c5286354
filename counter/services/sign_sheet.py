"""Sign a sheet with the window's own key: its QR then says who issued these essentials and these words (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from counter.domain.paperwork.essentials import read_essentials
from counter.domain.paperwork.signed_code import PREVIEW, SignedCode, signed_text
from counter.domain.paperwork.visible import text_digest
from counter.domain.trust import fingerprint_of

if TYPE_CHECKING:
    from counter.domain.papers import Document
    from counter.services.ports import Journal


def sign_sheet(journal: Journal, sheet: Document) -> Document:
    """The sheet as it leaves: essentials, copy number and a digest of its words, signed by this epoch's station key.

    A sheet without a QR stays as it is. Signed per copy and outside the filing's transaction: nobody waits for it.
    """
    return _coded(journal, sheet, journal.sign)


def as_preview(journal: Journal, sheet: Document) -> Document:
    """The sheet for a screen: laid out alike, but a picture of it is no paper, because nobody signed its QR."""
    return _coded(journal, sheet, lambda _: PREVIEW)


def _coded(journal: Journal, sheet: Document, sign: Callable[[bytes], bytes]) -> Document:
    if not sheet.qr:
        return sheet
    station = journal.station()
    code = SignedCode(
        essentials=read_essentials(sheet.qr),
        station=station.code,
        epoch=station.epoch,
        fingerprint=fingerprint_of(journal.public_key().hex()),
        digest=text_digest(sheet),
        demo=station.demo,
        signature=PREVIEW,
    )
    return replace(sheet, qr=signed_text(code, sign))
