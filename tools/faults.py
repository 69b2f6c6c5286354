"""Try every fault of ``tools/faults.toml`` and write down what came of it: ``python -P -m tools.faults OUT | --write``.

``--write``: ``docs/faults.md``. The tests of a row are run, and what is written comes from their report: how often
something was tried (``tests/trials.py``), what else they counted, what failed. ``--long`` sets the long rows'
variables, ``--processes N`` runs so many tests at once. The exit code is 1 where a row failed or nothing ran.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tools" / "faults.toml"
DOCUMENT = ROOT / "docs" / "faults.md"
TEST_SECONDS = 3600
"""For one test; those of a long run take minutes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One row: what is tried, and which tests try it. ``tells``, ``count``, ``long``: see the table's head."""

    kind: str
    name: str
    tried: str
    lost: str
    noticed: str
    tests: tuple[str, ...]
    decision: str
    tells: Mapping[str, str] = field(default_factory=dict)
    count: str = ""
    long: Mapping[str, str] = field(default_factory=dict)
    only_long: bool = False


@dataclass(frozen=True, slots=True)
class Untried:
    """What nobody tried or nothing can notice, and why."""

    kind: str
    name: str
    why: str
    decision: str


@dataclass(frozen=True, slots=True)
class Ran:
    """One test of the report. ``test``: its file and function; ``told``: what it counted; ``skipped``: why."""

    test: str
    told: Counter[str]
    failed: bool
    skipped: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row; ``trials``: of those that held."""

    trials: int
    told: Counter[str]
    failed: int
    skipped: tuple[str, ...]

    @property
    def held(self) -> bool:
        """Whether something was tried, and all of it held."""
        return self.trials > 0 and not self.failed


def faults() -> tuple[Fault, ...]:
    """The rows of the table, in its order."""
    rows = _table()["fault"]
    return tuple(Fault(**{**row, "tests": tuple(row["tests"])}) for row in rows)


def untried() -> tuple[Untried, ...]:
    """What the table says is not tried."""
    return tuple(Untried(**row) for row in _table()["untried"])


def _table() -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def names_in(document: str) -> list[tuple[str, str]]:
    """(kind, name) of each row of such a document."""
    return re.findall(r"^\| ([^|]+) \| \*\*([^|]+)\*\* \|", document, re.MULTILINE)


def outcome_of(fault: Fault, ran: Iterable[Ran]) -> Outcome:
    """What the tests of the row told."""
    own = [one for one in ran if any(one.test == t or one.test.startswith(f"{t}::") for t in fault.tests)]
    told: Counter[str] = Counter()
    trials = 0
    for one in own:
        told += one.told
        if not one.failed and not one.skipped:
            trials += one.told[fault.count] if fault.count else one.told["trials"] or 1
    return Outcome(
        trials, told, sum(one.failed for one in own), tuple(sorted({o.skipped for o in own} - {""}))
    )


# -- running --


def run(rows: Sequence[Fault], *, long: bool, processes: int) -> dict[str, Outcome]:
    """Each row's outcome by its name: rows of the same variables are run together."""
    settings = list(dict.fromkeys(_setting(row, long) for row in rows))
    outcomes = {}
    for setting in settings:
        together = [row for row in rows if _setting(row, long) == setting]
        tests = list(dict.fromkeys(test for row in together for test in row.tests))
        ran = tuple(_run_tests(tests, dict(setting), processes))
        outcomes |= {row.name: outcome_of(row, ran) for row in together}
    return outcomes


def _setting(row: Fault, long: bool) -> tuple[tuple[str, str], ...]:
    return tuple(row.long.items()) if long else ()


def _run_tests(tests: Sequence[str], setting: Mapping[str, str], processes: int) -> Iterator[Ran]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        report = Path(name) / "report.xml"
        options = ["-q", f"--junitxml={report}", f"--basetemp={name}/tests", "-o", f"timeout={TEST_SECONDS}"]
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, "-n", str(processes), "--dist", "loadfile", *tests],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **setting},
            check=False,
        )
        if report.exists():
            yield from read_report(report.read_text(encoding="utf-8"))


