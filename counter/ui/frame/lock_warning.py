"""A minute before the window locks by itself: a band over the top bar. It covers no page and moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.labels import TextLabel


class LockWarning(QFrame):
    """``over``: the widget it covers, a child of the same parent."""

    def __init__(self, over: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lockWarning")
        self._over = over
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("lockWarningWords")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(self._words)
        over.installEventFilter(self)
        self.hide()

    def count(self, seconds: int) -> None:
        """Show how long it still is; spoken once."""
        words = self.tr(
            "没有人动，{0}秒后锁屏，填的都留着。按任意键或动一下鼠标就不锁，按的这一下不记到表里。"
        )
        self._words.setText(words.format(seconds))
        if self.isHidden():
            self._cover()
            self.setAccessibleName(self._words.text())
            self.show()
            self.raise_()
            announce(self, self._words.text(), urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._cover()
        return False

    def _cover(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        corner = self._over.mapTo(parent, self._over.rect().topLeft())
        self.setGeometry(corner.x(), corner.y(), self._over.width(), self._over.height())
