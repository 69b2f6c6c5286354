"""``counter remind``: the day's calls, what came of them, and the gateway's files, as a script sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.timed import Case, Counter

CLERK = ("--clerk", "W01", "--pin-file", "-")
BY = ("--by", "W01", "--pin-file", "-")
PIN = "1234\n"


@pytest.fixture
def case(hall: Counter) -> Case:
    """Filed on a Friday by somebody who agreed to be reminded; it is the next Monday, ten o'clock or so."""
    opened = hall.open(answered=True, remind=True)
    hall.later(days=3)
    return opened


def test_that_a_call_is_listed_recorded_and_taken_back(hall: Counter, case: Case) -> None:
    listed = hall.run("remind", "list", *CLERK, typed=PIN)
    assert listed.code == 0, listed.err
    (call,) = listed.json["calls"]
    assert call["number"] == case["number"]
    assert "****" in call["phone"]
    done = hall.run("remind", "done", case["number"], "--outcome", "reached", *CLERK, typed=PIN)
    assert done.code == 0, done.err
    assert hall.run("remind", "list", *CLERK, typed=PIN).json["calls"] == []
    again = hall.run("remind", "done", case["number"], "--outcome", "reached", *CLERK, typed=PIN)
    assert again.code == 1
    assert hall.run("remind", "undo", case["number"], *CLERK, typed=PIN).code == 0
    assert len(hall.run("remind", "list", *CLERK, typed=PIN).json["calls"]) == 1


def test_that_a_visit_file_without_a_word_of_reminders_wants_none(hall: Counter) -> None:
    hall.open(answered=True)
    hall.later(days=3)
    assert hall.run("remind", "list", *CLERK, typed=PIN).json["calls"] == []


def test_that_an_unknown_outcome_names_those_there_are(hall: Counter, case: Case) -> None:
    said = hall.run("remind", "done", case["number"], "--outcome", "maybe", *CLERK, typed=PIN)
    assert said.code == 2
    assert "no-answer" in said.err


def test_that_messages_go_out_and_their_answers_come_back(hall: Counter, case: Case, tmp_path: Path) -> None:
    out = tmp_path / "sms.csv"
    made = hall.run("remind", "export", "--out", out, *BY, typed=PIN)
    assert made.code == 0, made.err
    message = out.read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
    back = tmp_path / "back.csv"
    back.write_text(f"编号,结果\n{message},失败\nX-1,成功\n", encoding="gb18030")
    taken = hall.run("remind", "take-in", back, *BY, typed=PIN)
    assert taken.code == 0, taken.err
    assert (taken.json["failed"], taken.json["unknown"]) == (1, ["X-1"])
    assert [c["number"] for c in hall.run("remind", "list", *CLERK, typed=PIN).json["calls"]] == [
        case["number"]
    ]


def test_that_no_file_is_left_where_there_is_nothing_to_send(hall: Counter, tmp_path: Path) -> None:
    out = tmp_path / "sms.csv"
    said = hall.run("remind", "export", "--out", out, *BY, typed=PIN)
    assert said.code == 1
    assert not out.exists()


def test_that_another_number_is_given_or_reminders_end(hall: Counter, case: Case) -> None:
    hall.run("remind", "done", case["number"], "--outcome", "wrong-number", *CLERK, typed=PIN)
    (call,) = hall.run("remind", "list", *CLERK, typed=PIN).json["calls"]
    assert call["wrong_number"] is True
    given = hall.run("remind", "number", case["number"], "--number", "10000005679", *CLERK, typed=PIN)
    assert given.code == 0, given.err
    (call,) = hall.run("remind", "list", *CLERK, typed=PIN).json["calls"]
    assert call["wrong_number"] is False
    assert hall.run("remind", "number", case["number"], "--no-more", *CLERK, typed=PIN).code == 0
    assert hall.run("remind", "list", *CLERK, typed=PIN).json["calls"] == []
