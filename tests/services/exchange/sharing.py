"""Windows of one hall that read each other's cases: the hall key at one, certificates for all, wraps by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.key_events import KeyReason
from counter.domain.journal.exchange.key_wraps import KeyParcel
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Revocation
from counter.services.context.ports import StaffRow
from counter.services.exchange.ask_key import ask_key
from counter.services.exchange.share_keys import share_keys, wraps_sent, wraps_to_send
from counter.services.exchange.take_wraps import WrapsTakenIn, take_wraps
from counter.services.hall.configure_hall import configure_hall
from counter.services.hall.staff import add_staff
from counter.services.keys.ring import open_ring
from counter.services.keys.trusted import append, settled_keys, signed, station_keys, trusted_keys
from tests.foreign import foreign
from tests.services.exchange.stations import Station, case_id, placed, station
from tests.settings import demo_hall

CLERK = StaffRow("W01", "示例", "clerk", "x", active=True)
LEAD = {"code": "S01", "pin": "9876"}


def hall(folder: Path, *codes: str) -> list[Station]:
    """Windows of one hall; the first holds the hall key, and has a supervisor."""
    windows = [station(folder / code, code) for code in codes]
    first = windows[0].journal
    configure_hall(first, demo_hall(), actor="setup")
    add_staff(first, **LEAD, name="示例主管", role="supervisor", actor="setup")
    settled_keys(first, civil_date(windows[0].clock.at))
    seed = first.hall_seed()
    assert seed is not None
    (card,) = trusted_keys(first).halls.values()
    certificates = [
        signed(replace(own, hall_key=card.public_key), seed)
        for one in windows
        for own in station_keys(one.journal)
    ]
    for one in windows:
        append(one.journal, KeysTrusted("imported", (card,), tuple(certificates)), actor="S01")
    return windows


def revoke(at: Station, who: Station, everywhere: Iterable[Station]) -> None:
    """The hall revokes a window's key, and the others learn it."""
    seed = at.journal.hall_seed()
    assert seed is not None
    (own,) = station_keys(who.journal)
    day = civil_date(at.clock.at).isoformat()
    (card,) = trusted_keys(at.journal).halls
    said = Revocation(own.station, own.epoch, own.public_key, day, "电脑被盗", day, card)
    for one in everywhere:
        append(one.journal, KeysTrusted("imported", revocations=(signed(said, seed),)), actor="S01")


def ring(at: Station, **more: Any) -> None:
    """A generation of the hall ring."""
    open_ring(at.journal, **LEAD, today=civil_date(at.clock.at), **more)


def send_entries(of: Station, to: Station) -> None:
    """The entries arrive, as by the hub."""
    to.take_in(placed(of.batches()))


def send_wraps(of: Station, to: Station) -> WrapsTakenIn:
    """The wraps arrive."""
    share_keys(of.app)
    parcel = wraps_to_send(of.app)
    done = take_wraps(to.app, parcel)
    wraps_sent(of.app, parcel)
    return done


def parcel_of(of: Station) -> KeyParcel:
    """What it would send now."""
    share_keys(of.app)
    return wraps_to_send(of.app)


def ask(by: Station, case: str, why: str = KeyReason.SUPPLEMENT) -> str:
    """Ask to read a case; id of the request."""
    return ask_key(by.app, case, why, CLERK).id


def names(at: Station, *cases: str) -> list[bool]:
    """Of which of these cases the name can be read there."""
    return [any(e.personal for e in at.journal.entries(case)) for case in cases]


@dataclass
class Hall:
    """``room``: holds hall key and ring; ``owner``: with two new cases; ``other``: a window that has their entries."""

    room: Station
    owner: Station
    other: Station
    made: int = 0

    @property
    def all(self) -> tuple[Station, Station, Station]:
        """All windows."""
        return self.room, self.owner, self.other

    @property
    def one(self) -> str:
        """The first of the two cases."""
        return case_id(self.made - 1)

    @property
    def two(self) -> str:
        """The second."""
        return case_id(self.made)

    def name(self, case: str) -> str:
        """Whose case it is."""
        return f"欧阳{chr(0x4E10 + int(case[-4:], 16))}"

    def more(self) -> Hall:
        """Two further cases, whose entries arrive everywhere."""
        for _ in range(2):
            self.made += 1
            self.owner.accept(self.made, person={"name": self.name(case_id(self.made))})
        for reader in (self.room, self.other):
            send_entries(self.owner, reader)
        return self


def hall_with_ring(folder: Path) -> Hall:
    """A hall whose windows know the ring."""
    found = Hall(*hall(folder, "01", "03", "04"))
    ring(found.room)
    for window in (found.owner, found.other):
        send_wraps(found.room, window)
    return found


def seal_something(at: Station, case: str) -> None:
    """A window writes something about a person who stands there."""
    with at.journal.transaction() as tx:
        note = foreign("materials.noted", case, {}, sealed={"note": "带来原件"}, previous=tx.last_id(case))
        tx.append(note, actor="W01")
        tx.commit()
