"""Printing by a heavy finger: nothing is sent twice unasked, nothing is called out or stamped that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt

from counter.domain.case.acts.acts import Void
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep
from tests.printing.cups import Cups
from tests.services.office import leaving
from tests.ui.case.acts.conftest import CLERK, At
from tests.ui.hands import Key
from tests.ui.papers.conftest import Prints

CONTROL = Qt.KeyboardModifier.ControlModifier


def hammer(at: At, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Three presses before the window has answered the first."""
    for _ in range(3):
        at.qtbot.keyClick(at.window.windowHandle(), key, modifier)
    at.settle()


@pytest.mark.parametrize("all_papers", [False, True])
def test_that_a_heavy_finger_makes_no_reprint(cups: Cups, one: Prints, all_papers: bool) -> None:
    tray = cups.printer("window", "stall")
    one.on_the_list()
    hammer(one.at, Key.Key_P, CONTROL if all_papers else Qt.KeyboardModifier.NoModifier)
    number = len(one.case.papers) if all_papers else 1
    assert [s.copy for s in one.sheets()] == [1, 2] * number
    (tray / "go").touch()
    one.until_came(tray, 2 * number)


def test_that_what_still_waits_in_the_queue_is_not_called_out(cups: Cups, many: Prints) -> None:
    tray = cups.printer("window", "stall")
    many.print_all()
    many.until_row("正在打印")
    many.key(Key.Key_F4)
    assert "还在排队打印" in many.at.message()
    assert SheetStep.SEEN not in {s.step for s in many.sheets()}
    (tray / "go").touch()
    many.until_came(tray, 2 * len(many.case.papers))
    many.until_row("已交给打印机", len(many.case.papers) - 1)
    many.key(Key.Key_F4)
    assert {s.step for s in many.sheets()} == {SheetStep.SEEN}


def test_that_a_lock_forgets_the_first_press_of_stamping(cups: Cups, one: Prints) -> None:
    tray = cups.printer("window")
    one.send()
    one.until_came(tray, 2)
    one.key(Key.Key_F4)
    one.key(Key.Key_F10)
    one.at.qtbot.waitUntil(lambda: one.at.button("printStamped").property("armed") is True)
    one.key(Key.Key_L, CONTROL)
    one.at.write("1234")
    one.key(Key.Key_Return)
    one.at.qtbot.waitUntil(lambda: one.at.shows("caseDetail"))
    one.key(Key.Key_F10)
    assert one.now().papers[0].stage is PaperStage.PRINTED


def test_that_a_paper_taken_back_is_refused_in_words(cups: Cups, at: At) -> None:
    cups.printer("window")
    case = at.filed(at.visit())
    void = Void((case.items[0].id,), "录错了", ())
    prints = Prints(at, at.station.perform(case.id, void, CLERK, case.base))
    prints.papers.list.setCurrentRow(0)
    prints.send()
    assert "作废" in at.message()
    assert prints.sheets() == []


def test_that_print_all_leaves_out_what_the_applicant_has_left(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    left = leaving(("food_small_catering",), "不办了")
    prints = Prints(at, at.station.perform(case.id, left, CLERK, case.base))
    gone = [p for p in prints.now().papers if "food_small_catering" in p.items]
    others = [p for p in prints.now().papers if p not in gone]
    assert gone
    assert f"{len(others)} 份" in at.button("printAll").words


@pytest.mark.parametrize("written", ["", "   "])
def test_that_an_empty_folder_is_the_usual_one_and_never_where_the_program_started(
    one: Prints, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, started = tmp_path / "usual", tmp_path / "started"
    usual.mkdir()
    started.mkdir()
    monkeypatch.chdir(started)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(usual))
    one.papers.folder.setText(written)
    one.key(Key.Key_S, CONTROL)
    assert str(usual) in one.at.message()
    assert len(list(usual.glob("*.pdf"))) == 1
    assert list(started.iterdir()) == []
