"""Which bytes of a PDF its QR's signature covers: all but the squares of the QR itself.

The same idea as /ByteRange of a signed PDF (ISO 32000-2, 12.8.1). A viewer draws only from these bytes; so a file in
which they are unchanged shows what was signed, in any program and at any time. The QR cannot cover itself. Its squares
lie in one stream of their own, in a range of fixed length that is blank until the text is signed; they are verified by
equalling those of the signed text. The format is frozen: any change of the range or the digest needs another mark and
another form of the QR.
"""

from __future__ import annotations

import hashlib
import re
import struct

from counter.domain.papers.verify.signed_code import DIGEST_BYTES

_MARK = b"%%counter-qr-1 %06d\n"
_MARKED = re.compile(rb"%counter-qr-1 (\d{6})\n")
_PURPOSE = b"counter-file-1\x00"
_LENGTHS = struct.Struct(">QQ")
_ROOM = 4
"""Bytes of the range for each module: squares take 3.1 on average; exceeding 4 is as unlikely as breaking the hash."""


def blank(side: int) -> bytes:
    """The mark, and the range for the squares of a QR of ``side`` modules, not yet drawn."""
    room = _ROOM * side * side
    return _MARK % room + b" " * room


def squares(text: str, room: int) -> bytes:
    """The QR's squares as path operators in units of a module, padded with blanks. Raises ValueError where they do not
    fit.
    """
    from counter.printing.layout.codes import modules  # the window only digests and does not import the codes

    drawn = b"".join(b"%d %d %d 1 re\n" % (x, y, n) for x, y, n in modules(text))
    if len(drawn) > room:
        raise ValueError("the QR is larger than the place that was left for it")
    return drawn.ljust(room)


def filled(pdf: bytes, text: str) -> bytes:
    """The PDF with the QR of ``text`` in its reserved range. Raises ValueError where there is none."""
    found = _stretch(pdf)
    if found is None:
        raise ValueError("no place for a QR")
    start, end = found
    return pdf[:start] + squares(text, end - start) + pdf[end:]


def digest(pdf: bytes) -> bytes:
    """SHA-256, cut to 16 bytes, over what the signature covers. Raises ValueError where no range for a QR is marked."""
    found = _stretch(pdf)
    if found is None:
        raise ValueError("no place for a QR")
    start, end = found
    covered = hashlib.sha256(_PURPOSE + _LENGTHS.pack(start, end - start))
    covered.update(memoryview(pdf)[:start])
    covered.update(memoryview(pdf)[end:])
    return covered.digest()[:DIGEST_BYTES]


def digest_under(pdf: bytes, text: str) -> bytes | None:
    """The digest of a PDF whose squares are exactly those of this QR; None where they differ or are missing."""
    found = _stretch(pdf)
    if found is None:
        return None
    start, end = found
    try:
        drawn = squares(text, end - start)
    except ValueError:
        return None
    return digest(pdf) if pdf[start:end] == drawn else None


def _stretch(pdf: bytes) -> tuple[int, int] | None:
    """Range of the squares; None unless exactly one is marked and complete."""
    marks = list(_MARKED.finditer(pdf))
    if len(marks) != 1:
        return None
    start = marks[0].end()
    end = start + int(marks[0][1])
    return (start, end) if end <= len(pdf) else None
