"""Pages in one place of which one is shown, each with the height that it needs itself."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget


class PageStack(QStackedLayout):
    """Qt's asks for what the tallest of its pages needs: a window would scroll for one that nobody looks at."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self._holder = holder
        self.currentChanged.connect(self._ask_anew)

    def minimumSize(self) -> QSize:
        if self.count() == 0:
            return super().minimumSize()
        return QSize(super().minimumSize().width(), self.currentWidget().minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return self.count() > 0 and self.currentWidget().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.currentWidget().heightForWidth(width) if self.hasHeightForWidth() else -1

    def _ask_anew(self) -> None:
        self.invalidate()
        self._holder.updateGeometry()
