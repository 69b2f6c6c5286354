"""Standard input is read once: at most one argument of a command line may come from it."""

from __future__ import annotations

import argparse

from counter.domain.errors import BadInput

INPUT = "-"
"""Written in place of a file: read from standard input."""

_FROM_INPUT = {
    "file": "文件", "answers": "--answers", "pin_file": "--pin-file", "clerk_pin_file": "--clerk-pin-file",
    "agreed_pin_file": "--agreed-pin-file", "to_pin_file": "--to-pin-file",
}  # fmt: skip
"""Arguments that may be read from standard input, with their names in messages."""


def check_one_input(args: argparse.Namespace) -> None:
    """Raises BadInput where two values are to come from standard input."""
    named = [words for name, words in _FROM_INPUT.items() if getattr(args, name, None) == INPUT]
    if len(named) > 1:
        raise BadInput(f"{'、'.join(named)} 不能都从标准输入读（-），请把其中一个写成文件。", field=named[-1])
