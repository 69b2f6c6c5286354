"""Nothing half done is lost: drafts are saved by themselves, offered again, and erased when filed."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from counter.domain.errors import WorldTrouble
from counter.domain.journal import codec
from counter.services.context.ports import DraftRow
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.visit.panels.draft_strip import DraftStrip
from tests.ui.conftest import open_window
from tests.ui.fake_facade import FakeFacade
from tests.ui.hands import Hands, Key


def leave_half_done(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("1")
    hands.name_somebody()
    hands.qtbot.waitUntil(lambda: bool(hands.facade.saved))


def test_that_a_visit_is_saved_by_itself_within_a_second(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.qtbot.waitUntil(lambda: bool(hands.facade.saved), timeout=1000)


def test_that_who_answers_without_a_pause_is_saved_too(hands: Hands) -> None:
    assert hands.window.intake is not None
    keeper = hands.window.intake.drafts
    for pause in keeper.findChildren(QTimer):
        pause.setInterval(1_000_000)  # the next key always comes before it
    now = 100.0
    keeper.clock = lambda: now
    hands.begin()
    hands.keys("1")
    now += 1.9
    hands.keys("1")
    assert hands.facade.saved == {}
    now += 0.2
    hands.keys("2")
    hands.qtbot.waitUntil(lambda: len(hands.facade.saved) == 1)


def test_that_opening_a_bundle_alone_leaves_no_draft(hands: Hands) -> None:
    hands.begin()
    hands.window.shell.save_work()
    hands.settle()
    assert hands.facade.saved == {}


def test_that_a_draft_is_offered_after_a_restart_and_brings_everything_back(
    qtbot: QtBot, facade: FakeFacade
) -> None:
    first = open_window(qtbot, facade)
    first.sign_on()
    leave_half_done(first)
    assert first.window.intake is not None
    left = first.window.intake.visits.visit
    first.window.close()
    second = open_window(qtbot, facade)
    second.sign_on()
    second.qtbot.waitUntil(lambda: second.shows("draftStrip"))
    second.button("draftResume").setFocus()
    second.key(Key.Key_Return)
    assert second.window.intake is not None
    assert second.window.intake.visits.visit == left
    second.window.close()


def test_that_an_unwanted_draft_that_holds_nothing_is_erased(qtbot: QtBot, facade: FakeFacade) -> None:
    first = open_window(qtbot, facade)
    first.sign_on()
    first.begin()
    first.answer_typed()
    first.qtbot.waitUntil(lambda: bool(first.facade.saved))
    first.window.close()
    second = open_window(qtbot, facade)
    second.sign_on()
    second.qtbot.waitUntil(lambda: second.shows("draftStrip"))
    drop = second.button("draftDrop")
    drop.setFocus()
    for _ in range(4):
        second.key(Key.Key_Return)
    second.key(Key.Key_Space)
    second.key(Key.Key_Space)  # the same stroke, struck twice
    second.qtbot.waitUntil(lambda: drop.property("armed") is True)
    assert len(facade.saved) == 1
    assert drop.words == "再按一次，删掉"
    second.key(Key.Key_Space)
    second.qtbot.waitUntil(lambda: not second.shows("draftStrip"))
    assert facade.saved == {}
    second.window.close()


def test_that_a_draft_that_holds_papers_says_what_goes_back_before_it_is_erased(
    qtbot: QtBot, facade: FakeFacade
) -> None:
    """Erased without a word, what was received would be in nobody's list; nor does Enter erase it."""
    first = open_window(qtbot, facade)
    first.sign_on()
    first.ready_to_decide()
    first.qtbot.waitUntil(lambda: bool(facade.saved))
    assert first.window.intake is not None
    held = first.window.intake.visits.visit
    assert held is not None
    first.window.close()
    second = open_window(qtbot, facade)
    second.sign_on()
    second.qtbot.waitUntil(lambda: second.shows("draftStrip"))
    (strip,) = offered(second)
    second.button("draftDrop").setFocus()
    for key in (Key.Key_Return, Key.Key_Space):
        second.key(key)
    second.qtbot.waitUntil(lambda: second.shows("draftBack"))
    said = second.see(TextLabel, "draftBack").text()
    assert "请先退还申请人" in said
    assert "个体工商户登记（备案）申请书" in said
    assert strip.isVisible()
    assert facade.saved
    second.key(Key.Key_Space)
    second.qtbot.waitUntil(lambda: not second.shows("draftStrip"))
    assert facade.saved == {}
    second.window.close()


