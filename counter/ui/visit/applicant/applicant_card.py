"""The applicant's card: a masked summary, or the form while it is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from counter.domain.papers.verify.scan import Scan
from counter.domain.people.applicant import Applicant, Finding, check_applicant
from counter.ui.case.applicant_summary import ApplicantSummary
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.lazy_part import LazyPart
from counter.ui.kit.controls.page_turn import hide_part
from counter.ui.kit.theme import Look
from counter.ui.visit.applicant.applicant_form import ApplicantForm
from counter.ui.visit.applicant.same_visit_question import SameVisitQuestion


class ApplicantCard(QFrame):
    """Signals: ``named(applicant)`` on every change; ``settled`` when a field was left or a code scanned; ``left`` at
    the end of the form; ``given_up``: Esc; ``folded``: the summary is shown again; ``remind_chosen(agreed)``: whether
    reminders are wanted.

    ``came_from``: the widget focused before.
    """

    named = Signal(object)
    settled = Signal()
    left = Signal()
    given_up = Signal()
    folded = Signal()
    remind_chosen = Signal(bool)

    def __init__(self, look: Look, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("applicantCard")
        self.setProperty("role", "card")
        self._today = today
        self._show_all = False
        self.came_from: QWidget | None = None
        self.edit = ActButton("applicantEdit", self.tr("登记"), "F7", role="quiet")
        self.edit.clicked.connect(self.open_form)
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("申请人"), "title"))
        head.addStretch(1)
        head.addWidget(self.edit)
        self._form = LazyPart(partial(self._make_form, look), self)
        self.whose = SameVisitQuestion()
        self._summary = ApplicantSummary("applicant")
        self._reminded = TextLabel(self.tr("同意电话提醒"), "small")
        self._reminded.setObjectName("applicantReminded")
        self._reminded.hide()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.whose)
        column.addWidget(self._summary)
        column.addWidget(self._reminded)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    def form(self) -> ApplicantForm:
        """The form; a visit of which nobody is named yet has none."""
        return self._form()

    def _make_form(self, look: Look) -> ApplicantForm:
        form = ApplicantForm(look)
        form.show_applicant(None)
        form.edited.connect(self._emit_applicant)
        form.done.connect(self._close)
        form.settled.connect(self.settled)
        form.remind_chosen.connect(self.show_remind)
        form.remind_chosen.connect(self.remind_chosen)
        form.hide()
        self._column.addWidget(form)
        return form

    @property
    def applicant(self) -> Applicant | None:
        """Applicant of the form; None while it is empty."""
        form = self._form.made
        return None if form is None or form.empty else form.applicant()

    @property
    def remind(self) -> bool:
        """Whether the applicant agreed to be reminded by telephone."""
        return self._form.made is not None and self._form.made.remind.isChecked()

    def show_remind(self, agreed: bool) -> None:
        """Show whether reminders are wanted."""
        if agreed or self._form.made is not None:
            self.form.remind.setChecked(agreed)
        self._reminded.setVisible(agreed)

    @property
    def fault(self) -> str:
        """The first field whose value cannot be used in a decision; empty where valid or empty."""
        applicant = self.applicant
        if applicant is None:
            return ""
        return next((f for f, _, blocks in check_applicant(applicant, self._today()) if blocks), "")

    def show_applicant(self, applicant: Applicant | None, remind: bool = False) -> None:
        """Show the applicant, masked, after opening a draft or starting a visit."""
        self._show_all = False
        self.show_remind(remind)
        if applicant is not None or self._form.made is not None:
            self.form.show_applicant(applicant)
        self._summary.show_applicant(applicant)
        self._form.hide()
        self._summary.show()
        self._show_findings()

    def open_form(self) -> None:
        """Write in the form, from its first empty field on."""
        self._unfold()
        self.form.focus_first()

    def _unfold(self) -> None:
        hide_part(self._summary)
        self.form.show()
        self._show_findings()

    def unfold_for(self, field: QWidget) -> None:
        """Open the form again where one of its fields is to get the focus; it ends where it would have ended."""
        if self._form.made is not None and self._form.made.isAncestorOf(field):
            before = self.came_from
            self.open_form()
            self.came_from = before

    def focus_field(self, field: str) -> None:
        """Open the form at the field an obstacle refers to, and show every problem."""
        self._show_all = True
        self._unfold()
        self.form.focus_field(field)

    def names_another(self, scan: Scan) -> bool:
        """The scanned code belongs to somebody else: taking it would change the applicant."""
        return self._form.made is not None and self._form.made.names_another(scan)

    def take(self, scan: Scan) -> None:
        """Fill in a scanned ID card or organisation code, wherever the focus is."""
        self.form.take(scan)
        self._emit_applicant()
        self.settled.emit()

    def _emit_applicant(self) -> None:
        applicant = self.applicant
        self._summary.show_applicant(applicant)
        self._show_findings()
        self.named.emit(applicant)

    def _show_findings(self) -> None:
        form = self._form.made
        findings: Sequence[Finding] = ()
        if form is not None:
            if self._show_all or not form.empty:
                findings = check_applicant(form.applicant(), self._today())
            form.show_findings(findings, all_fields=self._show_all)
        self._summary.show_findings(findings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.is_open:
            if not event.isAutoRepeat():
                self.given_up.emit()
                self._fold()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self._fold()
        self.left.emit()

    def _fold(self) -> None:
        self._form.hide()
        self._summary.show()
        self.folded.emit()

    def _focus_moved(self, old: QWidget | None, focused: QWidget | None) -> None:
        """Fold the form, masked again, when the focus has left it."""
        if focused is None:
            return
        if focused is self or self.isAncestorOf(focused):
            if old is not None and isValid(old) and old is not self and not self.isAncestorOf(old):
                self.came_from = old
        elif self._form.is_open:
            self._fold()
