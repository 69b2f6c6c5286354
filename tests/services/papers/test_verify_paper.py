"""Papers through the real press and back: genuine stays genuine, every change is told, any file is survived."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.document.document import TITLES, Document, PaperKind, Paragraph
from counter.domain.errors import BadInput
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.verify.proof import Known, Proof, ProofTone, TextCheck
from counter.services.context.app import AppContext
from counter.services.papers.copy_paper import content_of, copy_paper
from counter.services.papers.sign_sheet import as_preview
from counter.services.papers.verify_input import verify_given
from counter.services.papers.verify_paper import verify_code
from tests.printing import samples
from tests.services.office import DEFERRED, MISSING, RECEIVED, office_on, papers
from tests.services.proving import picture_of, proved, real_app, saved, signed, signed_pdf, today
from tests.services.visit.test_file_case import complete, file
from tests.services.visit.test_outcomes import GAP, lacking

RARE = "㛃𬭊䶮喆镕堃"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    """A window of a real hall; these tests leave nothing in it that another would see."""
    with real_app(tmp_path_factory.mktemp("real") / "profile") as app:
        yield app


def plain(document: Document) -> Document:
    """The same paper of a real hall."""
    return replace(document, watermark=None)


NOTICE = plain(samples.notice())


# ── nothing genuine is called anything else ──────────────────────────────────────────────────────────

PAPERS = {
    "receipt": plain(samples.receipt()),
    "notice": NOTICE,
    "proof": plain(samples.proof()),
    "several pages": plain(samples.long_notice()),
    "rare names": replace(NOTICE, addressee=f"{RARE}：", title=f"受理通知书\n（{RARE}）"),
    "watermark": samples.long_notice(),
    "no foot": replace(plain(samples.receipt()), foot=(), copy_text="", sign_lines=()),
    "a very tall row": replace(
        plain(samples.receipt()),
        body=(
            Paragraph("一"),
            replace(
                samples.receipt().body[1], rows=(("1", "很长的材料名称" * 220, "1", "原件、复印件" * 90),)
            ),
        ),
    ),
    **{kind.value: replace(NOTICE, kind=kind, title=TITLES[kind]) for kind in PaperKind},
    **{page: replace(NOTICE, page=page) for page in ("A5", "80mm")},
}


@pytest.mark.parametrize("name", PAPERS)
def test_that_a_genuine_paper_is_genuine_to_the_last_byte(window: AppContext, name: str) -> None:
    for copy in (1, 3):
        report = proved(
            window, signed_pdf(window, sheet(PAPERS[name], copy, "阿木古郎（W01）", today_at(window)))
        )
        assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.SAME), (
            report.sentence,
            report.difference,
        )
        assert report.holds
        assert report.essentials is not None
        assert report.essentials.copy == copy


def today_at(app: AppContext):  # type: ignore[no-untyped-def]
    return app.clock.read().at


def test_that_every_paper_of_a_real_visit_proves_genuine_with_its_record(tmp_path: Path) -> None:
    with real_app(tmp_path / "profile") as app:
        filed = file(app, complete(app))
        for paper in filed.papers:
            left = copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=filed.case.id,
                wanted=paper.id,
                clerk="W01",
            )
            report = proved(app, left.pdf)
            assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.SAME), report
            assert report.record.state is Known.ISSUED
            assert report.essentials is not None
            assert report.essentials.number == paper.number


def proves_word_by_word(app: AppContext, case: Case, paper: IssuedPaper) -> bool:
    """First sheets and reprints; False for a paper without a code."""
    for _ in range(3):
        left = copy_paper(
            app.journal, app.projector, app.papers, case_id=case.id, wanted=paper.id, clerk="W01"
        )
        if not content_of(paper).qr:
            return False
        report = proved(app, left.pdf)
        assert (report.proof, report.text) == (Proof.DEMO, TextCheck.SAME), (paper.kind, report.difference)
        assert report.record.copies == left.copy
    return True


def test_that_every_sheet_of_every_kind_that_a_visit_leads_to_proves_word_by_word(tmp_path: Path) -> None:
    """One visit with done, accepted, gapped, waiting and to-correct items."""
    with office_on(tmp_path / "office") as office:
        case = office.file(office.visit(brought={GAP: DEFERRED, lacking(office, "si_employer"): MISSING}))
        overview = papers(case, PaperKind.COVER_SHEET)[0]  # while it counts: what is brought makes it void
        assert proves_word_by_word(office.app, case, overview)
        case = office.sign(office.now(case))
        case = office.do(case, Supplement({GAP: RECEIVED}, "巴图吉雅"))
        rest = [paper for paper in case.papers if paper.stage.binding]
        seen = {paper.kind for paper in rest if proves_word_by_word(office.app, case, paper)}
    assert seen >= {
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.REGISTRATION_PROOF,
        PaperKind.CORRECTION_NOTICE,
        PaperKind.GAP_NOTICE,
        PaperKind.SUPPLEMENT_RECEIPT,
    }


def test_that_a_genuine_paper_from_a_layout_of_another_version_is_still_genuine(window: AppContext) -> None:
    """Other line breaks, other pages: the words in their order are what counts."""
    pdf = signed_pdf(window, PAPERS["several pages"])
    seen = window.sheets.read(pdf)
    from counter.domain.papers.verify.signed_text import difference

    document = signed(window, PAPERS["several pages"])
    broken = tuple(tuple(part for run in page for part in (run[:1], run[1:])) for page in seen.runs)
    assert difference(document, broken) is None


# ── every change is told ─────────────────────────────────────────────────────────────────────────────

TABLE = NOTICE.body[1]
CHANGES = {
    "title": {"title": "准予通知书"},
    "number": {"number": "乌市监受综03〔2026〕58号"},
    "addressee": {"addressee": "别人："},
    "a word of a paragraph": {"body": (Paragraph("不予受理。"), *NOTICE.body[1:])},
    "a paragraph gone": {"body": NOTICE.body[1:]},
    "two paragraphs changed places": {
        "body": (*NOTICE.body[:5], NOTICE.body[6], NOTICE.body[5], *NOTICE.body[7:])
    },
    "a date in a cell": {
        "body": (
            NOTICE.body[0],
            replace(TABLE, rows=(TABLE.rows[0], (*TABLE.rows[1][:3], "2026年12月5日"))),
            *NOTICE.body[2:],
        )
    },
    "organ": {"seal_organ": "某某局"},
    "date": {"date_text": "2026年11月21日"},
    "signature line": {"sign_lines": ("代收：",)},
    "telephone in the foot": {"foot": (NOTICE.foot[0], "咨询：13800000000", NOTICE.foot[2])},
    "a mark": {"marks": ()},
    "case number under the bars": {"code_text": "15220103A 261120 0008 3"},
    "a watermark added": {"watermark": "已付款"},
}


@pytest.mark.parametrize("name", CHANGES)
def test_that_a_changed_line_under_a_genuine_qr_is_told(window: AppContext, name: str) -> None:
    genuine = signed(window, NOTICE)
    report = proved(window, window.papers.make(replace(genuine, **CHANGES[name])))  # type: ignore[arg-type]
    assert (report.proof, report.tone) == (Proof.TEXT_DIFFERS, ProofTone.BAD)
    assert not report.holds


def edited(pdf: bytes, edit: str) -> bytes:
    """A genuine PDF after somebody's hand: the Document it brings along is left as it was, but for the last one."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    if edit == "line removed":
        runs = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
        page.remove_obj(runs[len(runs) // 2])
    elif edit == "line covered":
        cover = pdfium.FPDFPageObj_CreateNewRect(100, 500, 300, 30)
        pdfium.FPDFPageObj_SetFillColor(cover, 255, 255, 255, 255)
        pdfium.FPDFPath_SetDrawMode(cover, pdfium.FPDF_FILLMODE_WINDING, False)
        pdfium.FPDFPage_InsertObject(page.raw, cover)
    elif edit == "picture laid over":
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 8, pdfium.FPDFBitmap_Gray))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(300, 30).translate(100, 500))
        page.insert_obj(picture)
    elif edit == "note stuck on":
        note = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_SQUARE)
        pdfium.FPDFPage_CloseAnnot(note)
    elif edit == "line added":
        font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
        line = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, 12)
        text = "paid".encode("utf-16-le") + b"\x00\x00"
        buffer = pdfium.ctypes.create_string_buffer(text)
        pdfium.FPDFText_SetText(
            line, pdfium.ctypes.cast(buffer, pdfium.ctypes.POINTER(pdfium.ctypes.c_ushort))
        )
        pdfium.FPDFPage_InsertObject(page.raw, line)
    elif edit == "original taken out":
        document.del_attachment(0)
    if edit not in ("original taken out", "note stuck on"):
        page.gen_content()
    changed = saved(document)
    document.close()
    return changed


