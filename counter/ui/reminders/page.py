"""告知: the day's telephone list; each call read aloud, its outcome one key, the next at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter.domain.case.reminder_events import ReminderOutcome
from counter.domain.errors import CounterError, StaleBase
from counter.ui.kit.background import Background
from counter.ui.kit.controls.card import at_top
from counter.ui.kit.controls.labels import KeyCap, TextLabel
from counter.ui.kit.controls.page_columns import ListAndDetail, OneColumn
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.controls.page_turn import turn_to
from counter.ui.kit.controls.start_note import StartNote
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look
from counter.ui.reminders.call_card import CallCard
from counter.ui.reminders.call_list import CallListView
from counter.ui.reminders.gateway_bar import GatewayBar

if TYPE_CHECKING:
    from counter.services.reminders.list_calls import CallList, CallRow
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.reminders import RemindersFacade

_LEAST_LIST = 15
"""Letters: a masked name, what about, the end of a number."""


class RemindersPage(QWidget):
    """Signals: ``announced(message)``; ``case_wanted(number)`` with Enter; ``changed`` after what is to be told has."""

    announced = Signal(Message)
    case_wanted = Signal(str)
    changed = Signal()

    def __init__(
        self, facade: RemindersFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("告知"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # receives the keys while the list is empty
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._asked = 0
        self._busy = False
        self._holding = False
        self._last = ""  # the case whose outcome was recorded last
        self._wanted = ""  # the number of a case to begin with
        self._strokes = StrokeFilter(self)
        self._summary = TextLabel("", "second")
        self._summary.setObjectName("callSummary")
        self.none = StartNote("noCalls")
        self.list = CallListView(look)
        self.card = CallCard(look)
        self.gateway = GatewayBar(facade, background, look)
        self._arrange()
        self._connect()

    @property
    def half_done(self) -> str:
        """A reason half typed."""
        return self.card.half_done

    @property
    def put_aside(self) -> tuple[str, ...]:
        """What was typed for other calls, and waits."""
        return self.card.words.titles

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the clerk; the rows of the one before go at once, what was typed waits for who typed it."""
        self.card.close_fields()
        self.card.clerk = clerk.code if clerk else ""
        self._clerk = clerk
        self._asked += 1
        self._last = ""
        self._busy = False
        self.gateway.set_clerk(clerk)
        self.list.show_rows(())
        self._summary.setText("")

    def begin_with(self, number: str) -> None:
        """The call about that case is the first one shown."""
        self._wanted = number

    def on_shown(self) -> None:
        """The page is shown: read the list anew."""
        self.refresh()
        self._take_keys()

    def refresh(self) -> None:
        """Read the list; an answer to an older question is dropped."""
        if self._clerk is None:
            return
        self._asked += 1
        asked = self._asked

        def show(found: CallList) -> None:
            if asked == self._asked:
                self._show(found)

        self._background.run(self._facade.calls, show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list's keys: an outcome, or the number while it is held."""
        if isinstance(event, QKeyEvent) and watched is self.list:
            if event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)
            if event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_V:
                if not event.isAutoRepeat():
                    self._mask()
                return True
        if watched is self.list and event.type() == QEvent.Type.FocusOut:
            self._mask()
        return super().eventFilter(watched, event)

    def undo(self) -> None:
        """Take the last outcome back by a correcting entry."""
        clerk, case = self._clerk, self._last
        if clerk is None or self._busy:
            return
        if not case:
            self.announced.emit(Message(Tone.SAID, self.tr("还没有登记过，没有可以收回的。")))
            return
        self._busy = True

        def done(row: CallRow | None) -> None:
            self._busy = False
            self._last = ""
            self._put(case, row, stay=True)
            self.announced.emit(Message(Tone.DONE, self.tr("已收回上一条，另记一条更正。")))

        self._background.run(lambda: self._facade.undo(case, clerk), done, self._refuse)

    # -- outcomes --
    def _take_key(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return event.key() == Qt.Key.Key_V or event.text().isdigit()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.card.close_fields()
            self.gateway.close_pin()
            self._take_keys()
            return True
        if not plain:
            return False
        if event.key() == Qt.Key.Key_V:
            self._hold()
            return True
        if event.text().isdigit():
            return self._strokes.again(event) or self._busy or self.card.press(event.text())
        return False

    def _record(self, outcome: ReminderOutcome, words: str) -> None:
        row, clerk = self.list.row(), self._clerk
        if row is None or clerk is None or self._busy:
            return
        self._busy = True
        said = words or row.sentence

        def done(after: CallRow | None) -> None:
            self._busy = False
            self.card.words.done()
            self._last = row.case
            self._put(row.case, after, stay=outcome is ReminderOutcome.WRONG_NUMBER)
            words = self.tr("已登记：{0} {1}。按错了按 Ctrl+Z 收回。").format(row.who, outcome.label)
            self.announced.emit(Message(Tone.DONE, words))
            self._take_keys()

        self._background.run(lambda: self._facade.done(row, outcome, said, clerk), done, self._refuse)

    def _renumber(self, number: str) -> None:
        row, clerk = self.list.row(), self._clerk
        if row is None or clerk is None or self._busy:
            return
        self._busy = True

        def done(after: CallRow | None) -> None:
            self._busy = False
            self.card.words.done()
            self._put(row.case, after, stay=True)
            self.announced.emit(Message(Tone.DONE, self.tr("号码已更正，可以打了。")))
            self._take_keys()

        self._background.run(lambda: self._facade.renumber(row.case, number, clerk), done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, StaleBase):
            self.announced.emit(Message(Tone.SAID, self.tr("这一件刚被别处改过，已换成最新的，请再看一遍。")))
            self.refresh()
        elif isinstance(error, CounterError):
            (self.card.say if self._typing else self._announce)(message_of(error).sentence)
        else:
            raise error

    def _announce(self, sentence: str) -> None:
        self.announced.emit(Message(Tone.REFUSED, sentence))

    @property
    def _typing(self) -> bool:
        return not (self.card.why.isHidden() and self.card.number.isHidden())

    # -- the number --
    def _hold(self) -> None:
        row, clerk = self.list.row(), self._clerk
        if row is None or clerk is None or not row.masked or self._holding:
            return
        self._holding = True

        def show(number: str) -> None:
            if self._holding and self.list.row() is row:
                self.card.show_number(number)

        self._background.run(lambda: self._facade.number(row.case, clerk), show, self._refuse)

    def _mask(self) -> None:
        self._holding = False
        self.card.show_number("")

    # -- showing --
    def _show(self, found: CallList) -> None:
        at = next((n for n, row in enumerate(found.rows) if row.number == self._wanted), 0)
        self._wanted = ""
        self.list.show_rows(found.rows, at)
        self._show_state(closed=not found.open, waiting=found.waiting, more=found.more)

    def _show_state(self, *, closed: bool = False, waiting: int = 0, more: bool = False) -> None:
        rows = self.list.rows
        late = sum(row.overdue for row in rows)
        words = self.tr("{0}件").format(len(rows)) + (
            self.tr("，超期没有告知的 {0}").format(late) if late else ""
        )
        self._summary.setText((words + (self.tr("，打完还有") if more else "")) if rows else "")
        if closed:
            said = (
                self.tr("现在不打电话"),
                self.tr("工作日 8:00—20:00 才告知。有 {0} 件等着。").format(waiting),
            )
        else:
            said = (
                self.tr("今天没有要告知的"),
                self.tr(
                    "受理、要补正、容缺快到期、结果可以领取……到了要告知的时候，同意提醒、留了电话的申请人排在这里，"
                    "照着念，一个键记下结果。"
                ),
            )
        self.none.say(*said)
        if not rows and self.list.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        turn_to(self._told, self._told.widget(bool(rows)))

    def _put(self, case: str, row: CallRow | None, *, stay: bool) -> None:
        """A call as it is now: gone, behind the others, or (``stay``) where it was."""
        rows, at = list(self.list.rows), max(0, self.list.currentIndex().row())
        place = next((n for n, one in enumerate(rows) if one.case == case), None)
        if place is not None:
            rows.pop(place)
        if row is not None:
            rows.insert(len(rows) if not stay else at if place is None else place, row)
            at = rows.index(row) if stay else at
        self.list.show_rows(rows, at)
        self._show_state()
        self.changed.emit()

    def _on_current(self, row: CallRow | None) -> None:
        self._holding = False
        self.card.show_row(row)

    def _take_keys(self) -> None:
        held_by = self.list if self.list.isVisibleTo(self) else self
        held_by.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.list.installEventFilter(self)
        self.list.current.connect(self._on_current)
        self.list.opened.connect(lambda row: self.case_wanted.emit(row.number))
        self.card.announced.connect(self.announced)
        self.card.decided.connect(self._record)
        self.card.renumbered.connect(self._renumber)
        self.card.held.connect(self._hold)
        self.card.released.connect(self._mask)
        self.gateway.announced.connect(self.announced)
        self.gateway.changed.connect(self.refresh)
        self.gateway.changed.connect(self.changed)
        self.gateway.left.connect(self._take_keys)
        for key, act in (
            ("Ctrl+Z", self.undo),
            ("Ctrl+E", self.gateway.export.click),
            ("Ctrl+O", self.gateway.take_in.click),
            ("F5", self.refresh),
        ):
            bind_key(self, key, act)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(TextLabel(self.tr("告知"), "title"))
        head.addWidget(self._summary)
        head.addStretch(1)
        for words, key in ((self.tr("打开办件"), "Enter"), (self.tr("收回上一条"), "Ctrl+Z")):
            head.addWidget(TextLabel(words, "small"))
            head.addWidget(KeyCap(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        alone = QWidget()
        above = QVBoxLayout(alone)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(OneColumn(self._look, self.none))
        above.addStretch(1)
        self._told = QStackedWidget()
        for part in (alone, ListAndDetail(self._look, self.list, at_top(self.card), least=_LEAST_LIST)):
            self._told.addWidget(part)
        column.addWidget(self._told, 1)
        column.addWidget(self.gateway)
