"""A warning below the head of a case of which something written elsewhere has not come yet; else hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from counter.ui.kit.controls.labels import TextLabel

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.facades.window import WindowFacade
    from counter.ui.kit.background import Background


class CaseIncompleteLine(TextLabel):
    """One sentence. Signals: ``found(incomplete)`` once it is known of the case."""

    found = Signal(bool)

    def __init__(self, facade: WindowFacade, background: Background) -> None:
        super().__init__("", "gap", wrap=True)
        self.setText(
            self.tr("前面还有记录未收到：这里看到的可能不全，上报接通、或收了那个窗口的U盘以后会补上。")
        )
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
            lambda: self._facade.is_incomplete(case), lambda found: self._show(case.id, incomplete=found)
        )

    def _show(self, case: str, *, incomplete: bool) -> None:
        if case == self._case:
            self.setVisible(incomplete)
            self.found.emit(incomplete)
