"""Every key means one thing at a time: in the supervisor's room, and at a case whose key lies at another window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from counter.domain.case.case import Case
from counter.domain.tasks.oversight.draw import DrawRule
from counter.services.oversight.samples import announce_sample, draw_sample
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.oversight import OversightFacade
from counter.ui.facades.window import WindowFacade
from counter.ui.oversight.reviews_page import ReviewsPage
from counter.ui.window.main_window import WindowKind
from tests.facades import facade_of
from tests.journeys.test_one_key import doubled, keys_in_sight
from tests.services.office import FARM, leaving
from tests.services.oversight_room import ONE, ROOM, TWO, RoomOfHall, room_of_hall, send
from tests.ui.hands import Hands, Key
from tests.ui.seated import seated

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@contextmanager
def sitting(
    qtbot: QtBot, hall: RoomOfHall, code: str, who: tuple[str, str], kind: WindowKind
) -> Iterator[Hands]:
    """Somebody signed on at the window of that profile."""
    of: type[ProfileFacade] = OversightFacade if kind is WindowKind.OVERSIGHT else WindowFacade
    facade = facade_of(of, hall.folders[code], hall.clock)
    try:
        with seated(qtbot, facade, who, kind) as hands:
            yield hands
    finally:
        facade.close()


def filled(folder: Path) -> tuple[RoomOfHall, Case]:
    """Two cases of two windows, late since; the first window's one stands at the second without its key. A third
    ended and was drawn.
    """
    hall = room_of_hall(folder, BEGUN)
    with hall.opened(ONE) as one, hall.opened(TWO) as two:
        case = one.file(one.visit(FARM))
        ended = two.file(two.visit(FARM))
        two.do(
            ended,
            leaving(tuple(item.id for item in ended.items if not item.state.closed), written=BEGUN.date()),
        )
        send(one.app, two.app)
    hall.report()
    hall.clock.at += timedelta(days=40)
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        rule = DrawRule(BEGUN.date(), BEGUN.date() + timedelta(days=9), 100)
        draw_sample(room.app, announce_sample(room.app, "十一月评查", rule, lead).id, lead)
    return hall, case


def room_places(hands: Hands) -> Iterator[str]:
    """The room with everything in turn that can stand open at its pages."""
    yield "board"
    for digit in (Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_1):
        hands.key(digit, CTRL)
    hands.key(Key.Key_3, ALT)
    yield "the cases behind a number"
    hands.key(Key.Key_Return)
    yield "why look"
    hands.key(Key.Key_1)
    yield "a case of another window"
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Escape)
    yield "find a case"
    hands.key(Key.Key_F6)
    yield "reviews"
    hands.key(Key.Key_N, CTRL)
    yield "a sample is being announced"
    hands.key(Key.Key_Escape)
    page = hands.window.findChild(ReviewsPage)
    assert page is not None
    page.cases.setFocus()
    hands.key(Key.Key_Return)
    assert page.judging.isVisible()
    yield "a case is being reviewed"
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_F7)
    yield "days"
    hands.key(Key.Key_H, CTRL)
    for digit in "123456":
        hands.keys(digit)
        yield f"hall, part {digit}"
    hands.key(Key.Key_U, CTRL | SHIFT)
    yield "reporting"
    hands.alt("U")
    yield "courier"


def test_that_no_key_of_the_room_acts_on_two_things_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    hall, _ = filled(tmp_path)
    seen = []
    with sitting(qtbot, hall, ROOM, ("S01", "9876"), WindowKind.OVERSIGHT) as hands:
        for place in room_places(hands):
            assert doubled(hands) == {}, place
            seen.append(place)
    assert len(seen) > 15, seen


def test_that_asking_for_a_case_key_takes_no_key_of_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    hall, case = filled(tmp_path)
    with sitting(qtbot, hall, TWO, ("W01", "1234"), WindowKind.WINDOW) as hands:
        hands.key(Key.Key_F3)
        hands.write(case.number)
        hands.key(Key.Key_Return)
        hands.qtbot.waitUntil(lambda: hands.shows("caseKeyOpen"))
        assert doubled(hands) == {}
        assert len(keys_in_sight(hands)["Alt+-"]) == 1
        hands.key(Key.Key_Minus, ALT)
        hands.qtbot.waitUntil(lambda: hands.shows("caseKeySend"))
        assert doubled(hands) == {}
        assert len(keys_in_sight(hands)["Alt+="]) == 1
        hands.keys("1")
        hands.key(Key.Key_Equal, ALT)
        hands.qtbot.waitUntil(lambda: not hands.shows("caseKeySend"))
    with hall.opened(TWO) as two, hall.opened(ROOM) as room:
        assert two.app.journal.entries(case.id)[-1].kind == "key.requested"
        send(two.app, room.app)
    with sitting(qtbot, hall, ROOM, ("S01", "9876"), WindowKind.OVERSIGHT) as hands:
        hands.key(Key.Key_F3)
        hands.write(case.number)
        hands.key(Key.Key_Return)
        hands.keys("2")  # why look
        hands.qtbot.waitUntil(lambda: hands.shows("caseKeyOpen"))
        assert doubled(hands) == {}
        hands.key(Key.Key_Minus, ALT)
        hands.qtbot.waitUntil(lambda: hands.shows("caseKeySend"))
        assert doubled(hands) == {}
