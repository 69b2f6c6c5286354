"""A ratio is median to median, a limit is kept by the p95, and a floor is at most fifteen lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.table import FRAME_MS, limit_row, normalised, p95, row, show

FLOORS = Path(__file__).resolve().parents[2] / "bench" / "floors"


def test_that_the_95th_of_a_hundred_is_the_95th() -> None:
    assert p95(list(range(1, 101))) == 95
    assert p95([7.0]) == 7.0
    assert p95(list(range(1, 21))) == 19


@pytest.mark.parametrize(("ours", "ok"), [(29.9, True), (30.1, False)])
def test_that_a_ratio_over_its_reach_is_said(ours: float, ok: bool) -> None:
    measured = row("start", [ours] * 20, [10.0] * 20, 3)
    assert measured["ok"] is ok
    assert ("OVER" in show([measured])) is not ok


def test_that_one_slow_sample_in_twenty_is_allowed_by_a_p95_and_two_are_not() -> None:
    assert limit_row("key", [5.0] * 19 + [90.0], 16)["ok"] is True
    assert limit_row("key", [5.0] * 18 + [90.0] * 2, 16)["ok"] is False


def test_that_a_shorter_row_means_the_same() -> None:
    short = {
        "name": "pdf", "n": 60, "ours_ms_p50": 2.0, "ours_ms_p95": 3.0, "floor_ms_p50": 1.0, "floor_ms_p95": 1.0,
        "ratio": 2.0, "reach": 1.5,
    }  # fmt: skip
    assert normalised(short)["ok"] is False
    assert normalised(limit_row("key", [FRAME_MS], 16))["ok"] is False


def test_that_a_floor_has_at_most_fifteen_lines() -> None:
    long = [f.name for f in FLOORS.glob("*.py") if len(f.read_text(encoding="utf-8").splitlines()) > 15]
    assert long == []
