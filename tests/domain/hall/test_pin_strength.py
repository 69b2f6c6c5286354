"""PINs that a colleague would try first are weak, others are not."""

from __future__ import annotations

from datetime import date

import pytest

from counter.domain.hall.pin_strength import weakness

WEAK = (
    "1111 1212 1122 123123 000000 112112 "  # repeats
    "1234 4321 0123 7890 9876 2468 1470 123456 654321 123321 "  # runs
    "2580 0852 147258 159357 258258 1397 1314 5201314 "  # keypad and common numbers
    "1985 2008 0204 1231 850204 198502 19850204 20081130"  # years and birthdays
)


@pytest.mark.parametrize("pin", WEAK.split())
def test_that_what_is_tried_first_is_weak(pin: str) -> None:
    assert weakness(pin)


@pytest.mark.parametrize("pin", ["4073", "9627", "83045", "709183", "40639218", "3391", "5173", "6048"])
def test_that_other_pins_are_taken(pin: str) -> None:
    assert weakness(pin) == ""


def test_that_the_staff_code_the_own_phone_and_the_own_birthday_are_weak() -> None:
    assert weakness("4073", code="W4073") == "和工号一样"
    assert weakness("004073", code="w4073") == "和工号一样"
    assert weakness("4073", codes=["W01", "4073"]) == "和别人的工号一样"
    assert weakness("4073", codes=["W01", "40731"]) == ""
    assert weakness("4073", phones=["1000000 4073"]) == "是电话号码里的数字"
    assert weakness("914073", phones=["10000004073"]) == "是电话号码里的数字"
    assert weakness("4021985", birthdays=[date(1985, 4, 2)]) == ""
    assert weakness("85042", birthdays=[date(1985, 4, 2)]) == ""
    assert weakness("50402", birthdays=[date(1985, 4, 2)]) == "是本人的生日"
    assert weakness("4073", code="W01", phones=["", "8"], birthdays=[date(1985, 4, 2)]) == ""
