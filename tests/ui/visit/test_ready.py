"""What a start does before somebody can sign on, and what it leaves for later."""

from __future__ import annotations

import gc
import subprocess
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.ui.kit.background import Background
from counter.ui.window.main_window import MainWindow
from tests.settings import demo_hall
from tests.ui.fake_facade import FakeFacade

LATER = {
    f"counter.domain.case.{name}"
    for name in ("case", "events", "item_events", "paper_events", "fold", "acts.acts")
}
"""What a case is made of: the first case loads it."""

OPENED = """
import sys
from pathlib import Path
from counter.bootstrap.window import window_facade
from counter.domain.visit.visit import Visit
import counter.ui.window.shell, counter.ui.visit.intake_page
facade = window_facade(Path(sys.argv[1]))
facade.ready()
assert facade.find("xcg")[0].number == 8
assert facade.assess(Visit(8)).asked
assert facade.app.papers.child is None  # the press is started by ``warm``
print(*sys.modules)
facade.close()
"""


def test_that_what_makes_papers_is_started_once_somebody_can_sign_on(qtbot: QtBot) -> None:
    facade = FakeFacade()
    window = MainWindow(facade)
    qtbot.addWidget(window)
    then: list[bool] = []
    window.ready.connect(lambda: then.append(facade.warmed))
    with qtbot.waitSignal(window.ready, timeout=10_000):
        window.show()
    qtbot.waitUntil(lambda: facade.warmed)
    assert then == [False]
    facade.gate.set()
    window.close()


def test_that_finding_a_bundle_loads_nothing_of_a_case(tmp_path: Path, python: list[str]) -> None:
    create_profile(tmp_path / "profile", demo_hall(), ())
    done = subprocess.run(
        [*python, "-c", OPENED, str(tmp_path / "profile")], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & LATER == set()


def test_that_nothing_is_collected_while_the_house_is_opened(qtbot: QtBot) -> None:
    background = Background(_raise)
    looked: list[str] = []
    gc.callbacks.append(note := lambda phase, _: looked.append(phase))
    try:
        timer = background.findChild(QTimer)
        assert timer is not None
        assert not timer.isActive()
        then: list[tuple[str, ...]] = []
        background.run(lambda: [[] for _ in range(100_000)], lambda _: then.append(tuple(looked)))
        qtbot.waitUntil(lambda: bool(then))
        assert then == [()]
        qtbot.waitUntil(timer.isActive)
    finally:
        gc.callbacks.remove(note)
        background.close()


def _raise(error: Exception) -> None:
    raise error
