"""Where things stand: nothing overlaps or is cut off, the seal has its blank, tables go on over pages."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from reportlab.pdfbase import pdfmetrics

from counter.domain.document.document import Document, Paragraph, Table
from counter.printing.layout.blocks import paragraph_strips
from counter.printing.layout.geometry import FOOT_CLEAR, FORMS, LADDER, MM, ROOMY, Scale
from counter.printing.layout.layout import compose
from counter.printing.layout.pages import paginate
from counter.printing.layout.plan import Plan, page_marks
from counter.printing.layout.tables import table_strips
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, Typesetter
from tests.keys import Hall
from tests.printing import samples
from tests.printing.pages import TYPEFACES, made, planned, printed, text_of

LEAVING = Hall(1).window(2).text()
"""The QR of a sheet as it leaves."""
NAME = ("内蒙古自治区兴安盟乌兰浩特市" + "巴雅尔图那木斯赖额尔德木图" * 5)[:60]
DOCUMENTS = {
    "receipt": samples.receipt(),
    "notice": samples.notice(),
    "proof": samples.proof(),
    "long": samples.long_notice(),
    "long title": replace(samples.receipt(), title="关于" + NAME + "申请的受理通知书"),
    "long number and marks": replace(
        samples.receipt(), number="乌市监受综03〔2026〕" * 3, marks=("时间待核", "部分内容待部门核定", "补打")
    ),
    "two wide marks": replace(
        samples.receipt(),
        marks=(
            "待部门核定：事项、时限、材料、机关名称、补交期限和后果",
            "日期临时推算：该年放假安排尚未公布",
        ),
    ),
    "long organ": replace(samples.receipt(), seal_organ=NAME),
    "long lines in the foot": replace(samples.receipt(), foot=(NAME, NAME + NAME, "第1联")),
    "many signatures": replace(
        samples.notice(), sign_lines=("申请人签收：", "经办人：", "见证人：", "日期：", "备注：")
    ),
}


def edges(run: Run) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the ink of a run: a mark at its end stands in the left half of its square, one at
    its beginning in the right half."""
    text = run.text.rstrip("、，。；：）》”〕 　")
    width = pdfmetrics.stringWidth(text, run.font, run.size) + run.spacing * max(0, len(text) - 1)
    left = run.x + (run.size / 2 if run.text[0] in "（《“〔" else 0.0)
    return left, run.y - 0.8 * run.size, run.x + width, run.y + 0.05 * run.size


def all_marks(document: Document) -> list[tuple[Plan, list[tuple[float, float, float, float]]]]:
    """Per page the plan and the boxes of all its text."""
    plan, setter = planned(document)
    return [
        (plan, [edges(run) for run in page_marks(plan, number, setter)[0] if run.text.strip()])
        for number in range(len(plan.pages))
    ]


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_that_no_text_overlaps_other_text(document: Document) -> None:
    for _, boxes in all_marks(document):
        for i, (left, top, right, bottom) in enumerate(boxes):
            overlapping = [
                other
                for other in boxes[i + 1 :]
                if left < other[2] - 0.5
                and other[0] < right - 0.5
                and top < other[3] - 0.5
                and other[1] < bottom - 0.5
            ]
            assert overlapping == []


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_that_all_text_stays_inside_the_type_area_and_off_the_codes(document: Document) -> None:
    for plan, boxes in all_marks(document):
        sheet, codes = plan.sheet, plan.foot.codes
        for left, top, right, bottom in boxes:
            assert left >= sheet.left - 0.5
            assert right <= sheet.right + 0.5
            for placed in codes:
                x, y, code = placed.x, placed.y, placed.code
                assert right <= x or left >= x + code.width or bottom <= y or top >= y + code.height


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_that_what_is_above_the_foot_ends_above_it(document: Document) -> None:
    plan, _ = planned(document)
    for page in plan.pages:
        strip, y = page[-1]
        assert plan.sheet.top + y + strip.height <= plan.foot.top - FOOT_CLEAR + 0.1


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_that_the_seal_has_fifty_blank_millimetres(document: Document) -> None:
    """Only the organ's name and the date stand there: no ring, no dots, no table, no signature (L8)."""
    document = replace(document, watermark=None)
    plan, _ = planned(document)
    found = plan.seal()
    assert found is not None
    page, box = found
    assert box.height >= 50 * MM - 0.1
    assert box.width >= 50 * MM - 0.1
    image = printed(made(document), page)
    dot = 203 / 72
    left, right = int(box.x * dot), int((box.x + box.width) * dot)
    with_ink = [
        row
        for row in range(int(box.y * dot), int((box.y + box.height) * dot))
        if 0 in {image.getpixel((column, row)) for column in range(left, right)}
    ]
    lines = (
        1 + sum(1 for strip, _ in plan.pages[page] if strip.seal for _ in {run.y for run in strip.runs}) - 1
    )
    allowed = (lines + 1) * plan.scale.leading * dot
    assert with_ink
    assert with_ink[-1] - with_ink[0] <= allowed
    middle = (box.y + box.height / 2) * dot
    assert with_ink[0] - box.y * dot > 15 * MM * dot or document.seal_organ == NAME
    assert with_ink[0] <= middle <= with_ink[-1] + plan.scale.leading * dot


