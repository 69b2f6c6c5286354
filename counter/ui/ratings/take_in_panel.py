"""收评价包: import a station's pack and show what was new in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError, RuleRefused
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import ask_given_files
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import restyle
from counter.ui.ratings.taken_words import SeveralPacks, TakenWords, taken_words

if TYPE_CHECKING:
    from counter.services.ratings.office.import_pack import ImportedRatings


class TakeInPanel(QFrame):
    """Hidden until a file is opened. Signals: ``taken`` when new ratings are in the journal; ``announced(message)``;
    ``closed``.
    """

    taken = Signal()
    announced = Signal(Message)
    closed = Signal()

    def __init__(self, facade: OfficeFacade, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("takeIn")
        self._facade = facade
        self._background = background
        self._clerk: Clerk | None = None
        self._file: Path | None = None
        self._several: SeveralPacks | None = None
        self._asking = ""  # the questions for the supervisor
        self._head_asked = self.tr("先核对窗口的密钥")
        self._head = TextLabel("", "title", wrap=True)
        self._head.setObjectName("takeInHead")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("takeInWords")
        self._supervisor = SupervisorFields()
        self._trust = ActButton("takeInTrust", self.tr("指纹核对过，同意收"), "Enter", enter=True)
        self._trust.clicked.connect(self._take_trusted)
        self._close = ActButton("takeInClose", self.tr("知道了"), "Esc", role="quiet", enter=True)
        self._close.clicked.connect(self.dismiss)
        self._supervisor.code.returnPressed.connect(
            lambda: self._supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self._supervisor.pin.returnPressed.connect(self._take_trusted)
        self._arrange()
        self.hide()

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Set the person importing."""
        self._clerk = clerk
        self.dismiss()

    def choose_file(self) -> None:
        """Ask which packs to import."""
        title = self.tr("打开窗口送来的评价包")
        pattern = self.tr("评价包 (*.json *.pack *.txt);;所有文件 (*)")
        ask_given_files(self.window(), "takeInDialog", title, pattern, self.take_all)

    def take(self, file: Path) -> None:
        """Import a pack."""
        self.take_all([file])

    def take_all(self, files: Sequence[Path]) -> None:
        """Import packs one after another, of each window the older ones first, with one summary."""
        self._asking = ""
        self._supervisor.clear()
        if len(files) == 1:
            self._several = None
            self._file = files[0]
            self._take(None)
            return
        several = self._several = SeveralPacks()
        self._file = None
        self._show("said", self.tr("正在收 {0} 个评价包…").format(len(files)), "")

        def begin(ordered: Sequence[Path]) -> None:
            if self._several is several:
                several.queue.extend(ordered)
                self._take_next()

        self._background.run(lambda: self._facade.in_order(files), begin, lane=Lane.FILES)

    def dismiss(self) -> None:
        """Hide the result."""
        self._asking = ""
        self._file = self._several = None
        self._supervisor.clear()
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _take(self, trusted_by: tuple[str, str] | None) -> None:
        file, clerk = self._file, self._clerk
        if file is None or clerk is None:
            return
        self._show("said", self.tr("正在收 {0} …").format(file.name), "")
        self._background.run(
            lambda: self._facade.take_in(file, clerk, trusted_by),
            lambda taken: self._show_result(file, taken),
            lambda error: self._refuse(file, error),
            lane=Lane.FILES,
        )

    def _take_trusted(self) -> None:
        try:
            trusted_by = self._supervisor.take()
        except CounterError as error:
            self.announced.emit(message_of(error))
            return
        if self._several is not None and self._file in self._several.asking:
            self._several.resume(self._file)
        self._take(trusted_by)

    def _show_result(self, file: Path, taken: ImportedRatings) -> None:
        if file != self._file:
            return
        self._supervisor.clear()
        self._asking = ""
        words = taken_words(taken)
        if self._several is not None:
            self._several.took(words)
            self._take_next()
            return
        if taken.already:
            tone = "gap" if words.doubt else "said"
        else:
            tone = "gap" if words.doubt else "received"
        self._show(tone, words.head, "\n".join(words.lines))
        if not taken.already:
            self.taken.emit()

    def _take_next(self) -> None:
        """The next of several packs; after the last one the summary, and the first window that nobody vouched for."""
        several = self._several
        assert several is not None
        if several.queue:
            self._file = several.queue.pop(0)
            self._take(None)
            return
        words = several.words()
        self.taken.emit()
        if several.asking:
            self._file = several.asking[0]
            self._ask_trust(self._file, words)
            return
        self._several = None
        self._show("gap" if words.doubt else "received", words.head, "\n".join(words.lines))

    def _refuse(self, file: Path, error: Exception) -> None:
        if file != self._file:
            return
        message = message_of(error)
        asks = isinstance(error, RuleRefused) and error.field == "public_key"
        several = self._several
        if asks and several is not None:
            several.asking.append(file)
            self._take_next()
            return
        if asks:
            self._ask_trust(file)
            return
        if self._asking and message.tone is Tone.REFUSED:  # a wrong PIN: ask once more
            self._supervisor.pin.clear()
            self._show("gap", self._head_asked, f"{self._asking}\n{message.sentence}", asks=True)
            self._supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if several is not None:
            several.refuse(self.tr("没有收 {0}：{1}").format(file.name, message.sentence))
            self._take_next()
            return
        self._show("correct", self.tr("没有收。"), message.sentence)
        if message.tone is Tone.BUG:
            self.announced.emit(message)

    def _ask_trust(self, file: Path, before: TakenWords | None = None) -> None:
        """The first pack of a station: two people compare its key's fingerprint, and a supervisor confirms it.

        ``before``: what was imported of several packs so far.
        """

        def ask(fingerprint: str) -> None:
            words = self.tr(
                "这个窗口的密钥这里还没有核实过。请打电话给窗口，请对方念导出时显示的“本窗口指纹”，和下面的一致，"
                "再由值班负责人输入工号和口令。\n指纹：{0}"
            ).format(fingerprint)
            if before is not None:
                words = "\n".join((self.tr("{0}：").format(file.name) + words, before.head, *before.lines))
            self._asking = words
            self._show("gap", self._head_asked, words, asks=True)

        self._background.run(lambda: self._facade.fingerprint(file), ask, lane=Lane.FILES)

    def _show(self, tone: str, head: str, words: str, *, asks: bool = False) -> None:
        role = "act" if tone == "said" else tone
        restyle(self, role=f"note-{role}")
        self._head.setText(head)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        for part in (self._supervisor, self._trust):
            part.setVisible(asks)
        self.setAccessibleName(f"{head} {words}")
        self.show()
        (self._supervisor.code if asks else self._close).setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        trust = QHBoxLayout()
        trust.addWidget(self._supervisor)
        trust.addWidget(self._trust)
        trust.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addLayout(trust)
