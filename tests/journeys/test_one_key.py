"""Every key of the window means one thing at a time: a walk over its pages with what can be opened on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.case.acts.acts import ApplyWithdrawal, CaseAct, PauseClock, Serve, Stamp
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.ui.words.acts import WORDS, act_word
from tests.ui.case.acts.conftest import CLERK, LATER_HERE, At, at, people  # noqa: F401
from tests.ui.hands import Hands, Key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def hears(shortcut: QShortcut, owner: QWidget) -> bool:
    """Whether the key reaches it now: that of one widget only does while the focus is there."""
    focus = QApplication.focusWidget()
    match shortcut.context():
        case Qt.ShortcutContext.WidgetShortcut:
            return focus is owner
        case Qt.ShortcutContext.WidgetWithChildrenShortcut:
            return focus is owner or owner.isAncestorOf(focus)
    return True


def keys_in_sight(hands: Hands) -> dict[str, list[str]]:
    """Key → names of the widgets that it acts on now."""
    found: dict[str, list[str]] = defaultdict(list)
    for shortcut in hands.window.findChildren(QShortcut):
        owner = shortcut.parent()
        if not isinstance(owner, QWidget) or not (owner.isVisible() and owner.isEnabled()):
            continue
        if shortcut.isEnabled() and hears(shortcut, owner):
            found[shortcut.key().toString()].append(owner.objectName() or type(owner).__name__)
    return found


def doubled(hands: Hands) -> dict[str, list[str]]:
    """Keys that two things in sight would answer to: Qt gives such a key to neither."""
    return {key: owners for key, owners in keys_in_sight(hands).items() if len(owners) > 1}


def places(hands: At) -> Iterator[str]:
    """The window with everything in turn that can stand open at its pages."""
    yield "nobody stands here"
    hands.begin()
    hands.answer_typed()
    hands.keys("3")
    yield "a reason is being written"
    hands.key(Key.Key_Escape)
    hands.keys("A")
    hands.keys("y")
    yield "originals are named"
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_G, hands.CONTROL)
    hands.qtbot.waitUntil(lambda: hands.shows("guideSheetPanel"))
    yield "the sheet of what to bring"
    hands.key(Key.Key_Escape)
    hands.scan("乌云,999999198506151231")
    hands.press_twice()
    hands.qtbot.waitUntil(lambda: hands.shows("resultPanel"))
    yield "what was issued"
    hands.next_visit()
    hands.key(Key.Key_F2)
    yield "todo"
    hands.key(Key.Key_F6)
    yield "verify"
    hands.key(Key.Key_K, hands.CONTROL)
    yield "the guide"
    hands.keys("8")
    hands.key(Key.Key_Return)
    yield "a bundle of the guide"
    hands.key(Key.Key_J, hands.CONTROL)
    yield "a problem of the guide is being written"
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_T, hands.CONTROL)
    yield "problems of the guide"
    hands.key(Key.Key_M, hands.CONTROL | Qt.KeyboardModifier.ShiftModifier)
    yield "papers to organs and back"
    yield from of_a_case(hands, hands.filed(hands.visit(deferred=(LATER_HERE,))))
    yield from of_a_case(hands, later(hands))
    yield from numbers(hands)


def of_a_case(hands: At, case: Case) -> Iterator[str]:
    """The case with the form of each act in turn that can be done with it."""
    hands.opened(case)
    yield "a case"
    for offer in hands.station.possible(hands.now(case)):
        letter = act_word(offer.kind).letter
        hands.alt(letter)
        yield f"a case, Alt+{letter}"
        hands.key(Key.Key_Escape)
        if hands.message():
            hands.key(Key.Key_Escape)


def later(hands: At) -> Case:
    """A special procedure runs, and an application to withdraw waits for its signature."""
    case = hands.filed(replace(hands.visit(), duplicate_reason="另一处门店"))
    told = PauseClock(
        "food_small_catering", Pause.HEARING, days=10, what="就选址举行听证", basis="《食品安全法》第三十五条"
    )
    case = hands.station.perform(case.id, told, CLERK, case.base)
    paper = next(p.id for p in case.papers if p.kind == PaperKind.PROCEDURE_NOTICE)
    acts: tuple[CaseAct, ...] = (
        Stamp((paper,), handed_over=True),
        Serve((paper,), Way.WINDOW, date(2026, 11, 20), "巴图吉雅"),
        ApplyWithdrawal(("signboard",), "不挂招牌了"),
    )
    for act in acts:
        case = hands.station.perform(case.id, act, CLERK, case.base)
    return case


def numbers(hands: At) -> Iterator[str]:
    """A number of people being typed, and a judgement of law that waits for its digit."""
    hands.key(Key.Key_F1)
    hands.begin()
    hands.answer_only()
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question("q_n_health")
    yield "a number of people"
    hands.window.intake.left.situation.focus_question("q_fire_scope")
    yield "a judgement of law"


def test_that_no_key_acts_on_two_things_in_sight(at: At) -> None:  # noqa: F811
    seen = []
    for place in places(at):
        assert doubled(at) == {}, place
        seen.append(place)
    assert len(seen) > 30, seen


def test_that_every_act_on_a_case_has_a_letter_of_its_own() -> None:
    letters = [act_word(kind).letter for kind in WORDS]
    assert sorted(set(letters)) == sorted(letters)
