"""A window on a real profile whose clock stands at a Friday morning: every rule that refuses is the real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.case.case import Case
from counter.domain.hall.hall import StaffSeed
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from counter.ui.facades.window import Clerk, WindowFacade
from counter.ui.window.main_window import MainWindow
from tests.domain.visit.test_assess import RESTAURANT
from tests.facades import facade_of
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall
from tests.ui.conftest import look_once
from tests.ui.hands import Hands

CLERK = Clerk("W01", "阿木古郎")
SIGN = {**RESTAURANT.answers, "q_sign": ("shop",)}
LATER_HERE = "signboard_3"


class At(Hands):
    """Hands at a window on a real desk."""

    office: Office
    station: WindowFacade

    def visit(self, *, missing: tuple[str, ...] = (), deferred: tuple[str, ...] = ()) -> Visit:
        """A small restaurant with a sign, everything brought but these."""
        brought = {
            **{i: Brought(MaterialState.MISSING) for i in missing},
            **{i: Brought(MaterialState.DEFERRED) for i in deferred},
        }
        return self.office.visit(8, brought, SIGN)

    def filed(self, visit: Visit, decision: FilingMode = FilingMode.DECIDE) -> Case:
        """A case that was filed before anybody sat down."""
        return self.station.file(replace(visit, begun_at=None), decision, CLERK, None)

    def now(self, case: Case) -> Case:
        """The case as it stands in the journal."""
        found = self.station.case(case.number)
        assert found is not None
        return found

    def opened(self, case: Case) -> None:
        """Open the case in 查件 by its number."""
        self.key(self.F3)
        self.write(case.number)
        self.key(self.RETURN)
        self.qtbot.waitUntil(lambda: self.shows("caseDetail"))
        self.settle()

    def open_act(self, letter: str, form: str) -> None:
        """Alt and the letter of an act."""
        self.alt(letter)
        self.qtbot.waitUntil(lambda: self.shows(form))

    def own_writing(self) -> None:
        """From the reason of a withdrawal on: the applicant brought a writing of his own."""
        self.key(self.RETURN)
        self.keys("2")

    def items(self) -> list[str]:
        """The lines of the items of the case in 查件, as they are read out."""
        assert self.window.find_case is not None
        model = self.window.find_case.detail.lists.items.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def facts(self) -> list[str]:
        """What is known of the case, read where the paper was."""
        self.alt("Left")
        inside = self.see(QWidget, "caseStory")
        return [w.text() for w in inside.findChildren(QLabel) if w.isVisible()]

    def confirm(self, form: str) -> None:
        """Both presses of the form's button, by its key."""
        self.key(self.F9)
        self.armed(f"{form}Do")
        self.key(self.F9)
        self.settle()


@pytest.fixture
def people() -> tuple[StaffSeed, ...]:
    """Who is on duty at the window, and on the list of the organs."""
    return PEOPLE


@pytest.fixture
def at(
    qtbot: QtBot, tmp_path: Path, people: tuple[StaffSeed, ...], request: pytest.FixtureRequest
) -> Iterator[At]:
    """Somebody signed on at a window of a fresh demo profile."""
    clock = SetClock(FRIDAY)
    folder = tmp_path / "profile"
    create_profile(folder, demo_hall(), people, clock)
    facade = facade_of(WindowFacade, folder, clock)
    window = MainWindow(facade)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.ready, timeout=20_000):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    at = At(qtbot, window, facade)  # type: ignore[arg-type]
    at.station, at.office = facade, Office(facade.app, clock)
    at.sign_on()
    yield at
    look_once(at, request)
    window.shut()
    facade.close()
