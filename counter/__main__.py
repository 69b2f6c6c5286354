"""Entry point: runs the command line and returns its exit code."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, or the window where no command is given."""
    from counter.bootstrap.process import disable_core_dumps
    from counter.bootstrap.program import program
    from counter.cli.main import main as run

    disable_core_dumps()
    return run(sys.argv[1:], program())


if __name__ == "__main__":
    sys.exit(main())
