"""Draw docs/manual/pictures/oversight-*.png: a demo room over two windows after five weeks, walked through by keys.

Run with the project's environment after a change of its window: ``python -P -m tools.draw_oversight``; no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tools.window_eyes import Eyes

BEGUN, NOW = datetime(2026, 11, 2, 1, tzinfo=UTC), datetime(2026, 12, 4, 2, tzinfo=UTC)
DAYS = ("2026-11-03", "2026-11-10", "2026-11-18", "2026-12-02", "2026-12-04")
CATERING, FOOD, FARM = 8, 1, 100
NAMES = ("巴图吉雅", "王秀兰", "那仁花", "李明", "斯琴高娃", "赵玉梅", "张建国", "刘洋")


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
    from stdnum.iso7064 import mod_11_2

    from tests.services.oversight_room import ONE, TWO, room_of_hall
    from tests.settings import somebody

    hall, visits = room_of_hall(folder, BEGUN), 0
    for day in DAYS:
        for code in (ONE, TWO):
            if code == TWO and day > "2026-11-20":
                continue  # this window has not been heard of since
            with hall.opened(code) as office:
                office.at(day)
                for bundle in (FARM, FOOD, CATERING):
                    visits += 1
                    body = f"9999991990{1 + visits % 12:02d}{1 + visits % 28:02d}{100 + visits}"
                    who = somebody(
                        name=NAMES[visits % len(NAMES)],
                        id_number=body + mod_11_2.calc_check_digit(body),
                        phone=f"1000000{5000 + visits}",
                    )
                    office.file(office.visit(bundle, applicant=who))
        hall.report(ONE, *((TWO,) if day < "2026-11-20" else ()))
    hall.clock.at = NOW
    _drawn(hall)
    return hall


def _drawn(hall) -> None:  # type: ignore[no-untyped-def]  # of the tests
    """A case that its applicant took back, reported, and drawn for review."""
    from counter.domain.tasks.oversight.draw import DrawRule
    from counter.services.oversight.samples import announce_sample, draw_sample
    from tests.services.office import leaving
    from tests.services.oversight_room import ONE, ROOM

    with hall.opened(ONE) as office:
        office.at("2026-12-03")
        case = office.file(replace(office.visit(FARM), duplicate_reason="另一处场地"))
        items = tuple(item.id for item in case.items if not item.state.closed)
        office.do(case, leaving(items, written=date(2026, 12, 3)))
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
