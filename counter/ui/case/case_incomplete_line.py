"""Below the head of a case: that something written elsewhere has not come yet, and how old what is known here is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from counter.ui.kit.controls.labels import TextLabel
from counter.ui.words.case import standing_words

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.services.exchange.case_standing import CaseStanding
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background


class CaseIncompleteLine(TextLabel):
    """A sentence or two; hidden for a case of this window of which everything is here. Signals: ``found(incomplete)``
    once it is known of the case.
    """

    found = Signal(bool)

    def __init__(self, facade: WindowFacade, background: Background) -> None:
        super().__init__("", "gap", wrap=True)
        self.setObjectName("caseIncomplete")
        self._facade, self._background = facade, background
        self._case = ""
        self.hide()

    def show_case(self, case: Case) -> None:
        """Show it for this case, once it is known."""
        if case.id != self._case:
            self.hide()
        self._case = case.id
        self._background.run(
            lambda: self._facade.case_standing(case), lambda standing: self._show(case.id, standing)
        )

    def _show(self, case: str, standing: CaseStanding) -> None:
        if case == self._case:
            words, warns = standing_words(standing)
            self.set_role("gap" if warns else "second")
            self.setText(words)
            self.setVisible(bool(words))
            self.found.emit(standing.incomplete)
