"""Printing as a clerk does it: sent by a key, what the printer waits for is said, and only a person calls it 已出纸."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from counter.services.papers.print_queueing import print_sheets, send_copy
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from tests.printing.cups import Cups
from tests.printing.pages import bare, text_of
from tests.services.papers.test_print_queueing import full_disk
from tests.ui.case.acts.conftest import At
from tests.ui.hands import Key
from tests.ui.moments import moment
from tests.ui.papers.conftest import PATIENCE, Prints

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def copy_marks(tray: Path) -> list[str]:
    """Which sheets came out, in order."""
    files = sorted(tray.glob("*.pdf"), key=lambda f: int(f.stem))
    texts = [bare(text_of(file.read_bytes())) for file in files]
    marks = ("重打第1次", "第2联（共2联）", "第1联（共2联）")
    return [next((mark for mark in marks if mark in text), "?") for text in texts]


def test_that_both_sheets_of_every_paper_go_out_in_order_and_only_a_person_calls_them_out(
    cups: Cups, many: Prints
) -> None:
    tray = cups.printer("window")
    many.print_all()
    number = len(many.case.papers)
    many.until_came(tray, 2 * number)
    many.until_row("已交给打印机", number - 1)
    assert copy_marks(tray) == ["第1联（共2联）", "第2联（共2联）"] * number
    assert [p.stage for p in many.now().papers] == [PaperStage.QUEUED] * number
    assert not many.at.button("printAll").isEnabled()
    assert "已打印" not in "".join(many.row(n) for n in range(number)) + many.state()
    many.key(Key.Key_F4)
    assert [p.stage for p in many.now().papers] == [PaperStage.PRINTED] * number
    assert {s.step for s in many.sheets()} == {SheetStep.SEEN}
    assert not many.at.button("printOut").isEnabled()


def test_that_printing_cut_short_between_two_sheets_goes_on_with_the_missing_one(cups: Cups, at: At) -> None:
    """The power went after the applicant's sheet of the last paper: nothing may call both sheets out."""
    tray = cups.printer("window")
    case = at.filed(at.visit())
    *whole, last = (paper.id for paper in case.papers)
    for paper in whole:
        print_sheets(at.station.app, case.id, paper, "W01")
    send_copy(at.station.app, case.id, last, "W01", copy=1)
    again = Prints(at, case)
    again.until_row("已交给打印机", len(whole) - 1)
    assert again.at.button("printAll").words == "打印 1 份"
    assert again.row(len(whole)).count("第2联还没有送打印") == 1
    assert not again.at.shows("oneLook")
    again.key(Key.Key_F4)
    assert [p.stage for p in again.now().papers] == [PaperStage.PRINTED] * len(whole) + [PaperStage.QUEUED]
    again.print_all()
    again.until_came(tray, 2 * len(case.papers))
    assert copy_marks(tray)[-1] == "第2联（共2联）"
    again.until_row("已交给打印机", len(whole))
    again.key(Key.Key_F4)
    assert {p.stage for p in again.now().papers} == {PaperStage.PRINTED}


def test_that_the_sizes_of_paper_are_named_beside_every_paper(many: Prints) -> None:
    many.on_the_list()
    for key in (Key.Key_Home, *[Key.Key_Down] * (len(many.case.papers) - 1)):
        many.key(key)
        shown = many.at.see(Choices, "printPage").findChildren(Chip)
        assert [chip.text() for chip in shown] == ["A4", "A5", "80mm 凭条"]


def test_that_what_is_out_is_stamped_by_two_presses(cups: Cups, many: Prints) -> None:
    tray = cups.printer("window")
    many.print_all()
    many.until_came(tray, 2 * len(many.case.papers))
    many.key(Key.Key_F4)
    many.key(Key.Key_F10)
    assert not any(p.stamped for p in many.now().papers)
    many.at.qtbot.waitUntil(lambda: many.at.button("printStamped").property("armed") is True)
    many.key(Key.Key_F10)
    assert all(p.stamped for p in many.now().papers)


def test_that_who_only_hears_is_told_what_was_sent_what_came_out_and_what_is_stamped(
    cups: Cups, many: Prints, heard: list[str]
) -> None:
    """The focus stays on the case's acts: without a word nobody knows whether the key did anything."""
    tray = cups.printer("window")
    heard.clear()
    many.print_all()
    many.until_came(tray, 2 * len(many.case.papers))
    many.at.qtbot.waitUntil(lambda: any("看着纸出来，再按 F4" in said for said in heard), timeout=PATIENCE)
    many.until_row("已交给打印机", len(many.case.papers) - 1)
    heard.clear()
    many.key(Key.Key_F4)
    assert [said for said in heard if "记下了：纸出来了" in said]
    heard.clear()
    many.key(Key.Key_F10)
    many.at.armed("printStamped")
    many.key(Key.Key_F10)
    assert [said for said in heard if "记下了：盖了章" in said]


