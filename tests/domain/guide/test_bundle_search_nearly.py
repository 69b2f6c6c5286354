"""Finding by another word or with a slip of the hand: after what fits exactly, and never instead of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.bundle_search import FindingIndex, FoundBy, search
from counter.domain.text.typo_match import one_off


@pytest.fixture(scope="session")
def index(shelf: GuideShelf) -> FindingIndex:
    """The index of the shipped guides."""
    return shelf.index()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("xiaocangaun", 8),  # two letters swapped
        ("xiaocaguan", 8),  # one missing
        ("xiaocannguan", 8),  # one too many
        ("xiaocanguam", 8),  # one wrong
        ("ciaocanguan", 8),  # the first one
        ("wnagba", 7),
        ("lixadian", 11),
        ("wykxiaocangaun", None),  # initials are not guessed at
        ("linshijiuzu", 56),  # the last syllable but one is wrong, and flat
        ("caoshi", 9),  # c for ch
        ("chaosi", 9),
        ("lvxinshe", 64),  # in for ing
        ("meirongyuam", 95),
        ("huazuangpin", 40),
        ("bignuan", 36),  # two letters swapped across the border of syllables
        ("wuyegonsgi", 28),
        ("jiaudian", 62),  # the first letter of a short syllable is missing
    ],
)
def test_that_one_slip_in_full_pinyin_still_finds_the_bundle(
    index: FindingIndex, typed: str, number: int | None
) -> None:
    hits = search(index, typed)
    assert [hit.number for hit in hits[:1]] == ([] if number is None else [number]), hits[:5]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("饭店", 8),
        ("fandian", 8),
        ("fd", 8),
        ("kaifandian", 8),
        ("我要开饭店", 8),
        ("美发", 11),
        ("旅馆", 36),
        ("奶茶", 12),
        ("xiuche", 10),
        ("药房", 6),
        ("低保", 78),
        ("公租房", 87),
    ],
)
def test_that_another_word_finds_what_it_stands_for(index: FindingIndex, typed: str, number: int) -> None:
    assert number in [hit.number for hit in search(index, typed)]


def test_that_the_words_it_stands_for_are_marked_in_the_name(index: FindingIndex) -> None:
    hit = search(index, "饭店")[0]
    assert (hit.by, [hit.name[start:end] for start, end in hit.spans]) == (FoundBy.WORD, ["小餐馆"])
    near = search(index, "wnagba")[0]
    assert (near.by, [near.name[start:end] for start, end in near.spans]) == (FoundBy.NEAR, ["网吧"])


def test_that_a_bundle_is_found_once_and_what_fits_exactly_stands_first(index: FindingIndex) -> None:
    names = [entry.name.text for entry in index.entries]
    typed = [name[a:b] for name in names for a in range(len(name)) for b in (a + 1, a + 2, a + 4)]
    typed += [other.spelled.text[3:] for entry in index.entries for other in entry.others]
    typed += ["xcg", "fd", "d", "kai", "xiuli", "yaodian", "fangchan", "can", "jiaoyu", "dengji", "xuke"]
    plain = FindingIndex(tuple(replace(entry, others=()) for entry in index.entries), index.items)
    late = (FoundBy.WORD, FoundBy.NEAR)
    for text in dict.fromkeys(typed):
        hits = search(index, text, limit=103)
        exact = tuple(hit for hit in search(plain, text, limit=103) if hit.by not in late)
        assert hits[: len(exact)] == exact, text
        assert all(hit.by in late for hit in hits[len(exact) :]), text
        assert len({hit.number for hit in hits}) == len(hits), text


def test_that_nothing_is_guessed_while_a_name_fits_or_less_than_four_letters_are_typed(
    index: FindingIndex,
) -> None:
    for typed in ("chaoshi", "yaodian", "caf", "qsr", "天安门口", "1234", "ldht", "qqqq"):
        assert FoundBy.NEAR not in {hit.by for hit in search(index, typed)}, typed


@pytest.mark.parametrize("typed", ["kai xcg", "kai 小餐馆", "xcg 50", "餐馆 kai", "开 xiaocan"])
def test_that_words_apart_are_each_found(index: FindingIndex, typed: str) -> None:
    assert search(index, typed)[0].number == 8


@pytest.mark.parametrize(
    ("right", "typed", "near"),
    [
        ("guan", "gaun", True),
        ("guan", "gan", True),
        ("guan", "guann", True),
        ("guan", "guam", True),
        ("guan", "guan", False),
        ("guan", "gnau", False),
        ("guan", "gu", False),
        ("xi", "ix", True),
    ],
)
def test_that_one_letter_off_is_one_letter_off(right: str, typed: str, near: bool) -> None:
    assert one_off(right, typed) is near
