"""Sharp on every screen: whole pixels at any ratio, and pictures made anew where the window comes to another one."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import cast

import pytest
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from counter.ui.facades.page_image import PageImage
from counter.ui.frame.sharpness import HasPreviews
from counter.ui.kit.controls.picture import PictureLabel
from counter.ui.kit.row_painting import paint_hairline
from counter.ui.papers.paper_preview import PaperPreview
from tests.leftovers import settle
from tests.ui.hands import Hands
from tests.ui.screen.displays import CAN_CHANGE, Displays

RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)
BLACK, WHITE = 0xFF000000, 0xFFFFFFFF


@pytest.fixture
def displays(qtbot: QtBot) -> Iterator[Displays]:
    """The desk's display; a sharper one comes and goes."""
    if not CAN_CHANGE:
        pytest.skip("the platform's screens can be changed on Linux x86-64 only")
    found = Displays()
    yield found
    found.pull_all()


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("upright", [False, True])
def test_that_hairlines_are_alike_and_not_blurred_wherever_they_lie(ratio: float, upright: bool) -> None:
    picture = QImage(round(100 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = (3, 8, 14, 21, 33, 46, 60, 77)
    for place in places:
        line = QRectF(place, 0, 1, 100) if upright else QRectF(0, place, 100, 1)
        paint_hairline(painter, QColor("black"), line)
    painter.end()
    middle = round(50 * ratio)
    seen = [picture.pixel(n, middle) if upright else picture.pixel(middle, n) for n in range(picture.width())]
    runs = [(colour, len(list(run))) for colour, run in groupby(seen)]
    assert {colour for colour, _ in runs} == {BLACK, WHITE}
    assert [length for colour, length in runs if colour == BLACK] == [int(ratio)] * len(places)


def stripes(width: int) -> PageImage:
    """A page of one-pixel stripes."""
    return PageImage(width, 40, (bytes([0, 255]) * width)[:width] * 40)


def moved_to(widget: QWidget, name: str) -> None:
    """Move the window to that screen, as a hand does; there it has the size it had."""
    screen, size = next(s for s in QGuiApplication.screens() if s.name() == name), widget.size()
    widget.setScreen(screen)
    widget.move(screen.geometry().topLeft())
    widget.resize(size)
    settle()


def leaf_of(preview: PaperPreview) -> QWidget:
    """The only page that is shown."""
    leaves = preview.widget().findChildren(QWidget)
    return next(w for w in leaves if w.accessibleName() == "第 1 页，共 1 页" and w.isVisible())


@pytest.fixture
def preview(qtbot: QtBot) -> PaperPreview:
    made = PaperPreview()
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    return made


def bars(preview: PaperPreview) -> list[tuple[int, int]]:
    """Colours in a row of the page's middle, with how many pixels each is wide."""
    picture = leaf_of(preview).grab().toImage()
    row = [picture.pixel(x, 3) for x in range(100, 500)]
    return [(colour, len(list(run))) for colour, run in groupby(row)]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_that_a_page_has_every_pixel_of_the_screen_it_is_on_also_after_a_move(
    preview: PaperPreview, displays: Displays, ratio: float
) -> None:
    displays.plug(3200, 2400, ratio=ratio)
    preview.show_pages([stripes(1800)])
    settle()
    preview.show_pages([stripes(round(leaf_of(preview).width() * ratio))])
    settle()
    for name in ("pad", "", "pad"):
        moved_to(preview, name)
        if name or ratio == 1:
            shades = {colour for colour, _ in bars(preview)}
            assert len(shades) == 2, "no bar is between the two, dimmed in a dark window or not"
            assert [wide for _, wide in bars(preview)] == [1] * 400, "nor wider than the next"


def test_that_a_picture_is_made_anew_for_a_sharper_screen(qtbot: QtBot, displays: Displays) -> None:
    displays.plug(3200, 2400, ratio=2)
    out = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(out, "PNG")
    label = PictureLabel()
    qtbot.addWidget(label)
    label.show()
    assert label.show_picture(out.getvalue(), 120, 40)
    seen = []
    for name in ("", "pad", ""):
        moved_to(label, name)
        made = label.pixmap()
        seen.append((made.width(), made.devicePixelRatio(), made.deviceIndependentSize().width()))
    assert seen == [(80, 1.0, 80.0), (160, 2.0, 80.0), (80, 1.0, 80.0)]


def test_that_previews_are_made_for_the_sharpest_screen_there_is(hands: Hands, displays: Displays) -> None:
    facade = cast("HasPreviews", hands.facade)
    assert facade.preview_ratio == 1.0
    displays.plug(1600, 1200, ratio=1.5)
    assert facade.preview_ratio == 1.5
    displays.plug(1600, 1200, "wall", x=4000, ratio=2)
    assert facade.preview_ratio == 2.0
