"""Entries of another station laid into the file, whole and unchanged, are found and never taken into the lists."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.db.journal.stream import COLUMNS
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.domain.errors import WorldTrouble
from tests.db import toy


@pytest.mark.parametrize("with_station", [False, True])
def test_that_another_stations_entries_are_found_and_not_taken_into_the_lists(
    journal: SqlJournal, tmp_path: Path, with_station: bool
) -> None:
    toy.accept(journal, "c1")
    there = tmp_path / "other"
    profiles.create(there, replace(toy.IDENTITY, code="04"), toy.FakeClock(), FileStore(there))
    other = toy.open_journal(there)
    toy.accept(other, "c9")
    taken = other.connection().execute(f"SELECT {COLUMNS} FROM entries ORDER BY seq").fetchall()
    station = other.connection().execute("SELECT * FROM stations").fetchone()
    other.close()
    marks = ", ".join("?" * len(taken[0]))
    journal.connection().executemany(f"INSERT INTO entries ({COLUMNS}) VALUES ({marks})", taken)
    if with_station:
        journal.connection().execute("INSERT INTO stations VALUES (?, ?, ?, ?, ?, ?)", station)
    found = [fault for fault in check(journal).faults if fault.kind == "station"]
    assert [fault.place for fault in found] == ["04-1"]
    with pytest.raises(WorldTrouble, match="没有重建"):
        rebuild_rows(journal)
    assert journal.case_row("c9") is None


def test_that_a_later_epoch_of_another_station_does_not_make_this_one_it(journal: SqlJournal) -> None:
    connection = journal.connection()
    connection.execute(
        "INSERT INTO stations SELECT '04', 7, identity, binding, public_key, signing FROM stations"
    )
    journal.close()
    again = toy.open_journal(journal.profile)
    assert again.station() == toy.IDENTITY
    again.close()
