"""Qt's own texts (context menus, dialogs) in Chinese; our texts are Chinese in the source.

A hall with the applicant's screen in Mongolian, made by a qualified translator, puts the compiled ``applicant_mn.qm``
into ``resources/i18n``; untranslated texts stay Chinese (``resources/i18n/README.md``).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

APPLICANT = "applicant_mn"
"""Texts of the applicant's screen only; the clerk's stay Chinese."""


def speak_chinese(own: Path) -> list[QTranslator]:
    """Install Qt's Chinese texts and our translations in ``own``. The caller keeps the returned objects alive."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translators = []
    for name, folder in (
        ("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("counter_zh_CN", str(own)),
        (APPLICANT, str(own)),
    ):
        translator = QTranslator()
        if translator.load(name, folder):
            QApplication.installTranslator(translator)
            translators.append(translator)
    return translators


def mirror_speech() -> dict[str, str]:
    """Texts of the applicant's summary in the installed translation, for ``screen.mirror_of``; empty without one."""
    from counter.domain.screen.words import words  # on first use: the start does not need the summary

    translated = {word: QCoreApplication.translate("mirror", word) for word in words()}
    return {word: other for word, other in translated.items() if other != word}
