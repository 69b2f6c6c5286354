"""Filling a part of a page that is on show: the page is laid out once, when all of it is there.

A widget that appears in a page on show has every layout around it activated at once (``QWidget::setVisible``), so a
part with thirty widgets laid the whole page out thirty times.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QLayout, QWidget


@contextmanager
def laid_out_once(part: QWidget) -> Iterator[None]:
    """Meanwhile no layout of the part, nor any around it, gives anything a place. What is around a part that is not on
    show waits for that by itself.
    """
    held = [layout for layout in _layouts_around(part) if layout.isEnabled()]
    for layout in held:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in held:
            layout.setEnabled(True)
        for layout in reversed(held):  # the outermost first: it says how much room there is
            layout.activate()


def _layouts_around(part: QWidget) -> Iterator[QLayout]:
    around: QWidget | None = part
    while around is not None:
        layout: QLayout | None = around.layout()
        if layout is not None:
            yield layout
        around = around.parentWidget() if around.isVisible() and not around.isWindow() else None
