"""A button that is disabled under the hand, for what it does is being done, has the focus again afterwards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class KeptFocus(QObject):
    """Until ``held`` is enabled nobody has the focus, unless somebody takes it. Qt would pass it on to whatever comes
    next, which after the last button of a page is the one that locks: a reader says it, and a second Enter presses it.
    """

    def __init__(self, held: QWidget) -> None:
        super().__init__(held)
        self._held = held
        held.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.EnabledChange and self._held.isEnabled():
            self._held.removeEventFilter(self)
            self.deleteLater()
            if self._held.window().focusWidget() is None and self._held.isVisible():
                self._held.setFocus(Qt.FocusReason.OtherFocusReason)
        return False
