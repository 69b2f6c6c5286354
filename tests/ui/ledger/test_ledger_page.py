"""台账 as people work with it: figures open their rows, the report is handed in once, a clerk sees the own rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from counter.domain.ledger.finding import BURDEN
from counter.domain.people.applicant import MOST_WORDS
from counter.services.ledger import up_to_date
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.ledger import LedgerFacade
from counter.ui.kit.background import Lane
from counter.ui.kit.controls.column_scroll_area import FittingScrollArea
from counter.ui.ledger.page import LedgerPage
from tests.facades import facade_on
from tests.services.office import FARM, Office, office_on
from tests.services.ratings.test_print_answer import Tray
from tests.ui.page_desk import PageDesk
from tests.ui.tabbing import tabs_through
from tools.all_looks import overlapping

SUPERVISOR = Clerk("S01", "苏日娜", supervisor=True)
CLERK = Clerk("W01", "阿木古郎", supervisor=False)
CATERING = 8


class Desk(PageDesk[LedgerPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office, theme: str = "light") -> None:
        super().__init__(
            qtbot, partial(LedgerPage, LedgerFacade(facade_on(office.app))), theme=theme, height=700
        )

    def choose(self, title: str) -> str:
        """Walk to a figure and press Enter; its value."""
        (place,) = (n for n, row in enumerate(self.page.figures.rows) if row.title == title)
        self.page.figures.setFocus()
        self.page.figures.setCurrentIndex(self.page.figures.model().index(place, 0))
        self.key(Qt.Key.Key_Return)
        return self.page.figures.rows[place].value


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Two cases of this period, one of the last, twelve items or more."""
    with office_on(tmp_path / "p") as made:
        made.at("2026-10-12")
        made.file(made.visit(9))
        made.at("2026-11-02")
        made.file(made.visit(CATERING))
        made.file(made.visit(FARM))
        made.at("2026-11-23")
        yield made


def test_that_the_days_of_the_period_are_read_whole_on_a_small_screen_in_large_letters(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    look, page = desk.look, desk.page
    look.apply(replace(look.preferences, letters=150))
    page.resize(900, 1000)
    QCoreApplication.processEvents()  # the page in other letters is laid out
    QCoreApplication.sendPostedEvents()
    scope = page.findChild(QLabel, "ledgerScope")
    assert scope is not None
    assert scope.width() >= scope.fontMetrics().horizontalAdvance(scope.text())
    assert list(overlapping(page)) == []
    filters = page.filters
    assert filters is not None
    assert filters.period.width() >= filters.period.sizeHint().width()
    assert max(box.geometry().right() for box in filters.boxes if box.isVisible()) < filters.width()


def test_that_every_figure_opens_as_many_rows_as_it_says(qtbot: QtBot, office: Office) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    assert "本窗口的办件" in desk.reads()
    for title in ("收件：事项", "其中当场办结", "期末在办"):
        value = desk.choose(title)
        assert value == f"{len(desk.page.table.lines)}项"
    desk.key(Qt.Key.Key_Escape)
    assert len(desk.page.table.lines) > 12


def test_that_tab_comes_to_the_filters_before_what_they_filter(qtbot: QtBot, office: Office) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.reads()
    filters = desk.page.filters
    assert filters is not None
    seen = tabs_through(desk.page.weekly, 12)
    places = [seen.index(name) for name in ("ledgerPeriod", "ledgerOrgan", "figureList", "ledgerTable")]
    assert places == sorted(places)


def test_that_a_report_is_handed_in_by_its_own_key_and_then_stays(qtbot: QtBot, office: Office) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_F8)
    assert "还没有报送" in desk.reads()
    desk.key(Qt.Key.Key_Return)
    assert "还没有报送" in desk.reads()
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "再按一次 F9" in desk.reads())
    assert "还没有报送" in desk.reads(), "the figures never change again: one press only says it"
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "第1版" in desk.reads())
    assert "报送以后没有数字变" in desk.reads()
    office.file(office.visit(12))
    desk.page.on_shown()
    desk.settle()
    assert "报送以后变了" in desk.reads()
    desk.key(Qt.Key.Key_Escape)
    assert desk.page.figures.isVisible()


