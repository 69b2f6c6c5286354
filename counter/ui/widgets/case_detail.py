"""A filed case, read-only: its items, materials, papers, and what was done when by whom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case import Case
from counter.domain.intake import STATE_WORDS
from counter.domain.material import MaterialState
from counter.domain.numbering import grouped
from counter.ui.background import Background
from counter.ui.case_words import day_and_time
from counter.ui.desk import Clerk, Desk
from counter.ui.outcome_words import due_words, outcome_tone, outcome_word
from counter.ui.theme import Look
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.applicant_summary import ApplicantSummary
from counter.ui.widgets.badge import Badge
from counter.ui.widgets.calm_scroll import CalmScroll
from counter.ui.widgets.case_papers import CasePapers
from counter.ui.widgets.rule import Rule
from counter.ui.widgets.text_label import TextLabel

_TONES = {
    MaterialState.RECEIVED: "received",
    MaterialState.DEFECTIVE: "correct",
    MaterialState.MISSING: "gap",
    MaterialState.DEFERRED: "gap",
}


class CaseDetail(QWidget):
    """Shows a ``Case``. Signals: ``closed`` when the list is wanted again."""

    closed = Signal()

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseDetail")
        self.back = ActButton("caseBack", self.tr("回到列表"), "Esc", role="quiet")
        self.back.clicked.connect(self.closed)
        self._number = TextLabel("", "number")
        self._number.setObjectName("detailNumber")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._state = Badge("", "shared")
        self._about = TextLabel("", "second", wrap=True)
        self._case = ""
        self._clerk: Clerk | None = None
        self._desk = desk
        self._background = background
        self._applicant = ApplicantSummary("caseApplicant")
        self._applicant.looked.connect(self._log_look)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.papers = CasePapers(desk, background, look)
        self._arrange()

    def belong_to(self, clerk: Clerk | None) -> None:
        """Who looks and takes copies out from now on."""
        self._clerk = clerk
        self.papers.belong_to(clerk)

    def show_case(self, case: Case) -> None:
        """Show everything known of a case."""
        self._case = case.id
        self._number.setText(grouped(case.number))
        self._number.setAccessibleName(self.tr("办件编号 {0}").format(case.number))
        self._state.show_word(case.state.label, "shared")
        due = self.tr(" · 最早 {0}").format(due_words(case.due)) if case.due else ""
        self._about.setText(
            self.tr("{0} · {1} 收件 · 经办 {2}{3}").format(
                case.opened.bundle_name, day_and_time(case.opened_at), case.clerk, due
            )
        )
        self._applicant.show_applicant(case.applicant)
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        self._show_items(case)
        self._show_materials(case)
        self._show_history(case)
        self.papers.show_papers(case)
        self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _log_look(self) -> None:
        case, clerk = self._case, self._clerk
        if case and clerk is not None:
            self._background.run(lambda: self._desk.log_look(case, clerk))

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 16)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._number)
        head.addWidget(self._state)
        head.addStretch(1)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._applicant)
        column.addLayout(self._rows)
        column.addStretch(1)
        scroll = CalmScroll("caseStory", inside, reads=True)
        scroll.setAccessibleName(self.tr("办件详情"))
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 16)
        line.setSpacing(24)
        line.addWidget(scroll, 5)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.papers)
        right.addWidget(self.papers.preview, 1)
        line.addLayout(right, 6)

    def _head(self, words: str) -> None:
        self._rows.addWidget(Rule())
        self._rows.addWidget(TextLabel(words, "strong"))

    def _row(self, words: str, small: str, badge: Badge | None = None) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(TextLabel(words, wrap=True))
        if small:
            column.addWidget(TextLabel(small, "small", wrap=True))
        line.addLayout(column, 1)
        if badge is not None:
            line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(row)

    def _show_items(self, case: Case) -> None:
        self._head(self.tr("事项"))
        for item in case.items:
            due = f" · {due_words(item.due)}" if item.due else ""
            reason = f"\n{item.reason}" if item.reason else ""
            badge = Badge(outcome_word(item.outcome), outcome_tone(item.outcome)) if item.outcome else None
            self._row(item.asked.name, f"{item.asked.organ}{due}{reason}", badge)

    def _show_materials(self, case: Case) -> None:
        self._head(self.tr("材料"))
        for line in case.lines:
            brought = case.brought_of(line)
            parts = []
            if brought.original_seen:
                parts.append(self.tr("原件已核"))
            if brought.copies:
                parts.append(self.tr("留存 {0} 份").format(brought.copies))
            if brought.note:
                parts.append(brought.note)
            badge = Badge(STATE_WORDS[brought.state], _TONES.get(brought.state, "shared"))
            self._row(line.name, " · ".join(parts), badge)

    def _show_history(self, case: Case) -> None:
        self._head(self.tr("经过"))
        for entry in case.history:
            self._row(entry.text, f"{day_and_time(entry.at)} · {entry.actor}")
