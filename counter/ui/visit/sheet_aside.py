"""The 一次性告知单 beside a visit: laid over it at a key, taken away at the next act; the visit stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from shiboken6 import isValid

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.panels.guide_sheet_panel import GuideSheetPanel


class SheetAside(QObject):
    """With Esc the hand goes on where it was.

    Signals: ``left`` when that place is no more; ``said(message)`` for the message bar.
    """

    left = Signal()
    said = Signal(Message)

    def __init__(
        self,
        facade: WindowFacade,
        background: Background,
        look: Look,
        visits: CurrentVisit,
        busy: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._visits = visits
        self._busy = busy
        self._stack: QStackedLayout | None = None
        self._under: QWidget | None = None
        self._before: QWidget | None = None
        self.panel = GuideSheetPanel(facade, background, look)
        self.panel.closed.connect(self._leave)
        self.panel.said.connect(self.said)

    @property
    def is_open(self) -> bool:
        """The sheet lies over the visit."""
        return self._stack is not None and self._stack.currentWidget() is self.panel

    def lie_over(self, stack: QStackedLayout, under: QWidget) -> None:
        """Take a place in the page's stack, over that widget of it."""
        self._stack, self._under = stack, under
        stack.addWidget(self.panel)

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who gives sheets from now on."""
        self.panel.belong_to(clerk)

    def show(self) -> None:
        """Show the sheet of the visit as it stands; nothing where there is none, or while it is being filed."""
        visit = self._visits.visit
        if visit is None or self._stack is None or self._busy() or self.is_open:
            return
        self._before = QApplication.focusWidget()
        self._stack.setCurrentWidget(self.panel)
        self.panel.show_sheet(visit, self._facade.guide.bundles[visit.bundle].name)

    def close(self) -> None:
        """Back to the visit, for an act that belongs to it."""
        if self.is_open and self._stack is not None and self._under is not None:
            self._stack.setCurrentWidget(self._under)

    def before(self, act: Callable[..., None]) -> Callable[[], None]:
        """The act, with the sheet taken away first."""

        def acted() -> None:
            self.close()
            act()

        return acted

    def _leave(self) -> None:
        self.close()
        before = self._before
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()
