"""The PDF of a ``PlainSheet``: a frame near the edges, text, large lines, a bar code and a QR of the same text.

A long one goes on on further pages, with its title and the number of the page.

``python -m counter.printing.press.plain_sheet FONTS`` makes one from standard input: a recovery key is in no argument,
file or log, and reportlab stays out of the window.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from counter.printing.layout.codes import Code, code128, qr
from counter.printing.layout.geometry import DOT, HAIRLINE, MM
from counter.printing.type.typeface import Role, Typefaces
from counter.printing.type.typesetter import Align, Typesetter
from counter.services.profile.plain_sheet import PlainSheet

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = 210 * MM, 297 * MM
_FRAME, _LEFT, _TOP = 10 * MM, 25 * MM, 40 * MM
_RUNNING, _FLOOR = 25 * MM, _HEIGHT - 18 * MM
"""Where later pages begin; where every page ends."""
_TITLE, _BODY, _LARGE, _LEADING = 26.0, 14.0, 20.0, 25.0


def plain_sheet_pdf(sheet: PlainSheet, fonts: Path) -> bytes:
    """The sheet as PDF, A4. Raises WorldTrouble where the fonts are missing."""
    from counter.printing.layout.archive import About, colour_profile, new_canvas

    out = BytesIO()
    setter = Typesetter(Typefaces(fonts))
    font = setter.line(sheet.title, Role.TITLE, 1.0)[0].font
    canvas = new_canvas(out, (_WIDTH, _HEIGHT), font, About(sheet.title), colour_profile(fonts))
    page = _SheetPage(canvas, setter, sheet.title)
    page.text(sheet.title, Role.TITLE, _TITLE, _TITLE * 1.8, Align.CENTRE)
    page.skip(_LEADING / 2)
    for line in sheet.lines:
        page.text(line, Role.BODY, _BODY, _LEADING)
    page.skip(_LEADING)
    for line in sheet.large:
        page.text(line, Role.HEI, _LARGE, _LARGE * 1.9, Align.CENTRE)
    page.skip(_LEADING)
    for line in sheet.after:
        page.text(line, Role.BODY, _BODY, _LEADING)
    if sheet.code:
        page.skip(_LEADING)
        page.code(code128(sheet.code))
        page.text(sheet.code, Role.HEI, _BODY, _LEADING)
        page.code(qr(sheet.code))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _SheetPage:
    """Position of the next line, from the top; a full page is followed by the next."""

    def __init__(self, canvas: Canvas, setter: Typesetter, title: str) -> None:
        self._canvas, self._setter, self._title = canvas, setter, title
        self._y, self._number = _TOP, 1
        self._frame()

    def skip(self, height: float) -> None:
        """Leave space."""
        self._y += height

    def text(self, words: str, role: Role, size: float, leading: float, align: Align = Align.LEFT) -> None:
        """The words, broken to the measure."""
        lines = self._setter.lines(words, role, size, _WIDTH - 2 * _LEFT, align)
        self._room(len(lines) * leading)
        for line in lines:
            self._y += leading
            for run in line:
                self._canvas.setFont(run.font, run.size)
                self._canvas.drawString(_LEFT + run.x, _HEIGHT - self._y, run.text, charSpace=run.spacing)

    def code(self, code: Code) -> None:
        """A code at the left, on whole dots."""
        self._room(code.quiet + code.height)
        self._y += code.quiet
        for x, y, width, height in code.rects:
            top = _HEIGHT - self._y - y * DOT
            self._canvas.rect(
                _LEFT + x * DOT, top - height * DOT, width * DOT, height * DOT, stroke=0, fill=1
            )
        self._y += code.height

    def _room(self, height: float) -> None:
        """Go on on the next page where it does not fit."""
        if self._y + height <= _FLOOR:
            return
        self._canvas.showPage()
        self._y, self._number = _RUNNING, self._number + 1
        self._frame()
        self.text(f"{self._title}　第 {self._number} 页", Role.BODY, _BODY, _LEADING)
        self.skip(_LEADING / 2)

    def _frame(self) -> None:
        self._canvas.setLineWidth(HAIRLINE)
        self._canvas.rect(_FRAME, _FRAME, _WIDTH - 2 * _FRAME, _HEIGHT - 2 * _FRAME)


def main(fonts: Path) -> None:
    """One sheet from standard input to standard output, as bytes in a pipe."""
    values = json.load(sys.stdin.buffer)
    lists = {name: tuple(values[name]) for name in ("lines", "large", "after")}
    sheet = PlainSheet(title=values["title"], code=values["code"], **lists)
    sys.stdout.buffer.write(plain_sheet_pdf(sheet, fonts))


if __name__ == "__main__":
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
