"""The report counted a second time, by hand, from the raw entries of the file: nothing of the program is used.

An entry is (subject, time, kind, payload as JSON). Only entries of one station are read, so their order in the file is
the order of what happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

RawEntry = tuple[str, int, str, bytes]
CLOSED = ("done", "granted", "rejected", "refused", "revoked", "lapsed", "withdrawn", "dropped", "returned")

ONE_DAY = ("licence", "registration", "filing", "benefit", "public_service")
"""Classes that S001 16 asks to be answered within one working day."""
STARTS = ("item.accepted", "item.accepted_with_gaps", "item.held")
STOPS = ("item.completed", "item.told", "item.concluded", "item.ended")


def read_rest_days(folder: Path) -> tuple[set[str], set[str]]:
    """Days off and days worked of every arrangement."""
    off: set[str] = set()
    worked: set[str] = set()
    for file in folder.glob("*.json"):
        said = json.loads(file.read_text(encoding="utf-8"))
        worked.update(said["worked"])
        for rest in said["off"]:
            start, end = date.fromisoformat(rest["from"]), date.fromisoformat(rest["to"])
            off.update((start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1))
    return off, worked


def civil(microseconds: int) -> date:
    return (datetime.fromtimestamp(microseconds / 1e6, UTC) + timedelta(hours=8)).date()


def moment(text: str) -> date:
    return (datetime.fromisoformat(text).astimezone(UTC) + timedelta(hours=8)).date()


def cases_of(entries: Iterable[RawEntry]) -> dict[str, dict[str, Any]]:
    """Case id → what happened to it, by hand."""
    cases: dict[str, dict[str, Any]] = {}
    for subject, at, kind, raw in entries:
        said, day = json.loads(raw), civil(at)
        if kind == "case.opened":
            items = {
                one["id"]: {
                    "name": one["name"],
                    "after": one["after"],
                    "told": [],
                    "organ": one["organ"],
                    "procedure": one["procedure"],
                    "clocks": [],
                }
                for one in said["items"]
            }
            cases[subject] = {
                "number": said["number"],
                "bundle": said["bundle"],
                "received": moment(said["begun_at"]),
                "saved": said["saved"],
                "items": items,
                "days": {day},
                "invited": None,
            }
        case = cases.get(subject)
        if case is None:
            continue
        if kind == "supplement.received":
            case["days"].add(day)
        if kind == "rating.invited" and case["invited"] is None:
            case["invited"] = day
        item = case["items"].get(said.get("item", ""))
        if item is not None:
            _happened(item, kind, said, day)
    return cases


def _clock(item: dict[str, Any], kind: str, said: Mapping[str, Any], day: date) -> None:
    """[last day, day on which it stopped]: of what the window or the organ has to do, not of what the applicant has."""
    running = item["clocks"][-1] if item["clocks"] and item["clocks"][-1][1] is None else None
    if running is not None and kind in (*STARTS, *STOPS):
        running[1] = date.fromisoformat(said["day"]) if kind == "item.concluded" else day
    if kind in STARTS and said.get("due"):
        item["clocks"].append([said["due"]["day"], None])


def _happened(item: dict[str, Any], kind: str, said: Mapping[str, Any], day: date) -> None:
    _clock(item, kind, said, day)
    if kind in STOPS or kind in STARTS[:2]:
        item.setdefault("answered", day)
    if kind == "item.completed" or (kind == "item.concluded" and said["result"] == "granted"):
        item["known"] = day  # when it was known here: its follower is received then
    if kind == "item.accepted":
        item.update(
            accepted=day,
            how="notice",
            due=_due(said, "due"),
            statutory=_due(said, "statutory"),
            result=None,
            ended=None,
        )
    elif kind == "item.accepted_with_gaps":
        item.update(
            accepted=day,
            how="gaps",
            due=_due(said, "due"),
            statutory=_due(said, "statutory"),
            result=None,
            ended=None,
        )
        item["gap_due"] = max((g["due"]["day"] for g in said["gaps"] if g["due"]), default=None)
    elif kind == "item.completed":
        item.update(accepted=day, how="spot", ended=day, result="spot", statutory=None)
    elif kind == "item.held":
        item.update(due=_due(said, "due"))
    elif kind == "item.told":
        item["told"].append(day)
        item.update(due=_due(said, "due"), accepted=None, how=None)
        if said["returned"]:
            item.update(ended=day, result="returned", due=None)
    elif kind == "item.concluded":
        ended = date.fromisoformat(said["day"])
        if item.get("accepted") and item.get("due") and ended.isoformat() > item["due"]:
            item["late"] = ended
        item.update(ended=ended, result=said["result"], due=None)
    elif kind == "item.ended":
        item.update(ended=day, result=said["ending"], due=None)


def _due(said: Mapping[str, Any], name: str) -> str | None:
    return said[name]["day"] if said.get(name) else None


NAMES = (
    *("bundles", "cases_received", "items_received", "cases_ended", "items_ended", "spot", "accepted"),
    *(
        "granted_later",
        "open_at_end",
        "answered",
        "answered_in_a_day",
        "corrected",
        "corrected_again",
        "gapped",
    ),
    *("refused", "rejected", "withdrawn", "returned", "late_ended", "papers_saved", "visits", "visits_alone"),
    *("handling_days", "handled", "ahead_of_law", "with_law_term", "late_open"),
)


class Recount:
    """Counts in the days from ``first`` to ``last``, both included. ``rest``: days off, days worked."""

    def __init__(self, first: date, last: date, rest: tuple[set[str], set[str]]) -> None:
        self.first, self.last = first, last
        self.off, self.worked = rest
        self.found = dict.fromkeys(NAMES, 0)
        self.bundles: set[int] = set()

    def is_in(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def working(self, start: date, end: date) -> int:
        sign = 1 if end >= start else -1
        low, high = min(start, end), max(start, end)
        days = (low + timedelta(days=n) for n in range(1, (high - low).days + 1))
        return sign * sum(self._is_working(day) for day in days)

    def _is_working(self, day: date) -> bool:
        text = day.isoformat()
        return text in self.worked or (text not in self.off and day.weekday() < 5)

    def case(self, case: Mapping[str, Any], some: list[dict[str, Any]] | None = None) -> None:
        """Count a case, or only ``some`` items of it."""
        items, found = list(case["items"].values()) if some is None else some, self.found
        if self.is_in(case["received"]):
            self.bundles.add(case["bundle"])
            found["cases_received"] += 1
            found["items_received"] += len(items)
            found["papers_saved"] += case["saved"]
        ends = [one.get("ended") for one in items]
        if all(ends) and self.is_in(max(ends)):
            found["cases_ended"] += 1
            found["visits"] += len(case["days"])
            found["visits_alone"] += len(items)  # the guide of the demo hall publishes no visits
        for item in items:
            self.ends(case, item)
            self.answers(case, item)

    def ends(self, case: Mapping[str, Any], item: Mapping[str, Any]) -> None:
        found, accepted, ended = self.found, item.get("accepted"), item.get("ended")
        here = self.is_in(ended)
        found["items_ended"] += here
        for result in ("refused", "rejected", "withdrawn", "returned"):
            found[result] += item.get("result") == result and here
        found["granted_later"] += item.get("result") == "granted" and here
        found["open_at_end"] += case["received"] <= self.last and (ended is None or ended > self.last)
        found["late_open"] += any(
            due < self.last.isoformat() and (stopped is None or stopped > self.last)
            for due, stopped in (*item["clocks"], *self.serial(case, item))
        )
        found["late_ended"] += self.is_in(item.get("late"))
        if accepted and here:
            found["handled"] += 1
            found["handling_days"] += self.working(accepted, ended)
        if item.get("statutory") and here and item.get("how") != "spot":
            found["with_law_term"] += 1
            found["ahead_of_law"] += self.working(ended, date.fromisoformat(item["statutory"]))

    def serial(self, case: Mapping[str, Any], item: Mapping[str, Any]) -> list[tuple[str, date | None]]:
        """[last day, day of the first answer] of what is received with the completion of others."""
        before = [case["items"][key].get("known") for key in item["after"] if key in case["items"]]
        if not before or None in before or item["procedure"] not in ONE_DAY:
            return []
        day = max(case["received"], *before) + timedelta(days=1)
        while not self._is_working(day):
            day += timedelta(days=1)
        return [(day.isoformat(), item.get("answered"))]

    def answers(self, case: Mapping[str, Any], item: Mapping[str, Any]) -> None:
        found, accepted, told = self.found, item.get("accepted"), item["told"]
        begun = [case["items"][key].get("ended") for key in item["after"] if key in case["items"]]
        answer_from = max([case["received"], *(day for day in begun if day)])
        answers = [*told[:1], *([accepted] if accepted else [])]
        if not accepted and item.get("result") in ("rejected", "refused", "lapsed", "granted"):
            answers.append(item["ended"])
        found["spot"] += item.get("how") == "spot" and self.is_in(accepted)
        found["accepted"] += item.get("how") in ("notice", "gaps") and self.is_in(accepted)
        found["gapped"] += item.get("how") == "gaps" and self.is_in(accepted)
        if answers and self.is_in(min(answers)):
            found["answered"] += 1
            found["answered_in_a_day"] += self.working(answer_from, min(answers)) <= 1
        found["corrected"] += bool(told) and self.is_in(told[0])
        found["corrected_again"] += len(told) > 1 and self.is_in(told[1])


def recount(
    entries: Iterable[RawEntry], first: date, last: date, rest: tuple[set[str], set[str]]
) -> dict[str, int]:
    """Name of a figure → its count in these days, both included."""
    counting = Recount(first, last, rest)
    for case in cases_of(entries).values():
        counting.case(case)
    return {**counting.found, "bundles": len(counting.bundles)}


def recount_by(
    field: str, entries: Iterable[RawEntry], first: date, last: date, rest: tuple[set[str], set[str]]
) -> dict[str, dict[str, int]]:
    """The same for each organ or each 一件事: of a case only its items count that belong there."""
    counting: dict[str, Recount] = {}
    for case in cases_of(entries).values():
        for key, some in _parts(case, field).items():
            counting.setdefault(key, Recount(first, last, rest)).case(case, some)
    return {key: one.found for key, one in counting.items()}


def _parts(case: Mapping[str, Any], field: str) -> dict[str, list[dict[str, Any]]]:
    if field == "bundle":
        return {str(case["bundle"]): list(case["items"].values())}
    found: dict[str, list[dict[str, Any]]] = {}
    for item in case["items"].values():
        found.setdefault(item[field], []).append(item)
    return found


def recount_day(entries: Iterable[RawEntry], day: date) -> tuple[int, int, int]:
    """Of a day: cases taken in, and items with a result or done on the spot that stand at its end; and of all days up
    to it, the cases with an item that has no end.
    """
    given = [one for one in entries if civil(one[1]) <= day]
    taken = sum(kind == "case.opened" and civil(at) == day for _, at, kind, _ in given)
    decided: set[tuple[str, str]] = set()
    for subject, at, kind, raw in given:
        if civil(at) == day and kind in ("item.completed", "item.concluded"):
            decided.add((subject, json.loads(raw)["item"]))
    left_open = sum(
        any(item.get("ended") is None for item in case["items"].values()) for case in cases_of(given).values()
    )
    return taken, len(decided), left_open
