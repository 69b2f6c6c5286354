"""Reading a finished PDF back as a hall would: printed at 203 dpi in one bit, scanned askew, searched, copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageFilter

from counter.domain.document.document import Document
from counter.printing.layout.layout import plan, render_with
from counter.printing.layout.plan import Plan
from counter.printing.type.typeface import Typefaces
from counter.printing.type.typesetter import Typesetter

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
TYPEFACES = Typefaces(FONTS, own=False)
"""The bundled fonts only: a page must not depend on what the tester's machine has installed."""


def made(document: Document) -> bytes:
    """The paper as PDF."""
    return render_with(document, TYPEFACES)


def planned(document: Document) -> tuple[Plan, Typesetter]:
    """The paper laid out, with the typesetter that measured it."""
    setter = Typesetter(TYPEFACES)
    return plan(document, setter), setter


def grey(pdf: bytes, dpi: int, page: int = 0) -> Image.Image:
    """A page in grey levels."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil()


def dots(pdf: bytes, dpi: int) -> Image.Image:
    """The first page in grey at exactly ``dpi``; ``grey`` stretches a page to whole pixels, as a scan would."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = dpi / 72
        width, height = int(page.get_width() * scale), int(page.get_height() * scale)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, 0, 0)
        whole = pdfium.FS_RECTF(0, 0, width, height)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, whole, 0)
        return bitmap.to_pil().copy()


def printed(pdf: bytes, page: int = 0, dpi: int = 203) -> Image.Image:
    """A page as a printer of whole black dots sets it."""
    return grey(pdf, dpi, page).point(lambda level: 255 if level >= 128 else 0)


def scanned(image: Image.Image, *, turn: float, blur: float) -> Image.Image:
    """A 203 dpi print seen by a 300 dpi scanner, a little askew and out of focus."""
    size = (image.width * 300 // 203, image.height * 300 // 203)
    askew = image.resize(size, Image.Resampling.BICUBIC).rotate(
        turn, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )
    return askew.filter(ImageFilter.GaussianBlur(blur))


def codes(image: Image.Image) -> dict[str, str]:
    """Format → text of every code found."""
    return {str(found.format): found.text for found in zxingcpp.read_barcodes(image)}


def text_of(pdf: bytes) -> str:
    """All text of the paper in the order it would be copied."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def bare(text: str) -> str:
    """The text without any white, to compare across line breaks."""
    return re.sub(r"[\s　]+", "", text)


def packet_of(pdf: bytes) -> str:
    """The metadata packet (XMP), which stands uncompressed so that anything can read it."""
    found = re.findall(rb"<\?xpacket begin.*?<\?xpacket end=\"r\"\?>", pdf, re.DOTALL)
    assert len(found) == 1
    return str(found[0], "utf-8")


def page_count(pdf: bytes) -> int:
    """How many pages the paper has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def object_kinds(pdf: bytes) -> set[int]:
    """The kinds of objects drawn on any page (pdfium's FPDF_PAGEOBJ_…)."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {found.type for page in document for found in page.get_objects()}


def fonts_of(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """(name, embedded) of the font of every text object."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(found.raw)
                size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                buffer = (pdfium.c_char * size)()
                pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
                yield buffer.value.decode(), pdfium.FPDFFont_GetIsEmbedded(font) == 1
