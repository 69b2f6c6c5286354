"""Events of the keys that case keys are wrapped to: the hall ring (大厅钥匙环), and the station's own reading key."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.exchange.key_cards import ReadingKey, RingCard
from counter.domain.journal.kinds import Slot, event


@event("reading_key.stated", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ReadingKeyStated:
    """``reading_key.stated``: the key by which other stations let this one read, in this epoch."""

    key: ReadingKey


@event("ring.opened", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RingOpened:
    """``ring.opened``: a generation of the hall ring was made here; ``agreed_by``: code of the second person."""

    card: RingCard
    agreed_by: str = ""


@event("ring.exported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RingExported:
    """``ring.exported``: the private half left this profile, under a passphrase; ``agreed_by``: code of the second
    person.
    """

    public_key: str
    agreed_by: str = ""


@event("ring.imported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RingImported:
    """``ring.imported``: the private half was brought to this profile, which holds the ring from then on;
    ``agreed_by``: code of the second person.
    """

    card: RingCard
    agreed_by: str = ""


@event("ring.followed", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RingFollowed:
    """``ring.followed``: a generation opened elsewhere, proved by the hall's key, is in force here from then on."""

    card: RingCard


@event("ring.answering_set", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class RingAnsweringSet:
    """``ring.answering_set``: whether this profile answers by itself what other windows ask (``grant_keys``), as
    somebody of the hall decided. Off until then.
    """

    on: bool
