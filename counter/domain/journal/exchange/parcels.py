"""Files that travel between stations beside the entries (往来文件): what kinds there are, for whom, and their cover.

A parcel is a file as it is carried by hand today, unchanged, with a cover that its sender signs. What the file is worth
is decided by what it always was decided by: its own signatures, and the people who take it in. A key that is not
trusted yet (a hall's card, an office's, a bureau's, a request for a certificate) never travels so: two people compare
its fingerprint, and that is why it is trusted (docs/decisions/0034).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta

from counter.domain.errors import BadInput
from counter.domain.journal.entries import canonical_bytes
from counter.domain.journal.exchange.key_cards import STATION_CODE
from counter.domain.shapes import whole

FORM = 1
"""Of the cover: a higher one is of a newer program."""
MOST_BYTES = 32_000_000
"""Of a parcel with its cover; the hub takes no larger one either."""
_COVER = 4_000
PADDED_TO = 65_536
"""A sealed file is filled up to a multiple of it, so that its length tells little."""


class ParcelKind(StrEnum):
    """What is inside."""

    RATINGS = "ratings"
    GUIDE = "guide"
    REGISTER = "register"
    KEYS = "keys"
    CALENDAR = "calendar"


class ParcelReaders(StrEnum):
    """Whom a parcel is for, as the hub addresses it: kinds of stations of the county."""

    OFFICE = "kind:office"
    WINDOWS = "kind:window,hall"
    ALL = ""


class ParcelConsent(StrEnum):
    """Who lets what is inside come into force at the reader."""

    NOBODY = "nobody"
    """Signatures alone: certificates and revocations of a hall that people here trusted already."""
    PERSON = "person"
    """Somebody of the right duty with a PIN, as for the file."""


@dataclass(frozen=True, slots=True)
class ParcelSpec:
    """What holds for one kind. ``name``: for people; ``mark``: how the file begins (``recognised``); ``every``: each
    one counts, else the newest of a sender replaces those before; ``stays``: the newest is kept for whoever is new;
    ``sealed``: only the reader can open it; ``where``: who takes it in, for people; ``page``: where the same file is
    taken in by hand.
    """

    kind: ParcelKind
    name: str
    readers: ParcelReaders
    mark: bytes
    consent: ParcelConsent
    where: str
    page: str
    every: bool = False
    stays: bool = False
    sealed: bool = False
    most: int = MOST_BYTES - _COVER


SPECS: dict[ParcelKind, ParcelSpec] = {
    one.kind: one
    for one in (
        ParcelSpec(
            ParcelKind.RATINGS,
            "评价包",
            ParcelReaders.OFFICE,
            b'{\n "form": "counter-ratings-',
            ParcelConsent.PERSON,
            "差评处理室的人",
            "评价 → 收评价包",
            every=True,
            sealed=True,
            most=MOST_BYTES - 2 * PADDED_TO,
        ),
        ParcelSpec(
            ParcelKind.GUIDE,
            "指南包",
            ParcelReaders.WINDOWS,
            b"PK\x03\x04",
            ParcelConsent.PERSON,
            "值班负责人",
            "指南 → 版本",
            every=True,
            stays=True,
        ),
        ParcelSpec(
            ParcelKind.REGISTER,
            "大厅登记册",
            ParcelReaders.WINDOWS,
            b'{\n "form": "counter-register-',
            ParcelConsent.PERSON,
            "本窗口的人",
            "大厅 → 登记册",
            stays=True,
            most=20_000_000,
        ),
        ParcelSpec(
            ParcelKind.KEYS,
            "窗口证书和作废",
            ParcelReaders.ALL,
            b'{\n "form": "counter-keys-',
            ParcelConsent.NOBODY,
            "本程序核对签名后自动采用",
            "大厅 → 密钥",
            stays=True,
            most=4_000_000,
        ),
        ParcelSpec(
            ParcelKind.CALENDAR,
            "放假安排",
            ParcelReaders.WINDOWS,
            b"{",
            ParcelConsent.PERSON,
            "本窗口的人（换掉已公布的：值班负责人）",
            "counter calendar import",
            every=True,
            most=200_000,
        ),
    )
}
"""The kinds. Each comes into force as the file does: nothing of a parcel is believed because of the way it came."""

_SIGNED = "往来文件读不出：不完整，或者不是本程序写的。没有收，请发件的窗口再发一次。"


def spec_of(kind: str) -> ParcelSpec | None:
    """What holds for that kind; None for one of a newer program."""
    return SPECS.get(ParcelKind(kind)) if kind in tuple(ParcelKind) else None


def recognised(kind: ParcelKind, content: bytes) -> bool:
    """Whether a file can be of that kind, by its first bytes and its length."""
    spec = SPECS[kind]
    return len(content) <= spec.most and content.startswith(spec.mark)


class Parcel(msgspec.Struct, array_like=True, frozen=True):
    """A file with its cover. ``number``: which of its kind, to tell old from new (issue, version, year); ``title``: for
    people, and for everybody who carries it; ``file``: SHA-256 of the file as it is opened, so that the same one is not
    sent twice; None where the body is sealed. ``public_key``: of the sender's epoch; ``made_at``: UTC ISO.
    """

    form: Annotated[int, Meta(ge=1)]
    kind: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_.]{0,39}\Z")]
    station: Annotated[str, Meta(pattern=rf"^{STATION_CODE}\Z")]
    epoch: Annotated[int, Meta(ge=1, le=65_535)]
    public_key: Annotated[bytes, Meta(min_length=32, max_length=32)]
    demo: bool
    readers: Annotated[str, Meta(max_length=200)]
    number: Annotated[int, Meta(ge=0, le=2**53)]
    title: Annotated[str, Meta(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*\Z")]
    made_at: Annotated[str, Meta(max_length=40)]
    body: bytes
    signature: Annotated[bytes, Meta(max_length=64)] = b""

    def message(self) -> bytes:
        """The bytes that the sender signs."""
        cover = [
            self.form,
            self.kind,
            self.station,
            self.epoch,
            self.public_key.hex(),
            self.demo,
            self.readers,
            self.number,
            self.title,
            self.made_at,
            hashlib.sha256(self.body).hexdigest(),
        ]
        return b"counter-parcel-1" + canonical_bytes(cover)


def pack_parcel(parcel: Parcel) -> bytes:
    """A parcel as it travels (MessagePack)."""
    return msgspec.msgpack.encode(parcel)


def unpack_parcel(packed: bytes) -> Parcel:
    """A parcel back from its bytes; its signature is not proved. Raises BadInput for what no program wrote."""
    try:
        if len(packed) > MOST_BYTES:
            raise ValueError("too large for a parcel")
        return _DECODER.decode(packed)
    except (msgspec.MsgspecError, ValueError, RecursionError) as wrong:
        raise BadInput(_SIGNED, field="parcel") from wrong


def is_newer(packed: bytes) -> bool:
    """Whether a newer program wrote it, in a form that cannot be read here."""
    try:
        first = msgspec.msgpack.decode(packed)
        return isinstance(first, list) and type(first[0]) is int and first[0] > FORM
    except (msgspec.MsgspecError, ValueError, LookupError, RecursionError):
        return False


def padded(content: bytes) -> bytes:
    """The file with its length before it, filled up with zeros to a multiple of ``PADDED_TO``."""
    framed = len(content).to_bytes(8, "big") + content
    return framed.ljust(-(-len(framed) // PADDED_TO) * PADDED_TO, b"\0")


def unpadded(filled: bytes) -> bytes:
    """The file again. Raises BadInput."""
    length = int.from_bytes(filled[:8], "big")
    if len(filled) < 8 or length > len(filled) - 8:
        raise BadInput(_SIGNED, field="parcel")
    return filled[8 : 8 + length]


_DECODER = msgspec.msgpack.Decoder(whole(Parcel))


@cache
def reads() -> str:
    """Names what this program can read of files: another that reads more, or less, has another name."""
    from msgspec.inspect import type_info  # asked once, when files are exchanged

    return hashlib.sha256(
        repr((FORM, MOST_BYTES, sorted(SPECS), type_info(whole(Parcel)))).encode()
    ).hexdigest()
