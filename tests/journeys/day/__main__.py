"""``python -m tests.journeys.day``: a day of four windows, a hub and a stick, driven by keys, with all that goes wrong.

``VISITS`` (200), ``SEED`` (18), ``DAY_FOLDER`` (kept where given). Needs PostgreSQL; no display.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.journeys.day.county import county, forget
from tests.journeys.day.course import Course
from tests.journeys.day.day_clock import FOLDER, STATION
from tests.journeys.day.telling import files, screens


class Report:
    """One line for each thing that happens, with its second; every difference is counted."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.wrong = 0

    def say(self, words: str) -> None:
        """A line."""
        print(f"{time.monotonic() - self._began:7.1f} s  {words}", flush=True)

    def tell(self, found: Iterable[str]) -> None:
        """Differences."""
        for words in found:
            self.wrong += 1
            self.say(f"DIFFERENT: {words}")


def main() -> int:
    """Live through the day; 1 where anything differs in the evening."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # server and windows are ended too
    kept = os.environ.get("DAY_FOLDER", "")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="hall-day-"))
    folder.mkdir(parents=True, exist_ok=True)
    report = Report()
    with county(folder) as here:
        os.environ.update({FOLDER: str(folder), STATION: "15222390"})
        report.say("the county is set up")
        visits, seed = int(os.environ.get("VISITS", "200")), int(os.environ.get("SEED", "18"))
        course = Course(here, visits, seed, report.say)
        backup = course.friday(max(4, visits // 12))
        report.say("Friday is over")
        course.monday(backup)
        report.say(f"the day is over: {course.ledger.visits} visits")
        course.evening()
        report.say("everybody has exchanged")
        _compare(course, report)
        _figures(course, report)
    report.say(f"{report.wrong} differences")
    if not kept:
        forget(folder)
    return 1 if report.wrong else 0


def _compare(course: Course, report: Report) -> None:
    here = course.county
    differ, scanned = screens(course)
    report.tell(differ)
    report.say(f"{len(course.ledger.cases)} cases and {scanned} codes seen at four windows")
    for place in here.places.values():
        place.remote.close()
    differ, figures = files(here)
    report.tell(differ)
    report.tell(course.ratings())
    for place in here.places.values():
        said = here.try_command(place.profile, "check", remote=place.remote)
        if said.returncode:
            report.tell([f"check at {place.window}: {said.stdout[:1500]}{said.stderr[:500]}"])
    hub = here.try_command(here.office, "hub", "check", "--dsn", here.cluster.dsn("hub"))
    if hub.returncode:
        report.tell([f"hub check: {hub.stdout[:1500]}{hub.stderr[:500]}"])
    report.say(f"hub: {hub.stdout.strip()[:300]}")
    report.say(f"figures {figures}")


def _figures(course: Course, report: Report) -> None:
    for name, number in sorted(course.ledger.counts.items()):
        report.say(f"  {number:5}  {name}")
    report.say(f"cuts {course.cuts}, kills {course.kills}, rated {course.ledger.rated}")
    for place in course.county.places.values():
        for act, spent in sorted(place.remote.times.items()):
            times = f"{len(spent)} times, {sum(spent):.0f} s, longest {max(spent):.1f} s"
            report.say(f"{place.window} {act}: {times}")
    for words in course.ledger.refused:
        report.say(f"refused: {words}")
    report.tell(f"not done: {one[:2500]}" for one in course.ledger.broken)
    report.tell(one for place in course.county.places.values() for one in place.remote.died)
    report.tell(_lost_presses(course))


def _lost_presses(course: Course) -> list[str]:
    """Presses of a key of which nothing came for ten seconds."""
    found = []
    for place in course.county.places.values():
        lines = place.remote.log.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{place.window} {line}" for line in lines if line.startswith("pressed ")]
    return found


if __name__ == "__main__":
    sys.exit(main())
