"""The picture of the packages is of today's imports."""

from __future__ import annotations

import pytest

from tools.draw_packages import OUT, drawing, levels, reduced


def test_that_the_picture_of_the_packages_is_of_todays_imports() -> None:
    assert OUT.read_text(encoding="utf-8") == drawing(), "run: python -P -m tools.draw_packages"


def test_that_a_cycle_has_no_picture() -> None:
    with pytest.raises(ValueError, match="cycle: case → papers → case"):
        levels({"case": {"papers"}, "papers": {"case"}})


def test_that_an_arrow_that_follows_from_others_is_left_out() -> None:
    assert reduced({"papers": {"case", "visit"}, "case": {"visit"}, "visit": set()}) == {
        ("papers", "case"),
        ("case", "visit"),
    }
