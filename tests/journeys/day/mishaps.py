"""What goes wrong on the day, each thing at its time: lines, processes, the server, a PC, the stick, a clock."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli.shop import pin_file
from tests.journeys.day.county import TOWNSHIP, Place, burn, copied
from tests.journeys.day.day_clock import put_wrong
from tests.journeys.day.remote import NotDone, WindowGone
from tests.journeys.own_hall import LEADS, OWN_PIN

if TYPE_CHECKING:
    from tests.journeys.day.course import Course

YEAR = timedelta(days=365)


@dataclass
class Mishaps:
    """Of that course. ``backup``: of window 03, from the day before."""

    course: Course
    backup: Path

    def go_wrong(self, before: int, ended: threading.Event) -> None:
        """Everything, each after its share of the visits since ``before``; what is left at the end follows at once."""
        chance = random.Random(self.course.seed)
        plan: list[tuple[float, str, Callable[[], None]]] = [
            (0.03, "the line of 02 is cut", lambda: self._cut("02")),
            (0.06, "01 loses its line in the middle of a push", lambda: self._cut_push("01")),
            (0.10, "the stick goes once", lambda: self.course.carry_stick("stick-1", back=False)),
            (0.13, "the line of 02 is mended", lambda: self._mend("02")),
            (0.16, "the exchange of 01 is killed", lambda: self._kill_exchange("01", chance)),
            (0.20, "the clock of 02 is a year ahead", lambda: self._wrong("02", YEAR)),
            (0.25, "02 is killed in the middle of an act", lambda: self._kill("02", chance)),
            (0.30, "the clock of 02 is right again", lambda: self._wrong("02", timedelta())),
            (0.33, "PostgreSQL is stopped at once", lambda: self._stop_hub()),
            (0.40, "PostgreSQL runs again", self.course.county.cluster.start),
            (0.43, "cases are handed over", lambda: self._hand_over(chance)),
            (0.44, "two windows ask to see a case of 01", self._ask_keys),
            (0.45, "04 is killed in the middle of an act", lambda: self._kill("04", chance)),
            (
                0.50,
                "the PC of 03 burns and comes back from Friday's backup",
                lambda: self._burn("03", self.backup),
            ),
            (
                0.58,
                "the stick goes again, from another day",
                lambda: self.course.carry_stick("stick-2", back=False),
            ),
            (0.60, "the old stick comes once more, out of order", self._old_sticks),
            (0.62, "a stick is lost, another one is cut", self._lost_stick),
            (0.65, "01 loses its line in the middle of a push", lambda: self._cut_push("01")),
            (0.68, "03 loses its line in the middle of a push", lambda: self._cut_push("03")),
            (0.72, "the exchange of 03 is killed", lambda: self._kill_exchange("03", chance)),
            (0.76, "the lines of 01 and 03 are cut", lambda: self._cut("01", "03")),
            (0.80, "01 is killed in the middle of an act", lambda: self._kill("01", chance)),
            (0.88, "the lines are mended", lambda: self._mend("01", "03")),
            (0.90, "the hub comes back as it was on Friday night", self._put_hub_back),
            (0.94, "PostgreSQL is stopped at once", lambda: self._stop_hub()),
            (0.96, "PostgreSQL runs again", self.course.county.cluster.start),
        ]
        try:
            for share, words, act in plan:
                while self.course.ledger.visits - before < share * self.course.visits and not ended.is_set():
                    time.sleep(0.05)
                self.course.say(f"── {words}")
                act()
                self.course.ledger.count(f"── {words}")
        except BaseException as wrong:  # noqa: BLE001  # told by the main thread
            self.course.failed.append(wrong)

    def _cut(self, *windows: str) -> None:
        for window in windows:
            line = self.course.county.places[window].line
            assert line is not None
            line.cut()
            self.course.cuts += 1

    def _cut_push(self, window: str) -> None:
        place = self.course.county.places[window]
        assert place.line is not None
        place.line.cut_after(20_000)
        self.course.report(place)
        self.course.cuts += 1
        place.line.mend()

    def _mend(self, *windows: str) -> None:
        for window in windows:
            line = self.course.county.places[window].line
            assert line is not None
            line.mend()

    def _wrong(self, window: str, by: timedelta) -> None:
        put_wrong(self.course.county.folder, self.course.county.places[window].station, by)

    def _stop_hub(self) -> None:
        self.course.county.cluster.stop("immediate")
        self.course.kills += 1

    def _kill_exchange(self, window: str, chance: random.Random) -> None:
        """While it pushes: a round is asked for, and its process dies at some moment of it."""
        place = self.course.county.places[window]
        killer = threading.Timer(
            chance.uniform(0.05, 0.4), lambda: place.remote.kill_child("counter.bootstrap.exchange_process")
        )
        killer.start()
        with self.course.held[window], self.course.alive(place), suppress(NotDone):
            place.remote.do("report", patient=False)
        killer.join()
        self.course.kills += 1

    def _kill(self, window: str, chance: random.Random) -> None:
        """As a power cut, whatever is being done."""
        time.sleep(chance.uniform(0.1, 1.5))
        self.course.county.places[window].remote.kill()
        self.course.kills += 1

    def _hand_over(self, chance: random.Random) -> None:
        for giver, taker in (("01", "02"), ("02", "03")):
            with self.course.ledger.lock:
                own = [
                    c
                    for c in self.course.ledger.cases.values()
                    if c.owner == giver and not c.busy and not c.ended
                ]
                if not own:
                    continue
                case = chance.choice(own)
                case.busy = True
            place, to = self.course.county.places[giver], self.course.county.places[taker]
            with self.course.held[giver]:
                words = ("case", "hand-over", case.number, "--to", to.station, "--reason", "就近办理")
                pins = [
                    pin_file(self.course.county.folder, pin, f"pin-{pin}")
                    for pin in (OWN_PIN, LEADS["S01"][1])
                ]
                by = (
                    "--clerk",
                    place.clerk,
                    "--supervisor",
                    "S01",
                    "--clerk-pin-file",
                    pins[0],
                    "--pin-file",
                    pins[1],
                )
                said = self.course.county.try_command(place.profile, *words, *by, remote=place.remote)
            if "怎么写" in said.stdout + said.stderr:  # no refusal: nobody can type that any more
                self.course.ledger.broken.append(f"hand-over: {said.stdout}{said.stderr}")
            if said.returncode == 0:
                case.owner, case.handed_over = taker, True
                case.ended = True  # the new owner may not know yet
            self.course.say(
                f"hand-over {case.number} {giver} → {taker}: {said.stdout.strip() or said.stderr[-300:]}"
            )
            case.busy = False

    def _burn(self, window: str, backup: Path) -> None:
        """Two visits are not reported; then the PC burns, and a new one is set up from Friday's backup."""
        place = self.course.county.places[window]
        assert place.line is not None
        with self.course.held[window]:
            with self.course.alive(place):
                place.remote.do("report")
            since, rated = len(self.course.ledger.papers), self.course.ledger.rated.get(window, 0)
            place.line.cut()
            chance = random.Random(self.course.seed + 1)
            for _ in range(2):
                self.course.newcomer(place, chance)[1]()
            with suppress(WindowGone):
                place.remote.kill()
            self.course.ledger.lose(window, since)
            self.course.say(f"{rated} ratings of {window} burn too: a backup holds none that was not sent")
            self.course.ledger.rated[window] = 0
            self.course.kills += 1
            burn(place)
            new = self.course.county.folder / "new-pc" / "counter"
            new.parent.mkdir()
            place.profile = place.remote.profile = new
            place.remote.machine = "-new"
            key = self.course.county.hall.recovery_keys[window]
            said = self.course.county.at(place, "restore", backup, answers=[key])
            self.course.say(f"restored: {said['mark']}, missing: {said['missing']}")
            place.line.mend()
            place.open()
            self._certify(place)

    def _certify(self, place: Place) -> None:
        """The new epoch's key is certified at the hall's window, and everybody's keys come back with the file."""
        asked, made = self.course.county.folder / "申请.json", self.course.county.folder / "证书.json"
        first, second = (pin for _, pin in LEADS.values())
        self.course.county.at(place, "keys", "request", "--out", asked)
        by = ("--by", "S01", "--agreed", "S02")
        hall = self.course.county.places["01"]
        self.course.county.at(hall, "keys", "certify", asked, "--out", made, *by, answers=[first, second])
        self.course.county.at(place, "keys", "trust", made, *by, answers=[first, second])

    def _old_sticks(self) -> None:
        """The hall takes the first stick in again; the township takes the newer answer in, then the older one."""
        first, second = self.course.county.folder / "stick-1", self.course.county.folder / "stick-2"
        self.course.courier("01", first, "R")
        self.course.courier(TOWNSHIP, second, "R")
        self.course.courier(TOWNSHIP, first, "R")

    def _lost_stick(self) -> None:
        """What a township copied and nobody finds, and a file that was drawn out too early, change nothing."""
        lost, cut = (self.course.county.folder / name for name in ("stick-lost", "stick-cut"))
        cut.mkdir()
        lost.mkdir()
        self.course.courier(TOWNSHIP, lost, "K")
        for file in lost.iterdir():
            whole = file.read_bytes()
            (cut / file.name).write_bytes(whole[: len(whole) * 2 // 3])
        self.course.courier("01", cut, "R")

    def _put_hub_back(self) -> None:
        """Stopped at once, and Friday night's copy of its folder started: all that came since is gone there."""
        cluster = self.course.county.cluster
        cluster.stop("immediate")
        copied(cluster, "friday", "data")
        cluster.start()
        self.course.kills += 1

    def _ask_keys(self) -> None:
        """At a window with a line and in the township; what they see is compared in the evening."""
        with self.course.ledger.lock:
            cases = [one for one in self.course.ledger.cases.values() if one.owner == "01" and not one.ended][
                :1
            ]
        pin = pin_file(self.course.county.folder, OWN_PIN, f"pin-{OWN_PIN}")
        for case in cases:
            for window in ("02", TOWNSHIP):
                place = self.course.county.places[window]
                words = ("case", "ask-key", case.number, "--reason", "来本窗口查询", "--clerk", place.clerk)
                said = self.course.county.try_command(
                    place.profile, *words, "--pin-file", pin, remote=place.remote
                )
                self.course.say(
                    f"{window} asks for {case.number}: {said.stdout.strip() or said.stderr[-300:]}"
                )
                if not said.returncode:
                    self.course.ledger.asked.append((window, case.number, case.name))
