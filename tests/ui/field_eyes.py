"""Eyes for fields: which words stand beside each field in which one writes, and stay there when something is typed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from counter.ui.kit.controls.labels import KeyCap, ProblemLabel
from counter.ui.kit.controls.lazy_part import make_all
from counter.ui.kit.lists.find_box import FindBox

_ABOVE, _BESIDE, _SHIFTED = 16, 30, 16
"""Pixels between a label and its field, and between their left edges, for an eye to see them as one."""


def fields_in(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Every field in which a person writes, also of parts that are hidden now."""
    make_all(root)
    found = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [one for one in found if not one.isReadOnly() and not isinstance(one.parentWidget(), QComboBox)]


def named_twice(root: QWidget) -> list[str]:
    """Fields whose placeholder only says again what they are called."""
    fields = (one for one in fields_in(root) if not isinstance(one, FindBox) and repeats_its_name(one))
    return sorted(f"{_where(one, root)} “{one.placeholderText()}”" for one in fields)


def unlabelled(root: QWidget) -> list[str]:
    """Fields without words beside them; a placeholder is none, for it goes when one types. A box with a magnifier
    painted in it needs none: it says what it is as long as it is there."""
    fields = (one for one in fields_in(root) if not isinstance(one, FindBox))
    return sorted({f"{_where(one, root)} “{one.accessibleName()}”" for one in fields if not label_of(one)})


def label_of(field: QLineEdit | QPlainTextEdit) -> str:
    """The words above the field or left of it, once it is shown; empty where there are none."""
    opened = list(_open(field))
    QCoreApplication.processEvents()
    try:
        named_by = getattr(field, "named_by", None)
        if named_by is not None and not named_by.isHidden() and named_by.text().strip("\u200b"):
            return str(named_by.text())
        place = _place(field)
        words = (label for label in field.window().findChildren(QLabel) if _says(label))
        near = [
            label for label in words if label.isVisibleTo(field.window()) and _stands_by(_place(label), place)
        ]
        return near[0].text() if near else ""
    finally:
        for part in opened:
            part.hide()


def repeats_its_name(field: QLineEdit | QPlainTextEdit) -> bool:
    """Whether the placeholder says what the words beside the field say; it is for an example or a form."""
    hint, name = field.placeholderText(), field.accessibleName()
    return bool(hint) and (hint.startswith(name) or hint in name)


def _says(label: QLabel) -> bool:
    return bool(label.text().strip("\u200b ")) and not isinstance(label, ProblemLabel | KeyCap)


def _stands_by(label: QRect, field: QRect) -> bool:
    above = -2 <= field.top() - label.bottom() <= _ABOVE and abs(label.left() - field.left()) <= _SHIFTED
    in_line = label.top() < field.center().y() < label.bottom() + 1
    return above or (in_line and -2 <= field.left() - label.right() <= _BESIDE)


def _open(field: QWidget) -> Iterator[QWidget]:
    """Show a hidden field with what it stands in, and the words of its neighbours; yields what was hidden."""
    part: QWidget | None = field
    window = field.window()
    chain = []
    while part is not None and part is not window:
        chain.append(part)
        part = part.parentWidget()
    for part in reversed(chain):
        above = part.parentWidget()
        if isinstance(above, QStackedWidget):
            above.setCurrentWidget(part)
        elif part.isHidden():
            part.show()
            yield part
    beside = field.parentWidget()
    for label in beside.findChildren(QLabel) if beside is not None else []:
        if label.parentWidget() is beside and label.isHidden() and _says(label):
            label.show()
            yield label
    for part in chain:
        layout = part.layout()
        if layout is not None:
            layout.activate()


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size())


def _where(widget: QWidget, root: QWidget) -> str:
    part, names = widget.parentWidget(), []
    while part is not None and part is not root:
        if type(part).__module__.startswith("counter."):
            names.append(type(part).__name__)
        part = part.parentWidget()
    return f"{names[0] if names else ''} {widget.objectName()}"
