"""What Qt's own file dialog leaves in English: kinds, sizes and days of its rows; where its side bar leads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QDir,
    QFileInfo,
    QIdentityProxyModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStandardPaths,
    Qt,
    QUrl,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QLineEdit,
    QSplitter,
    QTreeView,
    QWidget,
)

from counter.ui.kit.file_sizes import size_in_words

_SIZE, _KIND, _CHANGED = 1, 2, 3
_WIDE, _SIDE = (880, 540), 150


def dress_dialog(parent: QWidget, title: str, plugged: Sequence[Path]) -> QFileDialog:
    """A dialog whose rows are Chinese and whose side bar leads to sticks, documents, desktop and home. The system's
    own dialog, where there is one, shows its own."""
    dialog = AskingDialog(parent, title)
    if dialog.testOption(QFileDialog.Option.DontUseNativeDialog) or not _is_native(dialog):
        dialog.setProxyModel(ChineseRows(dialog))
        dialog.setSidebarUrls([QUrl.fromLocalFile(folder) for folder in _side_bar(plugged)])
        dialog.resize(*_WIDE)
        for splitter in dialog.findChildren(QSplitter):
            splitter.setSizes([_SIDE, _WIDE[0] - _SIDE])
        for tree in dialog.findChildren(QTreeView, "treeView"):
            head = tree.header()
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            for column in (_SIZE, _KIND, _CHANGED):
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return dialog


class AskingDialog(QFileDialog):
    """Asks in our own words before an existing file is chosen to be written over."""

    def accept(self) -> None:
        chosen = [Path(file) for file in self.selectedFiles()]
        saves = self.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        if saves and chosen and chosen[0].is_file() and not _is_native(self):
            from counter.ui.kit.replace_question import ReplaceQuestion  # where one is asked at all

            file = chosen[0]
            ReplaceQuestion(self, file, self._replace, lambda: self._rename(file))
        else:
            super().accept()

    def _replace(self) -> None:
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        super().accept()

    def _rename(self, file: Path) -> None:
        """A free name stands in the field, chosen: Enter takes it, a letter writes another."""
        from counter.ui.kit.replace_question import free_name

        self.selectFile(free_name(file))
        field = self.findChild(QLineEdit, "fileNameEdit")
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.setSelection(0, len(field.text()) - len(file.suffix))


class ChineseRows(QIdentityProxyModel):
    """The rows of a folder, with kind, size and day as they are written here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and index.column() in (_SIZE, _KIND, _CHANGED):
            model = self.sourceModel()
            if isinstance(model, QFileSystemModel):
                return _cell(model.fileInfo(self.mapToSource(index)), index.column())
        return super().data(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and section == _SIZE:
            return QCoreApplication.translate("files", "大小")
        return super().headerData(section, orientation, role)


def _cell(file: QFileInfo, column: int) -> str:
    if column == _CHANGED:
        changed = file.lastModified().toPython()
        return f"{changed:%Y-%m-%d %H:%M}" if isinstance(changed, datetime) else ""
    if file.isDir():
        return QCoreApplication.translate("files", "文件夹") if column == _KIND else ""
    if column == _SIZE:
        return size_in_words(file.size())
    return _kind(file.suffix().lower())


def _side_bar(plugged: Sequence[Path]) -> list[str]:
    places = QStandardPaths.StandardLocation
    usual = [
        QStandardPaths.writableLocation(one) for one in (places.DocumentsLocation, places.DesktopLocation)
    ]
    return list(
        dict.fromkeys([*map(str, plugged), *(one for one in usual if Path(one).is_dir()), QDir.homePath()])
    )


def _is_native(dialog: QFileDialog) -> bool:
    """Whether the system shows a dialog of its own: then Qt makes no rows."""
    return dialog.findChild(QTreeView, "treeView") is None


def _kind(ending: str) -> str:
    translate = QCoreApplication.translate
    words = {
        "pdf": translate("files", "PDF 文件"),
        "xlsx": translate("files", "Excel 文件"),
        "csv": translate("files", "表格"),
        "json": translate("files", "数据文件"),
        "txt": translate("files", "文本"),
        "png": translate("files", "图片"),
        "jpg": translate("files", "图片"),
    }
    return words.get(ending, translate("files", "{0} 文件").format(ending.upper()).strip())
