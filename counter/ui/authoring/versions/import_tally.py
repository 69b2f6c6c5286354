"""What a file would add, remove and change, by kind; deleting many rows needs a typed word of consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.guide.diff.tally import CONSENT, in_bulk
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.field_row import labelled
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.theme import restyle

if TYPE_CHECKING:
    from counter.domain.guide.diff.tally import KindTally


class ImportTally(QFrame):
    """Signals: ``changed`` when consent is given or withdrawn."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lost = False
        self._all = TextLabel("", "second", wrap=True)
        self._all.setObjectName("importTally")
        self._warning = TextLabel("", "strong", wrap=True)
        self._warning.setObjectName("importLost")
        self.word = Field("importAgree", self.tr("写“{0}”").format(CONSENT))
        self.word.setMaximumWidth(120)
        self.word.textChanged.connect(self.changed)
        line = QHBoxLayout()
        line.addWidget(self._warning, 1)
        line.addWidget(labelled(self.word))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._all)
        column.addLayout(line)

    def show_tally(self, tallies: Sequence[KindTally]) -> None:
        """Show these counts; consent given for others is dropped."""
        self._all.setText(self.tr("各种内容：{0}。").format("；".join(one.words for one in tallies)))
        self._all.setVisible(bool(tallies))
        lost = in_bulk(tallies)
        self._lost = bool(lost)
        self.word.clear()
        self._warning.setText(
            self.tr(
                "成批去掉：{0}。多半是文件里少了表、少了行或清空了一栏，请先核对；确实要去掉，在右边写“{1}”。"
            ).format("、".join(one.lost for one in lost), CONSENT)
        )
        self._warning.setVisible(self._lost)
        self.word.setVisible(self._lost)
        restyle(self, role="note-correct" if self._lost else "")
        edge = 12 if self._lost else 0
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(edge, edge // 2, edge, edge // 2)

    @property
    def agreed(self) -> bool:
        """Whether no bulk deletion occurs, or the word was typed."""
        return not self._lost or self.word.text().strip() == CONSENT
