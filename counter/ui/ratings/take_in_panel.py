"""收评价包: import a station's pack and show what was new in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError, RuleRefused
from counter.domain.hall.window_name import window_name
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import Clerk
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import ask_given_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import restyle

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
        """Ask which pack to import."""
        title = self.tr("打开窗口送来的评价包")
        pattern = self.tr("评价包 (*.json *.pack *.txt);;所有文件 (*)")
        ask_given_file(self.window(), "takeInDialog", title, pattern, self.take)

    def take(self, file: Path) -> None:
        """Import a pack."""
        self._file = file
        self._asking = ""
        self._supervisor.clear()
        self._take(None)

    def dismiss(self) -> None:
        """Hide the result."""
        self._asking = ""
        self._file = None
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
        )

    def _take_trusted(self) -> None:
        try:
            trusted_by = self._supervisor.take()
        except CounterError as error:
            self.announced.emit(message_of(error))
            return
        self._take(trusted_by)

    def _show_result(self, file: Path, taken: ImportedRatings) -> None:
        if file != self._file:
            return
        self._supervisor.clear()
        where = f"{taken.hall} {window_name(taken.window)}"
        if taken.already:
            tone = "gap" if taken.warning else "said"
            self._show(tone, self.tr("{0}的这个评价包以前收过，没有新的评价。").format(where), taken.warning)
            return
        new = taken.named + taken.anonymous
        head = (
            self.tr("已收下{0}的评价包：新评价 {1} 件。").format(where, new)
            if new
            else self.tr("已收下{0}的评价包，里面没有新的评价。").format(where)
        )
        lines = [
            self.tr("实名 {0} 件，匿名 {1} 件；窗口结束的邀请 {2} 次。").format(
                taken.named, taken.anonymous, taken.invited
            )
        ]
        lines += self._account_lines(taken)
        if taken.opened:
            lines.append(self.tr("差评 {0} 件，已立案整改，按 F2 去办。").format(taken.opened))
        if taken.doubtful:
            lines.append(self.tr("存疑 {0} 件，核实以前不计入满意率。").format(taken.doubtful))
        if taken.known:
            lines.append(self.tr("以前收过 {0} 件，没有重复计。").format(taken.known))
        if taken.unreadable:
            lines.append(
                self.tr("打不开 {0} 件：不是封给这里的，或文件损坏。请问窗口换过公钥没有。").format(
                    taken.unreadable
                )
            )
        if taken.other_key:
            lines.append(self.tr("这个窗口现在把评价封给另一把公钥：请马上查是谁、什么时候换的。"))
        if taken.too_many:
            lines.append(
                self.tr("评价比请过的次数多 {0} 条，不会是申请人评的，请查。").format(taken.too_many)
            )
        if taken.missing:
            lines.append(
                self.tr("和上一个包之间缺一段（{0} 条记录），请窗口补导出一次。").format(taken.missing)
            )
        if taken.warning:
            lines.insert(0, taken.warning)
        doubt = (
            taken.warning
            or taken.faults
            or taken.unreadable
            or taken.missing
            or taken.other_key
            or taken.too_many
        )
        self._show("gap" if doubt else "received", head, "\n".join(lines))
        self.taken.emit()

    def _account_lines(self, taken: ImportedRatings) -> list[str]:
        """The window's accounts, and the differences from the ratings."""
        lines = []
        if taken.outcomes:
            lines.append(
                self.tr("窗口的账：办出结果 {0} 次，没有请过评价的 {1} 次，提前结束的邀请 {2} 次。").format(
                    taken.outcomes, taken.never, taken.cut_short
                )
            )
        if taken.lost:
            lines.append(
                self.tr("其中 {0} 次的评价随窗口的电脑丢失了（由备份恢复），不是少交。").format(taken.lost)
            )
        lines += [self.tr("和窗口的账对不上：{0}。").format(fault) for fault in taken.faults]
        if taken.no_accounts:
            lines.append(self.tr("这个窗口的程序是旧版，不记评价账，少了、多了封件看不出来：请升级。"))
        return lines

    def _refuse(self, file: Path, error: Exception) -> None:
        if file != self._file:
            return
        message = message_of(error)
        asks = isinstance(error, RuleRefused) and error.field == "public_key"
        if asks:
            self._ask_trust(file)
            return
        if self._asking and message.tone is Tone.REFUSED:  # a wrong PIN: ask once more
            self._supervisor.pin.clear()
            self._show("gap", self._head_asked, f"{self._asking}\n{message.sentence}", asks=True)
            self._supervisor.pin.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._show("correct", self.tr("没有收。"), message.sentence)
        if message.tone is Tone.BUG:
            self.announced.emit(message)

    def _ask_trust(self, file: Path) -> None:
        """The first pack of a station: two people compare its key's fingerprint, and a supervisor confirms it."""

        def ask(fingerprint: str) -> None:
            words = self.tr(
                "这个窗口的密钥这里还没有核实过。请打电话给窗口，请对方念导出时显示的“本窗口指纹”，和下面的一致，"
                "再由值班负责人输入工号和口令。\n指纹：{0}"
            ).format(fingerprint)
            self._asking = words
            self._show("gap", self._head_asked, words, asks=True)

        self._background.run(lambda: self._facade.fingerprint(file), ask)

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
