"""Entry of the program: opens the window, or runs a command line and reports what goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from counter.cli.io.profile_folder import check_folder_name
from counter.cli.io.program import Program


def main(argv: Sequence[str], program: Program) -> int:
    """Run one command line and return its exit code. Nothing but ``--data DIR`` opens the window."""
    try:
        window = _window_only(argv)
        if window is not None:
            profile = window if window.name else program.default_profile()
            check_folder_name(profile)
            return program.open_window(profile)
        from counter.cli.command_line import run  # not at the top: the window starts without argparse

        code = run(argv, program)
        sys.stdout.flush()  # a closed pipe is noticed here, and not at interpreter exit
        return code
    except BrokenPipeError:  # the pipe is closed: nothing to report, and no error
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001  # the last handler: every error ends as one sentence
        from counter.cli.command_line import report  # as above, and most starts report nothing

        return report(error, argv, program)


def _window_only(argv: Sequence[str]) -> Path | None:
    """The folder (empty: the default) when only the window is wanted; determined without argparse."""
    if not argv:
        return Path()
    if len(argv) == 2 and argv[0] == "--data" and argv[1].strip() and not argv[1].startswith("-"):
        return Path(argv[1])
    return None
