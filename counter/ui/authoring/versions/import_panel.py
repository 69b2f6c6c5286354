"""导入: read a workbook or library file, show its faults or its changes, and pass it to the editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from counter.domain.guide.diff.change import GuideDiff
from counter.ui.authoring.versions.changes import VersionChanges
from counter.ui.authoring.versions.files import ask_save
from counter.ui.authoring.versions.import_faults import FaultTable
from counter.ui.authoring.versions.import_reading import FileWork, ImportComparison
from counter.ui.authoring.versions.import_tally import ImportTally
from counter.ui.facades.bureau import BureauFacade
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.card import hugging
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.two_press import TwoPress, expired_caption
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.spoken_progress import SpokenProgress
from counter.ui.kit.theme import Look, restyle
from counter.ui.words.versions import counted

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
    from counter.services.guide.check_library import CheckedGuide

JOIN, REPLACE, REMARKS = "join", "replace", "remarks"
_NOTHING = GuideDiff("", "", ())
_PARTS = ("bundles", "items", "papers", "questions", "switches")


class ImportPanel(QWidget):
    """Signals: ``library_wanted(library, words)``: the new draft; ``other_wanted``: another file; ``closed``;
    ``said``.
    """

    library_wanted = Signal(object, str)
    other_wanted = Signal()
    closed = Signal()
    announced = Signal(Message)

    def __init__(
        self, facade: BureauFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importPanel")
        self._facade = facade
        self._background = background
        self._look = look
        self._file = Path()
        self._checked: CheckedGuide | None = None
        self._compared: ImportComparison | None = None
        self.work = FileWork(facade, background, self)
        self.work.progressed.connect(self._progress)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("importTitle")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("importWords")
        self.bar = QProgressBar()
        self.bar.setObjectName("importProgress")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("读到哪里"))
        self._progress_said = SpokenProgress(self)
        self.which = Choices(look, "importWhich", self.tr("怎么放进草稿"))
        self.which.changed.connect(self._show_chosen)
        self.faults = FaultTable(look)
        self.changes = VersionChanges(look)
        self.changes.closed.connect(self.dismiss)
        self.tally = ImportTally()
        self.tally.changed.connect(self._agree)
        self.save = ActButton("importSaveFaults", self.tr("存错误清单…"), "Ctrl+S", enter=True)
        self.save.clicked.connect(self.save_faults)
        self.other = ActButton("importOther", self.tr("另选文件…"), "Ctrl+O", enter=True)
        self.other.clicked.connect(self.other_wanted)
        self.take = ActButton("importTake", "", "F9", role="primary", writes=True)
        self.take.clicked.connect(self.press)
        self.which.left.connect(lambda: self.take.setFocus(Qt.FocusReason.OtherFocusReason))
        self.cancel = ActButton("importCancel", self.tr("不导入了"), "Esc", role="quiet", enter=True)
        self.cancel.clicked.connect(self.dismiss)
        self._presses = TwoPress(self)
        self._presses.armed.connect(lambda _: self._update_button())
        self._presses.confirmed.connect(self._take)
        self._presses.lapsed.connect(lambda: self.take.say(self.take.words, below=expired_caption("F9")))
        self._arrange()

    def read(self, file: Path) -> None:
        """Read that file; changes nothing."""
        self._file, self._checked, self._compared = file, None, None
        self._presses.disarm()
        self._title.setText(self.tr("正在读 {0}").format(file.name))
        self._words.setText(self.tr("草稿没有动。随时可以按 Esc 停下。"))
        self.bar.setRange(0, 0)
        self._show_parts(reading=True)
        self._progress_said.begin(f"{self._title.text()}。{self._words.text()}")
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.work.read(file, self._show, self._fail)

    def dismiss(self) -> None:
        """Stop reading, or discard the result."""
        self.work.stop()
        self._presses.disarm()
        self._checked = self._compared = None
        self.changes.show_diff("", _NOTHING, str, "")
        self.closed.emit()

    def take_focus(self) -> None:
        """Focus the next control."""
        target = self.faults if self.faults.isVisible() else self.changes.list
        (target if target.isVisible() else self.cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self) -> None:
        """Press the button that takes it over."""
        if self._compared is not None and self.take.isEnabled():
            self._presses.press()

    def save_faults(self) -> None:
        """Write the faults to a file for its author."""
        checked = self._checked
        if checked is None or not checked.faults:
            return

        def write(file: Path) -> None:
            self._background.run(
                lambda: self._facade.export_faults(file, checked),
                lambda _: self.announced.emit(Message(Tone.DONE, self.tr("错误清单已存到 {0}").format(file))),
                lane=Lane.FILES,
            )

        name = self.tr("{0} 的错误清单.xlsx").format(self._file.stem)
        kinds = self.tr("Excel 工作簿 (*.xlsx);;文字 (*.txt)")
        ask_save(self, self._look, self.tr("错误清单存到哪里"), name, kinds, write)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    # -- result --
    def _progress(self, done: int, whole: int) -> None:
        if not self.work.runs:
            return
        self.bar.setRange(0, whole)
        self.bar.setValue(min(done, whole))
        self._words.setText(
            self.tr("读了约 {0}%（{1} 行）。草稿没有动，随时可以按 Esc 停下。").format(
                min(99, done * 100 // whole), f"{done:,}"
            )
            if whole
            else self.tr("读完了，正在和草稿比较。草稿没有动，随时可以按 Esc 停下。")
        )
        self._progress_said.step(self._words.text())

    def _fail(self, error: Exception) -> None:
        message = message_of(error)
        self._title.setText(self.tr("没有读：{0}").format(self._file.name))
        self._words.setText(self.tr("{0}草稿没有动。").format(message.sentence))
        self._show_parts()
        self._frame_words("note-correct")
        self._progress_said.end(f"{self._title.text()}。{self._words.text()}")
        self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        if message.tone is Tone.BUG:
            self.announced.emit(message)

    def _show(self, found: CheckedGuide | ImportComparison) -> None:
        if isinstance(found, ImportComparison):
            self._compared, self._checked = found, found.checked
            self._show_compared(found)
        else:
            self._checked = found
            self._show_faults(found)

    def _show_faults(self, checked: CheckedGuide) -> None:
        grave = sum(fault.grave for fault in checked.faults)
        more = self.tr("，另有 {0} 处没有列出").format(f"{checked.untold:,}") if checked.untold else ""
        self._title.setText(self.tr("没有导入：{0} 里有 {1} 处要改{2}").format(self._file.name, grave, more))
        self._words.setText(self.tr("照下面一处一处改好，再导入一次。草稿没有动。"))
        self.faults.show_faults(checked.faults)
        self._show_parts(faults=True)
        self._progress_said.end(f"{self._title.text()}。{self._words.text()}")
        self.faults.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_compared(self, found: ImportComparison) -> None:
        counts = found.checked.counts
        names = (
            self.tr("件事"),
            self.tr("个事项"),
            self.tr("样实物材料"),
            self.tr("道情形题"),
            self.tr("条本地规定"),
        )
        shown_text = [
            f"{counts[part]:,} {name}" for part, name in zip(_PARTS, names, strict=True) if counts.get(part)
        ]
        self._title.setText(self.tr("{0} 可以用：{1}").format(self._file.name, "、".join(shown_text)))
        options = [
            (JOIN, self.tr("并入草稿（{0}）").format(counted(found.join.changes))),
            (REPLACE, self.tr("全部替换（{0}）").format(counted(found.replace.changes))),
        ]
        if found.checked.faults:
            options.append((REMARKS, self.tr("提醒 {0} 处").format(len(found.checked.faults))))
        self.faults.show_faults(found.checked.faults)
        self.which.show_options(options, (JOIN,))
        self._show_chosen()
        self._progress_said.end(self._title.text())
        self.which.take_focus()

    def _show_chosen(self) -> None:
        found = self._compared
        if found is None:
            return
        self._presses.disarm()
        which = self._chosen
        self._show_parts(compared=True, faults=which == REMARKS)
        self.tally.setVisible(which != REMARKS)
        self.tally.show_tally(found.replace_tally if which == REPLACE else found.join_tally)
        if which == REMARKS:
            self._words.setText(self.tr("这些地方不影响导入，请看一眼：有的没有采用，有的已照规矩改好。"))
        elif which == JOIN:
            self._words.setText(
                self.tr("编号相同的换成文件里的，新的加进来，草稿里别的不动；共用的材料和提示也不动。")
            )
            self._show_diff(self.tr("并入以后，草稿的变化"), replaces=False)
        else:
            self._words.setText(self.tr("草稿全部换成文件里的；文件里没有的，草稿里也不再有。"))
            self._show_diff(self.tr("替换以后，草稿的变化"), replaces=True)
        self._update_button()

    def _show_diff(self, title: str, *, replaces: bool) -> None:
        found = self._compared
        assert found is not None
        diff, library = (found.replace, found.checked.library) if replaces else (found.join, found.joined)
        assert library is not None
        names = {int(key): raw["name"] for key, raw in library["bundles"].items()}
        self.changes.show_diff(title, diff, lambda n: names.get(n, ""), self.tr("和草稿一样，没有变化。"))

    def _update_button(self) -> None:
        which, found = self._chosen, self._compared
        if found is None:
            return
        diff = found.replace if which == REPLACE else found.join
        words = self.tr("全部替换") if which == REPLACE else self.tr("并入草稿")
        armed = self._presses.is_armed
        self.take.arm(armed)
        self.take.setEnabled(which != REMARKS and bool(diff.changes) and self.tally.agreed)
        self.take.show_key(not armed)
        if armed:
            shown_text = self.tr("{0}：{1}；在“编辑”页按 Ctrl+Z 撤销").format(words, counted(diff.changes))
            self.take.say(shown_text, self.tr("再按一次 F9"))
        else:
            self.take.say(words)

    def _agree(self) -> None:
        self._presses.disarm()
        self._update_button()

    def _take(self) -> None:
        found, which = self._compared, self._chosen
        if found is None:
            return
        library: Library | None = found.checked.library if which == REPLACE else found.joined
        words = self.tr("用 {0} 全部替换") if which == REPLACE else self.tr("并入 {0}")
        shown_text = words.format(self._file.name)
        self.dismiss()
        self.library_wanted.emit(library, shown_text)

    @property
    def _chosen(self) -> str:
        return (*self.which.chosen, JOIN)[0]

    # -- building --
    def _show_parts(self, *, reading: bool = False, faults: bool = False, compared: bool = False) -> None:
        self.bar.setVisible(reading)
        self._listed.setVisible(faults)
        self.save.setVisible(faults)
        self.which.setVisible(compared)
        self.tally.setVisible(compared and not faults)
        self.changes.setVisible(compared and not faults)
        self.take.setVisible(compared)
        self._below.setVisible(not faults and not compared)
        self.cancel.say(
            self.tr("停下") if reading else self.tr("不导入了") if compared else self.tr("知道了")
        )
        self.other.setVisible(not reading)
        self._frame_words("")

    def _frame_words(self, role: str) -> None:
        """A refusal has its own background."""
        restyle(self._result, role=role)
        edge = 12 if role else 0
        self._inside.setContentsMargins(edge, edge // 2, edge, edge // 2)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        for button in (self.save, self.other, self.cancel):
            head.addWidget(button)
        self._result = QFrame()
        self._inside = QVBoxLayout(self._result)
        self._inside.addWidget(self._words)
        self._listed = hugging(self.faults)
        self._below = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        for part in (self._result, self.bar, self.which, self.tally):
            column.addWidget(part)
        column.addWidget(self._listed, 1)
        column.addWidget(self.changes, 1)
        column.addWidget(self._below, 1)
        column.addWidget(self.take)
        column.addStretch(0)
        self._show_parts()
