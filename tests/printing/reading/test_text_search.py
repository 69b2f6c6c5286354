"""Whatever somebody looks for in the file of a paper is found as it is written: names, numbers, dates, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from counter.domain.document.document import Document, PaperKind, Paragraph
from counter.domain.papers.parts.displayable import as_shown
from counter.printing.layout.plan import page_marks
from counter.printing.type.glyphs import missing_glyphs
from counter.printing.type.typeface import Role
from counter.printing.type.whole_runs import WholeRunFont
from tests.printing import every_paper, samples
from tests.printing.every_paper import LONG, RARE
from tests.printing.layout.test_paper import every_text
from tests.printing.pages import FONTS, TYPEFACES, made, planned, text_of

PLAIN = "".join(char for char in RARE if ord(char) < 0x10000)
"""The rare name without its character beyond U+FFFF, which pdfium's own search cannot ask for (its text has it)."""

SOUGHT = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d|〔\d{4}〕\d+号|[0-9A-Za-z*][0-9A-Za-z*.:]{2,}"
)

STATES = list(every_paper.in_every_state(LONG))


def sought(document: Document, name: str) -> set[str]:
    """What somebody may look for on this paper: its number, the name, every date, number, time and masked number."""
    texts = [*every_text(document), document.code_text]
    found = {word for text in texts for word in SOUGHT.findall(text)}
    found |= {word for word in (document.number, document.code_text) if word}
    return found | {name for text in texts if name in text}


def found_in(pdf: bytes, words: set[str]) -> Iterator[str]:
    """Those of the words that a viewer's search finds on some page."""
    with pypdfium2.PdfDocument(pdf) as file:
        for page in file:
            text = page.get_textpage()
            for word in words:
                search = text.search(word, match_case=True)
                if search.get_next() is not None:
                    yield word
                search.close()
            text.close()


def missed(document: Document, name: str) -> set[str]:
    """What a search does not find, but for what the end of a line parts: that must be whole in the text at least."""
    document = as_shown(document, [char for char, _ in missing_glyphs(document, TYPEFACES)])
    pdf = made(document)
    whole = "".join(text_of(pdf).splitlines())
    laid, setter = planned(document)
    runs = [run.text for page in range(len(laid.pages)) for run in page_marks(laid, page, setter)[0]]
    words = sought(document, name)
    on_one_line = {word for word in words if any(word in run for run in runs)}
    return {word for word in words if word not in whole} | (on_one_line - set(found_in(pdf, on_one_line)))


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("name", [PLAIN, LONG])
def test_that_a_search_finds_every_name_number_and_date_of_a_paper_of_every_kind(
    kind: PaperKind, name: str
) -> None:
    assert missed(every_paper.of_every_kind(name)[kind], name) == set()


@pytest.mark.parametrize("state", STATES)
def test_that_a_search_finds_them_on_every_sheet_and_in_every_state(state: str) -> None:
    assert missed(every_paper.in_every_state(LONG)[state], LONG) == set()


@pytest.mark.parametrize("kind", PaperKind)
def test_that_a_name_of_rare_characters_copies_out_whole(kind: PaperKind) -> None:
    document = every_paper.of_every_kind(RARE)[kind]
    if any(RARE in text for text in every_text(document)):
        assert RARE in "".join(text_of(made(document)).splitlines())
    else:
        assert kind in (PaperKind.GUIDE_SHEET, PaperKind.ROUND_SLIP)  # which name nobody who applies


def test_that_each_run_is_drawn_in_one_piece_however_many_characters_the_paper_has() -> None:
    """Behind a watermark pdfium puts line breaks between the pieces of a date; so there are no pieces."""
    many = "".join(chr(code) for code in range(ord("万"), ord("万") + 300))
    document = replace(samples.notice(), body=(Paragraph(many), *samples.notice().body))
    laid, setter = planned(document)
    runs = [run for run in page_marks(laid, 0, setter)[0] if run.text.strip()]
    watermark = setter.line(document.watermark or "", Role.BODY, 1.0)
    assert len({char for run in runs for char in run.text}) > 300
    with pypdfium2.PdfDocument(made(document)) as file:
        drawn = list(file[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    assert len(drawn) == len(runs) + len(watermark)


FONT = WholeRunFont("Whole", str(FONTS / "CounterSans-Regular.ttf"), asciiReadable=False, shapable=False)
CHARACTERS = [chr(code) for code in sorted(FONT.face.charToGlyph) if code != 0xA0][:1200]
RUNS = st.lists(st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=90), max_size=30)


@given(RUNS)
def test_that_every_run_stands_in_one_subset_and_says_the_same_there(runs: list[str]) -> None:
    document = PDFDocument()
    pieces = [FONT.splitString(run, document) for run in runs]
    assert [len(drawn) for drawn in pieces] == [1] * len(runs)
    subsets = FONT.state[document].subsets if runs else []
    assert all(len(subset) <= 256 and subset[0] == 0 and subset[32] == 32 for subset in subsets)
    assert ["".join(chr(subsets[n][code]) for code in codes) for [(n, codes)] in pieces] == runs


def test_that_a_run_of_more_characters_than_a_subset_holds_is_drawn_in_pieces() -> None:
    document = PDFDocument()
    run = "".join(CHARACTERS[:700])
    pieces = FONT.splitString(run, document)
    subsets = FONT.state[document].subsets
    assert len(pieces) == 4
    assert "".join(chr(subsets[n][code]) for n, codes in pieces for code in codes) == run
