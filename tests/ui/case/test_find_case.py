"""查件: search, the whole story of a case, its papers again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QScrollArea, QWidget

from counter.domain.document.numbering import grouped
from counter.services.context.case_search import CaseFilter, CaseOrder
from counter.services.context.ports import FoundCases
from counter.ui.case.case_table import CaseRows, CaseTable
from counter.ui.case.find_case import FindCasePage
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.field import Field
from counter.ui.papers.paper_preview import PaperPreview
from tests.ui.fake_facade import case_number
from tests.ui.hands import Hands, Key

CARD = "999999199001011238"


@pytest.fixture
def with_a_case(hands: Hands) -> Hands:
    """One case was filed, and 查件 is open."""
    hands.filed_before()
    hands.key(Key.Key_F3)
    return hands


def test_that_the_newest_cases_stand_there_before_anything_is_typed(with_a_case: Hands) -> None:
    table = with_a_case.window.findChildren(QLabel, "noCases")[0]
    assert not table.isVisible()
    with_a_case.key(Key.Key_Return)
    assert with_a_case.see(QLabel, "detailNumber").text() == grouped(case_number(1))


def test_that_a_name_finds_a_case_and_enter_opens_it(with_a_case: Hands) -> None:
    with_a_case.write("巴图")
    with_a_case.key(Key.Key_Return)
    assert with_a_case.shows("caseDetail")
    with_a_case.alt("Left")
    texts = [label.text() for label in with_a_case.window.findChildren(QLabel) if label.isVisible()]
    assert "999999********1238" in texts
    assert not any("999999199001011238" in text for text in texts)


@pytest.mark.parametrize("large", [False, True])
def test_that_nothing_of_a_case_is_cut_on_a_small_screen(with_a_case: Hands, large: bool) -> None:
    with_a_case.key(Key.Key_Return)
    if large:
        with_a_case.key(Key.Key_F12)
    with_a_case.window.resize(1024, 640)
    with_a_case.alt("Left")
    for name in ("caseHead", "caseStory"):
        shown = with_a_case.see(QScrollArea, name)
        assert shown.isVisible()
        assert shown.widget().width() <= shown.viewport().width()


class Appearing(QObject):
    """What appears in a part while the page around it is on show already."""

    def __init__(self, part: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._part, self._page = part, page
        self.came: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        comes = event.type() == QEvent.Type.ShowToParent and self._page.isVisible()
        if comes and isinstance(watched, ActButton) and self._part.isAncestorOf(watched):
            self.came.append(watched.objectName())
        return False


def test_that_a_case_is_filled_before_it_comes_on_show(with_a_case: Hands) -> None:
    page = with_a_case.window.find_case
    assert page is not None
    appearing = Appearing(page.detail.bar, page.detail)
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(appearing)
    with_a_case.key(Key.Key_Return)
    application.removeEventFilter(appearing)
    assert with_a_case.shows("caseDetail")
    assert page.detail.bar.findChildren(ActButton), "the case offers something"
    assert appearing.came == [], "each of these had the whole page laid out anew"


def test_that_a_case_of_another_year_says_which(with_a_case: Hands) -> None:
    model = with_a_case.see(CaseTable, "caseTable").model()
    assert isinstance(model, CaseRows)
    (row,) = with_a_case.facade.find_cases("")
    old = replace(row, opened_at="2016-12-31T16:30:00+00:00", due="2018-01-05")
    model.show_rows([old], datetime(2017, 6, 1, tzinfo=UTC), {})
    assert [model.index(0, column).data() for column in (4, 5)] == ["1月1日 00:30", "2018年1月5日"]
    model.show_rows([old], datetime(2018, 6, 1, tzinfo=UTC), {})
    assert [model.index(0, column).data() for column in (4, 5)] == ["2017年1月1日 00:30", "1月5日"]


def test_that_nothing_found_is_said(with_a_case: Hands) -> None:
    with_a_case.write("没有这个人")
    with_a_case.qtbot.waitUntil(lambda: with_a_case.shows("noCases"))
    assert "没有这个人" in with_a_case.see(QLabel, "noCases").text()


def test_that_escape_goes_back_to_the_list(with_a_case: Hands) -> None:
    with_a_case.key(Key.Key_Return)
    with_a_case.key(Key.Key_Escape)
    assert with_a_case.focus().objectName() == "caseFindBox"


def test_that_f3_once_more_leaves_the_case_for_the_list_to_search_in(with_a_case: Hands) -> None:
    with_a_case.key(Key.Key_Return)
    assert with_a_case.shows("caseDetail")
    with_a_case.key(Key.Key_F3)
    assert not with_a_case.shows("caseDetail")
    assert with_a_case.focus().objectName() == "caseFindBox"


def test_that_the_open_case_is_still_there_after_a_look_at_another_page(with_a_case: Hands) -> None:
    with_a_case.key(Key.Key_Return)
    with_a_case.key(Key.Key_F2)
    with_a_case.key(Key.Key_F3)
    assert with_a_case.shows("caseDetail")
    assert with_a_case.focus().isVisible()


def test_that_papers_are_previewed_and_written_out_in_the_background(
    with_a_case: Hands, tmp_path: Path
) -> None:
    with_a_case.key(Key.Key_Return)
    assert with_a_case.window.find_case is not None
    papers = with_a_case.window.find_case.detail.papers
    assert with_a_case.focus() is papers.list
    assert isinstance(papers.list, QListWidget)
    assert isinstance(papers.preview, PaperPreview)
    assert papers.preview.page_count == 1
    papers.save_to(papers.list.current, tmp_path / "a.pdf")
    with_a_case.settle()
    assert with_a_case.facade.copied == [("paper-1-1", tmp_path / "a.pdf")]
    assert "第 1 份" in with_a_case.message()


def test_that_looking_at_the_full_number_is_noted_with_who_looked(with_a_case: Hands) -> None:
    with_a_case.write("巴图")
    with_a_case.key(Key.Key_Return)
    with_a_case.alt("Left")
    see = with_a_case.button("caseApplicantSee")
    see.setFocus()
    with_a_case.key(Key.Key_Space)
    with_a_case.settle()
    assert [clerk for _, clerk in with_a_case.facade.looks] == ["W01"]


def test_that_ctrl_s_saves_into_the_folder_beside_it_and_never_over_an_earlier_copy(
    with_a_case: Hands, tmp_path: Path
) -> None:
    with_a_case.key(Key.Key_Return)
    assert with_a_case.window.find_case is not None
    papers = with_a_case.window.find_case.detail.papers
    papers.folder.setText(str(tmp_path))
    with_a_case.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with_a_case.settle()
    first = with_a_case.facade.copied[0][1]
    first.touch()
    with_a_case.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with_a_case.settle()
    second = with_a_case.facade.copied[1][1]
    assert first.parent == tmp_path
    assert second.stem == f"{first.stem}-2"
    assert with_a_case.facade.preferences.papers == str(tmp_path)


def test_that_a_scanned_number_finds_its_cases_and_stays_masked_in_the_box(with_a_case: Hands) -> None:
    with_a_case.scan(CARD)
    with_a_case.settle()
    assert with_a_case.see(Field, "caseFindBox").text() == "999999********1238"
    assert not with_a_case.shows("noCases")
    with_a_case.key(Key.Key_Return)
    assert with_a_case.shows("caseDetail")


def test_that_a_scan_without_a_case_is_named_masked(with_a_case: Hands) -> None:
    with_a_case.scan("999999198505052127")
    with_a_case.qtbot.waitUntil(lambda: with_a_case.shows("noCases"))
    assert "999999********2127" in with_a_case.see(QLabel, "noCases").text()
    with_a_case.key(Key.Key_F1)
    with_a_case.key(Key.Key_F3)
    assert with_a_case.shows("noCases")


def test_that_the_list_shows_numbers_in_the_groups_that_papers_show(with_a_case: Hands) -> None:
    table = with_a_case.see(CaseTable, "caseTable")
    number = with_a_case.facade.cases[0].number
    assert table.model().index(0, 0).data() == grouped(number) != number


@pytest.mark.parametrize("large", [False, True])
def test_that_a_very_long_name_leaves_every_column_in_sight(hands: Hands, large: bool) -> None:
    hands.filed_before()
    applicant = hands.facade.cases[0].applicant
    assert applicant is not None
    hands.facade.cases[0] = replace(hands.facade.cases[0], applicant=replace(applicant, name="巴" * 60))
    if large:
        hands.key(Key.Key_F12)
    hands.key(Key.Key_F3)
    table = hands.see(CaseTable, "caseTable")
    head = table.horizontalHeader()
    assert head.length() <= table.viewport().width()
    last = head.count() - 1
    assert head.sectionViewportPosition(last) + head.sectionSize(last) <= table.viewport().width()
    assert head.sectionSize(2) > table.sizeHintForColumn(3)
    assert table.rowHeight(0) >= table.fontMetrics().height()
    narrow = head.sectionSize(1)
    hands.window.resize(1920, 1080)
    hands.qtbot.waitUntil(lambda: head.sectionSize(1) > narrow)
    assert head.sectionViewportPosition(last) + head.sectionSize(last) <= table.viewport().width()


def test_that_the_list_says_at_once_how_many_copies_there_are(with_a_case: Hands, tmp_path: Path) -> None:
    with_a_case.key(Key.Key_Return)
    assert with_a_case.window.find_case is not None
    papers = with_a_case.window.find_case.detail.papers
    papers.folder.setText(str(tmp_path))
    with_a_case.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with_a_case.qtbot.waitUntil(lambda: "已存 1 份" in papers.list.item(0).text())


def test_that_a_list_that_is_cut_says_so_until_enough_is_typed(with_a_case: Hands) -> None:
    facade, page = with_a_case.facade, with_a_case.window.findChildren(FindCasePage)[0]
    (case,) = facade.cases
    facade.cases = [replace(case, id=f"c{n}", number=case_number(n)) for n in range(1, 62)]
    page.on_shown()
    with_a_case.qtbot.waitUntil(lambda: with_a_case.shows("moreCases"))
    assert "50" in with_a_case.see(QLabel, "moreCases").text()
    assert with_a_case.see(CaseTable, "caseTable").model().rowCount() == 50
    with_a_case.write(case_number(7))
    with_a_case.qtbot.waitUntil(lambda: not with_a_case.shows("moreCases"))


def choose(hands: Hands, name: str, data: object) -> None:
    """A choice in a box, as the mouse or the keys make it."""
    box = hands.see(QComboBox, name)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    hands.settle()


def test_that_the_list_is_narrowed_and_what_leaves_nothing_is_said(with_a_case: Hands) -> None:
    table = with_a_case.see(CaseTable, "caseTable")
    state = with_a_case.facade.cases[0].state.value
    choose(with_a_case, "casesState", state)
    assert table.model().rowCount() == 1
    with_a_case.see(Field, "caseFindBox").setFocus()
    with_a_case.write("谁也不是")
    with_a_case.qtbot.waitUntil(lambda: not table.isVisible())
    assert "把上面的条件放宽" in with_a_case.see(QLabel, "noCases").text()
    with_a_case.scan(CARD)  # whoever is scanned has all cases shown
    with_a_case.settle()
    assert with_a_case.see(QComboBox, "casesState").currentData() == ""
    assert table.isVisible()


def test_that_a_head_puts_in_order_and_pressed_again_the_other_way_round(
    with_a_case: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[CaseFilter]()
    everything = with_a_case.facade.find_cases

    def find_cases(text: str, wanted: CaseFilter | None = None) -> FoundCases:
        assert wanted is not None
        asked.append(wanted)
        return everything(text, wanted)

    monkeypatch.setattr(with_a_case.facade, "find_cases", find_cases)
    head = with_a_case.see(CaseTable, "caseTable").horizontalHeader()
    for column in (5, 5, 4, 4):
        head.sectionClicked.emit(column)
        with_a_case.settle()
    assert [(one.order, one.descending) for one in asked] == [
        (CaseOrder.DUE, False),
        (CaseOrder.DUE, True),
        (CaseOrder.OPENED, True),
        (CaseOrder.OPENED, False),
    ]
    assert head.sortIndicatorSection() == 4


def test_that_the_current_case_is_shown_beside_without_being_opened(with_a_case: Hands) -> None:
    with_a_case.window.resize(1366, 768)
    with_a_case.qtbot.waitUntil(lambda: with_a_case.shows("casePreviewPapers"))
    assert with_a_case.see(QLabel, "casePreviewWho").text() == "巴图吉雅"
    assert "文书" in with_a_case.see(QLabel, "casePreviewPapers").text()
    assert with_a_case.facade.looks == []  # nothing masked was shown in full
    texts = [label.text() for label in with_a_case.window.findChildren(QLabel) if label.isVisible()]
    assert not any(CARD in text for text in texts)
    with_a_case.window.resize(1024, 700)
    with_a_case.qtbot.waitUntil(lambda: not with_a_case.shows("casePreview"))


def test_that_rows_passed_with_a_key_held_down_are_not_read_but_the_one_where_it_rests(
    with_a_case: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    facade, page = with_a_case.facade, with_a_case.window.findChildren(FindCasePage)[0]
    (case,) = facade.cases
    facade.cases = [replace(case, id=f"c{n}", number=case_number(n)) for n in range(1, 9)]
    page.on_shown()
    with_a_case.window.resize(1366, 768)
    table = with_a_case.see(CaseTable, "caseTable")
    with_a_case.qtbot.waitUntil(lambda: table.model().rowCount() == 8)
    with_a_case.settle()
    read, everything = list[str](), facade.case
    monkeypatch.setattr(facade, "case", lambda case: read.append(case) or everything(case))
    for _ in range(5):
        table.walk(1)
    here = table.current_case()
    assert here is not None
    with_a_case.qtbot.waitUntil(lambda: here.case in read)
    with_a_case.settle()
    assert len(read) <= 2


def test_that_coming_back_to_the_same_list_keeps_the_row_and_reads_its_case_anew(
    with_a_case: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    facade, page = with_a_case.facade, with_a_case.window.findChildren(FindCasePage)[0]
    (case,) = facade.cases
    facade.cases = [replace(case, id=f"c{n}", number=case_number(n)) for n in range(1, 5)]
    page.on_shown()
    with_a_case.window.resize(1366, 768)
    table = with_a_case.see(CaseTable, "caseTable")
    with_a_case.qtbot.waitUntil(lambda: table.model().rowCount() == 4)
    table.walk(2)
    chosen = table.current_case()
    with_a_case.key(Key.Key_F1)
    read, everything = list[str](), facade.case
    monkeypatch.setattr(facade, "case", lambda case: read.append(case) or everything(case))
    with_a_case.key(Key.Key_F3)
    assert chosen is not None
    with_a_case.qtbot.waitUntil(lambda: chosen.case in read)
    assert table.current_case() == chosen


def test_that_enter_right_after_a_letter_opens_what_the_letter_found(with_a_case: Hands) -> None:
    facade, page = with_a_case.facade, with_a_case.window.findChildren(FindCasePage)[0]
    (case,) = facade.cases
    facade.cases = [replace(case, id=f"c{n}", number=case_number(n)) for n in range(1, 5)]
    page.on_shown()
    table = with_a_case.see(CaseTable, "caseTable")
    with_a_case.qtbot.waitUntil(lambda: table.model().rowCount() == 4)
    page.box.setText(case_number(3))
    page.box.textEdited.emit(page.box.text())
    page.box.chosen.emit()  # the list of this text has not come yet
    with_a_case.qtbot.waitUntil(lambda: with_a_case.shows("caseDetail"))
    assert with_a_case.see(QLabel, "detailNumber").text() == grouped(case_number(3))


def test_that_who_took_a_case_in_is_called_by_name(with_a_case: Hands) -> None:
    table = with_a_case.see(CaseTable, "caseTable")
    row = table.current_case()
    assert row is not None
    cells = [str(table.model().index(0, column).data()) for column in range(table.model().columnCount())]
    names = {one.code: one.name for one in with_a_case.facade.staff()}
    assert cells[-1] == names[row.clerk] != row.clerk
