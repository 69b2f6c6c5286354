"""The order in which a screen reader walks the parts of a page, and in which Tab does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLayout, QScrollArea, QWidget


def read_as_laid_out(parent: QWidget) -> None:
    """Let a screen reader find the parts of ``parent`` in the order of its layout.

    It walks them in the order in which they became children, so that a question that was added later would be read
    after all others, wherever it stands. Parts that overlap must not be in one layout: the last is painted on top.
    """
    layout = parent.layout()
    if layout is None:
        return
    wanted = [part for part in _parts(layout) if part.parentWidget() is parent]
    ours = set(map(id, wanted))
    if [part for part in parts_of(parent) if id(part) in ours] == wanted:
        return
    for part in wanted:
        part.raise_()


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these parts one after the other, whichever was built last: Qt puts what is added later behind
    everything else. What stands inside a part keeps its order.
    """
    for before, after in pairwise(stop for part in parts for stop in _stops(part)):
        QWidget.setTabOrder(before, after)


def tab_as_laid_out(parent: QWidget) -> None:
    """Let Tab go through the controls of ``parent`` in the order of its layout, also to those that were made later:
    Qt puts a new chip of a choice behind everything else of the window.
    """
    for before, after in pairwise(_laid_out(parent)):
        QWidget.setTabOrder(before, after)


def _laid_out(part: QWidget) -> Iterator[QWidget]:
    """What Qt may stop at, in the order of the layouts."""
    if isinstance(part, QScrollArea):
        yield from _laid_out(part.widget())
    elif part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield part
    elif (layout := part.layout()) is not None:
        for child in _parts(layout):
            yield from _laid_out(child)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What Qt may stop at, in the order in which it was built."""
    proxy = part.focusProxy()
    if proxy is not None:
        if part.isAncestorOf(proxy):
            yield part  # Qt takes what stands in it along
        return
    if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield part
    if isinstance(part, QAbstractItemView):
        return  # nothing in a list is stopped at; Python must not come to hold the heads of a table, it deleted them
    for child in parts_of(part):
        if not child.isWindow():  # as the list of a drop-down is
            yield from _stops(child)


def first_stop(part: QWidget) -> QWidget | None:
    """The first control of a part that can take the focus now."""
    return next(_stops_now(part), None)


def stop_beside(held: QWidget, part: QWidget) -> QWidget | None:
    """The control behind ``held`` in that part, in the order in which they were built, or else the one before it; the
    first one where ``held`` is elsewhere. Only what can take the focus now.
    """
    before, behind = None, not part.isAncestorOf(held)
    for stop in _stops_now(part, held):
        if stop is held:
            behind = True
        elif behind:
            return stop
        else:
            before = stop
    return before


def _stops_now(part: QWidget, held: QWidget | None = None) -> Iterator[QWidget]:
    """Controls of ``part`` that are in sight and enabled, and ``held``. Nothing is walked that Qt makes itself."""
    for child in parts_of(part):
        if held is not None and (child is held or (not child.isVisible() and child.isAncestorOf(held))):
            yield held
        elif child.isVisible() and child.isEnabled() and not child.isWindow():
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None:
                yield child
            if isinstance(child, QScrollArea) or not isinstance(child, QAbstractScrollArea):
                yield from _stops_now(child, held)


def parts_of(widget: QWidget) -> list[QWidget]:
    """The widgets that lie in this one, in the order in which they were built. ``children`` would have a Python object
    made for each layout, shortcut and timer too, and the classes of those.
    """
    return widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _parts(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        inner, part = item.layout(), item.widget()
        if part is not None:
            yield part
        elif inner is not None:
            yield from _parts(inner)
