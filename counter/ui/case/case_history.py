"""History of a case: the day of what is handled together, papers brought, acts and their clerks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.case.case import Case
from counter.domain.case.handled_together import common_clock_paused
from counter.domain.visit.looked_at import is_unseen
from counter.domain.visit.material import MaterialState
from counter.domain.visit.received import state_word
from counter.domain.visit.verdict import Due
from counter.ui.kit.controls.labels import Badge, Rule, TextLabel
from counter.ui.words.case import day_and_time
from counter.ui.words.outcomes import due_words

_TONES = {
    MaterialState.RECEIVED: "received",
    MaterialState.DEFECTIVE: "correct",
    MaterialState.MISSING: "gap",
    MaterialState.DEFERRED: "gap",
}


class CaseStory(QWidget):
    """Read-only view of a ``Case``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("caseStoryRows")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._waiting: Case | None = None

    def show_case(self, case: Case) -> None:
        """Show the case; out of sight, once it is looked at: a case is opened for its papers far more often."""
        self._clear()
        self._waiting = case
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        self._fill()
        super().showEvent(event)

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            old.hide()
            old.deleteLater()

    def _fill(self) -> None:
        case, self._waiting = self._waiting, None
        if case is None:
            return
        if case.event_due is not None and case.state.open and not case.loose:
            self._show_common_day(case, case.event_due)
        self._show_materials(case)
        self._show_history(case)

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

    def _show_common_day(self, case: Case, due: Due) -> None:
        self._head(self.tr("期限"))
        pause = self.tr("；正在特别程序中，期间不计入，日期还会顺延") if common_clock_paused(case) else ""
        words = self.tr("几项许可一并办理，最迟 {0}（{1}）{2}")
        self._row(words.format(due_words(due), due.text, pause), "")

    def _show_materials(self, case: Case) -> None:
        self._head(self.tr("代收的材料") if case.loose else self.tr("材料"))
        self._show_taken(case)
        for line in case.lines:
            brought = case.brought_of(line)
            parts = []
            if brought.original_seen:
                parts.append(self.tr("原件已核"))
            if brought.copies:
                parts.append(self.tr("留存 {0} 份").format(brought.copies))
            if brought.note:
                parts.append(brought.note)
            tone = "shared" if is_unseen(line, case.brought) else _TONES.get(brought.state, "shared")
            badge = Badge(state_word(line, case.brought), tone)
            self._row(line.name, " · ".join(parts), badge)

    def _show_taken(self, case: Case) -> None:
        """What another window took in and the owner has not looked at; lines that came in at two windows."""
        names = {line.id: line.name for line in case.lines}
        for taken in case.taken_elsewhere:
            if not taken.checked:
                papers = "、".join((*(names[line] for line in taken.lines), *taken.unnamed))
                small = self.tr("窗口 {0}，{1}").format(taken.station, day_and_time(taken.at))
                self._row(papers, small, Badge(self.tr("待原窗口核对"), "gap"))
        if case.received_twice:
            both = "、".join(names[line] for line in case.received_twice if line in names)
            self._row(self.tr("两处都收到：{0}").format(both), self.tr("两个窗口各收了一次，退还时都要看。"))

    def _show_history(self, case: Case) -> None:
        self._head(self.tr("经过"))
        # one label: a case of forty papers has a hundred lines, and a label for each froze the window for 0.2 s
        texts = (f"{day_and_time(e.at)} · {e.actor}　{e.text}" for e in case.history)
        lines = TextLabel("\n".join(texts), "second", wrap=True)
        lines.setObjectName("caseHistory")
        self._rows.addWidget(lines)
