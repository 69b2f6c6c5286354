"""实点不符: a count that differed, until somebody says that the thing was found, or why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.theme import Look, restyle

if TYPE_CHECKING:
    from counter.domain.hall.day_counts import CountDifference

_FOUND, _WHY = "found", "why"


class DifferenceCard(QFrame):
    """Signals: ``settled(found, words)`` where a person says how it ended."""

    settled = Signal(bool, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differenceCard")
        restyle(self, role="note-gap")
        self.current: CountDifference | None = None
        self._sentence = TextLabel("", "strong", wrap=True)
        self._sentence.setObjectName("differenceSentence")
        restyle(self._sentence, tone="gap")
        self.how = Choices(look, "differenceHow", self.tr("怎样了结"))
        self.how.show_options([(_FOUND, self.tr("找到了")), (_WHY, self.tr("查明了原因"))])
        self.words = Field(
            "differenceWords",
            self.tr("在哪里找到的，或者为什么不符、谁核对的"),
            self.tr("例如 在3号窗口抽屉里，张主任核对的"),
        )
        self.save = ActButton("differenceSave", self.tr("登记说明"), "Alt+W", writes=True)
        self.save.clicked.connect(self._tell)
        self._problem = ProblemLabel()
        self._problem.setObjectName("differenceProblem")
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.how, "how")
        self.refusals.add(self.words, "why")
        self.how.left.connect(lambda: self.words.setFocus(Qt.FocusReason.TabFocusReason))
        self._arrange()
        self.hide()

    def show_open(self, waiting: Sequence[CountDifference]) -> None:
        """The first of those that wait; nothing where none does."""
        first = waiting[0] if waiting else None
        if first is not None and (self.current is None or self.current.entry != first.entry):
            self.words.clear()
            self.say("")
        self.current = first
        self.setVisible(first is not None)
        if first is not None:
            more = self.tr("（另有{0}条）").format(len(waiting) - 1) if len(waiting) > 1 else ""
            self._sentence.setText(self.tr("实点不符：{0}。").format(first.said.words) + more)

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        return bool(self.words.text().strip())

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self.refusals.say(sentence)

    def _tell(self) -> None:
        if not self.how.chosen:
            self.refusals.say(self.tr("请选找到了，还是查明了原因。"), "how")
            return
        if not self.words.text().strip():
            self.refusals.say(self.tr("请写明在哪里找到的，或者为什么不符。"), "why")
            return
        self.settled.emit(self.how.chosen[0] == _FOUND, self.words.text())

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(self._sentence)
        column.addWidget(self.how)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(labelled(self.words), 1)
        line.addWidget(self.save, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        column.addWidget(self._problem)
