"""A sentence that appears for a moment under a field: nothing is wrong, but something was not as the hand meant it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.labels import TextLabel

SHOWN_MS = 6000


class FieldNote(TextLabel):
    """One in each window, over what lies under the field; it takes no key and no press. It goes with its field: over
    another page it would hide what has nothing to do with it; and it does not lie over what the hand is in next.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__("", "note-gap", window, wrap=True)
        self.setObjectName("fieldNote")
        self.leave_reading_to_parent()
        self.setContentsMargins(10, 6, 10, 6)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(SHOWN_MS)
        self._end.timeout.connect(self.hide)
        self._field: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    @classmethod
    def show_at(cls, field: QWidget, sentence: str) -> None:
        """Say it under that field."""
        if not field.isVisible():
            return
        window = field.window()
        note = window.findChild(cls, "fieldNote") or cls(window)
        note._field = field
        field.installEventFilter(note)
        note.setText(sentence)
        width = min(max(field.width(), 200), 420, window.width())
        note.setFixedWidth(width)
        note.setFixedHeight(max(note.heightForWidth(width), note.sizeHint().height()))
        place = field.mapTo(window, QPoint(0, field.height() + 2))
        place.setX(max(0, min(place.x(), window.width() - width)))
        if place.y() + note.height() > window.height():
            place.setY(field.mapTo(window, QPoint(0, 0)).y() - note.height() - 2)
        note.move(place)
        note.show()
        note.raise_()
        note._end.start()
        announce(field, sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Its field went out of sight, or the window has another size; or the hand goes on."""
        gone = watched is self._field and event.type() == QEvent.Type.Hide
        if watched is self._field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._make_way)
        if gone or (watched is self.parentWidget() and event.type() == QEvent.Type.Resize):
            self.hide()
        return super().eventFilter(watched, event)

    def _make_way(self) -> None:
        window = self.window()
        focus: QWidget | None = window.focusWidget()
        if focus is None or focus is self._field:
            return
        if self.geometry().intersects(QRect(focus.mapTo(window, QPoint(0, 0)), focus.size())):
            self.hide()


def say_limit(field: QWidget, most: int) -> None:
    """What had no room was left out."""
    words = QCoreApplication.translate("Field", "这里最多写{0}个字，多出来的没有写进去。")
    FieldNote.show_at(field, words.format(most))
