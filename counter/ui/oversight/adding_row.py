"""评查: one more case for a sample that was drawn, with its number and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.tasks.oversight.events import AddedWhy
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import follow, labelled
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.page_columns import TYPED, at_left
from counter.ui.kit.controls.refusals import Refusals
from counter.ui.kit.theme import Look

_LEAST, _MOST = 260, 300


class AddingRow(QWidget):
    """``add``: the button, whose act is the page's."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.number = Field("addedNumber", self.tr("另加一件：办件编号"), keyed=True)
        self.why = Choices(look, "addedWhy", self.tr("为什么另加"))
        self.why.show_options([(one.value, one.value) for one in AddedWhy])
        self.fact = Field("addedWords", self.tr("哪一条（不写申请人）"), self.tr("哪个事项、哪一天"))
        self.add = ActButton("addCase", self.tr("加进来"), "Ctrl+J", writes=True)
        self._problem = ProblemLabel()
        self.refusals = Refusals(self._problem)
        for field, name in ((self.number, "number"), (self.fact, "words")):
            follow(field, self._problem)  # under the whole row: its button stays beside the fields
            self.refusals.add(field, name)
        self.refusals.add(self.why, "why", label=self._problem)
        self._arrange(look)

    def given(self) -> tuple[str, AddedWhy, str] | None:
        """Number, why and words; None where it is not said why, which is told."""
        if not self.why.chosen:
            self.refusals.say(self.tr("请选为什么另加。"), "why")
            return None
        self.refusals.clear()
        return self.number.text(), AddedWhy(self.why.chosen[0]), self.fact.text()

    def clear(self) -> None:
        """It is added."""
        self.number.clear()
        self.fact.clear()

    def _arrange(self, look: Look) -> None:
        reason = QHBoxLayout()
        reason.setSpacing(12)
        reason.addWidget(TextLabel(self.tr("另加一件，因为"), "second"))
        reason.addWidget(self.why, 1)
        adding = QHBoxLayout()
        adding.setSpacing(12)
        self.number.setMinimumWidth(_LEAST)
        self.number.setMaximumWidth(_MOST)
        adding.addWidget(labelled(self.number))
        adding.addLayout(at_left(look, labelled(self.fact), TYPED), 1)
        adding.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(reason)
        column.addLayout(adding)
        column.addWidget(self._problem)
