"""Shown instead of findings for a manual check: how it is confirmed, its last result, and the form for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.domain.authoring.lint.summary import REACHED, percent
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.guide.model import Tri
from counter.domain.guide.publication import Evidenced
from counter.services.authoring.lint import record_evidence
from counter.ui.authoring.lint.evidence_form import EvidenceForm
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.calm_scroll import CalmScroll
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.lint.lint import CheckResult


class EvidencePanel(QWidget):
    """Signals: ``said(message)``; ``recorded`` after a new result; ``closed`` when the focus returns."""

    said = Signal(Message)
    recorded = Signal()
    closed = Signal()

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("evidencePanel")
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._result: CheckResult | None = None
        self._how = TextLabel("", wrap=True)
        self._last = TextLabel("", wrap=True)
        self._last.setObjectName("evidenceLast")
        self.open = ActButton("evidenceOpen", self.tr("记下确认结果…"), "Enter", enter=True)
        self.open.clicked.connect(self.open_form)
        self.form = EvidenceForm(look)
        self.form.wanted.connect(self._record)
        self.form.closed.connect(self._close)
        self.form.unseen.connect(self.said)
        card = self._card = QFrame()
        card.setProperty("role", "card")
        card_column = QVBoxLayout(card)
        card_column.setContentsMargins(16, 12, 16, 12)
        card_column.setSpacing(8)
        for part in (self._how, self._last):
            card_column.addWidget(part)
        card_column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.form)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(CalmScroll("evidenceScroll", inside))
        self._put_away()

    @property
    def unfinished(self) -> bool:
        """Whether the form has unsaved input."""
        return self.form.isVisibleTo(self) and self.form.touched

    def belong_to(self, clerk: Clerk | None) -> None:
        """Set the person recording."""
        self._clerk = clerk
        self._put_away()

    def show_check(self, result: CheckResult) -> None:
        """Show this check; an open form for it stays open."""
        other = self._result is None or self._result.check.id != result.check.id
        self._result = result
        self._how.setText(self.tr("指南里看不出来，要有人去查：{0}").format(result.check.ask))
        said = result.confirmation
        if said is None:
            self._last.setText(self.tr("还没有人确认过。"))
        else:
            state = REACHED[Tri.YES if said.reached else Tri.NO]
            share = self.tr("，{0}").format(percent(said.share)) if said.share is not None else ""
            words = (state, share, said.text, said.by, said.day.isoformat())
            self._last.setText(self.tr("最近一次：{0}{1}。{2}（{3}，{4}）").format(*words))
        if other:
            self._put_away()

    def open_form(self) -> None:
        """Open the form."""
        if self._result is None or self._clerk is None:
            return
        self.form.clerk = self._clerk.name
        offer = AvailableAct(Evidenced, why=self._result.check.ask)
        self.form.open_for(self._result, offer, civil_date(self._facade.now()))
        self._card.hide()  # the form states its purpose
        self.form.show()
        self.form.take_focus()

    def take_focus(self) -> None:
        """Focus the panel."""
        if self.form.isVisibleTo(self):
            self.form.take_focus()
        else:
            self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self) -> None:
        """Press the form's button."""
        if self.form.isVisible():
            self.form.press()

    def _record(self) -> None:
        clerk = self._clerk
        if clerk is None:
            return
        said = self.form.build()
        self.form.wait(True)

        def done(_: object) -> None:
            self._put_away()
            state = REACHED[Tri.YES if said.reached else Tri.NO]
            words = self.tr("已记下：{0}，{1} {2} 确认。").format(state, said.by, said.on.isoformat())
            self.said.emit(Message(Tone.DONE, words))
            self.recorded.emit()

        def failed(error: Exception) -> None:
            message = message_of(error)
            self.form.wait(False)
            self.form.refuse(message)
            if message.tone in (Tone.BUG, Tone.WORLD):
                self.said.emit(message)

        self._background.run(
            lambda: record_evidence(self._facade.followed(), said, self._facade.row(clerk)), done, failed
        )

    def _close(self) -> None:
        self._put_away()
        self.closed.emit()

    def _put_away(self) -> None:
        self.form.disarm()
        self.form.hide()
        self._card.show()
