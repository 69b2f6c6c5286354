"""The head of the checklist: its title and the acts that work on rows, each with its key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel


class ChecklistHead(QWidget):
    """Signals: one per act: ``all_received``, ``original_seen``, ``without_paper``, ``why``."""

    all_received = Signal()
    original_seen = Signal()
    without_paper = Signal()
    why = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(TextLabel(self.tr("材料清单"), "title"))
        line.addStretch(1)
        self._acts: list[ActButton] = []
        for name, words, key, signal in (
            ("actAll", self.tr("全部已收"), "A", self.all_received),
            ("actSeen", self.tr("原件已核"), self.tr("空格"), self.original_seen),
            ("actOther", self.tr("承诺、电子证照"), "M", self.without_paper),
            ("actWhy", self.tr("为什么要"), "?", self.why),
        ):
            button = ActButton(name, words, key, role="quiet")
            button.clicked.connect(signal)
            line.addWidget(button)
            self._acts.append(button)

    def enable(self, enabled: bool) -> None:
        """Acts are shown only while there is a list."""
        for act in self._acts:
            act.setVisible(enabled)
