"""A picture of a record: what it shows now, another file for it, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.register.records import RegisteredPicture
from counter.ui.facades.hall import HallFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.picture import PictureLabel
from counter.ui.kit.file_dialogs import ask_given_file
from counter.ui.kit.messages import message_of

_SHOWN = 88
"""Pixels of the preview's longer side."""

ReadPicture = Callable[[Path, Callable[[RegisteredPicture], None], Callable[[str], None]], None]


class PictureField(QWidget):
    """Signals: ``edited`` after another picture or none was chosen; ``refused(sentence)`` for a file that is none.

    ``taken``: the picture chosen here, None while it shows what the register has.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, name: str, label: str, read: ReadPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._label, self._read = label, read
        self._key = ""
        self.taken: RegisteredPicture | None = None
        self._preview = PictureLabel()
        self._preview.setObjectName(f"{name}_preview")
        self._none = TextLabel(self.tr("没有"), "second")
        self.choose = ActButton(f"{name}_choose", self.tr("选图片文件…"), role="plain", enter=True)
        self.drop = ActButton(f"{name}_drop", self.tr("不要图片"), role="quiet", enter=True)
        self.choose.clicked.connect(self._ask)
        self.drop.clicked.connect(self._drop)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._none)
        buttons.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._preview)
        line.addLayout(buttons, 1)
        self.setFocusProxy(self.choose)

    def text(self) -> str:
        """Key of the picture; "" for none."""
        return self._key

    def show_picture(self, key: str, picture: RegisteredPicture | None) -> None:
        """Show what the register has."""
        self.taken = None
        self._show(key, picture)

    def set_read_only(self, read_only: bool) -> None:
        """Only to be looked at, where the register may not be changed. What is hidden takes no focus for it."""
        self.setFocusProxy(None if read_only else self.choose)  # type: ignore[arg-type]  # Qt takes none
        self.choose.setVisible(not read_only)
        self.drop.setVisible(not read_only and bool(self._key))

    def read(self, file: Path) -> None:
        """Take that file; it is checked and drawn anew in the background."""
        self._read(file, self._take, self.refused.emit)

    def _take(self, picture: RegisteredPicture) -> None:
        self.taken = picture
        self._show(picture.digest, picture)
        self.drop.show()
        self.refused.emit("")
        self.edited.emit()

    def _drop(self) -> None:
        self.taken = None
        self._show("", None)
        self.drop.hide()
        self.choose.setFocus()
        self.edited.emit()

    def _show(self, key: str, picture: RegisteredPicture | None) -> None:
        self._key = key
        content = b"" if picture is None else picture.content
        self._preview.setVisible(self._preview.show_picture(content, _SHOWN, _SHOWN))
        self._none.setVisible(not key)
        self.setAccessibleDescription(self.tr("有图片") if key else self.tr("没有图片"))

    def _ask(self) -> None:
        title = self.tr("选图片：{0}").format(self._label)
        ask_given_file(self, "pictureDialog", title, self.tr("图片 (*.png *.jpg *.jpeg)"), self.read)


def picture_reader(facade: HallFacade, background: Background) -> Callable[[str, str], ReadPicture]:
    """For a field and its name: reads files in the background."""

    def reader(field: str, head: str) -> ReadPicture:
        return lambda file, take, refuse: background.run(
            lambda: facade.picture(file, field, head),
            take,
            lambda error: refuse(message_of(error).sentence),
            lane=Lane.FILES,
        )

    return reader
