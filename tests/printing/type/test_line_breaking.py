"""禁则: what may not open or close a line, and nothing lost in breaking."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.printing.type.line_breaking import CLOSERS, OPENERS, break_lines, squeeze, units

WORDS = st.lists(
    st.sampled_from(
        [
            *"政务服务材料齐全申请人",
            *"，。；：、（）《》“”",
            "2026年11月20日",
            "20",
            "W03",
            "ABC-12.5",
            " ",
            "——",
        ]
    ),
    max_size=80,
).map("".join)


def broken(text: str, measure: float, *, tabular: bool = False) -> list[str]:
    """The lines of a text whose characters are one em wide, ASCII half of one."""
    advances = [0.5 if char.isascii() else 1.0 for char in text]
    squeeze(text, advances)
    lines = break_lines(text, advances, units(text, advances, tabular=tabular), measure)
    return [text[line.start : line.end] for line in lines]


@given(WORDS, st.integers(8, 40))
def test_that_breaking_loses_nothing_but_spaces(text: str, measure: int) -> None:
    assert "".join(broken(text, measure)).replace(" ", "") == text.replace(" ", "")


@given(WORDS, st.integers(8, 40))
def test_that_no_line_is_longer_than_its_measure(text: str, measure: int) -> None:
    for line in broken(text, measure):
        advances = [0.5 if char.isascii() else 1.0 for char in line]
        squeeze(line, advances)
        hanging = 0.5 if line and line[-1] in "、，。；：）》”" else 0.0
        hanging += 0.5 if line and line[0] in "（《“" else 0.0
        assert sum(advances) - hanging <= measure + 0.01


@given(
    st.lists(
        st.sampled_from(["材料", "齐全，", "（一）", "《法》", "受理。", "“件”", "日"]), max_size=40
    ).map("".join)
)
def test_that_no_mark_opens_a_line_and_no_bracket_closes_one(text: str) -> None:
    lines = broken(text, 12)
    assert not any(line[0] in CLOSERS for line in lines[1:] if line)
    assert not any(line[-1] in OPENERS for line in lines[:-1] if line)


def test_that_a_number_with_its_unit_is_not_parted() -> None:
    assert broken("自受理之日起2026年内", 8) == ["自受理之日起", "2026年内"]


def test_that_an_hour_is_not_parted_from_its_minutes() -> None:
    for before in range(1, 20):
        assert "13时00分" in "\n".join(broken("件" * before + "2026年11月20日13时00分补交", 12))


def test_that_a_day_is_not_parted_from_its_month() -> None:
    for before in range(1, 20):
        assert "11月20日" in "\n".join(broken("件" * before + "于2026年11月20日先予受理", 12))


def test_that_a_table_cell_keeps_what_is_brought_with_how_many_of_it() -> None:
    assert broken("未提交；可以后补；原件1份", 10.5, tabular=True) == ["未提交；可以后补；", "原件1份"]


@pytest.mark.parametrize("tabular", [False, True])
def test_that_a_short_word_in_quotes_is_not_parted(tabular: bool) -> None:
    text = "没有交接的，在“点收”栏写“未交”，登记时写明。"
    for measure in range(8, 24):
        assert any("“未交”" in line for line in broken(text, measure, tabular=tabular)), measure


def test_that_a_table_cell_keeps_a_date_whole() -> None:
    assert broken("应于2026年12月4日", 8, tabular=True) == ["应于", "2026年12月4日"]


def test_that_a_table_cell_keeps_a_short_bracket_whole() -> None:
    assert broken("2026年12月4日（含当日）前", 9, tabular=True) == ["2026年12月4日", "（含当日）前"]


def test_that_a_word_longer_than_the_line_is_broken_rather_than_cut_off() -> None:
    assert broken("A" * 30, 10) == ["A" * 20, "A" * 10]


def test_that_a_full_stop_may_hang_half_outside() -> None:
    assert broken("材料齐全准予受理。已经", 8.5) == ["材料齐全准予受理。", "已经"]


def test_that_no_character_is_alone_on_the_last_line() -> None:
    assert broken("请于十二月四日前送到本窗口。", 12) == ["请于十二月四日前送到本", "窗口。"]


@pytest.mark.parametrize(
    "number", ["乌市监受综03A〔2026〕118号", "内政办发〔2021〕28号", "兴署办（2021）5号"]
)
@pytest.mark.parametrize("tabular", [False, True])
def test_that_a_papers_number_is_whole_wherever_it_stands(number: str, tabular: bool) -> None:
    for before in range(1, 40):
        lines = broken("件" * before + "（" + number + "）已送达。", 20, tabular=tabular)
        assert number in "\n".join(lines)


@pytest.mark.parametrize("number", ["15220103A 261120 0002 1", "15220103AB 261120 100002 1", "261120 0002 1"])
@pytest.mark.parametrize("tabular", [False, True])
def test_that_a_case_number_is_whole_wherever_it_stands(number: str, tabular: bool) -> None:
    for before in ("件" * n + label for n in range(1, 30) for label in ("", "，办件编号 ")):
        assert number in "\n".join(broken(before + number + "已受理。", 16, tabular=tabular))


def test_that_a_name_is_not_parted() -> None:
    text = "请乌兰巴特尔到窗口领取"
    advances = [1.0] * len(text)
    spans = units(text, advances, names=("乌兰巴特尔",))
    lines = break_lines(text, advances, spans, 5)
    assert [text[line.start : line.end] for line in lines] == ["请", "乌兰巴特尔", "到窗口领取"]


@pytest.mark.parametrize("mark", "（《“")
def test_that_a_bracket_at_the_start_of_a_line_stands_half_outside(mark: str) -> None:
    text = f"材料齐全{mark}行政许可法"
    advances = [1.0] * len(text)
    first, second = break_lines(text, advances, units(text, advances), 5.5)
    assert (first.lead, second.lead) == (0.0, 0.5)
    assert text[second.start : second.end] == f"{mark}行政许可法"  # six wide, half of one outside
    assert second.slack == 0.0


@pytest.mark.parametrize(
    ("text", "width"),
    [("法）。", 2.5), ("“（一）”", 4.0), ("》《", 1.5), ("好？）", 3.0), ("（一", 2.0), ("。好", 2.0)],
)
def test_that_marks_side_by_side_share_one_blank_half(text: str, width: float) -> None:
    advances = [1.0] * len(text)
    squeeze(text, advances)
    assert sum(advances) == width


@pytest.mark.parametrize("text", ["", " ", "。", "（", "（（（（（（（（（（（（"])
def test_that_odd_texts_still_set(text: str) -> None:
    assert "".join(broken(text, 4)).strip() == text.strip()


@pytest.mark.parametrize("kept", ["〔2026〕9号）", "电话 100****5678", "居民身份证 999999********0016"])
def test_that_a_number_is_not_parted_from_its_year_or_its_label(kept: str) -> None:
    for before in range(1, 40):
        assert kept in "\n".join(broken("件" * before + "　" + kept, 24))
