"""A program that files cases as fast as it can, naming each only when it is durable. Run by tests, then killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from counter.db.file.clock import SystemClock
from tests.db import toy


def main() -> None:
    """``accepting FOLDER NAME COUNT``: one line for each case on stdout, with its numbers."""
    folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    journal = toy.open_journal(folder, SystemClock())
    os.write(1, b"ready\n")
    for number in range(count):
        case = f"{name}-{number}"
        numbers = toy.accept(journal, case)
        os.write(1, "\t".join((case, *numbers)).encode() + b"\n")
    journal.close()


if __name__ == "__main__":
    main()