def read_report(text: str) -> Iterator[Ran]:
    """The tests of pytest's report in JUnit's form."""
    for case in ElementTree.fromstring(text).iter("testcase"):  # our own run has just written it
        told: Counter[str] = Counter()
        for one in case.iter("property"):
            told[one.get("name", "")] += int(one.get("value", "0"))
        skipped = case.find("skipped")
        file = case.get("classname", "").replace(".", "/") + ".py"
        yield Ran(
            f"{file}::{case.get('name', '').partition('[')[0]}",
            told,
            case.find("failure") is not None or case.find("error") is not None,
            "" if skipped is None else skipped.get("message", ""),
        )


# -- writing --


def document(rows: Sequence[Fault], outcomes: Mapping[str, Outcome], how: str) -> str:
    """The whole document. ``how``: the paragraph on this run."""
    lines = [
        "# Faults tried, and what was lost",
        "",
        "Written by `python -P -m tools.faults --write`, from what ran: no figure here is typed. *Lost* and *noticed*",
        "are what every single trial asserts; one that found otherwise would stand here as FAILED. The rows are kept",
        "in `tools/faults.toml`.",
        "",
        how,
        "",
        "| fault | | tried | how often | lost | noticed | |",
        "|---|---|---|---|---|---|---|",
        *(_line(row, outcomes.get(row.name)) for row in rows),
        "",
        "## Not tried, and known limits",
        "",
        "| fault | | why | |",
        "|---|---|---|---|",
        *(f"| {one.kind} | **{one.name}** | {one.why} | {_link(one.decision)} |" for one in untried()),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Fault, outcome: Outcome | None) -> str:
    tests = ", ".join(
        dict.fromkeys(f"`{test.partition('::')[0].removeprefix('tests/')}`" for test in row.tests)
    )
    head = f"| {row.kind} | **{row.name}** | {row.tried} ({tests})"
    if outcome is None:
        return f"{head} | in a long run only | | | {_link(row.decision)} |"
    often = f"{outcome.trials:,}"
    for what, words in row.tells.items():
        often += f"; {outcome.told[what]:,} {words}"
    if outcome.skipped:
        often += f"; not here: {'; '.join(outcome.skipped)}"
    lost = row.lost if outcome.held else f"**FAILED: {outcome.failed or 'nothing ran'}**"
    return f"{head} | {often} | {lost} | {row.noticed} | {_link(row.decision)} |"


def _link(decision: str) -> str:
    (file,) = (ROOT / "docs" / "decisions").glob(f"{decision}-*.md")
    return f"[{decision}](decisions/{file.name})"


def _how(rows: Sequence[Fault], words: Sequence[str], seconds: float, *, long: bool) -> str:
    commit = ["git", "-C", str(ROOT), "rev-parse", "--short=8", "HEAD"]
    at = subprocess.run(commit, capture_output=True, text=True, check=False).stdout.strip() or "unknown"
    variables = sorted({f"{name}={value}" for row in rows for name, value in row.long.items()})
    told = f"`{'` `'.join(variables)}`"
    said = f"with {told} where a row has them" if long else f"a short run; a long one (`--long`) sets {told}"
    uname = os.uname() if hasattr(os, "uname") else None
    machine = f"{uname.sysname} {uname.machine}" if uname else sys.platform
    command = f"python -P -m tools.faults {' '.join(words)}"
    return (
        f"Run on {datetime.now(UTC):%Y-%m-%d} at commit `{at}` by `{command}`, {said};\n"
        f"{seconds / 60:.0f} minutes on {machine}, Python {sys.version.split()[0]}, {os.cpu_count()} processors."
    )


def main(words: Sequence[str]) -> int:
    """Try, write, and say how many rows did not hold."""
    parser = argparse.ArgumentParser(prog="tools.faults", description=__doc__)
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--write", action="store_true", help="docs/faults.md")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args(words)
    if (given.out is None) is not given.write:
        parser.error("OUT or --write")
    rows, begun = faults(), time.monotonic()
    tried = [row for row in rows if given.long or not row.only_long]
    outcomes = run(tried, long=given.long, processes=given.processes)
    how = _how(rows, words, time.monotonic() - begun, long=given.long)
    target: Path = DOCUMENT if given.write else given.out
    target.write_text(document(rows, outcomes, how), encoding="utf-8")
    failed = [name for name, outcome in outcomes.items() if not outcome.held]
    print(f"{len(outcomes)} faults tried, {len(failed)} did not hold: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
