"""Pages as pictures, and many small ones on one sheet with captions, for reviewing papers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
DPI = 110
"""Of a page's own picture: readable on a screen."""

ACROSS, DOWN = 4, 2
CELL = (560, 792)
"""An A4 page on a contact sheet, in pixels."""

_CAPTION, _GAP, _FRAME = 40, 16, "gray"
_PAPER, _DESK, _INK, _NOTE = "white", "gainsboro", "black", "lightyellow"
_A4_WIDTH, _A4_HEIGHT = 595.0, 842.0
_COLOURS = 32
_LINE, _WHITE = 120, 235
"""Rows to look up for a white one; how light it is at least (a watermark is lighter)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One page with its caption; ``note``: printed over its foot on a contact sheet."""

    caption: str
    picture: Image.Image
    note: str = ""


def pages(pdf: bytes) -> Iterator[Image.Image]:
    """Every page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=DPI / 72).to_pil().convert("RGB")


def save(picture: Image.Image, file: Path) -> None:
    """As a small PNG: paper has few shades."""
    grey = picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    grey.save(file, optimize=True)


def contact_sheets(shown: Sequence[Shown], folder: Path) -> list[Path]:
    """Write ``sheet-01.png`` … with eight pages each; the files."""
    many = ACROSS * DOWN
    files = []
    for start in range(0, len(shown), many):
        file = folder / f"sheet-{start // many + 1:02d}.png"
        save(_sheet(shown[start : start + many]), file)
        files.append(file)
    return files


def _sheet(shown: Sequence[Shown]) -> Image.Image:
    width, height = CELL[0] + _GAP, CELL[1] + _CAPTION + _GAP
    sheet = Image.new("RGB", (ACROSS * width + _GAP, DOWN * height + _GAP), _DESK)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(FONT), 20)
    for index, one in enumerate(shown):
        left, top = _GAP + index % ACROSS * width, _GAP + index // ACROSS * height
        draw.text((left, top), one.caption, fill=_INK, font=font)
        small = _fitting(one.picture)
        sheet.paste(small, (left, top + _CAPTION))
        edge = (left, top + _CAPTION, left + small.width, top + _CAPTION + small.height)
        draw.rectangle(edge, outline=_FRAME)
        _write_note(draw, one.note, edge)
    return sheet


def _write_note(draw: ImageDraw.ImageDraw, note: str, edge: tuple[int, int, int, int]) -> None:
    """Over the foot of the page, in its full width."""
    if not note:
        return
    size = 16
    many = (edge[2] - edge[0] - 2 * size) // size
    lines = [note[n : n + many] for n in range(0, len(note), many)]
    top = edge[3] - (len(lines) + 1) * (size + 6)
    draw.rectangle((edge[0], top, edge[2], edge[3]), fill=_NOTE, outline=_FRAME)
    font = ImageFont.truetype(str(FONT), size)
    for n, line in enumerate(lines):
        draw.text((edge[0] + size, top + 8 + n * (size + 6)), line, fill=_INK, font=font)


def _fitting(picture: Image.Image) -> Image.Image:
    """At the scale of an A4 page; a longer strip is cut into columns."""
    scale = CELL[0] / (_A4_WIDTH * DPI / 72)
    size = (round(picture.width * scale), round(picture.height * scale))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    if small.height <= CELL[1] + 1:
        return small
    cuts = [0]
    while cuts[-1] < small.height:
        cuts.append(_white_row(small, min(cuts[-1] + CELL[1], small.height)))
    laid = Image.new("RGB", (min(CELL[0], (len(cuts) - 1) * (small.width + 4)), CELL[1]), _PAPER)
    for n, (top, below) in enumerate(itertools.pairwise(cuts)):
        laid.paste(small.crop((0, top, small.width, below)), (n * (small.width + 4), 0))
    return laid


def _white_row(picture: Image.Image, row: int) -> int:
    """The last white row above, so that no line is cut through; the row itself where there is none."""
    if row == picture.height:
        return row
    grey = picture.convert("L")
    for index in range(row, row - _LINE, -1):
        darkest, _ = grey.crop((0, index, picture.width, index + 1)).getextrema()
        if isinstance(darkest, int) and darkest > _WHITE:
            return index
    return row
