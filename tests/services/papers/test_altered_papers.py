"""A changed paper is never called unchanged, whatever tool changed it and however little of it is seen.

The rule under test: 相同 is said of the very bytes that the press made, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from io import BytesIO
from random import Random

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput
from counter.domain.papers.parts.closing_lines import as_leaving
from counter.domain.papers.parts.page_forms import as_form
from counter.domain.papers.verify.proof import Proof, ProofReport, ProofTone, TextCheck
from counter.domain.papers.verify.signed_code import read_code
from counter.printing.layout import covered_bytes
from counter.printing.layout.codes import open_qr, qr
from counter.services.context.app import AppContext
from counter.services.papers.sign_sheet import signed_sheet
from tests.printing import samples
from tests.printing.layout.test_drawn_signature import NAME
from tests.services.altering import BY_HAND, PDFIUM, QPDF, texts, with_original
from tests.services.proving import picture_of, proved, real_app, saved, signed_pdf

SHEET = replace(samples.receipt(), watermark=None)
TOOLS = {
    f"{tool}: {name}": edit
    for tool, edits in (("qpdf", QPDF), ("pdfium", PDFIUM), ("hand", BY_HAND))
    for name, edit in edits.items()
}
FORMER_ESCAPES = (
    "qpdf: a row erased by a thick white stroke",
    "qpdf: digits drawn as black shapes",
    "qpdf: two cells exchanged by moving their text",
    "pdfium: white stroke",
    "pdfium: black bars",
    "pdfium: two runs exchanged",
    "qpdf: the whole page in a form, with a row covered",
    "qpdf: the whole page as a stamp, with a row covered",
    "qpdf: the whole page as a pattern, with a row covered",
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """A window of a real hall; nothing here leaves anything in it."""
    with real_app(tmp_path_factory.mktemp("real") / "profile") as app:
        yield app


@pytest.fixture(scope="module")
def genuine(window: AppContext) -> bytes:
    """One sheet as it left the window."""
    return signed_pdf(window, SHEET)


def judged(window: AppContext, file: bytes) -> ProofReport | None:
    """What the window says; None where it cannot open the file."""
    with suppress(BadInput):
        return proved(window, file)
    return None


def looks(pdf: bytes) -> list[bytes]:
    """Every page as an eye sees it on paper, notes and fields included."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return [page.render(scale=150 / 72).to_pil().convert("RGB").tobytes() for page in document]


@pytest.fixture(scope="module")
def genuine_looks(genuine: bytes) -> list[bytes]:
    """Its pages, to hold those of altered files against."""
    return looks(genuine)


Altered = Callable[[str], tuple[bytes, ProofReport | None]]


@pytest.fixture(scope="module")
def altered_by(window: AppContext, genuine: bytes) -> Altered:
    """The sheet as a tool altered it, and what the window says of it: altered and read once, asked by two tests."""

    @cache
    def altered_by(name: str) -> tuple[bytes, ProofReport | None]:
        file = TOOLS[name](genuine)
        return file, judged(window, file)

    return altered_by


@pytest.mark.parametrize("name", TOOLS)
def test_that_no_alteration_passes_for_the_paper_as_it_was_made(
    altered_by: Altered, genuine: bytes, genuine_looks: list[bytes], name: str
) -> None:
    altered, report = altered_by(name)
    assert altered != genuine
    if report is None:
        return
    assert report.text is not TextCheck.SAME
    assert not report.holds
    assert not any("逐字相同" in words for words in report.advice)
    if looks(altered) != genuine_looks:
        assert report.proof in (Proof.TEXT_DIFFERS, Proof.UNREADABLE)


