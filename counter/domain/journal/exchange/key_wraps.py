"""Wraps of case keys as they travel beside the entries, through hub and courier file: opaque to whoever carries them.

Never in an entry: entries stay for ever, wraps are deleted when a person is forgotten (docs/decisions/0033).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Meta

from counter.domain.errors import BadInput
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.key_cards import STATION_CODE, ReadingKey, RingCard
from counter.domain.journal.exchange.scope import UUID
from counter.domain.shapes import whole

WRAP_BYTES = 80
"""A wrapped key: 32 bytes of a fresh public key, the 32 of the case key, 16 that authenticate (HPKE, RFC 9180)."""
MOST_WRAPS = 20_000
"""Wraps of one parcel: the rest goes with the next."""
LARGEST_PARCEL = 16_000_000
"""Bytes of a parcel; a larger one was made by no station."""


class KeyWrap(msgspec.Struct, array_like=True, frozen=True, tag=1):
    """A case key, wrapped for one recipient. ``maker``: code of the station that seals with it; ``recipient``: as
    ``key_cards`` names them.
    """

    subject: Annotated[str, Meta(pattern=rf"^{UUID}\Z")]
    maker: Annotated[str, Meta(pattern=rf"^{STATION_CODE}\Z")]
    recipient: Annotated[str, Meta(pattern=r"^[0-9A-Za-z:-]{1,64}\Z")]
    wrapped: Annotated[bytes, Meta(min_length=WRAP_BYTES, max_length=WRAP_BYTES)]


class KeyParcel(msgspec.Struct, array_like=True, frozen=True, tag=1):
    """What travels beside the entries at one time. ``retired``: recipients for whom no wrap is kept any more."""

    wraps: Annotated[tuple[KeyWrap, ...], Meta(max_length=MOST_WRAPS)] = ()
    reading_keys: Annotated[tuple[ReadingKey, ...], Meta(max_length=MOST_WRAPS)] = ()
    rings: Annotated[tuple[RingCard, ...], Meta(max_length=100)] = ()
    retired: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[0-9A-Za-z:-]{1,64}\Z")], ...], Meta(max_length=100)
    ] = ()

    def __bool__(self) -> bool:
        return bool(self.wraps or self.reading_keys or self.rings or self.retired)


def wrap_info(subject: str, maker: str, recipient: str) -> bytes:
    """What a wrap is bound to (HPKE ``info``): it opens for no other case, maker or recipient."""
    return b"counter-case-key-1" + canonical_bytes([subject, maker, recipient])


def pack_keys(parcel: KeyParcel) -> bytes:
    """A parcel as it travels (MessagePack)."""
    return msgspec.msgpack.encode(parcel)


def unpack_keys(packed: bytes) -> KeyParcel:
    """A parcel back from its bytes; nothing of it is proved. Raises BadInput."""
    try:
        if len(packed) > LARGEST_PARCEL:
            raise ValueError("too large for a parcel of keys")
        return _DECODER.decode(packed)
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        raise BadInput(
            "这一包密钥读不出：文件不完整，或者不是本程序写的。没有收进来，请重新拷一份。", field="file"
        ) from wrong


def key_cards(parcel: KeyParcel) -> dict[str, bytes]:
    """Reading keys and rings of a parcel, each by the name of its recipient and as bytes of its own."""
    keys = {key.recipient: pack_keys(KeyParcel(reading_keys=(key,))) for key in parcel.reading_keys}
    return keys | {card.recipient: pack_keys(KeyParcel(rings=(card,))) for card in parcel.rings}


def read_key_cards(cards: Iterable[bytes]) -> KeyParcel:
    """The parcel of such bytes; what is none of them is passed over, for nothing of it is proved yet."""
    keys: dict[ReadingKey, None] = {}
    rings: dict[RingCard, None] = {}
    for packed in cards:
        try:
            one = unpack_keys(packed)
        except BadInput:
            continue
        keys |= dict.fromkeys(one.reading_keys)
        rings |= dict.fromkeys(one.rings)
    return KeyParcel(reading_keys=tuple(keys), rings=tuple(rings))


_DECODER = msgspec.msgpack.Decoder(whole(KeyParcel))
