"""设置: what this PC does its own way, in force at once; what the hall lays down is shown and not changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.window_name import window_name
from counter.services.context.preferences import LETTERS, PAGES, THEMES, Preferences
from counter.ui.help.help_page import HelpPage
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.field_row import follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import LINE
from counter.ui.kit.controls.reading_order import read_as_laid_out, tab_as_laid_out
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.controls.screen_width import ScreenWidth
from counter.ui.kit.file_dialogs import choose_folder, saving_folder
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.context.print_queue import Printer
    from counter.ui.facades.base import ProfileFacade

_SYSTEM = ""
_ON, _OFF = "on", "off"


class SettingsPage(HelpPage):
    """``prefer``: lets preferences take force and saves them. Signals: ``backups_wanted``; ``self_test_wanted``."""

    backups_wanted = Signal()
    self_test_wanted = Signal()

    def __init__(
        self, facade: ProfileFacade, background: Background, look: Look, prefer: Callable[[Preferences], None]
    ) -> None:
        super().__init__("settings", QCoreApplication.translate("help", "设置"), look, 2 * LINE)
        self._facade, self._background, self._look, self._prefer = facade, background, look, prefer
        self._serves = facade.kind == "window"
        self.printer = Choices(look, "setPrinter", self.tr("打印机"))
        self.page = Choices(look, "setPage", self.tr("凭据、受理通知书用的纸"))
        self.at_once = Choices(look, "setAtOnce", self.tr("出具后直接送打印"))
        self.theme = Choices(look, "setTheme", self.tr("明暗"))
        self.letters = Choices(look, "setSize", self.tr("字的大小"))
        self.sound = Choices(look, "setSound", self.tr("要您处理的提示响一声"))
        self.hints = Choices(look, "setHints", self.tr("新手提示"))
        self.screen_input = Choices(look, "setScreenInput", self.tr("申请人用什么选"))
        self.screen_full = Choices(look, "setScreenFull", self.tr("只有一块屏时"))
        self.screen_mm = ScreenWidth("setScreenWidth")
        self._width_problem = ProblemLabel()
        follow(self.screen_mm, self._width_problem)
        self.refusals = Refusals(self._width_problem)
        self.refusals.add(self.screen_mm, "screen_mm")
        self.folder = TextLabel("", wrap=True)
        self.folder.setObjectName("setFolder")
        self.choose = ActButton("setFolderChoose", self.tr("换一个文件夹…"), enter=True)
        self.backups = ActButton("setBackups", self.tr("备份…"), "Ctrl+Shift+B", enter=True)
        self.test = ActButton("setSelfTest", self.tr("自检…"), "Ctrl+Shift+D", enter=True)
        self._backup_place = TextLabel("", wrap=True)
        self._printer_note = ProblemLabel()
        self._hall = QGridLayout()
        self._hall_rows: list[tuple[str, str]] = []
        self._arrange()
        self._put_by()
        self.refresh()  # before it comes on show: there every part that appears has all around it laid out anew
        tab_as_laid_out(self)
        self._connect()

    def on_shown(self) -> None:
        """The page is shown: everything as it is now."""
        self.refresh()
        self.letters.take_focus()
        if self._serves:
            self._background.run(
                self._facade.printers, self._know_printers, self._no_printers, lane=Lane.PAPERS
            )

    def refresh(self) -> None:
        """Show what is set."""
        now = self._look.preferences
        on_off = ((_ON, self.tr("开")), (_OFF, self.tr("关")))
        themes = (self.tr("亮"), self.tr("暗"), self.tr("高对比"))
        self.theme.show_options(tuple(zip(THEMES, themes, strict=True)), (self._look.theme,))
        sizes = (self.tr("小"), self.tr("标准"), self.tr("大字"), self.tr("更大"), self.tr("最大"))
        steps = tuple(map(str, LETTERS))
        self.letters.show_options(tuple(zip(steps, sizes, strict=True)), (str(now.letters),))
        self.sound.show_options(on_off, (_ON if now.sound else _OFF,))
        again = (_ON, self.tr("开，从头再看")) if now.hints else (_ON, self.tr("开"))
        self.hints.show_options((again, (_OFF, self.tr("关"))), (_OFF if now.hints is None else _ON,))
        self.at_once.show_options(on_off, (_ON if now.print_after else _OFF,))
        pages = tuple((p, p if p != PAGES[2] else self.tr("80mm 凭条")) for p in PAGES)
        self.page.show_options(pages, (now.page,))
        inputs = (
            ("auto", self.tr("有触摸屏就只认触摸")),
            ("touch", self.tr("只认触摸")),
            ("mouse", self.tr("鼠标也可以")),
        )
        self.screen_input.show_options(inputs, (now.screen_input,))
        places = ((_OFF, self.tr("开在窗口里")), (_ON, self.tr("铺满整块屏")))
        self.screen_full.show_options(places, (_ON if now.screen_full else _OFF,))
        if not self.screen_mm.fault():  # what is being mended stays
            self.screen_mm.show_width(now.screen_mm)
        self.folder.setText(saving_folder(self._look))
        self._backup_place.setText(now.backups or self.tr("没有选文件夹：插着备份盘时备份到盘上"))
        self._show_hall()

    # -- what a person changes --
    def _change(self, **changes: Any) -> None:
        wanted = replace(self._look.preferences, **changes)
        if wanted != self._look.preferences:
            self._prefer(wanted)

    def _connect(self) -> None:
        for choices, change in (
            (self.printer, lambda chosen: self._change(printer=chosen)),
            (self.page, lambda chosen: self._change(page=chosen)),
            (self.at_once, lambda chosen: self._change(print_after=chosen == _ON)),
            (self.theme, lambda chosen: self._change(theme=chosen)),
            (self.letters, lambda chosen: self._change(letters=int(chosen))),
            (self.sound, lambda chosen: self._change(sound=chosen == _ON)),
            (self.screen_input, lambda chosen: self._change(screen_input=chosen)),
            (self.screen_full, lambda chosen: self._change(screen_full=chosen == _ON)),
            (self.hints, lambda chosen: self._change(hints=() if chosen == _ON else None)),
        ):
            choices.changed.connect(lambda choices=choices, change=change: change(choices.chosen[0]))
            choices.remade.connect(lambda: tab_as_laid_out(self))
        self.screen_mm.editingFinished.connect(self._measure)
        self.choose.clicked.connect(
            lambda: choose_folder(self, self._look, lambda folder: self._take_folder(folder))
        )
        self.backups.clicked.connect(self.backups_wanted)
        self.test.clicked.connect(self.self_test_wanted)
        self._look.changed.connect(lambda: self.refresh() if self.isVisible() else None)

    def _measure(self) -> None:
        if (width := self.screen_mm.width_or_none()) is not None:
            self._change(screen_mm=width)

    def _take_folder(self, folder: str) -> None:
        self._change(papers=folder)
        self.refresh()

    # -- printers --
    def _know_printers(self, printers: Sequence[Printer]) -> None:
        default = next((p.label for p in printers if p.default), "")
        system = self.tr("系统默认的（{0}）").format(default) if default else self.tr("系统默认的")
        wanted = self._look.preferences.printer
        options = [(_SYSTEM, system), *((p.name, p.label) for p in printers)]
        if wanted and not any(p.name == wanted for p in printers):
            options.append((wanted, self.tr("{0}（现在没有）").format(wanted)))
        self.printer.show_options(options, (wanted,))
        none = self.tr("这台电脑没有打印机：请在系统打印设置里添加。")
        trouble = next((p.words for p in printers if p.name == wanted and p.words), "")
        self._printer_note.say(trouble if printers else none, blocks=False)

    def _no_printers(self, error: Exception) -> None:
        self.printer.show_options(((_SYSTEM, self.tr("系统默认的")),), (self._look.preferences.printer,))
        self._printer_note.say(message_of(error).sentence, blocks=False)

    # -- layout --
    def _show_hall(self) -> None:
        station, minutes = self._facade.station, self._facade.locks_after
        lock = self.tr("{0}分钟没有人动就锁").format(minutes) if minutes else self.tr("不自己锁（演示）")
        rows = [(self.tr("大厅"), station.hall), (self.tr("窗口"), window_name(station.window))]
        if not self._serves:
            rows = [(self.tr("本室"), station.hall)]
        rows.append((self.tr("自动锁屏"), lock))
        if rows == self._hall_rows:
            return
        self._hall_rows = rows
        while (item := self._hall.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (label, words) in enumerate(rows):
            said = TextLabel(words, wrap=True)
            said.setAccessibleName(f"{label}：{words}")
            caption = TextLabel(label, "caption")
            caption.leave_reading_to_parent()
            self._hall.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._hall.addWidget(said, row, 1)
        self._hall.setColumnStretch(1, 1)
        read_as_laid_out(self._hall.parentWidget())

    def _arrange(self) -> None:
        holder = FittingFrame()  # words that wrap leave no empty line to scroll to
        both = QHBoxLayout(holder)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        first = [self._print_card(), self._screen_card()] if self._serves else [self._look_card()]
        second = [self._look_card()] if self._serves else []
        for cards in (first, [*second, self._files_card(), self._hall_card()]):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            both.addLayout(column, 1)
        note = self.tr("改了马上用，只管这台电脑；不用按“保存”。")
        self.column.addWidget(TextLabel(note, "second", wrap=True))
        self.column.addWidget(ColumnScrollArea("settingsArea", holder), 1)

    def _put_by(self) -> None:
        """What this kind of profile has no use for."""
        every = (
            self.printer,
            self.page,
            self.at_once,
            self.screen_input,
            self.screen_full,
            self.screen_mm,
            self._width_problem,
            self.test,
            self.hints,
        )
        for part in (*every, self.backups, self._backup_place, self._printer_note):
            if part.parent() is None:
                part.setParent(self)
                part.hide()

    def _print_card(self) -> QFrame:
        note = self.tr("受理通知书、登记备案凭据可以用小纸；别的文书都是 A4。")
        rows = (
            (self.tr("打印机"), self.printer),
            ("", self._printer_note),
            (self.tr("小纸"), self.page),
            ("", TextLabel(note, "small", wrap=True)),
            (self.tr("出具后直接送"), self.at_once),
            (self.tr("试一试"), _left(self.test)),
            (
                "",
                TextLabel(self.tr("自检打一张试打页，再用扫码枪扫回来；扫码枪不用设。"), "small", wrap=True),
            ),
        )
        return _card(self.tr("打印和扫码"), rows)

    def _look_card(self) -> QFrame:
        rows: list[tuple[str, QWidget]] = [
            (self.tr("字（F12）"), self.letters),
            (self.tr("明暗（F11）"), self.theme),
            (self.tr("声音"), self.sound),
            ("", TextLabel(self.tr("开：要您处理的提示出来时，系统响一声。"), "small", wrap=True)),
        ]
        if self._serves:
            rows.append((self.tr("新手提示"), self.hints))
        return _card(self.tr("屏幕和声音"), rows)

    def _screen_card(self) -> QFrame:
        rows = (
            (self.tr("宽度（毫米）"), _left(self.screen_mm)),
            ("", self._width_problem),
            (
                "",
                TextLabel(
                    self.tr("量了，字和按键就按手指的大小排；空着照屏幕自己说的。"), "small", wrap=True
                ),
            ),
            (self.tr("用什么选"), self.screen_input),
            (self.tr("只有一块屏时"), self.screen_full),
            (
                "",
                TextLabel(
                    self.tr("Ctrl+D 打开，再按一次或者按 Esc 收回；铺满时别的键不起作用。"),
                    "small",
                    wrap=True,
                ),
            ),
        )
        return _card(self.tr("申请人屏"), rows)

    def _files_card(self) -> QFrame:
        rows = [
            (self.tr("文件存到"), self.folder),
            ("", _left(self.choose)),
        ]
        if self._facade.backups is not None:
            rows += [(self.tr("自动备份到"), self._backup_place), ("", _left(self.backups))]
        return _card(self.tr("文件和备份"), rows)

    def _hall_card(self) -> QFrame:
        title = self.tr("大厅定的，这里只能看") if self._serves else self.tr("设置本室时定的，这里只能看")
        card = _card(title, ())
        layout = card.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(self._hall)
        if self._serves:
            where = self.tr("要改：值班负责人在“大厅 → 登记册”改，签发以后各窗口一样。")
            layout.addWidget(TextLabel(where, "small", wrap=True))
        return card


def _card(title: str, rows: Sequence[tuple[str, QWidget]]) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 14)
    column.setSpacing(10)
    column.addWidget(TextLabel(title, "strong"))
    grid = QGridLayout()  # a row of which nothing is shown takes no room
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    for row, (label, part) in enumerate(rows):
        if label:
            grid.addWidget(TextLabel(label, "caption"), row, 0)
        grid.addWidget(part, row, 1)
    if rows:
        column.addLayout(grid)
    return card


def _left(part: QWidget) -> QWidget:
    """The part in its own width, at the left."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(part)
    line.addStretch(1)
    return holder
