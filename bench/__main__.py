"""``python -m bench [NAME …] [--json]``: measure, and print one table of ratios (all benchmarks when none is named)."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
from collections.abc import Mapping

from bench.table import normalised, show

ALL = (
    "start",
    "memory",
    "search",
    "finding",
    "felt",
    "accept",
    "pdf",
    "ratings",
    "guides",
    "cases",
    "records",
    "ledger",
    "archive",
    "backup",
    "exchange",
    "hub",
    "courier",
)
PARTS = ("guide_workbook", "joined", "foreign", "league")
"""By name only: a part of guides, and what takes many minutes."""


def main() -> int:
    """Run the named benchmarks; 1 when one misses its limit or could not be run."""
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL + PARTS)}; default: all")
    parser.add_argument("--json", action="store_true", help="the rows as JSON on stdout")
    args = parser.parse_args()
    unknown = [n for n in args.names if n not in ALL + PARTS]
    if unknown:
        parser.error(f"no benchmark {unknown[0]}; there are {', '.join(ALL + PARTS)}")
    if sys.dont_write_bytecode:
        parser.error("PYTHONDONTWRITEBYTECODE is set: a start would be measured without compiled files")
    rows: list[Mapping[str, object]] = []
    failed: list[str] = []
    for name in args.names or ALL:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        try:
            rows += map(normalised, importlib.import_module(f"bench.{name}").rows())
        except Exception as error:  # noqa: BLE001  # one benchmark that cannot run must not hide the others
            failed.append(f"{name}: could not be measured: {type(error).__name__}: {error}")
    if args.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print(
            f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} CPUs, "
            f"Qt platform {os.environ.get('QT_QPA_PLATFORM', 'default')}"
        )
        print(show(rows))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed or not all(r["ok"] for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
