"""The power goes at any moment: no acknowledged act is lost, no number comes twice, and nothing has to be mended.

Recorded are the writes and syncs of a run of acts as SQLite makes them: commits, drafts, a log that starts again,
checkpoints, a forgotten person, a program that ends and starts again. A cut after any of them, with nothing, everything
or any part of what was not yet synced arrived, is laid down in the profile and opened. A sample by default; every
cut in five ways with COUNTER_EVERY_CUT=1 (some minutes).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.db.file.connection import DATABASE
from counter.db.journal.heads import FOLDER
from counter.services.context.ports import DraftRow
from tests.db import toy
from tests.db.recorded_disk import Disk, Op, recordable, recording
from tests.trials import TellTrials

EVERY_CUT = bool(os.environ.get("COUNTER_EVERY_CUT"))
CUTS = 70
LOG = f"{DATABASE}-wal"

State = dict[str, bytes]


@dataclass
class Acts:
    """What was acknowledged, and after how many steps of the disk. ``heads``: the signed head as it stood then,
    ``witnessed``: what the witness beside the folder knew."""

    base: State
    ops: list[Op]
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    steps: list[tuple[int, str]] = field(default_factory=list)
    heads: list[tuple[int, bytes]] = field(default_factory=list)
    witnessed: list[tuple[int, bytes]] = field(default_factory=list)
    forgotten: int | None = None

    def durable(self, cut: int) -> list[str]:
        """Cases acknowledged before that cut."""
        return [case for step, case in self.steps if step <= cut]

    def heads_at(self, cut: int) -> list[bytes]:
        """The heads that may lie on the disk then: written, never synced, and never ahead of their entry."""
        return [head for step, head in self.heads if step <= cut]

    def witnesses_at(self, cut: int) -> list[bytes]:
        """What the witness may say then: as little synced, and never ahead either."""
        return [b"", *(line for step, line in self.witnessed if step <= cut)]


def files_of(folder: Path) -> State:
    return {
        path.name: path.read_bytes() for path in folder.glob(f"{DATABASE}*") if not path.name.endswith("-shm")
    }


def witness_of(folder: Path) -> Path:
    """The witness in the folder above (the only one a demo has)."""
    (place,) = folder.parent.glob(".witness-of-counter-*")
    return place / "1.head"


def run_of_acts(folder: Path) -> Acts:
    """Cases, drafts and a forgotten person, over several checkpoints and two lives of the program."""
    head = folder / FOLDER / "1.head"
    base = files_of(folder)
    with recording() as ops:
        acts = Acts(base, ops, heads=[(0, head.read_bytes())])
        for life in range(2):
            journal = toy.open_journal(folder)
            journal.connection().execute("PRAGMA wal_autocheckpoint = 40")
            for number in range(6):
                case = f"c{life}{number}"
                acts.numbers[case] = toy.accept(journal, case)
                acts.steps.append((len(ops), case))
                acts.heads.append((len(ops), head.read_bytes()))
                acts.witnessed.append((len(ops), witness_of(folder).read_bytes()))
                with journal.transaction() as tx:
                    tx.save_draft(DraftRow("d", "W01", "g", "2026-11-20", "2026-11-20", {"x": "y" * 3000}))
                    tx.commit()
            if life:
                journal.forget("c00", actor="S01", reason="本人要求")
                acts.forgotten = len(ops)
                acts.heads.append((len(ops), head.read_bytes()))
                acts.witnessed.append((len(ops), witness_of(folder).read_bytes()))
            journal.close()
    return acts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One profile for all cuts: they are laid down in its place."""
    folder = tmp_path_factory.mktemp("cut") / "profile"
    toy.create(folder)
    return folder


@pytest.fixture(scope="module")
def acts(folder: Path) -> Acts:
    if not recordable():
        pytest.skip("the driver hides its file system layer here")
    return run_of_acts(folder)


def test_that_the_record_is_what_was_written(folder: Path, acts: Acts) -> None:
    """Replayed to its end it gives the very files: else the cuts would prove nothing."""
    disk = Disk(dict(acts.base))
    for op in acts.ops:
        disk.do(op)
    assert disk.everything() == files_of(folder)
    told = {(op.what, op.file) for op in acts.ops}
    assert {("write", LOG), ("sync", LOG), ("write", DATABASE), ("sync", DATABASE), ("delete", LOG)} <= told


def test_that_what_is_acknowledged_was_synced(acts: Acts, record_property: TellTrials) -> None:
    """An act is told to a person only after the log that holds it was synced."""
    for step, case in acts.steps:
        before = [op for op in acts.ops[:step] if op.file == LOG]
        last_write = max(i for i, op in enumerate(before) if op.what == "write")
        assert "sync" in {op.what for op in before[last_write:]}, case
        record_property("trials", 1)


def test_that_no_cut_and_no_torn_page_loses_an_acknowledged_act(
    folder: Path, acts: Acts, record_property: TellTrials
) -> None:
    dice = random.Random(20261122)
    chosen = range(len(acts.ops) + 1) if EVERY_CUT else sorted(dice.sample(range(len(acts.ops) + 1), CUTS))
    disk = Disk(dict(acts.base))
    torn = partial(disk.last_one_torn, dice)
    done = 0
    for cut in chosen:
        for op in acts.ops[done:cut]:
            disk.do(op)
        done = cut
        states: list[Callable[[], State]] = [
            disk.nothing_more,
            disk.everything,
            torn,
            lambda: disk.some(dice),
            lambda: disk.some(dice),
        ]
        for state in states if EVERY_CUT else dice.sample(states, 1):
            lay_down(folder, state(), dice.choice(acts.heads_at(cut)), dice.choice(acts.witnesses_at(cut)))
            prove(folder, acts, cut, whole=EVERY_CUT or cut % 4 == 0)
            record_property("trials", 1)
            record_property("torn", int(state is torn and bool(disk.pending)))
            record_property("acts", len(acts.durable(cut)))


def lay_down(folder: Path, state: State, head: bytes, witness: bytes) -> None:
    """The profile as the power cut left it."""
    for name in (DATABASE, LOG, f"{DATABASE}-shm"):
        if name in state:
            (folder / name).write_bytes(state[name])
        elif name != DATABASE:
            (folder / name).unlink(missing_ok=True)
    (folder / FOLDER / "1.head").write_bytes(head)
    witness_of(folder).write_bytes(witness)


def prove(folder: Path, acts: Acts, cut: int, *, whole: bool) -> None:
    """All acknowledged acts are there, the file is whole, and the next number is a new one."""
    journal = toy.open_journal(folder)
    assert journal.station().epoch == 1, f"cut {cut}"
    durable = acts.durable(cut)
    for case in durable:
        row = journal.case_row(case)
        assert row is not None, f"cut {cut} lost {case}"
        assert (row.number, *(paper.number for paper in journal.papers_of(row.case))) == acts.numbers[case]
    if acts.forgotten is not None and cut >= acts.forgotten:
        assert journal.entries("c00")[0].forgotten, f"cut {cut} remembers"
    if whole:
        assert check(journal).faults == (), f"cut {cut}"
    given = {number for case in durable for number in acts.numbers[case]}
    assert not given & set(toy.accept(journal, "after")), f"cut {cut} gave a number again"
    journal.close()
