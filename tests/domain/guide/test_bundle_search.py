"""Finding: what people type finds the bundle they mean, first."""

from __future__ import annotations

from itertools import pairwise

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.guide.bundle_search import FindingIndex, FoundBy, search


@pytest.fixture(scope="session")
def index(shelf: GuideShelf) -> FindingIndex:
    """The index of the shipped guides."""
    return shelf.index()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("xcg", 8),
        ("kxcg", 8),
        ("wykxcg", 8),
        ("XCG", 8),
        ("ｘｃｇ", 8),
        ("xiaocanguan", 8),
        ("xiao can guan", 8),
        ("xiao'can'guan", 8),
        ("xiaocg", 8),
        ("xcguan", 8),
        ("cang", 8),
        ("餐馆", 8),
        ("小餐馆", 8),
        ("开餐馆", 8),
        ("小can馆", 8),
        ("8", 8),
        ("008", 8),
        ("103", 103),
        ("wb", 7),
        ("wangba", 7),
        ("网吧", 7),
        ("esf", 80),
        ("二手房", 80),
        ("xse", 52),
        ("csdj", 52),  # 出生登记 is an item of it
        ("cs", 9),
        ("chaoshi", 9),
        ("yd", 6),
        ("lxs", 64),
        ("lvxingshe", 64),
        ("hz", 40),  # 化妆品店
        ("zdshbz", 78),
        ("cjrz", 70),
        ("yanglaoyuan", 91),
        ("yangly", 91),
        ("mianguan", 88),
        ("xcsp", 55),
        ("随迁子女", 102),
        ("zuyuxiyu", 37),
        ("zyxy", 37),
    ],
)
def test_that_what_is_typed_finds_the_bundle_meant(index: FindingIndex, typed: str, number: int) -> None:
    hits = search(index, typed)
    assert hits, typed
    assert hits[0].number == number, [(hit.number, hit.name) for hit in hits[:5]]


@pytest.mark.parametrize("typed", ["qqqq", "天安门", "12345", "xcgxcgxcg"])
def test_that_nonsense_finds_nothing(index: FindingIndex, typed: str) -> None:
    assert search(index, typed) == ()


def test_that_every_bundle_is_found_by_its_name_number_and_pinyin(index: FindingIndex) -> None:
    for entry in index.entries:
        assert search(index, entry.name.text)[0].number == entry.number
        assert search(index, str(entry.number))[0].number == entry.number
        core = entry.name.text[entry.core :].partition("(")[0]
        signs = entry.name.signs[entry.core : entry.core + len(core)]
        spoken = [sign for sign in signs if not sign.silent]
        spelled = "".join(next(r for r in sign.whole if r.isascii()) for sign in spoken)
        assert entry.number in [hit.number for hit in search(index, spelled, limit=103)], spelled
        short = "".join(sign.short[-1] if sign.short else sign.whole[0] for sign in spoken)
        assert entry.number in [hit.number for hit in search(index, short, limit=103)], short


def test_that_both_readings_of_a_character_are_found(index: FindingIndex) -> None:
    by_hang = {hit.number for hit in search(index, "xichehang")}
    assert by_hang == {hit.number for hit in search(index, "xichexing")} == {14}


def test_that_the_place_found_can_be_highlighted(index: FindingIndex) -> None:
    hit = search(index, "xcg")[0]
    assert [hit.name[start:end] for start, end in hit.spans] == ["小餐馆"]
    gaps = search(index, "开餐馆")[0]
    assert [gaps.name[start:end] for start, end in gaps.spans] == ["开", "餐馆"]
    item = search(index, "出生登记")[0]
    assert (item.by, item.item) == (FoundBy.ITEM, "出生登记（户口登记）")
    assert item.item is not None
    assert [item.item[start:end] for start, end in item.spans] == ["出生登记"]


def test_that_a_number_comes_before_names_that_hold_it(index: FindingIndex) -> None:
    fifty = search(index, "50")
    assert (fifty[0].number, fifty[0].by) == (50, FoundBy.NUMBER)
    assert 8 in [hit.number for hit in fifty]  # 50平方米以下
    assert [hit.number for hit in search(index, "10")[:5]] == [10, 100, 101, 102, 103]


def test_that_names_come_before_items(index: FindingIndex) -> None:
    hits = search(index, "食品", limit=103)
    kinds = [hit.by for hit in hits]
    assert kinds == sorted(kinds, key=lambda by: by is FoundBy.ITEM)
    assert {1, 54} <= {hit.number for hit in hits if hit.by is FoundBy.NAME}


def test_that_recent_and_frequent_ones_come_first_among_equals(index: FindingIndex) -> None:
    plain = [hit.number for hit in search(index, "d", limit=103)]
    assert plain.index(57) > 0 or plain[0] == 57
    assert search(index, "店", recent=(57,))[0].number == 57
    assert search(index, "店", usage={18: 9, 57: 3})[0].number == 18
    assert search(index, "店", usage={18: 9}, recent=(57,))[0].number == 57
    assert search(index, "xcg", recent=(57,), usage={9: 99})[0].number == 8


def test_that_with_nothing_typed_the_recent_then_the_frequent_are_shown(index: FindingIndex) -> None:
    hits = search(index, " ", usage={30: 5, 31: 9}, recent=(80, 8))
    assert [hit.number for hit in hits[:6]] == [80, 8, 31, 30, 1, 2]
    assert {hit.by for hit in hits} == {FoundBy.RECENT}
    assert len(hits) == 20


def test_that_typing_on_narrows_down(index: FindingIndex) -> None:
    for word in ("xiaocanguan", "yangzhichang", "budongchanquanzheng"):
        found = [{h.number for h in search(index, word[:n], limit=103)} for n in range(1, len(word) + 1)]
        for shorter, longer in pairwise(found):
            assert longer <= shorter, word


def test_that_the_limit_holds_and_nothing_is_found_twice(index: FindingIndex) -> None:
    assert len(search(index, "店", limit=7)) == 7
    numbers = [hit.number for hit in search(index, "d", limit=103)]
    assert len(numbers) == len(set(numbers))
