"""A signature on the screen: drawn by finger or mouse, bounded in size, and kept whatever happens to the screen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter.domain.screen.mirror import Drawing
from counter.ui.screen.screen_look import ScreenLook
from counter.ui.screen.screen_scale import ScreenScale
from counter.ui.screen.touch.signature_field import SignatureField
from counter.ui.screen.touch.strokes import FINEST, MOST_POINTS, MOST_STROKES, Point, drawing_of, thinned
from tests.settings import RESOURCES
from tests.ui.screen.touching import draw, touch_screen

PART = st.floats(0, 1, allow_nan=False)
STROKE = st.lists(st.tuples(PART, PART), min_size=1, max_size=60)


@pytest.fixture
def field(qtbot: QtBot) -> SignatureField:
    """An empty field."""
    field = SignatureField(ScreenLook(RESOURCES), ScreenScale(6.0))
    qtbot.addWidget(field)
    field.resize(800, 300)
    field.show()
    qtbot.waitExposed(field)
    return field


@pytest.fixture
def finger() -> Iterator[QPointingDevice]:
    """A touch screen."""
    with touch_screen() as device:
        yield device


def bounded(drawing: Drawing) -> bool:
    """No more of it than anybody takes in."""
    points = [point for stroke in drawing.strokes for point in stroke]
    inside = all(0 <= value <= 1 for point in points for value in point)
    return inside and len(points) <= MOST_POINTS and len(drawing.strokes) <= MOST_STROKES


def away(point: Point, one: Point, other: Point, aspect: float) -> float:
    """How far a point is from the line between two, in parts of the height."""
    dx, dy = (other[0] - one[0]) * aspect, other[1] - one[1]
    px, py = (point[0] - one[0]) * aspect, point[1] - one[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return math.hypot(px - along * dx, py - along * dy)


@given(STROKE)
def test_that_thinning_moves_no_line_further_than_the_eye_sees(stroke: list[Point]) -> None:
    thin = thinned(stroke, 2.5)
    assert (thin[0], thin[-1]) == (stroke[0], stroke[-1])
    lines = list(pairwise(thin)) or [(thin[0], thin[0])]
    assert all(min(away(p, a, b, 2.5) for a, b in lines) <= FINEST + 1e-9 for p in stroke)


@given(st.lists(STROKE, max_size=8), st.floats(0.5, 8))
def test_that_any_drawing_is_bounded(strokes: list[list[Point]], aspect: float) -> None:
    assert bounded(drawing_of(strokes, aspect))


def test_that_a_scribble_of_any_length_is_bounded() -> None:
    wild = [[((i * 0.37) % 1, (i * 0.61) % 1) for i in range(400)] for _ in range(MOST_STROKES + 50)]
    drawing = drawing_of(wild, 2.0)
    assert bounded(drawing)
    assert len(drawing.strokes) == MOST_STROKES


def test_that_a_finger_draws_what_is_handed_on(field: SignatureField, finger: QPointingDevice) -> None:
    draw(finger, field, [(0.1, 0.2), (0.5, 0.8), (0.9, 0.2)])
    draw(finger, field, [(0.3, 0.5)])
    drawing = field.drawing()
    assert drawing is not None
    first, dot = drawing.strokes
    assert [(round(x, 1), round(y, 1)) for x, y in first] == [(0.1, 0.2), (0.5, 0.8), (0.9, 0.2)]
    assert [(round(x, 1), round(y, 1)) for x, y in dot] == [(0.3, 0.5)]
    assert drawing.aspect == pytest.approx(800 / 300, abs=0.01)


def test_that_a_second_finger_draws_nothing(field: SignatureField, finger: QPointingDevice) -> None:
    places = [QPoint(100, 100), QPoint(300, 200)]
    touching = QTest.touchEvent(field, finger)
    touching.press(0, places[0], field).press(1, QPoint(700, 250), field).commit()
    QTest.touchEvent(field, finger).move(0, places[1], field).move(1, QPoint(600, 250), field).commit()
    QTest.touchEvent(field, finger).release(0, places[1], field).release(1, QPoint(600, 250), field).commit()
    drawing = field.drawing()
    assert drawing is not None
    assert len(drawing.strokes) == 1
    assert max(x for x, _ in drawing.strokes[0]) < 0.5


def test_that_a_mouse_draws_too(field: SignatureField) -> None:
    QTest.mousePress(field.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(80, 30))
    QTest.mouseMove(field.windowHandle(), QPoint(400, 150))
    QTest.mouseRelease(field.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 150))
    drawing = field.drawing()
    assert drawing is not None
    assert drawing.strokes == (((0.1, 0.1), (0.5, 0.5)),)


def test_that_a_pen_draws_too(field: SignatureField) -> None:
    pen = QPointingDevice()
    for kind, x in (
        (QEvent.Type.TabletPress, 80.0),
        (QEvent.Type.TabletMove, 400.0),
        (QEvent.Type.TabletRelease, 400.0),
    ):
        at = QPointF(x, 150)
        event = QTabletEvent(
            kind,
            pen,
            at,
            at,
            0.5,
            0,
            0,
            0,
            0,
            0,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
        )
        QApplication.sendEvent(field, event)
    drawing = field.drawing()
    assert drawing is not None
    assert drawing.strokes == (((0.1, 0.5), (0.5, 0.5)),)


def test_that_a_half_drawn_signature_outlives_a_pulled_plug_and_another_size(
    qtbot: QtBot, field: SignatureField, finger: QPointingDevice
) -> None:
    draw(finger, field, [(0.1, 0.2), (0.5, 0.8)])
    QTest.touchEvent(field, finger).press(0, QPoint(400, 60), field).commit()
    QTest.touchEvent(field, finger).move(0, QPoint(500, 200), field).commit()
    before = field.drawing()
    field.hide()
    field.fit(ScreenScale(3.5, large=True))
    field.resize(1600, 300)
    field.show()
    qtbot.waitExposed(field)
    assert field.drawing() == before
    QTest.touchEvent(field, finger).release(0, QPoint(500, 200), field).commit()
    after = field.drawing()
    assert after is not None
    assert len(after.strokes) == 2
    assert after.aspect == pytest.approx(800 / 300, abs=0.01), "it keeps its form on a wider screen"


def test_that_a_stroke_on_a_wider_screen_goes_where_the_finger_is(
    qtbot: QtBot, field: SignatureField, finger: QPointingDevice
) -> None:
    draw(finger, field, [(0.1, 0.2), (0.5, 0.8)])
    field.resize(1600, 300)
    QApplication.processEvents()
    draw(finger, field, [(0.5, 0.5)])
    drawing = field.drawing()
    assert drawing is not None
    assert drawing.strokes[1][0] == pytest.approx((0.5, 0.5), abs=0.01)


def test_that_writing_anew_leaves_nothing(
    qtbot: QtBot, field: SignatureField, finger: QPointingDevice
) -> None:
    blank = field.grab().toImage()
    draw(finger, field, [(0.1, 0.2), (0.5, 0.8)])
    assert field.grab().toImage() != blank
    with qtbot.waitSignal(field.changed):
        field.clear()
    assert field.drawing() is None
    assert field.empty
    assert field.grab().toImage() == blank


def test_that_a_hand_that_never_stops_is_bounded(field: SignatureField) -> None:
    for i in range(MOST_POINTS * 5):
        at = QPoint(400 + round(390 * math.sin(i * 1.7)), 150 + round(140 * math.cos(i * 2.3)))
        if i == 0:
            QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at)
        else:
            QTest.mouseMove(field, at)
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton)
    assert field.points() < 3 * MOST_POINTS
    drawing = field.drawing()
    assert drawing is not None
    assert bounded(drawing)
