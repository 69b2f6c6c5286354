"""The 一次性告知单 over a visit: opened by a key, closed at the next act; the visit is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from shiboken6 import isValid

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from counter.ui.visit.current_visit import CurrentVisit

if TYPE_CHECKING:
    from counter.ui.visit.guide_sheet_panel import GuideSheetPanel


class GuideSheetOverlay(QObject):
    """Esc restores the focus.

    Signals: ``left`` when that widget is gone; ``announced(message)`` for the message bar.
    """

    left = Signal()
    announced = Signal(Message)

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
        self._back_words = ""
        self._clerk: Clerk | None = None
        self._panel = LazyPart(partial(self._make_panel, background, look), self)

    @property
    def panel(self) -> GuideSheetPanel:
        """The panel with the sheet."""
        return self._panel()

    def _make_panel(self, background: Background, look: Look) -> GuideSheetPanel:
        from counter.ui.visit.guide_sheet_panel import GuideSheetPanel

        panel = GuideSheetPanel(self._facade, background, look)
        panel.closed.connect(self._leave)
        panel.announced.connect(self.announced)
        if self._back_words:
            panel.back.say(self._back_words)
        panel.set_clerk(self._clerk)
        if self._stack is not None:
            self._stack.addWidget(panel)
        return panel

    @property
    def is_open(self) -> bool:
        """The sheet is shown over the visit."""
        panel = self._panel.made
        return panel is not None and self._stack is not None and self._stack.currentWidget() is panel

    def add_to_stack(self, stack: QStackedLayout, under: QWidget) -> None:
        """Add the panel to the page's stack, over that widget."""
        self._stack, self._under = stack, under

    def back_to(self, words: str) -> None:
        """Caption of the button that closes it, where it is not over the visit."""
        self._back_words = words

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who gives sheets."""
        self._clerk = clerk
        if self._panel.made is not None:
            self._panel.made.set_clerk(clerk)

    def show(self) -> None:
        """Show the sheet of the current visit; does nothing without one, or while it is being filed."""
        visit = self._visits.visit
        if visit is None or self._stack is None or self._busy() or self.is_open:
            return
        self._before = QApplication.focusWidget()
        turn_to(self._stack, self.panel)
        self.panel.show_sheet(visit, self._facade.guide.bundles[visit.bundle].name)

    def close(self) -> None:
        """Back to the visit, for one of its acts."""
        if self.is_open and self._stack is not None and self._under is not None:
            turn_to(self._stack, self._under)

    def before(self, act: Callable[..., None]) -> Callable[[], None]:
        """The act, which closes the sheet first."""

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
