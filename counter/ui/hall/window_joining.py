"""A new window joins the hall: the card that it is set up with, and its request that is admitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter.ui.facades.hall import HallFacade
from counter.ui.hall.register_files import WriteFile
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.flow_layout import FlowLayout
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import ask_given_files, ask_new_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look


class WindowJoining(QWidget):
    """Shown with the section 窗口. Signals: ``announced(message)``."""

    announced = Signal(Message)

    def __init__(
        self,
        facade: HallFacade,
        write: WriteFile,
        background: Background,
        look: Look,
        people: RegisterTaker,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("windowJoining")
        self._facade, self._write, self._background, self._look = facade, write, background, look
        self._people = people
        self._fingerprint = TextLabel("", "second", wrap=True)
        self._fingerprint.setObjectName("hallFingerprint")
        self.card = ActButton("writeCard", self.tr("给新窗口写入厅卡…"), "Alt+K", enter=True)
        self.admit = ActButton("admitWindow", self.tr("接纳新窗口…"), "Alt+J", enter=True)
        self.card.clicked.connect(self.ask_for_card)
        self.admit.clicked.connect(self.ask_to_admit)
        line = FlowLayout(gap=12)
        line.addWidget(self.card)
        line.addWidget(self.admit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._fingerprint)

    def show_fingerprint(self, fingerprint: str, *, keeper: bool) -> None:
        """The hall's fingerprint, which the new window's people are told by telephone; "" where there is none."""
        self._fingerprint.setText(self.tr("大厅指纹，新窗口来电话核对时念：{0}").format(fingerprint))
        self._fingerprint.setVisible(bool(fingerprint))
        for button in (self.card, self.admit):
            button.setEnabled(keeper)

    def ask_for_card(self) -> None:
        """Ask where the card goes, then who writes it."""
        self._ask_out(self.tr("入厅卡写到哪里"), self.tr("入厅卡.json"), self.write_card)

    def write_card(self, out: Path) -> None:
        """Ask who writes the card, then write it."""
        title = self.tr("写入厅卡 {0}").format(out.name)
        self._people.ask(
            title,
            self.tr("写入厅卡"),
            lambda by, _: self._write(out, lambda: self._facade.card(by)),
            lambda: self._done(out, self.tr("入厅卡写到 {0}。拿到新电脑上，选“把这个窗口加入大厅”。")),
            lane=Lane.FILES,
        )

    def ask_to_admit(self) -> None:
        """Ask for the requests of the new windows, then where the register goes that admits them."""
        title = self.tr("打开新窗口写出的入厅申请")
        pattern = self.tr("入厅申请 (*.json);;所有文件 (*)")
        ask_given_files(self, "admitDialog", title, pattern, self._ask_answer, look=self._look)

    def admit_to(self, requests: Sequence[Path], out: Path) -> None:
        """Ask the two people, then certify the new windows and write the register for them."""
        names = "、".join(file.name for file in requests)
        self._people.ask(
            self.tr("接纳 {0}：两个人各输工号和口令（只有一位负责人的，第二个空着）").format(names),
            self.tr("接纳"),
            lambda by, second: self._write(out, lambda: self._facade.admit(requests, by, second)),
            lambda: self._done(
                out, self.tr("已接纳，登记册写到 {0}。拿到新窗口，在“大厅 → 登记册”按 Ctrl+O 采用。")
            ),
            two=True,
            lane=Lane.FILES,
        )

    def _ask_answer(self, requests: Sequence[Path]) -> None:
        self._ask_out(
            self.tr("给新窗口的登记册写到哪里"),
            self.tr("登记册.json"),
            lambda out: self.admit_to(requests, out),
        )

    def _ask_out(self, title: str, name: str, use: Callable[[Path], None]) -> None:
        ask_new_file(self, self._look, "joiningDialog", title, name, use)

    def _done(self, out: Path, words: str) -> None:
        self.announced.emit(Message(Tone.DONE, words.format(out)))
