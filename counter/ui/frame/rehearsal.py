"""A page that was never shown is laid out and painted once where nobody sees it, while nobody types.

Its first picture is the dear one: every part gets its place, rules of the style sheet are looked up, letters are drawn.
Without it a page that was made ahead was opened no faster than one that is made then (decision 0100).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from counter.ui.frame.preloading import Step


def with_rehearsals(steps: Iterable[Step], stack: QStackedWidget) -> Iterator[Step]:
    """These steps, and after each of them one for every page of the stack that was not shown until then."""
    for step in steps:
        yield step
        yield from _rehearsals(stack)
    yield from _rehearsals(stack)


def rehearse(page: QWidget, room: QSize, *, again: bool = False) -> None:
    """Lay the page out in that room and paint it, unless it was shown meanwhile. ``again``: since that was done it was
    filled.
    """
    if page.isVisible() or not (again or _waits(page)):
        return
    page.resize(room)
    unseen = QPixmap(room * page.devicePixelRatioF())
    unseen.setDevicePixelRatio(page.devicePixelRatioF())  # letters are drawn for this screen
    page.render(unseen)


def _rehearsals(stack: QStackedWidget) -> Iterator[Step]:
    for page in (stack.widget(place) for place in range(stack.count())):
        if _waits(page):
            yield partial(rehearse, page, stack.size())


def _waits(page: QWidget) -> bool:
    """True of a page that never had a place: it still has to hear how large it is."""
    return not page.isVisible() and page.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)
