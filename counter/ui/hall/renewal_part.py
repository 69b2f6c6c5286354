"""换新: the keys of this window and of the hall made anew, and what follows of it; how the data key is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.consent import Consent
from counter.ui.facades.keys import KeysFacade, KeysView
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.register_files import WriteFile
from counter.ui.hall.register_taker import RegisterTaker, Signed
from counter.ui.kit.background import Background, Lane
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.file_dialogs import ask_new_file
from counter.ui.kit.messages import Message, Tone
from counter.ui.kit.theme import Look

_WIDTH = 1120


class RenewalPart(KeysPart):
    """Each act says first what papers will say and who has to take in which file; two people sign."""

    def __init__(
        self,
        facade: KeysFacade,
        write: WriteFile,
        taker: RegisterTaker,
        background: Background,
        look: Look,
    ) -> None:
        super().__init__()
        self._facade, self._write, self._taker = facade, write, taker
        self._background, self._look = background, look
        self._holds = False
        self.station = ActButton("renewStation", self.tr("换本窗口的密钥…"), "Alt+K", enter=True)
        self.request = ActButton("writeRequest", self.tr("写密钥申请…"), "Alt+S", role="quiet", enter=True)
        self.hall = ActButton("renewHall", self.tr("换大厅密钥…"), "Alt+W", enter=True)
        self.stolen = ActButton("renewStolenHall", self.tr("失窃了，换新的…"), "Alt+Q", enter=True)
        self._no_hall_key = TextLabel(
            self.tr("大厅密钥不在这个窗口上，到持有大厅密钥的窗口换。"), "second", wrap=True
        )
        self._arrange()
        self.station.clicked.connect(self._ask_station)
        self.request.clicked.connect(self._ask_request)
        self.hall.clicked.connect(lambda: self._ask_hall(stolen=False))
        self.stolen.clicked.connect(lambda: self._ask_hall(stolen=True))

    @property
    def acts(self) -> Mapping[str, ActButton]:
        return {"Alt+K": self.station, "Alt+S": self.request, "Alt+W": self.hall, "Alt+Q": self.stolen}

    def come(self) -> None:
        self.station.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, view: KeysView) -> None:
        self._holds = view.holds
        for button in (self.hall, self.stolen):
            button.setEnabled(view.holds)
        self._no_hall_key.setVisible(not view.holds)

    # -- acts --
    def renew_station_to(self, out: Path) -> None:
        """Ask the two people, change the key and write the request for its certificate."""
        told = self.tr(
            "本窗口的密钥已换新，申请写到 {0}：拿到持有大厅密钥的窗口，在“窗口证书”按 Alt+J 签发，"
            "带回来按 Ctrl+O 采用。旧密钥签的文书照旧有效。"
        ).format(out)
        self._sign(
            self.tr("换本窗口的密钥"),
            lambda by, second: self._write(out, lambda: self._facade.rotate_station(by, second)),
            lambda _: self.tell(told),
            lane=Lane.FILES,
        )

    def write_request(self, out: Path) -> None:
        """Write this window's request; it says nothing secret."""
        self._background.run(
            lambda: self._write(out, self._facade.request),
            lambda _: self.announced.emit(Message(Tone.DONE, self.tr("已写到：{0}").format(out))),
            lane=Lane.FILES,
        )

    def _ask_station(self) -> None:
        if not self._holds:
            self._ask_out(self.renew_station_to)
            return
        told = self.tr(
            "本窗口的密钥已换新，证书已经签好：在“窗口证书”按 Ctrl+U 写出名单，交给别的窗口和大厅。"
            "旧密钥签的文书照旧有效；旧密钥泄露了的，还要在那里作废它。"
        )
        self._sign(self.tr("换本窗口的密钥"), self._facade.rotate_station, lambda _: self.tell(told))

    def _ask_request(self) -> None:
        self._ask_out(self.write_request)

    def _ask_out(self, use: Callable[[Path], None]) -> None:
        ask_new_file(
            self, self._look, "requestOutDialog", self.tr("密钥申请写到哪里"), self.tr("密钥申请.json"), use
        )

    def _ask_hall(self, *, stolen: bool) -> None:
        if not self._holds:
            return
        told = (
            self.tr(
                "大厅密钥已换新，旧的不再担保：在“窗口证书”按 Ctrl+U 写出文件，打电话给每个窗口、每个认本大厅的大厅，"
                "念新指纹 {0}，那边两个人采用。再改一次登记册，让它有新密钥的签名。"
            )
            if stolen
            else self.tr(
                "大厅密钥已换新，指纹 {0}，窗口证书已重新签发：在“窗口证书”按 Ctrl+U 写出文件，"
                "带到各窗口和认本大厅的大厅采用，不用再核对指纹。"
                "同样持有旧大厅密钥的窗口，用 counter keys hall export 把新的带过去。"
            )
        )

        def work(by: Consent, second: Consent | None) -> str:
            return self._facade.rotate_hall(by, second, stolen=stolen)

        def after(fingerprint: str) -> None:
            self.tell(told.format(fingerprint))

        self._sign(self.tr("大厅密钥失窃，换新的") if stolen else self.tr("换大厅密钥"), work, after)

    def _sign(
        self, what: str, work: Signed, after: Callable[[Any], None], *, lane: Lane = Lane.JOURNAL
    ) -> None:
        who = self.tr("{0}：两个人各输工号和口令（只有一位负责人的，第二个空着，以后确认）").format(what)
        self._taker.ask_for(who, self.tr("换新"), work, after, two=True, lane=lane)

    # -- building --
    def _arrange(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        station = self.tr(
            "怀疑有人用过这个窗口的密钥时换。编号里的字母跟着变；旧文书照旧有效，旧密钥泄露了的还要在“窗口证书”作废它。"
            "大厅密钥在这台电脑上的，证书当场签好；不在的先写申请，到持有大厅密钥的窗口签发，没有采用证书以前，"
            "新文书在别处验真显示“不认识的窗口密钥”。"
        )
        hall = self.tr(
            "大厅密钥用了多年、管它的人调走了换。新的由旧的担保，每个窗口的证书、作废名单当场重新签发；旧文书照旧有效。"
            "公钥文件带到各窗口和认本大厅的大厅采用，不用再核对指纹。"
        )
        stolen = self.tr(
            "大厅密钥的文件和密语可能被人拿走时换。旧的不再担保：每个窗口、每个认本大厅的大厅都要两个人打电话核对新指纹才采用。"
            "只有失窃密钥签发过的证书都不认，重新签发过的照认，旧文书照旧有效。"
        )
        data = self.tr(
            "恢复密钥的纸丢了、被人看过，资料文件夹被拷走过时换；恢复密钥也换新的。要整份资料重写，开着窗口做不了："
            "关掉这个窗口，再运行 counter keys rotate data --by 工号 --agreed 工号。"
        )
        rows = (
            (self.tr("本窗口签文书的密钥"), station, (self.station, self.request)),
            (self.tr("数据密钥和恢复密钥"), data, ()),
            (self.tr("大厅密钥"), hall, (self.hall,)),
            (self.tr("大厅密钥失窃"), stolen, (self.stolen,)),
        )
        for title, follows, buttons in rows:
            column.addWidget(_card(title, follows, buttons))
        column.insertWidget(2, self._no_hall_key)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ColumnScrollArea("renewalScroll", inside))


def _card(title: str, follows: str, buttons: tuple[ActButton, ...]) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(TextLabel(title, "strong"))
    column.addWidget(TextLabel(follows, "second", wrap=True))
    if buttons:
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
    return card
