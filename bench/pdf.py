"""A receipt as PDF, warm, against a bare reportlab page of the same glyphs, rules and codes (DESIGN §9: at most 1.5).

Floor and ours take turns in one process; a second row is the whole path through the press, pipe included, and a third
one a sheet that is signed.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from counter.printing.layout.codes import code128, qr  # noqa: E402 (the repository is on the path only now)
from counter.printing.layout.layout import plan, render  # noqa: E402
from counter.printing.layout.plan import page_marks  # noqa: E402
from counter.printing.layout.strips import Hairline  # noqa: E402
from counter.printing.press.press import Press  # noqa: E402
from counter.printing.type.typeface import Typefaces  # noqa: E402
from counter.printing.type.typesetter import Run, Typesetter  # noqa: E402
from tests.keys import Hall  # noqa: E402
from tests.printing.samples import receipt  # noqa: E402

FONTS = ROOT / "resources" / "fonts"
ROUNDS = 60
REACH = 1.5

WINDOW = Hall(1).window(2)
DOCUMENT = replace(receipt(), qr=WINDOW.text())
"""With a QR as large as on every issued sheet."""

Marks = tuple[float, float, list[Run], list[Hairline]]


@cache
def marks() -> Marks:
    """The sheet's size and everything drawn on the receipt, laid out once for the floor."""
    setter = Typesetter(Typefaces(FONTS))
    laid = plan(DOCUMENT, setter)
    return laid.sheet.width, laid.sheet.height, *page_marks(laid, 0, setter)


def floor() -> bytes:
    """What reportlab itself needs for this page."""
    width, height, runs, rules = marks()
    canvas = Canvas(out := BytesIO(), pagesize=(width, height), invariant=1, pageCompression=1)
    for x, y, font, size, text, _ in runs:
        canvas.setFont(font, size)
        canvas.drawString(x, height - y, text)
    canvas.lines([(x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in rules])
    path = canvas.beginPath()
    for code in (code128(DOCUMENT.code), qr(DOCUMENT.qr)):
        for x, y, w, h in code.rects:
            path.rect(x, y, w, h)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return out.getvalue()


def sign(file_digest: bytes) -> str:
    """The QR of this sheet, signed over the remaining bytes of the file."""
    return WINDOW.signs(replace(WINDOW.code(), file_digest=file_digest))


def rows() -> list[dict[str, object]]:
    """The rows of the bench table."""
    press = Press(FONTS)
    try:
        times = _take_turns(
            {
                "floor": floor,
                "receipt PDF, warm": lambda: render(DOCUMENT, FONTS),
                "receipt PDF, warm, through the press": lambda: press.make(DOCUMENT),
                "receipt PDF, warm, signed": lambda: press.make_signed(DOCUMENT, sign),
            }
        )
    finally:
        press.close()
    base = times.pop("floor")
    return [
        {
            "name": name,
            "floor_ms_p50": round(base[0], 2),
            "ours_ms_p50": round(ours[0], 2),
            "floor_ms_p95": round(base[1], 2),
            "ours_ms_p95": round(ours[1], 2),
            "ratio": round(ours[0] / base[0], 2),
            "ratio_p95": round(ours[1] / base[1], 2),
            "reach": REACH,
            "n": ROUNDS,
        }
        for name, ours in times.items()
    ]


def _take_turns(contestants: dict[str, Callable[[], bytes]]) -> dict[str, tuple[float, float]]:
    """(p50, p95) in milliseconds of each, measured in alternation after warming up."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(ROUNDS + 5):
        for name, make in contestants.items():
            start = time.perf_counter()
            make()
            if turn >= 5:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: (statistics.median(t), statistics.quantiles(t, n=20)[-1]) for name, t in times.items()}


if __name__ == "__main__":
    for row in rows():
        print(row)
