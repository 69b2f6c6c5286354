"""用备份恢复这个窗口: which file, the recovery key, and the list of what is missing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counter.domain.calendar.workdays import civil_time
from counter.domain.errors import BadInput
from counter.domain.hall.window_name import window_name
from counter.ui.facades.first_start import BackupFound, RestoredHere
from counter.ui.kit.announcement import announce
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.inactivity_timer import InactivityTimer
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.profile.course import SetUpCourse
from counter.ui.profile.file_choice import choose_file
from counter.ui.profile.step import SetUpStep, file_of, focus

_SHOWN = 8
"""Lines of what is missing, so that the way on is seen at 768 pixels; the sheet has all of them."""


class BackupStep(SetUpStep):
    """The file first, then whose it is, then the recovery key."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("备份和密钥"),
            self.tr("用备份恢复这个窗口"),
            self.tr(
                "插上备份盘，选最新的一份（文件名里有日期和时间）；再输入恢复密钥：这个窗口的，或大厅的。"
                "恢复好的窗口自动换代次，以后的编号换字母，和以前给出的不会重。"
            ),
            self.tr("读备份"),
        )
        self.file = Field("backupFile", self.tr("备份文件"), self.tr("例如U盘上“窗口备份”里最新的一份"))
        self.choose = ActButton("chooseBackup", self.tr("选文件…"), role="link")
        self.choose.clicked.connect(
            lambda: choose_file(self, course.look, self.tr("窗口备份 (*.窗口备份)"), self._chosen)
        )
        self.row(self.tr("备份文件"), self.file, self.choose)
        self._whose = TextLabel("", "strong", wrap=True)
        self._whose.setObjectName("backupWhose")
        self.row(self.tr("这一份是"), self._whose)
        self.key = Field(
            "recoveryKey",
            self.tr("恢复密钥"),
            self.tr("八组，每组五个字符；空格、横线、大小写都可以"),
            keyed=True,
        )
        self.row(
            self.tr("恢复密钥"),
            self.key,
            hint=self.tr("设置时抄下、锁在保险柜里的那一把；看不清的组，程序会说是第几组。"),
        )
        self.known = Field("knownEnd", self.tr("最后一张日结单"), self.tr("可以不填；短码、二维码或者文件"))
        self.row(
            self.tr("日结单"),
            self.known,
            hint=self.tr("填了最后一张日结单或备份以后的文书的码，缺多少条记录就说得准。"),
        )
        self.link([self.file])
        self.key.returnPressed.connect(lambda: focus(self.known))
        self.known.returnPressed.connect(lambda: focus(self.go))
        self.name_fields({"file": self.file, "recovery_key": self.key, "known": self.known})
        self.file.textChanged.connect(lambda _: self._forget())  # also by speech, which types nothing
        self._alone = InactivityTimer(self, (self.key,), self._forget_key)

    def fill(self) -> None:
        self._show(self.course.backup)

    def take_focus(self) -> None:
        focus(self.file if self.course.backup is None else self.key)

    def press_on(self) -> None:
        file, facade, key = file_of(self.file), self.course.facade, self.key.text()
        known = tuple(filter(None, [self.known.text().strip()]))
        if self.course.backup is None:
            self.work(lambda: facade.read_backup(file), self._read)
        elif not key.strip():
            self.refuse(BadInput(self.tr("请输入恢复密钥。"), field="recovery_key"))
        else:
            self.work(lambda: facade.restore_backup(file, key, known), self._restored)
            self.say(self.tr("正在恢复，一年的资料要一两分钟，请不要关……"), blocks=False)

    def _chosen(self, file: str) -> None:
        self.file.setText(file)
        self._forget()  # the same file chosen again may be another one
        self.press_on()

    def _read(self, found: BackupFound) -> None:
        self.course.backup = found
        self._show(found)
        self.say("")
        focus(self.key)
        announce(self, self._whose.text())  # the way it came to is below it

    def _restored(self, restored: RestoredHere) -> None:
        self.key.clear()
        self.known.clear()
        self.course.restored = restored
        self.say("")
        self.onward.emit()

    def _forget(self) -> None:
        self.course.backup = None
        self._show(None)

    def _forget_key(self) -> None:
        if self.key.text():
            self.key.clear()
            self.say(self.tr("放了2分钟没有动，输过的恢复密钥已清掉，请再输。"), blocks=False)

    def _show(self, found: BackupFound | None) -> None:
        for field in (self.key, self.known):
            field.setEnabled(found is not None)
        self.go.say(self.tr("读备份") if found is None else self.tr("恢复"))
        if found is None:
            self._whose.setText("")
            return
        words = self.tr("{0}　{1}，{2} 的备份").format(
            found.hall,
            window_name(found.window),
            civil_time(found.made_at).strftime(self.tr("%Y年%m月%d日 %H:%M")),
        )
        newer = self.tr("。注意：旁边有更新的一份 {0}").format(found.newer.name) if found.newer else ""
        self._whose.setText(words + newer)


class MissingStep(SetUpStep):
    """What is missing, on screen and on a sheet; the journal has it too."""

    def __init__(self, course: SetUpCourse) -> None:
        super().__init__(
            course,
            self.tr("缺的清单"),
            self.tr("恢复好了；缺的在下面"),
            self.tr(
                "备份以后办的件不在里面。请打印清单，对照手里的文书和材料补录；"
                "第一次上岗以后，“待办”里也列着，两个人看过、确认了才消。"
            ),
        )
        self.back.hide()
        self._mark = TextLabel("", "strong", wrap=True)
        self._mark.setObjectName("restoredMark")
        self.body.addWidget(self._mark)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(24, 18, 24, 18)
        self._lines.setSpacing(8)
        self.body.addWidget(self._card)
        self.print = ActButton("printMissing", self.tr("打印清单"), "F8", prints=True)
        self.save = ActButton("saveMissing", self.tr("存成 PDF…"), "F9")
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        acts = QHBoxLayout()
        acts.addWidget(self.print)
        acts.addWidget(self.save)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self._opens = TextLabel("", "second", wrap=True)
        self._opens.setObjectName("restoredOpens")
        self.body.addWidget(self._opens)

    @property
    def told(self) -> str:
        said = [self._mark.text(), *(label.text() for label in self._card.findChildren(TextLabel))]
        return "".join((super().told, *said, self._opens.text()))

    def fill(self) -> None:
        restored = self.course.restored
        if restored is None:
            return
        self._mark.setText(self.tr("以后的编号里是 {0}。").format(restored.mark))
        self._opens.setText(restored.opens)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for line in restored.missing[:_SHOWN]:
            self._lines.addWidget(TextLabel(f"· {line}", wrap=True))
        if len(restored.missing) > _SHOWN:
            more = self.tr("另有 {0} 行，在清单上。").format(len(restored.missing) - _SHOWN)
            self._lines.addWidget(TextLabel(more, "small"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8:
            self._print()
        elif event.key() == Qt.Key.Key_F9:
            self._choose_file()
        else:
            super().keyPressEvent(event)

    def _print(self) -> None:
        self.work(self.course.facade.print_missing, lambda words: self.say(words, blocks=False))

    def _choose_file(self) -> None:
        choose_file(self, self.course.look, "PDF (*.pdf)", self._save, save=self.tr("恢复后缺的.pdf"))

    def _save(self, file: str) -> None:
        facade = self.course.facade
        self.work(
            lambda: facade.save_missing(Path(file)), lambda _: self.say(self.tr("存好了。"), blocks=False)
        )
