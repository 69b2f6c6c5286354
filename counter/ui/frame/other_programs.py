"""What another program writes into the profile of an open window counts in the window too, without a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk
    from counter.ui.frame.lights import Lights
    from counter.ui.frame.window_guard import WindowGuard


class OtherPrograms(QObject):
    """Looks after each poll of the status lights. ``clerk``: who is signed on; ``guard`` locks for who may not go on.

    Signals: ``wrote``: another program wrote.
    """

    wrote = Signal()

    def __init__(
        self, facade: ProfileFacade, lights: Lights, guard: WindowGuard, clerk: Callable[[], Clerk | None]
    ) -> None:
        super().__init__(guard)
        self._facade, self._guard, self._clerk = facade, guard, clerk
        self._known = facade.news
        lights.seen.connect(lambda _: self._look())

    def _look(self) -> None:
        clerk = self._clerk()
        if clerk is not None and (words := self._facade.no_longer(clerk)):
            self._guard.expel(words)
        if self._known != self._facade.news:
            self._known = self._facade.news
            self.wrote.emit()
