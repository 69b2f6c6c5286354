"""A program that opens a read transaction and then does nothing until its stdin ends; and how a test runs it beside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter.db.file.connection import DATABASE, open_file
from counter.db.keys.key_folder import load_keys


@contextmanager
def idle_reader(folder: Path) -> Iterator[int]:
    """A second program that reads the profile; its process id."""
    command = [sys.executable, "-P", "-m", "tests.db.idle_reader", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == b"reading\n"
        try:
            yield program.pid
        finally:
            program.stdin.close()


def main() -> None:
    """``idle_reader FOLDER``: one line on stdout when it reads."""
    folder = Path(sys.argv[1])
    connection = open_file(folder / DATABASE, load_keys(folder).data)
    connection.execute("BEGIN")
    connection.execute("SELECT COUNT(*) FROM entries").fetchone()
    os.write(1, b"reading\n")
    sys.stdin.read()


if __name__ == "__main__":
    main()
