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
                one["id"]: {"after": one["after"], "told": [], "organ": one["organ"]} for one in said["items"]
            }
            cases[subject] = {
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


def _happened(item: dict[str, Any], kind: str, said: Mapping[str, Any], day: date) -> None:
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


def recount(  # noqa: C901 - counted in one place, so that it can be read against the sheet
    entries: Iterable[RawEntry], first: date, last: date, rest: tuple[set[str], set[str]]
) -> dict[str, int]:
    """Name of a figure → its count in these days, both included."""
    off, worked = rest

    def in_it(day: date | None) -> bool:
        return day is not None and first <= day <= last

    def is_working(day: date) -> bool:
        text = day.isoformat()
        return text in worked or (text not in off and day.weekday() < 5)

    def working(start: date, end: date) -> int:
        sign = 1 if end >= start else -1
        low, high = min(start, end), max(start, end)
        return sign * sum(is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))

    names = (
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
        *(
            "refused",
            "rejected",
            "withdrawn",
            "returned",
            "late_ended",
            "papers_saved",
            "visits",
            "visits_alone",
        ),
        *("handling_days", "handled", "ahead_of_law", "with_law_term", "late_open"),
    )
    found = dict.fromkeys(names, 0)
    bundles = set()
    for case in cases_of(entries).values():
        items = list(case["items"].values())
        if in_it(case["received"]):
            bundles.add(case["bundle"])
            found["cases_received"] += 1
            found["items_received"] += len(items)
            found["papers_saved"] += case["saved"]
        ends = [one.get("ended") for one in items]
        if all(ends) and in_it(max(ends)):
            found["cases_ended"] += 1
            found["visits"] += len(case["days"])
            found["visits_alone"] += len(items)  # the guide of the demo hall publishes no visits
        for item in items:
            accepted, ended = item.get("accepted"), item.get("ended")
            begun = [case["items"][key].get("ended") for key in item["after"] if key in case["items"]]
            answer_from = max([case["received"], *(day for day in begun if day)])
            answers = [*item["told"][:1], *([accepted] if accepted else [])]
            if not accepted and item.get("result") in ("rejected", "refused", "lapsed", "granted"):
                answers.append(ended)
            found["items_ended"] += in_it(ended)
            found["spot"] += item.get("how") == "spot" and in_it(accepted)
            found["accepted"] += item.get("how") in ("notice", "gaps") and in_it(accepted)
            found["gapped"] += item.get("how") == "gaps" and in_it(accepted)
            for result in ("refused", "rejected", "withdrawn", "returned"):
                found[result] += item.get("result") == result and in_it(ended)
            found["granted_later"] += item.get("result") == "granted" and in_it(ended)
            found["open_at_end"] += case["received"] <= last and (ended is None or ended > last)
            found["late_open"] += bool(item.get("due")) and ended is None and item["due"] < last.isoformat()
            found["late_ended"] += in_it(item.get("late"))
            if answers and in_it(min(answers)):
                found["answered"] += 1
                found["answered_in_a_day"] += working(answer_from, min(answers)) <= 1
            found["corrected"] += bool(item["told"]) and in_it(item["told"][0])
            found["corrected_again"] += len(item["told"]) > 1 and in_it(item["told"][1])
            if accepted and in_it(ended):
                found["handled"] += 1
                found["handling_days"] += working(accepted, ended)
            if item.get("statutory") and in_it(ended) and item.get("how") != "spot":
                found["with_law_term"] += 1
                found["ahead_of_law"] += working(ended, date.fromisoformat(item["statutory"]))
    found["bundles"] = len(bundles)
    return found
