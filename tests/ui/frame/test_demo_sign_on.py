"""A demo hall says at its sign-on page how to get in: nobody is there to be asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.bootstrap.demo import create_demo
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.office import OfficeFacade
from counter.ui.facades.window import WindowFacade
from tests.facades import facade_of
from tests.ui.conftest import open_window
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo window and its office."""
    folder = tmp_path_factory.mktemp("demo")
    create_demo(folder / "window", folder / "office")
    return folder


@pytest.mark.parametrize(("which", "kind"), [("window", WindowFacade), ("office", OfficeFacade)])
def test_that_what_a_demo_says_of_its_people_signs_on(
    demo: Path, which: str, kind: type[ProfileFacade]
) -> None:
    facade = facade_of(kind, demo / which)
    facade.ready()
    try:
        assert {role for role, _, _ in facade.demo_people} >= {"clerk", "supervisor"}
        for role, code, pin in facade.demo_people:
            if role in {"clerk", "supervisor"}:
                assert facade.sign_on(code, pin).code == code
    finally:
        facade.close()


def test_that_the_page_of_a_demo_names_a_clerk_and_a_supervisor(qtbot: QtBot, facade: FakeFacade) -> None:
    facade.demo_people = (("clerk", "W01", "1234"), ("clerk", "W02", "2345"), ("supervisor", "S01", "9876"))
    hands = open_window(qtbot, facade)
    said = hands.see(QLabel, "signOnNote").text()
    assert re.findall(r"[WS]\d\d 口令 \d+", said) == ["W01 口令 1234", "S01 口令 9876"]
    hands.window.shut()


def test_that_a_real_hall_says_no_pin(at_the_door: Hands) -> None:
    assert at_the_door.see(QLabel, "signOnNote").text() == "输入工号和口令。"
