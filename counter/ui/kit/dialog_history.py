"""Which folders were opened in a file dialog is nobody's business afterwards."""

from __future__ import annotations

import os

from PySide6.QtCore import QSettings


def keep_no_dialog_history() -> None:
    """Qt's own file dialog notes them in the home folder (``QtProject.conf``). Ours are always told where to begin.

    On Windows the system's dialog is used, and this setting has no effect.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
