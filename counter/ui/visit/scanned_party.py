"""A scanned person or organisation during a visit: onto the card, or asked about first, or kept for the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counter.ui.kit.messages import Message, Tone
from counter.ui.visit.current_visit import CurrentVisit
from counter.ui.visit.panels.right_column import RightColumn

if TYPE_CHECKING:
    from counter.domain.papers.verify.scan import Scan


class ScannedParty(QObject):
    """Signals: ``announced(message)``; ``another`` when the scan begins a new visit; ``same`` when the visit goes on
    without one; ``asked`` when the question whose visit it is came or was answered.
    """

    announced = Signal(Message)
    another = Signal()
    same = Signal()
    asked = Signal()

    def __init__(self, visits: CurrentVisit, right: RightColumn, parent: QObject) -> None:
        super().__init__(parent)
        self._visits, self._right, self._card = visits, right, right.applicant
        self._next: Scan | None = None
        whose = self._card.whose
        whose.another.connect(self._begin_another)
        whose.same.connect(self._go_on)
        whose.given_up.connect(self.asked)

    def keep_for_next(self, scan: Scan) -> None:
        """Keep a scan that came while a visit was being filed."""
        self._next = scan
        self.announced.emit(Message(Tone.SAID, self.tr("正在记下眼前这一件，刚扫到的留给下一位。")))

    def release(self) -> Scan | None:
        """The scan kept for the next visit, which is kept no longer."""
        scan, self._next = self._next, None
        return scan

    def take(self, scan: Scan) -> None:
        """Fill in the card; somebody else's code is asked about where papers of the visit are recorded."""
        if self._visits.holds_papers and self._card.names_another(scan):
            self.ask(scan)
            return
        self._card.whose.drop()
        self._card.take(scan)

    def ask(self, scan: Scan | None) -> None:
        """Ask whose visit it is; None: the same bundle was chosen again."""
        self._card.whose.ask(scan)
        self._right.show_applicant()
        self.asked.emit()

    def _begin_another(self, scan: Scan | None) -> None:
        self.another.emit()
        if scan is not None:
            self._card.take(scan)

    def _go_on(self, scan: Scan | None) -> None:
        if scan is not None:
            self._card.take(scan)
        else:
            self.same.emit()
        self.asked.emit()
