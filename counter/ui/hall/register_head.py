"""Head of the register's page: its number, how many items may be accepted, what ends or waits, and its files."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from counter.ui.facades.hall import RegisterView
from counter.ui.hall.register_files import RegisterFiles
from counter.ui.hall.register_list import register_notes
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.fitted_to_width import FittedToWidth
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel


class RegisterHead(FittedToWidth):
    """``files``: the buttons at its right end."""

    def __init__(self, files: RegisterFiles) -> None:
        super().__init__()
        self._title = TextLabel("", "title")
        self._title.setObjectName("registerTitle")
        self._summary = TextLabel("", "second")
        self._told = ProblemLabel()
        self._told.setObjectName("registerTold")
        self.confirm = ActButton("confirmRegister", self.tr("确认"), "Alt+C", role="plain", enter=True)
        self.confirm.hide()
        words = self.tr(
            "本窗口没有大厅密钥，只能看；要改请到持有大厅密钥的窗口，改好后把文件拷来，按 Ctrl+O 采用。"
        )
        self._locked = TextLabel(words, "second")
        self._locked.hide()
        self._files = files
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(files)
        told = QHBoxLayout()
        told.addWidget(self._summary)
        told.addWidget(self._told, 1)
        told.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(told)
        column.addWidget(self._locked)

    def fit(self) -> None:
        """Where both do not fit in a row, in larger letters, the files stand under the title."""
        both = self._title.sizeHint().width() + self._files.sizeHint().width() + 2 * self._head.spacing()
        directions = QBoxLayout.Direction
        fits = both <= self.width()
        self._head.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    def show_register(self, view: RegisterView) -> None:
        """Show what is known of the register as a whole."""
        number = view.register.number
        self._title.setText(
            self.tr("登记册第 {0} 号").format(number) if number else self.tr("登记册（设置时的内容）")
        )
        sent_on = sum(c.sent_on for c in view.coverage)
        self._summary.setText(self.tr("{0} 个事项，{1} 个只能收件转办").format(len(view.coverage), sent_on))
        self._told.say("\n".join(register_notes(view)), blocks=False)
        self.confirm.setVisible(bool(view.register.unconfirmed()))
        self._locked.setVisible(not view.keeper)
