"""Numbers are unique without a network, survive being read aloud, and print as official numbers do."""

from __future__ import annotations

import re
from datetime import date
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.document.numbering import (
    LAST_EPOCH,
    CaseNumber,
    case_number,
    case_series,
    check_form,
    epoch_mark,
    epoch_of,
    following_epoch,
    grouped,
    is_case_number,
    paper_number,
    paper_series,
    parse_case_number,
)
from counter.domain.errors import BadInput, WorldTrouble

DAY = date(2026, 11, 20)
STATIONS = st.from_regex(r"[0-9]{8}", fullmatch=True)
NUMBERS = st.builds(
    CaseNumber,
    STATIONS,
    st.integers(1, LAST_EPOCH),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
)
FORM = "乌市监受综{station}〔{year}〕{serial}号"


def test_a_case_number_reads_in_groups() -> None:
    code = case_number("15220103", 1, DAY, 7)
    assert code == "15220103A26112000072"
    assert grouped(code) == "15220103A 261120 0007 2"


@given(NUMBERS)
def test_a_case_number_comes_back_from_every_writing(number: CaseNumber) -> None:
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in number.code)
    for typed in (number.code, number.text, number.text.lower(), number.text.replace(" ", "-"), full_width):
        assert parse_case_number(typed) == number


@given(NUMBERS, st.data())
def test_one_wrong_digit_never_reads_as_another_case(number: CaseNumber, data: st.DataObject) -> None:
    code = number.code
    places = [n for n, c in enumerate(code) if c.isdigit()]
    place = data.draw(st.sampled_from(places))
    wrong = str((int(code[place]) + data.draw(st.integers(1, 9))) % 10)
    assert not is_case_number(code[:place] + wrong + code[place + 1 :])


@given(NUMBERS)
def test_a_case_number_fits_the_narrow_bar_code(number: CaseNumber) -> None:
    assert re.fullmatch(r"[0-9A-Z]{20,25}", number.code)
    assert not set("IO") & set(number.code)


@pytest.mark.parametrize(
    "typed", ["", "abc", "15220103A26112000073", "15220103A26133100072", "15220103I26112000072"]
)
def test_what_is_no_case_number_gets_a_sentence(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_case_number(typed)
    assert caught.value.sentence.endswith("。")
    assert grouped(typed) == typed


@pytest.mark.parametrize(
    ("station", "serial"), [("1522", 1), ("1522010A", 1), ("15220103", 0), ("15220103", 10**6)]
)
def test_a_number_is_only_made_of_a_registered_station_and_a_real_serial(station: str, serial: int) -> None:
    with pytest.raises(BadInput):
        case_number(station, 1, DAY, serial)


@given(st.integers(1, 10_000))
def test_every_epoch_has_its_own_mark_without_i_and_o(epoch: int) -> None:
    mark = epoch_mark(epoch)
    assert epoch_of(mark) == epoch
    assert not set("IO") & set(mark)


@given(st.integers(1, LAST_EPOCH - 1), st.integers(0, 2**32))
def test_a_following_epoch_is_a_later_one_with_a_mark_that_every_paper_can_bear(
    epoch: int, dice: int
) -> None:
    drawn = following_epoch(epoch, lambda most: dice % most)
    assert epoch < drawn <= LAST_EPOCH
    assert len(epoch_mark(drawn)) in (3, 4)
    number = CaseNumber("15220103", drawn, DAY, 9_999)
    assert parse_case_number(number.text) == number
    assert len(number.code) <= 24
    pack(">H", drawn)  # its place in the QR


def test_the_first_following_epoch_is_one_of_many() -> None:
    """Two copies of one disk meet once in 13,824 times."""
    asked: list[int] = []
    following_epoch(1, lambda most: asked.append(most) or 0)
    assert asked == [13_824]
    assert [epoch_mark(following_epoch(1, lambda _, n=n: n)) for n in (0, 13_823)] == ["AAA", "ZZZ"]


def test_a_window_can_be_put_back_very_often() -> None:
    epoch = times = 1
    while epoch < LAST_EPOCH:
        epoch = following_epoch(epoch, lambda most: most // 2)
        times += 1
    assert times > 200
    with pytest.raises(WorldTrouble):
        following_epoch(LAST_EPOCH, lambda most: 0)


def test_epochs_begin_with_one() -> None:
    assert [epoch_mark(n) for n in (1, 2, 24, 25)] == ["A", "B", "Z", "AA"]
    with pytest.raises(ValueError, match="1"):
        epoch_mark(0)


def test_a_paper_number_has_its_official_form() -> None:
    number = paper_number(FORM, "15220103", 1, 2026, 118)
    assert number == "乌市监受综03A〔2026〕118号"
    assert "第" not in number


@given(STATIONS, STATIONS, st.integers(1, 50), st.integers(1, 50), st.integers(1, 999), st.integers(1, 999))
def test_no_two_papers_of_one_area_share_a_number(a: str, b: str, e1: int, e2: int, n1: int, n2: int) -> None:
    same = paper_number(FORM, a, e1, 2026, n1) == paper_number(FORM, b, e2, 2026, n2)
    assert same == ((a[-2:], e1, n1) == (b[-2:], e2, n2))


@pytest.mark.parametrize(
    "form",
    [
        "乌市监受综〔{year}〕{serial}号",
        "乌市监受综{station}{station}〔{year}〕{serial}号",
        "乌市监受综{station}〔{year}〕号",
        "乌{x}{station}〔{year}〕{serial",
        "乌{x}{station}〔{year}〕{serial}号",
        "乌{station}〔{year}〕{serial}号}",
        "乌{{station}}〔{year}〕{serial}号",
    ],
)
def test_a_form_that_could_print_one_number_twice_is_refused(form: str) -> None:
    with pytest.raises(BadInput):
        check_form(form)


def test_series_differ_by_day_form_and_year() -> None:
    assert case_series(DAY) != case_series(date(2026, 11, 21))
    assert len({paper_series(FORM, 2026), paper_series(FORM, 2027), paper_series("x" + FORM, 2026)}) == 3
