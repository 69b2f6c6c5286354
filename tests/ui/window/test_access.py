"""Everybody can work here: every control by keyboard, in the eye's order, and named for a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QScrollBar, QWidget

from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.kit.controls.question_box import QuestionBox
from tests.ui.hands import Hands, Key


def focusable(hands: Hands) -> list[QWidget]:
    hands.qtbot.waitUntil(lambda: hands.shows("light_screen"))  # the lights come a moment after the window
    every = hands.window.findChildren(QWidget)
    return [w for w in every if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]


def nameless(hands: Hands) -> list[str]:
    return [
        f"{type(w).__name__} {w.objectName()}"
        for w in focusable(hands)
        if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))
    ]


def walk(hands: Hands) -> list[QWidget]:
    """What Tab reaches, in order, once round."""
    focusable(hands)
    hands.focus()
    seen: list[QWidget] = []
    while (here := QApplication.focusWidget()) is not None and here not in seen:
        seen.append(here)
        hands.key(Key.Key_Tab)
    return seen


def test_that_every_control_of_every_page_has_a_name(at_the_door: Hands) -> None:
    hands = at_the_door
    assert nameless(hands) == []
    hands.sign_on()
    assert nameless(hands) == []
    hands.begin()
    hands.answer_typed()
    hands.keys("3")
    assert nameless(hands) == []
    hands.key(Key.Key_Escape)
    hands.keys("A")
    hands.key(Key.Key_F7)
    hands.button("add_guardian").click()
    hands.button("add_agent").click()
    assert nameless(hands) == []
    hands.name_somebody()
    hands.key(Key.Key_F9)


def test_that_result_and_case_are_named_too(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    assert nameless(hands) == []
    hands.key(Key.Key_F3)
    assert nameless(hands) == []
    hands.key(Key.Key_Return)
    assert nameless(hands) == []


def test_that_tab_reaches_every_control_of_a_visit(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    reached = walk(hands)
    missed = {w.objectName() for w in focusable(hands)} - {w.objectName() for w in reached}
    assert missed == set()


def test_that_tab_follows_the_eye_from_left_to_right(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    assert hands.window.intake is not None
    hands.window.intake.left.box.setFocus()
    names = [w.objectName() for w in walk(hands)]
    order = [
        "findBox",
        "q_entity_individual",
        "q_agent_self",
        "checklist",
        "applicantEdit",
        "decideButton",
        "keepButton",
    ]
    places = [names.index(name) for name in order]
    assert places == sorted(places)


def test_that_tab_comes_to_what_stands_in_the_way_before_the_button(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F9)
    hands.see(QWidget, "applicantEdit").setFocus()
    names = [w.objectName() for w in walk(hands)]
    several = [name for name in names if name.startswith("obstacle")]
    assert len(several) > 2
    order = ["applicantEdit", *(f"obstacle{i}" for i in range(len(several))), "decideButton", "keepButton"]
    assert [name for name in names if name in order] == order


def test_that_what_appears_later_has_a_name_already(hands: Hands) -> None:
    for name in ("hits", "duplicateLook", "messageAct"):
        assert hands.see(QWidget, name).accessibleName()


def test_that_labels_show_names_as_they_are_written(hands: Hands) -> None:
    labels = hands.window.findChildren(TextLabel)
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_that_qts_own_words_are_chinese(hands: Hands) -> None:
    assert QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert QApplication.translate("QLineEdit", "&Copy") == "复制(&C)"


def test_that_nothing_scrolls_sideways_on_a_small_screen(hands: Hands) -> None:
    hands.window.resize(1366, 768)
    hands.key(Key.Key_F12)
    hands.begin()
    hands.answer_typed()
    bars = [b for b in hands.window.findChildren(QScrollBar) if b.orientation() is Qt.Orientation.Horizontal]
    assert [b for b in bars if b.isVisible() and b.maximum() > 0] == []
    assert hands.window.intake is not None
    situation = hands.window.intake.left.situation
    assert situation.widget().width() <= situation.viewport().width()


def cut_off(hands: Hands) -> list[str]:
    """Buttons and one-line labels that are narrower than their words or leave the window."""
    every = [*hands.window.findChildren(ActButton), *hands.window.findChildren(TextLabel)]
    shown = [w for w in every if w.isVisible() and w.objectName()]
    lines = [w for w in shown if not (isinstance(w, TextLabel) and w.wordWrap())]
    right = hands.window.width()
    narrow = [w for w in lines if w.width() < w.sizeHint().width()]
    return [
        w.objectName()
        for w in lines
        if w in narrow or w.mapTo(hands.window, w.rect().topRight()).x() >= right
    ]


def test_that_no_word_is_cut_off_in_the_smallest_window_with_large_letters(hands: Hands) -> None:
    hands.key(Key.Key_F12)
    hands.begin()
    hands.answer_typed()
    hands.window.resize(1024, 700)
    hands.qtbot.waitUntil(lambda: cut_off(hands) == [])
    column = hands.see(QScrollArea, "situation")
    hands.qtbot.waitUntil(lambda: column.widget().width() <= column.viewport().width())  # answers lie inside
    rows = hands.see(ChecklistView, "checklist")
    first = rows.visualRect(rows.currentIndex())
    assert first.height() > hands.window.look.px("row")
    assert first.width() > 20 * hands.window.look.px("text")


def test_that_nothing_shifts_and_no_answer_is_cut_off_where_the_hand_is(hands: Hands) -> None:
    hands.begin()
    boxes = [box for box in hands.window.findChildren(QuestionBox) if box.isVisible()]
    assert boxes
    assert [box.objectName() for box in boxes if box.height() < box.heightForWidth(box.width())] == []
