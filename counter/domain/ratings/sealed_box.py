"""What is sealed to the handler's public key (L9): a named rating, an anonymous one, or nothing; all of one size.

The rated station seals and can never open again. Every closed invitation leaves one box of each sort, whatever was
chosen: neither number, size nor position of the boxes reveals anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter.domain.journal.kinds import Slot, event
from counter.domain.ratings.rating import Channel, Grade, Stage

BOX_BYTES = 4096
"""Size of what is sealed: the longest rating fits, a shorter one and none at all are padded to it."""
SEALING_BYTES = 48
"""What sealing adds to ``BOX_BYTES``: HPKE's encapsulated key (32) and the seal's tag (16)."""
MARK_BYTES = 32
"""The one-time public key at the head of a box (X25519)."""


def mark_of(box: bytes) -> bytes:
    """First bytes of a sealed box, by which it is found among others."""
    return box[:MARK_BYTES]


@dataclass(frozen=True, slots=True)
class RatedItem:
    """An item of the rated visit as its guide names it."""

    id: str
    name: str
    organ: str


@dataclass(frozen=True, slots=True)
class Rater:
    """Who rates by name: what the call-back and the platform's fields need. ``kind``: person | organisation."""

    kind: str
    name: str
    id_type: str
    id_number: str
    phone: str


@dataclass(frozen=True, slots=True)
class NamedRating:
    """实名保密: bound to case, items, clerk, channel and time. ``at``: UTC ISO; ``accepted_on``: civil day, ISO or "".

    ``on_the_spot``: 即办件 (every item done at once). ``code``: the slip's one-time code where it came from one.
    """

    id: str
    hall: str
    region: str
    station: str
    window: str
    clerk: str
    clerk_name: str
    case: str
    bundle: int
    bundle_name: str
    items: tuple[RatedItem, ...]
    stage: Stage
    channel: Channel
    at: str
    grade: Grade
    reasons: tuple[str, ...]
    reasons_version: str
    words: str
    rater: Rater
    accepted_on: str = ""
    on_the_spot: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class AnonymousRating:
    """匿名: a random id, the day instead of the time, hall, bundle and stage; nobody and no window is named."""

    id: str
    hall: str
    region: str
    bundle: int
    bundle_name: str
    stage: Stage
    channel: Channel
    day: str
    grade: Grade
    reasons: tuple[str, ...]
    reasons_version: str
    words: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Content of a box without a rating."""


Boxed = NamedRating | AnonymousRating | Nothing


@dataclass(frozen=True, slots=True)
class HandlerCard:
    """The public half of the bad-rating handler's key (差评处理人公钥), X25519 as hex, made at the office.

    ``office``: what the office is called; ``since``: civil day, ISO.
    """

    office: str
    region: str
    public_key: str
    since: str
    demo: bool


# -- entries of the rated station --


@event("rating_key.trusted", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HandlerTrusted:
    """``rating_key.trusted`` (subject ``rating_key``): boxes are sealed to this key from now on."""

    card: HandlerCard


@event("rating.boxed", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class RatingBoxed:
    """``rating.boxed`` (subject ``ratings``): the named box of a closed invitation (base64).

    ``day``: the civil day (ISO) that its anonymous box belongs to; empty in entries of an older program.
    """

    box: str
    day: str = ""


@event("ratings.batched", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class RatingsBatched:
    """``ratings.batched`` (subject ``ratings``): a day's anonymous boxes (base64), sorted by their bytes."""

    day: date
    boxes: tuple[str, ...]


@event("rating.refused", slot=Slot.NONE)
@dataclass(frozen=True, slots=True)
class RatingRefused:
    """``rating.refused`` (subject ``ratings``): an attempt to rate that does not count."""

    cause: str  # services.ratings.refuse.Cause


@event("ratings.packed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RatingsPacked:
    """``ratings.packed`` (subject ``rating_packs``): boxes up to that entry of the chain were exported in a signed
    file.
    """

    epoch: int
    until: int
    named: int
    anonymous: int
    digest: str  # SHA-256 of the file
    accounts: int | None = None
