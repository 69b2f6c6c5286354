"""登记结果 at the window: the list to choose from, the own PIN that is forgotten, what the organ signed too early."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.acts.acts import Propose
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Ground, KnownBy
from counter.domain.hall.hall import StaffSeed
from counter.domain.hall.organ import Recourse
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.case.acts.conclude_form import ConcludeForm
from counter.ui.kit.controls.choices import Choices
from tests.services.office import PEOPLE
from tests.ui.case.acts.conftest import CLERK, LATER_HERE, At
from tests.ui.case.acts.test_case_acts import problem, state

FOOD = "food_small_catering"
SIGN = "signboard"


@pytest.fixture
def people() -> tuple[StaffSeed, ...]:
    return (
        *PEOPLE,
        StaffSeed("R05", "白首席", "representative", "1357", "市场监督管理局"),
        StaffSeed("R06", "乌首席", "representative", "2468", "市场监督管理局"),
        StaffSeed("Q05", "包科长", "signer", "", "城市管理（综合执法）部门"),
    )


def choose(at: At, name: str, option: str) -> None:
    """Take one of the answers by its digit."""
    choices = at.see(Choices, name)
    choices.take_focus()
    at.keys(str(choices.options.index(option) + 1))


def fill(at: At, **fields: str) -> None:
    """Type into the fields of the form, each by its name after ``conclude``."""
    for name, words in fields.items():
        field = at.see(QLineEdit, f"conclude{name}")
        field.setFocus()
        field.selectAll()
        at.write(words)


def take_suggestions(at: At) -> None:
    """Take what the law suggests by its key, and give the organ's telephone."""
    for name in ("concludeReviewBodyChoices", "concludeCourtChoices"):
        choose(at, name, "suggested")
    fill(at, Phone="0482-0000001")


def drafted(at: At) -> Case:
    """A licence drafted as not granted."""
    case = at.filed(at.visit())
    act = Propose(FOOD, Cause.NEGATIVE_RESULT, "场所不符合要求")
    return at.station.perform(case.id, act, CLERK, case.base)


def test_that_an_adverse_result_is_refused_until_ground_reason_law_number_and_signer_are_there(
    at: At,
) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("G", "concludeForm")
    choose(at, "concludeItem", FOOD)
    choose(at, "concludeResult", "rejected")
    assert not at.shows("concludeBy")  # nobody writes a signer by hand
    assert at.see(Choices, "concludePerson").chosen == ()
    at.key(at.F9)
    assert "名单" in problem(at)
    choose(at, "concludePerson", "Q02")
    at.confirm("concludeForm")
    assert "理由" in problem(at)
    choose(at, "concludeGround", Ground.OTHER.value)
    fill(at, Note="场所不符合要求", Basis="《食品安全法》第三十三条")
    at.confirm("concludeForm")
    assert at.focus().objectName() == "concludeDocument"
    fill(at, Document="乌市监不许〔2026〕1号")
    at.confirm("concludeForm")
    assert state(at, case, FOOD) is ItemState.REJECTED
    conclusion = at.now(case).item(FOOD).conclusion  # type: ignore[union-attr]
    assert (conclusion.by, conclusion.known_by) == ("王科长", KnownBy.PAPER)  # type: ignore[union-attr]


def test_that_the_representative_confirms_by_a_pin_that_is_forgotten_at_each_refusal_and_out_of_sight(
    at: At,
) -> None:
    case = drafted(at)
    at.opened(case)
    at.open_act("G", "concludeForm")
    pin = at.see(QLineEdit, "concludePin")
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    assert at.see(Choices, "concludePerson").options == ("R05", "R06")  # a signer has no PIN here
    take_suggestions(at)
    fill(at, Pin="1357")
    at.key(at.F9)
    assert "名单" in problem(at)  # two: nobody is chosen for them
    assert pin.text() == ""
    choose(at, "concludePerson", "R05")
    at.key(at.F9)
    assert "口令" in problem(at)
    fill(at, Pin="0000")
    at.confirm("concludeForm")
    assert "口令不对" in problem(at)
    assert pin.text() == ""
    assert state(at, case, FOOD) is ItemState.ACCEPTED
    fill(at, Pin="1357")
    choose(at, "concludeKnownBy", KnownBy.PAPER.value)
    assert pin.text() == ""
    choose(at, "concludeKnownBy", KnownBy.PIN.value)
    fill(at, Pin="1357")
    pin.setFocus()
    at.key(Qt.Key.Key_Escape)
    assert pin.text() == ""
    at.open_act("G", "concludeForm")
    choose(at, "concludePerson", "R05")
    take_suggestions(at)
    fill(at, Pin="1357")
    at.confirm("concludeForm")
    assert state(at, case, FOOD) is ItemState.REJECTED
    assert pin.text() == ""
    assert any("首席代表白首席以本人口令确认" in line.text for line in at.now(case).history)