@pytest.mark.parametrize("scale", LADDER)
@pytest.mark.parametrize("count", range(1, 60))
def test_that_seal_and_some_text_share_a_page(count: int, scale: Scale) -> None:
    """GB/T 9704 7.3.5.4: never a page with nothing but a seal, wherever the text happens to end."""
    document = replace(samples.receipt(), body=tuple(Paragraph(f"第{n}条。") for n in range(count)))
    setter, sheet = Typesetter(TYPEFACES), FORMS["A4"].sheet
    pages = paginate(compose(document, setter, sheet, scale), 590)
    (with_seal,) = [page for page in pages if any(strip.seal for strip, _ in page)]
    seal = next(n for n, (strip, _) in enumerate(with_seal) if strip.seal)
    assert [strip for strip, _ in with_seal[:seal] if strip.runs]


def test_that_a_short_paper_is_set_in_the_standard_size() -> None:
    short = replace(samples.receipt(), body=(Paragraph("材料已收到。"),))
    assert planned(short)[0].scale is ROOMY


def lengthened(paragraphs: int) -> Document:
    more = (Paragraph("办理结果可以到窗口领取，也可以邮寄。"),) * paragraphs
    return replace(samples.receipt(), body=(*samples.receipt().body, *more))


def test_that_a_paper_is_made_smaller_before_it_is_made_longer() -> None:
    plan, _ = planned(lengthened(10))
    assert len(plan.pages) == 1
    assert plan.scale.body < ROOMY.body


def test_that_white_is_spent_before_letters_shrink() -> None:
    """However much is said: the letters of a smaller size only come when the next larger stands as close as it can."""
    scales = [plan.scale for plan in (planned(lengthened(n))[0] for n in range(24)) if len(plan.pages) == 1]
    assert len({scale.body for scale in scales}) >= 4
    assert all(before.body >= after.body for before, after in pairwise(scales))
    for before, after in pairwise(scales):
        if after.body == before.body:
            continue
        room = before.leading * 18 - after.leading * 18  # what a paragraph or two more may take
        solid = next(one for one in LADDER if one.body == before.body and one is not ROOMY)
        assert before.leading - solid.leading < 0.1 * solid.leading, room
    assert min(scale.body for scale in scales) >= 12


