"""Parts that most people never open: made once, when they are first asked for, and found by who looks at everything."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter.ui.frame.new_pin import NewPinStep
from counter.ui.help.bound_keys import keys_of
from counter.ui.kit.controls.lazy_part import LazyPart, make_all
from tests.ui.hands import Hands, Key
from tests.ui.moments import moment


class Page(QWidget):
    """A page with an editor, in which there is a note."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.editor = LazyPart(self._make_editor, self)
        self.note: LazyPart[QLabel] | None = None

    def _make_editor(self) -> QLineEdit:
        editor = QLineEdit()
        editor.setObjectName("editor")
        self.column.addWidget(editor)
        self.note = LazyPart(lambda: QLabel("note", editor), editor)
        return editor


def test_that_a_part_is_made_once_and_only_when_it_is_asked_for(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.editor.hide()
    assert (page.editor.made, page.editor.is_open) == (None, False)
    made = page.editor()
    assert page.editor() is made is page.editor.made
    made.hide()
    assert not page.editor.is_open
    made.show()
    assert page.editor.is_open
    page.editor.hide()
    assert made.isHidden()


def test_that_who_looks_at_everything_finds_also_parts_of_parts(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    make_all(page)
    assert page.note is not None
    assert page.note.made is not None


def test_that_a_window_is_opened_without_what_most_people_never_open(hands: Hands) -> None:
    """Form of the applicant, editors under the list, guide sheet, steps of another PIN: half of all its widgets."""
    parts = {type(one).__name__ for one in hands.window.findChildren(QWidget)}
    hidden = ("ApplicantForm", "ReasonEditor", "SharedEditor", "OriginalsPanel", "GuideSheetPanel")
    assert parts.isdisjoint((*hidden, "NewPinStep", "OneTimeCodeStep", "CaseDetail"))
    hands.key(Key.Key_F3)
    assert not hands.window.findChildren(QWidget, "caseDetail")


def test_that_the_sheet_of_keys_names_the_keys_of_parts_nobody_opened_yet(hands: Hands) -> None:
    assert hands.window.intake is not None
    keys = {key.key for key in keys_of("intake", hands.window.intake)}
    assert {"Alt+1", "Alt+6", "Ctrl+P", "Y"} <= keys


def test_that_what_is_typed_in_a_step_made_late_is_not_left_there_either(at_the_door: Hands) -> None:
    at_the_door.facade.better_pin = "换个口令。"
    at_the_door.write("W01")
    at_the_door.key(Key.Key_Return)
    at_the_door.write("1234")
    at_the_door.key(Key.Key_Return)
    step = at_the_door.see(NewPinStep, "newPinStep")
    step.first.setText("5678")
    alone = moment(at_the_door.window, "leftAlone")
    alone.stop()
    step.first.textEdited.emit("5678")
    assert alone.isActive(), "typing starts the two minutes anew"
    alone.timeout.emit()
    assert (step.isHidden(), step.first.text()) == (True, "")
