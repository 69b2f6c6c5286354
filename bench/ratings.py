"""评价 at an office with 10,000 ratings: its figures, and the page from query to paint; against bare SQL and paint.

The ratings are the same in every run; making them is not measured. Both sides take turns on one encrypted file.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from bench.floors import ratings as floor
from bench.table import Row, row
from counter import config
from counter.bootstrap.opening import open_app
from counter.bootstrap.platform import platform
from counter.db.journal.journal import SqlJournal
from counter.services.context.app import AppContext
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.figures import Rights, figures
from counter.ui.facades.office import OfficeFacade
from counter.ui.kit.background import Background
from counter.ui.kit.theme import Look
from counter.ui.ratings.ratings_page import RatingsPage
from tests.rated import answer_all, many, rated_office, register, shipped_reasons, take_pack

MANY = 10_000
INVITED = 15_000
UNANSWERED = 40
ROUNDS, WARM = 60, 5
SIZE = (1366, 1400)  # all visible
FIGURES_REACH, PAGE_REACH = 1.5, 2.0
"""Our own: hiding, naming and sorting may cost half of the counting, the window as much again."""


def rows() -> list[Row]:
    """The service alone, then the whole page."""
    with office_of_many() as profile:
        return [_service(profile), _page(profile)]


@contextmanager
def office_of_many(count: int = MANY) -> Iterator[Path]:
    """An office with so many ratings, nearly all bad ones answered."""
    with tempfile.TemporaryDirectory(prefix="counter-bench-") as folder:
        profile = Path(folder) / "profile"
        with rated_office(profile) as app:
            fill(app, count)
        yield profile


def fill(app: AppContext, count: int = MANY) -> None:
    """Register them, the same in every run."""
    made = many(count)
    register(app.journal, made)
    bad = [one for one in made if one.grade.bad]
    answer_all(app.journal, bad[: max(0, len(bad) - UNANSWERED)])
    take_pack(app.journal, INVITED)


def _service(profile: Path) -> Row:
    reasons = shipped_reasons()
    with open_app(profile) as app:
        assert isinstance(app.journal, SqlJournal)
        connection = app.journal.connection()
        ours, bare = _in_turn(
            lambda: figures(app, RatingFilter(), Rights(drill=True), reasons),
            lambda: _bare_rows(connection),
        )
    return row(f"figures of {MANY:,} ratings", ours, bare, FIGURES_REACH, floor_name="bare SQL")


def _page(profile: Path) -> Row:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    facade = OfficeFacade(platform(profile, lambda: _app(profile)))
    facade.ready()
    look = Look(facade.resources, facade.preferences)
    look.load_fonts()
    look.apply(facade.preferences)
    background = Background(_fail)
    page = RatingsPage(facade, background, look)
    try:
        journal = facade.app.journal
        assert isinstance(journal, SqlJournal)
        connection = journal.connection()
        page.set_clerk(next(c for c in facade.staff() if c.code == "S01"))
        page.resize(*SIZE)
        page.show()
        painted = _Painted(page)
        picture = QPixmap(*SIZE)
        ours, bare = _in_turn(
            painted.again,
            lambda: _bare_page(connection, picture, painted.bars),
        )
    finally:
        page.close()
        background.close()
        facade.close()
    return row(
        f"page of {MANY:,} ratings, asked to painted", ours, bare, PAGE_REACH, floor_name="bare SQL, QPainter"
    )


def _bare_rows(connection: Any) -> list[tuple[Any, ...]]:
    """The same counts, nothing hidden, nothing labelled."""
    return [row for sql in floor.SQL for row in connection.execute(sql).fetchall()]


def _bare_page(connection: Any, picture: QPixmap, bars: int) -> None:
    """The same number of bars with their labels."""
    rows = _bare_rows(connection)
    with QPainter(picture) as painter:
        for index, counted in enumerate(rows[:bars]):
            floor.paint(painter, index, counted)


class _Painted(QObject):
    """Refreshes the page and waits until every chart has been painted with the new figures."""

    def __init__(self, page: RatingsPage) -> None:
        super().__init__()
        self._page = page
        charts = page.charts
        lists = (charts.grades, charts.halls, charts.bundles, charts.reasons)
        self._parts = [*(bars.viewport() for bars in lists), charts.trend]
        self._todo: set[int] = set()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        for part in self._parts:
            part.installEventFilter(self)
        self.again()
        self.bars = sum(len(bars.bars) for bars in lists) + len(charts.trend.points)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint and self._page.figures is not self._before:
            self._todo.discard(id(watched))
        return False

    def again(self) -> None:
        """Once, from query to paint."""
        self._before = self._page.figures
        self._todo = {id(part) for part in self._parts}
        self._page.refresh()
        self._patience.start(10_000)
        while self._todo:  # blocks until there is an event: a spinning loop would slow the other thread down
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if not self._patience.isActive():
                raise RuntimeError("the page was not painted")
        self._patience.stop()


def _app(profile: Path) -> AppContext:
    from counter.bootstrap.opening import build_app
    from counter.printing.press.press import DirectPress

    return build_app(profile, DirectPress(config.resources_folder() / "fonts"))


def _fail(error: Exception) -> None:
    raise error


def _in_turn(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taking turns, the first ones discarded."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM + ROUNDS):
        for samples, work in zip(taken, (ours, bare), strict=True):
            start = time.perf_counter()
            work()
            if turn >= WARM:
                samples.append((time.perf_counter() - start) * 1000)
    return taken
