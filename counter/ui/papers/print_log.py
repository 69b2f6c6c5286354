"""打印记录: every sheet of the current paper, when, by whom, where, and what became of it; folded until wanted.

``head`` is the button that unfolds it, placed by whoever shows it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.domain.case.case import IssuedPaper
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.text_label import TextLabel
from counter.ui.words.printing import log_line


class PrintLog(QWidget):
    """Shows nothing for a paper of which no sheet was made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = ActButton("printLog", self.tr("打印记录"), role="quiet", enter=True)
        self._lines = TextLabel("", "small", wrap=True)
        self._lines.setObjectName("printLogLines")
        self.head.clicked.connect(self._turn)
        self._sheets = 0
        self._unfolded = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)

    def show_paper(self, paper: IssuedPaper | None) -> None:
        """The sheets of this paper."""
        sheets = paper.sheets if paper is not None else ()
        self._sheets = len(sheets)
        self._lines.setText("\n".join(log_line(sheet) for sheet in sheets))
        self._say()

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self._say()

    def _say(self) -> None:
        folded = self.tr("打印记录 {0} 条").format(self._sheets)
        self.head.say(self.tr("收起打印记录") if self._unfolded else folded)
        self.head.setVisible(bool(self._sheets))
        self.setVisible(self._unfolded and bool(self._sheets))