@pytest.mark.parametrize(
    "edit",
    [
        "line removed",
        "line covered",
        "picture laid over",
        "note stuck on",
        "line added",
        "original taken out",
    ],
)
def test_that_a_pdf_edited_by_another_program_is_told(window: AppContext, edit: str) -> None:
    pdf = signed_pdf(window, plain(samples.receipt()))
    report = proved(window, edited(pdf, edit))
    assert report.proof is (Proof.NOT_COMPARED if edit == "original taken out" else Proof.TEXT_DIFFERS)
    assert not report.holds


def test_that_a_file_saved_again_by_another_program_is_neither_the_same_nor_called_changed(
    window: AppContext,
) -> None:
    report = proved(window, edited(signed_pdf(window, NOTICE), "only saved again"))
    assert (report.proof, report.text, report.tone) == (
        Proof.NOT_COMPARED,
        TextCheck.SAVED_AGAIN,
        ProofTone.CARE,
    )
    assert "无法比对" in report.sentence
    assert not report.holds


def test_that_a_page_of_another_genuine_paper_is_not_this_one(window: AppContext) -> None:
    """Both are signed; put together they are no paper."""
    one = pypdfium2.PdfDocument(signed_pdf(window, plain(samples.receipt())))
    other = pypdfium2.PdfDocument(signed_pdf(window, plain(samples.proof())))
    one.import_pages(other)
    report = proved(window, saved(one))
    assert report.proof is Proof.TEXT_DIFFERS


