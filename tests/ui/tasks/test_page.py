"""待办 as a clerk works with it: what presses on top, a key to the case, a kind by the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from counter.domain.case.acts import acts
from counter.domain.tasks.scope import TaskScope
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.urgency import Urgency
from counter.services.tasks.list_tasks import TaskView
from counter.ui.facades.window import Clerk
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from counter.ui.tasks.task_list import TaskList
from counter.ui.tasks.task_rows import TASK_ROLE, CaseTask, TaskGroup, TaskRow
from tests.ui.fake_facade import case_number
from tests.ui.hands import Hands, Key


def task(
    kind: TaskKind = TaskKind.NOTICE, urgency: Urgency = Urgency.TODAY, serial: int = 1, **changes: object
) -> TaskView:
    view = TaskView(
        kind=kind,
        urgency=urgency,
        day=date(2026, 11, 20),
        provisional=False,
        day_words="11月20日（含当日）前",
        left_words="今天到期",
        words="待决定",
        number=case_number(serial),
        bundle_name="我要开小餐馆",
        applicant="巴图吉雅",
        item="food",
        item_name="食品经营许可",
        paper="",
        clerk="W01",
    )
    return replace(view, **changes)  # type: ignore[arg-type]


MORNING = [
    task(TaskKind.GAP_EXPIRED, Urgency.OVERDUE, 1, left_words="已超期3天", item="a"),
    task(TaskKind.UNSTAMPED, Urgency.TODAY, 2, day=None, day_words="", left_words="", paper="p1"),
    task(TaskKind.DEEMED, Urgency.SOON, 3, left_words="还剩2个工作日", item="b"),
    task(TaskKind.DECISION, Urgency.LATER, 4, left_words="还剩10个工作日", item="c"),
    task(TaskKind.DECISION, Urgency.LATER, 5, left_words="还剩12个工作日", item="d"),
]


@pytest.fixture
def morning(hands: Hands) -> Hands:
    """A clerk opens 待办 on a morning with one case behind it."""
    hands.filed_before()
    hands.facade.todo = list(MORNING)
    hands.key(Key.Key_F2)
    return hands


def the_list(hands: Hands) -> TaskList:
    return hands.see(TaskList, "taskList")


def rows(hands: Hands) -> list[str]:
    """What stands in the list: heads in brackets, cases by what hurts most, single tasks after a dash."""
    model = the_list(hands).model()
    return [_row(model.index(n, 0).data(TASK_ROLE)) for n in range(model.rowCount())]


def _row(row: TaskRow) -> str:
    if isinstance(row, TaskGroup):
        return f"[{row.urgency.label} {row.count}]"
    return f"- {row.task.kind.label}" if isinstance(row, CaseTask) else row.first.name


def current(hands: Hands) -> TaskView | None:
    return the_list(hands).current_task()


def test_that_what_presses_stands_on_top_and_what_is_later_is_folded(morning: Hands) -> None:
    assert rows(morning) == [
        "[已超期 1]",
        "容缺逾期待拟稿",
        "[今天 1]",
        "1份未盖章",
        "[快到期 1]",
        "即将视为受理",
        "[以后 2]",
    ]
    assert current(morning) == MORNING[0]
    assert morning.focus() is the_list(morning)


def test_that_the_keys_pass_the_headings_and_space_opens_what_is_later(morning: Hands) -> None:
    for _ in range(3):
        morning.key(Key.Key_Down)
    assert current(morning) is None  # the head of 以后
    morning.key(Key.Key_Space)
    assert rows(morning)[-3:] == ["[以后 2]", "办结期限", "办结期限"]
    morning.key(Key.Key_Down)
    assert current(morning) == MORNING[3]
    morning.key(Key.Key_Up)
    morning.key(Key.Key_Return)
    assert rows(morning)[-1] == "[以后 2]"


def test_that_home_and_the_page_keys_find_a_task_behind_a_heading(morning: Hands) -> None:
    for key, wanted in (
        (Key.Key_End, None),
        (Key.Key_Home, MORNING[0]),
        (Key.Key_PageDown, None),
        (Key.Key_PageUp, MORNING[0]),
    ):
        morning.key(key)
        assert current(morning) == wanted


def test_that_enter_opens_the_case(morning: Hands) -> None:
    morning.key(Key.Key_Return)
    assert morning.shows("detailNumber")
    assert morning.see(QPushButton, "rail_find_case").isChecked()


def test_that_a_double_click_opens_it_too_and_a_click_folds(morning: Hands) -> None:
    view = the_list(morning)
    head = view.visualRect(view.model().index(6, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(head))
    assert rows(morning)[-1] == "办结期限"
    first = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(first))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(first))
    morning.settle()
    assert morning.shows("detailNumber")


def test_that_the_arrows_show_one_kind_and_unfold_it(morning: Hands) -> None:
    labels = [TaskKind.DEEMED.label, TaskKind.GAP_EXPIRED.label, TaskKind.DECISION.label]
    seen = []
    for _ in labels:
        morning.key(Key.Key_Right)
        seen.append([row for row in rows(morning) if not row.startswith("[")])
    assert seen == [[labels[0]], [labels[1]], [labels[2]] * 2]
    morning.key(Key.Key_Left)
    morning.key(Key.Key_Left)
    morning.key(Key.Key_Left)
    assert len(rows(morning)) == 7


def test_that_the_kinds_are_one_tab_stop_with_their_numbers(morning: Hands) -> None:
    the_list(morning).setFocus()
    morning.key(Key.Key_Tab, Hands.SHIFT)
    assert morning.focus().accessibleName() == "全部 5 件"
    morning.key(Key.Key_Right)
    assert morning.focus().accessibleName() == "即将视为受理 1 项"
    morning.key(Key.Key_Tab)
    assert morning.focus() is the_list(morning)


def test_that_the_rail_says_how_much_presses(morning: Hands) -> None:
    entry = morning.see(QPushButton, "rail_todo")
    assert [label.text() for label in entry.findChildren(TextLabel)] == ["待办 2", "F2"]
    assert entry.accessibleName() == "待办，F2，2项要今天办"
    morning.facade.todo = []
    morning.key(Key.Key_F2)
    assert entry.accessibleName() == "待办，F2"


def test_that_the_rail_counts_again_after_a_filing(hands: Hands) -> None:
    hands.ready_to_decide()
    hands.facade.todo = [task()]
    hands.press_twice()
    assert hands.see(QPushButton, "rail_todo").accessibleName() == "待办，F2，1项要今天办"


def test_that_nothing_to_be_done_is_one_calm_sentence(hands: Hands) -> None:
    hands.key(Key.Key_F2)
    assert hands.see(TextLabel, "noTasks").text() == "没有要办的，也没有快到期的。"
    assert not hands.shows("taskList")
    assert not hands.shows("taskKinds")
    assert hands.focus() is hands.window.todo
    hands.facade.todo = [task()]
    hands.key(Key.Key_F2)
    assert hands.focus() is the_list(hands)


def test_that_a_list_with_only_later_things_does_not_look_empty(hands: Hands) -> None:
    hands.facade.todo = MORNING[3:]
    hands.key(Key.Key_F2)
    assert rows(hands) == ["[以后 2]", "办结期限", "办结期限"]


def test_that_a_kind_that_has_been_dealt_with_says_so(morning: Hands) -> None:
    morning.key(Key.Key_Right)
    morning.facade.todo = [t for t in MORNING if t.kind is not TaskKind.DEEMED]
    morning.key(Key.Key_F2)
    assert morning.see(TextLabel, "noTasks").text() == "没有“即将视为受理”的了。"
    morning.key(Key.Key_F1)


def test_that_the_current_one_stays_current_when_the_list_is_asked_anew(morning: Hands) -> None:
    morning.key(Key.Key_Down)
    assert current(morning) == MORNING[1]
    morning.facade.todo = MORNING[1:]
    morning.key(Key.Key_F2)
    assert current(morning) == MORNING[1]


PAPERS = [
    task(
        TaskKind.UNPRINTED,
        serial=1,
        day=None,
        left_words="",
        item="",
        paper=f"p{n}",
        words=f"《{title}》{n}号",
    )
    for n, title in enumerate(["收件凭证"] * 4 + ["一次性告知单", "受理通知书"])
]


def test_that_six_unprinted_papers_are_one_row_with_the_papers_inside(hands: Hands) -> None:
    hands.facade.todo = [*PAPERS, task(TaskKind.DECISION, Urgency.LATER, left_words="还剩10个工作日")]
    hands.key(Key.Key_F2)
    assert rows(hands) == ["[今天 1]", "6份未出纸"]
    spoken = str(the_list(hands).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert "收件凭证4份、一次性告知单、受理通知书" in spoken
    assert "另有办结期限" in spoken
    hands.key(Key.Key_Plus)
    assert rows(hands)[2:] == ["- 未出纸"] * 6 + ["- 办结期限"]
    hands.key(Key.Key_Down)
    assert current(hands) == PAPERS[0]
    hands.key(Key.Key_Minus)
    assert rows(hands) == ["[今天 1]", "6份未出纸"]
    assert hands.see(TextLabel, "taskPaneWho").text() == "巴图吉雅"


def test_that_space_opens_the_form_of_the_act_that_is_next(
    morning: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[object]()
    morning.window.todo.act_wanted.connect(lambda *wanted: asked.append(wanted))
    monkeypatch.setattr(morning.facade, "case", lambda number: None)
    morning.facade.todo = [task(TaskKind.UNSERVED), task(TaskKind.GAP, serial=2, station="15220104")]
    morning.key(Key.Key_F2)
    morning.key(Key.Key_Space)
    assert asked == [(case_number(1), (acts.Serve,))]
    morning.key(Key.Key_F2)
    morning.key(Key.Key_Home)
    morning.key(Key.Key_Space)  # another window's: it can only be opened
    assert len(asked) == 1
    assert morning.see(QPushButton, "rail_find_case").isChecked()


def test_that_a_kept_down_space_never_confirms(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.facade.todo = [
        task(TaskKind.UNSTAMPED, day=None, left_words="", words="《受理通知书》1号", paper="p1")
    ]
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Space)
    hands.qtbot.waitUntil(lambda: the_list(hands).delegate.armed)
    held_down = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QCoreApplication.sendEvent(the_list(hands), held_down)
    hands.settle()
    assert the_list(hands).delegate.armed  # not confirmed
    hands.key(Key.Key_F1)  # leaving the page drops the first press
    assert not the_list(hands).delegate.armed


def held(clerk: str) -> TaskView:
    return task(TaskKind.HELD, number="", draft="d1", clerk=clerk, words="收了3份材料，还没有出收件凭证")


def test_that_ones_own_unfinished_visit_leads_to_the_page_that_offers_it(hands: Hands) -> None:
    hands.facade.todo = [held("W01")]
    hands.key(Key.Key_F2)
    hands.key(Key.Key_Return)
    assert hands.see(QPushButton, "rail_intake").isChecked()


def test_that_anothers_unfinished_visit_says_whose_it_is_and_hides_the_name(hands: Hands) -> None:
    hands.facade.todo = [held("W02")]
    hands.key(Key.Key_F2)
    spoken = the_list(hands).model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "巴图吉雅" not in spoken
    hands.key(Key.Key_Return)
    assert "W02" in hands.message()


def test_that_a_scanned_person_leaves_the_page_for_his_cases(morning: Hands) -> None:
    morning.scan("999999199001011238")
    assert morning.see(QPushButton, "rail_find_case").isChecked()


def test_that_locking_comes_back_to_the_list_and_another_clerk_begins_at_the_start(morning: Hands) -> None:
    morning.key(Key.Key_Right)
    morning.key(Key.Key_L, Hands.CONTROL)
    morning.write("1234")
    morning.key(Key.Key_Return)
    morning.qtbot.waitUntil(lambda: morning.focus() is the_list(morning))
    assert morning.see(QPushButton, "rail_todo").isChecked()


def test_that_two_thousand_are_shown_in_one_frame_or_two(hands: Hands) -> None:
    hands.facade.todo = [task(TaskKind.UNPRINTED, item=str(n), serial=n + 1) for n in range(2000)]
    hands.key(Key.Key_F2)
    view = the_list(hands)
    assert view.model().rowCount() == 2001
    hands.key(Key.Key_End)
    assert current(hands) == hands.facade.todo[-1]
    assert len(view.findChildren(QWidget)) < 20  # painted, not a widget a row


def test_that_more_than_is_listed_is_told(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    hands.facade.todo = list(MORNING)
    everything = hands.facade.tasks
    hands.key(Key.Key_F2)
    summary = hands.see(TextLabel, "todoSummary").text()
    monkeypatch.setattr(hands.facade, "tasks", lambda *asked: everything(*asked)[:2])
    hands.key(Key.Key_F1)
    hands.key(Key.Key_F2)
    assert hands.see(TextLabel, "todoSummary").text() == summary  # of all, not of those listed
    assert hands.see(TextLabel, "moreTasks").text() == "另有3项没有列出，请先办前面的，或按种类看。"


@pytest.mark.parametrize("large", [False, True])
def test_that_every_row_shows_its_day_on_a_small_screen(hands: Hands, large: bool) -> None:
    hands.facade.todo = [
        task(item_name="特" * 60, applicant="巴" * 60, words="补" * 80, bundle_name="开" * 60)
    ]
    hands.window.resize(1366, 768)
    if large:
        hands.key(Key.Key_F12)
    hands.key(Key.Key_F2)
    view = the_list(hands)
    assert view.sizeHintForRow(1) >= 2 * view.fontMetrics().height() - 4
    assert not view.horizontalScrollBar().isVisible()
    assert view.visualRect(view.model().index(1, 0)).width() <= view.viewport().width()


def test_that_a_task_of_the_register_names_the_hall_and_no_applicant(hands: Hands) -> None:
    view = task(TaskKind.CONFIRM, number="", bundle_name="", applicant="", item="", item_name="", clerk="")
    hands.facade.todo = [view]
    hands.key(Key.Key_F2)
    model = the_list(hands).model()
    words = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert any("大厅的登记册" in one and "大厅" in one.split("，") for one in words)
    assert not any("申请人" in one or "未立件" in one for one in words)


def test_that_another_clerk_never_sees_the_rows_of_the_one_before(morning: Hands) -> None:
    assert morning.see(TextLabel, "todoSummary").text()
    morning.key(Key.Key_L, morning.CONTROL)
    morning.see(QLineEdit, "clerkCode").setText("W02")
    morning.write("2345")
    morning.facade.gate.clear()
    morning.qtbot.keyClick(morning.window.windowHandle(), Key.Key_Return)
    morning.qtbot.waitUntil(lambda: not morning.shows("signOnCard"))
    morning.qtbot.keyClick(morning.window.windowHandle(), Key.Key_F2)
    morning.qtbot.waitUntil(lambda: morning.shows("todoSummary"))
    assert rows(morning) == []
    for name in ("todoSummary", "noTasks", "moreTasks"):
        assert morning.see(TextLabel, name).text() == ""
    assert not morning.shows("tasks_gap_expired")
    morning.facade.gate.set()
    morning.settle()
    assert current(morning) == MORNING[0]


def test_that_f7_turns_from_the_windows_to_the_own_tasks_and_back(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.facade.todo, asked = list(MORNING), list[TaskScope]()
    everything = hands.facade.tasks

    def tasks(clerk: Clerk, kind: TaskKind | None, scope: TaskScope) -> Sequence[TaskView]:
        asked.append(scope)
        return everything(clerk, kind, scope) if scope is TaskScope.WINDOW else ()

    monkeypatch.setattr(hands.facade, "tasks", tasks)
    hands.key(Key.Key_F2)
    assert hands.see(Choices, "taskScope").options == ("mine", "window")  # the hall's is for supervisors
    hands.key(Key.Key_F7)
    assert "本窗口别人的按 F7 看" in hands.see(TextLabel, "noTasks").text()
    hands.key(Key.Key_F7)
    assert asked[-3:] == [TaskScope.WINDOW, TaskScope.MINE, TaskScope.WINDOW]
    assert current(hands) == MORNING[0]
    assert f"经办 {MORNING[0].clerk}" in str(the_list(hands).currentIndex().data(Qt.ItemDataRole.ToolTipRole))
