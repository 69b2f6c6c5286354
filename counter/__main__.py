"""Entry point: runs the command line and returns its exit code."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line, or the window where no command is given."""
    from counter.bootstrap.doors import doors
    from counter.bootstrap.process import leave_no_core
    from counter.cli.main import main as run

    leave_no_core()
    return run(sys.argv[1:], doors())


if __name__ == "__main__":
    sys.exit(main())
