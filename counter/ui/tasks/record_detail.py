"""One record at the right of 记录: its sentence, why it is unusual, what happened around it, and whom it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.calendar.workdays import civil_time
from counter.domain.case.person_events import LookReason
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import FittingFrame
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import Badge, ProblemLabel, Rule, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.theme import Look
from counter.ui.tasks.record_list import about, tone_of, when, who

if TYPE_CHECKING:
    from counter.domain.tasks.records.record import AuditRecord
    from counter.services.tasks.reveal_applicant import RevealedApplicant
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.records import RecordsFacade

_MOST_NEAR = 12
_PAUSE_MS = 150
"""Neighbours are asked for once the person stops walking through the list."""


class RecordDetail(FittingFrame):
    """Signals: ``left`` with Escape; ``looked`` after a name was shown, which is on record; ``case_wanted(number)``."""

    left = Signal()
    looked = Signal()
    case_wanted = Signal(str)

    def __init__(
        self, facade: RecordsFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recordDetail")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setProperty("role", "card")
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._record: AuditRecord | None = None
        self._asked = 0
        self._revealing = False
        self._sentence = TextLabel("", "title", wrap=True)
        self._sentence.setObjectName("recordSentence")
        self._where = TextLabel("", "second", wrap=True)
        self._tags = QVBoxLayout()
        self._near = QVBoxLayout()
        self._near_title = TextLabel(self.tr("前后半小时"), "strong")
        self._open = ActButton("recordOpenCase", self.tr("打开这一件"), "Ctrl+O", "link")
        self.reasons = Choices(look, "lookReason", self.tr("为什么要看"))
        self.pin = PinField("lookPin", self.tr("本人口令"))
        self.reveal_button = ActButton("revealApplicant", self.tr("看是谁，并记录在案"), "Enter")
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.reasons, "reason")
        self.refusals.add(self.pin, "pin")
        self._shown = TextLabel("", "strong", wrap=True)
        self._shown.setObjectName("revealedApplicant")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("revealedWords")
        self._form = QWidget()
        self._people: Mapping[str, str] = {}
        self._stopped = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._stopped.timeout.connect(self._ask_near)
        self._arrange()
        self.reasons.show_options([(one.value, one.value) for one in LookReason])
        self.reasons.left.connect(lambda: self.pin.setFocus(Qt.FocusReason.OtherFocusReason))
        self.pin.returnPressed.connect(self.reveal)
        self.reveal_button.clicked.connect(self.reveal)
        self._open.clicked.connect(self.open_case)
        self.show_record(None, {}, 0)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set who is looking; what was shown is forgotten."""
        self._clerk = clerk
        self._forget()

    def show_record(self, record: AuditRecord | None, people: Mapping[str, str], year: int) -> None:
        """Show this one; names shown before are forgotten."""
        self._asked += 1
        self._record, self._people = record, people
        self._stopped.stop()
        self._forget()
        _empty(self._near)
        self._near_title.hide()
        self.setVisible(record is not None)
        if record is None:
            return
        self._sentence.setText(record.sentence)
        when_and_who = f"{when(record, year)}:{civil_time(record.at):%S} · {who(record, people)}"
        what = " · ".join(part for part in (record.kind.value, about(record)) if part)
        self._where.setText(f"{when_and_who}\n{what}")
        _empty(self._tags)
        for reason in record.unusual:
            self._tags.addWidget(Badge(reason, tone_of(record)), 0, Qt.AlignmentFlag.AlignLeft)
        of_case = _is_case(record)
        self._form.setVisible(of_case)
        self._open.setVisible(of_case)
        self._stopped.start()

    def take_focus(self) -> None:
        """Enter in the list: to the form, where there is one."""
        if self._form.isVisibleTo(self):
            self.reasons.take_focus()

    def open_case(self) -> None:
        """Ask for the case in 查件, where a further look is logged as ever."""
        if self._record is not None and _is_case(self._record):
            self.case_wanted.emit(self._record.about)

    def reveal(self) -> None:
        """Show the applicant, by the PIN and for the chosen reason; the PIN is cleared at once."""
        record, clerk, pin = self._record, self._clerk, self.pin.text()
        self.pin.clear()
        if record is None or clerk is None or self._revealing or not _is_case(record):
            return
        reason = next(iter(self.reasons.chosen), "")
        if not reason:
            self.refusals.say(self.tr("先选为什么要看。"), "reason")
            return
        if not pin:
            self.refusals.say(self.tr("还要本人的口令。"), "pin")
            return
        self.refusals.clear()
        self._revealing = True
        asked = self._asked

        def show(shown: RevealedApplicant) -> None:
            self._revealing = False
            self.looked.emit()
            if asked == self._asked:
                self._show_applicant(shown)

        def refuse(error: Exception) -> None:
            self._revealing = False
            if asked == self._asked:
                self.refusals.refuse(error, self.pin)

        self._background.run(lambda: self._facade.reveal(record, reason, clerk, pin), show, refuse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._forget()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_applicant(self, shown: RevealedApplicant) -> None:
        self._shown.setText(self.tr("{0}　{1}").format(shown.applicant, shown.bundle_name))
        self._words.setText(self.tr("当时写的：{0}").format(shown.words) if shown.words else "")
        self._shown.show()
        self._words.setVisible(bool(shown.words))

    def _forget(self) -> None:
        """Nobody's name stays on the screen for the next record or person."""
        self.pin.clear()
        self.refusals.clear()
        self.reasons.choose(())
        for label in (self._shown, self._words):
            label.setText("")
            label.hide()

    def _ask_near(self) -> None:
        record, clerk, asked = self._record, self._clerk, self._asked
        if record is None or clerk is None:
            return

        def show(near: Sequence[AuditRecord]) -> None:
            if asked == self._asked:
                self._show_near(record, near)

        self._background.run(lambda: self._facade.neighbours(record, clerk), show, lane=Lane.PAPERS)

    def _show_near(self, record: AuditRecord, near: Sequence[AuditRecord], most: int = _MOST_NEAR) -> None:
        """The nearest ``most``, and a button for the others where there are more."""
        others = [one for one in near if (one.entry, one.kind) != (record.entry, record.kind)]
        nearest = sorted(others, key=lambda one: abs(one.at - record.at))[:most]
        _empty(self._near)
        self._near_title.setVisible(bool(nearest))
        for one in sorted(nearest, key=lambda one: (one.at, one.place)):
            role = "current" if one.who == record.who else "small"
            words = f"{civil_time(one.at):%H:%M}　{who(one, self._people)}　{one.sentence}"
            self._near.addWidget(TextLabel(words, role, wrap=True))
        if more := len(others) - len(nearest):
            button = ActButton("moreNear", self.tr("还有{0}条，都列出").format(more), "", "link", enter=True)
            button.clicked.connect(lambda: self._show_near(record, near, len(others)))
            self._near.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _arrange(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addWidget(Rule())
        form.addWidget(TextLabel(self.tr("是谁的"), "strong"))
        hint = self.tr("记录里没有申请人的姓名。要看，先选理由，再输本人口令：这一次查看也记录在案。")
        form.addWidget(TextLabel(hint, "small", wrap=True))
        form.addWidget(self.reasons)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(labelled(self.pin), 1)
        line.addWidget(self.reveal_button, 0, Qt.AlignmentFlag.AlignBottom)
        form.addLayout(line)
        for part in (self._problem, self._shown, self._words):
            form.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 8, 16)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addWidget(self._where)
        self._tags.setSpacing(6)
        column.addLayout(self._tags)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._form)
        column.addWidget(self._near_title)
        self._near.setSpacing(4)
        column.addLayout(self._near)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(FittingScrollArea("recordScroll", inside))


def _is_case(record: AuditRecord) -> bool:
    """Whether it is about a case, whose number is known here."""
    return record.about[:1].isdigit()


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
