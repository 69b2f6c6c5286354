"""Charts are heard as they are seen: every mark has its words, colour never tells alone, keys walk and open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.figures.trend import Point
from counter.services.context.preferences import Preferences
from counter.ui.kit.charts.bar_list import Bar, BarList
from counter.ui.kit.charts.bar_painting import BarShape, paint_bar
from counter.ui.kit.charts.small_multiples import Multiple, SmallMultiples, compared_words
from counter.ui.kit.charts.trend_line import TrendLine
from counter.ui.kit.theme import Look

HEARD = Qt.ItemDataRole.AccessibleTextRole
POINTS = (
    Point("9月", 12.0, "12份"),
    Point("10月", 15.0, "15份", 20.0, "20份"),
    Point("11月", 3.0, "3份", running=True),
)


@pytest.fixture
def look(qtbot: QtBot) -> Iterator[Look]:
    made = Look(config.resources_folder(), Preferences())
    made.load_fonts()
    made.apply(made.preferences)
    yield made
    made.apply(Preferences())


def test_that_a_bar_is_heard_with_its_state_and_hidden_ones_open_nothing(qtbot: QtBot, look: Look) -> None:
    bars = BarList(look, "bars", "各部门", stacked=True)
    qtbot.addWidget(bars)
    late = Bar(
        "a",
        "农牧局",
        "平均16个工作日，承诺15",
        BarShape(1.0, target=0.9),
        True,
        "超承诺",
        "比上期高1个工作日",
    )
    bars.show_bars((late, Bar("b", "税务局", "件数少，不算平均", None)))
    model = bars.model()
    said = [model.index(n, 0).data(HEARD) for n in range(2)]
    assert said[0] == "农牧局，平均16个工作日，承诺15，超承诺，比上期高1个工作日，回车看是哪些"
    assert said[1] == "税务局，件数少，不算平均"
    opened: list[str] = []
    closed: list[str] = []
    bars.opened.connect(opened.append)
    bars.closed.connect(closed.append)
    bars.resize(400, 200)
    bars.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(bars, key)
    assert (opened, closed) == (["a"], ["税务局"])


def painted(look: Look, shape: BarShape) -> QImage:
    """A bar on white, 100 pixels long."""
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_bar(painter, look, QRectF(10, 10, 100, 20), shape)
    painter.end()
    return image


def test_that_a_bar_is_as_long_as_its_part_and_its_mark_stands_at_the_target(look: Look) -> None:
    image = painted(look, BarShape(0.5, target=0.8, tone="gap"))
    colours = {x: image.pixelColor(x, 20).name() for x in (40, 75, 90)}
    assert colours[40] == look.colour("gap").name()
    assert colours[75] == look.colour("shared_soft").name()
    assert colours[90] == look.colour("ink").name()
    assert image.pixelColor(90, 7).name() == look.colour("ink").name(), "the mark stands out above the bar"


def test_that_the_time_before_is_thinner_and_below(look: Look) -> None:
    image = painted(look, BarShape(0.2, before=0.9))
    assert image.pixelColor(60, 28).name() == look.colour("absent").name()
    assert image.pixelColor(60, 15).name() == look.colour("shared_soft").name()


def test_that_a_tile_is_heard_whole_and_its_periods_are_walked_and_opened(qtbot: QtBot, look: Look) -> None:
    tiles = SmallMultiples(look, "tiles", "减负")
    qtbot.addWidget(tiles)
    tiles.resize(700, 200)
    tiles.show_tiles(
        [
            Multiple("papers_saved", "少交材料", "10月比上期多3份", POINTS),
            Multiple("visits_alone", "少跑", "", POINTS[:1]),
        ]
    )
    tiles.show()
    heard = str(tiles.model().index(0, 0).data(HEARD))
    assert heard.startswith("少交材料，11月 3份（还没到期末），10月比上期多3份")
    assert "10月 15份，去年同期20份" in heard
    opened: list[tuple[str, int]] = []
    tiles.opened.connect(lambda key, place: opened.append((key, place)))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    QTest.keyClick(tiles, Qt.Key.Key_Left, shift)
    assert tiles.accessibleDescription() == "10月 15份，去年同期20份"
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    QTest.keyClick(tiles, Qt.Key.Key_Right)
    QTest.keyClick(tiles, Qt.Key.Key_Return)
    assert opened == [("papers_saved", 2), ("papers_saved", 1), ("visits_alone", 0)]
    area = tiles.chart_area(tiles.visualRect(tiles.model().index(0, 0)))
    first = area.center().toPoint()
    first.setX(int(area.left()) + 4)
    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    assert opened[-1] == ("papers_saved", 0)


def test_that_tiles_stand_in_rows_of_equal_length_and_none_is_cut(qtbot: QtBot, look: Look) -> None:
    tiles = SmallMultiples(look, "tiles", "减负")
    qtbot.addWidget(tiles)
    tiles.show_tiles([Multiple(str(n), "比法定时限平均提前", "", POINTS) for n in range(6)])
    for width, columns in ((950, 6), (560, 3), (320, 2)):
        tiles.resize(width, tiles.height())
        tiles.show()
        assert tiles.columns() == columns
        last = tiles.model().index(5, 0)
        qtbot.waitUntil(lambda last=last: tiles.visualRect(last).bottom() <= tiles.viewport().height())  # type: ignore[misc]


def test_that_the_words_beside_tiles_name_only_what_is_drawn() -> None:
    assert compared_words([POINTS]) == "近3期，横线是去年同期，空心的还没到期末"
    assert compared_words([POINTS[:1]]) == "近1期"


def test_that_a_trend_opens_the_period_in_hand(qtbot: QtBot, look: Look) -> None:
    line = TrendLine(look, "trend", "满意率")
    qtbot.addWidget(line)
    line.show_points(POINTS)
    line.resize(400, 160)
    line.show()
    assert "10月 15份，去年同期20份" in line.accessibleDescription()
    opened: list[int] = []
    line.opened.connect(opened.append)
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.accessibleName() == "满意率：10月 15份，去年同期20份"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert opened == [1]


def test_that_the_words_of_a_point_that_fell_stand_over_its_name_in_the_largest_letters(
    qtbot: QtBot, look: Look
) -> None:
    look.apply(replace(look.preferences, letters=150))
    line = TrendLine(look, "trend", "满意率")
    qtbot.addWidget(line)
    line.show_points([Point(f"{n}月", 20.0, "20份") for n in range(1, 11)] + [Point("11月", 3.0, "3份")])
    line.resize(400, line.minimumHeight())
    line.show()
    half = line.height() // 2
    right = line.grab(QRect(400 - 60, half, 60, half)).toImage()
    written = [
        any(right.pixelColor(x, y).lightness() < 100 for x in range(right.width()))
        for y in range(right.height())
    ]
    lines = sum(now and not before for before, now in pairwise([False, *written]))
    assert lines == 3  # the point, its words, its name
