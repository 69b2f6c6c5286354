"""What a page says is wrong, wherever it stands: at a field or at a form."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from counter.ui.kit.controls.labels import ProblemLabel


def told(page: QWidget) -> str:
    """All of it that is in sight, joined."""
    return "\n".join(one.text() for one in page.findChildren(ProblemLabel) if one.isVisible())


def words_of(widget: object) -> str:
    """What a label or a button says; empty for what says nothing, and for nothing."""
    return str(widget.text()) if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
