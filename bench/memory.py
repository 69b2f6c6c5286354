"""Memory of the window's process after a whole visit, against a bare main window's."""

from __future__ import annotations

from collections.abc import Mapping

from bench.processes import numbers, one_run
from bench.profiles import demo_profile
from bench.table import Row, p50, row

RUNS = 20
REACH, REACH_PROPORTIONAL, REACH_AHEAD = 2.7, 3.0, 3.3
"""Of decision 0011, in place of the 2 of DESIGN §9: the modules of a visit and a bare window are 1.92 by themselves."""


def rows() -> list[Row]:
    """Resident and proportional memory, in turns with the floor; every visit has a profile of its own."""
    floor: list[Mapping[str, object]] = []
    ours: list[Mapping[str, object]] = []
    for _ in range(RUNS):
        floor.append(one_run("bench.floors.bare_window"))
        with demo_profile() as profile:
            ours.append(one_run("bench.our_window", str(profile), "visit"))
    acts = int(p50(numbers(ours, "acts")))
    note = f"DESIGN §9 asked for 2×, see decision 0011; acts beyond the questions in that visit: {acts} (reach 10)"
    return [
        row(
            "memory after a whole visit, RSS",
            numbers(ours, "memory", "rss"),
            numbers(floor, "memory", "rss"),
            REACH,
            unit="MB",
            note=note,
        ),
        row(
            "memory after a whole visit, PSS",
            numbers(ours, "memory", "pss"),
            numbers(floor, "memory", "pss"),
            REACH_PROPORTIONAL,
            unit="MB",
            note="depends on who has the same libraries open",
        ),
        row(
            "the same after a rest, with what is made ahead, RSS",
            numbers(ours, "ahead", "rss"),
            numbers(floor, "memory", "rss"),
            REACH_AHEAD,
            unit="MB",
            note="decision 0086: pages that are opened later take nothing more",
        ),
    ]
