"""Any counter scanner reads the codes, from the coarsest printer and a bad copy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from segno import encoder

from counter.domain.document.document import A5
from counter.domain.papers.parts.page_forms import as_form
from counter.domain.papers.verify.signed_code import PREVIEW, read_code, text_of
from counter.printing.layout.codes import BAR_HEIGHT, QR_LEAST_DOTS, code128, qr
from counter.printing.layout.geometry import DOT, MM
from counter.printing.type.typeface import Role
from tests.keys import Hall
from tests.printing import samples
from tests.printing.pages import codes, dots, made, planned, printed, scanned

NUMBERS = ["15220103A26112000075", "152201031261120000751", "1522010312611200007", "07"]


@pytest.mark.parametrize("number", NUMBERS)
def test_that_both_codes_read_from_a_one_bit_print_at_203_dpi(number: str) -> None:
    document = replace(samples.receipt(), code=number)
    assert codes(printed(made(document))) == {"Code 128": number, "QR Code": document.qr}


@pytest.mark.parametrize(("turn", "blur"), [(1.5, 0.7), (-2, 1.0)])
def test_that_both_codes_read_from_a_crooked_blurred_scan_of_that_print(turn: float, blur: float) -> None:
    document = samples.receipt()
    seen = codes(scanned(printed(made(document)), turn=turn, blur=blur))
    assert seen == {"Code 128": document.code, "QR Code": document.qr}


@pytest.mark.parametrize(
    "number", ["乌市监受综03A〔2026〕57号", "内政务服务和数据管理监补综03AB〔2026〕1118号"]
)
def test_that_a_signed_qr_reads_from_a_coarse_print_and_a_bad_copy_of_it(number: str) -> None:
    document = replace(samples.receipt(), qr=Hall(1).window(2).text(number=number))
    print_of_it = printed(made(document))
    for image in (
        print_of_it,
        scanned(print_of_it, turn=1.5, blur=0.7),
        scanned(print_of_it, turn=-2, blur=1.0),
    ):
        assert codes(image)["QR Code"] == document.qr
    assert qr(document.qr).width <= 31 * MM


def test_that_a_preview_does_not_wait_for_the_best_of_eight_masks(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = Hall(1).window(2).text(number="乌市监受综03A〔2026〕58号")
    preview = text_of(replace(read_code(signed), signature=PREVIEW))
    judged: list[object] = []
    judge = encoder.evaluate_mask

    def counted(*asked: Any) -> Any:
        judged.append(asked)
        return judge(*asked)

    monkeypatch.setattr(encoder, "evaluate_mask", counted)
    document = replace(samples.receipt(), qr=preview)
    assert codes(printed(made(document)))["QR Code"] == preview
    assert judged == []
    qr(signed)
    assert len(judged) == 8


def test_that_both_codes_read_from_an_office_print_at_300_dpi() -> None:
    document = samples.receipt()
    seen = codes(printed(made(document), dpi=300))
    assert seen == {"Code 128": document.code, "QR Code": document.qr}


def test_that_the_codes_of_every_page_read_under_a_watermark() -> None:
    document = samples.long_notice()
    pdf = made(document)
    for page in range(len(planned(document)[0].pages)):
        assert codes(printed(pdf, page)) == {"Code 128": document.code, "QR Code": document.qr}


@pytest.mark.parametrize("number", NUMBERS)
def test_that_bars_are_three_whole_dots_wide_and_twelve_millimetres_high(number: str) -> None:
    code = code128(number)
    assert code.height >= 12 * MM
    assert BAR_HEIGHT >= 12 * MM
    assert all(x % 3 == 0 and width % 3 == 0 for x, _, width, _ in code.rects)
    assert code.quiet == pytest.approx(30 * DOT)


@pytest.mark.parametrize("length", [10, 66, 180, 300, 600])
def test_that_a_qr_module_is_at_least_four_whole_dots(length: int) -> None:
    code = qr("A" * length)
    dots = min(height for _, _, _, height in code.rects)
    assert dots >= QR_LEAST_DOTS
    assert all(value % dots == 0 for rect in code.rects for value in rect)


def test_that_a_203_dpi_printer_sets_every_edge_of_the_codes_on_a_whole_dot() -> None:
    """Rendered at the printer's own resolution nothing is grey: no edge falls between two dots."""
    document = samples.receipt()
    image = dots(made(document), 203)
    for placed in planned(document)[0].foot.codes:
        left, top = round(placed.x / DOT), round(placed.y / DOT)
        cut = image.crop((left, top + 1, left + placed.code.width_dots, top + placed.code.height_dots - 1))
        assert [level for _, level in cut.getcolors() or [] if 2 < level < 253] == []


