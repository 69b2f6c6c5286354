"""A window and the supervisor's room of its hall, on one hub in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.case import Case
from counter.domain.hall.consent import Consent
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.keys.trusted import append, settled_keys
from counter.services.register.issue_register import issue_register
from tests.services.exchange.memory_hub import MemoryHub
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock, leaving
from tests.settings import demo_hall

WINDOW, ROOM, OTHER = "15220103", "15220192", "15220104"
SECOND = StaffSeed("S02", "乌云", "supervisor", "8765")
SECOND_CONSENT = Consent("S02", "8765")


@dataclass
class Room:
    """``window``: with its clerk; ``app``: the room's; both have one clock."""

    window: Office
    app: AppContext
    hub: MemoryHub
    clock: SetClock

    def person(self, code: str = "S01") -> StaffRow:
        """A person of the room."""
        return next(row for row in self.app.journal.staff() if row.code == code)

    def exchange(self) -> list[RoundDone]:
        """Window, room, and the window again, each a round with the hub."""
        return [self.round(app) for app in (self.window.app, self.app, self.window.app)]

    def round(self, app: AppContext) -> RoundDone:
        """One round."""
        port = self.hub.port(app.journal.station().code)
        return exchange_round(app, lambda: port, f"machine of {port.code}")

    def register_at_window(self) -> None:
        """The window knows the other one too."""
        at, day = self.window.app.journal, civil_date(self.clock.at)
        windows = [change_to(RegisteredWindow(code, code[-2:]), day) for code in (WINDOW, OTHER)]
        issue_register(at, windows, by=next(row for row in at.staff() if row.code == "S01"))

    def finished(self) -> Case:
        """A case that its applicant withdrew whole, at the window."""
        case = self.window.file(replace(self.window.visit(), duplicate_reason="另一处场地"))
        items = tuple(item.id for item in case.items if not item.state.closed)
        return self.window.do(case, leaving(items, written=civil_date(self.clock.at)))


@contextmanager
def room_and_window(folder: Path) -> Iterator[Room]:
    """New demo profiles that know each other's keys, joined to a hub; the room's register has two windows."""
    clock, people, hub = SetClock(FRIDAY), (*PEOPLE, SECOND), MemoryHub(room=ROOM)
    create_profile(folder / "window", demo_hall(), people, clock)
    create_profile(folder / "room", replace(demo_hall(), station=ROOM, oversight=True), people, clock)
    with open_app(folder / "window", clock) as window, open_app(folder / "room", clock) as room:
        found = Room(Office(window, clock), room, hub, clock)
        day = civil_date(clock.at)
        for one, other in ((window, room), (room, window)):
            begin_marks(one, hub.name)
            trust = settled_keys(other.journal, day)
            settled_keys(one.journal, day)
            event = KeysTrusted(
                "imported", halls=tuple(trust.halls.values()), certificates=trust.certificates
            )
            append(one.journal, event, actor="S01")
        windows = (
            RegisteredWindow(WINDOW, "03"),
            RegisteredWindow(OTHER, "04"),
            RegisteredWindow(ROOM, "92"),
        )
        issue_register(room.journal, tuple(change_to(one, day) for one in windows), by=found.person())
        yield found
