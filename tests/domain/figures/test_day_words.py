"""The sentences under a day's numbers: last week beside, few told as they are, nothing to say."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.figures.day_words import (
    NumberSaid,
    answer_words,
    correction_words,
    intake_words,
    waiting_words,
)

FRIDAY = date(2026, 11, 27)


def test_that_intake_says_items_and_the_same_weekday() -> None:
    assert intake_words(41, 96, 38, FRIDAY) == NumberSaid("41", "件", "96项；上周五38件")


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((41, 42, 38, 40), NumberSaid("97.6%", "", "41/42项；上周五95%")),
        ((2, 3, 38, 40), NumberSaid("2", "/3项", "上周五95%")),
        ((2, 3, 4, 5), NumberSaid("2", "/3项", "上周五5项里4项")),
        ((0, 0, 38, 40), NumberSaid("—", "", "今天还没有答复；上周五95%")),
        ((0, 0, 0, 0), NumberSaid("—", "", "今天还没有答复；上周五没有答复")),
    ],
)
def test_that_a_rate_is_told_in_a_hundred_from_ten_on(
    numbers: tuple[int, int, int, int], said: NumberSaid
) -> None:
    assert answer_words(*numbers, FRIDAY) == said


@pytest.mark.parametrize(
    ("numbers", "missed", "note"),
    [
        ((6, 0, 42), [("场所平面图", 4)], "占答复的14.3%；最多缺：场所平面图（4件）"),
        ((6, 1, 8), [], "二次补正1项"),
        ((6, 0, 8), [("甲", 2), ("乙", 2), ("丙", 2)], "最多缺：甲等3个（2件）"),
        ((2, 0, 8), [], "没有哪样缺得多"),
        ((0, 0, 8), [], "今天没有补正"),
        ((3, 0, 30), [("人员信息（动物防疫条件合格证核发）", 3)], "占答复的10%；最多缺：人员信息（3件）"),
    ],
)
def test_that_corrections_name_what_is_missed_most(
    numbers: tuple[int, int, int], missed: list[tuple[str, int]], note: str
) -> None:
    assert correction_words(*numbers, missed) == NumberSaid(str(numbers[0]), "项", note)


def test_that_what_waits_too_long_is_counted_apart() -> None:
    assert waiting_words(17, 2, 30) == NumberSaid("17", "份", "满30天的2份")
    assert waiting_words(17, 0, 30) == NumberSaid("17", "份", "没有满30天的")
