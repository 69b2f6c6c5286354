"""Ears for a window: what a screen reader is told of each control in sight, asked of Qt as the bus asks it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QTableView, QWidget

Role, Text = QAccessible.Role, QAccessible.Text
_ROWS = {Role.List, Role.Table, Role.Tree, Role.ComboBox}
"""Their inside is asked of a model."""
USED = _ROWS | {
    Role.PushButton,
    Role.ButtonMenu,
    Role.RadioButton,
    Role.CheckBox,
    Role.EditableText,
    Role.SpinBox,
    Role.PageTabList,
}
"""Roles of what a person works with."""


def flaws_heard(root: QWidget, page: str) -> list[str]:
    """What who only hears the page in sight would miss, hear twice or hear in another order than it stands."""
    return [f"{page}: {flaw}" for flaw in (*_unnamed(root), *_out_of_order(root), *_rows_said_again(root))]


def controls_heard(root: QWidget) -> int:
    """How many controls are in sight."""
    return sum(1 for _ in _used(QAccessible.queryAccessibleInterface(root), ""))


def _unnamed(root: QWidget) -> Iterator[str]:
    """Controls without a name, with name, role and description of another one in the same group, or that say a thing
    twice.
    """
    for area in root.findChildren(QScrollArea):
        tabbed = area.focusPolicy() & Qt.FocusPolicy.TabFocus
        if area.isVisible() and tabbed and not area.accessibleName():
            yield f"{area.objectName()} takes the focus and has no name"
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for thing, group in _used(QAccessible.queryAccessibleInterface(root), ""):
        widget = thing.object()
        if not _said(thing):
            yield f"{thing.role().name} {widget.objectName() or type(widget).__name__} has no name"
        else:
            seen[group, thing.role().name, _said(thing), _said(thing, Text.Description)] += 1
            again = _said(thing, Text.Description)
            if again and again in (_said(thing), *re.split("[，：。]", _said(thing))):
                yield f"{thing.role().name} “{_said(thing)}” says “{again}” again as its description"
    for (group, role, name, _), times in seen.items():
        if times > 1:
            yield f"{times} times {role} “{name}” in “{group}”"


def _out_of_order(root: QWidget) -> Iterator[str]:
    """Parts that are read before what stands above them."""
    for part in [root, *root.findChildren(QWidget)]:
        if not part.isVisible() or isinstance(part, QAbstractItemView):
            continue
        inside = [one for one in part.children() if isinstance(one, QWidget) and not one.isWindow()]
        shown = [one for one in inside if one.isVisible() and not one.size().isEmpty()]
        for place, later in enumerate(shown):
            for sooner in shown[:place]:
                mine, its = later.geometry(), sooner.geometry()
                beside = mine.right() < its.left() or its.right() < mine.left()
                if mine.bottom() < its.top() and not beside:
                    yield f"{_called(sooner)} is read before {_called(later)}, which stands above it"


def _rows_said_again(root: QWidget) -> Iterator[str]:
    """Tables of whole rows whose first cell does not say the row, or whose other cells say it again."""
    for table in root.findChildren(QTableView):
        model = table.model()
        whole = table.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
        if not (
            table.isVisible() and whole and model is not None and model.rowCount() and model.columnCount() > 1
        ):
            continue
        row = QAccessible.queryAccessibleInterface(table)
        heads = 1 if table.horizontalHeader().isVisible() else 0
        corner = 1 if table.verticalHeader().isVisible() else 0
        width = model.columnCount() + corner
        cells = [_said(row.child(heads * width + corner + place)) for place in range(model.columnCount())]
        if cells[1] not in cells[0]:
            yield f"{table.objectName()} does not say the row in its first cell: {cells[:2]}"
        if any(cells[0] in cell for cell in cells[1:]):
            yield f"{table.objectName()} says a row in several cells: {cells}"


def _used(thing: QAccessibleInterface, group: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    for place in range(thing.childCount()):
        child = thing.child(place)
        widget = None if child is None else child.object()
        if not isinstance(widget, QWidget) or widget.isWindow() or not widget.isVisible():
            continue
        role = child.role()
        if role in USED:
            yield child, group
        if role not in _ROWS:
            inner = f"{group}/{_said(child)}" if role is Role.Grouping else group
            yield from _used(child, inner)


def _said(thing: QAccessibleInterface, part: QAccessible.Text = Text.Name) -> str:
    return thing.text(part).strip("\u200b ")


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}".strip()
