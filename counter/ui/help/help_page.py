"""What the pages of help, settings and about share: a head with the way back and to one another."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.clerk import Clerk
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_row import ActRow
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import OneColumn
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look


class HelpPage(QWidget):
    """``look``, ``letters``: the page is no wider than so many, in the middle of a wide screen.

    Signals: ``left``: back to where one was; ``wanted(name)`` for another page of help; ``announced(message)``.
    """

    left = Signal()
    wanted = Signal(str)
    announced = Signal(Message)

    def __init__(self, name: str, title: str, look: Look | None = None, letters: int = 0) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        self._title = TextLabel(title, "title")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        links = []
        for other, words, key in siblings():
            if other != name:
                link = ActButton(f"to_{other}", words, key, role="quiet", enter=True)
                link.clicked.connect(lambda _=False, other=other: self.wanted.emit(other))
                links.append(link)
        self.leave = ActButton("leaveHelp", self.tr("回去"), "Esc", role="quiet", enter=True)
        self.leave.clicked.connect(self.left)
        self.head.addWidget(ActRow((*links, self.leave)))
        whole, inside = QVBoxLayout(self), QWidget()
        whole.setContentsMargins(24, 12, 24, 16)
        whole.addWidget(inside if look is None else OneColumn(look, inside, letters=letters))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addLayout(self.head)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """As a page of a window: it is the same for everybody."""

    def on_shown(self) -> None:
        """The page is shown: subclasses take the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.left.emit()
        else:
            super().keyPressEvent(event)


def siblings() -> tuple[tuple[str, str, str], ...]:
    """Pages of help: name, words, key."""
    translate = QCoreApplication.translate
    return (
        ("keys", translate("help", "按键"), "?"),
        ("manual", translate("help", "手册"), "Shift+F1"),
        ("settings", translate("help", "设置"), "Ctrl+,"),
        ("about", translate("help", "关于"), "Ctrl+Shift+A"),
    )
