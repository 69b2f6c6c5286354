"""What is looked up before a visit is filed: open cases of the same bundle and party, and a clock in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from counter.domain.visit.visit import Visit
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background

if TYPE_CHECKING:
    from counter.services.context.ports import CaseRow

LOOK_AFTER_MS = 250


class OpenCases(QObject):
    """``cases``: the open ones of the party last followed; ``clock``: what speaks against the computer's clock.

    Signals: ``found`` when they are known.
    """

    found = Signal()

    def __init__(self, facade: WindowFacade, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._visit: Visit | None = None
        self._asked_for: tuple[object, ...] = ()
        self.cases: tuple[CaseRow, ...] = ()
        self.clock = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(LOOK_AFTER_MS)
        self._wait.timeout.connect(self._ask)

    def follow(self, visit: Visit) -> None:
        """Check again for another bundle or applicant, a moment after the last key stroke."""
        self._visit = visit
        party = _party(visit)
        if party != self._asked_for:
            self._asked_for = party
            self.cases = ()
            self._wait.start()

    def forget(self) -> None:
        """No visit is open."""
        self._visit, self._asked_for, self.cases = None, (), ()

    def _ask(self) -> None:
        visit, asked = self._visit, self._asked_for
        if visit is None or visit.applicant is None:
            return

        def look() -> tuple[Sequence[CaseRow], str]:
            return self._facade.open_cases_like(visit), self._facade.clock_doubt()

        def answer(seen: tuple[Sequence[CaseRow], str]) -> None:
            if asked == self._asked_for:
                self.cases, self.clock = tuple(seen[0]), seen[1]
                self.found.emit()

        self._background.run(look, answer)


def _party(visit: Visit) -> tuple[object, ...]:
    """Bundle and identity, which decide whether the same applicant has an open case."""
    applicant = visit.applicant
    if applicant is None:
        return (visit.bundle,)
    number = applicant.person.id_number if applicant.person else ""
    return (visit.bundle, applicant.kind, applicant.name, applicant.uscc, number)
