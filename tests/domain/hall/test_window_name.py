"""A window has one name wherever it is read."""

from __future__ import annotations

import pytest

from counter.domain.hall.window_name import window_name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("03", "03号窗口"),
        ("A3", "A3号窗口"),
        ("03号", "03号窗口"),
        ("03号窗口", "03号窗口"),
        ("综合", "综合窗口"),
        ("党员先锋岗", "党员先锋岗"),
        ("", ""),
    ],
)
def test_that_a_number_becomes_a_window_and_a_name_stays(given: str, name: str) -> None:
    assert window_name(given) == name
    assert window_name(name) == name