def test_that_the_pin_is_not_in_its_field_while_the_act_is_under_way(at: At) -> None:
    case = drafted(at)
    at.opened(case)
    at.open_act("G", "concludeForm")
    fill(at, Pin="1357")
    form = at.see(ConcludeForm, "concludeForm")
    form.wait(True)
    assert at.see(QLineEdit, "concludePin").text() == ""
    form.wait(False)


def test_that_a_draft_is_confirmed_by_the_organs_signed_paper(at: At) -> None:
    case = drafted(at)
    at.opened(case)
    at.open_act("G", "concludeForm")
    choose(at, "concludeKnownBy", KnownBy.PAPER.value)
    assert not at.shows("concludePin")
    choose(at, "concludePerson", "Q02")
    fill(at, Document="乌市监批〔2026〕3号", SignedOn="2026-11-20")
    take_suggestions(at)
    at.confirm("concludeForm")
    assert state(at, case, FOOD) is ItemState.REJECTED
    assert any("乌市监批〔2026〕3号，2026年11月20日，签发人王科长" in x.text for x in at.now(case).history)


def test_that_a_suggestion_is_one_key_away_and_no_answer_until_somebody_takes_it(at: At) -> None:
    case = drafted(at)
    at.opened(case)
    at.open_act("G", "concludeForm")
    body, court = (at.see(Choices, f"conclude{n}Choices") for n in ("ReviewBody", "Court"))
    assert body.options == court.options == ("suggested", "other")
    assert (body.chosen, court.chosen) == ((), ())
    told = [w.text() for w in at.window.findChildren(QLabel) if w.isVisible()]
    assert any("《行政复议法》第二十四条第一款第一项" in words for words in told)
    choose(at, "concludePerson", "R05")
    fill(at, Pin="1357")
    at.key(at.F9)
    assert "向哪个机关申请行政复议" in problem(at)
    assert body.isAncestorOf(at.focus())
    at.key(Qt.Key.Key_Return)  # goes past no question
    assert body.chosen == ()
    choose(at, "concludeReviewBodyChoices", "suggested")
    choose(at, "concludeCourtChoices", "other")
    assert at.focus().objectName() == "concludeCourtWords"
    at.write("科尔沁右翼前旗人民法院")
    at.key(Qt.Key.Key_Return)
    assert at.focus().objectName() == "concludePhone"
    at.write("0482-0000001")
    fill(at, Pin="1357")
    at.confirm("concludeForm")
    conclusion = at.now(case).item(FOOD).conclusion  # type: ignore[union-attr]
    assert conclusion is not None
    told_there = Recourse("乌兰浩特市人民政府", "科尔沁右翼前旗人民法院", "0482-0000001")
    assert conclusion.recourse == told_there
    paper = str(at.now(case).papers[-1].content)
    assert "向乌兰浩特市人民政府申请行政复议" in paper
    assert "向科尔沁右翼前旗人民法院提起行政诉讼" in paper


def test_that_what_the_organ_signed_too_early_is_refused_then_recorded_and_read_by_the_supervisor(
    at: At,
) -> None:
    case = at.filed(at.visit(missing=(LATER_HERE,)))
    assert state(at, case, SIGN) is ItemState.TO_CORRECT
    at.opened(case)
    at.open_act("G", "concludeForm")
    choose(at, "concludeItem", SIGN)
    choose(at, "concludeResult", "refused")
    choose(at, "concludeGround", Ground.INCOMPLETE.value)
    fill(at, Document="乌城管不受〔2026〕1号")
    at.confirm("concludeForm")
    assert "没有过" in problem(at)
    assert "照实登记" in problem(at)
    assert state(at, case, SIGN) is ItemState.TO_CORRECT
    choose(at, "concludeIssued", "yes")
    assert at.see(Choices, "concludeResult").chosen == ("refused",)
    at.confirm("concludeForm")
    assert state(at, case, SIGN) is ItemState.REFUSED
    assert "与规则不符" in at.message()
    assert "。。" not in at.message()
    assert at.focus().objectName() == "actTakeNote"
    at.open_act("I", "noteForm")
    at.see(QLineEdit, "noteWords").setFocus()
    at.write("已告知城管部门")
    at.see(QLineEdit, "supervisorCode").setFocus()
    at.write("S01")
    at.see(QLineEdit, "supervisorPin").setFocus()
    at.write("9876")
    at.confirm("noteForm")
    assert at.now(case).item(SIGN).conclusion.noted  # type: ignore[union-attr]


def test_that_an_organ_of_which_nobody_is_listed_is_told_how_to_list_somebody(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.opened(case)
    at.open_act("G", "concludeForm")
    choose(at, "concludeItem", "tax_new")
    choose(at, "concludeResult", "refused")
    assert not at.shows("concludePerson")
    told = [w.text() for w in at.window.findChildren(QLabel) if w.isVisible()]
    assert any("税务局" in words and "登记册" in words for words in told)
    at.key(at.F9)
    assert "名单" in problem(at)
