"""A5 and the 80 mm roll: every word there, codes that read from one-bit dots, nothing outside, a place for the seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counter.domain.document.document import Document, Paragraph, Table
from counter.domain.papers.parts.copies import copy_text, sheet
from counter.domain.papers.parts.page_forms import as_form
from counter.printing.layout.geometry import DOT, MM, SIGN_HEIGHT
from counter.printing.layout.plan import page_marks
from tests.keys import Hall
from tests.printing import samples
from tests.printing.layout.test_layout import all_marks
from tests.printing.pages import bare, codes, dots, made, page_count, planned, printed, scanned, text_of

SIGNED = "COUNTER2:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 9
"""As long as a signed QR of the older form."""
LEAVING = Hall(1).window(2).text()
"""The QR of a sheet as it leaves."""
PAPERS = {
    "notice": samples.notice(),
    "proof": samples.proof(),
    "long": samples.long_notice(),
}


@pytest.fixture(params=[(n, p) for n in PAPERS for p in ("A5", "80mm")], ids=lambda p: f"{p[0]} {p[1]}")
def form(request: pytest.FixtureRequest) -> Document:
    """Each sample in each small form."""
    name, page = request.param
    return as_form(PAPERS[name], page)


def every_text(document: Document) -> list[str]:
    texts = [document.title, document.number, document.addressee, document.seal_organ, document.date_text]
    for block in document.body:
        if isinstance(block, Table):
            texts += [*block.head, *(cell for row in block.rows for cell in row)]
        else:
            texts.append(block.text)
    return [*texts, *document.sign_lines, *document.foot, *document.marks, document.code_text]


def stands_in(text: str, found: str) -> bool:
    """Whether the words are there, at most once parted by the end of a page."""
    return text in found or any(
        text[:cut] in found and text[cut:] in found for cut in range(2, len(text) - 1)
    )


def test_that_every_word_is_there(form: Document) -> None:
    found = bare(text_of(made(form)))
    assert [text for text in every_text(form) if not stands_in(bare(text), found)] == []


@pytest.mark.parametrize("qr", ["", SIGNED, LEAVING], ids=["unsigned", "older", "leaving"])
def test_that_both_codes_read_from_a_one_bit_print_at_203_dpi(form: Document, qr: str) -> None:
    document = replace(form, qr=qr or form.qr)
    pdf = made(document)
    for page in range(page_count(pdf)):
        assert codes(printed(pdf, page)) == {"Code 128": document.code, "QR Code": document.qr}


@pytest.mark.parametrize("page", ["A5", "80mm"])
def test_that_both_codes_read_from_a_crooked_scan_of_that_print(page: str) -> None:
    for document in (as_form(samples.proof(), page), replace(as_form(samples.proof(), page), qr=LEAVING)):
        seen = codes(scanned(printed(made(document)), turn=1.5, blur=0.7))
        assert seen == {"Code 128": document.code, "QR Code": document.qr}


def test_that_nothing_stands_outside_the_type_area_or_on_other_text(form: Document) -> None:
    for plan, boxes in all_marks(form):
        sheet = plan.sheet
        for i, (left, top, right, bottom) in enumerate(boxes):
            assert left >= sheet.left - 0.5
            assert right <= sheet.right + 0.5
            assert top >= 0
            assert bottom <= sheet.height - 3 * MM
            over = [b for b in boxes[i + 1 :] if left < b[2] - 0.5 and b[0] < right - 0.5]
            assert [b for b in over if top < b[3] - 0.5 and b[1] < bottom - 0.5] == []
        for placed in plan.foot.codes:
            assert placed.x >= sheet.left - DOT
            assert placed.x + placed.code.width <= sheet.right + DOT
            assert placed.y + placed.code.height <= sheet.height - 3 * MM


def test_that_codes_of_small_forms_stand_on_whole_dots(form: Document) -> None:
    plan, _ = planned(form)
    for placed in plan.foot.codes:
        assert placed.x / DOT == pytest.approx(round(placed.x / DOT), abs=1e-6)
        assert placed.y / DOT == pytest.approx(round(placed.y / DOT), abs=1e-6)
        least = min(width for _, _, width, _ in placed.code.rects)
        assert least >= 3  # 0.375 mm a bar; a QR module has four, see test_codes


def test_that_a_203_dpi_printer_sets_the_codes_of_a_strip_without_a_grey_dot() -> None:
    document = as_form(samples.notice(), "80mm")
    image = dots(made(document), 203)
    for placed in planned(document)[0].foot.codes:
        left, top = round(placed.x / DOT), round(placed.y / DOT)
        cut = image.crop((left, top + 1, left + placed.code.width_dots, top + placed.code.height_dots - 1))
        assert [level for _, level in cut.getcolors() or [] if 2 < int(str(level)) < 253] == []


@pytest.mark.parametrize(
    "number", ["15220103A26112000075", "07", "152201031261120000751", "15220103AAA26112000075"]
)
def test_that_the_bars_of_a_strip_have_three_dots_and_their_quiet_zone_on_the_paper(number: str) -> None:
    """A window that was restored has a longer mark: its bars run along the roll rather than thinner across it."""
    strip = as_form(replace(samples.proof(), code=number), "80mm")
    plan, _ = planned(strip)
    bars = next(placed for placed in plan.foot.codes if placed.code.side == 0)
    turned = bars.code.height_dots > bars.code.width_dots
    assert turned == (number == "15220103AAA26112000075")
    dots = 4 if turned else 3
    assert {(h if turned else w) % dots for _, _, w, h in bars.code.rects} == {0}
    assert min((h if turned else w) for _, _, w, h in bars.code.rects) == dots
    assert min(bars.code.width, bars.code.height) >= 12 * MM
    assert bars.x >= plan.sheet.left - DOT
    assert bars.x + bars.code.width <= plan.sheet.right + DOT
    assert min(bars.x, plan.sheet.width - bars.x - bars.code.width) >= bars.code.quiet
    assert codes(printed(made(strip)))["Code 128"] == number


def test_that_a_strip_says_number_date_and_deadlines_first_and_large() -> None:
    plan, _ = planned(as_form(samples.notice(), "80mm"))
    runs = [run for page in plan.pages for strip, _ in page for run in strip.runs]
    large = "".join(run.text for run in runs if run.size > 12 and "受理通知书" not in run.text)
    for said in (
        "编号：乌市监受综03〔2026〕57号",
        "日期：2026年11月20日",
        "2026年11月20日（含当日）前",
        "2026年12月4日（含当日）前",
    ):
        assert said in large
    last = max(n for n, run in enumerate(runs) if run.size > 12)
    assert last < min(n for n, run in enumerate(runs) if "本凭条不盖章" in run.text)


@pytest.mark.parametrize(("copy", "said"), [(1, "第1联（共2联）　交申请人"), (2, "第2联（共2联）　窗口存档")])
@pytest.mark.parametrize("page", ["A4", "A5"])
def test_that_each_sheet_of_the_pair_says_whose_it_is_on_a5_as_on_a4(page: str, copy: int, said: str) -> None:
    paper = replace(samples.notice(), copy_text=copy_text(1))
    leaving = as_form(sheet(paper, copy, "W01", datetime(2026, 11, 20, tzinfo=UTC)), page)
    text = text_of(made(leaving))
    assert bare(text).count(bare(said)) == page_count(made(leaving))


def test_that_a5_keeps_fifty_blank_millimetres_for_the_seal() -> None:
    for name in PAPERS:
        found = planned(as_form(PAPERS[name], "A5"))[0].seal()
        assert found is not None
        assert found[1].height >= 50 * MM - 0.1
        assert found[1].width >= 50 * MM - 0.1


def test_that_a_long_paper_takes_several_sheets_of_a5_and_one_strip() -> None:
    assert page_count(made(as_form(samples.long_notice(), "A5"))) >= 2
    assert page_count(made(as_form(samples.long_notice(), "80mm"))) == 1


def test_that_a_strip_is_80_millimetres_wide_and_as_long_as_what_it_says() -> None:
    short = planned(as_form(samples.proof(), "80mm"))[0].sheet
    long = planned(as_form(samples.long_notice(), "80mm"))[0].sheet
    assert short.width == long.width == pytest.approx(80 * MM)
    assert short.height < long.height


@pytest.mark.parametrize(
    "line", ["申请人（代理人）签收：", "申请人（法定代理人、代理人）签收：", "经办人员和见证人员共同签收："]
)
@pytest.mark.parametrize("paragraphs", range(0, 16, 3))
def test_that_a_signature_and_its_date_have_room_on_one_line_or_each_on_its_own(
    line: str, paragraphs: int
) -> None:
    """Beside the seal or under it, whatever the scale: a line is never broken where it happens to end."""
    signs = (f"{line}　　　　　　　　　　　　　年　　月　　日",)
    body = (*samples.proof().body, *(Paragraph("办理结果可以到窗口领取，也可以邮寄。"),) * paragraphs)
    plan, _ = planned(replace(samples.proof(), sign_lines=signs, body=body))
    runs = [run for page in plan.pages for strip, _ in page for run in strip.runs]
    name = next(run for run in runs if line[:4] in run.text)
    end = next(run for run in runs if run.text.rstrip().endswith("日") and "月　" in run.text)
    assert end.y == name.y or 8 * MM <= end.y - name.y <= SIGN_HEIGHT


@pytest.mark.parametrize("page", ["A5", "80mm"])
def test_that_the_frame_of_a_mark_is_not_cut_off(page: str) -> None:
    marks = (
        "待部门核定：事项、时限、材料、机关名称、补交期限和后果",
        "待部门核定：事项、时限、材料、机关名称",
    )
    document, setter = planned(as_form(replace(samples.notice(), marks=marks), page))
    rules = page_marks(document, 0, setter)[1]
    assert max(rule.x1 for rule in rules) <= document.sheet.right + 0.01
