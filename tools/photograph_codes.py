"""Scan rates of a paper's codes in bad photos of a bad print: right, unread, wrong.

Usage: python -P -m tools.photograph_codes [--photos 200] [--scale 0.6] [--form A4 --form A5 --form 80mm]

The whole page is rendered as by a printer of whole black dots at 203 dpi, then scaled down, blurred, rotated and
compressed as JPEG, with the same random values in every run. Exit code 1 where anything was read wrong: an unread code
is scanned again, a wrong one opens another person's case.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from counter.domain.document.document import A4, A5, ROLL, Document, PaperKind, Paragraph, Table
from counter.domain.document.numbering import case_number, grouped
from counter.domain.papers.parts.qr_essentials import Essentials
from counter.domain.papers.verify.scan import ScanKind, read_scan
from counter.domain.papers.verify.signed_code import (
    DIGEST_BYTES,
    HASH_BYTES,
    PRINT_BYTES,
    SIGNATURE_BYTES,
    ChainPlace,
    SignedCode,
    signed_text,
)
from counter.printing.layout.layout import render_with
from counter.printing.type.typeface import Typefaces

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FORMS = (A4, A5, ROLL)
_PRINTER = 203
_DIM = 128
_TURN = 3.0
_BLUR = (0.4, 1.0)
_QUALITY = (40, 85)


@dataclass(frozen=True, slots=True)
class Shot:
    """Result of one photo: the texts of bars and of squares, and the expected ones."""

    number: str
    qr: str
    bars: tuple[str, ...]
    squares: tuple[str, ...]

    def words(self) -> Iterator[str]:
        """The counts of a set of shots."""
        for name, right, read in (("bars", self.number, self.bars), ("QR", self.qr, self.squares)):
            yield f"{name} right" if right in read else f"{name} unread"
            yield from (f"{name} WRONG" for text in read if text != right)

    @property
    def led_astray(self) -> tuple[str, ...]:
        """Wrong texts that the scan field would accept as a case, a person or an organisation."""
        wrong = (text for text in (*self.bars, *self.squares) if text not in (self.number, self.qr))
        return tuple(text for text in wrong if read_scan(text).kind is not ScanKind.UNKNOWN)


def paper(chance: Random, page: str) -> Document:
    """A paper with a random number, its QR as long as a signed one."""
    day = date(2026, chance.randint(1, 12), chance.randint(1, 28))
    number = case_number("15220103", chance.choice((1, 2, 30, 700)), day, chance.randint(1, 9999))
    essentials = Essentials(
        number, "acceptance_notice", "乌市监受综03A〔2026〕57号", day, 2, 9, None, 1, "0" * 8
    )
    code = SignedCode(
        essentials, "15220103", 1, chance.randbytes(PRINT_BYTES), chance.randbytes(DIGEST_BYTES), False, b""
    )
    placed = replace(
        code,
        file_digest=chance.randbytes(DIGEST_BYTES),
        place=ChainPlace(4711, chance.randbytes(HASH_BYTES)),
    )
    return Document(
        kind=PaperKind.ACCEPTANCE_NOTICE,
        title="受理通知书",
        number=essentials.number,
        addressee="巴图吉雅：",
        body=(
            Paragraph("你提交的申请材料齐全、符合法定形式，予以受理。"),
            Table(("序号", "材料", "份数"), (("1", "申请书", "1"), ("2", "平面图", "2")), (1, 6, 1), (0, 2)),
        ),
        seal_organ="" if page == ROLL else "乌兰浩特市市场监督管理局",
        date_text="2026年11月20日",
        sign_lines=(),
        foot=("乌兰浩特市政务服务中心 03窗口",),
        code=number,
        code_text=grouped(number),
        qr=signed_text(placed, lambda _: chance.randbytes(SIGNATURE_BYTES)),
        page=page,
    )


def photographed(pdf: bytes, chance: Random, scale: float) -> Image.Image:
    """The first page printed, then photographed so that a printer dot becomes ``scale`` of a pixel."""
    with pypdfium2.PdfDocument(pdf) as document:
        grey = document[0].render(scale=_PRINTER / 72, grayscale=True).to_pil()
    printed = grey.point(lambda level: 255 if level >= _DIM else 0)
    size = (round(printed.width * scale), round(printed.height * scale))
    seen = printed.resize(size, Image.Resampling.BICUBIC).rotate(
        chance.uniform(-_TURN, _TURN), resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255
    )
    out = BytesIO()
    blurred = seen.filter(ImageFilter.GaussianBlur(chance.uniform(*_BLUR)))
    blurred.save(out, "JPEG", quality=chance.randint(*_QUALITY))
    return Image.open(out)


def shots(pdf: bytes, document: Document, chance: Random, scale: float, photos: int = 1) -> Iterator[Shot]:
    """Photos of one paper, read with every format of code the reader knows."""
    for _ in range(photos):
        found = zxingcpp.read_barcodes(photographed(pdf, chance, scale))
        squares = tuple(code.text for code in found if code.format == zxingcpp.BarcodeFormat.QRCode)
        bars = tuple(code.text for code in found if code.format != zxingcpp.BarcodeFormat.QRCode)
        yield Shot(document.code, document.qr, bars, squares)


def main() -> int:
    """Count, form by form."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--photos", type=int, default=200, help="of each form, each of another paper")
    parser.add_argument(
        "--scale", type=float, default=0.6, help="pixels of the photo for a dot of the printer"
    )
    parser.add_argument("--form", action="append", choices=FORMS, help="one form or several; all by default")
    given = parser.parse_args()
    faces = Typefaces(FONTS, own=False)
    wrong = 0
    for form in given.form or FORMS:
        counts: Counter[str] = Counter()
        for seed in range(given.photos):
            chance = Random(seed)
            document = paper(chance, form)
            for shot in shots(render_with(document, faces), document, chance, given.scale):
                counts.update(shot.words())
                counts["taken for another"] += len(shot.led_astray)
        wrong += counts["bars WRONG"] + counts["QR WRONG"]
        print(
            form,
            *(f"{word} {count}" for word, count in sorted(counts.items()) if count),
            sep="  ",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
