"""Draw docs/manual/pictures/office-*.png: a demo office with a year of ratings, walked through by keys.

Run with the project's environment after a change of its window: ``python -m tools.draw_office``. Needs no display.
Everybody in it is invented, by the builders of the tests.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tools.window_eyes import Eyes

if TYPE_CHECKING:
    from counter.domain.ratings.sealed_box import AnonymousRating, NamedRating
    from tests.services.rating_office import RatingOffice

FIRST, NOW = datetime(2026, 11, 20, 2, tzinfo=UTC), datetime(2026, 12, 1, 1, tzinfo=UTC)


def main() -> int:
    """Prepare the office, open its window, send keys, save screenshots."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from counter.bootstrap.window import _application
    from counter.ui.facades.office import OfficeFacade
    from counter.ui.facades.window import Preferences
    from counter.ui.window.main_window import MainWindow, WindowKind
    from tests.facades import facade_of
    from tests.services.office import SetClock
    from tests.services.rating_office import rating_office_on

    app = _application()
    with tempfile.TemporaryDirectory(prefix="counter-office-") as folder:
        profile = Path(folder) / "office"
        with rating_office_on(profile, FIRST) as office:
            pack = Path(folder) / "评价包.json"
            pack.write_text(_prepare(office), encoding="utf-8")
        clock = SetClock(NOW)
        facade = facade_of(OfficeFacade, profile, clock)
        facade.save_preferences(Preferences(papers="/home/office/文书"))
        window = MainWindow(facade, kind=WindowKind.OFFICE)
        try:
            _walk(Eyes(window, "office"), pack)
        finally:
            window.close()
            window.deleteLater()
            app.processEvents()
            facade.close()
    return 0


def _prepare(office: RatingOffice) -> str:
    """A year of ratings, bad ones at every step; returns today's pack."""
    from counter.domain.ratings.pack import pack_text
    from counter.domain.ratings.rating import Grade
    from counter.domain.ratings.sealed_box import NamedRating
    from counter.services.keys.back_offices import handler_card
    from tests import rated
    from tests.services.rating_office import CALLED, OWNED, TRUE, anonymous, named

    journal = office.app.journal
    rated.register(journal, rated.many(900, bad=0.0))
    rated.take_pack(journal, 1_060)

    def visited(days_ago: int, *ratings: NamedRating | AnonymousRating, visits: int) -> str:
        """The pack of the following morning, as a current window makes it: with its account of the day."""
        given = NOW - timedelta(days=days_ago)
        at, day = given.isoformat(), given.date().isoformat()
        boxes = [
            replace(one, at=at) if isinstance(one, NamedRating) else replace(one, day=day) for one in ratings
        ]
        key = handler_card(journal).public_key
        made = (given + timedelta(days=1)).isoformat()
        return pack_text(office.station.accounted(office.station.pack(key, boxes, made_at=made), visits))

    others = [named(case=f"15220103A261120{n:05d}") for n in (1, 2, 3)]
    slow = anonymous(
        grade=Grade.VERY_DISSATISFIED, reasons=("115", "113"), words="只开了一个窗口，等了两个小时。"
    )
    office.clock.at = NOW - timedelta(days=10)
    office.take(visited(11, others[0], slow, visits=5))
    office.do(office.see(others[0].id), OWNED, CALLED, TRUE)
    office.clock.at = NOW - timedelta(days=6)
    office.take(visited(7, others[1], visits=2))
    office.clock.at = NOW - timedelta(days=2)
    office.take(visited(3, others[2], visits=2))
    good = named(grade=Grade.SATISFIED, reasons=("413",), case="15220103A26112000091")
    return visited(1, named(case="15220103A26112000092"), anonymous(), good, visits=6)


def _walk(eyes: Eyes, pack: Path) -> None:
    from PySide6.QtCore import Qt

    from counter.ui.ratings.office_shell import OfficeShell

    key, alt = Qt.Key, Qt.KeyboardModifier.AltModifier
    shell = eyes.window.shell
    assert isinstance(shell, OfficeShell)
    for text in ("C03", "3456"):
        eyes.write(text)
        eyes.key(key.Key_Return)
    eyes.wait(lambda: shell.ratings is not None and shell.ratings.charts.grades.hasFocus())
    eyes.take_picture("ratings")
    assert shell.ratings is not None
    assert shell.rectify is not None
    shell.ratings.take(pack)
    eyes.take_picture("taken-in")
    eyes.key(key.Key_Escape)
    eyes.key(key.Key_F2)
    eyes.key(key.Key_Return)
    eyes.take_picture("rectify")
    eyes.key(key.Key_Z, alt.value)
    eyes.key(key.Key_1)
    eyes.write("已补发清单；以后接件时当场打印一次性告知单。")
    eyes.take_picture("measure")
    _press(eyes, shell)
    eyes.key(key.Key_Return)
    eyes.write("对不起，让您多跑了一趟。清单已经补发，以后当场打印。")
    _press(eyes, shell)
    eyes.wait(lambda: shell.rectify is not None and shell.rectify.detail.answer.preview.page_count)
    eyes.take_picture("answer")
    eyes.key(key.Key_F11)
    eyes.key(key.Key_F12)
    eyes.key(key.Key_F1)
    eyes.take_picture("looks")


def _press(eyes: Eyes, shell: object) -> None:
    from PySide6.QtCore import Qt

    form = shell.rectify.detail.acts.form  # type: ignore[attr-defined]  # the office's shell
    eyes.key(Qt.Key.Key_F9)
    eyes.wait(lambda: form.confirm.property("armed") is True)
    eyes.key(Qt.Key.Key_F9)


if __name__ == "__main__":
    sys.exit(main())
