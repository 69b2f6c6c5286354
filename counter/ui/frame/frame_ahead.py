"""A frame whose pages are made, and filled, before they are opened first (decisions 0086 and 0100)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from itertools import chain

from PySide6.QtWidgets import QWidget

from counter.ui.frame.paged_frame import PagedFrame, ReadsAhead
from counter.ui.frame.preloading import Preloading, Step
from counter.ui.frame.rehearsal import rehearse, with_rehearsals
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look

HELP_MODULES = (
    *("counter.ui.facades.help", "counter.ui.help.places"),
    *("counter.ui.help.manual_page", "counter.ui.help.settings_page"),
)
"""What the manual and the settings import when they are opened, in every kind of window."""


class FrameAhead(PagedFrame):
    """Knows nothing of who is signed on; its shells say what is made ahead."""

    background: Background

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._preloading: Preloading | None = None

    def preload(self, done: Callable[[], object]) -> None:
        """Do while nobody types what the first opening of a page would wait for, then call ``done``. Called once
        somebody can sign on, by the program and not by the window: tests open thousands.
        """
        of_help = (partial(import_module, module) for module in HELP_MODULES)
        steps = with_rehearsals(chain(self._preloads(), of_help), self._stack)
        self._preloading = Preloading(self, steps, lambda: self.background.busy)
        self._preloading.done.connect(done)

    def read_ahead(self) -> None:
        """The first person of the sitting signed on: what the likely pages list is read, in the same way."""
        if self._preloading is not None:
            self._preloading.go_on_with(self._readings_ahead())

    def _filled(self, page: QWidget) -> Iterable[Step]:
        """Steps that fill a page before it is opened first, and paint it in the room that the rail leaves."""
        if isinstance(page, ReadsAhead):
            yield page.read_ahead
        yield partial(rehearse, page, self._stack.size(), again=True)

    def _preloads(self) -> Iterable[Step]:
        """What the first opening of a page would wait for, step by step."""
        return ()

    def _readings_ahead(self) -> Iterable[Step]:
        """What it would read then."""
        return ()
