"""Lazily builds the ``ResultPanel`` with the first filed case, to keep the start fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.ui.visit.panels.result_panel import ResultPanel


class LazyResultPanel(QWidget):
    """Signals: ``next_wanted``; ``announced(message)``; ``built(panel)`` once, with the first case."""

    next_wanted = Signal()
    announced = Signal(Message)
    built = Signal(object)

    def __init__(
        self, facade: WindowFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._look = look
        self._clerk: Clerk | None = None
        self._panel: ResultPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def panel(self) -> ResultPanel:
        """The panel, built on first use."""
        if self._panel is None:
            from counter.ui.visit.panels.result_panel import ResultPanel

            self._panel = ResultPanel(self._facade, self._background, self._look)
            self._panel.next_wanted.connect(self.next_wanted)
            self._panel.announced.connect(self.announced)
            self._panel.set_clerk(self._clerk)
            self._column.addWidget(self._panel)
            self.built.emit(self._panel)
            self._panel.show()  # at once: an invisible widget takes no focus
        return self._panel

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk who acts and copies."""
        self._clerk = clerk
        if self._panel is not None:
            self._panel.set_clerk(clerk)

    def show_case(self, case: Case) -> None:
        """Show a filed case."""
        self.panel.show_case(case)

    def take_focus(self) -> None:
        """Focus the next step."""
        self.panel.take_focus()

    def press(self) -> None:
        """One press of the big button."""
        self.panel.press()

    def press_next(self) -> None:
        """Press the button for the next visit."""
        self.panel.press_next()

    @property
    def half_done(self) -> str:
        """Title of the open form while it has input; else empty."""
        return self._panel.acts.unfinished if self._panel is not None else ""

    @property
    def put_aside(self) -> tuple[str, ...]:
        """Titles of started forms that wait for their clerks."""
        return self._panel.acts.put_aside if self._panel is not None else ()

    @property
    def waits(self) -> str:
        """Number of the case with a started form of the current clerk; empty if none."""
        return self._panel.acts.waits if self._panel is not None else ""

    @property
    def left_open(self) -> str:
        """Open work on the shown case, as text."""
        return self.panel.left_open

    def put_down(self) -> None:
        """The next visit begins: a form still open is given up, and that is said."""
        if self._panel is not None:
            self._panel.acts.give_up()

    def save_current(self) -> None:
        """Save the previewed paper as PDF."""
        self.panel.papers.save_current()

    def print_all(self) -> None:
        """Print every paper in force of which no sheet was sent yet."""
        self.panel.papers.printing.send_all()
