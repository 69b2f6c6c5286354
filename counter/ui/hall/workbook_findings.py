"""What was found in a workbook that is to be taken: how it is done, the faults where they stand, or what would come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.page_columns import OneColumn, at_left
from counter.ui.kit.controls.start_note import StartNote
from counter.ui.kit.lists.wrapped_table import WrappedTable
from counter.ui.kit.theme import Look, restyle


class WorkbookFindings(QWidget):
    """``name``: how object names begin (``…Head``, ``…Words``, ``…Table``); ``title``: what the table is called;
    ``start``: what stands here while no workbook is in hand. ``out``: the button that writes the rows to a file;
    ``signing``: where people sign for them.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        title: str,
        start: StartNote,
        *,
        out: QWidget | None = None,
        signing: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._note = QFrame()
        self._head, self._words = TextLabel("", "title", wrap=True), TextLabel("", "second", wrap=True)
        self._head.setObjectName(f"{name}Head")
        self._words.setObjectName(f"{name}Words")
        self.table = WrappedTable(look, f"{name}Table", title)
        self._start = OneColumn(look, start)
        self._listed, self._space = hugging(self.table), QWidget()
        note = QVBoxLayout(self._note)
        note.setContentsMargins(16, 10, 16, 10)
        note.setSpacing(4)
        note.addWidget(self._head)
        note.addLayout(at_left(look, self._words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._note)
        column.addWidget(self._start)
        column.addWidget(self._listed, 1)
        if out is not None:
            column.addWidget(out, 0, Qt.AlignmentFlag.AlignRight)
        if signing is not None:
            column.addWidget(signing)  # under the rows that are signed for
        column.addWidget(self._space, 1)
        column.addStretch(0)
        self.show_start()

    def show_start(self) -> None:
        """No workbook is in hand: how it is done."""
        self.tell("act", "", "")
        self._note.hide()
        self._start.show()

    def tell(
        self, tone: str, head: str, words: str, heads: Sequence[str] = (), rows: Sequence[Sequence[str]] = ()
    ) -> None:
        """What was found, with the rows of it; ``tone``: how the note looks (act, received, gap, correct)."""
        self._start.hide()
        self._note.show()
        restyle(self._note, role=f"note-{tone}")
        self._head.setText(head)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.table.show_rows(heads, rows)
        self._listed.setVisible(bool(rows))
        self._space.setVisible(not rows)

    def read_rows(self) -> None:
        """The focus goes to the rows: they are to be read before anything else is done."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
