"""What exists now: the number large, what was decided for each item, the papers, and the next visit."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case import Case
from counter.domain.numbering import grouped
from counter.ui.background import Background
from counter.ui.desk import Desk
from counter.ui.outcome_words import due_words, outcome_tone, outcome_word
from counter.ui.theme import Look
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.badge import Badge
from counter.ui.widgets.case_papers import CasePapers
from counter.ui.widgets.text_label import TextLabel


class ResultPanel(QFrame):
    """Shows a filed ``Case``. Signals: ``next_wanted``."""

    next_wanted = Signal()

    def __init__(self, desk: Desk, background: Background, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultPanel")
        self._head = TextLabel("", "second", wrap=True)
        self._number = TextLabel("", "number")
        self._number.setObjectName("caseNumber")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence = TextLabel("", "strong", wrap=True)
        self._sentence.setObjectName("resultSentence")
        self._items = QVBoxLayout()
        self._items.setSpacing(8)
        self.next = ActButton("nextVisit", self.tr("下一位"), "Esc", role="primary")
        self.next.clicked.connect(self.next_wanted)
        self.papers = CasePapers(desk, background, look)
        left = QVBoxLayout()
        left.setSpacing(10)
        for part in (self._head, self._number, self._sentence):
            left.addWidget(part)
        left.addSpacing(8)
        left.addLayout(self._items)
        left.addSpacing(8)
        left.addWidget(self.papers)
        left.addStretch(1)
        left.addWidget(self.next)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 24, 28, 20)
        line.setSpacing(32)
        line.addLayout(left, 5)
        line.addWidget(self.papers.preview, 6)

    def show_case(self, case: Case) -> None:
        """Say what exists now."""
        self._head.setText(case.opened.bundle_name)
        self._number.setText(grouped(case.number))
        self._number.setAccessibleName(self.tr("办件编号 {0}").format(case.number))
        self._sentence.setText(self._told(case))
        self._show_items(case)
        self.papers.show_papers(case)
        if self.isVisible():
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _told(self, case: Case) -> str:
        counts = Counter(item.outcome for item in case.items if item.outcome)
        parts = [
            self.tr("{0} {1} 项").format(outcome_word(outcome), number) for outcome, number in counts.items()
        ]
        papers = Counter(paper.title for paper in case.papers)
        made = "、".join(
            title if n == 1 else self.tr("{0} {1} 份").format(title, n) for title, n in papers.items()
        )
        return self.tr("{0}。已生成{1}。").format("，".join(parts), made)

    def _show_items(self, case: Case) -> None:
        while (item := self._items.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()
        for one in case.items:
            if one.outcome is None:
                continue
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(TextLabel(one.asked.name, wrap=True))
            due = f" · {due_words(one.due)}" if one.due else ""
            words.addWidget(TextLabel(f"{one.asked.organ}{due}", "small", wrap=True))
            line.addLayout(words, 1)
            line.addWidget(
                Badge(outcome_word(one.outcome), outcome_tone(one.outcome)), 0, Qt.AlignmentFlag.AlignTop
            )
            self._items.addWidget(row)