def test_that_a_step_that_is_done_passes_the_focus_to_the_next_one_and_to_nothing_between(
    cups: Cups, many: Prints
) -> None:
    """Each control that gets it is read out."""
    tray = cups.printer("window")
    many.print_all()
    many.until_came(tray, 2 * len(many.case.papers))
    many.until_row("已交给打印机", len(many.case.papers) - 1)
    many.at.button("printOut").setFocus()
    came: list[str] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    told = application.focusChanged.connect(lambda _, now: came.append(now.objectName()) if now else None)
    many.key(Key.Key_F4)
    application.disconnect(told)
    assert came == ["printStamped"]


def test_that_out_of_paper_is_said_above_and_in_the_row_and_the_same_serials_are_sent_again(
    cups: Cups, one: Prints
) -> None:
    tray = cups.printer("window", "empty")
    one.send()
    one.until_said("缺纸")
    assert "缺纸" in one.row()
    assert not one.at.button("printOut").isEnabled()
    first = [s.job for s in one.sheets()]
    one.key(Key.Key_F4, SHIFT)
    one.key(Key.Key_1)
    assert one.at.focus() is one.papers.list  # where the hand was before
    assert [(s.copy, s.step, s.words) for s in one.sheets()] == [
        (1, SheetStep.FAILED, "缺纸"),
        (2, SheetStep.FAILED, "缺纸"),
    ]
    assert one.now().papers[0].stage is PaperStage.FAILED
    one.key(Key.Key_F5)
    again = one.sheets()
    assert [(s.copy, s.step) for s in again] == [(1, SheetStep.QUEUED), (2, SheetStep.QUEUED)]
    assert set(first).isdisjoint(s.job for s in again)
    (tray / "go").touch()
    one.until_came(tray, 2)
    assert copy_marks(tray) == ["第1联（共2联）", "第2联（共2联）"]
    one.until_row("已交给打印机")
    one.key(Key.Key_F4)
    assert one.now().papers[0].stage is PaperStage.PRINTED


def test_that_paper_filled_in_goes_on_by_itself(cups: Cups, one: Prints) -> None:
    tray = cups.printer("window", "empty")
    one.send()
    one.until_said("缺纸")
    (tray / "go").touch()
    one.until_row("已交给打印机")
    assert "缺纸" not in one.state()
    assert one.at.button("printOut").isEnabled()


def test_that_a_paused_queue_is_said_and_what_waits_is_not_called_out(cups: Cups, one: Prints) -> None:
    tray = cups.printer("window")
    cups.run("cupsdisable", "window")
    one.send()
    one.until_said("打印机已暂停")
    one.key(Key.Key_F4)
    assert one.now().papers[0].stage is PaperStage.QUEUED
    cups.run("cupsenable", "window")
    one.until_came(tray, 2)
    one.until_row("已交给打印机")


def test_that_a_printer_that_gives_up_is_noted_and_says_what_to_do(cups: Cups, one: Prints) -> None:
    cups.printer("window", "fail", "abort-job")
    one.send()
    one.until_said("没打出来：没有打出完整的文书")
    assert "没打出来" in one.row()
    assert one.now().papers[0].stage is PaperStage.FAILED
    assert one.at.button("printAgain").isEnabled()


def test_that_a_refusing_queue_stops_what_comes_after(cups: Cups, many: Prints) -> None:
    cups.printer("window")
    cups.run("cupsreject", "window")
    many.print_all()
    assert "打印机现在不接收" in many.at.message()
    assert [(s.copy, s.step) for s in many.sheets()] == [(1, SheetStep.FAILED)]
    cups.run("cupsaccept", "window")
    many.key(Key.Key_F5)
    assert [(s.copy, s.step) for s in many.sheets()] == [(1, SheetStep.QUEUED), (2, SheetStep.QUEUED)]


def test_that_a_print_system_that_is_away_counts_nothing_and_the_file_stays(
    cups: Cups, one: Prints, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cups.printer("window")
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "off.sock"))
    one.send()
    assert "打印服务没有运行" in one.at.message()
    one.until_said("存成 PDF")
    assert one.sheets() == []
    assert one.now().papers[0].copies == 0
    one.papers.folder.setText(str(tmp_path))
    one.key(Key.Key_S, CONTROL)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_that_a_print_system_that_goes_away_later_is_said_and_found_again(
    cups: Cups, one: Prints, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tray = cups.printer("window", "stall")
    one.send()
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "off.sock"))
    one.until_said("打印服务没有运行")
    monkeypatch.setenv("CUPS_SERVER", str(cups.socket))
    (tray / "go").touch()
    one.until_row("已交给打印机")
    assert [s.step for s in one.sheets()] == [SheetStep.QUEUED, SheetStep.QUEUED]


def test_that_a_full_disk_leaves_no_copy_and_no_file(one: Prints, tmp_path: Path) -> None:
    one.papers.folder.setText(str(tmp_path))
    one.at.settle()
    with full_disk():
        one.key(Key.Key_S, CONTROL)
    assert one.at.message()
    assert one.now().papers[0].copies == 0
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_no_printer_is_said_and_nothing_is_counted(cups: Cups, one: Prints) -> None:
    one.until_said("没有打印机")
    one.send()
    assert "没有打印机" in one.at.message()
    assert one.sheets() == []


