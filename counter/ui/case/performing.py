"""Doing something with a filed case in the background, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.domain.errors import StaleBase
from counter.ui.desks.window import Clerk, Desk
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message, message_of

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import CaseAct
    from counter.domain.case.case import Case


class Performing(QObject):
    """One act at a time. Signals: ``done(case)`` as it then stands; ``refused(message)``, nothing was written;
    ``overtaken(case)``: the case changed meanwhile, nothing was written, and this is how it stands now.
    """

    done = Signal(object)
    refused = Signal(Message)
    overtaken = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._clerk: Clerk | None = None
        self.running = False

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who acts from now on."""
        self._clerk = clerk

    def start(self, case: Case, act: CaseAct, credentials: tuple[str, str] | None) -> bool:
        """Do it; with ``credentials`` that supervisor's PIN is checked first. False when it cannot begin."""
        if self._clerk is None or self.running:
            return False
        self.running = True
        self._ask(case, act, self._clerk, credentials, again=True)
        return True

    def _ask(
        self, case: Case, act: CaseAct, clerk: Clerk, credentials: tuple[str, str] | None, *, again: bool
    ) -> None:
        def work() -> Case:
            if credentials is not None:
                self._desk.check_supervisor(*credentials)
            return self._desk.perform(case.id, act, clerk, case.base)

        def look(now: Case | None) -> None:
            if now is None:
                self.running = False
            elif again and not _moved(case, now):
                self._ask(now, act, clerk, credentials, again=False)
            else:
                self.running = False
                self.overtaken.emit(now)

        def fail(error: Exception) -> None:
            if isinstance(error, StaleBase):
                self._background.run(lambda: self._desk.case(case.id), look, self._on_failed)
            else:
                self._on_failed(error)

        self._background.run(work, self._on_done, fail)

    def _on_done(self, case: Case) -> None:
        self.running = False
        self.done.emit(case)

    def _on_failed(self, error: Exception) -> None:
        self.running = False
        self.refused.emit(message_of(error))


def _moved(before: Case, now: Case) -> bool:
    """True when the matter itself changed; a sheet that was printed or a look at the person is no news."""
    return (before.items, before.brought, before.pledges, before.custody) != (
        now.items,
        now.brought,
        now.pledges,
        now.custody,
    ) or [p.id for p in before.papers] != [p.id for p in now.papers]
