"""Whether every screen tells the same in the evening: what the windows show, what they scan, what their files hold."""

from __future__ import annotations

import os
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from counter.bootstrap.opening import open_app
from counter.domain.case.fold import fold
from counter.domain.journal.exchange.scope import is_withheld
from counter.domain.tasks.task import TaskKind
from tests.journeys.day.county import County, Place
from tests.journeys.day.course import Course
from tests.journeys.day.day_clock import FOLDER, STATION, DayClock

Told = dict[str, dict[str, Any]]
_DATED = re.compile(r"\d+月\d+日 ")
_WAITS_THERE = (TaskKind.FOR_OTHER, TaskKind.HANDED_ON)
_NEVER = ("ratings of others", "held_batches", "forks")


def screens(course: Course) -> tuple[list[str], int]:
    """Differences between what the windows show of every case and say of every paper; how many codes were scanned."""
    numbers = sorted(course.ledger.cases)
    codes = {(paper.case, paper.row): code for paper in course.ledger.papers if (code := course.code(paper))}
    told: dict[str, Told] = {}
    proved: dict[str, list[str]] = {}
    listed: dict[str, list[str]] = {}
    wrong: list[str] = []

    def look(place: Place) -> None:
        try:
            told[place.window] = place.remote.do("tell", numbers=numbers)
            listed[place.window] = place.remote.do("list_cases")
            proved[place.window] = place.remote.do("verify", codes=list(codes.values()))
        except AssertionError as failed:
            wrong.append(f"{place.window}: {failed}")

    hands = [threading.Thread(target=look, args=(place,)) for place in course.county.places.values()]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    for number in numbers:
        wrong += _compared(number, {w: said[number] for w, said in told.items() if number in said})
    wrong += [
        f"查件 “{row}” is listed at {[window for window, rows in listed.items() if row in rows]}"
        for row in sorted(set().union(*listed.values()))
        if any(row not in rows for rows in listed.values())
    ]
    asked = {(window, number): name for window, number, name in course.ledger.asked}
    for window, cases in told.items():
        for number, said in cases.items():
            case = course.ledger.cases[number]
            may = window in ("01", case.owner) or (window, number) in asked
            if may != (case.name in str(said["applicant"])) and not case.handed_over:
                wrong.append(f"{window} reads of {number} “{said['applicant']}”, may read: {may}")
    for window, words_of in proved.items():
        wrong += [
            f"{window} says of {row.splitlines()[-1]} of {case}: {words}"
            for (case, row), words in zip(codes, words_of, strict=True)
            if "签名有效" not in words
        ]
    return wrong, len(codes) * len(proved)


def _compared(number: str, said: Mapping[str, dict[str, Any]]) -> list[str]:
    found = []
    for part in ("state", "papers", "items", "story"):
        lines = {window: Counter(_lines(one[part])) for window, one in said.items()}
        for line in sorted(set().union(*lines.values())):
            shown = {window: words[line] for window, words in lines.items()}
            if len(set(shown.values())) == 1 or (part == "story" and _is_own(line, shown)):
                continue
            found.append(f"{number} {part}: “{line}” is shown so many times: {shown}")
    if any(one["incomplete"] for one in said.values()):
        found.append(f"{number}: something is still missing: {[one['incomplete'] for one in said.values()]}")
    return found


def _lines(words: Any) -> list[str]:
    return words if isinstance(words, list) else [line for line in str(words).splitlines() if line]


def _is_own(line: str, shown: Mapping[str, int]) -> bool:
    """What not every window knows: that one asked for a rating; a reason in somebody's own words, which is sealed (also
    where it stands behind the copies of a paper) and read by the hall's window at least.
    """
    if "评价" in line or line.startswith("留存"):
        return True
    return not _DATED.match(line) and shown.get("01", 0) > 0


