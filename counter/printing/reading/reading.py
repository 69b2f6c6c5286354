"""Reading a paper from a file: the QR on its pages, its text as drawn, its attached Document.

This finds and names changes. It never concludes that a file is unchanged (see ``covered_bytes``).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from counter.domain.document.document import ORIGINAL
from counter.domain.errors import BadInput
from counter.printing.reading import preview
from counter.services.context.paper_files import FileForm, PageDifference, SeenFile

if TYPE_CHECKING:
    import pypdfium2

_MOST_PAGES = 30
_MOST_PIXELS = 80_000_000
_MOST_OBJECTS = 40_000
_MOST_ORIGINAL = 2_000_000
_SEEN_AT = (203 / 72, 406 / 72)
"""Dots to a point in which codes are looked for: as the coarsest printer sets them, then twice as fine."""

_DARK = 120
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*", b"GIF8", b"RIFF")


class Reader:
    """Reads papers in the caller's own process: for ``readwork``, and for files that this program made."""

    def read(self, file: bytes) -> SeenFile:
        """Content of a PDF, a picture or a text file. Raises BadInput where it is none of these or damaged."""
        if not file.strip():
            raise BadInput("文件是空的。", field="file")
        if b"%PDF-" in file[:1024]:
            return _read_pdf(file)
        if file.startswith(_PICTURES):
            return SeenFile(FileForm.PICTURE, tuple(_codes_of_picture(file)))
        return _read_text(file)

    def digest(self, file: bytes, qr: str) -> bytes | None:
        """Digest of every byte that the signature in this QR's text covers; None where the file has no such QR."""
        from counter.printing.layout.covered_bytes import digest_under

        return digest_under(file, qr)

    def apart(self, file: bytes, made: bytes) -> PageDifference | None:
        """The first difference between a PDF and one of ours; None where all pixels are equal."""
        from counter.printing.reading.page_difference import first_difference

        return first_difference(file, made)


def _read_text(file: bytes) -> SeenFile:
    # imports the wording of every paper: not needed at start-up
    from counter.domain.papers.verify.signed_code import is_paper_code

    try:
        text = file[:100_000].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("读不了这个文件：要 PDF、图片，或写着二维码内容的文本文件。", field="file") from None
    return SeenFile(FileForm.TEXT, tuple(line.strip() for line in text.splitlines() if is_paper_code(line)))


def _read_pdf(file: bytes) -> SeenFile:
    import pypdfium2

    try:
        with preview.PDFIUM, pypdfium2.PdfDocument(file) as document:
            if len(document) > _MOST_PAGES:
                raise BadInput(f"这个 PDF 有 {len(document)} 页，不像一份文书。", field="file")
            original = _original(document)
            pages = [_words(page) for page in document]
            form = FileForm.PICTURE if _only_pictures(document) else FileForm.PDF
            drawn = tuple(tuple(runs) for runs, _ in pages)
            foreign = tuple(dict.fromkeys(what for _, found in pages for what in found))
            codes = [text for page in document for text in _codes_of_page(page)]
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise BadInput("这个 PDF 打不开，文件可能不完整或加了密码。", field="file") from error
    return SeenFile(form, tuple(dict.fromkeys(codes)), drawn, original, foreign)


def _original(document: pypdfium2.PdfDocument) -> bytes | None:
    for n in range(min(document.count_attachments(), 20)):
        attached = document.get_attachment(n)
        if attached.get_name() == ORIGINAL:
            data = bytes(attached.get_data())
            return data if len(data) <= _MOST_ORIGINAL else None
    return None


def _only_pictures(document: pypdfium2.PdfDocument) -> bool:
    """Whether it is a scan: pictures, and no text in any other form (as shapes, patterns, annotations)."""
    import pypdfium2.raw as pdfium

    pictures = 0
    for page in document:
        if pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
            return False
        for found in page.get_objects():
            if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                pictures += 1
            elif found.type != pdfium.FPDF_PAGEOBJ_FORM or pictures > _MOST_OBJECTS:
                return False
    return pictures > 0


def _words(page: pypdfium2.PdfPage) -> tuple[list[str], list[str]]:
    """Each drawn run of text in order, and a description of content that our papers never have."""
    import pypdfium2.raw as pdfium

    runs: list[str] = []
    foreign: list[str] = []
    text = page.get_textpage()
    try:
        for n, found in enumerate(page.get_objects(max_depth=1)):
            if n > _MOST_OBJECTS:
                raise BadInput("这个 PDF 的内容太多，不像一份文书。", field="file")
            if found.type == pdfium.FPDF_PAGEOBJ_TEXT:
                runs.append(_run(found, text))
                if pdfium.FPDFTextObj_GetTextRenderMode(found.raw) not in (
                    pdfium.FPDF_TEXTRENDERMODE_FILL,
                    pdfium.FPDF_TEXTRENDERMODE_UNKNOWN,
                ):
                    foreign.append("看不见的文字")
            elif found.type == pdfium.FPDF_PAGEOBJ_PATH:
                if _covers(found):
                    foreign.append("盖在上面的色块或白线")
            else:
                foreign.append("图片或叠加的内容")
        if pdfium.FPDFPage_GetAnnotCount(page.raw) > 0:
            foreign.append("批注")
    finally:
        text.close()
    return [run for run in runs if run], foreign


def _run(found: Any, text: Any) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFTextObj_GetText(found.raw, text.raw, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(
        found.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _covers(found: Any) -> bool:
    """A filled or stroked shape that is not black: it hides what is below. Ours are black bars and hairlines."""
    import pypdfium2.raw as pdfium

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(found.raw, mode, stroke):
        return True
    filled = mode.value != pdfium.FPDF_FILLMODE_NONE
    return (filled and _light(found, pdfium.FPDFPageObj_GetFillColor)) or (
        bool(stroke.value) and _light(found, pdfium.FPDFPageObj_GetStrokeColor)
    )


def _light(found: Any, colour_of: Callable[..., Any]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    colour_of(found.raw, red, green, blue, alpha)
    return max(red.value, green.value, blue.value) > _DARK


def _codes_of_page(page: pypdfium2.PdfPage) -> Iterator[str]:
    """QR texts on a page; a second, finer scan only where the first found none."""
    for scale in _SEEN_AT:
        if page.get_width() * page.get_height() * scale * scale > _MOST_PIXELS:
            raise BadInput("这个 PDF 的页面太大，不像一份文书。", field="file")
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            found = _codes(memoryview(bytes(bitmap.buffer)), bitmap.stride, bitmap.height)
        finally:
            bitmap.close()
        if found:
            yield from found
            return


def _codes_of_picture(file: bytes) -> Iterator[str]:
    """QR texts in a photo or scan."""
    from PIL import Image

    try:
        with Image.open(BytesIO(file)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise BadInput("图片太大，请缩小后再试。", field="file")
            grey = picture.convert("L")
    except BadInput:
        raise
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadInput("这张图片打不开，文件可能不完整。", field="file") from error
    yield from _codes(memoryview(grey.tobytes()), grey.width, grey.height)


def _codes(pixels: memoryview, width: int, height: int) -> list[str]:
    import zxingcpp

    image = pixels[: width * height].cast("B", shape=[height, width])
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [seen.text for seen in zxingcpp.read_barcodes(image, formats=only)]