def test_that_a_reprint_is_named_before_it_is_sent_and_needs_no_reason(cups: Cups, one: Prints) -> None:
    tray = cups.printer("window")
    assert one.at.button("printOne").words == "打印这份（两联）"
    one.on_the_list()
    one.key(Key.Key_P)
    one.until_came(tray, 2)
    one.key(Key.Key_F4)
    assert one.at.button("printOne").words == "再打一张（重打第1次）"
    one.on_the_list()
    one.key(Key.Key_P)
    one.until_came(tray, 3)
    assert copy_marks(tray)[-1] == "重打第1次"
    assert [s.copy for s in one.sheets()] == [1, 2, 3]


def test_that_one_spoilt_sheet_keeps_its_serial_and_one_printed_elsewhere_does_not(
    cups: Cups, one: Prints
) -> None:
    tray = cups.printer("window")
    one.send()
    one.until_came(tray, 2)
    one.key(Key.Key_F4, SHIFT)
    copies = one.at.see(Choices, "notOutCopies")
    copies.take_focus()
    one.key(Key.Key_1)  # the first sheet is in hand; the second was spoilt
    why = one.at.see(Choices, "notOutWhy")
    why.take_focus()
    one.key(Key.Key_3)
    assert [(s.copy, s.step) for s in one.sheets()] == [(1, SheetStep.QUEUED), (2, SheetStep.FAILED)]
    one.key(Key.Key_F5)
    one.until_came(tray, 3)
    one.key(Key.Key_F4, SHIFT)
    copies.take_focus()
    one.key(Key.Key_1)
    why.take_focus()
    one.key(Key.Key_5)
    assert [(s.copy, s.step) for s in one.sheets()] == [(1, SheetStep.QUEUED), (2, SheetStep.ASTRAY)]
    assert "重打第1次" in one.at.button("printOne").words


def test_that_what_is_issued_goes_to_the_printer_at_once_where_the_station_wants_it(
    cups: Cups, at: At
) -> None:
    tray = cups.printer("window")
    at.ready_typed()
    at.press_twice()
    at.settle()
    assert at.shows("resultPanel")
    assert list(tray.glob("*.pdf")) == []
    at.button("printAtOnce").click()
    at.settle()
    assert at.station.preferences.print_after
    at.next_visit()
    at.begin()
    at.answer()
    at.keys("A")
    at.scan("999999198505052127")
    at.key(Key.Key_F7)
    at.write("乌云其其格")
    at.key(Key.Key_Return)
    at.press_twice()
    at.settle()
    assert at.shows("resultPanel")
    assert at.window.intake is not None
    case = at.window.intake.result.panel.papers.printing.case
    assert case is not None
    assert all(s.step is SheetStep.QUEUED for p in at.now(case).papers for s in p.sheets)
    at.qtbot.waitUntil(lambda: len(list(tray.glob("*.pdf"))) == 2 * len(case.papers), timeout=PATIENCE)


def test_that_the_printer_is_chosen_once_and_remembered(cups: Cups, one: Prints) -> None:
    cups.printer("office")
    tray = cups.printer("window")
    one.key(Key.Key_Escape)
    one.at.opened(one.case)
    chips = one.at.see(Choices, "printPrinter")
    one.at.qtbot.waitUntil(lambda: chips.options == ("office", "window"))
    assert chips.isVisible(), "one has to be chosen"
    one.send()
    assert "请选一台" in one.at.message()
    chips.take_focus()
    one.key(Key.Key_2)
    assert one.at.station.preferences.printer == "window"
    assert not chips.isVisible()
    assert one.at.button("paperMore").extra.endswith("window")
    one.send()
    one.until_came(tray, 2)


def test_that_the_log_tells_every_sheet_and_what_became_of_it(cups: Cups, one: Prints) -> None:
    tray = cups.printer("window")
    one.send()
    one.until_came(tray, 2)
    one.key(Key.Key_F4)
    one.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    lines = one.at.see(TextLabel, "printLogLines").text().splitlines()
    assert [line.partition(" · ")[0] for line in lines] == ["第1联", "第2联"]
    assert all("W01" in line and "window" in line and line.endswith("已出纸") for line in lines)


def test_that_nobody_asks_the_queue_once_the_case_is_left(cups: Cups, one: Prints) -> None:
    cups.printer("window", "empty")
    one.send()
    one.until_said("缺纸")
    one.at.qtbot.waitUntil(moment(one.papers.printing, "poll").isActive)
    one.key(Key.Key_F1)
    assert not moment(one.papers.printing, "poll").isActive()


def test_that_the_hand_stays_on_the_acts_while_the_queue_is_followed(cups: Cups, one: Prints) -> None:
    cups.printer("window", "fail", "abort-job")
    assert one.at.window.find_case is not None
    bar = one.at.window.find_case.detail.bar
    one.print_all()
    one.until_said("没打出来：没有打出完整的文书")
    assert bar.isAncestorOf(one.at.focus()) or one.at.focus() is one.papers.list
