"""Shown instead of findings for a manual check: how it is confirmed, its last result, and the form for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.authoring.lint.lint import CheckResult
from counter.domain.authoring.lint.summary import REACHED, percent
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.available_act import AvailableAct
from counter.domain.errors import BadInput
from counter.domain.guide.model import Tri
from counter.domain.guide.publication import Evidenced
from counter.services.authoring.lint import record_evidence
from counter.ui.facades.bureau import BureauFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.act_form import ActForm
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.day_field import CountField, DayField
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.authoring.lint.lint import CheckResult


_YES, _NO = "yes", "no"
_HUNDRED = 100


class EvidenceForm(ActForm[CheckResult, AvailableAct[Evidenced], Evidenced]):
    """Fields: met or not, the share where counted, the finding, the examiner, the date."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "evidenceForm", self.tr("记下人工确认的结果"), self.tr("记下确认结果"))
        self._reached = self._choices("evidenceReached", self.tr("达到没有"))
        self._share = CountField(
            "evidenceShare", self.tr("份额"), self.tr("例如 96.5%；没有数过就空着"), units="%", most=_HUNDRED
        )
        self._text = LongField(
            "evidenceText", self.tr("查到什么"), self.tr("对照什么、看了多少、结果怎样"), 300
        )
        self._by = Field("evidenceBy", self.tr("谁查的"), for_name=True)
        self._on = DayField("evidenceOn", self.tr("哪天查的"))
        self._add(self.tr("达到没有"), self._reached, "reached")
        self._share_row = self._add(self.tr("份额（%）"), self._share, "share")
        self._add(self.tr("查到什么"), self._text, "text")
        self._add(self.tr("谁查的，哪天查的"), self._beside(), "by")
        self._at["on"] = self._on

    def build(self) -> Evidenced:
        if not self._reached.chosen:
            raise BadInput(self.tr("请先选达到没有。"), field="reached")
        if not self._text.text():
            raise BadInput(self.tr("请写查到什么：对照什么、看了多少、结果怎样。"), field="text")
        by = self._by.text().strip()
        if not by:
            raise BadInput(self.tr("请写谁查的。"), field="by")
        on = self._on.day(self.today, "on")
        if on > self.today:
            raise BadInput(self.tr("日期 {0} 还没有到。").format(on.isoformat()), field="on")
        reached = self._reached.chosen[0] == _YES
        return Evidenced(self.matter.check.id, reached, self._text.text(), by, on, self._counted())

    def _beside(self) -> QWidget:
        """Examiner and date in one line, so that the form needs no scrolling."""
        pair = QWidget()
        pair.setFocusProxy(self._by)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(labelled(self._by))
        line.addWidget(labelled(self._on))
        return pair

    def will(self) -> str:
        reached = self._reached.chosen[0] == _YES
        return self.tr("记下：达到") if reached else self.tr("记下：没达到")

    def _counted(self) -> str:
        if self._share_row.isHidden() or not self._share.text().strip():
            return ""
        return f"{self._share.number('share'):f}"

    def _fill(self) -> None:
        indicator = self.matter.indicator
        self._share_row.setVisible(indicator is None or indicator.count is None)
        options = [(_YES, self.tr("达到")), (_NO, self.tr("没达到"))]
        self._reached.show_options(options, ())
        self._share.clear()
        self._text.clear()
        self._by.setText(self.clerk)
        self._on.show_day(self.today)


class EvidencePanel(QWidget):
    """Signals: ``announced(message)``; ``recorded`` after a new result; ``closed`` when the focus returns."""

    announced = Signal(Message)
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
        self.form.unseen.connect(self.announced)
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
        whole.addWidget(ColumnScrollArea("evidenceScroll", inside))
        self._put_away()

    @property
    def unfinished(self) -> bool:
        """Whether the form has unsaved input."""
        return self.form.isVisibleTo(self) and self.form.touched

    def set_clerk(self, clerk: Clerk | None) -> None:
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
            self.announced.emit(Message(Tone.DONE, words))
            self.recorded.emit()

        def failed(error: Exception) -> None:
            message = message_of(error)
            self.form.wait(False)
            self.form.refuse(message)
            if message.tone in (Tone.BUG, Tone.WORLD):
                self.announced.emit(message)

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
