"""What the pages of a clerk's window are built with, and what they want of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.ui.exchange.reporting_runner import ReportingRunner


class PageHost(QObject):
    """``runner``: of the exchange with the hub, once there is one.

    Signals: ``announced(message)``; ``page_wanted(name)`` to open another page, ``case_wanted(number)``,
    ``act_wanted(number, acts)`` and ``answer_wanted(number, kind)`` a case; ``restoring_wanted`` the backups;
    ``counted(counts)`` of open tasks; ``told`` after somebody was; ``exchanged`` by stick; ``shift_taken(clerk)``;
    ``part_turned`` within a page; ``hall_changed`` after the register changed.
    """

    announced = Signal(Message)
    page_wanted = Signal(str)
    case_wanted = Signal(str)
    act_wanted = Signal(str, object)
    answer_wanted = Signal(str, object)
    restoring_wanted = Signal()
    counted = Signal(object)
    told = Signal()
    exchanged = Signal()
    shift_taken = Signal(Clerk)
    part_turned = Signal()
    hall_changed = Signal()

    def __init__(self, facade: WindowFacade, background: Background, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.facade, self.background, self.look = facade, background, look
        self.runner: ReportingRunner | None = None

    def page(self, name: str) -> QWidget:
        """The page of that name, built now where it was not yet."""
        raise NotImplementedError

    def relay(self, page: QWidget) -> None:
        """Hand on the page's signals that are named as those here, and need no more to be understood."""
        for signal in _COMMON:
            if hasattr(page, signal):
                getattr(page, signal).connect(getattr(self, signal))


_COMMON = (
    *("announced", "case_wanted", "act_wanted", "answer_wanted", "counted"),
    *("shift_taken", "restoring_wanted", "part_turned", "exchanged"),
)