def test_that_tab_leads_from_the_sheet_of_the_report_through_all_that_is_done_with_it(
    qtbot: QtBot, office: Office
) -> None:
    """Also in a window, where what stands outside the page comes before and after it."""
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_F8)
    report = desk.page.report
    assert report.preview.hasFocus()
    every = (*report.texts.values(), report.hand_in, report.print, report.save, report.workbook, report.back)
    seen, part = [], desk.page.nextInFocusChain()
    while part is not desk.page:
        seen.append(part)
        part = part.nextInFocusChain()
    places = [seen.index(part) for part in (report.preview, *every)]
    assert places == sorted(places)


def test_that_texts_of_the_report_grow_and_wait_until_they_are_handed_in(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_F8)
    field = next(iter(desk.page.report.texts.values()))
    low = field.height()
    field.setFocus()
    words = "\n".join(f"第{n}条：窗口反映的情况" for n in range(1, 9))
    field.insertPlainText(words)
    desk.qtbot.waitUntil(lambda: field.height() > 2 * low)
    scrolled = desk.page.report.findChild(FittingScrollArea, "reportTexts")
    assert scrolled is not None
    desk.qtbot.waitUntil(lambda: scrolled.height() > field.height() + low)  # whole, where there is room
    assert desk.page.report.hand_in.visibleRegion().boundingRect().height() > 20, "its button stays in sight"
    field.insertPlainText("尾" * 600)
    assert len(field.toPlainText()) == MOST_WORDS, "no more than is taken"
    desk.key(Qt.Key.Key_Escape)
    assert desk.said[-1].sentence == "“2026-11 月报”没有办，填的还在：再打开就接着填。"
    desk.sign_on(Clerk("S02", "其木格", supervisor=True))
    desk.key(Qt.Key.Key_F8)
    assert (field.toPlainText(), field.height()) == ("", low), "another one's"
    assert desk.page.put_aside == ("2026-11 月报",)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_F8)
    assert field.toPlainText().startswith(words)
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "再按一次 F9" in desk.reads())
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "第1版" in desk.reads())
    assert field.text().startswith("第1条：窗口反映的情况")
    assert (desk.page.half_done, desk.page.put_aside) == ("", ())
    field.setPlainText("第二次写的")
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: "再按一次 F9" in desk.reads())
    desk.key(Qt.Key.Key_F9)
    desk.qtbot.waitUntil(lambda: desk.page.report.reason.property("problem") is True)
    assert desk.page.report.reason.hasFocus()


def test_that_a_clerk_sees_the_own_rows_and_no_report(qtbot: QtBot, office: Office) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(CLERK)
    assert "只列自己办的" in desk.reads()
    assert not desk.page.monthly.isVisible()
    desk.key(Qt.Key.Key_F8)
    assert desk.page.figures.isVisible()


