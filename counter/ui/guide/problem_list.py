"""问题反映 of this window: open and answered problems, letters to the bureau and their answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from counter.domain.calendar.workdays import civil_date
from counter.domain.guide.problems import Problem, ProblemAnswered, Problems
from counter.ui.guide.answer_form import GuideAnswerForm
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_keys import bind_key
from counter.ui.kit.theme import Look
from counter.ui.kit.whole_rows import WholeRowItems
from counter.ui.words.versions import guide_tip


class GuideProblemList(QWidget):
    """Signals: ``letter_wanted``; ``letter_opened(number)``; ``answered(answer)``; ``closed``."""

    letter_wanted = Signal()
    letter_opened = Signal(str)
    answered = Signal(ProblemAnswered)
    closed = Signal()

    def __init__(self, look: Look, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideProblems")
        self._known = Problems()
        self._shown: Sequence[Problem] = ()
        self._title = TextLabel(self.tr("问题反映"), "title")
        self.which = Choices(look, "problemWhich", self.tr("看哪些"))
        self.which.changed.connect(self._fill)
        self.which.left.connect(self.take_focus)
        self.list = WholeRowItems()
        self.list.setObjectName("problemList")
        self.list.setAccessibleName(self.tr("问题反映"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(3)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self._none = TextLabel("", "second", wrap=True)
        self._none.setObjectName("noProblems")
        self._about = TextLabel("", "strong", wrap=True)
        self._about.setObjectName("problemAbout")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("problemWords")
        self.form = GuideAnswerForm(today)
        self.form.wanted.connect(self.answered)
        self.form.left.connect(self.take_focus)
        self.list.itemActivated.connect(lambda _: self.form.take_focus())
        self.write = ActButton("problemLetter", "", "Ctrl+E", role="primary", writes=True)
        self.write.clicked.connect(self._write)
        self.open = ActButton("problemLetterOpen", self.tr("看这一条的信"), "Ctrl+O")
        self.open.clicked.connect(self._open_letter)
        self.back = ActButton("problemsBack", self.tr("回到指南"), "Esc", role="quiet")
        self.back.clicked.connect(self.closed)
        self._arrange()
        for key, act in (("Ctrl+E", self._write), ("Ctrl+O", self._open_letter)):
            bind_key(self, key, act)

    def show_problems(self, known: Problems) -> None:
        """Show these problems; the current one stays current."""
        self._known = known
        waiting, whole = len(known.open), len(known.problems)
        options = [
            (f"open {waiting}", self.tr("等答复 {0}").format(waiting)),
            (f"answered {whole - waiting}", self.tr("已答复 {0}").format(whole - waiting)),
            (f"all {whole}", self.tr("全部 {0}").format(whole)),
        ]  # chip captions include counts: changed ones are rebuilt
        which = self._which
        focused = QApplication.focusWidget()
        held = focused is not None and self.which.isAncestorOf(focused)
        self.which.show_options(options, [o for o, _ in options if o.startswith(which)])
        if held:
            self.which.take_focus()
        self._fill()

    @property
    def _which(self) -> str:
        """Current filter: open | answered | all."""
        return self.which.chosen[0].partition(" ")[0] if self.which.chosen else "open"

    def take_focus(self) -> None:
        """Focus the list, or the button to leave when it is empty."""
        target = self.list if self._shown else self.back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        which = self._which
        before = self._current()
        every = self._known.problems
        self._shown = [p for p in every if which == "all" or p.open is (which == "open")]
        self.list.blockSignals(True)
        self.list.clear()
        for problem in self._shown:
            self.list.addItem(self._entry(problem))
        numbers = [p.number for p in self._shown]
        kept = numbers.index(before.number) if before and before.number in numbers else 0
        self.list.setCurrentRow(kept if numbers else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._shown))
        self._none.setText(self._nothing(which))
        self._none.setVisible(not self._shown)
        count = len(self._known.to_send)
        self.write.say(self.tr("写信报主管局（{0} 条）").format(count))
        self.write.setEnabled(count > 0)
        self._show_current()

    def _nothing(self, which: str) -> str:
        if which == "answered":
            return self.tr("还没有答复。")
        return self.tr("没有等答复的。在“指南”里停在不对的那一行，按 Ctrl+J 反映。")

    def _entry(self, problem: Problem) -> str:
        report = problem.said
        if not problem.open:
            state = self.tr("已答复")
        else:
            state = self.tr("已写信") if problem.letter else self.tr("还没写信")
        return f"{report.number}　{report.kind.label} · {state}\n{report.bundle_name}　{report.where}"

    def _current(self) -> Problem | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_current(self) -> None:
        problem = self._current()
        self._about.setVisible(problem is not None)
        self._words.setVisible(problem is not None)
        self.open.setEnabled(problem is not None and bool(problem.letter))
        self.form.show_problem(problem)
        if problem is None:
            return
        report = problem.said
        self._about.setText(f"{report.kind.label}　{report.where}")
        lines = [report.reason]
        if report.law:
            lines.append(self.tr("依据：{0}").format(report.law))
        if report.suggestion:
            lines.append(self.tr("建议：{0}").format(report.suggestion))
        lines.append(self.tr("第 {0} 件“{1}”").format(report.bundle, report.bundle_name))
        self._words.setToolTip(guide_tip(report.guide_version))
        lines.append(self.tr("{0} 由 {1} 记").format(civil_date(problem.at).isoformat(), problem.clerk))
        lines.append(self.tr("信：{0}").format(problem.letter or self.tr("还没写")))
        if problem.answer is not None:
            answer = (problem.answer.on, problem.answer.document, problem.answer.change)
            lines.append(self.tr("答复（{0}，{1}）：{2}").format(*answer))
        self._words.setText("\n".join(lines))

    def _write(self) -> None:
        if self.write.isEnabled():
            self.letter_wanted.emit()

    def _open_letter(self) -> None:
        problem = self._current()
        if problem is not None and problem.letter:
            self.letter_opened.emit(problem.letter)

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._title)
        left.addWidget(self.which)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        left.addWidget(self.write)
        left.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._about)
        right.addWidget(self._words)
        right.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        right.addSpacing(8)
        right.addWidget(self.form)
        right.addStretch(1)
        card = QFrame()
        card.setProperty("role", "card")
        right.setContentsMargins(20, 16, 20, 16)
        card.setLayout(right)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 16)
        line.setSpacing(20)
        line.addLayout(left, 5)
        line.addWidget(card, 6)
