"""Start a process for every sample, and read its output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from bench.started import STARTED

PATIENCE = 120


def one_run(module: str, *arguments: str, given: str = "") -> dict[str, object]:
    """Run ``python -m module`` in a fresh process with ``given`` as its standard input.

    Returns everything it printed, later values over earlier ones.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment[STARTED] = str(time.monotonic_ns())
    done = subprocess.run(
        [sys.executable, "-P", "-m", module, *arguments],
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{module} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    report: dict[str, object] = {}
    for line in done.stdout.splitlines():
        report.update(json.loads(line))
    return report


def runs(count: int, *commands: Sequence[str], warm: int = 2) -> list[list[Mapping[str, object]]]:
    """``count`` runs of every command in turn, after ``warm`` uncounted runs of each."""
    for _ in range(warm):
        for command in commands:
            one_run(*command)
    report: list[list[Mapping[str, object]]] = [[] for _ in commands]
    for _ in range(count):
        for samples, command in zip(report, commands, strict=True):
            samples.append(one_run(*command))
    return report


def numbers(report: Sequence[Mapping[str, object]], *path: str) -> list[float]:
    """One figure of every run."""
    found = []
    for one in report:
        value: object = one
        for key in path:
            assert isinstance(value, Mapping)
            value = value[key]
        assert isinstance(value, int | float)
        found.append(float(value))
    return found
