"""The right column of 指南: answers to a situation, and the resulting duties and materials."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.jurisdiction import PENDING
from counter.domain.papers.parts.wording import limit_text
from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import Assessment
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import KeyCap, Rule, TextLabel
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.reading_order import read_as_laid_out
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look

_NOT_DUE = (MaterialState.AWAITING, MaterialState.SHARED, MaterialState.LATER)


class GuideAnswers(QWidget):
    """Signals: ``answered(question, options)``; ``sheet_wanted``; ``cleared`` to start over."""

    answered = Signal(str, tuple)
    sheet_wanted = Signal()
    cleared = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._boxes: dict[str, QuestionBox] = {}
        self._strokes = StrokeFilter(self)
        self._found: Assessment | None = None
        self._unfolded = False
        self._numbers: Mapping[str, int] = {}
        title = TextLabel(self.tr("按来人的情形算"), "strong")
        self.clear = ActButton("guideClear", self.tr("重新选"), role="quiet")
        self.clear.clicked.connect(self.cleared)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(KeyCap("F8"))
        head.addStretch(1)
        head.addWidget(self.clear)
        self.sheet = ActButton("guideSheetOut", self.tr("打一次性告知单"), "Ctrl+G", role="primary")
        self.sheet.clicked.connect(self.sheet_wanted)
        self._summary = TextLabel("", wrap=True)
        self._summary.setObjectName("guideSummary")
        self._todo = TextLabel("", wrap=True)
        self._todo.setObjectName("guideItems")
        self._bring = TextLabel("", wrap=True)
        self._bring.setObjectName("guideBring")
        self._not_due = TextLabel("", "small", wrap=True)
        self._not_due.setObjectName("guideNotNow")
        self._refused = TextLabel("", "correct", wrap=True)
        self._refused.setObjectName("guideRefused")
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 4, 12)
        self._inside.setSpacing(12)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(12)
        self._fold = ActButton("guideFolded", "", role="link")
        self._fold.clicked.connect(self._toggle_fold)
        self._inside.addLayout(self._questions)
        self._inside.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside.addWidget(Rule())
        for part in (self._refused, self._todo, self._bring, self._not_due):
            self._inside.addWidget(part)
        self._inside.addStretch(1)
        self.area = ColumnScrollArea("guideAnswers", inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 6, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 10, 0)
        foot.setSpacing(8)
        foot.addWidget(self._summary)
        foot.addWidget(self.sheet)
        column.addLayout(foot)
        head.setContentsMargins(0, 0, 10, 0)

    def begin(self, numbers: Mapping[str, int]) -> None:
        """Start with another bundle, or anew; ``numbers``: numbers of its questions in the guide."""
        self._numbers = numbers
        self._unfolded = False
        self.area.verticalScrollBar().setValue(0)

    def show_assessment(self, found: Assessment) -> None:
        """Show the current questions and checklist."""
        self._found = found
        self._show_questions(found)
        self._show_list(found)

    def focus_first(self) -> None:
        """Focus the first open question, else the sheet button."""
        self._go_on(None)

    def _show_questions(self, found: Assessment) -> None:
        current = {asked.id for asked in found.asked}
        for gone in [q for q in self._boxes if q not in current]:
            old = self._boxes.pop(gone)
            self._questions.removeWidget(old)
            old.hide()
            old.deleteLater()
        while self._questions.count():
            self._questions.takeAt(0)
        folded = 0
        for number, asked in enumerate(found.asked, 1):
            box = self._boxes.get(asked.id)
            if box is None:
                box = QuestionBox(self._look, asked, self._strokes)
                box.answered.connect(self.answered)
                box.left.connect(self._go_on)
                self._boxes[asked.id] = box
            box.show_asked(self._numbers.get(asked.id, number), asked)
            self._questions.addWidget(box)
            hidden = asked.folded and not asked.answered
            folded += hidden
            box.setVisible(not hidden or self._unfolded)
        words = self.tr("收起少见情形") if self._unfolded else self.tr("还有 {0} 个少见情形").format(folded)
        self._fold.say(words)
        self._fold.setVisible(folded > 0)
        stops = [chip for asked in found.asked for chip in self._boxes[asked.id].stops]
        for first, second in pairwise((self.clear, *stops, self._fold, self.sheet)):
            QWidget.setTabOrder(first, second)
        read_as_laid_out(self.area.widget())

    def _show_list(self, found: Assessment) -> None:
        checklist = found.checklist
        refused = [r.reason for r in (*checklist.stops, *checklist.warnings)]
        self._say(self._refused, refused)
        open_ones = sum(asked.open for asked in found.asked)
        if checklist.nothing_needed and not open_ones:
            words = (
                self.tr("按现在的回答，不在这里办，不用交材料，原因写在这里。")
                if checklist.not_here
                else self.tr("按现在的回答，没有要办的事项，不用交材料。")
            )
        else:
            counts = (len(checklist.items), len(checklist.lines))
            words = self.tr("办 {0} 个事项，一套材料 {1} 份").format(*counts)
        still = self.tr("（还有 {0} 个问题没答）").format(open_ones) if open_ones else ""
        self._summary.setText(words + still)
        items = [
            f"{n}　{i.name}　{limit_text(i.statutory, i.procedure).replace(PENDING, self.tr('时限待核定'))}"
            for n, i in enumerate(checklist.items, 1)
        ]
        self._say(self._todo, items)
        due = [x for x in checklist.lines if x.initial not in _NOT_DUE]
        self._say(self._bring, [f"· {x.name}　{x.wanted}" for x in due])
        not_due = [x.name for x in checklist.lines if x.initial in _NOT_DUE]
        self._say(self._not_due, [self.tr("现在不用交：{0}").format("、".join(not_due))] if not_due else [])

    def _toggle_fold(self) -> None:
        self._unfolded = not self._unfolded
        if self._found:
            self._show_questions(self._found)

    def _go_on(self, question: str | None) -> None:
        """Go from a question to the next open one, else the sheet button."""
        asked = self._found.asked if self._found else ()
        ids = [a.id for a in asked]
        start = ids.index(question) + 1 if question in ids else 0
        for one in (*asked[start:], *asked[:start]):
            if one.open and one.id != question:
                self._boxes[one.id].take_focus()
                self.area.ensureWidgetVisible(self._boxes[one.id], 0, 24)
                return
        self.area.ensureWidgetVisible(self._bring, 0, 0)
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _say(label: TextLabel, sentences: list[str]) -> None:
        label.setText("\n".join(sentences))
        label.setVisible(bool(sentences))
