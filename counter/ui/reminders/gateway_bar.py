"""The files of the SMS gateway: one written, its answers taken in, each by the own PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.errors import CounterError
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import PinField
from counter.ui.kit.controls.field_row import FieldRow, follow
from counter.ui.kit.controls.labels import ProblemLabel, TextLabel
from counter.ui.kit.controls.refusals import Refusals, field_of
from counter.ui.kit.file_dialogs import Purpose, ask_given_file, ask_new_file
from counter.ui.kit.messages import Message, Tone, message_of
from counter.ui.kit.theme import Look

if TYPE_CHECKING:
    from counter.services.reminders.gateway_answers import TakenAnswers
    from counter.services.reminders.gateway_file import GatewayFile
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.reminders import RemindersFacade

_MOST_NAMED = 5


class GatewayBar(QWidget):
    """Signals: ``announced(message)``; ``changed`` after a file left or came; ``left`` with Esc."""

    announced = Signal(Message)
    changed = Signal()
    left = Signal()

    def __init__(
        self, facade: RemindersFacade, background: Background, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facade, self._background, self._look = facade, background, look
        self._clerk: Clerk | None = None
        self._then: Callable[[Path, str], None] | None = None
        self._file: Path | None = None  # chosen before the PIN was refused
        self.export = ActButton("gatewayExport", self.tr("写短信文件…"), "Ctrl+E", enter=True)
        self.export.clicked.connect(lambda: self._ask_pin(self._export))
        self.take_in = ActButton("gatewayTakeIn", self.tr("收回执…"), "Ctrl+O", enter=True)
        self.take_in.clicked.connect(lambda: self._ask_pin(self._take_in))
        self.pin = PinField("gatewayPin", self.tr("本人口令（回车）"))
        self._problem = ProblemLabel()
        self._problem.setObjectName("gatewayProblem")
        follow(self.pin, self._problem)
        self.refusals = Refusals(self._problem)
        self.refusals.add(self.pin, "pin", "by", "code")
        self.pin.returnPressed.connect(self._choose)
        self.pin.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        line = QHBoxLayout()
        column.addLayout(line)
        column.addWidget(self._problem)
        line.setSpacing(12)
        line.addWidget(TextLabel(self.tr("短信平台"), "second"))
        line.addWidget(self.export)
        line.addWidget(self.take_in)
        line.addWidget(FieldRow(self.pin.accessibleName(), self.pin, beside=True))
        line.addStretch(1)

    def set_clerk(self, clerk: Clerk | None) -> None:
        """Another clerk signed on."""
        self._clerk = clerk
        self.close_pin()

    def close_pin(self) -> None:
        """Ask no more."""
        self._then = self._file = None
        self.refusals.clear()
        self.pin.clear()
        self.pin.hide()

    def _ask_pin(self, then: Callable[[Path, str], None], file: Path | None = None) -> None:
        self._then, self._file = then, file
        self.refusals.clear()
        self.pin.show()
        self.pin.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose(self) -> None:
        pin, then, file = self.pin.text(), self._then, self._file
        if then is None:
            return
        if not pin:
            self.refusals.say(self.tr("请输入本人的口令。"), "pin")
            return
        self.close_pin()
        self.left.emit()
        if file is not None:
            then(file, pin)
        elif then == self._export:
            self._ask_place(lambda file: then(file, pin))
        else:
            pattern = self.tr("短信平台的回执 (*.csv *.xlsx)")
            ask_given_file(
                self,
                "gatewayDialog",
                self.tr("收哪个回执"),
                pattern,
                lambda file: then(file, pin),
                look=self._look,
            )

    def _ask_place(self, use: Callable[[Path], None]) -> None:
        title, proposed = self.tr("短信文件写到哪里"), self.tr("短信.csv")
        pattern = self.tr("表格 (*.csv);;Excel 工作簿 (*.xlsx)")
        ask_new_file(
            self, self._look, "gatewayDialog", title, proposed, use, pattern=pattern, purpose=Purpose.SHEETS
        )

    def _export(self, file: Path, pin: str) -> None:
        clerk = self._clerk
        if clerk is None:
            return

        def done(made: GatewayFile) -> None:
            phone = self.tr("；另有 {0} 件要打电话").format(made.by_phone) if made.by_phone else ""
            words = self.tr("短信 {0} 条已写到 {1}{2}。文件里有号码，用完删掉。")
            self.announced.emit(Message(Tone.DONE, words.format(made.count, file.name, phone)))
            self.changed.emit()

        self._background.run(
            lambda: self._facade.export(file, clerk, pin),
            done,
            partial(self._refuse, self._export, file),
            lane=Lane.FILES,
        )

    def _take_in(self, file: Path, pin: str) -> None:
        clerk = self._clerk
        if clerk is None:
            return

        def done(taken: TakenAnswers) -> None:
            told = (
                (self.tr("送到 {0} 条"), taken.delivered),
                (self.tr("没有送到 {0} 条（打电话）"), taken.failed),
                (self.tr("以前收过 {0} 条"), taken.known),
            )
            said = "，".join(words.format(count) for words, count in told if count)
            words = f"{said or self.tr('没有新的回执')}。"
            strange = [*taken.unknown, *taken.unclear]
            if strange:
                named = "、".join(strange[:_MOST_NAMED])
                words += self.tr("有 {0} 个编号对不上：{1}").format(len(strange), named)
            self.announced.emit(Message(Tone.SAID if strange else Tone.DONE, words))
            self.changed.emit()

        self._background.run(
            lambda: self._facade.take_in(file, clerk, pin),
            done,
            partial(self._refuse, self._take_in, file),
            lane=Lane.FILES,
        )

    def _refuse(self, then: Callable[[Path, str], None], file: Path, error: Exception) -> None:
        """A wrong PIN is asked for again where it stood, for the same file."""
        if not isinstance(error, CounterError):
            raise error
        if field_of(error) in self.refusals.fields and self.isVisible():
            self._ask_pin(then, file)
            self.refusals.refuse(error)
            return
        self.announced.emit(message_of(error))
