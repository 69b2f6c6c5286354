"""用旧单核对日志: an old sheet, paper or neighbour's head held against this window's journal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.papers.verify.evidence import ACCUSING, EvidenceFinding, EvidenceStanding
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_turn import hide_part
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.file_dialogs import ask_given_file
from counter.ui.kit.messages import message_of
from counter.ui.kit.theme import restyle

_LONGEST = 4000


class EvidenceCard(QFrame):
    """Signals: ``wanted(text)`` with a code or the place of a file."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        hint = self.tr("扫旧单的二维码，或输短码、文件的位置，回车")
        self.field = Field("dayCode", self.tr("用来核对的短码、二维码或文件"), hint, keyed=True)
        self.field.setMaxLength(_LONGEST)
        self.field.returnPressed.connect(lambda: self.wanted.emit(self.field.text()))
        self._open = ActButton("dayOpen", self.tr("打开文件…"), "Ctrl+O")
        self._open.clicked.connect(self.choose_file)
        self._problem = ProblemLabel()
        self._problem.setObjectName("dayProblem")
        follow(self.field, self._problem)  # under the whole line: its button stays beside the field
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.field, "code")
        self._found = QVBoxLayout()
        self._arrange()

    def choose_file(self) -> None:
        """Ask for the file."""
        pattern = self.tr(
            "凭据 (*.pdf *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.json *.txt *.head *.窗口备份 *.指南包 *.guide)"
        )
        title = self.tr("打开用来核对的文件")
        ask_given_file(self.window(), "dayEvidence", title, pattern, lambda file: self.wanted.emit(str(file)))

    def say(self, sentence: str) -> None:
        """What is going on."""
        self._problem.say(sentence, blocks=False)

    def refuse(self, error: Exception) -> None:
        """What was typed, scanned or opened cannot be compared."""
        self.refusals.say(message_of(error).sentence, "code")

    def show_findings(self, findings: Sequence[EvidenceFinding]) -> None:
        """The answers, instead of earlier ones."""
        clear(self._found)
        self.refusals.clear()
        for number, one in enumerate(findings):
            self._found.addWidget(_card(one, number))

    def _arrange(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(10)
        inside.addWidget(TextLabel(self.tr("用旧单核对日志"), "strong"))
        words = self.tr("以前打出的日结单、文书，别的窗口留下的链首，能查出日志后来有没有被换过、截过。")
        inside.addWidget(TextLabel(words, "second", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(labelled(self.field), 1)
        line.addWidget(self._open, 0, Qt.AlignmentFlag.AlignBottom)
        inside.addLayout(line)
        inside.addWidget(self._problem)
        inside.addLayout(self._found)


def clear(line: QBoxLayout) -> None:
    """Remove every widget of a layout."""
    while (item := line.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            hide_part(old)
            old.deleteLater()


def _card(found: EvidenceFinding, number: int) -> QFrame:
    """One answer: the sentence in its colour, then what to do."""
    tone = "received" if found.agrees else "correct" if found.standing in ACCUSING else "gap"
    tone = "correct" if found.standing is EvidenceStanding.BROKEN else tone
    card = QFrame()
    card.setObjectName(f"dayFinding{number}")
    restyle(card, role=f"note-{tone}")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(16, 10, 16, 10)
    inside.setSpacing(4)
    sentence = TextLabel(found.sentence, "strong", wrap=True)
    sentence.setObjectName(f"daySentence{number}")
    restyle(sentence, tone=tone)
    inside.addWidget(sentence)
    if found.advice:
        inside.addWidget(TextLabel(found.advice, wrap=True))
    card.setAccessibleName(found.sentence)
    return card
