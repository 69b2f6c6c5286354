"""The desk card (岗位牌) as PDF: A6 across, or in the middle of an A4 sheet with cutting marks.

``python -m counter.printing.press.desk_card FONTS`` makes one from standard input: reportlab stays out of the window.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from counter.domain.document.emblem import read_emblem
from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.window_name import window_name
from counter.printing.layout.emblem import draw_dots
from counter.printing.layout.geometry import HAIRLINE, MM
from counter.printing.type.typeface import Role, Typefaces
from counter.printing.type.typesetter import Align, Typesetter

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = 148 * MM, 105 * MM
_SHEETS = {"A6": (_WIDTH, _HEIGHT), "A4": (210 * MM, 297 * MM)}
_LEFT = 12 * MM
_LABELS = 30 * MM
_MARK = 6 * MM
_ROW = 15.0
_EMBLEM, _EMBLEM_WIDEST = 13 * MM, 24 * MM
_PHOTO = (27 * MM, 36 * MM)
_BESIDE = 4 * MM
_SMALLEST = 8.0
"""Points: of a row, and of what is much too long for its place."""
_WATERMARK_GREY = 0.88
_TITLE = "岗位牌"


def desk_card_pdf(card: DeskCard, fonts: Path) -> bytes:
    """The card as PDF. Raises WorldTrouble where the fonts are missing."""
    from counter.printing.layout.archive import About, colour_profile, new_canvas

    sheet = _SHEETS[card.page]
    out = BytesIO()
    setter = Typesetter(Typefaces(fonts))
    font = setter.line(_TITLE, Role.TITLE, 1.0)[0].font
    canvas = new_canvas(out, sheet, font, About(_TITLE), colour_profile(fonts))
    canvas.translate((sheet[0] - _WIDTH) / 2, (sheet[1] - _HEIGHT) / 2)
    page = _Card(canvas, setter)
    if sheet != (_WIDTH, _HEIGHT):
        page.cutting_marks()
    if card.banner:
        page.watermark(card.banner)
    page.fill(card)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Card:
    """Drawing on the card, from its lower left corner."""

    def __init__(self, canvas: Canvas, setter: Typesetter) -> None:
        self._canvas = canvas
        self._setter = setter

    def fill(self, card: DeskCard) -> None:
        """Hall and window, the name large, then what may be asked of whom."""
        side = self._emblem(card.emblem) if card.emblem else _LEFT
        y = self._text(
            card.hall, Role.HEI, 16, _HEIGHT - 9 * MM, most=2, left=side, right=side, align=Align.CENTRE
        )
        if card.window:
            y = self._text(window_name(card.window), Role.BODY, 14, y - 1.5 * MM, align=Align.CENTRE)
        self._canvas.setLineWidth(HAIRLINE * 2)
        self._canvas.line(_LEFT, y - 3 * MM, _WIDTH - _LEFT, y - 3 * MM)
        y = self._text(card.name, Role.TITLE, 36, y - 7 * MM, align=Align.CENTRE) - 5 * MM
        rows = (
            ("工　　号", card.code),
            ("职　　责", card.duty),
            ("咨询电话", card.contact),
            ("投诉电话", card.complaint),
        )
        right = _LEFT + self._photo(card.photo, y) if card.photo else _LEFT
        for label, words in rows:
            if words:
                self._text(label, Role.BODY, _ROW, y)
                y = self._text(words, Role.HEI, _ROW, y, most=2, left=_LEFT + _LABELS, right=right) - 2 * MM

    def _emblem(self, text: str) -> float:
        """The emblem in the upper left corner; how far in the hall's name begins beside it."""
        emblem = read_emblem(text)
        dot = min(_EMBLEM / emblem.height, _EMBLEM_WIDEST / emblem.width)
        draw_dots(self._canvas, emblem, _LEFT, _HEIGHT - 8 * MM, dot)
        return _LEFT + emblem.width * dot + _BESIDE

    def _photo(self, text: str, top: float) -> float:
        """The photo at the right, below that height; how much of the width it takes."""
        from reportlab.lib.utils import ImageReader

        image = ImageReader(BytesIO(b64decode(text)))
        wide, high = image.getSize()
        scale = min(_PHOTO[0] / wide, _PHOTO[1] / high)
        width, height = wide * scale, high * scale
        self._canvas.drawImage(image, _WIDTH - _LEFT - width, top - height - 1 * MM, width, height)
        return width + _BESIDE

    def watermark(self, banner: str) -> None:
        """The banner across the card, light and behind everything."""
        canvas, size = self._canvas, _WIDTH / 6
        width = self._setter.width(banner, Role.BODY, size)
        canvas.saveState()
        canvas.setFillGray(_WATERMARK_GREY)
        canvas.translate(_WIDTH / 2, _HEIGHT / 2)
        canvas.rotate(20)
        for run in self._setter.line(banner, Role.BODY, size):
            canvas.setFont(run.font, run.size)
            canvas.drawString(run.x - width / 2, -0.38 * size, run.text)
        canvas.restoreState()

    def cutting_marks(self) -> None:
        """A hairline outside each corner."""
        self._canvas.setLineWidth(HAIRLINE)
        for x, outwards in ((0.0, -1), (_WIDTH, 1)):
            for y, upwards in ((0.0, -1), (_HEIGHT, 1)):
                self._canvas.line(x + outwards * MM, y, x + outwards * (_MARK + MM), y)
                self._canvas.line(x, y + upwards * MM, x, y + upwards * (_MARK + MM))

    def _text(
        self,
        words: str,
        role: Role,
        size: float,
        top: float,
        *,
        most: int = 1,
        left: float = _LEFT,
        right: float = _LEFT,
        align: Align = Align.LEFT,
    ) -> float:
        """The words from that height down, smaller where they need more than ``most`` lines; the height below them."""
        measure = _WIDTH - right - left
        lines = list(self._setter.lines(words, role, size, measure, align))
        while len(lines) > most and size > _SMALLEST:
            size -= 1
            lines = list(self._setter.lines(words, role, size, measure, align))
        for line in lines:
            top -= size * 1.3
            for run in line:
                self._canvas.setFont(run.font, run.size)
                self._canvas.drawString(left + run.x, top + size * 0.25, run.text, charSpace=run.spacing)
        return top


def main(fonts: Path) -> None:
    """One card from standard input to standard output, as bytes in a pipe."""
    card = DeskCard(**json.load(sys.stdin.buffer))
    sys.stdout.buffer.write(desk_card_pdf(card, fonts))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        main(Path(sys.argv[1]))
