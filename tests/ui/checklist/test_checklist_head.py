"""The head of the checklist: whatever its acts say and however large the letters are, none is cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt

from counter.ui.checklist.checklist_head import ChecklistHead
from counter.ui.kit.controls.act_button import ActButton
from tests.ui.hands import Hands


def cut(hands: Hands) -> list[str]:
    """The acts that are given less room than their words need."""
    head = hands.see(ChecklistHead, "")
    acts = [act for act in head.findChildren(ActButton) if act.isVisible()]
    assert len(acts) > 4
    outside = [act.words for act in acts if act.geometry().right() > head.width()]
    return [act.words for act in acts if act.width() < act.sizeHint().width()] + outside


def test_that_a_button_knows_its_new_width_as_soon_as_it_has_other_words(hands: Hands) -> None:
    button = ActButton("trial", "短", "F9", role="quiet")
    hands.qtbot.addWidget(button)
    button.show()
    before = button.sizeHint().width()
    button.say("收回“其余都没带”（7份）")
    assert button.sizeHint().width() > before + 100


def test_that_no_act_is_cut_off_when_words_grow_or_letters_do(hands: Hands) -> None:
    hands.window.resize(1366, 768)
    hands.begin()
    hands.answer()
    hands.qtbot.waitUntil(lambda: cut(hands) == [])
    hands.keys("12")
    hands.key(Qt.Key.Key_0, hands.CONTROL)
    assert "收回" in hands.button("actRest").words
    hands.qtbot.waitUntil(lambda: cut(hands) == [])
    hands.key(Qt.Key.Key_F12)
    hands.qtbot.waitUntil(lambda: cut(hands) == [])
