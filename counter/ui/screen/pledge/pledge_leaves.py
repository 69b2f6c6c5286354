"""Text of a pledge on leaves of the screen's height: whole lines in large letters, complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.screen.mirror import PledgeText
from counter.ui.screen.page_frame import joined
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale

INDENT = "　　"
MASK = "*"
"""Replaces digits of identity numbers."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text, or the separator between rows where ``words`` is empty. ``lead``: space above it.

    ``first``: a paragraph begins. ``personal``: the paragraph names somebody; not read aloud.
    """

    words: str
    role: str
    strong: bool
    lead: float
    high: float
    first: bool = True
    personal: bool = False


class PledgeLeaves(QWidget):
    """Signals: ``laid_out`` after new page breaks or another leaf."""

    laid_out = Signal()

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reach = reach
        self._text: PledgeText | None = None
        self._leaves: list[list[_Line]] = [[]]
        self._leaf = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)
        self.fit(reach)

    @property
    def leaf(self) -> int:
        """Index of the leaf shown, from 0."""
        return self._leaf

    @property
    def leaves(self) -> int:
        """How many there are."""
        return len(self._leaves)

    def show_text(self, text: PledgeText) -> None:
        """Show another pledge from its first leaf."""
        self._text, self._leaf = text, 0
        self._cut()

    def turn_to(self, leaf: int) -> None:
        """Show another leaf."""
        self._leaf = max(0, min(leaf, self.leaves - 1))
        self.update()
        self.laid_out.emit()

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for other sizes."""
        self._reach = reach
        self.setMinimumHeight(reach.mm(15))
        self._cut()

    def words(self, leaf: int | None = None) -> list[str]:
        """Lines of a leaf; of all leaves for None."""
        chosen = self._leaves if leaf is None else [self._leaves[leaf]]
        return [line.words for lines in chosen for line in lines if line.words]

    def aloud(self) -> list[str]:
        """Paragraphs of the current leaf to read aloud; never lines with an identity number, even masked."""
        paragraphs: list[str] = []
        for line in self._leaves[self._leaf]:
            if line.personal or not line.words:
                continue
            if line.first or not paragraphs:
                paragraphs.append(line.words.strip())
            else:
                paragraphs[-1] += line.words
        return paragraphs

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = 0.0
        for index, line in enumerate(self._leaves[self._leaf]):
            top += line.lead if index else 0
            if line.words:
                painter.setFont(self._font(strong=line.strong))
                painter.setPen(self._look.colour(line.role))
                where = QRectF(0, top, self.width(), line.high)
                painter.drawText(
                    where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), line.words
                )
            else:
                painter.setPen(QPen(self._look.colour("line"), 1))
                painter.drawLine(QPointF(0, top), QPointF(self.width(), top))
            top += line.high
        painter.end()

    def _cut(self) -> None:
        """As few leaves as fit, evenly filled: the last never has a line or two left over."""
        blocks = list(_with_what_follows(self._blocks()))
        leaves = _cut_at(blocks, self.height())
        low, high = self.height() // max(1, len(leaves)), self.height()
        while len(leaves) > 1 and high - low > 1:
            middle = (low + high) // 2
            even = _cut_at(blocks, middle)
            if len(even) > len(leaves):
                low = middle
            else:
                leaves, high = even, middle
        share = self._leaf / len(self._leaves)
        self._leaves = leaves
        self.turn_to(min(int(share * len(leaves)), len(leaves) - 1) if self._leaf else 0)

    def _blocks(self) -> Iterator[list[_Line]]:
        text = self._text
        if text is None:
            return
        if text.organ:
            yield self._paragraph(text.organ, role="second")
        for words in text.before:
            yield self._paragraph(INDENT + words)
        for index, row in enumerate(text.table):
            block = self._row(text.head, row)
            yield [*block, self._rule()] if index == len(text.table) - 1 else block
        for words in text.after:
            yield self._paragraph(INDENT + words)

    def _row(self, head: tuple[str, ...], row: tuple[str, ...]) -> list[_Line]:
        """A table row as its own block: subject, then each further cell with its heading."""
        about = 2 if row[:1] and row[0].isdigit() else 1  # the row number alone carries no meaning
        named = zip_longest(head[about:], row[about:], fillvalue="")
        cells = [f"{name}：{cell}" if name else cell for name, cell in named if cell]
        lines = [self._rule(), *self._paragraph("．".join(row[:about]), strong=True)]
        metrics = QFontMetrics(self._font(strong=False))
        for words in joined(cells, metrics, self.width()):
            lines += self._paragraph(words, role="second", lead=0)
        return lines

    def _rule(self) -> _Line:
        return _Line("", "line", False, self._reach.mm(1.5), 1)

    def _paragraph(
        self, words: str, *, role: str = "ink", strong: bool = False, lead: float = 1.5
    ) -> list[_Line]:
        font = self._font(strong=strong)
        high = QFontMetricsF(font).height() * 1.1
        lines = list(broken(words, font, self.width()))
        return [
            _Line(
                line,
                role,
                strong,
                self._reach.mm(lead) if index == 0 else 0,
                high,
                first=index == 0,
                personal=MASK in words,
            )
            for index, line in enumerate(lines)
        ]

    def _font(self, *, strong: bool) -> QFont:
        return self._look.font(self._reach.text, strong=strong)


def _with_what_follows(blocks: Iterable[list[_Line]]) -> Iterator[list[_Line]]:
    """A paragraph that announces another (it ends with a colon) is one block with it: it says nothing alone."""
    held: list[_Line] = []
    for block in blocks:
        held = [*held, *block]
        if not held[-1].words.endswith("："):
            yield held
            held = []
    if held:
        yield held


def _cut_at(blocks: list[list[_Line]], height: float) -> list[list[_Line]]:
    """Blocks are kept whole; only a block higher than a leaf is split."""
    leaves: list[list[_Line]] = [[]]
    used = 0.0
    for block in blocks:
        high = sum(line.lead + line.high for line in block)
        if leaves[-1] and used + high > height and high <= height:
            leaves.append([])
            used = 0.0
        for line in block:
            tall = line.high + (line.lead if leaves[-1] else 0)
            if leaves[-1] and used + tall > height:
                leaves.append([])
                used, tall = 0.0, line.high
            leaves[-1].append(line)
            used += tall
    return leaves


def broken(words: str, font: QFont, width: float) -> Iterator[str]:
    """Lines of that width by Chinese rules: no closing punctuation begins a line."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        yield words[line.textStart() : line.textStart() + line.textLength()].rstrip(" ")
    layout.endLayout()
