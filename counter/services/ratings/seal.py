"""Seal what an applicant chose to the handler's public key: every box has one size and opens with the private key only.

Every box has a fresh key pair whose private half is discarded (``services.keys.public_sealing``): the station that
sealed a box cannot open it again.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from counter.domain.errors import BadInput
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import canonical_bytes
from counter.domain.ratings.sealed_box import (
    BOX_BYTES,
    AnonymousRating,
    Boxed,
    NamedRating,
    Nothing,
)
from counter.services.keys.public_sealing import open_sealed, seal_to

INFO = b"counter-rating-1"
"""The purpose of the key, bound into every box (HPKE ``info``)."""

_KINDS: dict[str, type[NamedRating] | type[AnonymousRating] | type[Nothing]] = {
    "named": NamedRating,
    "anonymous": AnonymousRating,
    "nothing": Nothing,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def seal(public_key: str, boxed: Boxed) -> bytes:
    """The box, of one length whatever its content. ``public_key``: the handler's, as hex.

    Raises BadInput where that is no key.
    """
    plain = _plain(boxed)
    try:
        return seal_to(bytes.fromhex(public_key), plain, INFO)
    except ValueError as wrong:
        raise BadInput("差评处理室的公钥不完整，不能封存评价。", field="public_key") from wrong


def open_box(private_key: bytes, box: bytes) -> Boxed:
    """Open a box (office). Raises BadInput where it was sealed to another key, or is damaged."""
    try:
        plain = open_sealed(private_key, box, INFO)
        values = msgspec.json.decode(plain, type=dict[str, dict[str, object]])
        ((name, content),) = values.items()
        return codec.read(_KINDS[name], content)
    except (ValueError, KeyError, Unreadable) as wrong:
        raise BadInput("这份评价打不开：不是封给这把密钥的，或已损坏。", field="box") from wrong


def _plain(boxed: Boxed) -> bytes:
    """The canonical bytes, padded with blanks to ``BOX_BYTES``."""
    plain = canonical_bytes({_NAMES[type(boxed)]: codec.write(boxed)})
    while len(plain) > BOX_BYTES and isinstance(boxed, NamedRating):
        boxed = _shorter(boxed)
        plain = canonical_bytes({"named": codec.write(boxed)})
    if len(plain) > BOX_BYTES:
        raise BadInput("这条评价太长，装不进封存的格式。", field="words")
    return plain.ljust(BOX_BYTES)


def _shorter(rating: NamedRating) -> NamedRating:
    """The rating without the longest name and organ of an item (its id remains), else without an item."""
    longest = max(rating.items, key=lambda i: len(i.name) + len(i.organ), default=None)
    if longest is None:
        raise BadInput("这条评价太长，装不进封存的格式。", field="words")
    if longest.name or longest.organ:
        kept = tuple(replace(i, name="", organ="") if i is longest else i for i in rating.items)
    else:
        kept = rating.items[:-1]
    return replace(rating, items=kept)
