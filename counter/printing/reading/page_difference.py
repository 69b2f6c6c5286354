"""Compare two PDFs as rendered: the first difference, named by its position on the sheet.

A found difference is certain; no difference found proves nothing, because another program may render what this pdfium
does not.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING, Any

from counter.printing.layout.geometry import MM
from counter.printing.reading import preview
from counter.services.context.paper_files import PageDifference

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

_SCALES = (203 / 72, 300 / 72)
"""Dots to a point: as a hall's coarsest printer sets them, and as an office printer does."""

_MOST_DOTS = 60_000_000
_LONGEST_LINE = 24
_LINE = 3 * MM


def first_difference(file: bytes, made: bytes) -> PageDifference | None:
    """The first difference between ``file`` and ``made``, annotations and fields rendered; None where all pixels are
    equal.
    """
    import pypdfium2

    with preview.PDFIUM, pypdfium2.PdfDocument(file) as given, pypdfium2.PdfDocument(made) as ours:
        if len(given) != len(ours):
            return PageDifference(1, f"文件有{len(given)}页，应当是{len(ours)}页")
        for number in range(len(ours)):
            apart = _of_page(given[number], ours[number])
            if apart:
                return PageDifference(number + 1, apart)
    return None


def _of_page(given: pypdfium2.PdfPage, ours: pypdfium2.PdfPage) -> str:
    import pypdfium2.raw as pdfium
    from PIL import ImageChops

    if _frame(given) != _frame(ours):
        return "纸张大小、裁切或方向与窗口生成的不同"
    width, height = ours.get_size()
    for scale in _SCALES:
        if width * height * scale * scale > _MOST_DOTS:
            break  # a very long strip: the coarser resolution must do
        for flags in (pdfium.FPDF_ANNOT, pdfium.FPDF_ANNOT | pdfium.FPDF_PRINTING):
            with _drawn(given, scale, flags) as theirs, _drawn(ours, scale, flags) as own:
                if bytes(theirs.buffer) == bytes(own.buffer):
                    continue  # as pictures of 8 million dots each they take half as long again as drawing them
                apart = ImageChops.difference(theirs.to_pil(), own.to_pil())
            whole = apart.getbbox()
            if whole is not None:
                left, top, right, bottom = (side / scale for side in _first_line(apart, whole[1], scale))
                return _position(ours, left, top, right, bottom)
    return ""


def _first_line(apart: Image.Image, top: int, scale: float) -> tuple[float, float, float, float]:
    """The first line of text with a different pixel, in pixels."""
    band = apart.crop((0, top, apart.width, min(apart.height, top + round(_LINE * scale))))
    left, _, right, bottom = band.getbbox() or (0, 0, band.width, band.height)
    return left, top, right, top + bottom


def _frame(page: pypdfium2.PdfPage) -> tuple[object, ...]:
    boxes = (page.get_mediabox(), page.get_cropbox())
    return (*(tuple(round(side, 3) for side in box) for box in boxes), page.get_rotation())


def _drawn(page: pypdfium2.PdfPage, scale: float, flags: int) -> AbstractContextManager[pypdfium2.PdfBitmap]:
    return closing(page.render(scale=scale, draw_annots=False, extra_flags=flags))


def _position(page: pypdfium2.PdfPage, left: float, top: float, right: float, bottom: float) -> str:
    words = f"距纸上边{top / MM:.0f}毫米、左边{left / MM:.0f}毫米处起，画面与窗口生成的不同"
    line = _line_at(page, left, top, right, bottom)
    return f"{words}（原来这里是“{line}”）" if line else words


def _line_at(page: pypdfium2.PdfPage, left: float, top: float, right: float, bottom: float) -> str:
    """The text of our own sheet at that position."""
    height = page.get_height()
    text: Any = page.get_textpage()
    try:
        text_there: str = text.get_text_bounded(left - 1, height - bottom - 1, right + 1, height - top + 1)
    finally:
        text.close()
    return "".join(text_there.split())[:_LONGEST_LINE]
