"""Run workers, kill them at random moments, and keep what they had acknowledged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Act:
    """One acceptance that a person was told of."""

    serial: int
    case: str
    number: str
    papers: list[str]


@dataclass(slots=True)
class Acknowledged:
    """What people were told, by all workers together."""

    cases: dict[str, Act] = field(default_factory=dict)
    kills: int = 0
    repeated: list[str] = field(default_factory=list)

    def hear(self, said: bytes) -> None:
        """Every complete line of a worker. Half a line was told to nobody."""
        for line in said.split(b"\n")[:-1]:
            act = Act(**json.loads(line))
            if act.number in self.cases:
                self.repeated.append(act.number)
            self.cases[act.number] = act


def start_worker(profile: Path, first: int, count: int, log: Path) -> subprocess.Popen[bytes]:
    """A worker in a process of its own; what it says goes to a file, so that a kill loses nothing it has said."""
    with log.open("wb") as said, log.with_suffix(".err").open("wb") as wrong:
        return subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "tests.journeys.accept_worker",
                str(profile),
                str(first),
                str(count),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=said,
            stderr=wrong,
        )


def accept_under_fire(profile: Path, logs: Path, wanted: int, *, seed: int) -> Acknowledged:
    """Two workers at once; each is killed at a random moment after it has begun, until enough was acknowledged."""
    dice = random.Random(seed)
    heard = Acknowledged()
    first = 0
    while len(heard.cases) < wanted:
        pair = []
        for _ in range(2):
            log = logs / f"{first}.log"
            pair.append((start_worker(profile, first, wanted, log), log))
            first += wanted
        for worker, log in pair:
            _wait_for_first(worker, log)
        for worker, _ in dice.sample(pair, 2):
            time.sleep(dice.uniform(0.05, 0.7))
            worker.send_signal(signal.SIGKILL)
            worker.wait(PATIENCE)
            heard.kills += 1
        for _, log in pair:
            heard.hear(log.read_bytes())
    return heard


def _wait_for_first(worker: subprocess.Popen[bytes], log: Path) -> None:
    """Until the worker has acknowledged something; what ends it before that is the test's failure."""
    patience = time.monotonic() + PATIENCE
    while log.stat().st_size == 0:
        code = worker.poll()
        if code is not None:
            raise AssertionError(f"worker ended with {code}: {log.with_suffix('.err').read_text()[-2000:]}")
        if time.monotonic() > patience:
            worker.kill()
            raise AssertionError("worker said nothing")
        time.sleep(0.005)
