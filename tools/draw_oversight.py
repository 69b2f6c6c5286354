"""Draw docs/manual/pictures/oversight-*.png: a demo room over two windows after five weeks, walked through by keys.

Run with the project's environment after a change of its window: ``python -P -m tools.draw_oversight``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tools.window_eyes import Eyes

BEGUN, NOW = datetime(2026, 11, 2, 1, tzinfo=UTC), datetime(2026, 12, 4, 2, tzinfo=UTC)
NAMES = ("巴图吉雅", "王秀兰", "那仁花", "李明", "斯琴高娃", "赵玉梅", "张建国", "刘洋")
SILENT_SINCE = date(2026, 11, 19)
"""The last day of which the second window's records came."""
FARM = 100
DECIDED = (FARM, 9, 84)
"""Bundles with items that an organ decides on later."""


def main() -> int:
    """Prepare hall and room, open the room's window, send keys, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.window import _application
    from counter.ui.facades.oversight import OversightFacade
    from counter.ui.window.main_window import MainWindow, WindowKind
    from tests.facades import facade_of
    from tests.services.oversight_room import ROOM

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-room-") as folder:
        hall = _prepared(Path(folder))
        facade = facade_of(OversightFacade, hall.folders[ROOM], hall.clock)
        window = MainWindow(facade, kind=WindowKind.OVERSIGHT)
        try:
            _walk(Eyes(window, "oversight"))
        finally:
            window.close()
            window.deleteLater()
            app.processEvents()
            facade.close()
    return 0


def _prepared(folder: Path):  # type: ignore[no-untyped-def]  # of the tests, which nothing imports at the top here
    from tests.services.ledger.visits import live
    from tests.services.oversight_room import ONE, TWO, register, room_of_hall

    hall = room_of_hall(folder, BEGUN)
    register(hall)
    with hall.opened(ONE) as office:
        cases = [office.file(_visit(office, n)) for n in range(6 * len(DECIDED))]
        live(office, 40, date(2026, 11, 3), date(2026, 11, 13), 3)
        _decide(office, cases)
        live(office, 50, date(2026, 11, 17), NOW.date(), 5, known=40)
        _missing(office)
    hall.clock.at = BEGUN
    with hall.opened(TWO) as office:
        live(office, 40, BEGUN.date(), SILENT_SINCE, 4)
    hall.report(ONE, TWO)
    hall.clock.at = NOW
    _drawn(hall)
    return hall


def _visit(office, serial):  # type: ignore[no-untyped-def]  # of the tests
    from stdnum.iso7064 import mod_11_2

    from tests.settings import somebody

    body = f"99999919900101{serial:03d}"
    number = body + mod_11_2.calc_check_digit(body)
    who = somebody(name=NAMES[serial % len(NAMES)], id_number=number, phone=f"1000000{6000 + serial}")
    return office.visit(DECIDED[serial // 6], applicant=who)


def _decide(office, cases) -> None:  # type: ignore[no-untyped-def]  # of the tests
    """The organs decide, each at its own pace; the licences lie at the window."""
    from counter.domain.case.acts.acts import Conclude
    from counter.domain.case.acts.certificates import GivenResult
    from counter.domain.case.item_events import Result

    office.at("2026-11-20")
    for n, case in enumerate(cases):
        for place, item in enumerate(one for one in office.now(case).items if one.state.accepted):
            day = date(2026, 11, 4) + timedelta(days=(n % 6) + 3 * place + 2 * (n // 6))
            number = f"乌许〔2026〕{n}{place}号"
            thing = GivenResult(item.asked.result or "许可证", number, item.asked.organ, issued_on=day)
            office.do(office.now(case), Conclude(item.id, Result.GRANTED, day, number, things=(thing,)))


def _missing(office) -> None:  # type: ignore[no-untyped-def]  # of the tests
    """Three visits of the day lack the same paper."""
    from tests.services.office import MISSING

    office.clock.at = NOW
    for serial in range(3):
        visit = office.visit(FARM)
        lacking = sorted(key for key, one in visit.brought.items() if one.state.value == "received")[2]
        reason = f"第{serial + 1}处场地"
        wanted = replace(visit, brought={**visit.brought, lacking: MISSING}, duplicate_reason=reason)
        office.file(wanted)


def _drawn(hall) -> None:  # type: ignore[no-untyped-def]  # of the tests
    """A case that its applicant took back, reported, and drawn for review."""
    from counter.domain.tasks.oversight.draw import DrawRule
    from counter.services.oversight.samples import announce_sample, draw_sample
    from tests.services.office import leaving
    from tests.services.oversight_room import ONE, ROOM

    with hall.opened(ONE) as office:
        hall.clock.at = NOW
        case = office.file(replace(office.visit(FARM), duplicate_reason="另一处场地"))
        items = tuple(item.id for item in case.items if not item.state.closed)
        office.do(case, leaving(items, written=NOW.date()))
    hall.clock.at = NOW
    hall.report(ONE)
    with hall.opened(ROOM) as room:
        lead = next(row for row in room.app.journal.staff() if row.code == "S01")
        rule = DrawRule(date(2026, 11, 1), date(2026, 12, 3), 5)
        draw_sample(room.app, announce_sample(room.app, "2026年11月案卷评查", rule, lead).id, lead)


def _walk(eyes: Eyes) -> None:
    from PySide6.QtCore import Qt

    from counter.ui.oversight.oversight_shell import OversightShell
    from counter.ui.oversight.reviews_page import ReviewsPage

    key, alt = Qt.Key, Qt.KeyboardModifier.AltModifier
    shell = eyes.window.shell
    assert isinstance(shell, OversightShell)
    for text in ("S01", "9876"):
        eyes.write(text)
        eyes.key(key.Key_Return)
    eyes.wait(lambda: shell.rail.isVisible() and not shell.background.busy)
    eyes.take_picture("board")
    eyes.key(key.Key_2, Qt.KeyboardModifier.ControlModifier.value)
    eyes.take_picture("organs")
    eyes.key(key.Key_1, Qt.KeyboardModifier.ControlModifier.value)
    eyes.key(key.Key_1, alt.value)
    eyes.take_picture("behind")
    eyes.key(key.Key_Return)
    eyes.take_picture("why")
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_F6)
    eyes.take_picture("reviews")
    page = eyes.window.findChild(ReviewsPage)
    assert page is not None
    page.cases.setFocus()
    eyes.key(key.Key_Return)
    eyes.take_picture("judging")


if __name__ == "__main__":
    sys.exit(main())
