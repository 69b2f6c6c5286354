"""Who is dealt with is known before anything is issued: at the window, and later for what was only taken in."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from counter.domain.case.acts.acts import Decide
from counter.domain.case.item_state import ItemState
from counter.domain.people.applicant import Applicant
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.link_line import LinkLine
from counter.ui.visit.panels.decide_panel import ObstacleList
from tests.settings import somebody
from tests.ui.case.acts.conftest import At
from tests.ui.hands import Key

WRONG = "999999198502024560"
RIGHT = "999999198502024569"


def doubtful() -> Applicant:
    whole = somebody()
    assert whole.person is not None
    return replace(whole, person=replace(whole.person, id_number=WRONG))


def test_that_a_case_kept_under_a_doubtful_number_is_put_in_order_by_keys(at: At) -> None:
    case = at.filed(replace(at.visit(), applicant=doubtful()), FilingMode.KEEP)
    at.opened(case)
    assert at.focus().objectName() == "actIdentifyParty"
    assert not at.shows("actDecide")
    at.open_act("K", "identifyForm")
    assert at.see(Choices, "identifyType").isAncestorOf(at.focus())
    at.key(Key.Key_Return)
    assert at.focus().objectName() == "identifyNumber"
    at.write(RIGHT)
    at.see(Field, "identifyReason").setFocus()
    at.write("对照居民身份证原件")
    at.confirm("identifyForm")
    now = at.now(case)
    assert now.applicant is not None
    assert now.applicant.person is not None
    assert now.applicant.person.id_number == RIGHT
    assert Decide in {offer.kind for offer in at.station.possible(now)}


def test_that_the_form_takes_no_empty_number_and_no_wrong_one_without_the_clerks_word(at: At) -> None:
    case = at.filed(replace(at.visit(), applicant=doubtful()), FilingMode.KEEP)
    at.opened(case)
    at.open_act("K", "identifyForm")
    at.key(Key.Key_F9)
    assert at.focus().objectName() == "identifyNumber"
    at.write(WRONG)
    at.see(Field, "identifyReason").setFocus()
    at.write("对照居民身份证原件")
    at.confirm("identifyForm")
    assert at.now(case) == case
    assert at.focus().objectName() == "identifyNumber"
    at.see(Choices, "identifyConfirmed").take_focus()
    at.keys("1")
    at.confirm("identifyForm")
    told = at.now(case).history[-1].text
    assert told == "核对申请人的登记：对照过证件，就是这个号码；以前出具的文书不变"


def by_agent(at: At) -> None:
    """One paper is missing: what would go out of its item is a notice to correct."""
    at.begin()
    at.answer(q_agent="agent")
    at.keys("A")
    assert at.window.intake is not None
    at.window.intake.middle.list.go_to("signboard_3")
    at.keys("2")
    at.name_somebody()


def test_that_an_empty_form_of_an_agent_registers_nobody(at: At) -> None:
    by_agent(at)
    at.key(Key.Key_F7)
    at.button("add_agent").click()
    at.settle()
    for modifier in (at.SHIFT, Qt.KeyboardModifier.NoModifier):
        at.key(Key.Key_F9, modifier)
        assert at.focus().objectName() == "agent_name"
    assert at.station.find_cases("巴图吉雅").rows == ()


def test_that_an_agents_wrong_number_stands_in_the_way_of_a_notice_and_not_of_the_receipt(at: At) -> None:
    by_agent(at)
    at.key(Key.Key_F7)
    at.button("add_agent").click()
    at.settle()
    at.write("图雅")
    at.see(Field, "agent_id_number").setFocus()
    at.write(WRONG)
    at.see(Field, "agent_scope").setFocus()
    at.write("全部事项")
    at.key(Key.Key_F9)
    assert at.focus().objectName() == "agent_id_number"
    told = at.see(ObstacleList, "obstacles").findChildren(LinkLine)
    assert "校验位" in " ".join(line.accessibleName() for line in told)
    at.key(Key.Key_F9, at.SHIFT)
    at.armed("keepButton")
    at.key(Key.Key_F9, at.SHIFT)
    at.settle()
    found = at.station.find_cases("巴图吉雅")
    assert len(found) == 1
    case = at.station.case(found[0].number)
    assert case is not None
    assert {i.state for i in case.items} <= {ItemState.RECEIVED, ItemState.WAITING}
    assert any("图雅（号码待核）" in str(p.content) for p in case.papers)
