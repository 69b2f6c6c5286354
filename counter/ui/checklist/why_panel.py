"""Why a paper is required: rule, legal basis, the applicant's answers, and certainty."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.visit.checklist import Line
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel


class WhyPanel(QFrame):
    """Explains why a ``Line`` is required. Signals: ``closed``; ``doubted(line)``: the guide is wrong there (L1);
    ``explained(line)`` whenever another line is shown.
    """

    closed = Signal()
    doubted = Signal(str)
    explained = Signal(Line)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whyPanel")
        self.setProperty("role", "note-act")
        self._title = TextLabel("", "strong", wrap=True)
        self._body = TextLabel("", wrap=True)
        self._body.setObjectName("whyText")
        close = ActButton("whyClose", self.tr("收起"), "?", role="quiet")
        close.clicked.connect(self.closed)
        self._material = ""
        doubt = ActButton("whyDoubt", self.tr("指南这里不对"), role="quiet")
        doubt.clicked.connect(lambda: self.doubted.emit(self._material))
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("为什么要"), "small"), 1)
        for button in (doubt, close):
            head.addWidget(button)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._title)
        column.addWidget(self._body)
        self.hide()

    def add_below(self, part: QWidget) -> None:
        """Add a widget under the explanation."""
        self._column.addWidget(part)

    def add_sentences(self, sentences: Iterable[str]) -> None:
        """Add what else is known of the line that is shown, under its explanation."""
        self._body.setText("\n".join((self._body.text(), *sentences)))

    def show_line(self, line: Line) -> None:
        """Show the explanation."""
        named = next((n.material for n in line.needs if n.item), "")
        self._material = f"material:{named}" if named else ""
        self._title.setText(line.name)
        self._body.setText("\n".join(self._sentences(line)))
        self.explained.emit(line)
        self.show()

    def _sentences(self, line: Line) -> list[str]:
        sentences = []
        for why in line.why:
            answers = "；".join(f"{question} {label}" for question, label in why.answers)
            because = self.tr("（您答的：{0}）").format(answers) if answers else ""
            basis = self.tr("\n依据：{0}。").format(why.basis) if why.basis else ""
            grade = "" if why.evidence.official else self.tr("【待部门核定】")
            sentences.append(f"· {why.text}{because}{grade}{basis}")
        needs = "、".join(dict.fromkeys(need.item_name for need in line.needs if need.item_name))
        if needs:
            sentences.append(self.tr("用于：{0}。要求：{1}。").format(needs, line.wanted))
        notes = dict.fromkeys(n.defer_note or n.later or "" for n in line.needs)
        sentences += [f"· {note}" for note in notes if note]
        return sentences
