"""What is done with a filed case at the window, by what a person does and sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.acts import DropItems
from counter.domain.case.acts.returning import to_give_back
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind, from_json
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import MaterialState
from counter.ui.checklist.checklist_view import ChecklistView
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from tests.services.proving import signed
from tests.ui.case.acts.conftest import CLERK, SIGN, At
from tests.ui.hands import Key
from tests.ui.window.test_access import nameless


def state(at: At, case: Case, item: str) -> ItemState:
    found = at.now(case).item(item)
    assert found is not None
    return found.state


def problem(at: At) -> str:
    """What the form in hand says stands in the way."""
    return next((w.text() for w in at.window.findChildren(QLabel, "actProblem") if w.isVisible()), "")


# -- supplement --
def test_that_a_scanned_notice_opens_the_case_at_what_is_missing(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan", "health_certs")))
    at.scan(case.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    listed = at.see(ChecklistView, "supplementList")
    assert at.focus() is listed
    assert listed.current_line() in ("floor_plan", "health_certs")
    names = [listed.model().index(row, 0).data() for row in range(listed.model().rowCount())]
    assert any("补正" in n or "前" in n for n in names)


def test_that_the_signed_code_of_a_notice_opens_the_case_at_what_is_missing_too(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    notice = next(p for p in case.papers if p.kind == PaperKind.CORRECTION_NOTICE)
    assert notice.content is not None
    at.scan(signed(at.office.app, from_json(notice.content)).qr)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    assert at.see(ChecklistView, "supplementList").current_line() == "floor_plan"


def test_that_what_was_brought_is_recorded_with_its_receipt_and_the_item_accepted(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    assert state(at, case, "food_small_catering") is ItemState.TO_CORRECT
    at.scan(case.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    at.keys("1")
    at.confirm("supplementForm")
    now = at.now(case)
    assert state(at, case, "food_small_catering") is ItemState.ACCEPTED
    assert [p for p in now.papers if p.kind == PaperKind.SUPPLEMENT_RECEIPT]
    assert "补正材料接收凭证" in at.message()
    assert not at.shows("supplementForm")


def test_that_nothing_brought_is_said_beside_the_list(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.scan(case.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    at.key(Key.Key_F9)
    assert "还没有记下补交了什么" in problem(at)
    assert at.focus().objectName() == "supplementList"
    assert at.now(case).base == case.base


def test_that_what_is_still_wrong_keeps_its_reason_and_asks_nothing_new(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.scan(case.number)
    at.qtbot.waitUntil(lambda: at.shows("supplementForm"))
    at.keys("3")
    at.write("没有标出就餐区")
    at.key(Key.Key_Return)
    at.confirm("supplementForm")
    now = at.now(case)
    assert now.brought["floor_plan"].state is MaterialState.DEFECTIVE
    assert now.brought["floor_plan"].note == "没有标出就餐区"
    assert len([p for p in now.papers if p.kind == PaperKind.CORRECTION_NOTICE]) == 1


# -- deciding later --
def test_that_a_case_only_taken_in_is_decided_with_the_first_button(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.opened(case)
    assert at.focus().objectName() == "actDecide"
    at.key(Key.Key_Return)
    at.confirm("decideForm")
    assert "有效期" in problem(at)  # the items that wait keep papers that may have run out
    at.keys("1")
    at.confirm("decideForm")
    assert state(at, case, "mkt_individual") is ItemState.DONE


def test_that_a_kept_case_nobody_looked_at_wholly_is_decided_only_with_a_word_for_the_rest(at: At) -> None:
    whole = at.visit()
    seen = {i: b for i, b in whole.brought.items() if i not in ("floor_plan", "lease")}
    case = at.filed(replace(whole, brought=seen), FilingMode.KEEP)
    at.opened(case)
    assert at.focus().objectName() == "actDecide"
    at.key(Key.Key_Return)
    assert "其余都没带（2份）" in at.see(Choices, "decideRest").findChildren(Chip)[0].accessibleName()
    at.confirm("decideForm")
    assert "没有看" in problem(at)
    assert at.now(case) == case
    at.keys("1")
    at.confirm("decideForm")
    assert "没有看" not in problem(at)


def test_that_a_second_notice_without_reason_is_refused_and_the_reason_shown(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.opened(case)
    at.open_act("J", "decideForm")
    at.key(at.F9)
    at.settle()
    assert "新的事实" in problem(at)
    assert at.focus().objectName() == "decideDocument"
    assert at.now(case).base == case.base
    for words in ("现场核查记录第3号", "今天", "现场核查发现健康证明与本人不符"):
        at.write(words)
        at.key(Key.Key_Return)
    at.confirm("decideForm")
    assert "和上次告知的一样" in problem(at)
    assert at.now(case).base == case.base
    at.see(Choices, "decideWrong").take_focus()
    at.keys("1")
    at.confirm("decideForm")
    now = at.now(case).item("food_small_catering")
    assert now is not None
    assert [t.round for t in now.told] == [1, 2]
    assert now.told[-1].fact_document == "现场核查记录第3号"
    assert len(now.told[-1].fact_lines) == 1


def test_that_a_supervisors_reason_needs_his_own_pin(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.opened(case)
    at.open_act("J", "decideForm")
    at.see(Choices, "decideAgain").take_focus()
    at.keys("2")
    at.write("上一次通知书写错了标准")
    at.key(Key.Key_Return)
    at.write("S01")
    at.key(Key.Key_Return)
    at.write("0000")
    at.confirm("decideForm")
    assert "口令" in problem(at)
    assert at.see(QLineEdit, "supervisorPin").text() == ""
    assert at.now(case).base == case.base


# -- taking back --
def test_that_a_decision_is_taken_back_within_minutes_with_its_sheets(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("H", "voidForm")
    at.see(Choices, "voidItems").take_focus()
    at.keys("3")
    at.key(Key.Key_Return)
    at.write("录错了地址")
    at.confirm("voidForm")
    now = at.now(case)
    assert [i.id for i in now.items if i.state is ItemState.RECEIVED]
    assert [p for p in now.papers if not p.stage.binding]


def test_that_after_the_minutes_nothing_is_offered_to_take_back(at: At) -> None:
    case = at.filed(at.visit())
    at.office.later(hours=2)
    at.opened(case)
    at.alt("H")
    assert not at.shows("voidForm")
    assert not at.shows("actVoid")


# -- leaving --
def test_that_an_applicant_withdraws_one_item_with_his_reason(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    at.key(Key.Key_F9)
    assert problem(at)
    chosen = at.see(Choices, "withdrawItems")
    chosen.take_focus()
    at.keys(str(chosen.options.index("signboard") + 1))
    at.key(Key.Key_Return)
    at.write("不挂招牌了")
    at.own_writing()
    at.confirm("withdrawForm")
    assert state(at, case, "signboard") is ItemState.WITHDRAWN
    assert at.focus().objectName() == "actMovePapers"  # his papers lie here still, and are the next thing
    at.key(Key.Key_Return)
    assert at.see(Choices, "moveHands").chosen == (Hands.TO_APPLICANT.value,)
    assert at.see(QLineEdit, "moveTaker").text() == "巴图吉雅"
    at.confirm("moveForm")
    assert not to_give_back(at.now(case))


# -- results --
def test_that_a_result_is_recorded_and_the_waiting_item_goes_on(at: At) -> None:
    case = at.filed(at.visit(), FilingMode.KEEP)
    at.opened(case)
    at.open_act("G", "concludeForm")
    chosen = at.see(Choices, "concludeItem")
    assert chosen.chosen == ("mkt_individual",)
    at.confirm("concludeForm")
    assert at.focus().objectName() == "concludeDocument"
    assert "文号" in problem(at)  # what the organ granted is in writing
    at.write("营业执照（个体工商户）")
    at.confirm("concludeForm")
    assert state(at, case, "mkt_individual") is ItemState.GRANTED
    assert at.focus().objectName() == "actDecide"
    at.key(Key.Key_Return)
    valid = at.see(Choices, "decideValid")
    valid.take_focus()
    at.keys("1")
    at.confirm("decideForm")
    assert state(at, case, "food_small_catering") is ItemState.ACCEPTED


# -- what changed meanwhile --
def test_that_an_act_on_a_case_that_changed_meanwhile_keeps_what_was_typed(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.opened(case)
    at.open_act("C", "withdrawForm")
    chosen = at.see(Choices, "withdrawItems")
    chosen.take_focus()
    at.keys(str(chosen.options.index("signboard") + 1))
    at.key(Key.Key_Return)
    at.write("不挂招牌了")
    at.own_writing()
    at.station.perform(case.id, DropItems(("food_small_catering",), "不办了"), CLERK, case.base)
    at.confirm("withdrawForm")
    assert "刚被别处改过" in problem(at)
    assert state(at, case, "signboard") is not ItemState.WITHDRAWN
    at.confirm("withdrawForm")
    assert state(at, case, "signboard") is ItemState.WITHDRAWN


def test_that_a_sheet_saved_meanwhile_is_no_news(at: At, tmp_path: Path) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    chosen = at.see(Choices, "withdrawItems")
    chosen.take_focus()
    at.keys(str(chosen.options.index("signboard") + 1))
    at.key(Key.Key_Return)
    at.write("不挂招牌了")
    at.own_writing()
    at.station.copy_out(case.papers[0].id, tmp_path / "a.pdf", CLERK)
    at.confirm("withdrawForm")
    assert state(at, case, "signboard") is ItemState.WITHDRAWN


# -- papers on their way --
def test_that_an_unstamped_paper_cannot_be_served_until_it_is_stamped(at: At, tmp_path: Path) -> None:
    case = at.filed(at.visit())
    at.station.copy_out(case.papers[0].id, tmp_path / "a.pdf", CLERK)
    at.opened(case)
    at.open_act(
        "Z", "markPrintedForm"
    )  # a saved file is nothing that asks to be confirmed: the hand goes there
    at.confirm("markPrintedForm")
    assert at.focus().objectName() == "actStamp"
    assert not at.shows("actServe")
    at.key(Key.Key_Return)
    at.confirm("stampForm")
    at.open_act("S", "serveForm")
    at.confirm("serveForm")
    paper = at.now(case).papers[0]
    assert paper.serving is not None
    assert paper.serving.receiver == "巴图吉雅"


def test_that_the_platforms_time_is_asked_only_of_what_was_served_electronically(
    at: At, tmp_path: Path
) -> None:
    case = at.filed(at.visit())
    at.station.copy_out(case.papers[0].id, tmp_path / "a.pdf", CLERK)
    at.opened(case)
    at.open_act("Z", "markPrintedForm")
    at.confirm("markPrintedForm")
    at.key(Key.Key_Return)
    at.confirm("stampForm")
    at.open_act("S", "serveForm")
    assert not at.see(QLineEdit, "serveFormTime").isVisible()
    at.see(Choices, "serveFormWay").take_focus()
    at.keys(str(list(Way).index(Way.ELECTRONIC) + 1))
    field = at.see(QLineEdit, "serveFormTime")
    assert field.isVisible()
    field.setText("半天")
    at.button("serveFormDo").click()
    assert at.focus().objectName() == "serveFormTime"
    issued = at.now(case).papers[0].issued_at.astimezone(CHINA)
    field.setText(f"{issued:%H:%M}")
    at.confirm("serveForm")
    serving = at.now(case).papers[0].serving
    assert serving is not None
    assert serving.at == issued.replace(second=0, microsecond=0)


# -- everybody can work here --
def test_that_tab_and_enter_follow_the_eye_through_a_form(at: At) -> None:
    case = at.filed(at.visit())
    at.opened(case)
    at.open_act("C", "withdrawForm")
    order = ["withdrawItems_1", "withdrawReason", "withdrawHow_1", "withdrawFormDo"]
    for way in (Key.Key_Tab, Key.Key_Return):
        at.see(Choices, "withdrawItems").take_focus()
        if not at.see(Choices, "withdrawItems").chosen:
            at.keys("1")
        seen = [at.focus().objectName()]
        for _ in order[1:]:
            at.key(way)
            seen.append(at.focus().objectName())
        assert seen == order


def test_that_the_case_beside_the_form_says_each_day_it_knows(at: At) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.opened(case)
    words = at.items()
    assert any("补正期限 12月4日（含当日）前：场所平面（布局）图" in w for w in words)
    assert any("办结期限" in w and "法定" in w for w in words)


@pytest.mark.parametrize("letter", list("BJHCDGTLN"))
def test_that_every_form_opens_with_its_key_closes_with_escape_and_names_every_control(
    at: At, letter: str
) -> None:
    case = at.filed(at.visit(missing=("floor_plan",)))
    at.opened(case)
    detail = at.window.find_case.detail  # type: ignore[union-attr]
    if detail.bar.offer_of(letter) is None:
        pytest.skip("not possible with this case")
    at.alt(letter)
    assert detail.acts.form is not None
    form = detail.acts.form.objectName()
    assert at.shows(form)
    assert nameless(at) == []
    assert at.see(QWidget, form).isAncestorOf(at.focus())
    at.key(Key.Key_Escape)
    assert not at.shows(form)
    assert at.shows("caseDetail")
    assert at.now(case).base == case.base


# -- the organ accepts --
def test_that_what_was_sent_on_is_recorded_as_accepted_by_its_organ(at: At) -> None:
    case = at.filed(at.office.visit(8, {}, {**SIGN, "q_fire_scope": ("yes",)}))
    assert state(at, case, "fire_check") is ItemState.RECEIVED
    at.opened(case)
    at.open_act("O", "acceptanceForm")
    at.confirm("acceptanceForm")
    assert "文号" in problem(at)
    assert state(at, case, "fire_check") is ItemState.RECEIVED
    at.see(QLineEdit, "acceptanceDocument").setText("乌消受〔2026〕1号")
    at.confirm("acceptanceForm")
    at.qtbot.waitUntil(lambda: state(at, case, "fire_check") is ItemState.ACCEPTED)


def test_that_a_licence_only_kept_has_nothing_granted_on_offer(at: At) -> None:
    case = at.filed(at.office.visit(100, {}, {"q_entity": ("existing",)}), FilingMode.KEEP)
    at.opened(case)
    at.open_act("G", "concludeForm")
    at.see(Choices, "concludeItem").choose(("epidemic_cond",))
    at.see(Choices, "concludeItem").changed.emit()
    assert at.see(Choices, "concludeResult").options == ("refused",)
