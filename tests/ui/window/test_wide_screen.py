"""Every page of a window: on a wide screen no line that loses the eye and no field as wide as a table, on a small one
in large letters nothing cut or laid over something else; and no page focuses on its way what is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.case.acts.acts import (
    CaseAct,
    HandOutResults,
    IdentifyParty,
    Possible,
    PrepareDelivery,
    Serve,
    Settle,
)
from counter.domain.case.acts.offers import possible
from counter.domain.case.case import Case
from counter.services.context.preferences import Preferences
from counter.ui.case.acts.forms import FORMS
from counter.ui.frame.frame import Frame
from counter.ui.guide.page import GuidePage
from counter.ui.hall.page import HallPage
from counter.ui.kit.acts.confirm_button import ConfirmButton
from counter.ui.kit.controls.field import Field
from counter.ui.kit.theme import Look
from counter.ui.ledger.page import LedgerPage
from counter.ui.papers.paper_steps import STEPS
from counter.ui.results.way_forms import PostForm
from counter.ui.window.main_window import MainWindow
from tests.facades import facade_on
from tests.services.case.test_possible import walk
from tests.services.case.test_windows_of_a_case import disputed
from tests.services.office import DEFERRED, Office, office_on
from tests.services.visit.test_identity import kept
from tests.settings import RESOURCES
from tests.ui.case.acts.conftest import LATER_HERE, SIGN
from tests.ui.window.test_one_scroll import CLERK, LEAD, shown
from tools.all_looks import overlapping, short_of_room
from tools.too_wide import FIELD, LINE, too_wide

WIDE, USUAL, NARROW = QSize(1920, 1080), QSize(1366, 768), QSize(1024, 700)


def test_that_no_page_is_too_wide_to_be_read_nor_short_of_room_and_none_focuses_what_is_outside(
    qtbot: QtBot, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    outside: list[str] = []
    past_words: set[str] = set()
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
                past_words.update(f"{name}: {area}" for area in scrolling_past_its_words(window))
                short = (*short_of_room(window), *overlapping(window))
                found[name] = list(too_wide(window) if window.width() == WIDE.width() else short)

            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.focusChanged.connect(note)
            try:
                for size, letters in ((WIDE, 100), (USUAL, 100), (WIDE, 150), (NARROW, 150)):
                    window.resize(size)
                    shell.prefer(replace(window.look.preferences, letters=letters))
                    for name in shell.rail.entries:
                        shell.rail.entries[name].click()
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
    assert past_words == set()


def scrolling_past_its_words(window: QWidget) -> Iterator[str]:
    """Names of the areas that scroll on where there is nothing any more."""
    for area in window.findChildren(QScrollArea):
        layout = None if area.widget() is None else area.widget().layout()
        if layout is None or not area.isVisible() or not layout.hasHeightForWidth():
            continue
        if (
            area.verticalScrollBar().maximum()
            and layout.heightForWidth(area.widget().width()) < area.widget().height()
        ):
            yield area.objectName()


def settle(window: QWidget) -> None:
    """The columns, then the lists in them, then what stands in those."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents()


def in_largest_letters(shell: Frame) -> MainWindow:
    """The smallest window in the largest letters."""
    window = shell.window()
    assert isinstance(window, MainWindow)
    window.resize(NARROW)
    shell.prefer(replace(window.look.preferences, letters=150))
    return window


