"""The steps of a rectification: what was done, by whom and when; future steps are greyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter.ui.kit.controls.labels import Rule, TextLabel
from counter.ui.words.case import day_and_time

if TYPE_CHECKING:
    from counter.domain.ratings.office.rated import Rated, Rectification


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    head: str
    words: str = ""
    done: bool = True


class RectificationHistory(QWidget):
    """Shows a ``Rated``: its steps, then all recorded texts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loopStory")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(8)
        self._parts: list[QWidget] = []
        self._people: Mapping[str, str] = {}

    def show_rated(self, rated: Rated, people: Mapping[str, str]) -> None:
        """Show its progress; ``people``: code → name of the office's staff."""
        self._people = people
        for old in self._parts:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = []
        while self._column.count():
            self._column.takeAt(0)
        if rated.rectification is not None:
            self._add(self._card(self._steps(rated, rated.rectification)))
        self._add(TextLabel(self.tr("记录"), "strong"))
        for line in reversed(rated.history):
            self._add(
                TextLabel(
                    f"{day_and_time(line.at)}　{line.text}　{self._who(line.actor)}", "small", wrap=True
                )
            )
        self._column.addStretch(1)

    def _steps(self, rated: Rated, loop: Rectification) -> list[_Step]:
        tr = self.tr
        steps = [_Step(tr("承办"), self._who(loop.owner) or tr("还没定"), done=bool(loop.owner))]
        if rated.reachable:
            steps += [
                _Step(
                    tr("联系"), f"{t.said.reached.value}（{t.said.how}） {self._by(t.at, t.actor)}", t.words
                )
                for t in loop.contacts
            ] or [_Step(tr("联系"), tr("还没联系"), done=False)]
        steps += [
            _Step(
                tr("核实"),
                f"{f.said.finding.value} {self._by(f.at, f.actor)}"
                + (tr(" · 复核 {0}").format(self._who(f.said.reviewer)) if f.said.reviewer else ""),
                f.facts,
            )
            for f in loop.findings
        ] or [_Step(tr("核实"), tr("还没核实"), done=False)]
        steps += [
            _Step(
                tr("整改"),
                f"{m.said.kind} {self._by(m.at, m.actor)}"
                + (tr(" · {0}（含当日）前完成").format(m.said.done_by.isoformat()) if m.said.done_by else ""),
                m.words,
            )
            for m in loop.remedies
        ] or [_Step(tr("整改"), tr("还没写措施"), done=False)]
        steps += [_Step(tr("答复"), f"{a.said.number} {self._by(a.at, a.actor)}") for a in loop.answers] or [
            _Step(tr("答复"), tr("还没答复"), done=False)
        ]
        if rated.reachable:
            steps += [
                _Step(
                    tr("回访"),
                    f"{c.said.reached.value} {self._by(c.at, c.actor)}"
                    + (tr(" · 第二次评价：{0}").format(c.said.again.value) if c.said.again else ""),
                    c.words,
                )
                for c in loop.call_backs
            ] or [_Step(tr("回访"), tr("答复以后回访"), done=False)]
        closed = loop.closed_at
        steps.append(
            _Step(tr("办结"), day_and_time(closed) if closed else tr("还没办结"), done=closed is not None)
        )
        return steps

    def _card(self, steps: list[_Step]) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        for number, step in enumerate(steps):
            if number:
                column.addWidget(Rule())
            line = QHBoxLayout()
            line.setSpacing(12)
            name = TextLabel(step.name, "small")
            name.setFixedWidth(self.fontMetrics().horizontalAdvance(self.tr("承办办")))
            line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            texts = QVBoxLayout()
            texts.setSpacing(2)
            texts.addWidget(TextLabel(step.head, "" if step.done else "second", wrap=True))
            if step.words:
                texts.addWidget(TextLabel(step.words, "second", wrap=True))
            line.addLayout(texts, 1)
            column.addLayout(line)
        return card

    def _add(self, part: QWidget) -> None:
        self._column.addWidget(part)
        self._parts.append(part)

    def _by(self, at: datetime, actor: str) -> str:
        return f"{day_and_time(at)} {self._who(actor)}"

    def _who(self, code: str) -> str:
        return self._people.get(code, code)
