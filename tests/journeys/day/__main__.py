"""``python -m tests.journeys.day``: a day of four windows, a hub and a stick, driven by keys, with all that goes wrong.

``VISITS`` (200), ``SEED`` (18), ``DAY_FOLDER`` (kept where given). Needs PostgreSQL; no display.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.journeys.day.county import county, forget
from tests.journeys.day.course import Course
from tests.journeys.day.day_clock import FOLDER, STATION
from tests.journeys.day.telling import files, screens


def main() -> int:
    """Live through the day; 1 where anything differs in the evening."""
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the server and the windows are ended too
    visits, seed = int(os.environ.get("VISITS", "200")), int(os.environ.get("SEED", "18"))
    kept = os.environ.get("DAY_FOLDER", "")
    folder = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="hall-day-"))
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - began:7.1f} s  {words}", flush=True)

    wrong: list[str] = []
    with county(folder) as here:
        os.environ.update({FOLDER: str(folder), STATION: "15222390"})
        say("the county is set up")
        course = Course(here, visits, seed, say)
        backup = course.friday(max(4, visits // 12))
        say("Friday is over")
        course.monday(backup)
        say(f"the day is over: {course.ledger.visits} visits")
        course.evening()
        say("everybody has exchanged")
        differ, scanned = screens(course)
        wrong += differ
        say(f"{len(course.ledger.cases)} cases and {scanned} codes seen at four windows")
        for place in here.places.values():
            place.remote.close()
        differ, figures = files(here)
        wrong += differ
        wrong += course.ratings()
        for place in here.places.values():
            said = here.try_command(place.profile, "check", remote=place.remote)
            if said.returncode:
                wrong.append(f"check at {place.window}: {said.stdout[:1500]}{said.stderr[:500]}")
        hub = here.try_command(here.office, "hub", "check", "--dsn", here.cluster.dsn("hub"))
        if hub.returncode:
            wrong.append(f"hub check: {hub.stdout[:1500]}{hub.stderr[:500]}")
        say(f"hub: {hub.stdout.strip()[:300]}")
        for name, number in sorted(course.ledger.counts.items()):
            say(f"  {number:5}  {name}")
        say(f"cuts {course.cuts}, kills {course.kills}, figures {figures}, rated {course.ledger.rated}")
        for place in here.places.values():
            for act, spent in sorted(place.remote.times.items()):
                say(
                    f"{place.window} {act}: {len(spent)} times, {sum(spent):.0f} s, longest {max(spent):.1f} s"
                )
        for words in course.ledger.refused:
            say(f"refused: {words}")
        wrong += [f"not done: {one[:2500]}" for one in course.ledger.broken]
    for words in wrong:
        say(f"DIFFERENT: {words}")
    say(f"{len(wrong)} differences")
    if not kept:
        forget(folder)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
