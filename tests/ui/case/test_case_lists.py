"""After filing and in 查件 the usual case is whole, the paper can be read, and what does not fit is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from counter.domain.case.case import Case
from counter.ui.case.item_states import ItemStates
from counter.ui.kit.lists.more_below_line import MoreBelowLine
from counter.ui.papers.paper_list import PaperList
from counter.ui.papers.paper_preview import PaperPreview
from tests.ui.hands import Hands, Key

SIZES = ((1024, 700), (1366, 768), (1920, 1080))


def with_many(case: Case, items: int, papers: int) -> Case:
    """The case with so many items and papers, each like its first."""
    one, paper = case.items[0], case.papers[0]
    return replace(
        case,
        items=tuple(replace(one, asked=replace(one.asked, id=f"{one.id}-{n}")) for n in range(items)),
        papers=tuple(replace(paper, id=f"{paper.id}-{n}") for n in range(papers)),
    )


@pytest.fixture
def filed(hands: Hands) -> Hands:
    """A visit was filed, and its result is in sight."""
    hands.ready_to_decide()
    hands.press_twice()
    assert hands.shows("resultPanel")
    return hands


def show(hands: Hands, items: int, papers: int, size: tuple[int, int] = (1366, 768)) -> None:
    assert hands.window.intake is not None
    hands.window.resize(*size)
    hands.window.intake.result.panel.show_case(with_many(hands.facade.cases[0], items, papers))
    settle(hands)


def settle(hands: Hands) -> None:
    """Laid out: a list asks for another height, its line of the rest measures a moment after it."""
    hands.settle()
    for _ in range(4):
        hands.look()
        QApplication.processEvents()


def lists(hands: Hands) -> tuple[ItemStates, PaperList]:
    return hands.see(ItemStates, "resultItems"), hands.see(PaperList, "paperList")


def rest(view: QListView) -> str:
    """What it says it does not show."""
    line = view.findChild(MoreBelowLine)
    assert line is not None
    return line.text() if line.isVisible() else ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True])
def test_that_five_items_and_eight_papers_are_whole(filed: Hands, size: tuple[int, int], large: bool) -> None:
    if large:
        filed.key(Key.Key_F12)
    show(filed, 5, 8, size)
    for listed in lists(filed):
        assert (rest(listed), listed.verticalScrollBar().maximum()) == ("", 0)
    paper = filed.see(PaperPreview, "paperPreview")
    assert paper.viewport().width() > (640 if size[0] > 1024 else 290)


def test_that_what_does_not_fit_is_counted_and_no_row_is_cut_through(filed: Hands) -> None:
    show(filed, 14, 20, (1024, 700))
    items, papers = lists(filed)
    for listed in (items, papers):
        last = listed.model().rowCount() - 1
        whole = [
            listed.visualRect(listed.model().index(row, 0)).bottom() < listed.viewport().height()
            for row in range(last + 1)
        ]
        assert str(whole.count(False)) in rest(listed)
        assert listed.viewport().height() % listed.sizeHintForRow(0) == 0
    assert rest(items).endswith("项 ↓")
    items.scrollToBottom()
    assert rest(items) == "上面还有 ↑"


def test_that_a_click_unfolds_an_item_and_one_of_another_button_does_nothing(filed: Hands) -> None:
    items, _ = lists(filed)
    assert isinstance(items, ItemStates)
    place = items.visualRect(items.model().index(0, 0)).center()
    for other in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(items.viewport(), other, pos=place)
        assert not items.is_unfolded(0)
    QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert items.is_unfolded(0)


def test_that_printing_keeps_its_place_whatever_it_says(filed: Hands) -> None:
    show(filed, 5, 8)
    assert filed.window.intake is not None
    printing = filed.window.intake.result.panel.papers.printing
    places = set()
    for words in (
        "",
        "打印机缺纸。",
        "打印服务没有运行或没有回应。请在系统打印设置里查看，或请系统管理员启动打印服务。" * 2,
    ):
        printing.away = words
        printing.updated.emit()
        settle(filed)
        button = filed.button("printOut")
        places.add((button.mapTo(filed.window, button.rect().topLeft()).toTuple(), button.width()))
    assert len(places) == 1


def test_that_what_comes_next_stands_in_one_line(filed: Hands) -> None:
    panel = filed.see(QWidget, "resultPanel")
    invite, after = (filed.button(name) for name in ("inviteRating", "nextVisit"))
    middles = [one.mapTo(panel, one.rect().center()).y() for one in (invite, after)]
    assert abs(middles[0] - middles[1]) <= 1


def test_that_one_button_is_filled_and_it_is_what_comes_next(filed: Hands) -> None:
    def filled() -> list[str]:
        panel = filed.see(QWidget, "resultPanel")
        buttons = (filed.button(name) for name in ("printAll", "nextVisit", "inviteRating"))
        return [
            one.objectName()
            for one in buttons
            if panel.isAncestorOf(one) and one.property("role") == "primary" and not one.property("quiet")
        ]

    assert filled() == ["printAll"]


def test_that_what_is_folded_is_named_where_it_is_not_as_usual(filed: Hands) -> None:
    assert not filed.shows("printAtOnce")
    assert filed.button("paperMore").extra == ""
    filed.alt("Right")
    assert filed.shows("printAtOnce")
    assert filed.shows("saveFolder")
    filed.button("printAtOnce").click()
    filed.alt("Right")
    assert not filed.shows("printAtOnce")
    assert filed.button("paperMore").extra == "出具后直接送打印"


# -- 查件 --
@pytest.fixture
def opened(hands: Hands) -> Hands:
    """A case, opened."""
    hands.filed_before()
    hands.facade.cases[0] = with_many(hands.facade.cases[0], 5, 5)
    hands.key(Key.Key_F3)
    hands.key(Key.Key_Return)
    hands.qtbot.waitUntil(lambda: hands.shows("caseDetail"))
    settle(hands)
    return hands


def test_that_the_paper_of_an_opened_case_has_most_of_the_page(opened: Hands) -> None:
    page = opened.see(QWidget, "caseDetail")
    paper = opened.see(PaperPreview, "paperPreview")
    assert paper.height() >= 0.6 * page.height()
    for listed in lists(opened):
        assert listed.verticalScrollBar().maximum() == 0


def test_that_the_facts_take_the_place_of_the_paper_and_go_by_one_escape(opened: Hands) -> None:
    assert not opened.shows("caseStory")
    opened.alt("Left")
    assert opened.focus().objectName() == "caseStory"
    assert not opened.shows("paperPreview")
    opened.key(Key.Key_Escape)
    assert opened.shows("caseDetail")
    assert opened.shows("paperPreview")
    assert not opened.shows("caseStory")


def test_that_a_wide_page_shows_the_facts_beside_items_and_paper(opened: Hands) -> None:
    opened.window.resize(1920, 1080)
    settle(opened)
    assert opened.shows("caseStory")
    assert opened.shows("paperPreview")
    places = [
        opened.see(QWidget, name).mapTo(opened.window, opened.window.rect().topLeft()).x()
        for name in ("caseStory", "resultItems", "paperPreview")
    ]
    assert places == sorted(places)
    assert not opened.shows("caseFacts")  # nothing is folded
    opened.window.resize(1366, 768)
    settle(opened)
    assert not opened.shows("caseStory")


def test_that_the_rating_is_invited_while_it_is_out_of_sight(opened: Hands) -> None:
    assert opened.window.find_case is not None
    rating = opened.window.find_case.detail.rating
    assert rating.may
    assert not rating.isVisible()
    with opened.qtbot.waitSignal(rating.invite_wanted):
        opened.key(Key.Key_E, opened.CONTROL)
