"""What a paper proves: one large sentence, what to compare with the sheet, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from counter.domain.papers.verify.proof import ProofReport, ProofTone, compared_lines, difference_words
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import restyle

_NOTES = {ProofTone.GOOD: "note-received", ProofTone.CARE: "note-gap", ProofTone.BAD: "note-correct"}
_BESIDE = 56
"""Letters in a line that what is compared and what to do have room in beside each other."""
_ADVICE = 16
"""Letters in a line of what to do, at least: what is compared may take the rest."""
_WORDS = {ProofTone.GOOD: "received", ProofTone.CARE: "gap", ProofTone.BAD: "correct"}


class ProofCard(QFrame):
    """Shows one ``ProofReport``; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proofCard")
        self._note = QFrame()
        self.sentence = TextLabel("", "proof", wrap=True)
        self.sentence.setObjectName("proofSentence")
        self._difference = TextLabel("", wrap=True)
        self._difference.setObjectName("proofDifference")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._lines = QWidget()
        self._lines.setObjectName("proofLines")
        self._signer = TextLabel("", "second", wrap=True)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(10)
        self._arrange()
        self.hide()

    def show_report(self, report: ProofReport) -> None:
        """Show the result."""
        restyle(self._note, role=_NOTES[report.tone])
        restyle(self.sentence, tone=_WORDS[report.tone])
        self.sentence.setText(report.sentence)
        self.setAccessibleName(report.sentence)
        self._show_difference(report)
        self._show_lines(report)
        self._signer.setText(self.tr("签发：{0}").format(report.signer) if report.signer else "")
        self._signer.setVisible(bool(report.signer))
        _clear(self._advice)
        for words in report.advice:
            self._advice.addWidget(TextLabel(words, wrap=True))
        self.show()
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both have no room, what is compared has the width: a number in pieces is compared badly."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, wide: int) -> None:
        letter = self.fontInfo().pixelSize()
        narrow = wide < _BESIDE * letter
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._under.setDirection(way)
        self._under.setSpacing(20 if narrow else 40)
        self._widen_lines(0 if narrow else wide - 40 - _ADVICE * letter)

    def _widen_lines(self, most: int) -> None:
        """As wide as its longest value in one line, where that leaves room for what to do; ``most`` 0: all the width is
        its own.
        """
        needed, inside = 0, self._lines.layout()
        for value in self._lines.findChildren(TextLabel):
            if value.property("role") == "essential":
                value.ensurePolished()
                needed = max(needed, value.fontMetrics().horizontalAdvance(value.text()) + 1)
        names = self._grid.cellRect(0, 1).left() - self._lines.contentsRect().left()
        assert inside is not None
        self._lines.setMinimumWidth(min(most, needed + names + inside.contentsMargins().right()))

    def _arrange(self) -> None:
        note = QVBoxLayout(self._note)
        note.setContentsMargins(20, 14, 20, 14)
        note.setSpacing(6)
        note.addWidget(self.sentence)
        note.addWidget(self._difference)
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(20, 0, 0, 0)
        lines.addLayout(self._grid)
        lines.addStretch(1)
        self._grid.setColumnStretch(1, 1)
        beside = QVBoxLayout()
        beside.setSpacing(12)
        beside.addLayout(self._advice)
        beside.addWidget(self._signer)
        beside.addStretch(1)
        self._under = under = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        under.setSpacing(40)
        under.addWidget(self._lines, 11)
        under.addLayout(beside, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addWidget(self._note)
        column.addLayout(under)

    def _show_difference(self, report: ProofReport) -> None:
        found = report.difference
        self._difference.setVisible(found is not None)
        if found is not None:
            self._difference.setText(difference_words(found))

    def _show_lines(self, report: ProofReport) -> None:
        _clear(self._grid)
        self._lines.setVisible(report.essentials is not None)
        if report.essentials is None:
            return
        for row, (name, value) in enumerate(compared_lines(report.essentials)):
            label = TextLabel(name, "second")
            value_label = TextLabel(value, "essential", wrap=True)
            value_label.setAccessibleName(f"{name}：{value}")
            value_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value_label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            value_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(value_label, row, 1)


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        old.hide()
        old.deleteLater()
