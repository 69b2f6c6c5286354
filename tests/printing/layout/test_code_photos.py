"""Codes on a bad photo of a coarse print are read right or not at all; what is read wrong opens nothing.

A few photos each; ``tools/photograph_codes`` takes hundreds.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from counter.domain.document.document import A4, A5, ROLL
from counter.domain.papers.verify.scan import ScanKind, read_scan
from counter.printing.layout.layout import render_with
from tests.printing.pages import TYPEFACES
from tools.photograph_codes import Shot, paper, shots

PAPERS, PHOTOS = 4, 3
FAR = 0.6
"""Pixels of the photo for a dot of the 203 dpi printer: a whole A4 page in less than 1000 by 1400."""

LEAST_READ = {A4: 9, A5: 9, ROLL: 9}
"""Bars read of twelve photos."""

LEAST_SQUARES = 9

READ_WRONG = (
    ("15220103AF26071715487", "15220189AF26079015484"),
    ("15220103A26020359165", "15220103A2602305916z"),
    ("15220103A26071694722", "53220153A26531694522"),
    ("15220103AED26022131216", "15220103AED26029031066"),
    ("15220103AED26010892134", "15220189AED26014892134"),
)
"""Numbers, and what zxing made of photos of their bars although the bars' own check symbol fitted."""


def taken(form: str) -> list[Shot]:
    """The photos of a form, the same in every run."""
    seen: list[Shot] = []
    for seed in range(PAPERS):
        chance = Random(seed)
        document = paper(chance, form)
        seen += shots(render_with(document, TYPEFACES), document, chance, FAR, PHOTOS)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("form", [A4, A5, ROLL])
def test_that_codes_on_a_bad_photo_of_a_coarse_print_are_right_or_unread(form: str) -> None:
    photos = taken(form)
    read = Counter(word for shot in photos for word in shot.words())
    assert read["bars WRONG"] == read["QR WRONG"] == 0
    assert read["QR right"] >= LEAST_SQUARES
    assert read["bars right"] >= LEAST_READ[form]


@pytest.mark.parametrize(("number", "wrong"), READ_WRONG)
def test_that_bars_read_wrong_open_no_case_and_name_nobody(number: str, wrong: str) -> None:
    assert read_scan(number).kind is ScanKind.CASE
    scan = read_scan(wrong)
    assert scan.kind is ScanKind.UNKNOWN
    assert scan.sentence


def test_that_a_wrong_read_is_counted_as_wrong_and_not_as_unread() -> None:
    shot = Shot("15220103A26112000072", "COUNTER", ("15220103A26112000073",), ())
    assert sorted(shot.words()) == ["QR unread", "bars WRONG", "bars unread"]
    assert shot.led_astray == ()
    other = Shot("15220103A26112000072", "", ("15220103A26071694722",), ())
    assert other.led_astray == ("15220103A26071694722",)
