"""手册: the manual of this program in the window, offline: chapters at the left, searchable, at the place asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from counter.domain.reading.manual import ManualChapter, chapter_at, chapters, find
from counter.ui.help.help_page import HelpPage
from counter.ui.help.manual_text import ManualText
from counter.ui.help.places import ManualPlace
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems

if TYPE_CHECKING:
    from counter.ui.facades.help import HelpFacade

_CONTENTS = 300
_ROLE = Qt.ItemDataRole.UserRole
_TYPING_MS = 120


class ManualPage(HelpPage):
    """The books are read when the page is first opened, and drawn chapter by chapter."""

    def __init__(self, facade: HelpFacade, background: Background, look: Look) -> None:
        super().__init__("manual", QCoreApplication.translate("help", "手册"))
        self._facade, self._background = facade, background
        self._chapters: Sequence[ManualChapter] = ()
        self._wanted = ManualPlace("")
        self.opened = False
        self.search = Field("manualSearch", self.tr("在手册里找"), self.tr("一个词，Ctrl+F"))
        self.contents = WholeRowItems()
        self.contents.setObjectName("helpList")
        self.contents.setAccessibleName(self.tr("目录"))
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = ManualText(look)
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("manualNone")
        self._none.hide()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._find)
        self.search.textEdited.connect(lambda _: self._typing.start())
        self.search.textChanged.connect(self._take_dictated)
        self.search.returnPressed.connect(self._go_to_text)
        self.contents.currentItemChanged.connect(lambda *_: self._show_current())
        self.contents.itemActivated.connect(lambda _: self._go_to_text())
        self.text.book_wanted.connect(lambda book: self.open_at(ManualPlace(book)))
        key = QShortcut(QKeySequence("Ctrl+F"), self)
        key.setWhatsThis(self.tr("在手册里找"))
        key.activated.connect(self._focus_search)
        self._arrange()

    def open_at(self, place: ManualPlace) -> None:
        """Open the chapter of that place; the books are read first where they were not."""
        self._wanted = place
        self.search.clear()
        if self._chapters:
            self._list()
            self._go_to(place)
        elif not self.opened:
            self.opened = True
            self._background.run(self._read, self._take, self._refuse, lane=Lane.PAPERS)

    @property
    def chapter(self) -> ManualChapter | None:
        """The one that is shown."""
        item: QListWidgetItem | None = self.contents.currentItem()
        return None if item is None else self._chapters[int(item.data(_ROLE))]

    def on_shown(self) -> None:
        """The page is shown: the arrow keys walk the chapters."""
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self._list()
            self._show_current()
        else:
            super().keyPressEvent(event)

    def _read(self) -> Sequence[ManualChapter]:
        return tuple(chapter for name, text in self._facade.books() for chapter in chapters(name, text))

    def _take(self, every: Sequence[ManualChapter]) -> None:
        self._chapters = every
        self.text.look_in(self._facade.manual)
        self._list()
        self._go_to(self._wanted)

    def _refuse(self, error: Exception) -> None:
        self.opened = False
        self.announced.emit(message_of(error))

    def _list(self) -> None:
        shown = self.chapter
        self.contents.blockSignals(True)
        self.contents.clear()
        for number, chapter in enumerate(self._chapters):
            item = QListWidgetItem("　" * (chapter.level - 1) + chapter.title)
            item.setData(_ROLE, number)
            self.contents.addItem(item)
            if chapter is shown:
                self.contents.setCurrentItem(item)
        self.contents.setWordWrap(False)
        self._none.hide()
        self.contents.blockSignals(False)

    def _find(self) -> None:
        typed = self.search.text()
        if not typed.strip():
            self._list()
            return
        hits = find(self._chapters, typed)
        self.contents.blockSignals(True)
        self.contents.clear()
        for hit in hits:
            chapter = self._chapters[hit.chapter]
            item = QListWidgetItem(f"{chapter.title}\n{hit.around}")
            item.setData(_ROLE, hit.chapter)
            self.contents.addItem(item)
        self.contents.setWordWrap(True)
        self.contents.blockSignals(False)
        self._none.setText(self.tr("手册里没有“{0}”，换个短一点的词。").format(typed.strip()[:20]))
        self._none.setVisible(not hits)
        if hits:
            self.contents.setCurrentRow(0)
            first = self._chapters[hits[0].chapter].title
            announce(
                self.contents, self.tr("找到 {0} 处，第一处在“{1}”，回车去看。").format(len(hits), first)
            )
        else:
            announce(self.contents, self._none.text())

    def _take_dictated(self, words: str) -> None:
        """Speech input sets the words without typing them."""
        if words.strip():
            self._typing.start()

    def _go_to(self, place: ManualPlace) -> None:
        if self._chapters:
            self.contents.setCurrentRow(chapter_at(self._chapters, place.book, place.heading))
            item = self.contents.currentItem()
            if item is not None:
                self.contents.scrollToItem(item, QListWidget.ScrollHint.PositionAtCenter)

    def _show_current(self) -> None:
        chapter = self.chapter
        if chapter is not None:
            self.text.call_chapter(chapter.title)
            self.text.show_markdown(chapter.text, self.search.text())

    def _go_to_text(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._find()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (labelled(self.search), self._none):
            left.addWidget(part)
        left.addWidget(self.contents, 1)
        left_side: tuple[QWidget, ...] = (self.search, self.contents, self._none)
        for widget in left_side:
            widget.setFixedWidth(_CONTENTS)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(left)
        line.addWidget(self.text, 1)
        self.column.addLayout(line, 1)
