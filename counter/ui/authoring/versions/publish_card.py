"""公钥卡: the fingerprint of the bureau's key, large and in groups, to be read to a window by telephone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel


class KeyCardNote(QFrame):
    """Hidden until a card was written. Signals: ``closed``."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyCard")
        self.setProperty("role", "note-received")
        self._head = TextLabel("", "strong", wrap=True)
        self.fingerprint = TextLabel("", "essential")
        self.fingerprint.setObjectName("keyFingerprint")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = TextLabel(
            self.tr(
                "把这个文件交给窗口（优盘）。窗口第一次收的时候，请对方打电话来，两边逐组念这四组字符，"
                "一样才同意收；不一样就是别人的钥匙，不要收。"
            ),
            wrap=True,
        )
        self.close_button = ActButton("keyCardClose", self.tr("知道了"), "Esc", role="quiet", enter=True)
        self.close_button.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.fingerprint)
        column.addWidget(self._words)
        self.hide()

    def tell(self, file: Path, fingerprint: str) -> None:
        """Show the card's fingerprint."""
        self._head.setText(self.tr("公钥卡已存到 {0}。念给窗口核对的指纹：").format(file))
        self.fingerprint.setText("　".join(fingerprint.split()))
        letters = "，".join(" ".join(group) for group in fingerprint.split())
        self.fingerprint.setAccessibleName(self.tr("指纹：{0}").format(letters))
        self.setAccessibleName(f"{self._head.text()}{letters}")
        self.show()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide it."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
