"""``hall.configured``: the hall's settings as an event, so that the basis of a verdict stays on record."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import ClassVar

import msgspec

from counter.domain.hall.authority import Agreement
from counter.domain.hall.hall import CONSENTED, HallConfig
from counter.domain.journal.kinds import Slot, event


class AgreementRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """An agreement as it is written in a hall file; ``unseen_originals`` is left out where nothing is agreed."""

    organ: str
    acts: tuple[str, ...]
    number: str
    valid_from: date
    valid_until: date
    items: tuple[str, ...]
    unseen_originals: str = ""


@event("hall.configured", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HallConfigured:
    """``hall.configured``: the settings from now on, in the form of a hall file (``domain.hall.hall.hall_from``)."""

    station: str
    hall: str
    window: str
    region: str
    jurisdiction: str
    overlay: str
    demo: bool
    phone: str
    address: str
    hours: str
    switches: dict[str, bool]
    agreements: tuple[AgreementRecord, ...]
    office: bool = False
    bureau: bool = False
    organs: dict[str, dict[str, str]] = field(default_factory=dict)
    training: bool = False
    oversight: bool = False

    LATER: ClassVar = ("organs", "training", "oversight")


def configured(config: HallConfig) -> HallConfigured:
    """The event of these settings."""
    return HallConfigured(
        station=config.station,
        hall=config.hall,
        window=config.window,
        region=config.region,
        jurisdiction=config.jurisdiction,
        overlay=config.overlay or "",
        demo=config.demo,
        phone=config.phone,
        address=config.address,
        hours=config.hours,
        switches=dict(config.switches),
        agreements=tuple(_agreement(a) for a in config.agreements),
        office=config.office,
        bureau=config.bureau,
        organs={
            name: {k: v for k, v in asdict(recourse).items() if v} for name, recourse in config.organs.items()
        },
        training=config.training,
        oversight=config.oversight,
    )


def _agreement(agreement: Agreement) -> AgreementRecord:
    return AgreementRecord(
        agreement.organ,
        tuple(sorted(agreement.acts)),
        agreement.number,
        agreement.valid_from,
        agreement.valid_until,
        agreement.items,
        CONSENTED if agreement.unseen_originals else "",
    )
