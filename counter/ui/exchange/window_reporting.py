"""The exchange of a clerk's window: started some seconds after the start, its light refreshed after every round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from counter.ui.exchange.reporting_runner import ReportingRunner

if TYPE_CHECKING:
    from counter.ui.facades.exchange import ExchangeTools
    from counter.ui.frame.lights import Lights

FIRST_MS = 5_000
"""The start has other things to do."""


class WindowReporting(QObject):
    """``runner`` serves the page too."""

    def __init__(self, tools: ExchangeTools, lights: Lights, parent: QObject) -> None:
        super().__init__(parent)
        self.runner = ReportingRunner(tools, self)
        self.runner.ended.connect(lambda _: lights.ask())
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.runner.start)
        self._first.start(FIRST_MS)

    def stop(self) -> None:
        """The window closes."""
        self._first.stop()
        self.runner.stop()
