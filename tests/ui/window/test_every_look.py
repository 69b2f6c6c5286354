"""What was seen when every page was looked at in every look: frames, rows and edges that only one look shows wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.domain.authoring.editing.condition_builder import AnswerRow, Offered
from counter.domain.guide.rows.faults import GuideFault
from counter.domain.reading.lines import Certainty, LineKind, ReadLine
from counter.services.context.case_search import CaseOrder
from counter.services.context.ports import CaseRow
from counter.services.context.preferences import Preferences
from counter.services.keys.phrase import PhraseWord, PhraseWords
from counter.services.keys.slot_kinds import SlotKind
from counter.ui.authoring.editor.condition_builder import ConditionRow
from counter.ui.authoring.lint.bars import CheckBars
from counter.ui.authoring.lint.rows import CheckOutcome, CheckRow
from counter.ui.authoring.versions.import_faults import FaultTable
from counter.ui.case.case_table import ORDERS, CaseTable
from counter.ui.facades.page_image import PageImage
from counter.ui.hall.takeover_table import case_heads
from counter.ui.kit.acts.opening_choice import OpeningChoice
from counter.ui.kit.controls.card import on_card
from counter.ui.kit.controls.column_scroll_area import ColumnScrollArea
from counter.ui.kit.lists.lines_view import GuideLinesView
from counter.ui.kit.lists.wrapped_table import WrappedTable
from counter.ui.kit.theme import CONTRAST, Look
from counter.ui.oversight.room_table import RoomRow, RoomTable
from counter.ui.papers.paper_preview import PaperPreview
from tests.settings import RESOURCES
from tests.ui.hands import Hands, Key
from tools.all_looks import short_of_room

LOOKS = ("light", "dark", CONTRAST)


def turn_to(hands: Hands, theme: str) -> None:
    """F11 until the window is dressed so."""
    while hands.facade.preferences.theme != theme:
        hands.key(Key.Key_F11)
    hands.settle()


@pytest.mark.parametrize("theme", LOOKS)
def test_that_a_row_that_wraps_is_measured_as_wide_as_it_is_painted(hands: Hands, theme: str) -> None:
    hands.key(Key.Key_K, Hands.CONTROL)
    hands.window.resize(1024, 700)
    turn_to(hands, theme)
    hits = hands.see(QListView, "hits")
    assert hits.verticalScrollBar().isVisible()
    hands.keys("xcg")
    hands.key(Key.Key_Return)
    hands.settle()
    lines = hands.see(QListView, "guideLines")
    assert lines.verticalScrollBar().isVisible()
    for view in (hits, lines):
        model = view.model()
        assert model.rowCount() > 0
        wide = {view.sizeHintForIndex(model.index(row, 0)).width() for row in range(model.rowCount())}
        assert max(wide) <= view.viewport().width(), view.objectName()


@pytest.mark.parametrize("theme", LOOKS)
def test_that_what_was_found_ends_with_the_box_whether_it_scrolls_or_not(hands: Hands, theme: str) -> None:
    turn_to(hands, theme)
    box, hits = hands.see(QWidget, "findBox"), hands.see(QListView, "hits")
    hands.keys("xinshenger")
    assert not hits.verticalScrollBar().isVisible()
    edge = hits.viewport().mapTo(hands.window, QPoint(hits.sizeHintForIndex(hits.currentIndex()).width(), 0))
    assert edge.x() <= box.mapTo(hands.window, QPoint(box.width(), 0)).x()
    shown, ground = hands.window.grab().toImage(), hands.window.look.colour("ground")
    middle = hits.viewport().mapTo(hands.window, hits.visualRect(hits.currentIndex()).center()).y()
    assert shown.pixelColor(edge.x() + 2, middle).name() == ground.name()


@pytest.mark.parametrize("letters", [100, 150])
def test_that_the_head_of_a_column_stands_above_its_words(qtbot: QtBot, letters: int) -> None:
    look = Look(RESOURCES, Preferences(letters=letters))
    look.load_fonts()
    look.apply(look.preferences)
    table = RoomTable(look, "t", "表", ("口", "口"), giving=1)
    qtbot.addWidget(table)
    table.show_rows([RoomRow("1", ("口", "口"))])
    table.clearSelection()
    table.resize(500, 300)
    table.show()
    qtbot.waitExposed(table)
    for part in (table.horizontalHeader().viewport(), table.viewport()):
        part.setAutoFillBackground(True)

    def begins(part: QWidget, middle: int) -> int:
        shown = part.grab().toImage()
        ground = shown.pixelColor(1, middle).lightness()
        return next(x for x in range(2, 60) if abs(shown.pixelColor(x, middle).lightness() - ground) > 60)

    head = table.horizontalHeader().viewport()
    row = table.visualRect(table.model().index(0, 0))
    assert abs(begins(head, head.height() // 2) - begins(table.viewport(), row.center().y())) <= 1


def test_that_in_high_contrast_a_table_on_a_card_has_one_frame(qtbot: QtBot) -> None:
    look = Look(RESOURCES, Preferences(theme=CONTRAST))
    look.load_fonts()
    page, table = QWidget(), RoomTable(look, "t", "表", ("甲", "乙"), giving=1)
    QVBoxLayout(page).addWidget(on_card(table))
    page.setStyleSheet(look.style_sheet())
    qtbot.addWidget(page)
    table.show_rows([RoomRow("1", ("一", "二"))])
    page.resize(500, 300)
    page.show()
    qtbot.waitExposed(page)
    shown, middle = page.grab().toImage(), page.height() - 60
    line = [shown.pixelColor(x, middle).lightness() < 128 for x in range(page.width() // 2)]
    assert sum(dark and not before for before, dark in pairwise(line)) == 1


def test_that_in_a_narrow_guide_a_badge_stands_above_its_words_and_takes_no_width_from_them(
    qtbot: QtBot,
) -> None:
    look = Look(RESOURCES, Preferences(letters=150))
    look.load_fonts()
    words = "事件名称中的面积是本省口径，以市场监管部门核定为准。" * 3
    plain = ReadLine("n", LineKind.QUESTION, words, "说明", label="1")
    view = GuideLinesView(look)
    qtbot.addWidget(view)
    view.resize(280, 600)
    view.show()
    view.show_lines((plain, replace(plain, standing=Certainty.PENDING)))
    without, badged = (view.sizeHintForIndex(view.model().index(row, 0)).height() for row in (0, 1))
    assert without < badged <= without + 2 * look.px("text")


def test_that_a_text_keeps_nine_letters_beside_its_label_or_stands_under_it(
    qtbot: QtBot, largest: Look
) -> None:
    words = ReadLine(
        "n", LineKind.FACT, "最多12个事项、55样材料；按情形只办、只交其中用得着的", "说明", "有多少"
    )
    view = GuideLinesView(largest)
    qtbot.addWidget(view)
    view.resize(250, 600)
    view.show()
    view.show_lines((words, replace(words, label="")))
    under, beside = (view.sizeHintForIndex(view.model().index(row, 0)).height() for row in (0, 1))
    assert under < beside


@pytest.mark.parametrize("theme", LOOKS)
def test_that_a_paper_has_an_edge_on_every_ground(qtbot: QtBot, theme: str) -> None:
    look = Look(RESOURCES, Preferences(theme=theme))
    preview = PaperPreview()
    preview.setStyleSheet(look.style_sheet())
    qtbot.addWidget(preview)
    preview.resize(500, 700)
    preview.show()
    preview.show_pages([PageImage(210, 297, bytes([255]) * 210 * 297)])
    leaf = preview.findChild(QWidget, "paperLeaf")
    assert leaf is not None
    shown = leaf.grab().toImage()
    assert shown.pixelColor(0, 200).name().upper() == look.colour("line").name().upper()
    assert shown.pixelColor(0, 200) != shown.pixelColor(2, 200)


@pytest.fixture
def largest(qtbot: QtBot) -> Iterator[Look]:
    """The largest letters, on whatever is shown."""
    look = Look(RESOURCES, Preferences(letters=150))
    look.load_fonts()
    look.apply(look.preferences)
    yield look
    look.apply(Preferences())


def shown_at(qtbot: QtBot, part: QWidget, width: int) -> None:
    """The part in a window of that width."""
    qtbot.addWidget(part)
    part.resize(width, 500)
    part.show()
    qtbot.waitExposed(part)
    QApplication.processEvents()


def test_that_nothing_of_a_condition_lies_beside_its_panel_in_the_largest_letters(
    qtbot: QtBot, largest: Look
) -> None:
    asked = Offered(
        {"q": "第1题 经营场所是自己的还是租的？"}, {"q": (("own", "自己的"), ("rent", "租的"))}, {}
    )
    page, row = QWidget(), ConditionRow(largest, "r", asked, AnswerRow("q", ("rent",)))
    QVBoxLayout(page).addWidget(ColumnScrollArea("panelScroll", row))
    shown_at(qtbot, page, 400)
    assert list(short_of_room(page)) == []
    page.resize(1100, 500)
    QApplication.processEvents()
    assert row.sign.x() == 0, "beside the question again"
    assert row.sign.mapTo(row, QPoint(0, 0)).x() > row.which.mapTo(row, QPoint(0, 0)).x()


def test_that_the_figures_of_a_check_stand_under_its_name_where_both_have_no_room(
    qtbot: QtBot, largest: Look
) -> None:
    bars = CheckBars(largest)
    check = CheckRow(
        "i01", "1", "承诺时限比法定时限缩短", "没有写明 / 目标 50%", "未知", CheckOutcome.UNKNOWN, 0
    )
    bars.show_rows([check])
    shown_at(qtbot, bars, 300)
    narrow = bars.visualRect(bars.model().index(0, 0)).height()
    bars.resize(900, 500)
    QApplication.processEvents()
    assert narrow > bars.visualRect(bars.model().index(0, 0)).height()


def test_that_a_narrow_list_of_cases_keeps_the_bundle_and_leaves_out_what_says_least(
    qtbot: QtBot, largest: Look
) -> None:
    table, now = CaseTable(largest), datetime(2026, 12, 4, 10, tzinfo=UTC)
    row = CaseRow(
        "c",
        "15220101A26120400071",
        100,
        "我要开畜禽养殖场(不含野生动物)",
        "accepted",
        now.isoformat(),
        now.isoformat(),
        None,
        "W01",
        "巴图吉雅",
    )
    table.show_rows([row], now, {})
    shown_at(qtbot, table, 860)
    letter = largest.px("text")
    assert table.columnWidth(ORDERS.index(CaseOrder.BUNDLE)) >= 7 * letter
    assert table.isColumnHidden(ORDERS.index(CaseOrder.CLERK))
    assert not table.isColumnHidden(ORDERS.index(CaseOrder.DUE))
    assert list(short_of_room(table.parentWidget() or table)) == []
    table.resize(1800, 500)
    QApplication.processEvents()
    assert not any(table.isColumnHidden(column) for column in range(len(ORDERS)))


def test_that_every_column_of_a_take_over_lies_in_its_table(qtbot: QtBot, largest: Look) -> None:
    page, table = QWidget(), WrappedTable(largest, "table", "表")
    QVBoxLayout(page).addWidget(table)
    cells = (
        "OLD-2026-0118",
        "巴**雅",
        "公众聚集场所投入使用、营业前消防安全检查",
        "已受理",
        "11月4日",
        "11月18日",
        "办结期限：法定10个工作日",
    )
    table.show_rows(case_heads(taken=False), [cells])
    shown_at(qtbot, page, 880)
    assert list(short_of_room(page)) == []
    number = table.fontMetrics().horizontalAdvance(cells[0])
    qtbot.waitUntil(lambda: table.columnWidth(0) > number)  # it is compared with paper


def test_that_what_to_do_about_a_fault_is_whole_in_its_row(qtbot: QtBot, largest: Look) -> None:
    page, table = QWidget(), FaultTable(largest)
    QVBoxLayout(page).addWidget(table)
    shown_at(qtbot, page, 880)
    kinds = "“许可证”不在可填的词里：行政许可、登记确认、备案、行政给付、机关公共服务、企事业单位服务"
    table.show_faults([GuideFault("kind", kinds, "事项", 2, "D", "程序类别")])
    room, metrics = table.columnWidth(3) - 12, table.fontMetrics()
    tall = metrics.boundingRect(QRect(0, 0, room, 1000), Qt.TextFlag.TextWordWrap.value, kinds).height()
    qtbot.waitUntil(lambda: table.rowHeight(0) >= tall > 2 * metrics.height())


class LongestWords:
    """Draws the longest words there are."""

    def opening_kinds(self) -> Sequence[SlotKind]:
        return (SlotKind.PHRASE,)

    def draw_phrase(self, count: int) -> Sequence[PhraseWord]:
        words = PhraseWords(
            (RESOURCES / "phrase" / "words.txt").read_text(encoding="utf-8").splitlines()
        ).words
        return sorted(words, key=lambda word: len(word.letters))[-count:]

    def read_phrase(self, typed: str) -> str:
        return typed

    def check_opening_pin(self, pin: str) -> None:
        """Any."""


@pytest.mark.parametrize("count", [4, 5])
def test_that_every_letter_of_a_phrase_that_is_copied_by_hand_is_whole(
    qtbot: QtBot, largest: Look, count: int
) -> None:
    page = QWidget()
    choice = OpeningChoice(LongestWords(), largest)
    QVBoxLayout(page).addWidget(choice)
    choice.ask_phrase()
    if count > 4:
        choice.longer.click()
    shown_at(qtbot, page, 760)
    words = [label for pair in choice.words_shown for label in pair if label.isVisibleTo(page)]
    assert len(words) == 2 * count
    for word in words:
        assert word.width() >= word.sizeHint().width(), word.text()
        assert word.height() >= word.sizeHint().height(), word.text()
