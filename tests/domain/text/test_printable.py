"""Every text that can reach a paper is proved against the fonts, and what cannot be shown is called by its name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter.domain.guide.rows.columns import Column, InvalidCell, Kind, read_cell, read_plain
from counter.domain.text.printable import (
    MARK,
    fault_in,
    fault_unseen,
    first_unprintable,
    named,
    unprintable_in,
    what_is,
)


@pytest.mark.parametrize(
    ("char", "what"),
    [
        ("\t", "制表符"),
        ("\r", "另一种换行符"),
        ("\u2028", "另一种换行符"),
        ("\x07", "控制字符"),
        ("\u202e", "文字方向控制符"),
        ("\u2066", "文字方向控制符"),
        ("\u200f", "文字方向控制符"),
        ("\u200b", "零宽空格"),
        ("\ufeff", "零宽空格"),
        ("\u200d", "零宽连接符"),
        ("\u00a0", "不换行空格"),
        ("\u2003", "特殊空格"),
        ("\u00ad", "软连字符"),
        ("\ufe0f", "异体字选择符"),
        ("\U000e0100", "异体字选择符"),
        ("\U000e0041", "标签字符"),
        ("\ue000", "自造字"),
        ("\U00100000", "自造字"),
        ("\ud800", "半个字符"),
        ("\u0378", "没有定义的字符"),
        ("\uffff", "非字符"),
        ("\ufdd0", "非字符"),
        ("\ufffd", "乱码替代符"),
        ("\u3164", "空白占位字符"),
    ],
)
def test_that_what_nobody_can_see_is_called_by_name_and_number(char: str, what: str) -> None:
    assert what_is(char) == what
    sentence = fault_in(f"食品{char}经营")
    assert f"U+{ord(char):04X}" in sentence
    assert what in sentence
    assert "“食品”后面" in sentence
    assert char not in sentence


def test_that_a_letter_that_the_fonts_lack_is_shown_itself() -> None:
    assert (
        fault_in("王\U0003134a") == "第2个字（“王”后面）“\U0003134a”（U+3134A）文书上印不出来，请换成别的写法"
    )
    assert named("\U0003134a") == "U+3134A"


def test_that_ordinary_words_pass() -> None:
    for words in (
        "食品经营许可（新办）",
        "第一条\n第二条",
        "①—…“”·℃㎡Ⅳ□√",
        "ABC abc 123",
        "　",
        "镕堃喆𬭊䶮",
        MARK,
    ):
        assert (first_unprintable(words), fault_in(words)) == ("", "")


def test_that_each_character_is_named_once_in_the_order_it_comes() -> None:
    assert unprintable_in(["甲\u200b乙\t", "\t\u200b\ue000"]) == ("\u200b", "\t", "\ue000")


@given(st.text(max_size=30))
@example("\U0003fffe")
@example("\u061c")
def test_that_no_text_passes_with_a_character_of_a_kind_that_has_no_ink(text: str) -> None:
    if not fault_in(text):
        assert all(c == "\n" or unicodedata.category(c)[0] != "C" for c in text)
        assert all(unicodedata.category(c) not in ("Zl", "Zp") for c in text)
        assert all(c in " \u3000" for c in text if unicodedata.category(c) == "Zs")


_TEXTS = [Kind.TEXT, Kind.CODE, Kind.LINES, Kind.DAY, Kind.ID, Kind.IDS, Kind.WHEN]


@pytest.mark.parametrize("kind", _TEXTS)
@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\u00a0", "\x07", "\ue000", "\t"])
def test_that_every_kind_of_text_cell_is_proved(kind: Kind, char: str) -> None:
    with pytest.raises(InvalidCell) as refused:
        read_cell(Column("note", "说明", kind), f"a{char}b")
    assert refused.value.sort == "unprintable"
    assert f"U+{ord(char):04X}" in refused.value.sentence


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CODE, Kind.LINES, Kind.DAY])
def test_that_every_kind_of_text_of_a_library_file_is_proved(kind: Kind) -> None:
    value = ["a\u202eb"] if kind is Kind.LINES else "a\u202eb"
    with pytest.raises(InvalidCell, match="U\\+202E"):
        read_plain(Column("note", "说明", kind), value)


def test_that_another_kind_of_line_break_is_mended_and_told() -> None:
    got = read_cell(Column("note", "说明"), "甲\r\n乙\r丙")
    assert got.value == "甲\n乙\n丙"
    assert "换行" in got.mended


@pytest.mark.parametrize(("key", "most"), [("name", 300), ("statutory.text", 30_000), ("organ", 300)])
def test_that_a_name_is_no_page_of_text(key: str, most: int) -> None:
    column = Column(key, "名称")
    assert read_cell(column, "长" * most).value
    with pytest.raises(InvalidCell, match="字"):
        read_cell(column, "长" * (most + 1))


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("甲\u3164", True),
        ("\u2800", True),
        ("a\u202fb", True),
        ("甲\u180e乙", True),
        ("ᠠᠯᠲᠠᠨ\u180eᠠ", False),
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", False),
        ("葛\U000e0100", False),
        ("好\u2764\ufe0f", False),
        ("e\u0323", False),
    ],
)
def test_that_words_of_people_lose_what_nobody_sees_and_no_letter(words: str, refused: bool) -> None:
    """A filler is a letter to Python, and a Mongolian word is not written without its separators."""
    assert bool(fault_unseen(words)) is refused
