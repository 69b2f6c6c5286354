"""Where the focus goes when what has it is disabled or hidden: beside it on its page, and back once it can act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from counter.ui.kit.controls.reading_order import stop_beside

_GOES_ON = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut)


class KeptFocus(QObject):
    """Qt passes the focus on to whatever comes next in the window. Behind the last button of a page that is the one
    that locks: a reader says it, and a second Enter locks the window in the middle of the work.

    ``held`` is a button that rests while what it does is being done: the focus comes back to it, unless a person went
    on meanwhile.
    """

    def __init__(self, held: QWidget, stand_in: QWidget) -> None:
        super().__init__(stand_in)
        self._held, self._stand_in = held, stand_in
        self.is_over = False
        held.installEventFilter(self)
        stand_in.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stand_in and event.type() in _GOES_ON:
            self._end()
        elif watched is self._held and event.type() is QEvent.Type.EnabledChange and self._held.isEnabled():
            self._end()
            if self._held.isVisible():
                self._held.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def pass_on(self) -> QWidget:
        """The one who stood in cannot keep it either. Who gets it back."""
        self._end()
        return self._held

    def _end(self) -> None:
        self.is_over = True
        for one in (self._held, self._stand_in):
            if isValid(one):
                one.removeEventFilter(self)
        self.deleteLater()


def keep_focus(held: QWidget, part: QWidget, page: QWidget) -> None:
    """``held`` has the focus and cannot keep it: another control of its part of the window takes it, or else one of
    the page on show.
    """
    last: QWidget | None = page.focusWidget()
    beside = stop_beside(held, part)
    if beside is None and last is not None and last is not held and last.isVisible() and last.isEnabled():
        beside = last  # where the hand was on the page
    stand_in = beside or stop_beside(held, page) or page
    kept = held.findChildren(KeptFocus, options=Qt.FindChildOption.FindDirectChildrenOnly)
    owner = next((one.pass_on() for one in kept if not one.is_over), held)
    stand_in.setFocus(Qt.FocusReason.OtherFocusReason)
    if isValid(owner) and owner.isVisible():
        KeptFocus(owner, stand_in)