def test_that_codes_stand_on_the_dots_of_the_sheet() -> None:
    foot = planned(samples.receipt())[0].foot
    for placed in foot.codes:
        assert placed.x / DOT == pytest.approx(round(placed.x / DOT), abs=1e-6)
        assert placed.y / DOT == pytest.approx(round(placed.y / DOT), abs=1e-6)


def test_that_a_paper_may_have_no_codes() -> None:
    assert codes(printed(made(replace(samples.receipt(), code="", code_text="", qr="")))) == {}


def test_that_a_very_long_number_and_qr_still_read() -> None:
    number = "1144020000000000004440117051000" + "202611200007"
    document = replace(samples.receipt(), code=number, code_text=number, qr="0123456789ABCDEF" * 25)
    assert codes(printed(made(document))) == {"Code 128": number, "QR Code": document.qr}


@pytest.mark.parametrize(
    "number", ["15220103A26112000075", "15220103AA26112000075", "15220103AAA26112000075"]
)
def test_that_bars_have_four_dots_on_a4_even_of_a_restored_window(number: str) -> None:
    """Of 300 bad photos of three dots one was read wrong, of four dots none."""
    document = replace(samples.receipt(), code=number, qr=Hall(1).window(2).text())
    plan, _ = planned(document)
    bars, square = sorted(plan.foot.codes, key=lambda placed: placed.x)
    assert min(width for _, _, width, _ in bars.code.rects) == 4
    assert bars.x + bars.code.width + bars.code.quiet <= square.x
    assert codes(printed(made(document)))["Code 128"] == number


@pytest.mark.parametrize(
    "texts",
    [
        ("乌兰浩特市政务服务中心 03窗口", "咨询：0482-0000000　投诉：12345", "2026-11-20 10:00 出具"),
        (
            "乌兰浩特市政务服务中心 03窗口",
            "地址：乌兰浩特市某路（示例）1号",
            "咨询：0482-0000000",
            "2026-11-20 10:00 出具",
        ),
        ("验真要点：事项1项　材料累计4种　最近日期2026年11月23日", "2026-11-20 10:00 出具"),
    ],
)
def test_that_the_copy_mark_stands_in_one_place_whatever_the_foot_says(texts: tuple[str, ...]) -> None:
    mark = "第1联（共2联）　交申请人"
    document = replace(samples.receipt(), foot=(*texts, mark), copy_text="第1联（共2联）")
    plan, setter = planned(document)
    runs = [run for run in plan.foot.runs if run.text.startswith("第1联")]
    bars = next(placed for placed in plan.foot.codes if not placed.code.side)
    assert len(runs) == 1
    assert runs[0].y > bars.y + bars.code.height
    assert runs[0].x > bars.x + setter.width(document.code_text, Role.BODY, 10.5)
    assert plan.sheet.floor - plan.foot.top <= 38 * MM


def test_that_the_foot_of_an_a5_sheet_leaves_the_page_to_the_paper() -> None:
    texts = (
        "乌兰浩特市政务服务中心 03窗口",
        "咨询：0482-0000000　投诉：12345",
        "查询进度：凭办件编号到本窗口",
    )
    texts += ("2026-11-20 10:00 出具", "验真要点：事项1项　材料累计4种", "最迟日期2026年12月18日")
    document = replace(samples.notice(), qr=Hall(1).window(2).text(), foot=texts)
    plan, _ = planned(as_form(document, A5))
    assert plan.sheet.height - plan.foot.top <= 0.29 * plan.sheet.height


@pytest.mark.parametrize(
    "number", ["15220103A26112000075", "15220103AA26112000075", "15220103AAA26112000075"]
)
def test_that_bars_on_a5_never_have_fewer_than_three_dots(number: str) -> None:
    """Two dots were read wrong in every fifth bad photo."""
    document = as_form(replace(samples.notice(), code=number, qr=Hall(1).window(2).text()), A5)
    plan, _ = planned(document)
    bars, square = sorted(plan.foot.codes, key=lambda placed: placed.x)
    assert min(width for _, _, width, _ in bars.code.rects) == 3
    assert bars.x + bars.code.width + bars.code.quiet <= square.x
