"""What a start made stays as long as the window: it is not walked again while somebody waits for a picture."""

from __future__ import annotations

import gc
from pathlib import Path

from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.bootstrap.window import facade_and_window
from counter.domain.hall.hall import StaffSeed
from tests.settings import demo_hall


def test_that_the_collector_walks_nothing_that_a_start_made(tmp_path: Path, qtbot: QtBot) -> None:
    create_profile(tmp_path, demo_hall(), (StaffSeed("W01", "阿木古郎", "clerk", "1234"),))
    facade, window = facade_and_window(tmp_path)
    qtbot.addWidget(window)
    before = gc.get_freeze_count()
    try:
        with qtbot.waitSignal(window.ready, timeout=10_000):
            window.show()
        assert gc.get_freeze_count() > before
    finally:
        window.shut()
        facade.close()
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # as the tests keep it
