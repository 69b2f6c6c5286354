"""撤窗: what is held at this window, and two acts of two people: it closes for good, or takes over from a lost one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.document.numbering import grouped
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.closing import HallClosing, WindowClosingView
from counter.ui.hall.closing_forms import ClaimCasesForm, CloseWindowForm, WindowAct, WindowForm
from counter.ui.hall.holdings_list import HoldingsList
from counter.ui.kit.announcement import announce
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import LINE, TABLE, widen_to
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.spoken_progress import SpokenProgress
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from counter.services.case.close_window import WindowLeft
    from counter.services.case.list_window import ListedWindow


class WindowClosingPage(QWidget):
    """Signals: ``announced(message)``; ``changed`` after cases changed their window; ``progress(done, of)``."""

    announced = Signal(Message)
    changed = Signal()
    progress = Signal(int, int)

    def __init__(
        self,
        facade: HallClosing,
        now: Callable[[], datetime],
        background: Background,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("closingPage")
        self._facade, self._now, self._background, self._look = facade, now, background, look
        self._clerk: Clerk | None = None
        self._view = WindowClosingView()
        self._told = ""
        self._running = self._listing = False
        self.which = Choices(look, "closingWhich", self.tr("撤窗还是接管"))
        self.which.show_options(
            [("close", self.tr("撤掉本窗口")), ("claim", self.tr("接管别的窗口的件"))], ("close",)
        )
        self.which.changed.connect(self._turn)
        self._state = TextLabel("", "gap", wrap=True)
        self._state.setObjectName("closingState")
        self._held = TextLabel("", "second", wrap=True)
        self._held.setObjectName("closingAbout")
        self._list = HoldingsList()
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("closingNone")
        self.print = ActButton("closingPrint", self.tr("打印移交清单"), "F8", prints=True)
        self.print.clicked.connect(lambda: self._list_then(self._print))
        self.save = ActButton("closingSave", self.tr("存成 PDF…"), enter=True)
        self.save.clicked.connect(self._choose_place)
        self.forms: dict[str, WindowForm] = {"close": CloseWindowForm(look), "claim": ClaimCasesForm(look)}
        for form in self.forms.values():
            form.wanted.connect(self._perform)
            form.closed.connect(self._put_down)
            form.unseen.connect(self.announced)
        self._spoken = SpokenProgress(self)
        self.progress.connect(self._show_progress)
        bind_key(self, "F9", self._press)
        bind_key(self, "F8", self.print.click)
        self._arrange()

    @property
    def half_done(self) -> str:
        """Title of a form with input, or that is being done; else empty."""
        form = self._form
        return form.accessibleName() if self._running or form.touched else ""

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Nothing begun by one person is finished by another, and nobody reads another's list."""
        self._clerk = clerk
        self._view = WindowClosingView()
        self._put_down()

    def on_shown(self) -> None:
        """The page was shown: read what is held here."""
        self.which.take_focus()
        self._read()

    def _press(self) -> None:
        if self._form.isVisibleTo(self):
            self._form.press()

    @property
    def _form(self) -> WindowForm:
        return self.forms[(*self.which.chosen, "close")[0]]

    def _turn(self) -> None:
        for form in self.forms.values():
            form.disarm()
        self._show(self._view)

    def _put_down(self) -> None:
        if not self._running:
            self._show(self._view)
            self.which.take_focus()

    # -- showing --
    def _read(self) -> None:
        clerk = self._clerk
        if clerk is None or self._running:
            return
        self._background.run(lambda: self._facade.view(clerk), self._show, self._say_unread)

    def look_again(self) -> None:
        """Another program wrote: what is held by now. A form that is begun stays; where nothing is left for it to do,
        that is said.
        """
        clerk = self._clerk
        if clerk is None or self._running:
            return

        def show(view: WindowClosingView) -> None:
            if self._running or view == self._view:
                return
            if not self._form.touched:
                self._show(view)
                return
            self._view = view
            self._say_state()
            if why := self._why_not():
                self._form.refuse(Message(Tone.REFUSED, why))

        self._background.run(lambda: self._facade.view(clerk), show, lambda _: None)

    def _say_unread(self, error: Exception) -> None:
        """Nothing could be read: the reason stands where the list would."""
        message = message_of(error)
        self._show(WindowClosingView(refused=message.sentence))
        self.announced.emit(message)

    def _show(self, view: WindowClosingView) -> None:
        self._view = view
        closes = self._form is self.forms["close"]
        about = self._about_list() if closes else self._about_claiming()
        self._held.setText(about)
        self._held.setVisible(bool(about))
        self._list.show_lines(view.held if closes else ())
        for button in (self.print, self.save):
            button.setVisible(closes and bool(view.held))
        self._say_state()
        why = self._why_not()
        self._none.setText(why)
        self._none.setVisible(bool(why))
        turn_to(self._stack, self._form)
        self._stack.setVisible(not why)
        if not why:
            offer: AvailableAct[WindowAct] = AvailableAct(WindowAct, why=self._purpose())
            self._form.open_for(view, offer, civil_date(self._now()))
        self._tell(about, self._state.text(), why or self._purpose())

    def _tell(self, *words: str) -> None:
        """What the page says of the side that is chosen, once: the focus is on the choice."""
        told = "".join(filter(None, words))
        if self._view.station and self.isVisible() and told != self._told:
            self._told = told
            announce(self, told)

    def _about_list(self) -> str:
        """Beside an empty list: why it is empty."""
        if self._view.held:
            return ""
        return self._view.refused or self.tr("正在读窗口里有什么…")

    def _about_claiming(self) -> str:
        return self.tr(
            "窗口的电脑烧坏、丢失、再也开不了，那边的件在这里接着办：这里知道的都接过来，一件一条记录，期限照原来的算。"
            "那边没有传出来的记录这里没有；那台电脑再出现的，两边的记录合在一起，有矛盾的由值班负责人处理。"
            "申请人的资料要向持有大厅钥匙环的窗口申请才看得到，接管时一起申请。"
        )

    def _purpose(self) -> str:
        if self._form is self.forms["claim"]:
            return self.tr("两个人签名。原来的窗口还开着的，请它自己移交，不要接管。")
        return self.tr(
            "两个人签名。左边的清单先看一遍：撤窗以后本窗口不再收件，在办的件和收着的原件全部交过去。"
        )

    def _why_not(self) -> str:
        view = self._view
        if view.refused or not view.station:
            return view.refused or self.tr("正在读…")
        if self._form is self.forms["claim"]:
            return "" if view.elsewhere else self.tr("这里没有别的窗口在办的件，没有可以接管的。")
        if view.closing is not None and view.closing.done:
            return self.tr("件都已经交过去了，没有要办的了。")
        return "" if view.windows else self.tr("登记册里没有别的窗口可以接件；先在“登记册”里登记。")

    def _say_state(self) -> None:
        closing, words = self._view.closing, ""
        if closing is not None and not closing.done:
            words = self.tr(
                "撤窗没有办完：还有件没有交给窗口 {0}，本窗口已经不收件。再办一次就接着交。"
            ).format(closing.to)
        elif closing is not None:
            words = self._after(closing.cases, closing.to)
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _after(self, cases: int, to: str) -> str:
        words = self.tr(
            "本窗口已撤窗，{0} 件已移交窗口 {1}。接着办四件事：打印移交清单（F8），两个人签；"
            "上报（或拷到U盘）到没有待上报的；在登记册里写上这个窗口的最后一天；"
            "请汇聚库的管理员停它的登录（counter hub revoke {2} --reason 撤窗 --close）。"
        )
        return words.format(cases, to, self._view.station)

    def _show_progress(self, done: int, of: int) -> None:
        self._state.setText(self.tr("正在办：{0} / {1} 件").format(done, of))
        self._state.show()
        self._spoken.step(self._state.text())

    # -- acting --
    def _perform(self) -> None:
        form, clerk = self._form, self._clerk
        if clerk is None or self._running:
            return
        act, closes = form.build(), form is self.forms["close"]
        self._running = True
        form.wait(True)
        tell = self.progress.emit
        if closes:
            self._background.run(
                lambda: self._facade.close(act.station, act.reason, clerk, act.consent, tell),
                self._closed,
                self._refuse,
            )
        else:
            self._background.run(
                lambda: self._facade.claim(act.station, act.reason, clerk, act.consent, tell),
                lambda done: self._claimed(*done),
                self._refuse,
            )

    def _closed(self, done: WindowLeft) -> None:
        words = self.tr("移交了 {0} 件。").format(done.moved) + self._left(done.left)
        if done.closing.done:
            words = self._after(done.closing.cases, done.closing.to)
        self._end(words, whole=not done.left)

    def _claimed(self, taken: tuple[str, ...], left: tuple[tuple[str, str], ...]) -> None:
        self._end(
            self.tr("接管了 {0} 件，以后在这里办。").format(len(taken)) + self._left(left), whole=not left
        )

    def _left(self, left: tuple[tuple[str, str], ...]) -> str:
        if not left:
            return ""
        number, why = left[0]
        return self.tr("有 {0} 件没有办成，例如 {1}：{2}").format(len(left), grouped(number), why)

    def _end(self, words: str, *, whole: bool) -> None:
        self._running = False
        self._form.wait(False)
        self.announced.emit(Message(Tone.DONE if whole else Tone.SAID, words))
        self.changed.emit()
        self._read()

    def _refuse(self, error: Exception) -> None:
        self._running = False
        self._form.wait(False)
        self._say_state()
        message = message_of(error)
        self._form.refuse(message)
        if message.tone in (Tone.BUG, Tone.WORLD):
            self.announced.emit(message)

    # -- the paper --
    def _list_then(self, then: Callable[[ListedWindow], None]) -> None:
        clerk = self._clerk
        if clerk is None or self._listing or self._running:
            return
        self._listing = True

        def listed(found: ListedWindow) -> None:
            self._listing = False
            then(found)

        self._background.run(lambda: self._facade.list_now(clerk), listed, self._refuse_list)

    def _print(self, found: ListedWindow) -> None:
        def sent(printer: str) -> None:
            words = self.tr("移交清单已送 {0}：打两份，移交、接收的人当面点过，签名各存一份。").format(
                printer
            )
            self.announced.emit(Message(Tone.DONE, words))

        self._background.run(
            lambda: self._facade.print_list(found), sent, self._refuse_list, lane=Lane.PAPERS, once="list"
        )

    def _choose_place(self) -> None:
        day = civil_date(self._now()).isoformat()
        ask_new_file(
            self.window(),
            self._look,
            "closingPlace",
            self.tr("存到哪里"),
            self.tr("移交清单 {0} {1}.pdf").format(self._view.station, day),
            lambda file: self._list_then(lambda found: self._save(found, file)),
        )

    def _save(self, found: ListedWindow, file: Path) -> None:
        def saved(_: None) -> None:
            self.announced.emit(Message(Tone.DONE, self.tr("移交清单已存到 {0}。").format(file)))

        self._background.run(
            lambda: self._facade.save_list(found, file), saved, self._refuse_list, lane=Lane.FILES
        )

    def _refuse_list(self, error: Exception) -> None:
        self._listing = False
        self.announced.emit(message_of(error))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(TextLabel(self.tr("撤窗与接管"), "title"))
        head.addWidget(self.which, 1)
        head.addWidget(self.print)
        head.addWidget(self.save)
        inside = FittingFrame()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 16)
        left.setSpacing(10)
        left.addWidget(self._held)
        left.addWidget(self._list)
        left.addStretch(1)
        area = ColumnScrollArea("closingList", inside, reads=True)
        area.setAccessibleName(self.tr("窗口里有什么"))
        self._stack = QStackedWidget()
        for form in self.forms.values():
            self._stack.addWidget(form)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        beside.addWidget(self._none)
        beside.addWidget(self._stack)
        beside.addStretch(1)
        widen_to(self._look, area, TABLE - 1)
        widen_to(self._look, right, LINE + 2)
        line = QHBoxLayout()
        line.setSpacing(24)
        line.addWidget(area, 5)
        line.addWidget(right, 5)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addLayout(line, 1)
