"""Qt's own words (context menus, dialogs) in Chinese; ours are Chinese at the source.

A hall that has the applicant's screen in Mongolian, made by a qualified translator, puts the compiled
``applicant_mn.qm`` into ``resources/i18n``; whatever it leaves empty stays Chinese (``resources/i18n/README.md``).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

APPLICANT = "applicant_mn"
"""Words of the applicant's screen only; the clerk's stay Chinese."""


def speak_chinese(own: Path) -> list[QTranslator]:
    """Install Qt's Chinese, and translations of ours where they lie in ``own``. The caller keeps them alive."""
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
    """The mirror's words as the installed translation says them, for ``screen.mirror_of``; empty where none is."""
    from counter.domain.screen.words import words  # not before a mirror is shown: a start need not know them

    said = {word: QCoreApplication.translate("mirror", word) for word in words()}
    return {word: other for word, other in said.items() if other != word}
