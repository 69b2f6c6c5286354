"""What a finished paper is: searchable, embedded, the same every time, and silent about people in its metadata."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from counter.domain.document.document import Document, Paragraph, Table
from counter.domain.errors import WorldTrouble
from counter.printing.layout.layout import render_with
from counter.printing.type.typeface import Typefaces
from tests.printing import samples
from tests.printing.pages import (
    FONTS,
    bare,
    fonts_of,
    grey,
    made,
    object_kinds,
    packet_of,
    page_count,
    text_of,
)

ALL = [samples.receipt, samples.notice, samples.proof, samples.long_notice]
RARE = "䶮㛃喆𬭊镕堃犇淼"


def every_text(document: Document) -> list[str]:
    """Every string of a paper that must be found in its PDF."""
    texts = [document.title, document.number, document.addressee, document.seal_organ, document.date_text]
    for block in document.body:
        if isinstance(block, Table):
            texts += [*block.head, *(cell for row in block.rows for cell in row)]
        else:
            texts.append(block.text)
    return [*texts, *document.sign_lines, *document.foot, *document.marks, document.code_text]


@pytest.mark.parametrize("sample", ALL)
def test_that_every_word_can_be_searched_and_copied(sample: object) -> None:
    document = sample()  # type: ignore[operator]
    found = bare(text_of(made(document)))
    assert [text for text in every_text(document) if bare(text) not in found] == []


@pytest.mark.parametrize("char", RARE)
def test_that_rare_characters_of_names_copy_out_as_themselves(char: str) -> None:
    assert f"王{char}明" in text_of(made(replace(samples.receipt(), addressee=f"王{char}明：")))


def test_that_a_character_missing_in_the_title_font_is_set_in_another_amid_the_line() -> None:
    pdf = made(replace(samples.receipt(), title="王龘市收件凭证"))
    assert "王龘市收件凭证" in bare(text_of(pdf))


def test_that_nothing_on_the_page_is_an_image() -> None:
    kinds = object_kinds(made(samples.notice()))
    assert kinds <= {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH}


def test_that_every_font_is_embedded_as_a_subset() -> None:
    fonts = set(fonts_of(made(samples.notice())))
    assert fonts
    assert all(embedded for _, embedded in fonts)
    assert b"/Helvetica" not in made(samples.notice())  # named and used by nobody: a checker would complain
    assert len(made(samples.notice())) < 150_000


@pytest.mark.parametrize("sample", ALL)
def test_that_the_same_paper_gives_the_same_bytes(sample: object) -> None:
    document = sample()  # type: ignore[operator]
    assert made(document) == made(document)


def test_that_metadata_names_the_paper_and_no_person() -> None:
    document = samples.notice()
    with pypdfium2.PdfDocument(made(document)) as file:
        told = file.get_metadata_dict()
    assert told["Title"] == "受理通知书 乌市监受综03〔2026〕57号"
    assert told["Author"] == told["Subject"] == told["Keywords"] == ""
    assert told["Creator"] == "counter"


def test_that_a_file_is_dated_as_the_paper_says_however_late_it_is_made_again() -> None:
    with pypdfium2.PdfDocument(made(samples.notice())) as file:
        told = file.get_metadata_dict()
    assert told["CreationDate"] == told["ModDate"] == "D:20261120104500+08'00'"
    packet = packet_of(made(samples.notice()))
    assert packet.count("2026-11-20T10:45:00+08:00") == 2
    assert "受理通知书 乌市监受综03〔2026〕57号" in packet
    assert "㛃𬭊堃" not in packet


def test_that_a_paper_stored_without_its_moment_gets_no_date_rather_than_a_wrong_one() -> None:
    older = replace(samples.notice(), issued=None)
    with pypdfium2.PdfDocument(made(older)) as file:
        told = file.get_metadata_dict()
    assert told["CreationDate"] == told["ModDate"] == ""
    assert "Date" not in packet_of(made(older))


def test_that_a_missing_colour_file_is_told_as_trouble(tmp_path: Path) -> None:
    (tmp_path / "fonts").symlink_to(FONTS)
    with pytest.raises(WorldTrouble, match="颜色"):
        render_with(samples.receipt(), Typefaces(tmp_path / "fonts", own=False))


def test_that_two_papers_of_one_title_are_marked_as_two_files() -> None:
    def mark(document: Document) -> bytes:
        found = re.search(rb"/ID \n?\[<(\w{32})>", made(document))
        assert found is not None
        return found[1]

    document = samples.proof()
    assert mark(document) == mark(document)
    assert mark(document) != mark(replace(document, addressee="图雅："))


def test_that_the_paper_asks_to_be_printed_at_its_own_size_and_says_its_language() -> None:
    pdf = made(samples.receipt())
    assert b"/PrintScaling /None" in pdf
    assert b"/Lang (zh-CN)" in pdf


def test_that_the_watermark_stands_on_every_page_where_given_and_nowhere_else() -> None:
    demo = made(samples.long_notice())
    real = made(replace(samples.long_notice(), watermark=None))
    assert text_of(demo).count("演示 无效") == page_count(demo) > 1
    assert "无效" not in text_of(real)


def test_that_the_watermark_never_makes_the_text_hard_to_read() -> None:
    lightest = min(grey(made(replace(samples.receipt(), body=())), 60).getcolors() or [], default=None)
    assert lightest is not None
    marked = grey(made(replace(samples.receipt(), body=(), foot=(), sign_lines=())), 100)
    middle = marked.crop((300, 500, 540, 720))
    assert min(level for _, level in middle.getcolors() or []) >= 200


def test_that_pages_are_numbered_only_when_there_are_several() -> None:
    assert "页" not in text_of(made(samples.receipt())).replace("首页", "")
    long = made(samples.long_notice())
    total = page_count(long)
    for number in range(1, total + 1):
        assert f"第{number}页共{total}页" in bare(text_of(long))


def test_that_an_almost_empty_paper_still_comes_out() -> None:
    document = replace(
        samples.receipt(),
        number="",
        addressee="",
        body=(Paragraph(""), Table((), (), (1.0,))),
        seal_organ="",
        date_text="",
        sign_lines=(),
        foot=(),
        marks=(),
    )
    assert page_count(made(document)) == 1
