"""The situation column: questions, their consequences for the applicant, and the number of papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import Badge, Rule, TextLabel
from counter.ui.kit.controls.onward_button import OnwardButton
from counter.ui.kit.controls.question_box import QuestionBox
from counter.ui.kit.controls.reading_order import read_as_laid_out
from counter.ui.kit.controls.stroke_filter import StrokeFilter
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.domain.guide.model import GuideRefusal
    from counter.domain.visit.situation import Asked
    from counter.domain.visit.visit import Assessment


_FITS_THE_BOX = 15
_ROUND_THE_WORDS = 48
"""Pixels of a button beside its words and its key."""


class SituationColumn(ColumnScrollArea):
    """Shows the questions of an assessment.

    After the last answer the focus stops on ``onward``: digits do nothing there, and Enter goes on to the materials,
    where digits set states.

    Signals: ``answered(question, options)``, ``insisted(target, on)``, ``finished`` to go on to the materials,
    ``leave_visit`` for the next person, ``sheet_wanted`` for an inquiry only (一次性告知单),
    ``changes_wanted`` to see what a new version of the guide changed here.
    """

    answered = Signal(str, tuple)
    insisted = Signal(str, bool)
    finished = Signal()
    leave_visit = Signal()
    sheet_wanted = Signal()
    changes_wanted = Signal()

    def __init__(self, look: Look, tab_after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("situation", QWidget(), parent)
        self._look = look
        self._tab_after = tab_after
        self._boxes: dict[str, QuestionBox] = {}
        self._strokes = StrokeFilter(self)
        self._last = ""  # the question that had the focus last
        self._found: Assessment | None = None
        self._unfolded = False
        self._changes: Mapping[int, int] = {}
        self._refusals: tuple[tuple[GuideRefusal, bool], ...] = ()
        self._placed: tuple[tuple[tuple[str, bool], ...], bool] = (), False
        self._guide_words: Callable[[str], tuple[str, str]] = lambda _: ("", "")
        self._build()

    def know_guides(self, words: Callable[[str], tuple[str, str]]) -> None:
        """``words``: name of a guide → how people call it, and its tooltip."""
        self._guide_words = words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the onward button goes without its key: else it is wider, and cuts every answer."""
        super().resizeEvent(event)
        whole = self._look.metrics().horizontalAdvance(self.onward.words)
        whole += self._look.metrics("tiny").horizontalAdvance(self.onward.key) + _ROUND_THE_WORDS
        self.onward.show_key(whole <= self.viewport().width())

    def show_assessment(self, found: Assessment, *, fresh: bool = False) -> None:
        """Show the current questions; ``fresh``: another visit begins."""
        if fresh:
            self._unfolded = False
            self.verticalScrollBar().setValue(0)
        self._found = found
        self._show_head(found)
        self._show_questions(found)
        self._show_refusals(found)
        self._show_onward(found)
        self._show_summary(found)
        self._order_tabs()

    def mark_changes(self, counts: Mapping[int, int]) -> None:
        """Bundle → number of changes by a recent version, shown in its heading."""
        self._changes = counts
        if self._found is not None:
            self._show_head(self._found)

    def focus_question(self, question: str) -> bool:
        """Focus a question; False where it is not asked."""
        box = self._boxes.get(question)
        if box is None:
            return False
        if box.isHidden():
            self._toggle_fold()
        box.take_focus()
        self._bring_to_sight(box)
        return True

    def focus_first(self) -> None:
        """Focus the first open question, or the onward button when all are answered."""
        self._go_on(None)

    def _build(self) -> None:
        column = QVBoxLayout(self.widget())
        column.setContentsMargins(0, 0, 2, 16)
        column.setSpacing(12)
        self._title = TextLabel("", "strong", wrap=True)
        self._title.setObjectName("bundleTitle")
        self._source = TextLabel("", "small")
        self._source.setObjectName("bundleSource")
        self._pending_badge = Badge(self.tr("部分待部门核定"), "gap")
        source = FlowLayout(gap=6)
        source.addWidget(self._source)
        source.addWidget(self._pending_badge)
        self._changed = ActButton("bundleChanges", "", role="link")
        self._changed.clicked.connect(self.changes_wanted)
        self._changed.hide()
        source.addWidget(self._changed)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title)
        self._put_down = ActButton("putDown", self.tr("放下，下一位"), "Ctrl+N", role="quiet")
        self._put_down.clicked.connect(self.leave_visit)
        self._sheet = ActButton("guideSheet", self.tr("打一次性告知单"), "Ctrl+G", role="quiet")
        self._sheet.clicked.connect(self.sheet_wanted)
        acts = FlowLayout(gap=12)
        acts.addWidget(self._put_down)
        acts.addWidget(self._sheet)
        head.addLayout(source)
        head.addLayout(acts)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(12)
        self._fold = ActButton("foldedQuestions", "", role="link")
        self._fold.clicked.connect(self._toggle_fold)
        self._more = QVBoxLayout()
        self._more.setSpacing(12)
        self.onward = OnwardButton(self._strokes)
        self.onward.clicked.connect(self.finished)
        self.onward.back.connect(lambda: self.focus_question(self._last))
        self.onward.hide()
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        self._hints = TextLabel("", "small", wrap=True)
        self._hints.setObjectName("hints")
        self._summary = TextLabel("", wrap=True)
        self._summary.setObjectName("situationSummary")
        self._saved = TextLabel("", "received", wrap=True)
        self._saved.setObjectName("savedPapers")
        column.addLayout(head)
        column.addLayout(self._notes)
        column.addLayout(self._questions)
        column.addWidget(self.onward)
        column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._more)
        column.addWidget(Rule())
        column.addWidget(self._summary)
        column.addWidget(self._saved)
        column.addWidget(self._hints)
        column.addStretch(1)

    def _show_head(self, found: Assessment) -> None:
        checklist = found.checklist
        self._title.setText(checklist.bundle_name)
        self._title.setVisible(len(checklist.bundle_name) > _FITS_THE_BOX)  # otherwise shown by the find box
        guide, tip = self._guide_words(checklist.guide_version)
        self._source.setText(self.tr("第 {0} 件 · {1}").format(checklist.bundle, guide))
        self._source.setToolTip(tip)
        unofficial = any(not line.evidence.official for line in checklist.lines)
        self._pending_badge.setVisible(unofficial)
        changes = self._changes.get(checklist.bundle, 0)
        self._changed.say(self.tr("新版有变化 {0} 处").format(changes))
        self._changed.setVisible(changes > 0)

    def _show_questions(self, found: Assessment) -> None:
        """Numbered as they stand: those in sight without a gap, the folded ones after them."""
        current = {asked.id for asked in found.asked}
        for gone in [q for q in self._boxes if q not in current]:
            old = self._boxes.pop(gone)
            old.hide()
            old.deleteLater()
        hidden = [asked.id for asked in found.asked if asked.folded and not asked.answered]
        shown = sorted(found.asked, key=lambda a: a.id in hidden)
        for number, asked in enumerate(shown, start=1):
            (self._boxes.get(asked.id) or self._make_box(asked)).show_asked(number, asked)
        placed = tuple((asked.id, asked.id in hidden) for asked in shown), self._unfolded
        if placed != self._placed:  # most answers only change what stands in the boxes
            self._placed = placed
            self._place_questions(*placed)
        words = (
            self.tr("收起少见情形") if self._unfolded else self.tr("还有 {0} 个少见情形").format(len(hidden))
        )
        self._fold.say(words)
        self._fold.setVisible(bool(hidden))

    def _place_questions(self, asked: tuple[tuple[str, bool], ...], unfolded: bool) -> None:
        """``asked``: each question, and whether it is among the folded ones."""
        for layout in (self._questions, self._more):
            while layout.count():
                layout.takeAt(0)
        for question, folded in asked:
            (self._more if folded else self._questions).addWidget(self._boxes[question])
            self._boxes[question].setVisible(not folded or unfolded)

    def _make_box(self, asked: Asked) -> QuestionBox:
        box = self._boxes[asked.id] = QuestionBox(self._look, asked, self._strokes)
        box.answered.connect(self.answered)
        box.left.connect(self._go_on)
        box.back.connect(lambda question: self._go_beside(question, -1))
        box.onward.connect(lambda question: self._go_beside(question, 1))
        return box

    def _order_tabs(self) -> None:
        """Tab order by position: find box, questions, checklist."""
        asked = self._found.asked if self._found else ()
        plain = [chip for a in asked if not a.folded or a.answered for chip in self._boxes[a.id].stops]
        folded = [chip for a in asked if a.folded and not a.answered for chip in self._boxes[a.id].stops]
        notes = self.findChildren(ActButton, QRegularExpression("^insist_"))
        stops = (
            self._tab_after,
            self._changed,
            self._put_down,
            self._sheet,
            *notes,
            *plain,
            self.onward,
            self._fold,
            *folded,
        )
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
        read_as_laid_out(self.widget())

    def _show_refusals(self, found: Assessment) -> None:
        checklist = found.checklist
        refusals = tuple(
            (refusal, (refusal.item or "bundle") in checklist.insisted)
            for refusal in (*checklist.stops, *checklist.warnings)
        )
        if refusals == self._refusals:
            return
        self._refusals = refusals
        while (taken := self._notes.takeAt(0)) is not None:
            old = taken.widget()
            old.hide()
            old.deleteLater()
        for refusal, insists in refusals:
            item = checklist.item(refusal.item) if refusal.item else None
            note = RefusalNote(refusal, item.name if item else "", insists=insists)
            note.insisted.connect(self._insist)
            self._notes.addWidget(note)

    def _insist(self, target: str, on: bool) -> None:
        """The link that was pressed is gone by now: the hand goes on to what is asked next, not to an answer given."""
        self.insisted.emit(target, on)
        self._go_on(None)

    def _show_onward(self, found: Assessment) -> None:
        self.onward.show_asked(several=bool(found.asked))
        self.onward.setVisible(not _is_open(found) and bool(found.checklist.lines))

    def _show_summary(self, found: Assessment) -> None:
        checklist = found.checklist
        if checklist.nothing_needed and not _is_open(found):
            self._summary.show()
            self._summary.setText(
                self.tr("按现在的回答，不在这里办，不用交材料，原因写在上面。")
                if checklist.not_here
                else self.tr("按现在的回答，没有要办的事项，不用交材料。")
            )
        else:
            self._summary.setVisible(bool(checklist.items))
            self._summary.setText(
                self.tr("办 {0} 个事项，一套材料 {1} 份").format(len(checklist.items), len(checklist.lines))
            )
        self._saved.setText(self.tr("合并后比分别办，本次少交 {0} 份").format(checklist.saved))
        self._saved.setVisible(checklist.saved > 0)
        self._hints.setText("\n".join(checklist.hints))
        self._hints.setVisible(bool(checklist.hints))

    def _toggle_fold(self) -> None:
        self._unfolded = not self._unfolded
        if self._found:
            self._show_questions(self._found)

    def _go_on(self, question: str | None) -> None:
        """Go from a question to the next open one, finally to the materials."""
        found = self._found
        if found is None:
            return
        ids = [asked.id for asked in found.asked]
        start = ids.index(question) + 1 if question in ids else 0
        following = (*found.asked[start:], *found.asked[:start])
        for asked in following:
            if asked.open and asked.id != question:
                self.focus_question(asked.id)
                return
        self._last = question or (ids[-1] if ids else "")
        if not self.onward.isHidden():
            self.onward.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self._bring_to_sight(self.onward))  # after layout

    def _go_beside(self, question: str, step: int) -> None:
        """Go to the question above or below, answered or not; at either end stay."""
        asked = self._found.asked if self._found else ()
        above = [a.id for a in asked if not a.folded or a.answered]
        ids = [*above, *(a.id for a in asked if a.id not in above and self._unfolded)]
        at = ids.index(question) + step if question in ids else -1
        if 0 <= at < len(ids):
            self.focus_question(ids[at])

    def _bring_to_sight(self, part: QWidget) -> None:
        inside = self.widget().layout()
        if inside is not None:
            inside.activate()  # otherwise a new visit would scroll to the position of the last one
        self.ensureWidgetVisible(part, 0, 24)


