"""From a key press in the search box to the painted list, in the real window: against one frame of a 60 Hz screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from bench.profiles import demo_profile
from bench.table import Row, limit_row
from counter.bootstrap.window import window_facade
from counter.domain.guide.bundle_search import FindingIndex
from counter.ui.tour.acts import sign_on
from counter.ui.tour.driver import Driver
from counter.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

REACH_MS = 16.0
MANY = 5_000
TYPED = (
    "xcg",
    "xiaocanguan",
    "小餐馆",
    "wangba",
    "8",
    "ldht",
    "xinshenger",
    "jiaoyu",
    "食品经营",
    "qqqq",
    "xiaocanguna",
    "饭店",
)
ROUNDS = 4


def rows() -> list[Row]:
    """The shipped guide, and the same with 5,000 items."""
    with demo_profile() as profile:
        app = QApplication.instance() or QApplication([])
        facade = window_facade(profile)
        window = MainWindow(facade)
        try:
            with _at_the_find_box(window) as (box, hits):
                shipped = _keystrokes(box, hits)
                facade.change(index=_enlarged(facade.app))
                many = _keystrokes(box, hits)
        finally:
            window.close()
            facade.close()
            app.processEvents()
    return [
        limit_row("keystroke to painted results, 103 bundles", shipped, REACH_MS),
        limit_row(f"keystroke to painted results, {MANY:,} items", many, REACH_MS),
    ]


@contextmanager
def _at_the_find_box(window: MainWindow) -> Iterator[tuple[QLineEdit, QAbstractItemView]]:
    driver = Driver(window)
    window.show()
    driver.come_forward()
    driver.see("signOnCard")
    sign_on(driver, "W01", "1234")
    box, hits = driver.see("findBox"), driver.see("hits")
    assert isinstance(box, QLineEdit)
    assert isinstance(hits, QAbstractItemView)
    yield box, hits


def _enlarged(app: AppContext) -> FindingIndex:
    """The shipped index with every item's name repeated under other regions until there are 5,000."""
    items = list(app.index.items.items())
    every = {f"{key}/{n}": spelled for n in range(MANY // len(items) + 1) for key, spelled in items}
    wanted = dict(list(every.items())[:MANY])
    own: dict[str, list[str]] = {}
    for key in wanted:
        own.setdefault(key.split("/")[0], []).append(key)
    entries = tuple(
        replace(entry, items=tuple(k for item in entry.items for k in own.get(item, ())))
        for entry in app.index.entries
    )
    return FindingIndex(entries, wanted)


class _Painted(QObject):
    """Notes that the list was painted."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self.done = False
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        self.done = self.done or event.type() == QEvent.Type.Paint
        return False


def _keystrokes(box: QLineEdit, hits: QAbstractItemView) -> list[float]:
    """Milliseconds from every key press until the list is painted and no work is left."""
    painted = _Painted(hits)
    taken = []
    for turn in range(ROUNDS + 1):
        for text in TYPED:
            _settle()
            box.clear()
            box.textEdited.emit("")
            _settle()
            for letter in text:
                milliseconds = _one(box, letter, painted)
                if turn:  # the first round is a warm-up
                    taken.append(milliseconds)
    hits.viewport().removeEventFilter(painted)
    return taken


def _one(box: QWidget, letter: str, painted: _Painted) -> float:
    painted.done = False
    start = time.perf_counter()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(box, event)
    while not painted.done:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        if time.perf_counter() - start > 5:
            raise RuntimeError(f"the list was not painted after “{letter}”")
    return (time.perf_counter() - start) * 1000


def _settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