def test_that_a_reading_after_a_long_time_says_how_far_it_is_and_lets_others_work(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(up_to_date, "AT_ONCE", 1)
    monkeypatch.setattr(up_to_date, "BATCHES", 1)
    desk = Desk(qtbot, office)
    order: list[str] = []

    def told(percent: int) -> None:
        assert f"已到 {percent}%" in desk.reads()
        order.append("step")
        desk.background.run(lambda: None, lambda _: order.append("print"), lane=Lane.PAPERS)

    desk.page.caught_up.connect(told)
    desk.sign_on(SUPERVISOR)
    assert order.count("step") >= 2
    assert order.index("print") < len(order) - 1 - order[::-1].index("step")  # between two steps
    assert "正在把办件补进台账" not in desk.reads()
    assert desk.page.figures.rows


def test_that_a_tile_opens_the_rows_of_its_period_and_the_filter_follows(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    tiles = desk.page.tiles
    assert [tile.key for tile in tiles.tiles] == list(BURDEN)
    spoken = {tile.key: tile.points for tile in tiles.tiles}["papers_saved"]
    assert [point.words == "没有记录" for point in spoken[-3:]] == [True, False, False]
    tiles.setFocus()
    desk.key(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    desk.key(Qt.Key.Key_Return)
    assert desk.page.filters is not None
    assert desk.page.filters.month == "2026-10"
    assert "只列这个数后面的" in desk.reads()
    desk.choose("收件：事项")
    first = tiles.tiles[0]
    assert (first.key, len(tiles.tiles)) == ("items_received", len(BURDEN))
    assert first.points[-1].value == len(desk.page.table.lines), (
        "the trend ends with the period that is shown"
    )


def test_that_the_figures_print_as_they_are_chosen(qtbot: QtBot, office: Office) -> None:
    tray = Tray()
    office.app = replace(office.app, queue=tray)
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    ((title, pdf),) = tray.sheets
    assert title == "台账统计"
    assert pdf.startswith(b"%PDF")
    assert "台账统计已送 桌上的打印机" in [message.sentence for message in desk.said]
    desk.key(Qt.Key.Key_F8)
    desk.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [name for name, _ in tray.sheets] == ["台账统计", "一件事一次办工作情况月报"]


def test_that_what_another_program_filed_is_in_the_ledger_and_the_place_in_it_stays(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    page = desk.page
    before = len(page.table.lines)
    page.figures.setFocus()
    for _ in range(3):
        desk.key(Qt.Key.Key_Down)
    walked = page.figures.currentIndex().row()
    page.table.selectRow(3)
    number = page.table.current_number
    office.file(replace(office.visit(CATERING), duplicate_reason="另一家"))
    page.look_again()
    desk.settle()
    assert len(page.table.lines) > before
    assert (page.figures.currentIndex().row(), page.table.current_number) == (walked, number)
    shown = page.table.lines
    page.look_again()
    desk.settle()
    assert page.table.lines is shown  # nothing changed, nothing is shown anew


def test_that_a_report_handed_in_by_another_program_shows_and_its_texts_stay(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.key(Qt.Key.Key_F8)
    report = desk.page.report
    text = next(iter(report.texts.values()))
    text.setPlainText("这个月")
    assert desk.page.filters is not None
    LedgerFacade(facade_on(office.app)).hand_in(desk.page.filters.month, SUPERVISOR, {}, "")
    desk.page.look_again()
    desk.settle()
    assert "第1版" in desk.reads()
    assert text.text() == "这个月"


def test_that_who_only_hears_knows_what_is_listed_and_how_the_report_stands(
    qtbot: QtBot, office: Office, heard: list[str]
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    heard.clear()
    desk.choose("收件：事项")
    desk.key(Qt.Key.Key_Escape)
    assert [words for words in heard if "列" in words] == [
        "只列“收件：事项”后面的，Esc 回到全部。",
        f"列出全部，{desk.page.figures.rows[0].value}。",
    ]
    heard.clear()
    desk.key(Qt.Key.Key_F8)
    assert any("月报。还没有报送。" in words for words in heard), heard


@pytest.mark.parametrize("letters", [100, 150])
def test_that_what_was_applied_for_is_read_to_its_last_letter(
    qtbot: QtBot, office: Office, letters: int
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    desk.reads()
    desk.look.apply(replace(desk.look.preferences, letters=letters))
    desk.settle()
    table, metrics = desk.page.table, desk.look.metrics()
    for title in ("一件事", "事项", "部门"):
        heads = [str(table.model().headerData(n, Qt.Orientation.Horizontal)) for n in range(12)]
        place = heads.index(title)
        words = {str(table.model().index(row, place).data()) for row in range(len(table.lines))}
        assert table.columnWidth(place) > max(map(metrics.horizontalAdvance, words)) + 12, title


def test_that_a_page_opened_again_is_not_filled_again_before_something_was_written(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, office)
    desk.sign_on(SUPERVISOR)
    filled: list[str] = []
    for part, fill in ((desk.page.table, "show_lines"), (desk.page.tiles, "show_tiles")):
        done = getattr(part, fill)
        monkeypatch.setattr(
            part, fill, lambda *given, fill=fill, done=done: (filled.append(fill), done(*given))
        )
    desk.page.on_shown()
    desk.settle()
    assert filled == []
    office.file(replace(office.visit(CATERING), duplicate_reason="另一家"))
    desk.page.on_shown()
    desk.settle()
    assert filled == ["show_lines", "show_tiles"]
