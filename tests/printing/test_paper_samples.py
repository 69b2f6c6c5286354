"""Every kind of paper has samples to look at, from real visits, and the command puts them into a folder."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from counter.domain.document.document import HEAD_CODES, ROLL, TITLES, PaperKind, Table
from counter.domain.people.registered_party import name_of, registered_parties
from tests.printing.pages import planned
from tests.printing.shown import NEVER, Sample, Showing, why_not
from tests.printing.shown_hard import HARD, Hard, hard
from tests.printing.shown_later import put_right
from tests.printing.shown_rooms import rooms
from tests.printing.shown_visits import SCENES, paused, shown, told
from tests.printing.shown_window import window
from tools.paper_pictures import chosen, without, write

_HALF_BRACKET = re.compile(r"[㐀-鿿]\(|\)[㐀-鿿]")


def test_that_every_kind_of_paper_has_a_sample_of_every_case_or_a_reason_why_not(
    paper_words: list[Sample],
) -> None:
    assert without(paper_words, PaperKind) == []


def test_that_a_kind_without_samples_is_an_error(paper_words: list[Sample]) -> None:
    left = [s for s in paper_words if s.kind is not PaperKind.PLEDGE]
    assert f"pledge {TITLES[PaperKind.PLEDGE]} · {Showing.USUAL.value}" in without(left, PaperKind)


def test_that_no_reason_stands_where_there_is_a_sample(paper_words: list[Sample]) -> None:
    have = {(s.kind, s.showing) for s in paper_words}
    assert [cell for cell in NEVER if cell in have] == []
    assert not any(why_not(kind, Showing.USUAL) for kind in PaperKind)


def test_that_a_sample_shows_what_it_is_filed_under(paper_words: list[Sample]) -> None:
    for sample in paper_words:
        document, showing = sample.document, sample.showing
        assert (document.page == ROLL) is (showing is Showing.ROLL)
        assert ("时间待核" in document.marks) is (showing is Showing.DOUBT), document.title
        if showing is Showing.REAL:
            assert "演示" not in repr(document)
        if showing is Showing.REPRINT:
            again = "再次打印" if sample.kind in HEAD_CODES else "重打第1次"
            assert again in document.copy_text
        if showing is Showing.SECOND:
            assert document.copy_text.startswith("第2联")


def test_that_no_paper_has_a_half_width_bracket_beside_chinese(paper_words: list[Sample]) -> None:
    for sample in paper_words:
        words = repr((sample.document.title, sample.document.body))
        assert not _HALF_BRACKET.search(words), (sample.kind, _HALF_BRACKET.search(words))


def test_that_no_cell_of_a_hand_over_list_is_set_smaller_or_breaks_its_date(
    paper_words: list[Sample],
) -> None:
    for document in (s.document for s in paper_words if s.document.title == "档案移交清册"):
        strips = [strip for page in planned(document)[0].pages for strip, _ in page if strip.grid]
        assert len({run.size for strip in strips for run in strip.runs}) == 1
        listed = document.body[0]
        assert isinstance(listed, Table)
        assert {row[4] for row in listed.rows} == {"10年至\n2036-12-31"}


@pytest.mark.parametrize("name", ["未成年人和监护人", "单位没有法定代表人"])
def test_that_hard_people_are_served_as_the_rules_want_it(name: str, tmp_path: Path) -> None:
    cases = tuple(replace(case, steps=(told, paused)) for case in HARD if case.name == name)
    kinds = {sample.kind for sample in hard(tmp_path, cases, made=False)}
    assert {PaperKind.PROOF_OF_DELIVERY, PaperKind.PROCEDURE_END} <= kinds


@pytest.mark.parametrize("case", HARD, ids=[case.name for case in HARD])
def test_that_of_every_hard_person_a_letter_is_put_right(case: Hard) -> None:
    applicant = case.applicant
    for who in registered_parties(applicant):
        assert put_right(name_of(applicant, who)) != name_of(applicant, who)


def test_that_pictures_contact_sheets_and_index_are_written(tmp_path: Path) -> None:
    some = [s for s in rooms(tmp_path / "profiles", (Showing.USUAL,)) if s.showing is Showing.USUAL]
    kinds = (
        PaperKind.GUIDE_SHEET,
        PaperKind.RECTIFICATION_ANSWER,
        PaperKind.PROBLEM_LETTER,
        PaperKind.DAY_SHEET,
    )
    sheets = write(chosen(some, kinds), tmp_path)
    assert [s.name for s in sheets] == ["sheet-01.png"]
    assert sorted(p.stem for p in tmp_path.glob("*.pdf")) == [
        f"{list(PaperKind).index(kind) + 1:02d}-{TITLES[kind]}-01-通常-1" for kind in kinds
    ]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    pages = list(tmp_path.glob("*-p*.png"))
    assert len(pages) >= len(kinds)
    for picture in pages:
        assert f'src="{picture.name}"' in index
        with Image.open(picture) as seen:
            assert seen.width > 800
    assert why_not(PaperKind.GUIDE_SHEET, Showing.A5) in index


def test_that_a_void_paper_is_shown_with_what_is_then_said_of_it(tmp_path: Path) -> None:
    usual = next(s for s in SCENES if s.showing is Showing.USUAL)
    back = usual.only("taken_back")
    with window(tmp_path / "profile", Showing.USUAL) as office:
        dead = [s for s in shown(office, back, made=True) if s.showing is Showing.VOID]
    assert PaperKind.GAP_NOTICE in {s.kind for s in dead}
    for sample in dead:
        assert "不能再打印" in sample.note
        assert "这份文书已经作废" in sample.note
