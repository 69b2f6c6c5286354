"""Files from the bureau to the windows: the card of its key, and the header of a signed guide pack.

A pack is a zip of ``header.json`` (this file), ``library.json`` (canonical) and ``files/<sha256>``.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TypeVar

from counter.domain.errors import BadInput
from counter.domain.guide.attached_files import MOST_BYTES, check_file_name, check_together, has_unseen
from counter.domain.guide.publication import FORM, BureauCard, Publication, SignedPublication
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import canonical_bytes

CARD_FORM = "counter-guide-bureau-1"
HEAD_PURPOSE = b"counter-guide-head-1"
"""Begins what the bureau's key signs of the head in a pack: which station key is the bureau's."""
VOUCHER = "bureau_signature"
HEADER, LIBRARY, FILES = "header.json", "library.json", "files/"
ENDINGS = (".指南包", ".guide")
MOST_HEADER = 1_000_000
MOST_NOTES = 2_000
_LONGEST_NAME = 100

_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_VERSION = re.compile(r"G[0-9a-f]{10}")
_CARD = "指南编辑室的公钥文件（在指南编辑室导出的）"
_PACK = "指南包（在指南编辑室导出的）"

T = TypeVar("T")


def card_text(card: BureauCard) -> str:
    """The text of a card file: the public half of the bureau's key."""
    return _text(CARD_FORM, card)


def read_card(text: str) -> BureauCard:
    """The card of a card file. Raises BadInput for anything else; two people have to compare its fingerprint."""
    card = _read(text, CARD_FORM, BureauCard, _CARD)
    named = _is_name(card.bureau) and _is_name(card.region)
    if not named or not _KEY.fullmatch(card.public_key) or not _is_day(card.since):
        raise BadInput(f"这不是{_CARD}，或者文件不完整。", field="file")
    return card


def header_text(signed: SignedPublication) -> str:
    """The text of a pack's header."""
    return _text(FORM, signed)


def read_header(text: str) -> SignedPublication:
    """The header of a pack, its signature not verified yet. Raises BadInput for anything else, also from a newer
    program."""
    signed = _read(text, FORM, SignedPublication, _PACK)
    publication = signed.publication
    hashes = (publication.digest, signed.public_key, *(file.digest for file in publication.files))
    whole = (
        all(_KEY.fullmatch(one) for one in hashes)
        and (not publication.previous or _KEY.fullmatch(publication.previous))
        and _SIGNATURE.fullmatch(signed.signature)
        and _VERSION.fullmatch(publication.version)
        and publication.number >= 1
        and _is_name(publication.bureau)
        and _is_name(publication.region)
        and _is_time(publication.published_at)
        and len(publication.notes) <= MOST_NOTES  # shown before the pack is trusted
        and publication.notes == plain_notes(publication.notes)
    )
    if not whole:
        raise BadInput(f"这不是{_PACK}，或者文件不完整。", field="file")
    _check_files(publication)
    return signed


def plain_notes(text: str) -> str:
    """The bureau's notes without invisible characters."""
    return "".join(c for c in text if c.isspace() or not has_unseen(c)).strip()


def _check_files(publication: Publication) -> None:
    for file in publication.files:
        check_file_name(file.name)
        if not 0 < file.size <= MOST_BYTES:
            raise BadInput(f"指南包里的“{file.name}”大小不对。", field="file")
    check_together(publication.files)


def _text(form: str, publication: object) -> str:
    return json.dumps({"form": form, **codec.write(publication)}, ensure_ascii=False, indent=1) + "\n"


def _read(text: str, form: str, kind: type[T], what: str) -> T:
    try:
        values = json.loads(text) if len(text) <= MOST_HEADER else None
        canonical_bytes(values)  # finds surrogates and numbers that the journal cannot hold
    except (ValueError, RecursionError, OverflowError):
        values = None
    if not isinstance(values, dict):
        raise BadInput(f"这不是{what}。", field="file")
    named = values.pop("form", None)
    if named != form:
        newer = isinstance(named, str) and re.fullmatch(re.escape(form[:-1]) + r"[0-9]+", named)
        raise BadInput(
            f"这是更新的程序做的{what}，本程序读不了，请先升级。" if newer else f"这不是{what}。",
            field="file",
        )
    try:
        return codec.read(kind, values)
    except (Unreadable, OverflowError, ValueError):
        raise BadInput(f"这不是{what}，或者文件不完整。", field="file") from None


def _is_name(text: str) -> bool:
    """Whether it is one short printable line, as people compare fingerprints under it."""
    return bool(text.strip()) and len(text) <= _LONGEST_NAME and text.isprintable()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
