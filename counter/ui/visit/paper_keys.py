"""Ctrl+S on 受理, and the keys of papers that are pressed before the papers are there: none does nothing in silence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from counter.ui.kit.messages import Message, Tone
from counter.ui.visit.filing import Filing
from counter.ui.visit.guide_sheet_overlay import GuideSheetOverlay
from counter.ui.visit.lazy_result_panel import LazyResultPanel


class PaperKeys(QObject):
    """What is pressed while a visit is being written down is done as soon as its papers are in sight; where it could
    not be written down, the press is forgotten with it. Signals: ``announced(message)``.
    """

    announced = Signal(Message)

    def __init__(
        self, page: QWidget, filing: Filing, result: LazyResultPanel, sheet: GuideSheetOverlay
    ) -> None:
        super().__init__(page)
        self._filing, self._result, self._sheet = filing, result, sheet
        self._saves = self._prints = False
        save = QShortcut(QKeySequence("Ctrl+S"), page)
        save.setAutoRepeat(False)
        save.activated.connect(self.save)
        page.installEventFilter(self)
        filing.filed.connect(lambda _: self._catch_up())

    def save(self) -> None:
        """Save the paper in sight; say so where there is none."""
        if not self._result.isHidden():
            self._result.save_current()
        elif self._sheet.is_open:
            self._sheet.panel.save_current()
        elif self._filing.running:
            self._saves = True
            self.announced.emit(Message(Tone.SAID, self.tr("正在记下这一件，记好了就存成 PDF。")))
        else:
            words = self.tr("还没有文书可存：受理以后再按 Ctrl+S。只来问的，先按 Ctrl+G 打开告知单。")
            self.announced.emit(Message(Tone.SAID, words))

    def forget(self) -> None:
        """A visit begins to be written down: what was pressed over one before it, written down or not, is over."""
        self._saves = self._prints = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+P belongs to the bar over the papers, which is not there yet: the page gets the key."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._filing.running:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_P and not event.isAutoRepeat():
                self._prints = True
                self.announced.emit(Message(Tone.SAID, self.tr("正在记下这一件，记好了就送打印。")))
                return True
        return super().eventFilter(watched, event)

    def _catch_up(self) -> None:
        saves, prints = self._saves, self._prints
        self.forget()
        if prints:
            self._result.print_all()
        if saves:
            self._result.save_current()
