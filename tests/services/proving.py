"""A real hall's profile and papers of it on disk, for tests that prove papers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.document.document import Document
from counter.domain.hall.hall import StaffSeed
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.verify.proof import ProofReport
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.services.context.app import AppContext
from counter.services.papers.sign_sheet import signed_sheet
from counter.services.papers.verify_paper import verify_file
from tests.settings import demo_hall

PEOPLE = (StaffSeed("W01", "阿木古郎", "clerk", "1234"), StaffSeed("S01", "苏日娜", "supervisor", "9876"))
HALL = "海拉尔区政务服务中心"


def set_up(folder: Path, *, hall: str = HALL, station: str = "15070203", window: str = "03") -> Path:
    """A profile of a real hall (not 演示)."""
    config = replace(demo_hall(), hall=hall, station=station, window=window, demo=False, overlay=None)
    create_profile(folder, config, PEOPLE)
    return folder


@contextmanager
def real_app(folder: Path, **names: str) -> Iterator[AppContext]:
    """The same, open."""
    with open_app(set_up(folder, **names)) as app:
        yield app


def today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)


def signed_pdf(app: AppContext, document: Document) -> bytes:
    """A sheet as it leaves this window."""
    return signed_sheet(app.journal, app.papers, document)


def signed(app: AppContext, document: Document) -> Document:
    """The sheet as it left, with its QR."""
    seen = app.sheets.read(signed_pdf(app, document))
    return replace(as_leaving(document), qr=next(text for text in seen.codes if is_paper_code(text)))


def proved(app: AppContext, file: bytes) -> ProofReport:
    """What this window says of a file."""
    return verify_file(app.journal, app.papers, app.sheets, file, today(app))


def picture_of(pdf: bytes, dpi: int = 203) -> bytes:
    """The first page as somebody's scan."""
    from io import BytesIO

    out = BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document[0].render(scale=dpi / 72, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()


def saved(document: pypdfium2.PdfDocument) -> bytes:
    """An edited PDF as another program would save it."""
    from io import BytesIO

    out = BytesIO()
    document.save(out)
    return out.getvalue()
