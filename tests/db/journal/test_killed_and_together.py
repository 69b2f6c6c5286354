"""``kill -9`` in the middle, and several programs at once: nothing acknowledged is lost, no number given twice."""

from __future__ import annotations

import random
import subprocess
import time
from pathlib import Path
from typing import IO

import pytest

from counter.db.check.check import check
from counter.db.file.clock import SystemClock
from tests.db import toy
from tests.trials import TellTrials

Acknowledged = dict[str, list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A profile set up by the machine's own clock, which the programs use too."""
    toy.create(tmp_path / "profile", SystemClock())
    return tmp_path / "profile"


def start(python: list[str], folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A program that files ``count`` cases."""
    command = [*python, "-m", "tests.db.accepting", str(folder), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledgements(stdout: IO[str] | None) -> Acknowledged:
    """Case → numbers, from whole lines only."""
    assert stdout is not None
    lines = [line[:-1].split("\t") for line in stdout if line.endswith("\n")]
    return {case: numbers for case, *numbers in lines if numbers}


def prove(folder: Path, acknowledged: Acknowledged) -> None:
    """Everything acknowledged is there with its numbers, nothing twice, and the file is whole."""
    journal = toy.open_journal(folder, SystemClock())
    try:
        given = [number for numbers in acknowledged.values() for number in numbers]
        assert len(given) == len(set(given))
        for case, (number, *papers) in acknowledged.items():
            row = journal.case_row(case)
            assert row is not None
            assert row.number == number
            assert [paper.number for paper in journal.papers_of(case)] == papers
        assert journal.station().epoch == 1
        assert check(journal).faults == ()
    finally:
        journal.close()


def test_that_a_program_killed_at_any_moment_loses_nothing_it_acknowledged(
    python: list[str], folder: Path, record_property: TellTrials
) -> None:
    moments = random.Random(20261120)
    acknowledged: Acknowledged = {}
    for life in range(8):
        with start(python, folder, f"life{life}", 10_000) as program:
            assert program.stdout is not None
            for _ in range(moments.randrange(1, 90)):
                case, *numbers = program.stdout.readline()[:-1].split("\t")
                acknowledged.update({case: numbers} if numbers else {})
            until = time.perf_counter() + moments.random() * 0.005
            while time.perf_counter() < until:  # anywhere inside the next few transactions
                pass
            program.kill()
            acknowledged |= acknowledgements(program.stdout)
        prove(folder, acknowledged)
        record_property("trials", 1)
    record_property("acts", len(acknowledged))
    assert len(acknowledged) > 200


def test_that_programs_at_once_share_one_chain_and_no_number(python: list[str], folder: Path) -> None:
    programs = [start(python, folder, f"door{number}", 60) for number in range(3)]
    acknowledged: Acknowledged = {}
    for program in programs:
        with program:
            acknowledged |= acknowledgements(program.stdout)
        assert program.returncode == 0
    assert len(acknowledged) == 180
    prove(folder, acknowledged)


def test_that_programs_starting_at_once_on_a_copy_open_one_new_epoch(
    python: list[str], folder: Path, tmp_path: Path
) -> None:
    import shutil

    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    programs = [start(python, copy, f"door{number}", 5) for number in range(3)]
    for program in programs:
        with program:
            assert len(acknowledgements(program.stdout)) == 5
    journal = toy.open_journal(copy, SystemClock())
    assert len(journal.entries("station:03")) == 2
    assert journal.station().epoch > 1
    assert check(journal).faults == ()
    journal.close()
