"""受理 as a clerk works it: find, ask, take in, decide."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from counter.domain.document.numbering import grouped
from counter.domain.errors import WorldTrouble
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import MaterialState
from counter.domain.visit.visit import Visit
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.field import Field
from tests.ui.hands import Hands, Key


def visit_of(hands: Hands) -> Visit:
    assert hands.window.intake is not None
    visit = hands.window.intake.visits.visit
    assert visit is not None
    return visit


def test_that_typing_initials_finds_a_bundle_and_enter_asks_its_first_question(hands: Hands) -> None:
    hands.begin("xcg")
    assert hands.see(Field, "findBox").text().startswith("我要开小餐馆")
    assert hands.focus().objectName() == "q_entity_individual"


def test_that_a_digit_answers_and_moves_on_until_nothing_is_left_to_ask(hands: Hands) -> None:
    hands.begin()
    hands.answer_only()
    assert hands.focus().objectName() == "toMaterials"
    assert visit_of(hands).answers["q_entity"] == ("individual",)
    hands.key(Key.Key_Return)
    assert hands.focus().objectName() == "checklist"


def test_that_a_second_enter_answers_nothing(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_Return)
    assert visit_of(hands).answers == {}


def test_that_one_key_sets_a_state_and_moves_on(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    checklist = hands.see(ChecklistView, "checklist")
    first = checklist.current_line()
    hands.keys("1")
    assert visit_of(hands).brought[first].state is MaterialState.RECEIVED
    assert checklist.current_line() != first


def test_that_the_bulk_key_never_claims_an_original_was_seen(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("A")
    brought = visit_of(hands).brought
    assert brought
    assert not any(b.original_seen for b in brought.values())


def test_that_space_records_the_original_as_seen(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    line = hands.see(ChecklistView, "checklist").current_line()
    hands.key(Key.Key_Space)
    assert visit_of(hands).brought[line].original_seen
    assert visit_of(hands).brought[line].state is MaterialState.RECEIVED


def test_that_plus_and_minus_count_copies(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    checklist = hands.see(ChecklistView, "checklist")
    line = checklist.current_line()
    hands.keys("1")
    hands.key(Key.Key_Up)
    before = visit_of(hands).brought[line].copies
    hands.qtbot.keyClicks(checklist, "++-")
    hands.settle()
    assert visit_of(hands).brought[line].copies == before + 1


def test_that_a_defect_is_recorded_only_with_its_reason(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    line = hands.see(ChecklistView, "checklist").current_line()
    hands.keys("3")
    assert line not in visit_of(hands).brought
    hands.write("照片不清楚")
    hands.key(Key.Key_Return)
    assert visit_of(hands).brought[line].state is MaterialState.DEFECTIVE
    assert visit_of(hands).brought[line].note == "照片不清楚"
    assert hands.focus().objectName() == "checklist"


def test_that_a_usual_reason_is_taken_by_alt_and_its_digit(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    line = hands.see(ChecklistView, "checklist").current_line()
    hands.keys("3")
    hands.alt("2")
    assert visit_of(hands).brought[line].note == "已过有效期"
    assert hands.focus().objectName() == "checklist"


def test_that_escape_leaves_the_reason_and_records_nothing(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("3")
    hands.key(Key.Key_Escape)
    assert visit_of(hands).brought == {}
    assert hands.focus().objectName() == "checklist"


def test_that_deferring_what_the_guide_does_not_allow_is_refused_in_words(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("4")
    assert visit_of(hands).brought == {}
    assert "容缺" in hands.message()


def test_that_the_why_panel_names_the_applicants_own_answers(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.qtbot.keyClicks(hands.see(ChecklistView, "checklist"), "?")
    hands.settle()
    text = hands.see(QLabel, "whyText")
    assert "个体工商户" in text.text()
    assert any(line.startswith("依据：") for line in text.text().splitlines())


def test_that_what_is_explained_has_the_whole_width_of_a_narrow_panel(hands: Hands) -> None:
    hands.window.resize(1920, 1080)
    hands.begin()
    hands.answer_typed()
    hands.settle()
    panel = hands.see(QWidget, "whyPanel")
    (name,) = (label for label in panel.findChildren(QLabel) if label.property("role") == "strong")
    assert name.width() > 0.9 * panel.width()


def test_that_a_changed_answer_keeps_what_was_ticked_and_says_what_moved(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("A")
    before = visit_of(hands).brought
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question("q_sign")
    hands.keys("3")
    after = visit_of(hands).brought
    assert set(after) < set(before)
    assert "请当场退还申请人" in hands.see(QLabel, "returnWords").text()
    assert "改为" in hands.see(QLabel, "movedNote").text()
    hands.window.intake.left.situation.focus_question("q_sign")
    hands.keys("1")
    assert set(visit_of(hands).brought) == set(before)


def changed_to_no_sign(hands: Hands) -> list[str]:
    """Everything was taken in; then it turns out that no sign is put up. Returns what lies here for nothing."""
    hands.ready_to_decide()
    before = visit_of(hands).brought
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question("q_sign")
    hands.keys("3")
    assert set(before) - set(visit_of(hands).brought)
    return [paper.name for paper in visit_of(hands).unasked.values()]


def test_that_all_that_has_to_go_back_is_named_first_and_nothing_is_filed_before(hands: Hands) -> None:
    names = changed_to_no_sign(hands)
    assert len(names) > 1
    told = hands.see(QLabel, "returnWords").text()
    assert all(f"“{name}”" in told for name in names)
    for modifier in (Qt.KeyboardModifier.NoModifier, hands.SHIFT):
        hands.key(Key.Key_F9, modifier)
        assert hands.focus().objectName() == "givenBack"
        hands.key(Key.Key_Return)  # Enter says nothing
        assert not any(paper.returned for paper in visit_of(hands).unasked.values())
    assert hands.facade.filed == []
    hands.key(Key.Key_U, hands.CONTROL)
    assert not hands.shows("returnNote")
    hands.press_twice()
    hands.settle()
    filed, _, _ = hands.facade.filed[0]
    assert [paper.name for paper in filed.unasked.values() if paper.returned] == names


def test_that_what_went_back_is_looked_at_again_when_it_is_asked_for_again(hands: Hands) -> None:
    changed_to_no_sign(hands)
    gone = set(visit_of(hands).unasked)
    hands.key(Key.Key_U, hands.CONTROL)
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question("q_sign")
    hands.keys("1")
    visit = visit_of(hands)
    assert not visit.unasked
    assert not [
        line for line in gone if line in visit.brought and visit.brought[line].state is MaterialState.RECEIVED
    ]


def test_that_what_did_not_go_back_is_in_use_when_it_is_asked_for_again(hands: Hands) -> None:
    changed_to_no_sign(hands)
    gone = set(visit_of(hands).unasked)
    assert hands.window.intake is not None
    hands.window.intake.left.situation.focus_question("q_sign")
    hands.keys("1")
    visit = visit_of(hands)
    assert not visit.unasked
    assert not hands.shows("returnNote")
    assert all(visit.brought[line].state is MaterialState.RECEIVED for line in gone)


def test_that_a_draft_remembers_what_has_to_go_back(hands: Hands) -> None:
    names = changed_to_no_sign(hands)
    hands.key(Key.Key_N, hands.CONTROL)
    assert not hands.shows("returnNote")
    hands.qtbot.waitUntil(lambda: hands.shows("draftStrip"))
    hands.button("draftResume").setFocus()
    hands.key(Key.Key_Return)
    assert [paper.name for paper in visit_of(hands).unasked.values()] == names
    assert hands.shows("returnNote")


def test_that_a_question_still_open_is_brought_back_to_sight_from_a_search(hands: Hands) -> None:
    hands.begin()
    hands.key(Key.Key_F1)
    hands.write("理发")
    assert hands.shows("hits")
    hands.key(Key.Key_F9)
    assert hands.focus().objectName().startswith("q_")
    assert hands.focus().isVisible()
    assert "小餐馆" in hands.see(Field, "findBox").text()


def test_that_one_press_lists_what_will_be_issued_and_issues_nothing(hands: Hands) -> None:
    hands.ready_typed()
    hands.key(Key.Key_F9)
    button = hands.button("decideButton")
    hands.qtbot.waitUntil(lambda: button.property("armed") is True)
    listed = hands.see(QLabel, "papersToCome").text()
    assert "凭据" in listed or "通知书" in listed
    assert listed not in button.below  # it stands right above the button
    assert "再按一次 F9" in button.extra
    assert hands.facade.filed == []


def test_that_the_second_press_issues_and_shows_what_exists(hands: Hands) -> None:
    hands.ready_typed()
    hands.press_twice()
    assert [decision for _, decision, _ in hands.facade.filed] == [FilingMode.DECIDE]
    assert hands.see(QLabel, "caseNumber").text() == grouped(hands.facade.cases[0].number)
    assert hands.focus().objectName() == "printAll"  # what comes next, and no key of a visit reaches it
    assert hands.button("nextVisit").property("quiet") is True


def test_that_a_stuttering_key_does_not_issue(hands: Hands) -> None:
    hands.ready_to_decide()
    for settling in hands.window.findChildren(QTimer, "settling"):
        settling.setInterval(60_000)  # three presses of one hand, however long a busy machine takes over each
    for _ in range(3):
        hands.qtbot.keyClick(hands.window.windowHandle(), Key.Key_F9)
    hands.settle()
    assert hands.facade.filed == []


def test_that_any_change_disarms_the_button(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.key(Key.Key_F9)
    hands.armed("decideButton")
    hands.see(ChecklistView, "checklist").setFocus()
    hands.keys("2")
    assert hands.button("decideButton").property("armed") is not True
    assert hands.facade.filed == []


def test_that_an_obstacle_leads_to_the_place_where_it_is_mended(hands: Hands) -> None:
    hands.begin()
    hands.answer_typed()
    hands.keys("A")
    hands.key(Key.Key_F9)
    assert hands.focus().objectName() == "person_name"
    assert hands.facade.filed == []


def test_that_a_failed_filing_keeps_the_visit_and_says_why(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.facade.trouble = WorldTrouble("磁盘已满，没有存下。请腾出空间再试。")
    hands.press_twice()
    assert hands.message() == "磁盘已满，没有存下。请腾出空间再试。"
    assert visit_of(hands).brought
    hands.qtbot.waitUntil(lambda: len(hands.facade.saved) == 1)


def test_that_escape_after_filing_is_ready_for_the_next_person(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    hands.next_visit()
    assert hands.focus().objectName() == "findBox"
    assert hands.see(Field, "findBox").text() == ""
    assert hands.window.intake is not None
    assert hands.window.intake.right.applicant.applicant is None


def test_that_an_open_case_of_the_same_person_is_shown_and_wants_a_reason(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.press_twice()
    hands.next_visit()
    hands.ready_to_decide()
    hands.qtbot.waitUntil(lambda: hands.shows("duplicateNote"))
    hands.key(Key.Key_F9)
    assert hands.focus().objectName() == "duplicate_reason"
    assert len(hands.facade.filed) == 1
    hands.write("另一处门店")
    hands.press_twice()
    assert len(hands.facade.filed) == 2
    assert hands.facade.filed[1][0].duplicate_reason == "另一处门店"


def test_that_a_refusal_shows_reason_and_source_and_can_be_insisted_on(hands: Hands) -> None:
    hands.begin("wb")
    hands.answer_typed()
    note = hands.window.findChild(QWidget, "refusal_bundle")
    assert isinstance(note, QWidget)
    texts = [label.text() for label in note.findChildren(QLabel)]
    assert any("依据" in text for text in texts)
    hands.button("insist_bundle").setFocus()
    hands.key(Key.Key_Space)
    assert visit_of(hands).insisted == ("bundle",)


def test_that_a_wide_page_shows_why_beside_the_list_until_it_is_put_away(hands: Hands) -> None:
    hands.window.resize(1920, 1080)
    hands.begin()
    hands.answer_typed()
    listed = hands.see(ChecklistView, "checklist")
    why = hands.see(QLabel, "whyText")
    assert hands.shows("whyPanel")
    first = why.text()
    hands.key(Key.Key_Down)
    assert why.text() != first
    assert (
        why.mapTo(hands.window, why.rect().topLeft()).x()
        > listed.mapTo(hands.window, listed.rect().topRight()).x()
    )
    hands.qtbot.keyClicks(listed, "?")
    hands.settle()
    assert not hands.shows("whyPanel")
    hands.key(Key.Key_Up)
    assert not hands.shows("whyPanel")
    hands.qtbot.keyClicks(listed, "?")
    hands.settle()
    assert hands.shows("whyPanel")
    hands.window.resize(1366, 768)
    hands.settle()
    assert not hands.shows("whyPanel"), "there is no room for it unasked"
