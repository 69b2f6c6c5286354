"""A window on a real profile, beside a real print system."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from counter.domain.case.case import Case
from counter.domain.case.print_log import SentSheet, latest_sheets
from counter.ui.case.case_papers import CasePapers
from counter.ui.kit.controls.labels import TextLabel
from tests.printing.conftest import cups, running_cups  # noqa: F401  fixtures, by their names
from tests.ui.case.acts.conftest import At, at, people  # noqa: F401  fixtures, by their names

PATIENCE = 20_000


class Prints:
    """One filed case, opened in 查件, and what can be seen of its sheets."""

    def __init__(self, at: At, case: Case) -> None:  # noqa: F811
        self.at = at
        self.case = case
        at.opened(case)

    @property
    def papers(self) -> CasePapers:
        assert self.at.window.find_case is not None
        return self.at.window.find_case.detail.papers

    def now(self) -> Case:
        return self.at.now(self.case)

    def sheets(self) -> list[SentSheet]:
        """How every sheet of the case stands in the journal."""
        return [s for p in self.now().papers for s in latest_sheets(p.sheets)]

    def key(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        modifier = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
        self.at.key(key, modifier)
        self.at.settle()

    def print_all(self) -> None:
        self.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    def send(self) -> None:
        """P on the paper in the list."""
        self.on_the_list()
        self.key(Qt.Key.Key_P)

    def on_the_list(self) -> None:
        self.papers.list.setFocus()

    def state(self) -> str:
        """The sentence over the buttons; empty when there is none."""
        label = self.at.see(TextLabel, "printState")
        return label.text() if label.isVisible() else ""

    def row(self, place: int = 0) -> str:
        return self.papers.list.item(place).text()

    def until_said(self, words: str) -> None:
        self.at.qtbot.waitUntil(lambda: words in self.state(), timeout=PATIENCE)

    def until_row(self, words: str, place: int = 0) -> None:
        self.at.qtbot.waitUntil(lambda: words in self.row(place), timeout=PATIENCE)

    def until_came(self, tray: Path, number: int) -> None:
        self.at.qtbot.waitUntil(lambda: len(list(tray.glob("*.pdf"))) == number, timeout=PATIENCE)


@pytest.fixture
def one(at: At) -> Prints:  # noqa: F811
    """A case of which one paper is printed, the first."""
    return Prints(at, at.filed(at.visit()))


@pytest.fixture
def many(at: At) -> Prints:  # noqa: F811
    """A case with several papers."""
    prints = Prints(at, at.filed(at.visit()))
    assert len(prints.case.papers) > 1
    return prints
