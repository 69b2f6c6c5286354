"""Optional free text, a page beside the reasons, of one form for every grade (L9)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.ratings.rating import LONGEST_WORDS
from counter.ui.screen.page_frame import PageFrame
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.buttons import ROW_MM, LastPressed, QuickButton
from counter.ui.screen.touch.touch_keyboard import TouchKeyboard
from counter.ui.screen.touch.writing_paper import WritingPaper

_TIGHT_GAP_MM = 0.75
"""Between the parts of the page on a screen that is too low for all of them."""
COMFORT = 3
"""Preferred number of visible text lines."""


class _KeyboardPage(QWidget):
    """The keyboard at its preferred height, the paper above it gets the remainder; at least a line."""

    def __init__(self, paper: WritingPaper, keyboard: TouchKeyboard, reach: ScreenScale) -> None:
        super().__init__()
        self._paper = paper
        self._keyboard = keyboard
        self._reach = reach
        paper.setParent(self)
        keyboard.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._reach.target, self._reach.target)

    def fit(self, reach: ScreenScale) -> None:
        self._reach = reach
        self._paper.fit(reach)
        self._keyboard.fit(reach)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width, space = self.width(), self.height()
        line = self._paper.minimumSizeHint().height()
        high = self._keyboard.plan(width, space - line, space - COMFORT * line)
        self._paper.setGeometry(0, 0, width, max(0, space - high))
        self._keyboard.setGeometry(0, space - high, width, high)
        self._keyboard.arrange()


class WordsPage(PageFrame):
    """Signals: ``written(str)`` the whole text · ``back`` · ``next``: 写好了."""

    written = Signal(str)
    back = Signal()
    next = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, self.tr("写几句您想说的话"), parent)
        self._last_pressed = LastPressed()
        self.keyboard = TouchKeyboard(look, reach, self._last_pressed)
        self.paper = WritingPaper(look, reach)
        self._facade = _KeyboardPage(self.paper, self.keyboard, reach)
        self.body.addWidget(self._facade, 1)
        self._late = ""
        self.go_back = self._foot_key(self.tr("返回"))
        self.clear = self._foot_key(self.tr("清空"))
        self.erase = self._foot_key(self.tr("删除"), again=True)
        self.go_on = self._foot_key(self.tr("写好了"))
        self.go_back.clicked.connect(self.back)
        self.clear.clicked.connect(self._clear)
        self.erase.clicked.connect(self._erase)
        self.go_on.clicked.connect(self.next)
        self.keyboard.wrote.connect(self._write)
        self.keyboard.spelled.connect(self.paper.show_letters)
        self.fit(reach)

    def show_words(self, words: str) -> None:
        """Show this text with empty spelling, as on every entry to the page."""
        self._last_pressed.lift()
        self.keyboard.clear()
        self.paper.show_words(words)

    def say_late(self, late: str) -> None:
        """Show the little time left."""
        self._late = late
        self._fit_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """On a low screen the title stands in the line below it, so that what is written keeps its field."""
        whole = self.title.sizeHint().height() + self.quiet.sizeHint().height() + 3 * self._column.spacing()
        whole += self.paper.field_height + self.keyboard.least_height(self.width()) + self.reach.mm(ROW_MM)
        own = not self.reach.tight and self.height() >= whole
        self.title.setVisible(own)
        self.say(*(() if own or self.reach.tight else (self.title.text(),)), self.privacy, self._late)

    @property
    def privacy(self) -> str:
        """Note that without a written name the rating stays anonymous."""
        return self.tr("请别写姓名电话，不想写也可以")

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        if reach.tight:  # what is written keeps its field
            self._column.setSpacing(reach.mm(_TIGHT_GAP_MM))
        self._facade.fit(reach)
        self._fit_title()

    def _foot_key(self, words: str, *, again: bool = False) -> QuickButton:
        key = QuickButton(words, self.look, self.reach, self._last_pressed, again=again)
        self.buttons.append(key)
        self.foot.addWidget(key, 1)
        return key

    def _write(self, text: str) -> None:
        self._emit_text((self.paper.words + text)[:LONGEST_WORDS])

    def _erase(self) -> None:
        if self.keyboard.waiting:
            self.keyboard.erase()
        else:
            self._emit_text(self.paper.words[:-1])

    def _clear(self) -> None:
        self.keyboard.clear()
        self._emit_text("")

    def _emit_text(self, words: str) -> None:
        self.paper.show_words(words)
        self.written.emit(words)
