"""L10 at the window: a bad rating is taken in and walked to its answer by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from counter.domain.ratings.office.events import Finding
from counter.domain.ratings.office.rated import Rated
from counter.domain.ratings.rating import Channel, Grade, Mode
from counter.domain.tasks.urgency import Urgency
from counter.services.context.ports import RatingFilter
from counter.services.ratings.office.reveal_rater import reveal_rater
from counter.ui.kit.controls.field import Field, LongField
from counter.ui.kit.controls.labels import TextLabel
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    CALLED,
    OWNED,
    TRUE,
    RatingOffice,
    anonymous,
    named,
)
from tests.ui.hands import Key
from tests.ui.ratings.office_hands import CTRL, OfficeHands

Open = Callable[..., OfficeHands]


@pytest.fixture
def hands(open_office: Open) -> OfficeHands:
    """A clerk of the office with one bad rating by name."""
    opened = open_office(lambda office: office.take(office.text(named())))
    opened.sign_on("C03", "3456")
    opened.key(Key.Key_F2)
    return opened


def rated(hands: OfficeHands) -> Rated:
    """The one in hand, as the journal has it."""
    found: list[Rated | None] = []
    hands.shell.background.run(lambda: hands.office.rated(hands.rectify.detail.rating), found.append)
    hands.settle()
    assert found[0] is not None
    return found[0]


def step(hands: OfficeHands) -> str:
    return hands.rows()[0].step


def test_that_a_bad_rating_is_walked_to_its_end_by_keys_alone(hands: OfficeHands) -> None:
    hands.key(Key.Key_Return)  # to the next step
    hands.key(Key.Key_Return)
    hands.keys("3")  # the third of the office's people
    hands.press_form()
    assert step(hands) == "待联系"
    hands.key(Key.Key_Return)
    hands.keys("11")  # by telephone, reached
    hands.write("说窗口没有给清单。")
    hands.press_form()
    assert step(hands) == "待核实"
    hands.key(Key.Key_Return)
    hands.keys("1")
    hands.write("当天的清单没有打印出来。")
    hands.press_form()
    assert step(hands) == "待整改"
    hands.key(Key.Key_Return)
    hands.keys("1")
    hands.write("已补发清单。")
    hands.press_form()
    assert step(hands) == "待答复"
    hands.key(Key.Key_Return)
    hands.write("对不起，让您多跑了一趟。清单已经补发。")
    hands.press_form()
    assert step(hands) == "待回访"
    hands.qtbot.waitUntil(lambda: hands.rectify.detail.answer.preview.page_count == 1, timeout=20_000)
    hands.key(Key.Key_Return)
    hands.keys("12")  # reached; the second rating: 满意
    hands.write("认可。")
    hands.press_form()
    assert step(hands) == "待办结"
    done = rated(hands)
    hands.key(Key.Key_Return)
    hands.press_form()
    assert hands.rows() == []
    assert done.rectification is not None
    assert done.rectification.again is not None
    assert done.registered.grade is Grade.DISSATISFIED  # the first rating stands


def half_written(hands: OfficeHands) -> None:
    """A form of the first step, something chosen in it."""
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("3")
    assert hands.rectify.half_done == "定承办人"


def test_that_a_form_given_up_says_that_it_waits(hands: OfficeHands) -> None:
    half_written(hands)
    hands.key(Key.Key_Escape)
    assert hands.message() == "“定承办人”没有办，填的还在：再打开就接着填。"


def swap(hands: OfficeHands, code: str, pin: str) -> None:
    """Lock the window; somebody signs on."""
    hands.key(Key.Key_L, CTRL)
    hands.see(Field, "clerkCode").clear()
    hands.see(Field, "clerkCode").setFocus()
    hands.sign_on(code, pin)
    hands.key(Key.Key_F2)


def test_that_a_step_begun_waits_for_its_person_and_for_nobody_else(hands: OfficeHands) -> None:
    half_written(hands)
    swap(hands, "C01", "8642")
    assert "定承办人" not in hands.message()
    assert hands.rectify.half_done == ""
    half_written(hands)  # of one's own
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_Escape)
    swap(hands, "C03", "3456")
    assert hands.rectify.half_done == "定承办人"
    hands.press_form()
    assert step(hands) == "待联系"


def test_that_who_unlocks_finds_the_form_and_reads_nothing_of_it(hands: OfficeHands) -> None:
    half_written(hands)
    hands.key(Key.Key_L, CTRL)
    hands.write("3456")
    hands.key(Key.Key_Return)
    assert hands.rectify.half_done == "定承办人"
    assert "没有留" not in hands.message()


def test_that_the_office_too_locks_by_itself_and_keeps_the_form(hands: OfficeHands) -> None:
    half_written(hands)
    hands.shell.get_guard().idle.due.emit()
    assert hands.see(QWidget, "signOnCard").isVisible()
    hands.write("3456")
    hands.key(Key.Key_Return)
    assert hands.rectify.half_done == "定承办人"


def test_that_a_window_is_closed_over_a_half_filled_form_only_when_that_was_said(hands: OfficeHands) -> None:
    half_written(hands)

    assert not hands.window.close()
    hands.settle()
    assert hands.window.isVisible()
    assert "“定承办人”填到一半" in hands.message()
    hands.key(Key.Key_Escape)  # read, and gone on with
    assert not hands.window.close()
    assert hands.window.close()
    assert not hands.window.isVisible()


def test_that_beside_an_answer_nothing_of_the_rating_is_cut_on_a_small_screen(open_office: Open) -> None:
    def answered(office: RatingOffice) -> None:
        office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)

    hands = open_office(answered)
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_B, CTRL)
    hands.key(Key.Key_F12)
    hands.window.resize(1024, 640)
    hands.settle()
    detail = hands.rectify.detail
    assert detail.card.width() >= detail.card.minimumSizeHint().width()
    right = detail.card.mapTo(detail, detail.card.rect().topRight()).x()
    assert right < detail.answer.mapTo(detail, detail.answer.rect().topLeft()).x()
    hands.qtbot.waitUntil(lambda: detail.answer.line.folder.width() > 60)  # beside or below the button


def test_that_the_answer_is_saved_as_a_copy_with_its_number(
    open_office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(office: RatingOffice) -> None:
        office.do(office.rating(named()), OWNED, CALLED, TRUE, AT_ONCE, ANSWER)

    hands = open_office(answered)
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_B, CTRL)
    hands.rectify.detail.answer.line.folder.setText(str(hands.folder))
    hands.key(Key.Key_S, CTRL)
    files = list(hands.folder.glob("差评整改反馈单*.pdf"))
    assert [f.read_bytes()[:5] for f in files] == [b"%PDF-"]
    assert hands.message().startswith("已保存第1份")
    assert rated(hands).rectification.answers[-1].copies == 1  # type: ignore[union-attr]


def test_that_nothing_is_chosen_beforehand_where_a_person_judges(hands: OfficeHands) -> None:
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_F9)
    form = hands.rectify.detail.acts.form
    assert form is not None
    assert form.problem == "请选承办人。"


def test_that_an_enter_too_many_passes_no_question_and_a_bouncing_digit_writes_nothing(
    open_office: Open,
) -> None:
    hands = open_office(lambda o: o.do(o.rating(named()), OWNED, CALLED))
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)  # one too many: nothing is chosen yet
    form = hands.rectify.detail.acts.form
    assert form is not None
    assert form.problem == "请先选：核实结论。"
    hands.twice("1")
    assert hands.focus().objectName() == "findFacts"
    assert hands.see(LongField, "findFacts").text() == ""
    hands.write("1号窗口的人在场。")
    assert hands.see(LongField, "findFacts").text() == "1号窗口的人在场。"


def test_that_setting_a_rating_aside_takes_another_supervisors_pin(open_office: Open) -> None:
    hands = open_office(lambda o: o.do(o.rating(named()), OWNED, CALLED))
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("4")  # 误评
    hands.write("评价人说按错了。")
    hands.key(Key.Key_Return, CTRL)
    assert hands.focus().objectName() == "supervisorCode"
    hands.write("C02")
    hands.key(Key.Key_Return)
    hands.write("0000")
    hands.key(Key.Key_Return)
    hands.press_form()
    form = hands.rectify.detail.acts.form
    assert form is not None
    assert "口令" in form.problem
    assert rated(hands).rectification.finding is None  # type: ignore[union-attr]
    pin = hands.see(Field, "supervisorPin")
    assert pin.text() == ""
    pin.setFocus()
    hands.write("7531")
    hands.press_form()
    found = rated(hands).rectification
    assert found is not None
    assert found.finding is not None
    assert (found.finding.said.finding, found.finding.said.reviewer) == (Finding.MISTAKEN, "C02")


def test_that_an_anonymous_rating_offers_nobody_to_call(open_office: Open) -> None:
    hands = open_office(lambda office: office.do(office.rating(anonymous()), OWNED))
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.key(Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert "不能“联系评价人”" in hands.message()
    assert not hands.shows("raterSee")
    assert not hands.shows("actContact")


def test_that_the_person_is_masked_until_the_button_is_held_and_each_look_is_noted(
    hands: OfficeHands,
) -> None:
    card = hands.rectify.detail.card
    lines = {w.text() for w in card.findChildren(TextLabel) if w.isVisible()}
    assert "巴**雅" in lines
    assert "巴图吉雅" not in lines
    button = hands.button("raterSee")
    button.setFocus()
    hands.qtbot.keyPress(button, Key.Key_Space)
    hands.settle()  # the look is noted first
    assert "巴图吉雅" in {w.text() for w in card.findChildren(TextLabel) if w.isVisible()}
    hands.qtbot.keyRelease(button, Key.Key_Space)
    assert "巴图吉雅" not in {w.text() for w in card.findChildren(TextLabel) if w.isVisible()}
    hands.settle()
    assert rated(hands).history[-1].kind == "person.viewed"


def test_that_what_is_overdue_stands_on_top_and_presses_on_the_rail(open_office: Open) -> None:
    def two(office: RatingOffice) -> None:
        office.take(office.text(named()))
        office.later(days=10)
        office.take(office.text(anonymous()))

    hands = open_office(two)
    hands.sign_on()
    hands.key(Key.Key_F2)
    assert [r.urgency for r in hands.rows()] == [Urgency.OVERDUE, Urgency.LATER]
    assert "还没联系过" in hands.rows()[0].where
    assert hands.see(QWidget, "rail_rectify").accessibleName() == "整改，F2，1项要今天办"


def test_that_nothing_typed_is_lost_to_another_row(open_office: Open) -> None:
    hands = open_office(lambda o: o.take(o.text(named(), anonymous())))
    hands.sign_on()
    hands.key(Key.Key_F2)
    first = hands.rectify.detail.rating
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("1")
    hands.rectify.list.setFocus()
    hands.key(Key.Key_Down)
    assert hands.rectify.detail.rating == first == hands.rectify.list.rating
    assert hands.rectify.detail.unfinished == "定承办人"
    assert "还没有办完" in hands.message()


def test_that_a_locked_window_keeps_the_form_for_the_same_person_only(hands: OfficeHands) -> None:
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("1")
    hands.key(Key.Key_L, CTRL)
    hands.write("3456")
    hands.key(Key.Key_Return)
    assert hands.rectify.detail.unfinished == "定承办人"
    hands.key(Key.Key_L, CTRL)
    code = hands.see(Field, "clerkCode")
    code.clear()
    code.setFocus()
    hands.write("C02")
    hands.key(Key.Key_Return)
    hands.write("7531")
    hands.key(Key.Key_Return)
    assert hands.rectify.detail.unfinished == ""
    assert hands.ratings.isVisible()


def test_that_a_proxy_rating_waits_in_its_own_list_until_the_rater_confirms_it(open_office: Open) -> None:
    hands = open_office(
        lambda o: o.take(o.text(named(channel=Channel.PROXY, grade=Grade.SATISFIED, reasons=(), code="")))
    )
    hands.sign_on("C03", "3456")
    hands.key(Key.Key_F2)
    hands.rectify.which.take_focus()
    hands.keys("3")
    assert [r.step for r in hands.rows()] == ["存疑待核实"]
    hands.rectify.list.setFocus()
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("11")
    hands.press_form()
    assert hands.rows() == []
    counted: list[int] = []
    wanted = RatingFilter(standing="counted", mode=Mode.NAMED.value)
    hands.shell.background.run(lambda: len(hands.office.app.journal.ratings(wanted)), counted.append)
    hands.settle()
    assert counted == [1]


def test_that_somebody_quicker_is_noticed_and_what_was_typed_stays(hands: OfficeHands) -> None:
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    hands.keys("1")
    rating = hands.rectify.detail.rating
    hands.shell.background.run(
        lambda: reveal_rater(hands.office.app, rating, hands.office.staff()[0].code)  # another window looked
    )
    hands.settle()
    hands.press_form()
    form = hands.rectify.detail.acts.form
    assert form is not None
    assert "刚被别处改过" in form.problem
    hands.press_form()
    assert QApplication.focusWidget() is not None
    assert step(hands) == "待联系"


def test_that_tab_goes_from_the_list_to_what_can_be_done_and_on_to_what_was_said(hands: OfficeHands) -> None:
    names = []
    for _ in range(4):
        names.append(hands.focus().objectName())
        hands.key(Key.Key_Tab)
    assert names == ["rectifyList", "actAssign", "ratedScroll", "raterSee"]


def test_that_a_form_comes_under_its_rating_where_both_have_no_room(hands: OfficeHands) -> None:
    hands.key(Key.Key_Return)
    hands.key(Key.Key_Return)
    detail, acts = hands.rectify.detail, hands.rectify.detail.acts
    card = detail.card
    for width, beside in ((900, True), (440, False)):
        detail.setFixedWidth(width)
        QApplication.processEvents()
        ends = card.mapTo(detail, card.rect().topRight()).x()
        assert (acts.mapTo(detail, acts.rect().topLeft()).x() > ends) is beside
        assert ends <= width  # nothing of it is out of sight
