"""Tab order by the current layout, independent of the order of construction."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def next_stop(page: QWidget, *, forward: bool) -> QWidget | None:
    """The next widget for Tab in the order of the layouts; None at either end, outside of the page, or where it is no
    Tab: what has the focus was disabled or hidden under the hand.
    """
    stops = _in_order(page)
    focus: QWidget | None = QApplication.focusWidget()
    if focus is not None and not (focus.isVisible() and focus.isEnabled()):
        return None
    here = next((index for index, stop in enumerate(stops) if stop is focus), None)
    if here is None:  # a chip that is no tab stop: the stop of its row is used
        inside = (n for n, stop in enumerate(stops) if focus is not None and stop.parent() is focus.parent())
        here = next(inside, None)
    if here is None:
        return None
    there = here + (1 if forward else -1)
    return stops[there] if 0 <= there < len(stops) else None


def leave_whole(page: QWidget) -> None:
    """Tab leaves the page: the window goes round all its stops in this order too. Qt puts what was built since behind
    everything else, and from there Tab came back into the middle of the page for ever.
    """
    for before, after in pairwise(_in_order(page)):
        QWidget.setTabOrder(before, after)


def _in_order(page: QWidget) -> list[QWidget]:
    return [stop for stop in _stops(page) if stop.isVisible() and stop.isEnabled() and _takes_tab(stop)]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
        yield widget
    layout = widget.layout()
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:
            yield from _stops(widget.widget())
    elif isinstance(widget, QStackedWidget):
        if widget.currentWidget() is not None:
            yield from _stops(widget.currentWidget())
    elif isinstance(widget, QSplitter):
        for index in range(widget.count()):
            yield from _stops(widget.widget(index))
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _laid_out(inner)
