"""What the answer of 验真 asks to compare stands on every sheet that leaves, by the same name and counted alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from counter.domain.case.acts.acts import Supplement
from counter.domain.document.document import A4, A5, ROLL, Document, PaperKind, Table
from counter.domain.papers.parts.closing_lines import BLANK_BELOW, as_leaving
from counter.domain.papers.parts.copies import sheet
from counter.domain.papers.parts.page_forms import ACCEPTANCE, as_form
from counter.domain.papers.verify.proof import compared_lines
from counter.services.papers.copy_paper import content_of
from counter.services.papers.sign_sheet import signed_sheet
from tests.printing import samples
from tests.printing.pages import bare, text_of
from tests.services.office import DEFERRED, MISSING, RECEIVED, office_on
from tests.services.proving import proved
from tests.services.visit.test_outcomes import GAP, lacking


def test_that_every_essential_of_the_answer_stands_on_the_sheet_under_its_name(tmp_path: Path) -> None:
    seen = set()
    with office_on(tmp_path / "office") as office:
        case = office.file(office.visit(brought={GAP: DEFERRED, lacking(office, "si_employer"): MISSING}))
        case = office.sign(case)
        case = office.do(case, Supplement({GAP: RECEIVED}, "巴图吉雅"))
        for paper in case.papers:
            document = content_of(paper)
            if not document.qr:
                continue
            forms = (document.page, A5, ROLL) if paper.kind in ACCEPTANCE else (document.page,)
            for form in forms:
                left = as_form(document, form)
                if form != ROLL:
                    left = sheet(left, 3, "阿木古郎（W01）", paper.issued_at)
                pdf = signed_sheet(office.app.journal, office.app.papers, left)
                report = proved(office.app, pdf)
                assert report.essentials is not None
                printed = bare(text_of(pdf))
                for name, value in compared_lines(report.essentials):
                    label, value = bare(name.partition("（")[0]), bare(value)
                    if "页脚" in name and label != "联次":
                        assert label + value in printed, (paper.kind, form, name)
                    elif label == "联次":
                        assert ("凭条不编联次" if form == ROLL else "重打第1次") in printed
                    elif value != "（没有文号）":
                        assert value in printed, (paper.kind, form, name)
            seen.add(paper.kind)
    assert len(seen) >= 8


def last_rows(document: Document) -> list[tuple[str, ...]]:
    return [block.rows[-1] for block in document.body if isinstance(block, Table)]


def test_that_nothing_can_be_written_under_the_last_row_of_a_list() -> None:
    left = as_leaving(samples.receipt())
    assert last_rows(samples.receipt()) != last_rows(left)
    assert all(BLANK_BELOW in row for row in last_rows(left))


@pytest.mark.parametrize("kind", [PaperKind.PROOF_OF_DELIVERY, PaperKind.TRANSFER_SLIP])
def test_that_a_table_to_be_filled_in_by_hand_stays_open(kind: PaperKind) -> None:
    left = as_leaving(replace(samples.receipt(), kind=kind))
    assert not any(BLANK_BELOW in row for row in last_rows(left))


def test_that_a_table_of_fixed_labels_is_no_list_and_ends_with_its_last_label() -> None:
    labels = Table((), (("事项", "动物防疫条件合格证核发"), ("现最迟办结", "2026年12月11日")), (1, 3))
    left = as_leaving(replace(samples.receipt(), body=(labels, *samples.receipt().body)))
    first, *lists = last_rows(left)
    assert first == labels.rows[-1]
    assert lists
    assert all(BLANK_BELOW in row for row in lists)


def test_that_a_sheet_without_a_code_leaves_as_it_is() -> None:
    plain = replace(samples.receipt(), qr="")
    assert as_leaving(plain) == plain


@pytest.mark.parametrize("page", [A4, A5])
def test_that_no_line_of_the_essentials_is_broken_on_a_sheet(page: str, tmp_path: Path) -> None:
    with office_on(tmp_path / "office") as office:
        left = as_form(replace(samples.long_notice(), page=A4), page) if page != A4 else samples.long_notice()
        pdf = signed_sheet(office.app.journal, office.app.papers, left)
    with pypdfium2.PdfDocument(pdf) as document:
        lines = bare_lines(document[0].get_textpage().get_text_range())
    said = as_leaving(left).foot[len(left.foot) :]
    assert all(any(one in line for line in lines) for one in bare_lines("\n".join(said)))


def bare_lines(text: str) -> set[str]:
    return {bare(line) for line in text.splitlines()}
