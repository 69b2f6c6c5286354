"""One item's verdict: organ, outcome, reason, date."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.jurisdiction import PENDING
from counter.domain.visit.clocks import DEFAULT_BASIS
from counter.domain.visit.looked_at import UNSEEN
from counter.domain.visit.material import MaterialState
from counter.domain.visit.originals import ORIGINALS
from counter.domain.visit.verdict import Outcome, Verdict
from counter.ui.kit.controls.badge import Badge
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.kit.theme import restyle
from counter.ui.words.outcomes import due_words, outcome_tone, outcome_word

_PLAIN = (Outcome.ACCEPT, Outcome.DONE)


class VerdictRow(QWidget):
    """Shows a ``Verdict``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdictRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dot = TextLabel()
        self._name = TextLabel("", wrap=True)
        self._organ = TextLabel("", "small", wrap=True)
        self._badge = Badge("", "act")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._organ)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 7, 0, 7)
        line.setSpacing(8)
        line.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        line.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_verdict(self, verdict: Verdict, *, unseen: int) -> None:
        """``unseen``: how many of this item's papers nobody has looked at: until then nothing is said of a fault."""
        waits = verdict.rule == UNSEEN
        defective = sum(g.state == MaterialState.DEFECTIVE for g in verdict.gaps)
        tone = "shared" if waits else outcome_tone(verdict.outcome)
        if verdict.outcome is Outcome.CORRECT and not defective:
            tone = "gap"  # nothing is wrong, something is still missing
        word = self.tr("看完再定") if waits else outcome_word(verdict.outcome)
        if verdict.rule == ORIGINALS:
            word = self.tr("待核原件")  # nobody else goes on with it: this window has to look
        self._badge.show_word(word, tone)
        restyle(self._dot, light={"received": "good", "gap": "warn", "correct": "bad"}.get(tone, "absent"))
        self._name.setText(verdict.item_name)
        parts = [verdict.organ, *([self.tr("待认定")] if verdict.maybe else [])]
        if verdict.outcome is Outcome.CORRECT:
            if defective:
                parts.append(self.tr("{0} 项不符").format(defective))
            if len(verdict.gaps) > defective:
                parts.append(self.tr("还差 {0} 份").format(len(verdict.gaps) - defective))
        elif waits:
            parts.append(self.tr("还有 {0} 份没看").format(unseen))
        elif verdict.due is not None:
            unsure = f"，{PENDING}" if DEFAULT_BASIS in verdict.due.text else ""
            parts.append(due_words(verdict.due) + unsure)
        self._organ.setText(" · ".join(parts))
        self.setToolTip(f"{verdict.reason}{verdict.due.text if verdict.due is not None else ''}")
        self.setAccessibleName(f"{verdict.item_name}，{verdict.organ}，{word}。{verdict.reason}")

    def mark(self, current: bool) -> None:
        """The keys go to this item, or no longer."""
        restyle(self, current=current)
