"""Acts on one person of the register (人员): leaving, absence, return, and the desk card shown and printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.register.absence_words import Gone, possible_deputies
from counter.domain.hall.register.issue import needs_two
from counter.domain.hall.register.records import RegisteredStaff
from counter.domain.hall.register.register import change_to
from counter.domain.hall.rights import Capability, may
from counter.ui.facades.hall import HallFacade, RegisterView
from counter.ui.hall.absence_panel import AbsencePanel, StaffAct
from counter.ui.hall.desk_card_panel import DeskCardPanel
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look


class StaffActs(QWidget):
    """Shown with the section 人员. Signals: ``announced(message)``; ``opened(bool)`` as one of its panels opens or
    closes; ``changed(view)`` with the register after an act.
    """

    announced = Signal(Message)
    opened = Signal(bool)
    changed = Signal(object)

    def __init__(self, facade: HallFacade, background: Background, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staffActs")
        self._facade, self._background = facade, background
        self._view: RegisterView | None = None
        self._person: RegisteredStaff | None = None
        self._keeper = ""
        self.leave = ActButton("staffLeave", self.tr("离开…"), "Alt+L", enter=True)
        self.away = ActButton("staffAway", self.tr("请假、缺勤…"), "Alt+Q", enter=True)
        self.back = ActButton("staffBack", self.tr("回来了…"), "Alt+B", enter=True)
        self.card = ActButton("staffCard", self.tr("岗位牌…"), "Alt+G", enter=True)
        self._panel = LazyPart(partial(self._make_panel, look), self)
        self._desk_card = LazyPart(self._make_desk_card, self)
        acts: tuple[tuple[ActButton, str, Callable[[], None]], ...] = (
            (self.leave, "Alt+L", lambda: self._open(StaffAct.LEAVE)),
            (self.away, "Alt+Q", lambda: self._open(StaffAct.AWAY)),
            (self.back, "Alt+B", lambda: self._open(StaffAct.BACK)),
            (self.card, "Alt+G", self._ask_card),
        )
        line = FlowLayout(gap=12)
        for button, key, act in acts:
            button.clicked.connect(act)
            bind_key(self, key, button.click)  # owned here: while this is hidden others may use the key
            line.addWidget(button)
        self._buttons = QWidget()
        self._buttons.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._buttons)

    @property
    def panel(self) -> AbsencePanel:
        """What asks for the days and signs."""
        return self._panel()

    @property
    def desk_card(self) -> DeskCardPanel:
        """What a desk card will say."""
        return self._desk_card()

    @property
    def signs_now(self) -> bool:
        """Whether something waits here to be signed."""
        return self._panel.is_open

    @property
    def open_now(self) -> bool:
        """Whether one of the panels is open."""
        return self._panel.is_open or self._desk_card.is_open

    def show_person(
        self, person: RegisteredStaff | None, view: RegisterView, keeper: str, *, waits: bool
    ) -> None:
        """Offer what can be done with that person; nothing for a new one and while changes wait to be signed."""
        if person is None or self._person is None or person.code != self._person.code:
            self.dismiss()
        self._person, self._view, self._keeper = person, view, keeper
        can = person is not None and view.keeper and not waits
        for button in (self.leave, self.away, self.back):
            button.setEnabled(can)
        self.back.setVisible(person is not None and person.away_since is not None)
        self.card.setVisible(person is not None and may(person.role, Capability.SERVE))
        self.setVisible(person is not None and person.code in view.state.staff)

    def press(self) -> bool:
        """Sign what the open panel states; False where none is open."""
        if not self.signs_now:
            return False
        panel, facade = self.panel, self._facade
        code = panel.code
        work: Callable[[], RegisterView]
        try:
            if panel.act is StaffAct.LEAVE:
                last = panel.last_day()
                by, agreed = panel.take()
                work = lambda: facade.leave(code, last, by, agreed)  # noqa: E731
            else:
                absence = panel.absence()
                by, agreed = panel.take()
                work = lambda: facade.be_absent(code, absence, by, agreed)  # noqa: E731
        except CounterError as wrong:
            panel.refuse(wrong.sentence, wrong.field or "")
            return True
        self._background.run(work, self._done, self._refused)
        return True

    def dismiss(self) -> bool:
        """Close the panel that is open; whether there was one."""
        made = [part for part in (self._panel.made, self._desk_card.made) if part is not None]
        closed = [part.dismiss() for part in made]
        if any(closed):
            self._buttons.show()
            self.opened.emit(False)
        return any(closed)

    def _make_panel(self, look: Look) -> AbsencePanel:
        made = AbsencePanel(look, self._follows, self._deputies, self)
        made.signed.connect(self.press)
        made.dropped.connect(self.dismiss)
        made.announced.connect(self.announced)
        self._column.addWidget(made)
        return made

    def _make_desk_card(self) -> DeskCardPanel:
        made = DeskCardPanel(self)
        made.dropped.connect(self.dismiss)
        made.printed.connect(self._print)
        self._column.addWidget(made)
        return made

    def _open(self, act: StaffAct) -> None:
        person, view = self._person, self._view
        if person is None or view is None:
            return
        self.dismiss()
        takes_two = needs_two(change_to(person, view.today))
        self._buttons.hide()
        self.opened.emit(True)
        self.panel.open_for(act, person, view.today, keeper=self._keeper, takes_two=takes_two)

    def _ask_card(self) -> None:
        person = self._person
        if person is not None:
            self._background.run(lambda: self._facade.desk_card(person.code), self._show_card)

    def _show_card(self, card: DeskCard) -> None:
        self.dismiss()
        self._buttons.hide()
        self.opened.emit(True)
        self.desk_card.show_card(card)

    def _print(self, code: str, page: str) -> None:
        self._background.run(lambda: self._facade.print_desk_card(code, page), self._sent, lane=Lane.PAPERS)

    def _sent(self, printer: str) -> None:
        self.announced.emit(Message(Tone.DONE, self.tr("岗位牌已送到{0}。").format(printer)))

    def _follows(self, gone: Gone) -> tuple[str, ...]:
        return () if self._view is None else self._facade.follows(self._view.state, gone)

    def _deputies(self, code: str, day: date) -> tuple[RegisteredStaff, ...]:
        return () if self._view is None else possible_deputies(self._view.state, code, day)

    def _done(self, view: RegisterView) -> None:
        self.panel.words.done()
        self.dismiss()
        self.changed.emit(view)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, CounterError):
            self.panel.refuse(error.placed, error.field or "")
        else:
            self.announced.emit(message_of(error))
