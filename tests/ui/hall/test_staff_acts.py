"""人员: somebody leaves, is away with a deputy, comes back, and gets a desk card, from the page and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from counter.services.hall.hall_register import hall_register
from counter.services.hall.people import today_of
from counter.services.papers.desk_card import TITLE
from counter.ui.facades.window import WindowFacade
from counter.ui.hall.absence_panel import AbsencePanel
from counter.ui.hall.desk_card_panel import DeskCardPanel
from counter.ui.kit.controls.labels import TextLabel
from tests.facades import facade_of
from tests.services.visit.test_give_form import KeepingTray
from tests.settings import demo_hall
from tests.ui.hall.conftest import KEEPERS, Shown
from tests.ui.told import told

ALT = Qt.KeyboardModifier.AltModifier
ORGAN = "市场监督管理局"


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    """A hall with two representatives of one organ, at the section 人员."""
    organ = next(o for o in demo_organs() if ORGAN in o)
    people = (
        *KEEPERS,
        StaffSeed("R01", "那木拉", "representative", "2468", organ),
        StaffSeed("R02", "萨仁", "representative", "8642", organ),
    )
    create_profile(tmp_path / "profile", demo_hall(), people)
    facade = facade_of(WindowFacade, tmp_path / "profile")
    facade.ready()
    made = Shown(qtbot, facade)
    made.choose("人员")
    yield made
    made.background.close()
    facade.close()


def demo_organs() -> list[str]:
    from tests.settings import demo_guide

    return sorted({item.organ for item in demo_guide().items.values()})


def person(shown: Shown, code: str) -> object:
    return hall_register(shown.facade.app.journal).on(today_of(shown.facade.app.journal)).staff.get(code)


def test_that_what_asks_for_an_absence_is_made_when_somebody_is_away(shown: Shown) -> None:
    assert shown.page.findChildren(AbsencePanel) == []
    assert shown.page.findChildren(DeskCardPanel) == []
    assert not shown.page.people.open_now
    assert shown.page.people.panel.isHidden()
    assert len(shown.page.findChildren(AbsencePanel)) == 1


def signed(shown: Shown, number: int, second: bool = False) -> None:
    panel = shown.page.people.panel
    shown.type(panel.by.pin, "9876")
    if second:
        shown.type(panel.agreed.code, "S02")
        shown.type(panel.agreed.pin, "8765")
    shown.press(Qt.Key.Key_F9)
    shown.qtbot.waitUntil(lambda: shown.number == number)
    shown.settled()


def follows(shown: Shown) -> str:
    told = shown.page.findChild(TextLabel, "absenceFollows")
    assert told is not None
    return told.text()


def test_that_a_representative_is_away_with_a_deputy_by_two_and_what_follows_is_said_first(
    shown: Shown,
) -> None:
    today = today_of(shown.facade.app.journal)
    shown.page.list.show_rows(shown.page.list.records, "R01")
    shown.press(Qt.Key.Key_Q, ALT)
    panel = shown.page.people.panel
    assert panel.isVisible()
    assert not shown.page.form.isVisible()
    assert shown.page.half_done, "nobody leaves the page with it"
    shown.type(panel.until, (today + timedelta(days=4)).isoformat())
    assert panel.deputy.options == ("R02", "-")
    assert "由R02 萨仁用本人口令确认" in follows(shown)
    panel.deputy.take_focus()
    shown.qtbot.keyClick(shown.page.focusWidget(), Qt.Key.Key_1)
    signed(shown, 2, second=True)
    away = person(shown, "R01")
    assert (away.away_since, away.away_until, away.deputy) == (today, today + timedelta(days=4), "R02")  # type: ignore[attr-defined]
    assert not panel.isVisible()
    assert "第 2 号已签发" in shown.messages[-1].sentence
    shown.page.list.show_rows(shown.page.list.records, "R02")
    shown.press(Qt.Key.Key_L, ALT)
    assert "没有首席代表能确认" in follows(shown)
    assert "正代那木拉的班" in follows(shown)
    shown.press(Qt.Key.Key_Escape)
    shown.page.list.show_rows(shown.page.list.records, "R01")
    shown.press(Qt.Key.Key_B, ALT)
    signed(shown, 3, second=True)
    assert person(shown, "R01").away_since is None  # type: ignore[union-attr]


def test_that_a_clerk_leaves_with_one_signature_and_a_wrong_day_is_told_in_the_panel(shown: Shown) -> None:
    today = today_of(shown.facade.app.journal)
    shown.page.list.show_rows(shown.page.list.records, "W01")
    shown.press(Qt.Key.Key_L, ALT)
    panel = shown.page.people.panel
    assert not panel.agreed.isVisible()
    assert "没有别的窗口人员在岗" in follows(shown)
    shown.type(panel.last, (today - timedelta(days=1)).isoformat())
    shown.type(panel.by.pin, "9876")
    shown.press(Qt.Key.Key_F9)
    shown.settled()
    assert "不能早于今天" in told(shown.page)
    assert panel.by.pin.text() == ""
    shown.type(panel.last, today.isoformat())
    signed(shown, 2)
    assert person(shown, "W01").until == today  # type: ignore[union-attr]


def test_that_what_waits_to_be_signed_goes_first(shown: Shown) -> None:
    shown.page.list.show_rows(shown.page.list.records, "W01")
    shown.type(shown.field("phone"), "10000000001")
    shown.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not shown.page.people.leave.isEnabled()
    shown.press(Qt.Key.Key_L, ALT)
    assert not shown.page.people.panel.isVisible()


def test_that_the_card_is_shown_and_printed_in_the_background(shown: Shown) -> None:
    queue = KeepingTray()
    shown.facade.change(queue=queue)
    shown.facade.platform = replace(shown.facade.platform, card_press=lambda: lambda card: card.name.encode())
    shown.page.list.show_rows(shown.page.list.records, "W01")
    shown.press(Qt.Key.Key_G, ALT)
    shown.settled()
    assert shown.page.people.desk_card.isVisible()
    shown.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    shown.settled()
    assert queue.sent == [("阿木古郎".encode(), TITLE)]
    assert "岗位牌已送到" in shown.messages[-1].sentence
    shown.press(Qt.Key.Key_Escape)
    assert not shown.page.people.desk_card.isVisible()
    assert shown.page.form.isVisible()
