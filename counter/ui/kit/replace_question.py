"""Before a file is written over: which one, from when and how large; another name is what Enter takes. It runs no event
loop of its own, so that nothing in the window waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.file_sizes import size_in_words

_WIDTH = 460


class ReplaceQuestion(QDialog):
    """``replace`` is called where a person wants the old file gone, ``rename`` where another name is wanted; Esc and
    closing are that too.
    """

    def __init__(
        self, parent: QWidget, file: Path, replace: Callable[[], object], rename: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("replaceQuestion")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("换掉原来的文件？")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._replace = replace
        words = TextLabel(_words_of(file), wrap=True)
        words.setObjectName("replaceWords")
        self.other = ActButton("replaceOther", self.tr("另取一个名字"), "Enter", role="primary")
        self.change = ActButton("replaceOld", self.tr("换掉它"), "Alt+R", role="plain")
        self.other.clicked.connect(self.reject)
        self.change.clicked.connect(self._on_change)
        self.rejected.connect(rename)
        bind_key(self, "Alt+R", self._on_change)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.other)
        buttons.addWidget(self.change)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(title, "title"))
        column.addWidget(words)
        column.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self.open()
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{title}{words.text()}")

    def _on_change(self) -> None:
        self.accept()
        self._replace()


def free_name(file: Path) -> str:
    """A name beside that one that no file has yet: 月报（2）.pdf."""
    names = (f"{file.stem}（{n}）{file.suffix}" for n in count(2))
    return next(name for name in names if not file.with_name(name).exists())


def _words_of(file: Path) -> str:
    try:
        held = file.stat()
    except OSError:
        return QCoreApplication.translate("files", "“{0}”已经有了。换掉以后，原来的就没有了。").format(
            file.name
        )
    saved = datetime.fromtimestamp(held.st_mtime)  # noqa: DTZ006 - as the rows of the dialog show it
    words = QCoreApplication.translate("files", "“{0}”已经有了：{1} 存的，{2}。换掉以后，原来的就没有了。")
    return words.format(file.name, f"{saved:%Y-%m-%d %H:%M}", size_in_words(held.st_size))
