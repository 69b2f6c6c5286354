"""A part of a page that most people never open, made when it is first asked for.

Half of what a window had made at its start was hidden: editors, further steps, forms. A start waited for them, and so
did each change of the letters (decision 0073).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.page_turn import hide_part

W = TypeVar("W", bound=QWidget)


class LazyPart(QObject, Generic[W]):
    """``make`` makes the part, connects it and puts it in its place, once. Called, it is the part itself.

    A child of its page: ``make_all`` finds it there.
    """

    def __init__(self, make: Callable[[], W], page: QObject) -> None:
        super().__init__(page)
        self._make = make
        self._made: W | None = None

    def __call__(self) -> W:
        """The part, made now if it is not yet."""
        if self._made is None:
            self._made = self._make()
        return self._made

    @property
    def made(self) -> W | None:
        """The part, where it is made."""
        return self._made

    @property
    def is_open(self) -> bool:
        """The part is made and not hidden."""
        return self._made is not None and not self._made.isHidden()

    def hide(self) -> None:
        """Hide the part, where it is made; the focus is not passed on."""
        if self._made is not None:
            hide_part(self._made)


def make_all(root: QObject) -> None:
    """For who looks at everything that a part of the window may show, e.g. for the keys of a page."""
    while waiting := [one for one in root.findChildren(LazyPart) if one.made is None]:
        for one in waiting:
            one()
