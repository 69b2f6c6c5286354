"""Every page of a window: on a wide screen no line that loses the eye and no field as wide as a table, on a small one
in large letters nothing cut or laid over something else; and no page focuses on its way what is not in it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.hall.page import HallPage
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_on
from tests.services.office import office_on
from tests.ui.window.test_one_scroll import CLERK, LEAD, shown
from tools.all_looks import overlapping, short_of_room
from tools.too_wide import FIELD, LINE, too_wide

WIDE, NARROW = QSize(1920, 1080), QSize(1024, 700)


def test_that_no_page_is_too_wide_to_be_read_nor_short_of_room_and_none_focuses_what_is_outside(
    qtbot: QtBot, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    outside: list[str] = []
    with office_on(tmp_path / "profile") as office:
        office.file(office.visit())
        with shown(qtbot, facade_on(office.app), LEAD) as shell:
            window = shell.window()

            def note(_: QWidget | None, now: QWidget | None) -> None:
                if now is not None and shell.top_bar.isAncestorOf(now):
                    outside.append(now.objectName())

            def look(name: str) -> None:
                qtbot.waitUntil(lambda: not shell.background.busy)
                QCoreApplication.processEvents()  # a page in other letters is laid out
                QCoreApplication.sendPostedEvents()
                short = (*short_of_room(window), *overlapping(window))
                found[name] = list(too_wide(window) if window.width() == WIDE.width() else short)

            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.focusChanged.connect(note)
            try:
                for size, letters in ((WIDE, 100), (WIDE, 150), (NARROW, 150)):
                    window.resize(size)
                    shell.prefer(replace(window.look.preferences, letters=letters))
                    for name in shell.rail.entries:
                        shell.open_page(name)
                        look(f"{name} {size.width()} {letters}")
                    shell.open_page("hall")
                    hall = window.findChild(HallPage)
                    assert hall is not None
                    for part in hall.which.options:
                        hall.open_part(part)
                        look(f"{part} {size.width()} {letters}")
            finally:
                application.focusChanged.disconnect(note)
    assert len(found) > 45
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert outside == []


def test_that_print_steps_and_their_sentence_lie_apart_while_an_act_is_open_in_the_largest_letters(
    qtbot: QtBot, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    with office_on(tmp_path / "profile") as office:
        case = office.file(office.visit())
        with shown(qtbot, facade_on(office.app), CLERK) as shell:
            window = shell.window()
            assert isinstance(window, MainWindow)
            window.resize(NARROW)
            shell.prefer(replace(window.look.preferences, letters=150))
            shell.open_page("find_case")
            assert window.find_case is not None
            window.find_case.open_case(case.number)
            detail = window.find_case.detail
            qtbot.waitUntil(detail.isVisible)
            offers = {offer.kind: offer for offer in detail.bar.offers}
            for kind, offer in offers.items():
                detail.acts.open_form(offer)
                qtbot.waitUntil(lambda: not shell.background.busy)
                for _ in range(3):  # the columns, then the lists in them, then the bar
                    QCoreApplication.processEvents()
                    QCoreApplication.sendPostedEvents()
                found[kind.__name__] = [*short_of_room(window), *overlapping(window)]
                detail.acts.close_form()
    assert len(found) > 10
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_that_the_eye_sees_what_is_too_wide(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    sentence, field = QLabel("长" * (LINE + 20)), QLineEdit()
    sentence.setWordWrap(True)
    column.addWidget(sentence)
    column.addWidget(field)
    page.resize(FIELD + 200, 200)
    page.show()
    assert len(list(too_wide(page))) == 2
    page.resize(500, 200)
    qtbot.waitUntil(lambda: list(too_wide(page)) == [])
