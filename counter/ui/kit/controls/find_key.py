"""Ctrl+F leads to the field in which a page is searched, as everywhere else."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget


def add_find_key(page: QWidget, field: QLineEdit) -> None:
    """Let Ctrl+F on ``page`` go to its ``field``; what stands there is selected, so that typing replaces it."""

    def find() -> None:
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    shortcut = QShortcut(QKeySequence("Ctrl+F"), page)
    shortcut.setWhatsThis(QCoreApplication.translate("FindKey", "到找的那一栏"))
    shortcut.activated.connect(find)