@pytest.mark.parametrize("name", FORMER_ESCAPES)
def test_that_what_once_passed_is_told_as_changed_and_where(altered_by: Altered, name: str) -> None:
    _, report = altered_by(name)
    assert report is not None
    assert (report.proof, report.text, report.tone) == (Proof.TEXT_DIFFERS, TextCheck.DIFFERS, ProofTone.BAD)
    assert report.difference is not None
    assert report.difference.page == 1
    assert report.difference.found


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("title", 5),
        ("number", None),
        ("qr", ["a"]),
        ("page", "A0"),
        ("foot", [[["a"]]]),
        ("sign_lines", [1]),
        ("copy_text", 7),
        ("title", "\ud800"),
        ("body", ["x"]),
        ("body", [{"table": [[1]], "head": [1], "widths": ["a"], "numeric": ["b"]}]),
    ],
)
def test_that_an_attached_document_that_is_nonsense_is_none(
    window: AppContext, genuine: bytes, part: str, value: object
) -> None:
    report = proved(window, with_original(genuine, lambda said: said.update({part: value})))
    assert report.proof in (Proof.NOT_COMPARED, Proof.TEXT_DIFFERS)


# ── by chance ────────────────────────────────────────────────────────────────────────────────────────

OFTEN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@OFTEN
@given(st.floats(0, 0.999), st.sampled_from(("move", "turn", "take", "colour", "cover", "strike")), st.data())
def test_that_any_object_moved_removed_recoloured_or_covered_is_told(
    window: AppContext,
    genuine: bytes,
    genuine_looks: list[bytes],
    which: float,
    how: str,
    data: st.DataObject,
) -> None:
    with pypdfium2.PdfDocument(genuine) as document:
        page = document[0]
        runs = texts(page)
        run = runs[int(which * len(runs))]
        left, bottom, right, top = run.get_bounds()
        if how == "move":
            run.transform(pypdfium2.PdfMatrix().translate(data.draw(st.floats(1, 90)), 0))
        elif how == "turn":
            run.transform(pypdfium2.PdfMatrix().rotate(data.draw(st.floats(1, 90))))
        elif how == "take":
            page.remove_obj(run)
        elif how == "colour":
            pdfium.FPDFPageObj_SetFillColor(
                run.raw, *(data.draw(st.integers(60, 255)) for _ in range(3)), 255
            )
        else:
            level = data.draw(st.integers(0, 255))
            cover = pdfium.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
            colour = (level, level, level, 255)
            if how == "cover":
                pdfium.FPDFPageObj_SetFillColor(cover, *colour)
            else:
                pdfium.FPDFPageObj_SetStrokeColor(cover, *colour)
                pdfium.FPDFPageObj_SetStrokeWidth(cover, top - bottom)
            fill = pdfium.FPDF_FILLMODE_WINDING if how == "cover" else pdfium.FPDF_FILLMODE_NONE
            pdfium.FPDFPath_SetDrawMode(cover, fill, how == "strike")
            pdfium.FPDFPage_InsertObject(page.raw, cover)
        page.gen_content()
        altered = saved(document)
    report = judged(window, altered)
    assert report is None or report.proof in (Proof.TEXT_DIFFERS, Proof.UNREADABLE, Proof.NOT_COMPARED)
    if looks(altered) != genuine_looks:
        assert report is None or report.proof is not Proof.NOT_COMPARED


@OFTEN
@given(st.floats(0, 0.99999), st.integers(1, 255))
def test_that_no_byte_can_be_changed(window: AppContext, genuine: bytes, where: float, by: int) -> None:
    at = int(where * len(genuine))
    altered = genuine[:at] + bytes((genuine[at] ^ by,)) + genuine[at + 1 :]
    report = judged(window, altered)
    assert report is None or not (report.holds and report.text is TextCheck.SAME)


@OFTEN
@given(st.floats(0, 0.99999), st.binary(max_size=40), st.integers(0, 40))
def test_that_nothing_can_be_put_in_or_taken_out(
    window: AppContext, genuine: bytes, where: float, more: bytes, less: int
) -> None:
    at = int(where * len(genuine))
    altered = genuine[:at] + more + genuine[at + less :]
    report = judged(window, altered)
    assert altered == genuine or report is None or report.text is not TextCheck.SAME


