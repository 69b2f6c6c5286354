"""The settings of one window on a day: its own part from the set-up, everything of the hall from the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counter.domain.hall.authority import Act, Agreement
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.organ import OrganNames, Recourse
from counter.domain.hall.register.records import (
    RegisteredAgreement,
    RegisteredHall,
    RegisteredOrgan,
    RegisteredStaff,
    RegisteredSwitch,
    RegisteredWindow,
    RegisterRecord,
)
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.hall.seal_maker import SealMaker


def settings_on(base: HallConfig, register: RegisterOnDay) -> HallConfig:
    """The settings in force: ``base`` (set-up) where there is no register; agreements keep their own days."""
    hall = register.hall
    if hall is None:
        return base
    window = next((w for w in register.windows if w.station == base.station), None)
    return replace(
        base,
        hall=hall.name,
        window=base.window if window is None else window.number,
        phone=hall.phone if window is None else window.phone or hall.phone,
        address=hall.address,
        hours=hall.hours,
        complaint=hall.complaint,
        place="" if window is None else window.place,
        switches=register.switches,
        agreements=tuple(agreement_of(a) for a in register.agreements),
        organs={
            o.guide_name: found
            for o in register.organs
            if (found := Recourse(o.review_body, o.court, o.phone)) != Recourse()
        },
        organ_names={
            o.guide_name: names
            for o in register.organs
            if (names := OrganNames(o.name, o.mark, o.code)) != OrganNames()
        },
        texts=register.texts,
        lock_minutes=hall.lock_minutes,
        register=register.number,
        emblem=picture.dots if (picture := register.pictures.get(hall.emblem)) is not None else "",
        emblem_picture=b"" if picture is None else picture.content,
        seal_makers=tuple(SealMaker(m.name, m.place, m.phone) for m in register.seal_makers),
    )


def agreement_of(record: RegisteredAgreement) -> Agreement:
    """An agreement as verdicts ask it."""
    return Agreement(
        organ=record.organ,
        acts=frozenset(Act(a) for a in record.acts),
        number=record.number,
        valid_from=record.since,
        valid_until=record.until,
        items=record.items,
        unseen_originals=record.unseen_originals,
    )


def first_records(config: HallConfig, staff: Sequence[StaffSeed]) -> tuple[RegisterRecord, ...]:
    """The settings of a set-up as records: the first issue of a hall that had no register."""
    lines: dict[str, int] = {}
    agreements = []
    for one in config.agreements:
        line = lines[one.number] = lines.get(one.number, 0) + 1
        agreements.append(
            RegisteredAgreement(
                number=one.number,
                organ=one.organ,
                acts=tuple(act for act in Act if act in one.acts),
                since=one.valid_from,
                until=one.valid_until,
                items=one.items,
                unseen_originals=one.unseen_originals,
                line=line,
            )
        )
    return (
        RegisteredHall(config.hall, config.address, config.phone, config.hours),
        RegisteredWindow(config.station, config.window),
        *(RegisteredStaff(s.code, s.name, s.role, s.organ) for s in staff),
        *(
            RegisteredOrgan(name, phone=r.phone, review_body=r.review_body, court=r.court)
            for name, r in config.organs.items()
        ),
        *agreements,
        *(RegisteredSwitch(id, on) for id, on in config.switches.items()),
    )
