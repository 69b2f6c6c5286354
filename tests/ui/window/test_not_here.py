"""Nothing to take at this window: the columns say whether nothing is due, or whether it is done elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.hands import Hands


def told(hands: Hands) -> tuple[str, str]:
    assert hands.window.intake is not None
    summary = hands.window.findChild(QLabel, "situationSummary")
    assert isinstance(summary, QLabel)
    return summary.text(), hands.window.intake.middle.empty.text()


def test_that_a_child_born_at_home_is_sent_on_and_not_told_that_nothing_is_due(hands: Hands) -> None:
    hands.begin("xsecs")
    hands.answer_only(q_birth_have="todo", q_birth_place="home")
    for words in told(hands):
        assert "不在这里办" in words
        assert "没有要办的事项" not in words
    assert hands.window.intake is not None
    found = hands.window.intake.visits.assessment
    assert found is not None
    why = found.checklist.warnings[0].reason
    assert why in told(hands)[1], (
        "the left may show found bundles meanwhile: why stands where the papers would"
    )


def test_that_nobody_is_told_to_answer_when_all_is_answered(hands: Hands) -> None:
    hands.begin("xsecs")
    label = hands.window.findChild(QLabel, "noVerdict")
    assert isinstance(label, QLabel)
    assert "先回答左边的问题" in label.text()
    hands.answer_only(q_birth_have="todo", q_birth_place="home")
    assert label.text() == "没有在这里办的事项，不用出结论。"


def test_that_a_shop_which_owes_nothing_is_told_so(hands: Hands) -> None:
    hands.begin("wjd")
    hands.answer_only(q_entity="existing", q_employees="no", q_sign="no", q_agent="self")
    for words in told(hands):
        assert "没有要办的事项" in words
