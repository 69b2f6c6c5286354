"""One rating: its subject and grade, without colours; the rater is masked until revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.hall.window_name import window_name
from counter.domain.people.identity import mask_id, mask_name, mask_phone
from counter.domain.ratings.rating import Mode, ReasonList
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import Badge, TextLabel
from counter.ui.words.case import day_and_time

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated

_LINES = 8


class RatedCard(QFrame):
    """Shows a ``Rated``. Signals: ``looked`` when the rater's full data are requested: ``reveal`` shows them."""

    looked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratedCard")
        self.setProperty("role", "card")
        self._rated: Rated | None = None
        self._title = TextLabel("", "title", wrap=True)
        self._title.setObjectName("ratedTitle")
        self._grade = Badge("", "shared")
        self._grade.setObjectName("ratedGrade")
        self._state_label = TextLabel("", "gap", wrap=True)
        self._state_label.setObjectName("ratedStanding")
        self._words = TextLabel("", wrap=True)
        self._words.setObjectName("ratedWords")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._see = ActButton("raterSee", self.tr("按住看全"), role="quiet")
        self._see.setToolTip(self.tr("按住时显示评价人的全名、证件号和电话；每次都记一笔"))
        self._see.pressed.connect(self.looked)
        self._see.released.connect(lambda: self._fill_rater(masked=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._lines = [self._line(row) for row in range(_LINES)]
        self._rater = [self._line(_LINES + row) for row in range(3)]
        self._arrange()

    def show_rated(self, rated: Rated, reasons: ReasonList) -> None:
        """Show it, masked."""
        self._rated = rated
        registered = rated.registered
        self._title.setText(registered.bundle_name)
        self._grade.show_word(registered.grade.value, "shared")
        self._state_label.setText(self._state_words(rated))
        self._state_label.setVisible(bool(self._state_label.text()))
        for pair, (name, value) in zip(
            self._lines, [*self._rows(rated, reasons), *[("", "")] * _LINES], strict=False
        ):
            _show(pair, name, value)
        words = rated.personal.words if rated.personal else ""
        self._words.setText(f"“{words}”" if words else "")
        self._words.setVisible(bool(words))
        self._fill_rater(masked=True)

    def _rows(self, rated: Rated, reasons: ReasonList) -> list[tuple[str, str]]:
        registered = rated.registered
        named = registered.mode is Mode.NAMED
        at = (
            self.tr("{0}年{1}").format(rated.day.year, day_and_time(registered.at))
            if len(registered.at) > 10
            else registered.at
        )
        clerk = rated.personal.clerk_name if rated.personal else ""
        rows = [
            (self.tr("原因"), "、".join(reasons.words_of(registered.reasons)) or self.tr("没有选原因")),
            (
                self.tr("评价"),
                f"{registered.mode.value} · {registered.stage.value} · {registered.channel.value} · {at}",
            ),
            (
                self.tr("大厅"),
                registered.hall + (f" · {window_name(registered.window)}" if registered.window else ""),
            ),
        ]
        if named:
            rows.append((self.tr("经办"), f"{clerk}（{registered.clerk}）" if clerk else registered.clerk))
        loop = rated.rectification
        if loop is not None:
            due = loop.opened.due
            when = (
                self.tr("{0}月{1}日（含当日）前办结；{2}").format(due.day.month, due.day.day, due.text)
                if due
                else self.tr("时限待部门核定")
            )
            rows.insert(0, (self.tr("期限"), when))
        if registered.items:
            rows.append((self.tr("事项"), "；".join(f"{i.name}（{i.organ}）" for i in registered.items)))
        return rows

    def _state_words(self, rated: Rated) -> str:
        words = {
            "proxy": self.tr("代录，回访核实以前不计入满意率"),
            "doubtful": self.tr("存疑：{0}，不计入满意率").format(rated.registered.doubt),
            "set_aside": self.tr("已复核，不计入满意率；记录不删"),
        }
        return words.get(rated.standing, "")

    def reveal(self, rating: str) -> None:
        """The view is logged: show the rater in full for as long as the button is held."""
        if self._rated is not None and self._rated.id == rating and self._see.isDown():
            self._fill_rater(masked=False)

    def _fill_rater(self, *, masked: bool) -> None:
        rater = self._rated.personal.rater if self._rated and self._rated.personal else None
        self._see.setVisible(rater is not None)
        for pair in self._rater:
            _show(pair, "", "")
        if rater is None:
            anonymous = self._rated is not None and self._rated.registered.mode is Mode.ANONYMOUS
            words = self.tr("匿名，没有留下是谁") if anonymous else self.tr("个人信息已按规定清除")
            _show(self._rater[0], self.tr("评价人"), words)
            return
        name = mask_name(rater.name) if masked else rater.name
        number = mask_id(rater.id_number) if masked else rater.id_number
        phone = mask_phone(rater.phone) if masked else rater.phone
        _show(self._rater[0], self.tr("评价人"), name)
        _show(self._rater[1], self.tr("证件"), number)
        _show(self._rater[2], self.tr("电话"), phone)

    def _line(self, row: int) -> tuple[TextLabel, TextLabel]:
        pair = (TextLabel("", "small"), TextLabel("", wrap=True))
        pair[1].setObjectName(f"ratedLine{row}")
        self._grid.addWidget(pair[0], row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(pair[1], row, 1)
        return pair

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title, 1)
        head.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._state_label)
        column.addWidget(self._words)
        column.addLayout(self._grid)
        column.addWidget(self._see, 0, Qt.AlignmentFlag.AlignRight)


def _show(pair: tuple[TextLabel, TextLabel], name: str, value: str) -> None:
    pair[0].setText(name)
    pair[1].setText(value)
    for label in pair:
        label.setVisible(bool(value))
