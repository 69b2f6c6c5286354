"""What the page 自检 needs of the machine: the probes of ``counter doctor`` and a sheet that is scanned back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counter.services.context.probe import Probe


@dataclass(frozen=True, slots=True)
class SelfTestTools:
    """Each may take seconds: on a lane of ``ui.kit.background``.

    ``parts``: what is checked, one after the other in that order, by its name; ``print_test``: send a test sheet to the
    printer; ``save_test``: write it as PDF instead; both return the code on it and raise WorldTrouble.
    """

    parts: Sequence[tuple[str, Callable[[], Sequence[Probe]]]]
    print_test: Callable[[], str]
    save_test: Callable[[Path], str]
