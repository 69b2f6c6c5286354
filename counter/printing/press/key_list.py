"""The sheet of all keys as PDF: A4, two columns, a group for each page of the program.

``python -m counter.printing.press.key_list FONTS`` makes one from standard input: reportlab stays out of the window.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from counter.printing.layout.geometry import HAIRLINE, MM
from counter.printing.type.typeface import Role, Typefaces
from counter.printing.type.typesetter import Align, Typesetter
from counter.services.papers.key_list import KEY_LIST_TITLE, KeyList

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_EDGE, _TOP, _BOTTOM, _GUTTER = 14 * MM, 30 * MM, 16 * MM, 8 * MM
_COLUMN = (_WIDTH - 2 * _EDGE - _GUTTER) / 2
_KEY = 29 * MM
_TITLE, _HEAD, _BODY, _SMALL, _ROW = 20.0, 11.0, 9.5, 8.0, 13.4


def key_list_pdf(keys: KeyList, fonts: Path) -> bytes:
    """The list as PDF. Raises WorldTrouble where the fonts are missing."""
    from counter.printing.layout.archive import About, colour_profile, new_canvas

    out = BytesIO()
    setter = Typesetter(Typefaces(fonts))
    font = setter.line(KEY_LIST_TITLE, Role.TITLE, 1.0)[0].font
    canvas = new_canvas(out, (_WIDTH, _HEIGHT), font, About(KEY_LIST_TITLE), colour_profile(fonts))
    page = _KeyPage(canvas, setter, keys.made)
    page.begin()
    for title, rows in keys.groups:
        page.group(title, rows)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _KeyPage:
    """Position in the columns of the page at hand; a full page is followed by the next."""

    def __init__(self, canvas: Canvas, setter: Typesetter, made: str) -> None:
        self._canvas, self._setter, self._made = canvas, setter, made
        self._column, self._y, self._number = 0, _TOP, 0

    def begin(self) -> None:
        """Head and foot of a page."""
        self._number += 1
        self._column, self._y = 0, _TOP
        self._line(KEY_LIST_TITLE, Role.TITLE, _TITLE, _EDGE, 20 * MM)
        self._line(f"{self._made}　第{self._number}页", Role.BODY, _SMALL, _EDGE, _HEIGHT - 9 * MM)

    def group(self, title: str, rows: tuple[tuple[str, str], ...]) -> None:
        """A page of the program; its title never stands alone at the foot of a column."""
        self._room(_ROW * 2 + 10)
        self._y += 6
        self._line(title, Role.HEI, _HEAD, self._left, self._y + _HEAD)
        self._y += _HEAD + 5
        self._rule()
        for key, words in rows:
            self._row(key, words)

    @property
    def _left(self) -> float:
        return _EDGE + self._column * (_COLUMN + _GUTTER)

    def _row(self, key: str, words: str) -> None:
        lines = self._setter.lines(words, Role.BODY, _BODY, _COLUMN - _KEY, Align.LEFT)
        self._room(_ROW + (len(lines) - 1) * (_ROW - 2.5))
        self._line(key, Role.HEI, _BODY, self._left, self._y + _ROW - 4)
        for number, line in enumerate(lines):
            y = self._y + _ROW - 4 + number * (_ROW - 2.5)
            for run in line:
                self._canvas.setFont(run.font, run.size)
                x = self._left + _KEY + run.x
                self._canvas.drawString(x, _HEIGHT - y, run.text, charSpace=run.spacing)
        self._y += _ROW + (len(lines) - 1) * (_ROW - 2.5)
        self._rule()

    def _rule(self) -> None:
        self._canvas.setLineWidth(HAIRLINE / 2)
        self._canvas.line(self._left, _HEIGHT - self._y, self._left + _COLUMN, _HEIGHT - self._y)

    def _room(self, height: float) -> None:
        """Go on in the next column or page where it does not fit."""
        if self._y + height <= _HEIGHT - _BOTTOM:
            return
        if self._column == 0:
            self._column, self._y = 1, _TOP
        else:
            self._canvas.showPage()
            self.begin()

    def _line(self, words: str, role: Role, size: float, x: float, y: float) -> None:
        for run in self._setter.line(words, role, size):
            self._canvas.setFont(run.font, run.size)
            self._canvas.drawString(x + run.x, _HEIGHT - y, run.text, charSpace=run.spacing)


def main(fonts: Path) -> None:
    """One list from standard input to standard output, as bytes in a pipe."""
    values = json.load(sys.stdin.buffer)
    groups = tuple((title, tuple((key, words) for key, words in rows)) for title, rows in values["groups"])
    sys.stdout.buffer.write(key_list_pdf(KeyList(groups, values["made"]), fonts))


if __name__ == "__main__":
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
