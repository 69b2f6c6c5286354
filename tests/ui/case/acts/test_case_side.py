"""Beside the acts of a case, by keys: a finding of a review is answered, a record that never comes is declared lost."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from counter.domain.case.acts.acts import Supplement
from counter.domain.case.case import Case
from counter.domain.case.oversight.finding_events import (
    FindingMade,
    FindingStance,
    FindingWeight,
    FindingWords,
)
from counter.domain.case.oversight.findings import FindingStep
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import grouped
from counter.domain.tasks.task import TaskKind
from counter.services.case.perform import perform
from counter.services.exchange.incomplete_case import is_incomplete
from counter.services.exchange.own_batches import own_batches
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.exchange.take_wraps import take_wraps
from counter.services.oversight.findings import add_to_case
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.kit.controls.chip import Chip
from counter.ui.kit.controls.choices import Choices
from tests.services.case.neighbours import HERE, THERE, Neighbours, seen, window_on
from tests.services.office import RECEIVED, Office
from tests.ui.case.acts.conftest import LATER_HERE, At
from tests.ui.case.acts.test_case_keys import one_hall

ROOM = "15220192"
"""Only the supervisor's room finds something in a case."""
UNTIL = date(2026, 12, 4)


def said(at: At) -> str:
    return "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())


def reopened(at: At, case: Case) -> None:
    """From wherever 查件 was left."""
    at.key(at.F3)
    at.key(Qt.Key.Key_Escape)
    at.opened(case)
    at.qtbot.waitUntil(lambda: grouped(case.number) in said(at))


