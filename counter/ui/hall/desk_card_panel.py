"""The desk card of one person (岗位牌): what it will say, and printing it on A6, or on A4 to be cut."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.window_name import window_name
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key


class DeskCardPanel(QFrame):
    """Signals: ``printed(code, page)`` when it is to be printed; ``dropped`` with its button."""

    printed = Signal(str, str)
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("deskCard")
        self.setProperty("role", "card")
        self._code = ""
        self._hall = TextLabel("", "second", wrap=True)
        self._name = TextLabel("", "title")
        self._name.setObjectName("deskCardName")
        self._rows = {
            "code": (TextLabel(self.tr("工号"), "small"), TextLabel("")),
            "duty": (TextLabel(self.tr("职责"), "small"), TextLabel("", wrap=True)),
            "contact": (TextLabel(self.tr("咨询电话"), "small"), TextLabel("")),
            "complaint": (TextLabel(self.tr("投诉电话"), "small"), TextLabel("", wrap=True)),
        }
        self.small = ActButton("printCard", self.tr("打印 A6"), "Ctrl+P", role="primary", writes=True)
        self.large = ActButton("printCardCut", self.tr("打印 A4，带裁切线"), "Ctrl+Alt+P", writes=True)
        self.drop = ActButton("closeCard", self.tr("关上"), "Esc", role="quiet", enter=True)
        self.drop.clicked.connect(self.dropped)
        for button, key, page in ((self.small, "Ctrl+P", "A6"), (self.large, "Ctrl+Alt+P", "A4")):
            button.clicked.connect(lambda _=False, page=page: self.printed.emit(self._code, page))
            bind_key(self, key, button.click)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, (label, words) in enumerate(self._rows.values()):
            grid.addWidget(label, number, 0)
            grid.addWidget(words, number, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.small, self.large, self.drop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._hall)
        column.addWidget(self._name)
        column.addLayout(grid)
        column.addLayout(buttons)
        self.hide()

    def show_card(self, card: DeskCard) -> None:
        """Show what the card will say."""
        self._code = card.code
        parts = (card.hall, window_name(card.window), card.banner)
        self._hall.setText("　".join(part for part in parts if part))
        self._name.setText(card.name)
        for key, (label, words) in self._rows.items():
            text = str(getattr(card, key))
            words.setText(text)
            label.setVisible(bool(text))
            words.setVisible(bool(text))
        self.show()
        self.drop.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> bool:
        """Hide it; whether it was shown."""
        shown = not self.isHidden()
        self.hide()
        return shown
