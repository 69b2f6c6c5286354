"""Qt's own words (context menus, dialogs) in Chinese; ours are Chinese at the source."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_chinese(own: Path) -> list[QTranslator]:
    """Install Qt's Chinese, and a translation of ours where one lies in ``own``. The caller keeps them alive."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translators = []
    for name, folder in (
        ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("counter_zh_CN", str(own)),
    ):
        translator = QTranslator()
        if translator.load(name, folder):
            QApplication.installTranslator(translator)
            translators.append(translator)
    return translators
