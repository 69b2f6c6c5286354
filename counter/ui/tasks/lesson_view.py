"""The open lesson: what the trainee is told, and after a check what is right, what is wrong, and by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from counter.ui.facades.training import LessonRow
from counter.ui.kit.controls.labels import Badge, Rule, TextLabel

if TYPE_CHECKING:
    from counter.domain.tasks.training.check import CheckPoint, LessonResult
    from counter.domain.tasks.training.telling import Telling
    from counter.services.tasks.training.record import LessonLine


class LessonView(QWidget):
    """Labels only; every text of it can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonView")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._clear()

    def show_lesson(self, row: LessonRow) -> None:
        """A lesson not begun, or one this guide cannot hold."""
        self._head(row)
        if row.fits:
            self._say(
                self.tr("按“开始”，给出来办事的人和他的情形。人和号码都是虚构的，每次都不一样。"), "second"
            )
        else:
            self._say(row.lesson.cannot, "gap")
        self._column.addStretch(1)

    def show_telling(self, row: LessonRow, told: Telling, result: LessonResult | None = None) -> None:
        """The situation of an attempt; ``result``: of its check, above it."""
        self._head(row)
        if result is not None:
            self._result(result)
        for text in told.told:
            self._say(text)
        card, inside = self._card()
        for text in told.people:
            inside.addWidget(_label(text, "strong"))
        inside.addWidget(_label(self.tr("要办的事：{0}").format(told.bundle)))
        inside.addWidget(_label(self.tr("带来的：{0}").format(told.brings)))
        self._column.addWidget(card)
        self._say(self.tr("问到情形，这样回答"), "second")
        self._column.addLayout(_pairs(told.situation))
        self._say(self.tr("怎么做"), "second")
        for number, step in enumerate(told.steps, 1):
            self._say(f"{number}　{step}")
        self._column.addStretch(1)

    def show_record(self, lines: tuple[LessonLine, ...]) -> None:
        """Who did which lesson, a line each."""
        self._clear()
        self._say(self.tr("谁练了哪几课"), "title")
        if not lines:
            self._say(self.tr("还没有人练过。"), "second")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(3, 1)
        for place, line in enumerate(lines):
            tone = "received" if line.done else "correct" if line.checks else "act"
            grid.addWidget(_label(f"{line.name}（{line.code}）", wrap=False), place, 0)
            grid.addWidget(_label(f"{line.order}　{line.title}", wrap=False), place, 1)
            grid.addWidget(Badge(line.words, tone), place, 2)
            words = self.tr("核对{0}次").format(line.checks) if line.checks else ""
            grid.addWidget(_label("　".join((words, "；".join(line.wrong))).strip(), "second"), place, 3)
        self._column.addLayout(grid)
        self._column.addStretch(1)

    def _result(self, result: LessonResult) -> None:
        card, inside = self._card()
        card.setObjectName("lessonResult")
        if result.done:
            words = self.tr("做完了，没有错。")
        elif not result.case:
            words = self.tr("还核对不了。")
        else:
            words = self.tr("有{0}处不对。").format(len(result.wrong))
        inside.addWidget(_label(words, "strong"))
        told: set[str] = set()
        for point in (*result.wrong, *(p for p in result.points if p.right)):
            inside.addWidget(Rule())
            inside.addLayout(self._point(point, told))
        self._column.addWidget(card)

    def _point(self, point: CheckPoint, told: set[str]) -> QGridLayout:
        """``told``: ids of the rules explained so far; each is explained once."""
        line = QGridLayout()
        line.setHorizontalSpacing(12)
        line.setVerticalSpacing(4)
        line.setColumnStretch(1, 1)
        right = Badge(self.tr("对"), "received") if point.right else Badge(self.tr("错"), "correct")
        line.addWidget(right, 0, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(_label(self.tr("{0}（{1}）").format(point.says, point.found)), 0, 1)
        rows = [point.explained] if point.explained and not point.right else []
        for place, text in enumerate(rows, 1):
            line.addWidget(_label(text, "strong"), place, 1)
        if point.rule is not None:
            rule = self.tr("{0}（见上）").format(point.rule.title)
            if point.rule.id not in told:
                rule = self.tr("{0}：{1}　{2}").format(point.rule.title, point.rule.words, point.rule.source)
            told.add(point.rule.id)
            line.addWidget(_label(rule, "second"), len(rows) + 1, 1)
        return line

    def _head(self, row: LessonRow) -> None:
        self._clear()
        self._say(self.tr("第{0}课　{1}").format(row.lesson.order, row.lesson.title), "title")
        self._say(row.lesson.practises, "second")

    def _card(self) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        return card, inside

    def _say(self, text: str, role: str = "") -> None:
        self._column.addWidget(_label(text, role))

    def _clear(self) -> None:
        """Begin anew: the labels shown so far go with what holds them."""
        if self._body is not None:
            self._whole.removeWidget(self._body)
            self._body.setParent(None)
            self._body.deleteLater()
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(10)
        self._whole.addWidget(self._body)


def _label(text: str, role: str = "", *, wrap: bool = True) -> TextLabel:
    label = TextLabel(text, role, wrap=wrap)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _pairs(rows: tuple[tuple[str, str], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for place, (question, answer) in enumerate(rows):
        grid.addWidget(_label(question, "second"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_label(answer, "strong"), place, 1, Qt.AlignmentFlag.AlignTop)
    return grid