def files(county: County) -> tuple[list[str], dict[str, int]]:
    """Differences between what the files of the windows hold; figures. The windows must be closed."""
    cases: dict[str, dict[str, Any]] = {}
    tasks: dict[str, Counter[tuple[Any, ...]]] = {}
    figures: dict[str, int] = {}
    os.environ[FOLDER] = str(county.folder)
    for place in county.places.values():
        os.environ[STATION] = place.station
        with open_app(place.profile, DayClock()) as app:
            run = app.journal.connection().execute  # type: ignore[attr-defined]
            subjects = [row[0] for row in run("SELECT DISTINCT case_id FROM case_rows")]
            cases[place.window] = {subject: _case(app, subject) for subject in subjects}
            rows = run("SELECT case_id, kind, day, item, paper, station FROM task_rows").fetchall()
            own = place.station
            tasks[place.window] = Counter((*row[:-1], row[-1] or own) for row in rows)
            foreign = run("SELECT COUNT(*) FROM taken_entries WHERE kind LIKE 'rating%'").fetchone()[0]
            figures[f"ratings of others {place.window}"] = foreign
            figures[f"entries {place.window}"] = run("SELECT COUNT(*) FROM entries").fetchone()[0]
            figures[f"taken {place.window}"] = run("SELECT COUNT(*) FROM taken_entries").fetchone()[0]
            for name in ("held_batches", "forks"):
                figures[f"{name} {place.window}"] = run(f"SELECT COUNT(*) FROM {name}").fetchone()[0]
            figures[f"conflicts {place.window}"] = run(
                "SELECT COUNT(*) FROM case_rows WHERE conflict"
            ).fetchone()[0]
    seen = [f"{name}: {number}" for name, number in figures.items() if number and name.startswith(_NEVER)]
    return [*_cases_differ(cases), *_tasks_differ(tasks), *seen], figures


def _case(app: Any, subject: str) -> dict[str, Any]:
    entries = [one for one in app.journal.entries(subject) if not is_withheld(one.kind)]
    case = fold(tuple(app.journal.entries(subject)))
    if case is None:
        return {"entries": [one.id for one in entries], "number": "loose"}
    return {
        "entries": sorted(one.id for one in entries),
        "order": [one.id for one in entries],
        "number": case.number,
        "state": case.state.value,
        "owner": case.owner,
        "due": str(case.due),
        "items": [(one.id, one.state.value, str(one.due)) for one in case.items],
        "brought": sorted((line, one.state.value) for line, one in case.brought.items()),
        "papers": [(one.id, one.number, one.stage.value) for one in case.papers],
        "conflicts": [(one.slot.value, one.key) for one in case.conflicts],
    }


def _cases_differ(cases: Mapping[str, Mapping[str, dict[str, Any]]]) -> list[str]:
    found = []
    everywhere = set().union(*cases.values())
    numbers: dict[str, set[str]] = defaultdict(set)
    for subject in sorted(everywhere):
        lacking = [window for window, known in cases.items() if subject not in known]
        if lacking:
            found.append(f"case {subject} is not known at {lacking}")
        every = [known[subject] for known in cases.values() if subject in known]
        found += [
            f"case {every[0]['number']} {part}: {[one.get(part) for one in every]}"[:1500]
            for part in every[0]
            if any(one.get(part) != every[0][part] for one in every)
        ]
        for _, number, _ in every[0].get("papers", ()):
            if number:
                numbers[number].add(subject)
        numbers[every[0]["number"]].add(subject)
    found += [
        f"number {number} of {sorted(of)}"
        for number, of in numbers.items()
        if len(of) > 1 and number != "loose"
    ]
    return found


def _tasks_differ(tasks: Mapping[str, Counter[tuple[Any, ...]]]) -> list[str]:
    """Every window knows every task and whose it is, of ended cases too. What waits for another window stands where it
    waits; that one's own task is told everywhere.
    """
    found = []
    for row in sorted(set().union(*tasks.values()), key=repr):
        at = [window for window, rows in tasks.items() if rows[row]]
        if len(at) != (1 if row[1] in _WAITS_THERE else len(tasks)):
            found.append(f"task {row} stands at {at}")
    return found
