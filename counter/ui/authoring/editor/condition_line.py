"""A condition in a form: its sentence, and the button that opens the builder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.guide.rows.columns import Column
from counter.ui.authoring.editor.label import HeadLabel
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.problem_label import ProblemLabel
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import Look


class ConditionLine(QWidget):
    """Signals: ``wanted`` to build another condition."""

    wanted = Signal()

    def __init__(self, look: Look, name: str, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = column
        head = HeadLabel(look, column.head, 4)
        self.words = TextLabel("", wrap=True)
        self.words.setObjectName(f"{name}Words")
        self.problem = ProblemLabel()
        self.change = ActButton(name, self.tr("改条件…"), role="link", enter=True)
        self.change.clicked.connect(self.wanted)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.words)
        right.addWidget(self.problem)
        right.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)

    def show_words(self, words: str, *, given: bool) -> None:
        """Show the sentence."""
        self.words.setText(words if given else self.tr("没有"))
        self.change.setAccessibleName(f"{self.column.head}：{self.words.text()}，{self.change.words}")

    def warn(self, sentence: str, *, grave: bool = True) -> None:
        """Show what is wrong with the condition."""
        self.problem.say(sentence, blocks=grave)

    def show_cell(self, cell: str) -> None:
        """An empty one."""
        self.show_words(cell, given=bool(cell))

    def control_words(self) -> str:
        """Empty: a condition is built after its row exists."""
        return ""

    def take_focus(self) -> None:
        """Focus its button."""
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
