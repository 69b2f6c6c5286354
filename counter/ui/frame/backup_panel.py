"""Panel of the backups: how old the last one is, make one now, where they go; and the page while the window closes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.facades.light import Light
from counter.ui.frame.backup_runner import BackupEnd, BackupRunner
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.passing_panel import PassingPanel
from counter.ui.kit.file_dialogs import Purpose, choose_folder
from counter.ui.kit.spoken_progress import SpokenProgress


class BackupPanel(PassingPanel):
    """Opened by its light or Ctrl+Shift+B above the page; Esc closes it, a backup being made goes on.

    ``form``: shown in it after a restoring. Signals: ``place_chosen(folder)``, ``stick_chosen(folder)``.
    """

    place_chosen = Signal(str)
    stick_chosen = Signal(str)

    def __init__(self, runner: BackupRunner, form: QWidget) -> None:
        super().__init__()
        self.setObjectName("backupPanel")
        self.setProperty("role", "note-act")
        self._runner = runner
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("backupWords")
        self._place = TextLabel("", "small", wrap=True)
        self._place.setObjectName("backupPlace")
        self.now = ActButton("backupNow", self.tr("现在备份"), "Enter", role="primary", enter=True)
        self.halt = ActButton("backupStop", self.tr("停下这一次"), role="quiet")
        self.choose = ActButton("backupChoose", self.tr("选备份的文件夹…"), role="quiet")
        self.stick = ActButton("backupStick", self.tr("把U盘设成备份盘…"), role="quiet")
        self._close = ActButton("backupClose", self.tr("关上"), "Esc", role="quiet", enter=True)
        self._said = ProblemLabel()
        self._said.setObjectName("backupSaid")
        self._arrange(form)
        self.now.clicked.connect(lambda: self._runner.make())
        self.now.clicked.connect(self._begun)
        self.halt.clicked.connect(self._runner.give_up)
        self.choose.clicked.connect(lambda: self._ask(self.tr("备份放在哪个文件夹"), self.place_chosen))
        self.stick.clicked.connect(lambda: self._ask(self.tr("哪个U盘（选它的根目录）"), self.stick_chosen))
        self._close.clicked.connect(self.leave)
        self._progress = SpokenProgress(self)
        runner.progressed.connect(lambda words: self.say(words, blocks=False))
        runner.progressed.connect(self._progress.step)
        runner.ended.connect(self._ended)

    def ask(self, light: Light | None, place: str) -> None:
        """Show how it stands. ``place``: the folder that was chosen."""
        self.enter()
        self._words.setText(light.words if light is not None else self.tr("正在看最近的备份…"))
        self.show_place(place)
        self._begun() if self._runner.running else self.say("")
        self.show()
        (self.halt if self._runner.running else self.now).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._words.text()}{self._place.text()}")  # the focus says its button alone

    def show_light(self, light: Light) -> None:
        """Update the sentence."""
        self._words.setText(light.words)

    def show_place(self, place: str) -> None:
        """Where backups go by themselves."""
        where = self.tr("每小时和关窗口时自动备份到：{0}").format(place) if place else ""
        none = self.tr("还没有选文件夹：插着本窗口的备份盘时，自动备份到盘上。")
        self._place.setText(where or none)

    def say(self, sentence: str, *, blocks: bool = True) -> None:
        """One sentence below the buttons."""
        self._said.say(sentence, blocks=blocks)

    def _arrange(self, form: QWidget) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for part in (self.now, self.halt, self.choose, self.stick, self._close):
            buttons.addWidget(part)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(self._place)
        column.addLayout(buttons)
        column.addWidget(self._said)
        column.addWidget(form)
        self.halt.hide()
        self.hide()

    def _begun(self) -> None:
        self.halt.show()
        if self.now.hasFocus():  # disabled with it, it would pass it on
            self.halt.setFocus(Qt.FocusReason.OtherFocusReason)
        self.now.setEnabled(False)
        words = self.tr("正在备份，可以接着办件……")
        self.say(words, blocks=False)
        self._progress.begin(words)

    def _ended(self, end: BackupEnd, words: str) -> None:
        self.now.setEnabled(True)
        if self.halt.hasFocus():
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
        self.halt.hide()
        if end is BackupEnd.MADE:
            words = self.tr("备份做好，并已读回来核对：{0}").format(words)
        self.say(words, blocks=end is not BackupEnd.MADE)
        self._progress.end(words)

    def _ask(self, title: str, chosen: SignalInstance) -> None:
        choose_folder(
            self,
            None,
            lambda folder: chosen.emit(str(Path(folder))),
            name="backupFolder",
            title=title,
            purpose=Purpose.STICK,
        )


class ClosingPage(QWidget):
    """Shown while the last backup of the day is made. Signals: ``skipped``: close at once."""

    skipped = Signal()

    def __init__(self, runner: BackupRunner) -> None:
        super().__init__()
        self.setObjectName("closingPage")
        self._said = TextLabel("", "second", wrap=True)
        self._said.setObjectName("closingSaid")
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = title = TextLabel(self.tr("正在做备份，做完就关窗口"), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = note = TextLabel(self.tr("不等也可以：已经办的都存好了，下次打开再备份。"), "small")
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.skip = ActButton("closingSkip", self.tr("不等了，直接关窗口"), "Esc", enter=True)
        self.skip.setFixedWidth(280)
        self.skip.clicked.connect(self.skipped)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (title, self._said, note):
            column.addWidget(part)
        column.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self._progress = SpokenProgress(self)
        runner.progressed.connect(self._said.setText)
        runner.progressed.connect(self._progress.step)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._progress.begin(f"{self._title.text()}。{self._note.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)
