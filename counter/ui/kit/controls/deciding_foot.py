"""The foot of what scrolls: the button that decides stands there for as long as its own place is below the edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from shiboken6 import isValid

from counter.ui.kit.controls.labels import SAYS_NOTHING

_AIR = 8
"""Pixels over and under the button."""
_RENEWS = frozenset(
    {
        QEvent.Type.LayoutRequest,
        QEvent.Type.Resize,
        QEvent.Type.EnabledChange,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.DynamicPropertyChange,
    }
)
"""What changes how a button looks. Of one out of sight nothing is painted that could tell."""


class DecidingFoot(QWidget):
    """Shows the button as it stands, in its column, and gives it the mouse. It is no second button: the keyboard and a
    screen reader have the one on the page, which comes into sight as they get there.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("decidingFoot")
        self.setAccessibleName(SAYS_NOTHING)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self._of: QPushButton | None = None
        self._picture = QPixmap()
        self._renewing = False
        self.hide()

    @property
    def of(self) -> QPushButton | None:
        """The button that it stands for."""
        return self._of if self._of is not None and isValid(self._of) else None

    def stand_for(self, button: QPushButton | None) -> int:
        """Stand for that button, None: not at all. The height that it takes."""
        before = self.of
        if button is not before:
            if before is not None:
                before.removeEventFilter(self)
            if button is not None:
                button.installEventFilter(self)
            self._of = button
            self._picture = QPixmap()
            self._come_after()
        self.setVisible(button is not None)
        return 0 if button is None else button.height() + 2 * _AIR

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._of and event.type() in _RENEWS:
            self._come_after()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().mid().color())
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawPixmap(self._place().topLeft(), self._picture)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pass_on(event)

    def _pass_on(self, event: QMouseEvent) -> None:
        event.accept()
        button, place = self.of, self._place()
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if button is None or (pressed and not place.contains(event.position().toPoint())):
            return
        given = QMouseEvent(
            event.type(),
            event.position() - place.topLeft().toPointF(),
            event.scenePosition(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )
        given.setTimestamp(event.timestamp())
        QApplication.sendEvent(button, given)
        self._come_after()

    def _place(self) -> QRect:
        """Of the button, in its own column."""
        button, window = self.of, self.window()
        if button is None:
            return QRect()
        left = button.mapTo(window, QPoint(0, 0)).x() - self.mapTo(window, QPoint(0, 0)).x()
        return QRect(QPoint(left, _AIR), button.size())

    def _come_after(self) -> None:
        """Several things change in one act, and are laid out after it."""
        if not self._renewing:
            self._renewing = True
            QTimer.singleShot(0, self, self._renew)

    def _renew(self) -> None:
        self._renewing = False
        button = self.of
        if button is not None and button.isVisible():
            self._picture = button.grab()
            self.update()
