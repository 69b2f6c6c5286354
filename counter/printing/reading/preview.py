"""Pages of a finished PDF as pixels, for the preview; without Qt. One caller at a time, as pdfium requires."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

PDFIUM = threading.Lock()
"""One caller of pdfium at a time in this process."""

Pixels = tuple[int, int, bytes]
"""Width, height, grey bytes (one a pixel) without padding: papers are black on white, and a third of the memory."""


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, width_px: int) -> Pixels:
    """Page ``page``, counted from 0, ``width_px`` wide."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return _pixels(document[page], width_px)


def pages(pdf: bytes, width_px: int) -> list[Pixels]:
    """Every page, each ``width_px`` wide."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_pixels(leaf, width_px) for leaf in document]


def pages_at(pdf: bytes, dpi: int) -> list[Pixels]:
    """Every page at a resolution, for printing where the print system takes no PDF."""
    import pypdfium2

    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_scaled(leaf, dpi / 72) for leaf in document]


def _pixels(leaf: pypdfium2.PdfPage, width_px: int) -> Pixels:
    return _scaled(leaf, width_px / leaf.get_width())


def _scaled(leaf: pypdfium2.PdfPage, scale: float) -> Pixels:
    bitmap = leaf.render(scale=scale, grayscale=True)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    bitmap.close()
    leaf.close()
    if stride != width:
        data = b"".join(data[start : start + width] for start in range(0, stride * height, stride))
    return width, height, data
