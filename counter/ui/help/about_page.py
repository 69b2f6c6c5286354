"""关于: version, what is new, licences; the self-test; a support file that is read before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from counter.domain.reading.news import newest
from counter.ui.help.help_page import HelpPage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import LongText, TextLabel
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_lines import whole_lines_of

if TYPE_CHECKING:
    from counter.domain.reading.news import VersionNews
    from counter.ui.facades.about import UsedLibrary
    from counter.ui.facades.help import HelpFacade

_NEWS = 20
"""Lines that are shown of what is new, until more are asked for."""


class AboutRead(NamedTuple):
    """What is read once, off the UI thread."""

    version: str
    platform: str
    news: Sequence[VersionNews]
    libraries: Sequence[UsedLibrary]


class SupportText(QPlainTextEdit):
    """What is in the support file, read before it is saved; it begins and ends with a whole line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = whole_lines_of(self, event)
        if not whole.region().isEmpty():
            super().paintEvent(whole)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.viewport().update()


class AboutPage(HelpPage):
    """Signals: ``self_test_wanted``. F8 makes the support file and shows it; Ctrl+S saves what is shown, no more."""

    self_test_wanted = Signal()

    def __init__(self, facade: HelpFacade, background: Background, look: Look) -> None:
        super().__init__("about", QCoreApplication.translate("help", "关于"), look, 2 * (LINE + 4))
        self._facade, self._background, self._look = facade, background, look
        self._read = False
        self._versions: Sequence[VersionNews] = ()
        self.versions = TextLabel("", wrap=True)
        self.versions.setObjectName("aboutVersions")
        self.news = LongText()
        self.news.setObjectName("aboutNews")
        self.more = ActButton("aboutMoreNews", "", role="link")
        self.more.clicked.connect(self._turn_news)
        self._all_news = False
        self.licences = LongText("second")
        self.licences.setObjectName("aboutLicences")
        self.test = ActButton("aboutSelfTest", self.tr("自检…"), "Ctrl+Shift+D", enter=True)
        self.make = ActButton("makeSupport", self.tr("做支持文件"), "F8", enter=True)
        self.save = ActButton(
            "saveSupport", self.tr("看过了，存成文件…"), "Ctrl+S", role="primary", enter=True
        )
        self.support = SupportText()
        self.support.setReadOnly(True)
        self.support.setObjectName("supportText")
        self.support.setAccessibleName(self.tr("支持文件的全部内容"))
        self._arrange()
        self.test.clicked.connect(self.self_test_wanted)
        self.make.clicked.connect(self._make)
        self.save.clicked.connect(self._ask_place)
        for button in (self.make, self.save):
            bind_key(self, button.key, button.click)
        for part in (self.save, self.support):
            part.hide()

    def on_shown(self) -> None:
        """The page is shown."""
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._read:
            self._read = True
            self._background.run(self._look_up, self._show, self._refuse, lane=Lane.PAPERS)

    def write(self, file: Path) -> None:
        """Save what is shown."""
        text = self.support.toPlainText()
        self._background.run(
            lambda: self._facade.save_text(text, file),
            lambda _: self.announced.emit(
                Message(Tone.DONE, self.tr("支持文件已存到 {0}，和眼前的一样。").format(file))
            ),
            self._refuse,
            lane=Lane.FILES,
        )

    def _look_up(self) -> AboutRead:
        tools = self._facade.about
        return AboutRead(tools.version(), tools.platform(), tools.news(), tools.libraries())

    def _show(self, read: AboutRead) -> None:
        self.versions.setText(
            self.tr("一件事一次办 · 综合窗口\n版本 {0}\n{1}").format(read.version, read.platform)
        )
        self._versions = read.news
        self._show_news()
        self.licences.setText("\n".join(f"{b.name} {b.version}　{b.licence}" for b in read.libraries))

    def _show_news(self) -> None:
        """What is newest; the rest once it is asked for: nobody reads two hundred lines, and each costs time."""
        shown, left_out = newest(self._versions, _NEWS)
        said = [
            f"{_heading(one.version)}\n" + "\n".join(f"· {line}" for line in one.lines)
            for one in (self._versions if self._all_news else shown)
        ]
        self.news.setText("\n\n".join(said))
        self.more.setVisible(left_out > 0)
        words = self.tr("只看最近的") if self._all_news else self.tr("再往前的也看，还有{0}条")
        self.more.say(words.format(left_out))

    def _turn_news(self) -> None:
        self._all_news = not self._all_news
        self._show_news()

    def _make(self) -> None:
        self.make.setEnabled(False)
        self.announced.emit(Message(Tone.SAID, self.tr("正在做支持文件，要几秒…")))
        self._background.run(self._facade.about.support, self._made, self._refuse, lane=Lane.PAPERS)

    def _made(self, text: str) -> None:
        self.make.setEnabled(True)
        self.support.setPlainText(text)
        self._void.hide()
        self.support.show()
        self.save.show()
        self.support.setFocus(Qt.FocusReason.OtherFocusReason)
        words = self.tr("支持文件在右边：看过里面有什么，再按 Ctrl+S 存。")
        self.announced.emit(Message(Tone.SAID, words))

    def _ask_place(self) -> None:
        if self.support.isVisible():
            name = self.tr("支持文件.txt")
            ask_new_file(self, self._look, "saveSupportDialog", self.tr("存成文件"), name, self.write)

    def _refuse(self, error: Exception) -> None:
        self.make.setEnabled(True)
        self.announced.emit(message_of(error))

    def _arrange(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(_card(self.tr("版本"), self.versions))
        column.addWidget(_card(self.tr("新内容"), self.news, self.more))
        column.addWidget(_card(self.tr("随程序带的，各按各的许可"), self.licences))
        column.addStretch(1)
        note = self.tr(
            "报修时发给维护的人：版本、自检、设置、程序出错的位置。没有姓名、号码、文书。先看，再存，自己发。"
        )
        buttons = FlowLayout(gap=8)
        for button in (self.make, self.save, self.test):
            buttons.addWidget(button)
        card = _card(self.tr("支持文件"), TextLabel(note, "second", wrap=True))
        inside = card.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(buttons)
        inside.addWidget(self.support, 1)
        self._void = QWidget()
        inside.addWidget(self._void, 1)
        right = QVBoxLayout()
        right.addWidget(card, 1)
        line = QHBoxLayout()
        line.setSpacing(16)
        area = ColumnScrollArea("aboutArea", left, reads=True)
        area.setAccessibleName(self.tr("版本、新内容、许可"))
        line.addWidget(area, 1)
        line.addLayout(right, 1)
        self.column.addLayout(line, 1)


def _heading(version: str) -> str:
    unreleased = QCoreApplication.translate("help", "这一版")
    return unreleased if version == "Unreleased" else version


def _card(title: str, part: QWidget, link: QWidget | None = None) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(8)
    column.addWidget(TextLabel(title, "strong"))
    column.addWidget(part)
    if link is not None:
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    return card
