"""交接不符: what is wrong with the current paper and who saw it; once it is on record, how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from counter.domain.case.acts.rounds import SeenMismatch
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.rounds.holders import HeldPaper


class MismatchCard(QFrame):
    """Signals: ``changed`` after a person chose or typed."""

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mismatchCard")
        self.setProperty("role", "card")
        self.held: HeldPaper | None = None
        self._title = TextLabel("", "second")
        self.what = Choices(look, "mismatchWhat", self.tr("怎样"))
        self.seen_by = Field("mismatchSeenBy", self.tr("谁看到的"), for_name=True)
        self.words = Field("mismatchWords", self.tr("具体情况"), self.tr("例如 左上角撕了"))
        self._seen_label = TextLabel(self.tr("谁看到的"), "second")
        self._problem = ProblemLabel()
        self._problem.setObjectName("mismatchProblem")
        self.what.changed.connect(self._on_edited)
        self.what.left.connect(self._go_on)
        for field in (self.seen_by, self.words):
            field.setMaxLength(120)
            field.textEdited.connect(lambda _: self._on_edited())
        self._arrange()

    @property
    def half_done(self) -> bool:
        """True while something typed would be lost."""
        return bool(self.seen_by.text().strip() or self.words.text().strip())

    @property
    def settles(self) -> bool:
        """True where the current paper has an open mismatch."""
        return self.held is not None and bool(self.held.mismatch_id)

    def show_paper(self, held: HeldPaper | None) -> None:
        """Begin for that paper."""
        self.held = held
        self.seen_by.clear()
        self.words.clear()
        self.say("")
        self.setVisible(held is not None)
        options = MismatchEnd if self.settles else MismatchKind
        self.what.show_options([(one.value, one.label) for one in options])
        for part in (self.seen_by, self._seen_label):
            part.setVisible(not self.settles)
        example = self.tr("和谁核对的、怎样处理的") if self.settles else self.tr("例如 左上角撕了")
        self.words.setPlaceholderText(example)
        title = self.tr("不符的怎样了结：") if self.settles else self.tr("交接不符（没有的不用填）：")
        self._title.setText(title + (held.name if held is not None else ""))

    def seen(self) -> SeenMismatch | None:
        """As chosen and typed; None where it is not said what is wrong."""
        if self.held is None or not self.what.chosen:
            return None
        fault = MismatchKind(self.what.chosen[0])
        name = "" if self.held.line else self.held.name
        return SeenMismatch(
            self.held.line, self.held.partner, fault, self.seen_by.text(), self.words.text(), name
        )

    def end(self) -> MismatchEnd | None:
        """How it ended; None where that is not chosen."""
        return MismatchEnd(self.what.chosen[0]) if self.what.chosen else None

    def say(self, sentence: str) -> None:
        """What is wrong with it."""
        self._problem.say(sentence)

    def refuse(self, sentence: str, field: str) -> None:
        """Show the sentence, and put the cursor where it can be mended."""
        self.say(sentence)
        if field == "seen_by":
            self.seen_by.setFocus(Qt.FocusReason.OtherFocusReason)
        elif field == "words":
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.what.take_focus()

    def _go_on(self) -> None:
        target = self.words if self.settles else self.seen_by
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_edited(self) -> None:
        self.say("")
        self.changed.emit()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 3)
        grid.addWidget(self._title, 0, 0, 1, 4)
        grid.addWidget(self.what, 1, 0, 1, 4)
        grid.addWidget(self._seen_label, 2, 0)
        grid.addWidget(self.seen_by, 2, 1)
        grid.addWidget(TextLabel(self.tr("情况"), "second"), 2, 2)
        grid.addWidget(self.words, 2, 3)
        grid.addWidget(self._problem, 3, 0, 1, 4)