def _is_open(found: Assessment) -> bool:
    """A question is unanswered."""
    return any(asked.open for asked in found.asked)


class RefusalNote(QFrame):
    """Signals: ``insisted(target, on)``; the target is an item id or ``bundle``."""

    insisted = Signal(str, bool)

    def __init__(
        self, refusal: GuideRefusal, item_name: str, *, insists: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        target = refusal.item or "bundle"
        self.setObjectName(f"refusal_{target}")
        official = refusal.evidence.official
        self.setProperty("role", "note-correct" if official else "note-gap")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        head = self.tr("不能办") if official and not insists else self.tr("请留意")
        if insists:
            head = self.tr("申请人坚持提交，将收件并由部门书面决定")
        if item_name:
            head = f"{head}：{item_name}"
        column.addWidget(TextLabel(head, "strong", wrap=True))
        column.addWidget(TextLabel(refusal.reason, wrap=True))
        source = refusal.basis or self.tr("还没有读到条文")
        grade = "" if official else self.tr("（待部门核定，只作提醒）")
        column.addWidget(TextLabel(self.tr("依据：{0}{1}").format(source, grade), "small", wrap=True))
        if official:
            words = self.tr("不再坚持") if insists else self.tr("申请人坚持提交")
            button = ActButton(f"insist_{target}", words, role="link")
            button.clicked.connect(lambda: self.insisted.emit(target, not insists))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
