"""打印记录: every sheet of the current paper, when, by whom, where, and what became of it; folded until wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case import IssuedPaper
from counter.ui.print_words import log_line
from counter.ui.widgets.act_button import ActButton
from counter.ui.widgets.text_label import TextLabel


class PrintLog(QWidget):
    """Shows nothing for a paper of which no sheet was made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = ActButton("printLog", self.tr("打印记录"), role="quiet", enter=True)
        self._lines = TextLabel("", "small", wrap=True)
        self._lines.setObjectName("printLogLines")
        self._lines.hide()
        self._head.clicked.connect(self._turn)
        self._sheets = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._head)
        column.addWidget(self._lines)
        self.hide()

    def show_paper(self, paper: IssuedPaper | None) -> None:
        """The sheets of this paper."""
        sheets = paper.sheets if paper is not None else ()
        self._sheets = len(sheets)
        self._lines.setText("\n".join(log_line(sheet) for sheet in sheets))
        self._say()
        self.setVisible(bool(sheets))

    def _turn(self) -> None:
        self._lines.setVisible(not self._lines.isVisibleTo(self))
        self._say()

    def _say(self) -> None:
        shown = self._lines.isVisibleTo(self)
        self._head.say(
            (self.tr("收起打印记录") if shown else self.tr("打印记录 {0} 条")).format(self._sheets)
        )