def test_that_the_qr_of_one_paper_on_another_is_told(window: AppContext) -> None:
    lent = signed(window, plain(samples.proof())).qr
    report = proved(window, window.papers.make(replace(NOTICE, qr=lent)))
    assert report.proof is Proof.TEXT_DIFFERS


# ── pictures, texts, and what is no paper at all ─────────────────────────────────────────────────────


def test_that_a_scan_proves_its_signature_and_says_that_no_words_were_compared(window: AppContext) -> None:
    scan = picture_of(signed_pdf(window, NOTICE))
    for content in (scan, as_pdf(scan)):
        report = proved(window, content)
        assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.PICTURE)


def as_pdf(png: bytes) -> bytes:
    out = BytesIO()
    Image.open(BytesIO(png)).save(out, "PDF", resolution=203)
    return out.getvalue()


def test_that_a_picture_of_the_preview_is_no_paper(window: AppContext) -> None:
    report = proved(window, picture_of(window.papers.make(as_preview(window.journal, NOTICE))))
    assert report.proof is Proof.UNSIGNED


def test_that_the_preview_is_laid_out_as_the_paper_is(window: AppContext) -> None:
    shown, left = as_preview(window.journal, NOTICE), signed(window, NOTICE)
    assert len(shown.qr) == len(left.qr)
    assert replace(shown, qr="") == replace(left, qr="")