def test_that_no_paragraph_is_set_narrower_for_the_seal() -> None:
    """Beside the seal stand signatures, and lines that are short anyhow; a paragraph has the breaks of its measure."""
    crowded = 0
    for count in range(8, 24):
        small = [
            Paragraph(f"第{n}条，写给想看依据的人，" + "详见办事指南。" * (n % 9), plain=True, small=True)
            for n in range(count)
        ]
        document = replace(samples.receipt(), body=(Paragraph("材料已收到。"), *small))
        plan, setter = planned(document)
        crowded += plan.scale.sign_beside
        drawn = [run.text for page in plan.pages for strip, _ in page for run in strip.runs]
        for paragraph in small:
            measure = plan.sheet.measure
            for line in setter.lines(paragraph.text, Role.BODY, plan.scale.small, measure, Align.JUSTIFIED):
                said = [run.text for run in line]
                assert said in [drawn[n : n + len(said)] for n, text in enumerate(drawn) if text == said[0]]
    assert crowded


def test_that_a_crowded_papers_last_lines_stand_left_of_the_seal_above_the_signature() -> None:
    """Nothing is lost by it, nothing stands twice, and what would reach the seal stays above."""
    small = [Paragraph(f"第{n}条小字说明，写给想看依据的人。", plain=True, small=True) for n in range(33)]
    document = replace(samples.receipt(), body=(Paragraph("材料已收到。"), *small), watermark=None)
    plan, _ = planned(document)
    assert plan.scale.sign_beside
    assert len(plan.pages) == 1
    found = "".join(text_of(made(document)).split())
    assert all(found.count(paragraph.text) == 1 for paragraph in small)
    page, box = plan.seal() or (0, None)
    assert box is not None
    (strip,) = [strip for strip, _ in plan.pages[page] if strip.seal]
    beside = [run.text for run in strip.runs]
    assert beside.index("第32条小字说明，写给想看依据的人。") < beside.index(document.seal_organ)
    assert "第0条小字说明，写给想看依据的人。" not in beside


@pytest.mark.parametrize("rows", range(2, 60))
def test_that_no_row_of_a_table_stands_alone_on_a_page(rows: int) -> None:
    table = Table(("序", "材料"), tuple((str(n), f"材料之{n}") for n in range(rows)), (0.1, 0.9))
    body = (Paragraph("收到：" + "材料已收到。" * (rows % 23 * 6)), table, Paragraph("以上。"))
    plan, _ = planned(replace(samples.receipt(), body=body))
    for page in plan.pages:
        texts = ["".join(run.text for run in strip.runs) for strip, _ in page if strip.grid]
        assert len([text for text in texts if text != "序材料"]) != 1
        assert texts != ["序材料"]


@pytest.mark.parametrize("scale", LADDER)
@pytest.mark.parametrize("long", range(1, 40))
def test_that_no_line_of_a_paragraph_stands_alone_on_a_page(long: int, scale: Scale) -> None:
    body = (
        Paragraph("一。" * 14 * long),
        Paragraph("二。" * 60),
        Paragraph("三。" * 60),
        Paragraph("四。" * 30),
    )
    setter, sheet = Typesetter(TYPEFACES), FORMS["A4"].sheet
    document = replace(samples.receipt(), body=body)
    for page in paginate(compose(document, setter, sheet, scale), 590):
        said = ["".join(run.text for run in strip.runs)[:1] for strip, _ in page if strip.runs]
        for char in "一二三四":
            lone = said.count(char) == 1
            text, indent = body["一二三四".index(char)].text, 2 * scale.body
            lines = setter.lines(text, Role.BODY, scale.body, sheet.measure, Align.LEFT, indent=indent)
            assert not lone or len(lines) == 1


def test_that_the_head_of_a_table_opens_every_page_it_reaches() -> None:
    plan, _ = planned(samples.long_notice())
    for page in plan.pages[1:]:
        first = page[0].strip
        if first.grid is not None:
            assert "".join(run.text for run in first.runs) == "序材料份数收取情况"
    assert text_of(made(samples.long_notice())).count("收取情况") >= len(plan.pages) - 1


def test_that_a_row_taller_than_a_page_goes_on_over_the_next() -> None:
    long = "".join(f"第{n}条说明。" for n in range(1, 700))
    document = replace(samples.receipt(), body=(Table(("项", "说明"), (("1", long),), (0.1, 0.9)),))
    plan, _ = planned(document)
    assert len(plan.pages) > 1
    found = "".join(text_of(made(document)).split())
    assert all(f"第{n}条说明。" in found for n in (1, 350, 699))


