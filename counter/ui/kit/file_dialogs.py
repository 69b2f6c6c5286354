"""File dialogs: a file to read or to write, a folder; each begins where people keep such things, and none is modal to
the event loop. Paths as people type them.
"""

from __future__ import annotations

import os.path
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget

    from counter.ui.kit.theme import Look

ABOVE_STICKS = (Path("/media"), Path("/run/media"))
"""Where Linux desktops mount what is plugged in, itself or a folder of the user below it."""


class Purpose(StrEnum):
    """What a dialog is for; each has its own last folder (``Preferences.folders``)."""

    PAPERS = "papers"  # papers and lists as PDF
    SHEETS = "sheets"  # workbooks
    STICK = "stick"  # what travels: keys, courier files, packs, backups
    GUIDE = "guide"  # the bureau's files of a guide


def ask_export_file(parent: QWidget, look: Look, name: str, write: Callable[[Path], None]) -> None:
    """Ask where to write a workbook; ``write`` gets the file, and is not called when it is cancelled."""
    translate = QCoreApplication.translate
    title, pattern = translate("excel", "导出到哪个文件"), translate("excel", "Excel 工作簿 (*.xlsx)")
    ask_new_file(
        parent, look, "excelDialog", title, f"{name}.xlsx", write, pattern=pattern, purpose=Purpose.SHEETS
    )


def ask_given_file(
    parent: QWidget,
    name: str,
    title: str,
    pattern: str,
    use: Callable[[Path], object],
    *,
    purpose: Purpose | None = None,
    look: Look | None = None,
) -> None:
    """Ask for a file that exists; ``name``: object name of the dialog, ``pattern``: kinds of files as in Qt."""
    ask_given_files(
        parent, name, title, pattern, lambda files: use(files[0]), purpose=purpose, look=look, several=False
    )


def ask_given_files(
    parent: QWidget,
    name: str,
    title: str,
    pattern: str,
    use: Callable[[Sequence[Path]], object],
    *,
    purpose: Purpose | None = None,
    look: Look | None = None,
    several: bool = True,
) -> None:
    """As ``ask_given_file``, for several files at once."""
    dialog = _dialog(parent, name, title, purpose or _usual(pattern, Purpose.STICK), look)
    modes = type(dialog).FileMode
    dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)
    dialog.setNameFilter(pattern)
    if several:
        dialog.filesSelected.connect(lambda files: use([Path(file) for file in files]))
    else:
        dialog.fileSelected.connect(lambda file: use([Path(file)]))
    dialog.open()


def ask_new_file(
    parent: QWidget,
    look: Look | None,
    name: str,
    title: str,
    proposed: str,
    use: Callable[[Path], object],
    *,
    suffix: str = "",
    pattern: str = "",
    purpose: Purpose | None = None,
) -> None:
    """Ask for a file to be written; ``proposed``: its name, whose ending is added to a name typed without any; an
    existing one is written over only after a question. Another kind chosen in the dialog sets its ending.
    """
    dialog = _dialog(parent, name, title, purpose or _usual(proposed, Purpose.PAPERS), look)
    dialog.setAcceptMode(type(dialog).AcceptMode.AcceptSave)
    dialog.setFileMode(type(dialog).FileMode.AnyFile)
    ending = suffix or Path(proposed).suffix.lstrip(".")
    dialog.setNameFilter(pattern or _pattern_of(ending))
    dialog.setDefaultSuffix(ending)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen) or ending))
    dialog.selectFile(proposed)
    dialog.fileSelected.connect(lambda file: use(Path(file)))
    dialog.open()


def choose_folder(
    parent: QWidget,
    look: Look | None,
    use: Callable[[str], object],
    *,
    name: str = "chooseFolder",
    title: str = "",
    purpose: Purpose = Purpose.PAPERS,
) -> None:
    """Ask for a folder that exists; ``use`` gets its path."""
    dialog = _dialog(
        parent.window(), name, title or QCoreApplication.translate("files", "选文件夹"), purpose, look
    )
    dialog.setFileMode(type(dialog).FileMode.Directory)
    dialog.setOption(type(dialog).Option.ShowDirsOnly)
    dialog.fileSelected.connect(use)
    dialog.open()


def typed_path(typed: str) -> Path:
    """A path as a person typed or pasted it: with quotation marks, with ``~``. Never raises."""
    return Path(os.path.expanduser(typed.strip().strip('"')))  # noqa: PTH111 - Path's own raises for ~nobody


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; also for a name that the system refuses."""
    return os.path.isdir(path)  # noqa: PTH112 - Path's own raises for a name that is too long


def saving_folder(look: Look) -> str:
    """The folder for papers, else the documents folder, else (bare Linux accounts have none) the home folder."""
    return look.preferences.papers or _documents()


def first_folder(look: Look | None, purpose: Purpose, above: Sequence[Path] = ABOVE_STICKS) -> str:
    """Where a dialog begins: for what travels the plugged stick, else the last folder of that purpose that is still
    there, else where papers are kept."""
    last = "" if look is None else look.preferences.folders.get(purpose, "")
    plugged = sticks(above) if purpose is Purpose.STICK else ()
    if plugged and not any(last.startswith(str(stick)) for stick in plugged):
        return str(plugged[0])
    if last and is_folder(Path(last)):
        return last
    return _documents() if look is None else saving_folder(look)


def sticks(above: Sequence[Path] = ABOVE_STICKS) -> tuple[Path, ...]:
    """Folders of what is plugged in, in order of their names."""
    found: list[Path] = []
    for folder in above:
        for one in _folders(folder):
            found += [one] if os.path.ismount(one) else filter(os.path.ismount, _folders(one))
    return tuple(found)


def _folders(above: Path) -> list[Path]:
    try:
        return sorted(one for one in above.iterdir() if one.is_dir())
    except OSError:
        return []


def _documents() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if documents and is_folder(Path(documents)) else str(Path.home())


def _dialog(parent: QWidget, name: str, title: str, purpose: Purpose, look: Look | None) -> QFileDialog:
    from counter.ui.kit.file_dialog_rows import (
        dress_dialog,  # with the dialog it costs a start ten milliseconds
    )

    look = look or getattr(parent.window(), "look", None)
    dialog = dress_dialog(parent, title, sticks())
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setDirectory(first_folder(look, purpose))
    if look is not None:
        dialog.fileSelected.connect(lambda file: _remember(look, purpose, Path(file)))
    return dialog


def _remember(look: Look, purpose: Purpose, chosen: Path) -> None:
    folder = str(chosen if is_folder(chosen) else chosen.parent)
    folders = {**look.preferences.folders, purpose.value: folder}
    if folders != look.preferences.folders:
        look.remember(replace(look.preferences, folders=folders))


def _usual(kinds: str, other: Purpose) -> Purpose:
    """The purpose of a file by its ending, where the page says none: what is data travels."""
    if ".xlsx" in kinds:
        return Purpose.SHEETS
    return Purpose.STICK if ".json" in kinds else other


def _pattern_of(ending: str) -> str:
    translate = QCoreApplication.translate
    words = {
        "pdf": "PDF (*.pdf)",
        "xlsx": translate("excel", "Excel 工作簿 (*.xlsx)"),
        "json": translate("files", "数据文件 (*.json)"),
        "txt": translate("files", "文本 (*.txt)"),
    }
    return words.get(ending, translate("files", "所有文件 (*)"))


def _ending(name_filter: str) -> str:
    """``Excel 工作簿 (*.xlsx)`` → ``xlsx``; empty for every file."""
    return name_filter.rpartition("*.")[2].rstrip(") ") if "*." in name_filter else ""
