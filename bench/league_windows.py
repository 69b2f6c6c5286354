"""Windows of a league's day: each a login of its own that reports its visits and fetches those of its hall.

A round asks what a real window's asks (``services/exchange/round.py``), without a profile.

One process has whole counties, so it knows alone what each of its halls must get.
"""

from __future__ import annotations

import heapq
import random
import threading
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

from bench.hub_station import BenchStation
from bench.league_day import Day
from counter.db.hub.client import PostgresHub, connect_hub
from counter.domain.journal.entries import Entry
from counter.domain.journal.exchange.batch import EntryBatch, SentEntry, prove
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.hub_port import HubUnreachable
from counter.services.keys.trusted import verify
from tests.db.hub.streams import new_case

THREADS = 12
ELSEWHERE = 0.03
"""Of the visits: somebody brings papers to a window of another hall of his county."""
IDLE, AGAIN = 60.0, 5.0
"""Seconds on the wall between rounds without a visit, and after a round that was cut (a real window: 60)."""
_MACHINE, _AT_ONCE, _KEPT = "bench", 8, 500


@dataclass
class Counted:
    """What one process saw. Milliseconds; ``pushes`` and ``rounds`` by whether it was a peak."""

    pushes: dict[bool, list[float]] = field(default_factory=lambda: {False: [], True: []})
    rounds: dict[bool, list[float]] = field(default_factory=lambda: {False: [], True: []})
    connects: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    visits: int = 0
    elsewhere: int = 0
    entries: int = 0
    pulled: int = 0
    cut: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    skipped: int = 0
    doubled: int = 0
    strange: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Counted) -> None:
        """Those of another process too."""
        for mine, its in ((self.pushes, other.pushes), (self.rounds, other.rounds)):
            for peak in (False, True):
                mine[peak] += its[peak]
        for name in (
            "connects",
            "late",
            "faults",
            "visits",
            "elsewhere",
            "entries",
            "pulled",
            "lost",
            "skipped",
            "doubled",
            "strange",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.cut += other.cut


@dataclass(frozen=True)
class Seat:
    """A window of the league: its login, and the turn it takes among all."""

    enrolment: Enrolment
    number: int


@dataclass
class County:
    """What its windows share: cases that were opened lately, and which halls must get which case."""

    keys: dict[str, bytes] = field(default_factory=dict)
    recent: deque[tuple[str, str]] = field(default_factory=lambda: deque(maxlen=_KEPT))
    halls: dict[str, set[str]] = field(default_factory=dict)
    written: list[tuple[str, int, str]] = field(default_factory=list)


class LeagueWindow:
    """One window. ``unsent``: batches that the hub has not acknowledged to it."""

    def __init__(
        self, seat: Seat, county: County, visits: Sequence[Sequence[Entry]], counted: Counted
    ) -> None:
        self.code, self.hall = seat.enrolment.station, seat.enrolment.hall
        self._enrolment, self._county, self._visits, self._counted = seat.enrolment, county, visits, counted
        self._station = BenchStation(self.code)
        self._chance = random.Random(seat.number)
        self._unsent: deque[EntryBatch] = deque()
        self._follow: list[str] = []
        self._acknowledged = self._turn = self._pos = 0
        self._link = b""
        self._received: Counter[tuple[str, int]] = Counter()
        self.lock = threading.Lock()
        self.last_round = 0.0
        county.keys[self.code] = self._station.public_key

    def serve(self) -> None:
        """One visit, written down here."""
        visit = self._visits[self._chance.randrange(len(self._visits))]
        case, county = new_case(), self._county
        others = [one for one, hall in list(county.recent)[-50:] if hall != self.hall]
        if others and self._chance.random() < ELSEWHERE:
            case, visit = self._chance.choice(others), visit[1:2] + visit[-1:]
            self._follow.append(case)
            self._counted.elsewhere += 1
        else:
            county.recent.append((case, self.hall))
        county.halls.setdefault(case, set()).add(self.hall)
        batch = self._station.signed(self._station.again(visit, case))
        county.written += [(self.code, one.seq, case) for one in batch.entries if isinstance(one, SentEntry)]
        self._unsent.append(batch)
        self._counted.visits += 1
        self._counted.entries += len(batch.entries)

    def exchange(self, *, peak: bool) -> bool:
        """A round with the hub. False: it was cut."""
        began = time.perf_counter()
        try:
            with closing(connect_hub(self._enrolment)) as hub:
                self._counted.connects.append(_since(began))
                self._round(hub, peak=peak)
        except HubUnreachable as cut:
            self._counted.cut[cut.sentence] += 1
            return False
        finally:
            self.last_round = time.monotonic()
        self._counted.rounds[peak].append(_since(began))
        return True

    def _round(self, hub: PostgresHub, *, peak: bool) -> None:
        state = hub.state()
        if self._pos and hub.link(self._pos) != self._link:
            self._counted.faults.append(f"{self.code}: another order than was seen")
        hub.open_epoch(1, self._station.public_key, b"", _MACHINE)
        known = hub.known(1, max(0, self._acknowledged - 512))
        self._counted.lost += known.seq < self._acknowledged
        while self._unsent and self._unsent[0].last <= known.seq:
            self._acknowledged = self._unsent.popleft().last
        for case in self._follow:
            hub.follow(case, "补件")
        self._follow.clear()
        alone, began = len(self._unsent) == 1, time.perf_counter()
        for answer in hub.push_all(list(self._unsent)):
            self._acknowledged = answer.upto
            self._unsent.popleft()
        if alone:
            self._counted.pushes[peak].append(_since(began))
        self._pull(hub)
        self._pos, self._link = state.pos, state.link

    def _pull(self, hub: PostgresHub) -> None:
        more = True
        while more:
            answer = hub.pull(self._turn, _AT_ONCE)
            for batch in answer.batches:
                prove(batch, self._county.keys[batch.station], verify)
                for entry in batch.entries:
                    if isinstance(entry, SentEntry):
                        self._received[batch.station, entry.seq] += 1
                        self._counted.pulled += 1
            came, self._turn, more = answer.turn != self._turn, answer.turn, answer.more
            if came:  # counted: a real window that is cut here asks again, and takes nothing in twice
                state = hub.state()
                self._pos, self._link = state.pos, state.link

    def end(self) -> None:
        """The day is over: count what should be here and is not, and what came twice."""
        wanted = {
            (station, seq)
            for station, seq, case in self._county.written
            if station != self.code and self.hall in self._county.halls[case]
        }
        self._counted.skipped += len(wanted - self._received.keys()) + len(self._unsent)
        self._counted.doubled += sum(times > 1 for times in self._received.values())
        self._counted.strange += len(self._received.keys() - wanted)


def work(seats: Sequence[Seat], day: Day, starts: float, visits: Sequence[Sequence[Entry]]) -> Counted:
    """A whole day of these windows. ``starts``: when it begins, by the clock that only goes on."""
    counted = Counted()
    counties: dict[str, County] = {}
    windows = [
        LeagueWindow(one, counties.setdefault(one.enrolment.county, County()), visits, counted)
        for one in seats
    ]
    queue: list[tuple[float, int, bool]] = []
    for at, seat in enumerate(seats):
        queue += [(starts + due, at, True) for due in day.visits(seat.number)]
        queue.append((starts + random.Random(at).uniform(0, IDLE), at, False))
    heapq.heapify(queue)
    _run(windows, queue, day, starts, counted)
    for _ in range(2):  # every push of the day, then everything that others pushed
        for window in windows:
            while not window.exchange(peak=False):
                time.sleep(AGAIN)
    for window in windows:
        window.end()
    return counted


def _run(
    windows: Sequence[LeagueWindow],
    queue: list[tuple[float, int, bool]],
    day: Day,
    starts: float,
    counted: Counted,
) -> None:
    waits = threading.Condition()

    def one() -> None:
        while True:
            with waits:
                while queue and queue[0][0] > time.monotonic():
                    waits.wait(min(1.0, queue[0][0] - time.monotonic()))
                if not queue:
                    return
                due, at, is_visit = heapq.heappop(queue)
            try:
                again = _take(windows[at], due, day, starts, counted, is_visit=is_visit)
            except Exception as wrong:  # noqa: BLE001  # the day goes on and the report names it
                counted.faults.append(f"{windows[at].code}: {type(wrong).__name__}: {wrong}")
                again = time.monotonic() + AGAIN
            if again is not None and again < starts + day.seconds:
                with waits:
                    heapq.heappush(queue, (again, at, False))
                    waits.notify()

    threads = [threading.Thread(target=one) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _take(
    window: LeagueWindow, due: float, day: Day, starts: float, counted: Counted, *, is_visit: bool
) -> float | None:
    """Do what is due; returns when the window's next round without a visit is, None where another one is planned."""
    now = time.monotonic()
    with window.lock:
        if not is_visit and window.last_round + IDLE > now:
            return window.last_round + IDLE
        if is_visit:
            counted.late.append((now - due) * 1000)
            window.serve()
        done = window.exchange(peak=day.is_peak(now - starts))
    if not done:
        window.last_round = 0.0
        return time.monotonic() + AGAIN
    return None if is_visit else time.monotonic() + IDLE


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000
