"""One act as a sub-command of ``counter case``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.cli.io.arguments import Parser


@dataclass(frozen=True, slots=True)
class ActCommand:
    """One sub-command. ``form``: its JSON keys; ``agreed``: may need a supervisor's consent; ``confirmed``: an organ's
    representative may confirm with their own PIN.
    """

    name: str
    help: str
    description: str
    form: str
    options: Callable[[Parser], None]
    agreed: bool = False
    confirmed: bool = False
