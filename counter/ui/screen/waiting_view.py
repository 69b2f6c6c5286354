"""Idle state: serving clerk and window (办法 37), and the purpose of this screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from counter.domain.screen.mirror import WindowCard
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.picture import PictureLabel
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.screen_view import ScreenView

_EMBLEM_MM, _PHOTO_MM = 12, 32


class WaitingView(ScreenView):
    """The window's name in large letters, the clerk's public card, and the four uses of the screen."""

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(look, reach, parent)
        self._card = WindowCard("", "")
        self.title = TextLabel("", "huge", wrap=True)
        self.hall_label = TextLabel("", "big", wrap=True)
        self.emblem, self.photo = PictureLabel(), PictureLabel()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[TextLabel, TextLabel]] = []
        self._can = [TextLabel(self.tr("您可以在这块屏上"), "head")]
        self._can += [TextLabel(words, "name", wrap=True) for words in self._offers()]
        left, right = QVBoxLayout(), QVBoxLayout()
        self.serves = TextLabel(self.tr("为您服务的人"), "head")
        left.addWidget(self.serves)
        served = QHBoxLayout()
        served.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        served.addLayout(self._grid, 1)
        left.addLayout(served)
        left.addStretch(1)
        for label in self._can:
            right.addWidget(label)
        right.addStretch(1)
        self._halves = QGridLayout()
        self._halves.addLayout(left, 0, 0)
        self._halves.addLayout(right, 0, 1)
        self._halves.setColumnStretch(0, 1)
        self._halves.setColumnStretch(1, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(2)
        self._column.addWidget(self.emblem)
        self._column.addWidget(self.hall_label)
        self._column.addWidget(self.title)
        self._column.addStretch(1)
        self._column.addLayout(self._halves)
        self._column.addStretch(2)
        self._sides, self._served = (left, right), served
        self.fit(reach)

    def show_card(self, card: WindowCard) -> None:
        """Show hall, window and clerk; missing values are omitted."""
        self._card = card
        self.title.setText(card.window or card.hall)
        self.hall_label.setText(card.hall if card.window else "")
        self.hall_label.setVisible(not self.reach.tight and bool(card.window and card.hall))
        for label, value in self._rows:
            for part in (label, value):
                self._grid.removeWidget(part)
                part.setParent(None)
                part.deleteLater()
        self._rows = []
        for at, (name, words) in enumerate(self._facts()):
            row = (TextLabel(name, "second"), TextLabel(words, "name", wrap=True))
            self._grid.addWidget(row[0], at, 0)
            self._grid.addWidget(row[1], at, 1)
            self._rows.append(row)
        self.serves.setVisible(bool(self._rows))
        self._show_pictures()
        self.head_changed.emit()

    def head_title(self) -> str:
        return self._card.window

    def fit(self, reach: ScreenScale) -> None:
        super().fit(reach)
        self.title.setVisible(not reach.tight)
        self.hall_label.setVisible(not reach.tight and bool(self._card.window and self._card.hall))
        self._column.setSpacing(reach.mm(3))
        self._halves.setHorizontalSpacing(reach.mm(10))
        self._grid.setHorizontalSpacing(reach.mm(5))
        between = reach.mm(1 if reach.tight else 3)
        self._grid.setVerticalSpacing(between)
        for side in self._sides:
            side.setSpacing(between)
        self._served.setSpacing(reach.mm(5))
        self._show_pictures()

    def _show_pictures(self) -> None:
        """Emblem and photo by the screen's physical size; none on a screen too low for its targets."""
        reach = self.reach
        for label, content, height in (
            (self.emblem, self._card.emblem, _EMBLEM_MM),
            (self.photo, self._card.photo, _PHOTO_MM),
        ):
            label.show_picture(content, reach.mm(3 * height), reach.mm(height))
            label.setVisible(bool(content) and not reach.tight)

    def spoken(self) -> list[str]:
        facts = [f"{name}{words}" for name, words in self._facts()]
        return [*facts, *(label.text() for label in self._can)]

    def _facts(self) -> list[tuple[str, str]]:
        card = self._card
        facts = (
            (self.tr("工作人员"), card.clerk),
            (self.tr("工号"), card.clerk_code),
            (self.tr("职责"), card.duty),
            (self.tr("咨询电话"), card.contact),
            (self.tr("投诉电话"), card.complaint),
        )
        return [(name, words) for name, words in facts if words]

    def _offers(self) -> list[str]:
        return [
            self.tr("看窗口记下的内容"),
            self.tr("回答几个问题"),
            self.tr("看承诺书，签名字"),
            self.tr("办完后评价，也可以不评"),
        ]