def test_that_a_row_cut_by_the_page_is_framed_on_both() -> None:
    long = "".join(f"第{n}条说明。" for n in range(1, 700))
    document = replace(samples.receipt(), body=(Table((), (("1", long),), (0.1, 0.9)),), watermark=None)
    plan, setter = planned(document)
    for number, page in enumerate(plan.pages):
        rows = [(y, y + strip.height) for strip, y in page if strip.grid]
        if not rows:
            continue
        across = {rule.y0 for rule in page_marks(plan, number, setter)[1] if rule.y0 == rule.y1}
        for edge in (rows[0][0], rows[-1][1]):
            assert any(abs(plan.sheet.top + edge - y) < 0.01 for y in across)


@pytest.mark.parametrize("scale", LADDER)
def test_that_a_row_keeps_the_room_for_a_hand_whatever_the_scale(scale: Scale) -> None:
    table = Table(head=("栏",), rows=(("粘贴处",),), widths=(1,), least=60.0)
    head, row = table_strips(table, Typesetter(TYPEFACES), FORMS["A4"].sheet, scale)
    assert row.height >= 60 * MM
    assert head.height < 15 * MM


def test_that_a_row_with_too_many_cells_is_our_fault_and_says_so() -> None:
    with pytest.raises(ValueError, match="columns"):
        planned(replace(samples.receipt(), body=(Table(("一",), (("1", "2"),), (1.0,)),)))


def test_that_number_and_codes_say_what_they_are() -> None:
    plan, setter = planned(replace(samples.receipt(), qr=LEAVING))
    said = [run.text for run in page_marks(plan, 0, setter)[0]]
    assert "编号：乌市监收综03〔2026〕118号" in said
    assert "办件编号 15220103A 261120 0007 5" in said
    assert "窗口扫码验真" in said
    (label,) = [run for run in page_marks(plan, 0, setter)[0] if run.text == "窗口扫码验真"]
    square = next(placed for placed in plan.foot.codes if placed.code.side)
    assert label.y - 0.85 * label.size >= square.y + square.code.height + square.code.quiet - 0.5
    assert square.x < label.x + 27 < square.x + square.code.width


def test_that_the_qr_of_an_unsigned_paper_claims_no_proof() -> None:
    plan, setter = planned(samples.receipt())
    said = [run.text for run in page_marks(plan, 0, setter)[0]]
    assert "窗口扫码查件" in said
    assert not any("验真" in text for text in said)


@pytest.mark.parametrize(
    "mark", ["待部门核定：事项、时限、材料、机关名称、补交期限和后果", "待部门核定：材料"]
)
def test_that_every_page_says_what_is_not_settled(mark: str) -> None:
    notice = replace(
        samples.long_notice(), title="材料补齐补正通知书", marks=(mark, "日期临时推算：该年放假安排尚未公布")
    )
    plan, setter = planned(notice)
    assert len(plan.pages) > 1
    for number in range(len(plan.pages)):
        said = [run.text for run in page_marks(plan, number, setter)[0]]
        assert any(text.startswith("待部门核定") for text in said)
        assert any(text.startswith("日期临时推算") for text in said)


def test_that_the_day_in_a_bold_sentence_is_not_broken() -> None:
    setter = Typesetter(TYPEFACES)
    for before in range(30):
        text = "料" * before + "把材料补到本窗口，最早的是2026年11月27日（含当日）前。"
        for scale in FORMS["A4"].ladder:
            strips = paragraph_strips(Paragraph(text, strong=True), setter, FORMS["A4"].sheet, scale)
            lines = ["".join(run.text for run in strip.runs) for strip in strips]
            assert any("2026年11月27日" in line for line in lines)
            assert any("（含当日）前" in line for line in lines)