def grab(at: At, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        at.window.setUpdatesEnabled(True)
        at.window.grab().save(f"{folder}/{name}.png")
        at.window.setUpdatesEnabled(False)


def found(other: Office, case: Case, point: str, title: str) -> None:
    """A review at another station finds something in the case."""
    with other.app.journal.transaction() as tx:
        made = FindingMade("sample", point, title, "", FindingWeight.FORM, UNTIL)
        add_to_case(other.app, tx, case.id, made, FindingWords(f"{title}，没有编页号"), other.clerk)
        tx.commit()


def test_that_the_owner_answers_what_a_review_found_and_says_when_it_is_put_right(
    at: At, tmp_path: Path
) -> None:
    mine = at.filed(at.visit())
    at.opened(mine)
    at.alt("[")
    assert "这件没有要答复的评查发现" in said(at)
    with window_on(tmp_path / "room", ROOM) as other:
        both = Neighbours(at.office, other)
        both.trust()
        both.tell(at.office, other)
        found(other, mine, "ask.file", "卷内文书没有编号")
        found(other, mine, "ask.sign", "送达回证没有签字")
        both.tell(other, at.office)
        take_wraps(at.office.app, wraps_to_send(other.app))
    reopened(at, mine)
    at.qtbot.waitUntil(lambda: at.shows("caseFindings"))
    assert "没有做到“卷内文书没有编号”（规范性问题，待答复，12月4日前答复）" in said(at)
    opener = at.see(ActButton, "caseFindingOpen")
    assert opener.accessibleName() == "答复评查发现…，Alt+["
    assert opener.toolTip()
    grab(at, "finding")
    at.key(Qt.Key.Key_F2)
    at.qtbot.waitUntil(lambda: at.shows("taskList"))
    at.window.shell.pages.shown_todo.kinds.choose(TaskKind.FINDING)
    at.settle()
    at.key(Qt.Key.Key_Space)  # the row says 答复评查, and its key leads there
    at.qtbot.waitUntil(lambda: at.shows("caseFindingForm"))
    at.keys("2")  # the second finding
    at.alt("=")
    assert "还没有选怎么答复" in said(at)
    at.keys("1")
    assert at.focus().objectName() == "caseFindingSaid"
    grab(at, "finding-form")
    at.alt("=")
    at.qtbot.waitUntil(lambda: "请写明怎么答复" in said(at))
    at.write("补签了送达回证")
    at.alt("=")
    at.qtbot.waitUntil(lambda: at.now(mine).findings[1].step is FindingStep.ANSWERED)
    assert at.now(mine).findings[0].step is FindingStep.MADE
    assert at.now(mine).findings[1].stance is FindingStance.ADMITTED
    at.qtbot.waitUntil(lambda: at.shows("caseFindingOpen"))

    at.alt("[")
    choose(at, "送达回证没有签字")
    at.keys("1")
    at.write("已经请申请人补签")
    at.alt("=")
    at.qtbot.waitUntil(lambda: at.now(mine).findings[1].step is FindingStep.PUT_RIGHT)
    at.qtbot.waitUntil(lambda: at.shows("caseFindingOpen"))
    at.alt("[")
    choose(at, "卷内文书没有编号")
    at.keys("2")
    at.write("编号在封面上")
    at.alt("=")
    at.qtbot.waitUntil(lambda: at.now(mine).findings[0].stance is FindingStance.DISPUTED)
    at.qtbot.waitUntil(lambda: "评查：已答复" in said(at))


def choose(at: At, title: str) -> None:
    """The finding of that title, by its digit."""
    chips = at.see(Choices, "caseFindingWhich").findChildren(Chip)
    at.keys(str(next(n for n, one in enumerate(chips, start=1) if title in one.accessibleName())))


def test_that_a_finding_of_another_windows_case_is_read_and_not_answered_here(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as other, window_on(tmp_path / "room", ROOM) as room:
        both = Neighbours(at.office, other)
        both.trust()
        theirs = other.file(other.visit())
        Neighbours(other, room).trust()
        Neighbours(at.office, room).trust()
        Neighbours(other, room).tell(other, room)
        found(room, theirs, "ask.file", "卷内文书没有编号")
        both.tell(other, at.office)
        both.tell(room, at.office)
    at.opened(theirs)
    assert at.shows("caseFindings")
    assert not at.shows("caseFindingOpen")
    at.alt("[")
    assert f"这件由窗口 {THERE} 主办，评查的发现由那个窗口答复" in said(at)


def test_that_two_people_declare_lost_what_never_comes_and_the_case_goes_on(at: At, tmp_path: Path) -> None:
    mine = at.filed(at.visit(missing=(LATER_HERE,)))
    at.opened(mine)
    at.alt("]")
    assert "这件没有缺的记录，不用登记遗失" in said(at)
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(at.office, other)
        both.trust()
        both.tell(at.office, other)
        act = Supplement({LATER_HERE: RECEIVED}, "巴图吉雅", "本人")
        after = perform(other.app, mine.id, act, other.clerk, seen(other, mine.id).base)
        list(own_batches(other.app))
        other.printed(after, PaperKind.SUPPLEMENT_RECEIPT)
        *_, last = own_batches(other.app)
        list(take_in_batches(at.office.app, [last], "测试", rest=0.0))
    assert is_incomplete(at.office.app, mine.id)
    assert at.office.app.journal.station().code == HERE
    reopened(at, mine)
    at.qtbot.waitUntil(lambda: at.shows("caseLostOpen"))
    assert at.see(ActButton, "caseLostOpen").accessibleName() == "登记遗失…，Alt+]"
    grab(at, "lost")
    at.alt("]")
    assert at.focus().objectName() == "caseLostReason"
    at.alt("=")
    assert "请写明为什么不会再来" in said(at)
    at.write("窗口 04 的电脑烧了")
    at.alt("=")
    assert at.focus().objectName() == "supervisorCode"
    at.write("W01")
    at.key(at.RETURN)
    at.write("1234")
    at.alt("=")
    at.qtbot.waitUntil(lambda: "登记遗失要两个人签名" in said(at))
    grab(at, "lost-form")
    assert is_incomplete(at.office.app, mine.id)
    at.key(Qt.Key.Key_Escape)
    assert "“登记遗失”没有办，填的还在：再打开就接着填。" in said(at)
    at.alt("]")
    assert at.see(QLineEdit, "caseLostReason").text() == "窗口 04 的电脑烧了"
    assert at.see(QLineEdit, "supervisorCode").text() == "", "whoever signs types the code"
    at.key(at.RETURN)
    at.write("S01")
    at.key(at.RETURN)
    at.write("9876")
    at.alt("=")
    at.qtbot.waitUntil(lambda: not is_incomplete(at.office.app, mine.id))
    at.qtbot.waitUntil(lambda: not at.shows("caseLosts"))
    assert "登记遗失" in at.now(mine).history[-1].text


def test_that_an_open_page_shows_what_a_key_opens_when_an_exchange_brought_it(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(at.office, other)
        one_hall(at.office, other)
        theirs = other.file(other.visit())
        both.tell(other, at.office)
        at.opened(theirs)
        at.qtbot.waitUntil(lambda: at.shows("caseKeyOpen"))
        at.facts()
        assert not at.shows("caseApplicantSee")
        at.alt("Left")
        at.alt("-")
        at.window.shell.pages.exchanged.emit()  # nothing came: what is begun stays
        at.settle()
        assert at.shows("caseKeyForm")
        settle_keys(other.app)
        take_wraps(at.office.app, wraps_to_send(other.app))
    at.window.shell.pages.exchanged.emit()
    at.settle()
    at.alt("Left")
    at.qtbot.waitUntil(lambda: at.shows("caseApplicantSee"))
    at.qtbot.waitUntil(lambda: not at.shows("caseKeys"))
