"""One clear sentence beside a field: what is wrong and how to mend it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from counter.ui.kit.controls.text_label import TextLabel


class ProblemLabel(TextLabel):
    """Hidden while there is nothing to say. A blocking problem is red, a doubtful one amber."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "correct", parent, wrap=True)
        self.hide()

    def say(self, sentence: str, *, blocks: bool = True) -> None:
        """Say it, or with an empty sentence nothing."""
        self.setText(sentence)
        self.set_role("correct" if blocks else "gap")
        self.setVisible(bool(sentence))
