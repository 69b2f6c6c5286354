"""A signature drawn on the screen stands on the pledge as an aid, and changes nothing that the paper says."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest

from counter.domain.document.document import Document
from counter.domain.papers.compose import compose
from counter.domain.papers.verify.signed_text import DRAWN_AID, difference
from counter.domain.screen.mirror import Drawing
from counter.printing.layout.drawn_signature import field_in
from counter.printing.layout.layout import plan, render_with
from counter.printing.press.press import DirectPress, Press
from counter.printing.press.wire import Order, read_order, write_order
from counter.printing.reading import preview
from counter.printing.reading.reading import Reader
from counter.printing.type.typesetter import Typesetter
from tests.domain.papers.test_gap_notice import PLEDGE, shared
from tests.printing import samples
from tests.printing.pages import FONTS, TYPEFACES

NAME = Drawing(
    strokes=(
        ((0.10, 0.30), (0.30, 0.28), (0.30, 0.52), (0.10, 0.54)),
        ((0.10, 0.30), (0.10, 0.78), (0.20, 0.82), (0.33, 0.74)),
        ((0.20, 0.30), (0.20, 0.53)),
        ((0.45, 0.22), (0.45, 0.85), (0.80, 0.85), (0.80, 0.20), (0.45, 0.22)),
        ((0.60, 0.32), (0.52, 0.48), (0.60, 0.42), (0.72, 0.50)),
        ((0.58, 0.58), (0.66, 0.62)),
        ((0.56, 0.70), (0.68, 0.76)),
    ),
    aspect=3.0,
)
"""巴图, as a finger draws it."""

PAPER = compose(PLEDGE)


def pixels(document: Document, drawing: Drawing | None) -> bytes:
    return preview.page_image(render_with(document, TYPEFACES, drawing), 0, 1600)[2]


def test_that_the_drawing_stands_behind_the_line_and_takes_no_room_from_the_pen() -> None:
    made = plan(PAPER, Typesetter(TYPEFACES))
    found = made.sign()
    assert found is not None
    page, free = found
    without, drawn = pixels(PAPER, None), pixels(PAPER, NAME)
    scale = 1600 / made.sheet.width
    changed = [
        (n % 1600 / scale, n // 1600 / scale)
        for n, (one, other) in enumerate(zip(without, drawn, strict=True))
        if one != other
    ]
    assert page == 0
    assert len(changed) > 500
    assert all(free.y <= y <= free.y + free.height for _, y in changed)
    beside = [x for x, y in changed if y < free.y + field_in(free).height]
    assert min(beside) >= free.x
    assert max(x for x, _ in changed) <= made.sheet.right + 1


@pytest.mark.parametrize("paper", [PAPER, compose(shared(PLEDGE))], ids=["one", "two"])
def test_that_the_words_of_the_paper_stay_the_same_and_the_file_still_proves(paper: Document) -> None:
    drawn = Reader().read(render_with(paper, TYPEFACES, NAME))
    plain = Reader().read(render_with(paper, TYPEFACES))
    assert "".join(run for page in drawn.runs for run in page).count(DRAWN_AID) == 1
    assert difference(paper, drawn.runs) is None
    assert (drawn.original, drawn.codes, drawn.foreign) == (plain.original, plain.codes, ())


def test_that_the_small_words_are_forgiven_on_a_pledge_only() -> None:
    receipt = samples.receipt()
    runs = Reader().read(render_with(receipt, TYPEFACES)).runs
    assert difference(receipt, [[*runs[0], DRAWN_AID]]) is not None


def test_that_an_empty_drawing_and_a_single_dot_can_be_printed() -> None:
    dot = Drawing((((0.5, 0.5),),), 3.0)
    assert render_with(PAPER, TYPEFACES, Drawing((), 3.0)).startswith(b"%PDF")
    assert pixels(PAPER, dot) != pixels(PAPER, Drawing((), 3.0))


def test_that_the_press_draws_what_the_command_line_draws_and_shows_it_in_the_preview() -> None:
    press, direct = Press(FONTS), DirectPress(FONTS)
    try:
        assert press.make(PAPER, NAME) == direct.make(PAPER, NAME)
        assert press.pages(PAPER, 300, NAME) != press.pages(PAPER, 300)
    finally:
        press.close()


def test_that_a_drawing_comes_through_the_pipe_as_it_was() -> None:
    pipe = BytesIO()
    write_order(pipe, Order(PAPER, 300, NAME))
    write_order(pipe, Order(replace(PAPER, number=""), 0))
    pipe.seek(0)
    assert read_order(pipe) == Order(PAPER, 300, NAME)
    assert read_order(pipe) == Order(replace(PAPER, number=""), 0)
