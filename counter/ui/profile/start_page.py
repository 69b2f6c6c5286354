"""The first page where nothing is set up: what shall this computer become?"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.profile.step import WIDTH

CHOICES = (
    (
        "demo",
        str(QT_TRANSLATE_NOOP("profile", "看演示大厅")),
        str(
            QT_TRANSLATE_NOOP(
                "profile", "人和数据都是虚构的，文书印“演示 无效”；看完再回来设置，什么也不留在正式资料里"
            )
        ),
    ),
    (
        "window",
        str(QT_TRANSLATE_NOOP("profile", "设置本大厅")),
        str(
            QT_TRANSLATE_NOOP(
                "profile", "大厅的第一台电脑：大厅、窗口、人员、恢复密钥、自检，约二十分钟，中途可以关"
            )
        ),
    ),
    (
        "join",
        str(QT_TRANSLATE_NOOP("profile", "把这个窗口加入大厅")),
        str(QT_TRANSLATE_NOOP("profile", "大厅已经有窗口设好了：从U盘读那里写的入厅卡")),
    ),
    (
        "office",
        str(QT_TRANSLATE_NOOP("profile", "设置差评处理室")),
        str(QT_TRANSLATE_NOOP("profile", "不收件；收各窗口封存的评价，办差评整改")),
    ),
    (
        "bureau",
        str(QT_TRANSLATE_NOOP("profile", "设置指南编辑室")),
        str(QT_TRANSLATE_NOOP("profile", "不收件；改指南、核对、发布")),
    ),
    (
        "restore",
        str(QT_TRANSLATE_NOOP("profile", "用备份恢复这个窗口")),
        str(
            QT_TRANSLATE_NOOP("profile", "原来的电脑坏了、丢了：要备份盘上的文件和恢复密钥，约一刻钟到能办件")
        ),
    ),
    (
        "oversight",
        str(QT_TRANSLATE_NOOP("profile", "设置值班主管室")),
        str(QT_TRANSLATE_NOOP("profile", "不收件；看全厅各窗口的件、查件、抽查。从U盘读大厅的入厅卡")),
    ),
)
_HEIGHT = 72


class StartPage(QWidget):
    """Signals: ``chosen(id)``. Digits choose, arrows walk, Enter takes."""

    chosen = Signal(str)

    def __init__(self, resumes: bool) -> None:
        super().__init__()
        self.setMaximumWidth(WIDTH)
        self.problem = ProblemLabel()
        self.problem.setObjectName("startProblem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        question = self.tr("这台电脑还没有设置，要做什么？")
        column.addWidget(TextLabel(question, "title"))
        note = self.tr("按数字，或用方向键选好按回车。选错了可以按 Esc 回来。")
        if resumes:
            note = self.tr("上次设置到一半，填过的还在：选“设置本大厅”接着来（口令要再定一次）。")
        column.addWidget(TextLabel(note, "second", wrap=True))
        column.addSpacing(8)
        self._told = question + note
        self.buttons: dict[str, ActButton] = {}
        for number, (name, caption, reason) in enumerate(CHOICES, 1):
            words, why = (
                QCoreApplication.translate("profile", caption),
                QCoreApplication.translate("profile", reason),
            )
            button = ActButton(f"start_{name}", words, str(number), enter=True)
            button.read_from_left()
            button.say(words, below=why)
            button.setMinimumHeight(_HEIGHT)
            button.clicked.connect(lambda _=False, one=name: self.chosen.emit(one))
            self.buttons[name] = button
            column.addWidget(button)
        column.addWidget(self.problem)
        column.addStretch(1)

    def come(self, last: str = "window") -> None:
        """Take the focus; who hears the page hears the question, not the first answer alone."""
        self.buttons[last].setFocus()
        announce(self, self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isdigit() and 1 <= int(text) <= len(CHOICES) and not event.isAutoRepeat():
            self.chosen.emit(CHOICES[int(text) - 1][0])
        else:
            super().keyPressEvent(event)
