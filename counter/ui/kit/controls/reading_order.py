"""The order in which a screen reader walks the parts of a page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLayout, QWidget


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
    if [part for part in parent.children() if id(part) in ours] == wanted:
        return
    for part in wanted:
        part.raise_()


def _parts(layout: QLayout) -> Iterator[QWidget]:
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        inner, part = item.layout(), item.widget()
        if part is not None:
            yield part
        elif inner is not None:
            yield from _parts(inner)