def test_that_the_result_of_a_visit_keeps_every_letter_and_the_next_visit_in_sight_in_the_largest_letters(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office_on(tmp_path / "profile") as office:
        number = office.file(office.visit()).number
        facade = facade_on(office.app)
        with shown(qtbot, facade, CLERK) as shell:
            window = in_largest_letters(shell)
            intake = window.intake
            assert intake is not None
            intake.filing.filed.emit(facade.case(number))
            qtbot.waitUntil(lambda: not shell.background.busy)
            settle(window)
            panel = intake.result.panel
            assert panel.rating.slip.isVisible()
            assert [*short_of_room(window), *overlapping(window)] == []
            assert panel.next.visibleRegion().boundingRect() == panel.next.rect()
            assert panel.papers.sheet.width() > panel.papers.list.width() / 2, "a paper, not a stamp"
            offers = [Possible(kind, papers=(panel.papers.list.current,)) for kind in STEPS]
            panel.papers.steps.show_offers(offers)
            settle(window)
            assert [*short_of_room(window), *overlapping(window)] == []
            assert panel.papers.sheet.width() > panel.papers.list.width() / 2


def in_sight(part: QWidget) -> bool:
    """Whole, without anything being scrolled."""
    return part.visibleRegion().boundingRect() == part.rect()


def test_that_the_button_of_a_long_form_stays_in_sight_in_the_largest_letters(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with office_on(tmp_path / "profile") as office:
        number = office.file(office.visit(8, {LATER_HERE: DEFERRED}, SIGN)).number
        facade = facade_on(office.app)
        with shown(qtbot, facade, LEAD) as shell:
            window = in_largest_letters(shell)
            intake = window.intake
            assert intake is not None
            intake.filing.filed.emit(facade.case(number))
            qtbot.waitUntil(lambda: not shell.background.busy)
            settle(window)
            panel, pledge = intake.result.panel, intake.result.panel.acts.form
            assert pledge is not None
            assert in_sight(pledge.confirm)
            assert all(in_sight(field) for field in pledge.findChildren(Field, "pledgeName"))
            panel.acts.close_form()
            settle(window)
            assert in_sight(panel.papers.list)

            shell.open_page("guide")
            guide = window.findChild(GuidePage)
            assert guide is not None
            guide.open_bundle(8)
            qtbot.waitUntil(lambda: not shell.background.busy)
            report = guide.findChild(QPushButton, "guideReport")
            assert report is not None
            report.click()
            settle(window)
            assert in_sight(guide.problems.form.save)

            shell.open_page("ledger")
            ledger = window.findChild(LedgerPage)
            assert ledger is not None
            qtbot.waitUntil(lambda: ledger.filters is not None and not shell.background.busy)
            ledger.monthly.click()
            qtbot.waitUntil(lambda: ledger.report.isVisible() and not shell.background.busy)
            settle(window)
            for text in ledger.report.texts.values():
                text.setPlainText("写了几行。\n" * 6)
            settle(window)
            assert in_sight(ledger.report.back), "what stands under the buttons too"


@pytest.mark.parametrize("letters", [100, 150])
def test_that_a_pledge_to_sign_and_what_printing_says_are_no_wider_than_they_are_read(
    qtbot: QtBot, tmp_path: Path, letters: int
) -> None:
    with office_on(tmp_path / "profile") as office:
        number = office.file(office.visit(8, {LATER_HERE: DEFERRED}, SIGN)).number
        facade = facade_on(office.app)
        with shown(qtbot, facade, CLERK) as shell:
            window = shell.window()
            assert isinstance(window, MainWindow)
            window.resize(WIDE)
            shell.prefer(replace(window.look.preferences, letters=letters))
            intake = window.intake
            assert intake is not None
            intake.filing.filed.emit(facade.case(number))
            qtbot.waitUntil(lambda: not shell.background.busy)
            panel = intake.result.panel
            panel.papers.printing.away = "打印服务没有运行或没有回应。请在系统打印设置里查看，" * 3
            panel.papers.printing.updated.emit()
            settle(window)
            form = panel.acts.form
            assert form is not None
            assert any(field.isVisible() for field in form.findChildren(QLineEdit))
            assert list(too_wide(window)) == []


@pytest.mark.parametrize("letters", [100, 150])
def test_that_a_card_of_two_columns_is_no_wider_than_it_is_read(qtbot: QtBot, letters: int) -> None:
    look = Look(RESOURCES, Preferences(letters=letters))
    page, form = QWidget(), PostForm(look)
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(form)
    page.resize(1400, 400)
    page.show()
    settle(page)
    assert form.width() > FIELD
    assert list(too_wide(page)) == []
    page.resize(600, 900)
    settle(page)
    assert (page.width(), list(overlapping(page))) == (600, [])


def test_that_an_armed_button_says_all_of_it_in_a_form_that_became_narrow(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    words = "按现在的情况决定并出具文书"
    button = ConfirmButton("do", words, "F9", role="primary", writes=True, parent=page)
    button.resize(700, 60)
    page.show()
    button.say_will(words, "再按一次 F9")
    assert button.below == ""
    button.resize(200, 60)
    assert (button.words, button.below) == ("再按一次 F9", words)
    button.say("办好了")
    button.resize(700, 60)
    assert (button.words, button.below) == ("办好了", "")


_LIVES = (27, 0, 11)
"""Lives of cases that come, between them, upon every act that one window offers of a usual case."""


def every_act(folder: Path) -> dict[type[CaseAct], tuple[Case, Possible]]:
    """A case that offers it for each act that those lives come upon; each life in a profile of its own."""
    found: dict[type[CaseAct], tuple[Case, Possible]] = {}
    for life in _LIVES:
        with office_on(folder / f"life-{life}") as office:
            walk(office, life, lambda case, office=office: _note(found, office, case))
    return found


def _note(found: dict[type[CaseAct], tuple[Case, Possible]], office: Office, case: Case) -> None:
    for offer in possible(case, office.app.setting()):
        found.setdefault(offer.kind, (case, offer))


def test_that_every_act_keeps_every_letter_in_the_largest_letters_of_the_smallest_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    found: dict[str, list[str]] = {}
    offered = every_act(tmp_path)
    with office_on(tmp_path / "profile") as office:
        case, _ = disputed(office)
        for one in (kept(office), case):
            _note(offered, office, one)
        with shown(qtbot, facade_on(office.app), CLERK) as shell:
            window = in_largest_letters(shell)
            shell.open_page("find_case")
            assert window.find_case is not None
            window.find_case.open_case(case.number)
            detail = window.find_case.detail
            qtbot.waitUntil(detail.isVisible)
            for kind in FORMS:
                asked, offer = offered.get(kind, (case, made_up(kind, case)))
                detail.show_case(asked)
                detail.acts.open_form(offer)
                assert detail.acts.form is not None
                qtbot.waitUntil(lambda: not shell.background.busy)
                settle(window)
                found[kind.__name__] = [*short_of_room(window), *overlapping(window)]
                detail.acts.close_form()
    assert {Serve, PrepareDelivery, HandOutResults, IdentifyParty, Settle} <= offered.keys()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def made_up(kind: type[CaseAct], case: Case) -> Possible:
    """An offer of what those lives do not come upon: it takes a second window, or a wrong clock."""
    items, papers = tuple(i.id for i in case.items), tuple(p.id for p in case.papers)
    return Possible(kind, items, papers, tuple(line.id for line in case.lines), why="接着办。")


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