def test_that_filing_erases_the_draft_and_no_late_save_brings_it_back(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.qtbot.waitUntil(lambda: bool(hands.facade.saved))
    hands.see(ChecklistView, "checklist").setFocus()
    hands.keys("2")
    hands.press_twice()
    assert len(hands.facade.filed) == 1
    hands.window.shell.save_work()
    hands.settle()
    assert hands.facade.saved == {}


def test_that_while_filing_nothing_can_be_pressed_twice(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.facade.gate.clear()
    hands.key(Key.Key_F9)
    button = hands.button("decideButton")
    hands.qtbot.waitUntil(lambda: button.property("armed") is True)
    for _ in range(3):
        hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_F9)
    hands.facade.gate.set()
    hands.settle()
    assert len(hands.facade.filed) == 1


def offered(hands: Hands) -> list[DraftStrip]:
    """The drafts in sight."""
    return [s for s in hands.window.findChildren(DraftStrip) if s.isVisible()]


def test_that_every_draft_can_be_reached(hands: Hands) -> None:
    for bundle in ("xcg", "lf", "wb", "8", "12"):
        hands.begin(bundle)
        hands.keys("1")
        hands.key(Key.Key_N, hands.CONTROL)
    kept = len(hands.facade.saved)
    assert kept > 2
    seen: set[str] = set()
    for _ in range(kept):
        hands.qtbot.waitUntil(lambda: bool(offered(hands)))  # a strip is shown a moment after it was made
        strips = offered(hands)
        assert len(strips) <= 2
        seen |= {strip.draft for strip in strips}
        hands.button("moreDrafts").setFocus()
        hands.key(Key.Key_Space)
        assert hands.focus().objectName() == "moreDrafts"
    assert seen == set(hands.facade.saved)


@pytest.fixture
def full_disk(facade: FakeFacade, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Nothing can be saved until ``undo``."""

    def refuse(_: DraftRow) -> None:
        raise WorldTrouble("磁盘已满，刚才的操作没有保存。")

    with monkeypatch.context() as patched:
        patched.setattr(facade, "save_draft", refuse)
        yield patched


def test_that_a_visit_put_away_on_a_full_disk_is_offered_and_saved_when_there_is_room(
    hands: Hands, full_disk: pytest.MonkeyPatch
) -> None:
    hands.begin()
    hands.answer_typed()
    intake = hands.window.intake
    assert intake is not None
    left = intake.visits.visit
    hands.key(Key.Key_N, hands.CONTROL)
    hands.qtbot.waitUntil(lambda: hands.shows("draftStrip"))
    assert "填的都还在" in hands.message()
    assert hands.window.shell.unfinished == "“还没存上的来访”"
    full_disk.undo()
    again = intake.drafts.findChild(QTimer, "saveAgain")
    assert again is not None
    assert again.isActive()
    again.timeout.emit()
    hands.qtbot.waitUntil(lambda: hands.message() == "刚才没有存上的来访，已经存好了。")
    assert [row.body for row in hands.facade.saved.values()] == [codec.write(left)]
    assert hands.window.shell.unfinished == ""
    hands.button("draftResume").setFocus()
    hands.key(Key.Key_Return)
    assert intake.visits.visit == left


def test_that_what_is_tried_again_is_never_written_over_what_is_newer(
    hands: Hands, full_disk: pytest.MonkeyPatch
) -> None:
    hands.begin()
    hands.answer_typed()
    intake = hands.window.intake
    assert intake is not None
    older = intake.visits.visit
    intake.drafts.save_now()
    hands.qtbot.waitUntil(lambda: intake.drafts.is_waiting)
    full_disk.undo()
    hands.key(Key.Key_Z, hands.CONTROL)
    assert intake.visits.visit != older
    intake.drafts.save_now()
    again = intake.drafts.findChild(QTimer, "saveAgain")
    assert again is not None
    again.timeout.emit()  # before it is known that the newer one was saved
    hands.settle()
    assert [row.body for row in hands.facade.saved.values()] == [codec.write(intake.visits.visit)]


def test_that_a_locked_page_does_not_say_saved_of_what_was_not(
    hands: Hands, full_disk: pytest.MonkeyPatch
) -> None:
    hands.begin()
    hands.answer_typed()
    hands.window.shell.lock()
    note = hands.see(TextLabel, "signOnNote")
    hands.qtbot.waitUntil(lambda: "还没有存上" in note.text())
    assert "已存好" not in note.text()


def test_that_an_erased_draft_stays_erased_however_late_its_saving_fails(
    hands: Hands, full_disk: pytest.MonkeyPatch
) -> None:
    hands.begin()
    hands.answer_typed()
    hands.key(Key.Key_N, hands.CONTROL)
    hands.qtbot.waitUntil(lambda: hands.shows("draftStrip"))
    intake = hands.window.intake
    assert intake is not None
    refuse, writing = hands.facade.save_draft, threading.Event()

    def refuse_late(row: DraftRow) -> None:
        writing.wait(10)
        refuse(row)

    full_disk.setattr(hands.facade, "save_draft", refuse_late)
    again = intake.drafts.findChild(QTimer, "saveAgain")
    assert again is not None
    drop = hands.button("draftDrop")
    drop.setFocus()
    hands.key(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: drop.property("armed") is True)
    again.timeout.emit()
    hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_Space)  # nothing is waited for meanwhile
    writing.set()
    hands.settle()
    assert not intake.drafts.is_waiting
    assert not hands.shows("draftStrip")


def lock_with_a_draft_unsaved(hands: Hands) -> None:
    """Put away before, so that nothing of the visit in front is being saved at the lock."""
    hands.begin()
    hands.answer_typed()
    hands.key(Key.Key_N, hands.CONTROL)
    hands.qtbot.waitUntil(lambda: hands.shows("draftStrip"))
    hands.key(Key.Key_L, hands.CONTROL)


def test_that_a_locked_page_knows_of_a_visit_put_away_and_of_its_saving(
    hands: Hands, full_disk: pytest.MonkeyPatch
) -> None:
    lock_with_a_draft_unsaved(hands)
    note = hands.see(TextLabel, "signOnNote")
    assert note.text() == "有来访还没有存上：磁盘已满，刚才的操作没有保存。"
    full_disk.undo()
    assert hands.window.intake is not None
    again = hands.window.intake.drafts.findChild(QTimer, "saveAgain")
    assert again is not None
    again.timeout.emit()
    hands.qtbot.waitUntil(lambda: "已存好" in note.text())


@pytest.mark.usefixtures("full_disk")
def test_that_a_locked_window_warns_once_before_it_closes_over_what_is_not_saved(hands: Hands) -> None:
    lock_with_a_draft_unsaved(hands)
    hands.window.close()
    assert hands.window.isVisible()
    assert hands.message() == "“还没存上的来访”填到一半，还没有记下。再关一次窗口就关上，填的不留。"
    hands.window.close()
    assert not hands.window.isVisible()


def test_that_a_locked_window_with_everything_saved_closes_at_once(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.key(Key.Key_L, hands.CONTROL)
    hands.window.close()
    assert not hands.window.isVisible()
    assert len(hands.facade.saved) == 1
