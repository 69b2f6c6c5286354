"""A page of a finished PDF as pixels, for the preview; knows no Qt."""

from __future__ import annotations


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, width_px: int) -> tuple[int, int, bytes]:
    """(width, height, RGB bytes without padding) of page ``page``, counted from 0, ``width_px`` wide."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        leaf = document[page]
        bitmap = leaf.render(scale=width_px / leaf.get_width(), rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        bitmap.close()
        leaf.close()
    row = 3 * width
    if stride != row:
        data = b"".join(data[start : start + row] for start in range(0, stride * height, stride))
    return width, height, data
