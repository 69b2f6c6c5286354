"""答复申请: what other windows ask to read, where the hall ring is held; granted together, or in every round."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.document.numbering import grouped
from counter.ui.facades.keys import KeysFacade, KeysView, RequestsView
from counter.ui.hall.keys_part import KeysPart
from counter.ui.hall.register_taker import RegisterTaker
from counter.ui.kit.background import Background
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.kit.messages import Message, Tone

_MOST = 30
"""Requests shown; of more the rest is counted."""


class AnsweringPart(KeysPart):
    """One request is refused, or granted for itself, on the page of its case."""

    def __init__(self, facade: KeysFacade, taker: RegisterTaker, background: Background) -> None:
        super().__init__()
        self._facade, self._taker, self._background = facade, taker, background
        self._view: RequestsView | None = None
        self._state = Badge("", "shared")
        self._state.setObjectName("answeringState")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("answeringWords")
        self.switch = ActButton("switchAnswering", "", "Alt+A", enter=True)
        self.switch.setToolTip(self.tr("同一旗县、证书有效、没有办完、写了理由的才准，一次一件，看 30 天"))
        self.grant = ActButton("grantRequests", self.tr("合规定的都准了…"), "Alt+G", enter=True)
        self.grant.setToolTip(self.tr("不合规定的留着，在那一件的页上写明为什么不准"))
        self._rows = TextLabel("", wrap=True)
        self._rows.setObjectName("answeringRows")
        self._arrange()
        self.switch.clicked.connect(self._ask_switch)
        self.grant.clicked.connect(self._ask_grant)

    @property
    def acts(self) -> Mapping[str, ActButton]:
        return {"Alt+A": self.switch, "Alt+G": self.grant}

    def come(self) -> None:
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_keys(self, view: KeysView) -> None:
        self._background.run(self._facade.requests, self._show)

    # -- acts --
    def _ask_switch(self) -> None:
        if self._view is None:
            return
        if not self._view.holds:
            self.announced.emit(Message(Tone.REFUSED, self._no_ring()))
            return
        on = not self._view.by_itself
        title = self.tr("申请改为随上报自动答复") if on else self.tr("申请改为由人逐件答复")
        told = self.tr("申请从现在起随上报自动答复。") if on else self.tr("申请从现在起由人答复。")
        self._taker.ask(
            self.tr("{0}：输入工号和口令").format(title),
            self.tr("改过来"),
            lambda by, _: self._facade.set_answering(by, on=on),
            lambda: self.tell(told),
        )

    def _ask_grant(self) -> None:
        view = self._view
        if view is None or not view.requests:
            words = self._no_ring() if view is not None and not view.holds else self.tr("没有要答复的申请。")
            self.announced.emit(Message(Tone.REFUSED, words))
            return
        self._taker.ask_for(
            self.tr("答复 {0} 个申请，合规定的都准：输入工号和口令").format(len(view.requests)),
            self.tr("都准了"),
            lambda by, _: self._facade.grant_requests(by),
            self._granted,
        )

    def _granted(self, counts: tuple[int, int]) -> None:
        granted, left = counts
        words = self.tr("准了 {0} 个，随下一次上报送到那些窗口。").format(granted)
        if left:
            words += self.tr("有 {0} 个不能准，为什么写在下面。").format(left)
        self.tell(words)

    # -- showing --
    def _no_ring(self) -> str:
        return self.tr("这个窗口没有大厅钥匙环，申请由持有它的窗口答复。")

    def _show(self, view: RequestsView) -> None:
        self._view = view
        for button in (self.switch, self.grant):
            button.setEnabled(view.holds)
        if not view.holds:
            self._state.show_word(self.tr("不在这里"), "shared")
            self._words.setText(self._no_ring())
        elif view.by_itself:
            self._state.show_word(self.tr("自动答复"), "received")
            self._words.setText(self.tr("合规定的申请随上报自动准；不合的留着，由人答复。"))
        else:
            self._state.show_word(self.tr("由人答复"), "gap")
            self._words.setText(self.tr("每个申请等人答复：在“待办”里打开那一件按 Alt+-，或者在这里一起准。"))
        self.switch.say(self.tr("改为由人答复…") if view.by_itself else self.tr("改为随上报自动答复…"))
        self.grant.setEnabled(view.holds and bool(view.requests))
        self._rows.setText("\n".join(self._lines(view)))

    def _lines(self, view: RequestsView) -> list[str]:
        if not view.holds:
            return []
        lines = []
        for one in view.requests[:_MOST]:
            case = grouped(one.number) if one.number else self.tr("（还没有收到的件）")
            outcome = (
                self.tr("现在不能准：{0}").format(one.refused)
                if one.refused
                else self.tr("可以准，到 {0}").format(one.until)
            )
            lines.append(self.tr("{0}　窗口 {1}　{2}　{3}").format(case, one.station, one.why, outcome))
        if len(view.requests) > _MOST:
            lines.append(self.tr("还有 {0} 个。").format(len(view.requests) - _MOST))
        return lines or [self.tr("没有要答复的申请。")]

    def _arrange(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self.switch, self.grant):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(head)
        column.addLayout(buttons)
        column.addWidget(self._rows)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = ColumnScrollArea("answeringScroll", inside, reads=True)
        area.setAccessibleName(self.tr("要答复的申请"))
        whole.addWidget(area)
