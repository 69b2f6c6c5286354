"""Two windows of a hall and the supervisor's room over them: real profiles, one hall key, the ring at the room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.share_keys import share_keys, wraps_sent, wraps_to_send
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.ring import RingSecret, import_ring, open_ring
from counter.services.keys.trusted import append, settled_keys, signed, station_keys
from counter.services.register.issue_register import issue_register
from counter.services.register.register_file import register_text, take_in_register
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall

ONE, TWO, ROOM = "15220101", "15220103", "15220192"
LEAD = {"code": "S01", "pin": "9876"}


@dataclass
class RoomOfHall:
    """Folders of the profiles; all share a clock."""

    folders: dict[str, Path]
    clock: SetClock

    @contextmanager
    def opened(self, code: str) -> Iterator[Office]:
        """One of them open."""
        with open_app(self.folders[code], self.clock) as app:
            yield Office(app, self.clock)

    def report(self, *codes: str) -> None:
        """What these windows wrote arrives at the room, with the keys that the ring opens."""
        with self.opened(ROOM) as room:
            for code in codes or (ONE, TWO):
                with self.opened(code) as window:
                    send(window.app, room.app)


def send(of: AppContext, to: AppContext) -> None:
    """Entries and keys, as by hub or stick."""
    share_keys(of)
    parcel = wraps_to_send(of)
    for _ in take_in_batches(to, own_batches(of), "hub", rest=0.0):
        pass
    take_wraps(to, parcel)
    wraps_sent(of, parcel)


def register(hall: RoomOfHall) -> None:
    """The hall's register as the first window signs it and the room has it: its windows and its people."""
    with hall.opened(ONE) as one, hall.opened(ROOM) as room:
        day = civil_date(hall.clock.at)
        supervisor = next(row for row in one.app.journal.staff() if row.code == "S01")
        records = (
            *(RegisteredWindow(code, code[-2:]) for code in (ONE, TWO)),
            RegisteredWindow(ROOM, "值班主管室"),
            *(RegisteredStaff(one.code, one.name, one.role, one.organ) for one in PEOPLE),
        )
        issue_register(one.app.journal, [change_to(record, day) for record in records], by=supervisor)
        overseer = next(row for row in room.app.journal.staff() if row.code == "S01")
        take_in_register(room.app.journal, register_text(one.app.journal), by=overseer)


def room_of_hall(folder: Path, at: datetime = FRIDAY) -> RoomOfHall:
    """The profiles, certified by the first window's hall key; the room holds the ring."""
    clock = SetClock(at)
    made = RoomOfHall({code: folder / code for code in (ONE, TWO, ROOM)}, clock)
    for code, place in made.folders.items():
        room = code == ROOM
        number = "值班主管室" if room else code[-2:]
        hall = replace(demo_hall(), station=code, window=number, oversight=room)
        create_profile(place, hall, PEOPLE, clock)
    today = civil_date(at)
    with made.opened(ONE) as one, made.opened(TWO) as two, made.opened(ROOM) as room_at:
        first = one.app.journal
        trust = settled_keys(first, today)
        seed = first.hall_seed()
        assert seed is not None
        (card,) = trust.halls.values()
        others = [
            signed(replace(own, hall_key=card.public_key), seed)
            for at_ in (two, room_at)
            for own in station_keys(at_.app.journal)
        ]
        given = KeysTrusted("imported", (card,), (*trust.certificates, *others))
        for at_ in (one, two, room_at):
            append(at_.app.journal, given, actor="S01")
        ring = open_ring(first, **LEAD, today=today)
        (key,) = first.ring_keys()
        import_ring(room_at.app.journal, lambda: RingSecret(ring, key), **LEAD, today=today)
    return made
