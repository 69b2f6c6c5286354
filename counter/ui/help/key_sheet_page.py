"""按键: the keys of every page, read from the window itself; printed or saved as one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from counter.services.papers.key_list import KEY_LIST_TITLE, KeyList
from counter.ui.help.bound_keys import KeyGroup
from counter.ui.help.help_page import HelpPage
from counter.ui.help.key_table import KeyTable
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.act_row import ActRow
from counter.ui.kit.controls.card import FittingFrame, at_top
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.row_views import hug_rows
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems

if TYPE_CHECKING:
    from counter.ui.facades.help import HelpFacade

_PAGES = 168


class KeySource(Protocol):
    """Where the keys are read from: the frame with its pages."""

    def names(self) -> tuple[str, ...]:
        """Pages whose keys can be listed."""
        ...

    def title_of(self, name: str) -> str:
        """The page's words on the rail."""
        ...

    def groups(self, name: str) -> tuple[KeyGroup, ...]:
        """Keys of that page and of every page."""
        ...

    def every_group(self) -> tuple[KeyGroup, ...]:
        """Keys of all pages."""
        ...


class KeySheetPage(HelpPage):
    """Pages at the left, their keys at the right; Ctrl+P prints all of them."""

    def __init__(self, source: KeySource, facade: HelpFacade, background: Background, look: Look) -> None:
        super().__init__("keys", QCoreApplication.translate("help", "按键一览"))
        self._source, self._facade, self._background, self._look = source, facade, background, look
        self._name = ""
        self.pages = WholeRowItems()
        self.pages.setObjectName("helpList")
        self.pages.setAccessibleName(self.tr("看哪一页的按键"))
        self.pages.setFixedWidth(_PAGES)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.currentItemChanged.connect(lambda *_: self._choose())
        self.table = KeyTable()
        self.print = ActButton("printKeys", self.tr("打印全部"), "Ctrl+P", enter=True, prints=True)
        self.save = ActButton("saveKeys", self.tr("存成 PDF…"), "Ctrl+S", enter=True)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._ask_place)
        for button in (self.print, self.save):
            bind_key(self, button.key, button.click)
        self._arrange()

    def show_groups(self, name: str, groups: Sequence[KeyGroup]) -> None:
        """Show the keys of that page, current in the list."""
        self._name = name
        self.pages.blockSignals(True)
        self.pages.clear()
        for other in self._source.names():
            item = QListWidgetItem(self._source.title_of(other))
            item.setData(Qt.ItemDataRole.UserRole, other)
            self.pages.addItem(item)
            if other == name:
                self.pages.setCurrentItem(item)
        self.pages.blockSignals(False)
        self.table.show_groups(groups, self.width() - _PAGES - 80)

    def on_shown(self) -> None:
        """The page is shown: the arrow keys walk the pages."""
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        item = self.pages.currentItem()
        if item is not None:
            self._name = str(item.data(Qt.ItemDataRole.UserRole))
            self.table.show_groups(self._source.groups(self._name), self.table.width())

    # -- paper --
    def _list(self) -> KeyList:
        groups = tuple(
            (group.title, tuple((key.key, key.words) for key in group.keys))
            for group in self._source.every_group()
        )
        return KeyList(groups, self.tr("一件事一次办 · 综合窗口　程序里按 ? 随时看得到"))

    def _print(self) -> None:
        keys = self._list()
        self.announced.emit(Message(Tone.SAID, self.tr("正在送打印…")))
        self._background.run(
            lambda: self._facade.print_keys(keys),
            lambda label: self._say(self.tr("按键一览已送到{0}。").format(label)),
            self._refuse,
            lane=Lane.PAPERS,
            once="keys",
        )

    def _ask_place(self) -> None:
        name = self.tr("{0}.pdf").format(KEY_LIST_TITLE)
        ask_new_file(self, self._look, "saveKeysDialog", self.tr("存成 PDF"), name, self.write)

    def write(self, file: Path) -> None:
        """Write the sheet of all keys as PDF."""
        keys = self._list()
        self._background.run(
            lambda: self._facade.save_keys(keys, file),
            lambda _: self._say(self.tr("按键一览已存到 {0}。").format(file)),
            self._refuse,
            lane=Lane.FILES,
        )

    def _say(self, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words))

    def _refuse(self, error: Exception) -> None:
        self.announced.emit(message_of(error))

    def _arrange(self) -> None:
        self.head.insertWidget(1, ActRow((self.print, self.save)))
        card = FittingFrame()
        card.setObjectName("keyCard")
        card.setProperty("role", "card")
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 4, 0, 4)
        holder = QWidget()
        held = QVBoxLayout(holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.table)
        area = FittingScrollArea("keyArea", holder, reads=True)
        area.setAccessibleName(self.tr("按键和作用"))
        inside.addWidget(area)
        line = QHBoxLayout()
        line.setSpacing(16)
        hug_rows(self.pages, self._look)
        line.addWidget(at_top(self.pages))
        line.addWidget(at_top(card), 1)
        self.column.addLayout(line, 1)
