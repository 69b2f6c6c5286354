"""What a window hears of a file that is dragged onto it from another program."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag_over_and_drop(
    page: QWidget, urls: list[QUrl], offered: Qt.DropAction, dropped: list[QUrl] | None = None
) -> list[QDropEvent]:
    """Dragged in, on, and dropped; ``offered``: what may be done with the file. A move that may be done is proposed.
    ``dropped``: what is still there when it is dropped, where that is something else.
    """
    data, last = QMimeData(), QMimeData()
    data.setUrls(urls)
    last.setUrls(urls if dropped is None else dropped)
    events = [
        QDragEnterEvent(QPoint(5, 5), offered, data, LEFT, NONE),
        QDragMoveEvent(QPoint(6, 6), offered, data, LEFT, NONE),
        QDropEvent(QPointF(6, 6), offered, last, LEFT, NONE, QEvent.Type.Drop),
    ]
    for event in events:
        if offered & Qt.DropAction.MoveAction:
            event.setDropAction(Qt.DropAction.MoveAction)
        QCoreApplication.sendEvent(page, event)
    return events
