"""A real office on a temporary folder under its real window, and somebody's hands at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from counter.ui.facades.office import OfficeFacade
from counter.ui.window.main_window import MainWindow, WindowKind
from tests.facades import facade_of
from tests.services.office import FRIDAY, SetClock
from tests.services.rating_office import RatingOffice, rating_office_on
from tests.ui.conftest import look_once
from tests.ui.ratings.office_hands import OfficeHands

Prepare = Callable[[RatingOffice], object]


@pytest.fixture
def open_office(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., OfficeHands]]:
    """Open the window of a new office in which ``prepare`` was done before; nobody is signed on yet."""
    with ExitStack() as after:

        def begin(prepare: Prepare | None = None) -> OfficeHands:
            profile, clock = tmp_path / "office", SetClock(FRIDAY)
            with rating_office_on(profile) as office:
                if prepare is not None:
                    prepare(office)
                clock.at = office.clock.at
                station = office.station
                handler = _handler(office)
            facade = facade_of(OfficeFacade, profile, clock)
            after.callback(facade.close)
            window = MainWindow(facade, kind=WindowKind.OFFICE)
            after.callback(window.shut)
            qtbot.addWidget(window)
            with qtbot.waitSignal(window.ready, timeout=10_000):
                window.show()
            window.activateWindow()
            qtbot.waitUntil(window.isActiveWindow)
            hands = OfficeHands(qtbot, window, facade, tmp_path, station, handler)
            after.callback(look_once, hands, request)
            return hands

        yield begin


def _handler(office: RatingOffice) -> str:
    from counter.services.keys.back_offices import handler_card

    return handler_card(office.app.journal).public_key
