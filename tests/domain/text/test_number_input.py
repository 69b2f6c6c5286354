"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from counter.domain.errors import BadInput
from counter.domain.text.number_input import number_in_words, read_count, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        (" 3 份 ", 3),
        ("３", 3),
        ("1,200", 1200),
        ("1，200", 1200),
        ("１２００", 1200),
        ("1200元", 1200),
        ("1.2万", 12_000),
        ("1.2万元", 12_000),
        ("007", 7),
        ("3.0", 3),
    ],
)
def test_that_a_count_is_read_however_it_is_typed(text: str, number: int) -> None:
    assert read_count(text, what="份数", units="份 元", field="copies") == number


@pytest.mark.parametrize(
    "text", ["", "三", "1,20", "1.200,5", "-1", "3张", "3 4", "1e3", "1.5", "9" * 40, "万"]
)
def test_that_what_is_no_count_is_said_with_its_name(text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        read_count(text, what="份数", units="份", field="copies")
    assert wrong.value.sentence.startswith("份数要写")
    assert wrong.value.field == "copies"


def test_that_a_number_outside_its_bounds_is_told_them() -> None:
    with pytest.raises(BadInput, match="天数要在1到60之间"):
        read_count("61", what="天数", least=1, most=60, field="days")
    with pytest.raises(BadInput, match="天数要是1以上的数"):
        read_count("0", what="天数", least=1, field="days")


def test_that_a_share_keeps_its_decimals() -> None:
    assert read_number("96.5%", what="份额", units="%", most=100, field="share") == Decimal("96.5")


@pytest.mark.parametrize(
    ("number", "words"), [(1200, "1,200"), (Decimal("96.50"), "96.5"), (Decimal(12_000), "12,000")]
)
def test_that_a_number_is_said_back_in_groups(number: Decimal | int, words: str) -> None:
    assert number_in_words(number) == words