def test_that_a_paper_of_the_old_program_is_unsigned(window: AppContext) -> None:
    assert proved(window, window.papers.make(NOTICE)).proof is Proof.UNSIGNED


def test_that_a_text_file_with_the_qr_text_is_read(window: AppContext) -> None:
    text = signed(window, NOTICE).qr
    report = proved(window, f"\ufeff扫到的：\r\n{text}\r\n".encode())
    assert (report.proof, report.text) == (Proof.GENUINE, TextCheck.NOT_ASKED)


def test_that_another_qr_is_said_to_be_another(window: AppContext) -> None:
    report = proved(window, window.papers.make(replace(NOTICE, qr="https://example.com/")))
    assert report.proof is Proof.NOT_OURS


def test_that_a_file_without_a_code_cannot_be_read_as_a_paper(window: AppContext) -> None:
    for content in (window.papers.make(replace(NOTICE, qr="")), "今天天气好".encode()):
        assert proved(window, content).proof is Proof.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"\x00\xff\xfe\x80" * 50, b"%PDF-1.7\ngarbage", b"\x89PNG\r\n\x1a\nxx", b"\xff\xd8\xff"],
)
def test_that_damaged_files_are_one_sentence(window: AppContext, content: bytes) -> None:
    with pytest.raises(BadInput):
        proved(window, content)


def test_that_a_cut_off_pdf_never_proves_genuine(window: AppContext) -> None:
    pdf = signed_pdf(window, NOTICE)
    for part in (0.2, 0.6, 0.95):
        with suppress(BadInput):
            assert not proved(window, pdf[: int(len(pdf) * part)]).holds


def test_that_paths_codes_and_nonsense_are_told_apart(window: AppContext, tmp_path: Path) -> None:
    file_of = tmp_path / "文书.pdf"
    file_of.write_bytes(signed_pdf(window, NOTICE))
    assert verify_given(window, str(file_of)).proof is Proof.GENUINE
    assert verify_given(window, signed(window, NOTICE).qr).proof is Proof.GENUINE
    assert verify_given(window, "https://example.com/a.pdf").proof is Proof.NOT_OURS
    assert verify_given(window, "x" * 100_000).proof is Proof.NOT_OURS
    for missing in ("", "没有的.pdf", str(tmp_path / "nowhere" / "a"), str(tmp_path), "\0.pdf"):
        with pytest.raises(BadInput):
            verify_given(window, missing)


def test_that_a_huge_file_is_not_read(window: AppContext, tmp_path: Path) -> None:
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as out:
        out.truncate(80_000_000)
    with pytest.raises(BadInput, match="太大"):
        verify_given(window, str(huge))


# ── as known here ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("state", "known"), [("void", Known.VOID), ("superseded", Known.SUPERSEDED)])
def test_that_a_void_or_superseded_paper_is_told_as_known_here(
    tmp_path: Path, state: str, known: Known
) -> None:
    with real_app(tmp_path / "profile") as app:
        filed = file(app, complete(app))
        document = signed(app, content_of(filed.case.papers[0]))
        row = next(p for p in app.journal.papers_of(filed.case.id) if p.paper == filed.papers[0].id)
        with app.journal.transaction() as tx:
            tx.put_paper(replace(row, state=state))
            tx.commit()
        report = verify_code(app.journal, document.qr, today(app))
        assert (report.proof, report.record.state, report.holds) == (Proof.GENUINE, known, False)


def test_that_a_paper_of_another_window_has_no_record_here(window: AppContext, tmp_path: Path) -> None:
    with real_app(tmp_path / "other", station="15070209", window="09") as other:
        text = signed(other, NOTICE).qr
        report = verify_code(window.journal, text, today(window))
        assert (report.proof, report.record.state) == (Proof.UNKNOWN_KEY, Known.NO_RECORD)
