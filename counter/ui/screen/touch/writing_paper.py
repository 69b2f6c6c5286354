"""The free text being written: its last lines, and its length."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter.domain.ratings.rating import LONGEST_WORDS
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom

_EDGE_MM, _TIGHT_EDGE_MM = 1.5, 0.75
"""Between a field's frame and its words, and between field and keys; the less on a screen that is too low."""


class WritingPaper(QWidget):
    """Text, underlined letters awaiting a choice, and a cursor.

    Painted without an accessible name: it is not read aloud.
    """

    def __init__(self, look: ScreenLook, reach: ScreenScale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._reach = reach
        self.words = ""
        self.letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def count(self) -> str:
        """Number of characters and the maximum."""
        return f"{len(self.words)}/{LONGEST_WORDS}"

    def show_words(self, words: str) -> None:
        """What was written so far."""
        self.words = words
        self.update()

    def show_letters(self, letters: str) -> None:
        """What is spelled and waits."""
        self.letters = letters
        self.update()

    def fit(self, reach: ScreenScale) -> None:
        """Lay out for another screen or mode."""
        self._reach = reach
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._reach.target, self._metrics().height())

    @property
    def field_height(self) -> int:
        """The least height of a field around a line."""
        return self._metrics().height() + 2 * self._edge

    @property
    def _edge(self) -> int:
        return self._reach.mm(_TIGHT_EDGE_MM if self._reach.tight else _EDGE_MM)

    def lines(self) -> list[str]:
        """The last lines of text and letters that fit; of a single line its end."""
        metrics, space = self._metrics(), self._space()
        text = self.words + self.letters
        if self._most == 1:
            while metrics.horizontalAdvance(text) > space:
                text = text[1:]
            return [text]
        lines = [""]
        for character in text:
            if metrics.horizontalAdvance(lines[-1] + character) > space:
                lines.append("")
            lines[-1] += character
        return lines[-self._most :]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_framed:
            self._paint_frame(painter)
        metrics, lines = self._metrics(), self.lines()
        painter.setFont(self._font())
        painter.setPen(self._look.colour("ink"))
        spelled_from = len("".join(lines)) - len(self.letters)
        at = 0
        x, y = self._pad, self._first_line(len(lines), metrics.height())
        for line in lines:
            base = y + metrics.ascent()
            painter.drawText(self._pad, base, line)
            plain = line[: max(0, spelled_from - at)]
            start = self._pad + metrics.horizontalAdvance(plain)
            x = self._pad + metrics.horizontalAdvance(line)
            if len(plain) < len(line):
                painter.fillRect(
                    QRect(start, base + metrics.descent() // 2, x - start, 2), self._look.colour("ink")
                )
            at += len(line)
            y += metrics.height()
        painter.setPen(QPen(self._look.colour("ink"), 2))
        painter.drawLine(x + 2, y - metrics.height() + 2, x + 2, y - 2)
        painter.setPen(self._look.colour("second"))
        painter.drawText(QRect(0, 0, self.width() - self._pad, self._foot), int(_RIGHT), self.count)
        painter.end()

    def _first_line(self, lines: int, height: int) -> int:
        """Where the text begins: at the top of a field of several lines, else on the line of its length."""
        return self._edge if self._is_framed and self._most > 1 else self._foot - lines * height

    @property
    def _most(self) -> int:
        """As many lines as fit."""
        over = self._edge if self._is_framed else 0
        return max(1, (self._foot - over) // self._metrics().height())

    @property
    def _is_framed(self) -> bool:
        """A field to write in; on a low screen the line has all the space."""
        return self.height() >= self.field_height

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("edge"), 2))
        painter.setBrush(self._look.colour("surface"))
        frame = QRectF(1, 1, self.width() - 2, self._below - 2)
        painter.drawRoundedRect(frame, self._reach.mm(2), self._reach.mm(2))

    @property
    def _below(self) -> int:
        """Where the field ends: a gap above the keys where there is space."""
        over = self.height() - self.field_height
        return self.height() - max(0, min(self._edge, over))

    @property
    def _foot(self) -> int:
        """Where the last line ends."""
        return self._below - (self._edge if self._is_framed else 0)

    @property
    def _pad(self) -> int:
        return self._reach.mm(3) if self._is_framed else self._reach.mm(1)

    def _space(self) -> int:
        full = self._metrics().horizontalAdvance(f"　{LONGEST_WORDS}/{LONGEST_WORDS}")
        return max(1, self.width() - 3 * self._pad - full)

    def _font(self) -> QFont:
        return self._look.font(self._reach.text)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
