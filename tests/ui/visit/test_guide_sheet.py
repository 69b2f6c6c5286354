"""一次性告知单 at the window: somebody only asks, and leaves with everything told; the visit stays as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from counter.domain.errors import WorldTrouble
from counter.services.context.print_queue import Printer, PrinterState
from counter.ui.kit.controls.field import Field
from counter.ui.papers.paper_preview import PaperPreview
from tests.ui.hands import Hands, Key


def open_sheet(hands: Hands) -> None:
    hands.key(Key.Key_G, Hands.CONTROL)


def shown(hands: Hands) -> PaperPreview:
    assert hands.window.intake is not None
    return hands.window.intake.sheet.panel.preview


def test_that_a_key_shows_the_sheet_of_the_visit_and_esc_goes_back_to_it(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    open_sheet(hands)
    assert hands.shows("guideSheetPanel")
    assert shown(hands).page_count == 1
    assert "小餐馆" in hands.see(QLabel, "guideSheetTitle").text()
    hands.key(Key.Key_Escape)
    assert not hands.shows("guideSheetPanel")
    assert hands.focus().objectName() == "checklist"
    assert hands.facade.sheets == []


def test_that_the_button_with_its_key_stands_where_a_bundle_is_open_and_nowhere_else(hands: Hands) -> None:
    assert not hands.shows("guideSheet")
    open_sheet(hands)
    assert not hands.shows("guideSheetPanel")
    hands.begin()
    assert hands.shows("guideSheet")
    assert "Ctrl+G" in hands.button("guideSheet").accessibleName()
    hands.button("guideSheet").click()
    assert hands.shows("guideSheetPanel")


def test_that_saving_writes_beside_earlier_sheets_and_says_so(hands: Hands, tmp_path: Path) -> None:
    hands.begin()
    hands.answer()
    open_sheet(hands)
    hands.see(Field, "sheetFolder").setText(str(tmp_path))
    hands.key(Key.Key_S, Hands.CONTROL)
    assert len(hands.facade.sheets) == 1
    visit, file, clerk = hands.facade.sheets[0]
    assert visit.answers["q_entity"] == ("individual",)
    assert (file.parent, clerk) == (tmp_path, "W01")
    assert file.name.startswith("一次性告知单-我要开小餐馆")
    assert str(file) in hands.message()


def test_that_a_sheet_that_cannot_be_written_is_told(hands: Hands) -> None:
    hands.begin()
    open_sheet(hands)
    hands.facade.trouble = WorldTrouble("没能存到 /media：磁盘满了。")
    hands.key(Key.Key_S, Hands.CONTROL)
    assert "磁盘满了" in hands.message()
    assert hands.facade.sheets == []


def test_that_any_act_of_the_visit_takes_the_sheet_away(hands: Hands) -> None:
    hands.begin()
    hands.answer()
    open_sheet(hands)
    hands.key(Key.Key_F7)
    assert not hands.shows("guideSheetPanel")
    assert hands.focus().objectName() == "person_name"
    open_sheet(hands)
    hands.key(Key.Key_N, Hands.CONTROL)
    assert not hands.shows("guideSheetPanel")
    assert hands.focus().objectName() == "findBox"


def test_that_the_first_press_is_made_in_sight_of_the_visit(hands: Hands) -> None:
    hands.ready_to_decide()
    open_sheet(hands)
    hands.key(Key.Key_F9)
    assert not hands.shows("guideSheetPanel")
    hands.armed("decideButton")


def test_that_the_sheet_goes_to_the_printer_by_its_key_and_is_noted(hands: Hands) -> None:
    hands.facade.machine = [Printer("desk", "窗口打印机", True, PrinterState.READY, "")]
    hands.begin()
    hands.answer()
    open_sheet(hands)
    hands.key(Key.Key_P, Hands.CONTROL)
    assert [(file.name, clerk) for _, file, clerk in hands.facade.sheets] == [("printed", "W01")]
    assert "窗口打印机" in hands.message()


def test_that_without_a_printer_nothing_is_noted_as_given(hands: Hands) -> None:
    hands.begin()
    open_sheet(hands)
    hands.key(Key.Key_P, Hands.CONTROL)
    assert hands.facade.sheets == []
    assert "没有装打印机" in hands.message()
