"""What spelled letters can mean: whole words and syllables first, each kept in reach, from a table of our own."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.ui.screen.touch.spelling import FULL, NINE, SIGNS, Spelling, spelling_of
from tests.domain.papers.test_plain_words import common
from tests.settings import RESOURCES

SPELLING = spelling_of(RESOURCES)
LETTERS = "".join(FULL)
MOST_BYTES = 60_000


def texts(keys: str) -> list[str]:
    """What is offered for letters of the full keyboard."""
    return [found.text for found in SPELLING.offers(keys)]


def nine(letters: str) -> list[str]:
    """The keys of a telephone on which these letters stand."""
    return [next(key for key in NINE if letter in key) for letter in letters]


def test_that_the_table_is_small_and_holds_every_common_character() -> None:
    assert (RESOURCES / "pinyin" / "common.txt").stat().st_size < MOST_BYTES
    assert set(common()) <= SPELLING.characters


def test_that_every_letter_stands_on_one_key_of_both_keyboards() -> None:
    assert sorted(LETTERS) == sorted("".join(NINE)) == sorted("abcdefghijklmnopqrstuvwxyz")


def test_that_every_character_can_be_reached_by_its_reading_on_both_keyboards() -> None:
    for reading in SPELLING.readings:
        wanted = set(SPELLING.characters_of(reading))
        assert wanted <= set(texts(reading)), reading
        assert wanted <= {found.text for found in SPELLING.offers(nine(reading))}, reading


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        ("wo", "我"),
        ("shi", "是"),
        ("bu", "不"),
        ("lv", "律"),
        ("taidu", "态度"),
        ("td", "态度"),
        ("gongzuo", "工作"),
        ("renyuan", "人员"),
        ("henhao", "很好"),
        ("zh", "这"),
    ],
)
def test_that_the_likeliest_stands_first(letters: str, first: str) -> None:
    assert texts(letters)[0] == first


@pytest.mark.parametrize("letters", ["women", "taidu", "fuwu", "manyi", "chuangkou", "cailiao", "paidui"])
def test_that_a_word_spelled_in_full_stands_first_on_a_telephones_keys_too(letters: str) -> None:
    assert SPELLING.offers(nine(letters))[0].letters == letters


def test_that_a_row_of_words_is_chosen_one_after_the_other() -> None:
    keys = list("fuwutaidu")
    first = SPELLING.offers(keys)[0]
    assert (first.text, first.keys) == ("服务", 4)
    assert SPELLING.offers(keys[first.keys :])[0].text == "态度"


@given(st.lists(st.sampled_from([*LETTERS, *NINE]), max_size=12))
def test_that_whatever_is_pressed_only_the_tables_characters_come_each_once(keys: list[str]) -> None:
    found = SPELLING.offers(keys)
    assert len({one.text for one in found}) == len(found)
    for one in found:
        assert set(one.text) <= SPELLING.characters
        assert 1 <= one.keys <= len(keys)
        assert len(one.letters) == one.keys
        assert all(letter in key for letter, key in zip(one.letters, keys, strict=False))


def test_that_signs_are_figures_and_punctuation() -> None:
    assert {unicodedata.category(sign)[0] for sign in SIGNS} <= {"P", "N"}
    assert set("0123456789，。") <= set(SIGNS)


@pytest.mark.parametrize("table", ["", "[characters]\nde的\n", "的 了"])
def test_that_something_else_is_no_table(table: str) -> None:
    with pytest.raises(ValueError, match="no table"):
        Spelling(table)
