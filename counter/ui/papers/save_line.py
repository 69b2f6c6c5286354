"""Saves papers as PDF: a button and a folder field, remembered for the next time.

A field instead of a file dialog: nothing modal interrupts a visit (LOOK), and it saves 25 MB.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from counter.ui.facades.base import ProfileFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import FieldRow
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.file_dialogs import saving_folder, typed_path
from counter.ui.kit.theme import Look

_READABLE = 110
"""Logical pixels of a folder at usual letters: the end of its path at least."""


class SaveLine(FittedToWidth):
    """Signals: ``wanted`` with the button or Enter in the folder. ``name``: begins the object names. Its owner may lay
    out ``save`` elsewhere: then only the folder stands here.
    """

    wanted = Signal()

    def __init__(
        self,
        facade: ProfileFacade,
        background: Background,
        look: Look,
        name: str = "save",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._facade = facade
        self._background = background
        self._look = look
        self.save = ActButton(f"{name}Pdf", self.tr("保存 PDF"), "Ctrl+S")
        self.save.clicked.connect(self.wanted)
        self.folder = Field(f"{name}Folder", self.tr("文书存到哪个文件夹"))
        self.folder.returnPressed.connect(self.wanted)
        self._where = FieldRow(self.tr("存到"), self.folder, beside=True)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.save)
        self._line.addWidget(self._where, 1)

    def fit(self) -> None:
        """Where a folder could not be read beside the button it stands below."""
        button = self.save.sizeHint().width() if self.save.parent() is self else 0
        room = self.width() - button - self._where.label.sizeHint().width()
        ways = QBoxLayout.Direction
        wide = room >= self._look.grown(_READABLE)
        self._line.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def start(self) -> None:
        """Start with the folder used last, else the documents folder."""
        self.folder.setText(saving_folder(self._look))

    def place(self, name: str) -> Path:
        """Path of a new file of that name in the entered folder, which is remembered.

        An empty field means the folder last used; relative paths start at the home folder, never at the working
        directory.
        """
        if not self.folder.text().strip():
            self.start()
        folder = Path.home() / typed_path(self.folder.text())
        self._remember(str(folder))
        return _free_name(folder, name)

    def _remember(self, folder: str) -> None:
        if folder == self._look.preferences.papers:
            return
        self._look.preferences = replace(self._look.preferences, papers=folder)
        kept = self._look.preferences
        self._background.run(lambda: self._facade.save_preferences(kept))


def _free_name(folder: Path, name: str) -> Path:
    """A further copy never overwrites an earlier one."""
    plain = name.replace("/", "-")
    file = folder / f"{plain}.pdf"
    number = 2
    while _is_there(file):
        file = folder / f"{plain}-{number}.pdf"
        number += 1
    return file


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # unreadable folder: writing reports it
        return False
