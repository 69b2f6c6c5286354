"""Choosing a file to read or to write, beside a field where its path can be typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.ui.kit.file_dialogs import Purpose, ask_given_file, ask_new_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from counter.ui.kit.theme import Look

_NAME = "firstStartFile"


def choose_file(
    parent: QWidget, look: Look, kind: str, use: Callable[[str], None], *, save: str = ""
) -> None:
    """Open a file dialog, not modal to others; ``use`` gets the path. ``save``: the name proposed for a new file."""
    translate, window = QCoreApplication.translate, parent.window()
    if save:
        ask_new_file(
            window,
            look,
            _NAME,
            translate("profile", "存到哪里"),
            save,
            lambda file: use(str(file)),
            pattern=kind,
            purpose=Purpose.STICK,
        )
    else:
        title = translate("profile", "打开哪个文件")
        ask_given_file(window, _NAME, title, kind, lambda file: use(str(file)), look=look)
