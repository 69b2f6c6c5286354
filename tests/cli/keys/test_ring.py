"""A real case at one window, asked for at another, granted by who holds the ring: on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.fold import fold
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.hall_keys import certify_stations
from counter.services.keys.trusted import append, settled_keys, station_keys
from tests.cli.shop import Said, counter, pin_file
from tests.journeys.dying import AFTER_COMMIT, IN_FILE, KILLED, attempt_command
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall

ROOM, HERE, THERE = "15220190", "15220191", "15220192"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three windows of one hall; the first holds its key."""
    folder = tmp_path_factory.mktemp("hall")
    for code in (ROOM, HERE, THERE):
        create_profile(folder / code, replace(demo_hall(), station=code), PEOPLE, SetClock(FRIDAY))
    with open_app(folder / ROOM, SetClock(FRIDAY)) as room:
        journal, today = room.journal, FRIDAY.date()
        settled_keys(journal, today)
        for code in (HERE, THERE):
            with open_app(folder / code, SetClock(FRIDAY)) as window:
                asked = station_keys(window.journal)
                made = certify_stations(journal, asked, code="S01", pin="9876", today=today)
                trust = settled_keys(journal, today)
                card = trust.halls[made.certificates[0].hall_key]
                append(window.journal, KeysTrusted("imported", (card,), trust.certificates), actor="S01")
        for code in (HERE, THERE):
            with open_app(folder / code, SetClock(FRIDAY)) as window:
                certificates = settled_keys(journal, today).certificates
                append(window.journal, KeysTrusted("imported", certificates=certificates), actor="S01")
    yield folder
    for code in (ROOM, HERE, THERE):
        said = counter("check", "--data", folder / code, "--json")
        assert said.code == 0, said.out


def exchanged(of: AppContext, to: AppContext) -> None:
    """Entries and wraps from one to the other."""
    settle_keys(of)
    outcomes = [one.outcome.value for one in take_in_batches(to, own_batches(of), "hub")]
    assert set(outcomes) <= {"new", "known"}
    take_wraps(to, wraps_to_send(of))


def as_lead(folder: Path, *words: str | Path, typed: str = "") -> Said:
    """A command by the supervisor."""
    lead = ("--by", "S01", "--pin-file", pin_file(folder.parent, "9876", "lead"))
    return counter("keys", *words, *lead, "--data", folder, "--json", typed=typed)


def test_that_a_case_is_read_at_another_window_after_a_grant(hall: Path) -> None:
    opened = as_lead(hall / ROOM, "ring", "open")
    assert (opened.code, opened.json["generation"]) == (0, 1), opened.err
    again = as_lead(hall / ROOM, "ring", "open")
    assert (again.code, "换新一期" in again.err) == (2, True)
    refused = as_lead(hall / HERE, "ring", "rotate")
    assert (refused.code, refused.out == "") == (2, False)
    with (
        open_app(hall / ROOM, SetClock(FRIDAY)) as room,
        open_app(hall / HERE, SetClock(FRIDAY)) as here,
        open_app(hall / THERE, SetClock(FRIDAY)) as there,
    ):
        exchanged(room, here)
        office = Office(here, SetClock(FRIDAY))
        case = office.file(office.visit())
        assert case.applicant is not None
        for reader in (room, there):
            exchanged(here, reader)
        row = there.journal.case_row(case.number)
        assert row is not None
        assert (row.applicant, row.names) == ("（资料待授权）", ())
        assert there.journal.find_cases(case.applicant.name).rows == ()
    clerk = ("--clerk", "W01", "--pin-file", pin_file(hall, "1234"))
    asked = counter(
        "case", "ask-key", case.number, "--reason", "来本窗口补正", *clerk, "--data", hall / THERE
    )
    assert (asked.code, "申请已记下" in asked.out) == (0, True), asked.err
    wrong = counter("case", "ask-key", case.number, "--reason", "看看", *clerk, "--data", hall / THERE)
    assert (wrong.code, len(wrong.err.splitlines())) == (2, 1)
    with (
        open_app(hall / ROOM, SetClock(FRIDAY)) as room,
        open_app(hall / THERE, SetClock(FRIDAY)) as there,
    ):
        exchanged(there, room)
    waiting = counter("keys", "requests", "--data", hall / ROOM, "--json").json["requests"]
    assert [(one["number"], one["station"], one["refused"]) for one in waiting] == [
        (case.number, THERE, None)
    ]
    assert as_lead(hall / THERE, "grant").code == 2
    switched = [as_lead(hall / ROOM, "ring", "answer", on) for on in ("on", "off")]
    assert [one.json["on"] for one in switched] == [True, False]
    vague = as_lead(hall / ROOM, "grant", "--refuse", "理由不足")
    assert (vague.code, "--number" in vague.err) == (2, True)
    done = as_lead(hall / ROOM, "grant", "--number", case.number)
    assert [one["refused"] for one in done.json["requests"]] == [None]
    assert as_lead(hall / ROOM, "grant").json["requests"] == []
    with (
        open_app(hall / ROOM, SetClock(FRIDAY)) as room,
        open_app(hall / THERE, SetClock(FRIDAY)) as there,
    ):
        exchanged(room, there)
        known = fold(there.journal.entries(case.id))
        assert known is not None
        assert known.applicant == case.applicant
        assert [found.case for found in there.journal.find_cases(case.applicant.name).rows] == [case.id]
        words = [line.text for line in known.history[-2:]]
        assert ("申请查看" in words[0], "准许窗口 15220192" in words[1]) == (True, True)


def test_that_the_ring_is_exported_once_and_listed(hall: Path) -> None:
    if not counter("keys", "ring", "list", "--data", hall / ROOM, "--json").json["rings"]:
        as_lead(hall / ROOM, "ring", "open")
    out, words = hall / "ring.file", "一句够长的演示用的密语呀\n"
    done = as_lead(hall / ROOM, "ring", "export", "--out", out, typed=words)
    assert done.code == 0, done.err
    assert "PRIVATE KEY" in out.read_text(encoding="utf-8")
    second = as_lead(hall / ROOM, "ring", "export", "--out", hall / "again", typed=words)
    assert (second.code, (hall / "again").exists()) == (1, False)
    (listed,) = counter("keys", "ring", "list", "--data", hall / ROOM, "--json").json["rings"]
    assert (listed["generation"], listed["held"]) == (1, True)
    wrong = as_lead(hall / HERE, "ring", "import", out, typed="不对的密语不对的密语\n")
    assert (wrong.code, "密语不对" in wrong.err) == (2, True)
    brought = as_lead(hall / HERE, "ring", "import", out, typed=words)
    assert brought.code == 0, brought.err
    assert "第 1 期" in counter("keys", "ring", "list", "--data", hall / HERE).out


def test_that_a_ring_whose_program_is_killed_at_its_one_export_is_in_the_file(hall: Path) -> None:
    rings = counter("keys", "ring", "list", "--data", hall / ROOM, "--json").json["rings"]
    as_lead(hall / ROOM, "ring", "rotate" if rings else "open")
    out, words = hall / "killed.file", "一句够长的演示用的密语呀\n"

    def export() -> object:
        return as_lead(hall / ROOM, "ring", "export", "--out", out, typed=words)

    for moment in (IN_FILE, AFTER_COMMIT):
        assert attempt_command(export, moment, "ring.exported") == KILLED
        assert out.exists() == (moment == AFTER_COMMIT), moment
    assert "PRIVATE KEY" in out.read_text(encoding="utf-8")