# ── the QR's own place, which its signature cannot cover ─────────────────────────────────────────────


def test_that_the_qr_of_a_genuine_sheet_fills_its_place_exactly(window: AppContext, genuine: bytes) -> None:
    (text,) = window.sheets.read(genuine).codes
    assert covered_bytes.digest_under(genuine, text) == read_code(text).file_digest


@pytest.mark.parametrize("drawn", [b"0 0 61 61 re\n", b"1 0 0 1 0 0 cm\n", b"f 1 g n\n", b"%\n", b"/X Do\n"])
def test_that_nothing_but_the_qr_can_stand_in_its_place(
    window: AppContext, genuine: bytes, drawn: bytes
) -> None:
    start = genuine.index(b"%counter-qr-1 ") + len(b"%counter-qr-1 000000\n")
    blank = genuine.index(b"  ", start)
    altered = genuine[:blank] + drawn + genuine[blank + len(drawn) :]
    (text,) = window.sheets.read(genuine).codes
    assert len(altered) == len(genuine)
    assert covered_bytes.digest_under(altered, text) is None
    report = judged(window, altered)
    assert report is None or report.text is not TextCheck.SAME


def test_that_the_genuine_qr_of_another_copy_proves_nothing_for_this_one(
    window: AppContext, genuine: bytes
) -> None:
    (other,) = window.sheets.read(signed_pdf(window, replace(SHEET, addressee="别人："))).codes
    report = proved(window, covered_bytes.filled(genuine, other))
    assert report.proof is Proof.TEXT_DIFFERS


@given(st.integers(200, 360), st.randoms(use_true_random=False))
def test_that_the_place_for_a_qr_is_large_enough_for_its_squares(length: int, random: Random) -> None:
    text = "COUNTER3:" + "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=length - 9))
    code = open_qr(length)
    assert code.side == qr(text).side
    mark, place = covered_bytes.blank(code.side).split(b"\n", 1)
    assert len(covered_bytes.squares(text, len(place))) == len(place) == int(mark.split()[-1])


# ── no false alarm ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("page", ["A4", "A5", "80mm"])
def test_that_every_kind_in_every_form_is_called_the_same(
    window: AppContext, kind: PaperKind, page: str
) -> None:
    document = replace(samples.long_notice(), watermark=None)
    if page != "A4":
        document = as_form(document, page)
    report = proved(window, signed_pdf(window, replace(document, kind=kind)))
    assert (report.proof, report.text, report.holds) == (Proof.GENUINE, TextCheck.SAME, True)


def test_that_a_signature_drawn_on_the_screen_is_covered_as_well(window: AppContext) -> None:
    pledge = replace(SHEET, kind=PaperKind.PLEDGE)
    drawn = signed_sheet(window.journal, window.papers, pledge, NAME)
    assert proved(window, drawn).text is TextCheck.SAME
    without = window.papers.make(replace(as_leaving(pledge), qr=window.sheets.read(drawn).codes[0]))
    assert proved(window, without).text is TextCheck.NOT_COMPARED


def test_that_a_window_with_other_fonts_still_proves_a_paper(window: AppContext, genuine: bytes) -> None:
    """The file proves itself: nothing has to be made again."""

    class NoPress:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(name)

    report = proved(replace(window, papers=NoPress()), genuine)  # type: ignore[arg-type]
    assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.SAME)


def test_that_a_repainted_scan_is_never_said_to_have_been_compared(
    window: AppContext, genuine: bytes
) -> None:
    picture = Image.open(BytesIO(picture_of(genuine, 300)))
    ImageDraw.Draw(picture).rectangle((300, 1500, 1500, 1600), fill=255)
    out = BytesIO()
    picture.save(out, "PDF", resolution=300)
    report = proved(window, out.getvalue())
    assert report.text is TextCheck.PICTURE
    assert (report.tone, "没有比对" in report.sentence) == (ProofTone.CARE, True)
    assert any("没有比对" in words for words in report.advice)
