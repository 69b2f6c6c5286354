"""流转 by keys: a slip over all papers of an organ, its signature in part, the way back, what was wrong, who holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from counter.services.rounds.slips import drop_slip
from counter.services.rounds.waiting import unsigned_slips
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.rounds import RoundsFacade
from counter.ui.kit.controls.act_button import ActButton
from counter.ui.rounds.page import RoundsPage
from tests.facades import facade_on
from tests.services.office import Office, office_on
from tests.services.rounds.test_rounds import MAP, ORGAN, filed, granted, sent, signed, where
from tests.ui.page_desk import PageDesk

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Desk(PageDesk[RoundsPage]):
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office = office
        super().__init__(qtbot, partial(RoundsPage, RoundsFacade(facade_on(office.app))), theme="light")
        self.sign_on(Clerk("W01", "阿木古郎"))

    def twice(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """The first press says what the second does."""
        presses = self.page.card.confirm if key == Key.Key_F9 else self.page.card.dropping
        self.key(key, modifier)
        self.qtbot.waitUntil(lambda: presses.is_armed)
        self.key(key, modifier)

    def to(self, head: str) -> None:
        """Down the list to that row, and into its sheets."""
        self.key(Key.Key_Escape)
        heads = [row.head for row in self.page.list.rows]
        self.page.list.select(self.page.list.rows[0].key)
        for _ in range(next(n for n, one in enumerate(heads) if one.startswith(head))):
            self.key(Key.Key_Down)
        self.key(Key.Key_Return)

    def write(self, text: str) -> None:
        field = self.page.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, "")
        field.insert(text)
        field.textEdited.emit(field.text())

    def label(self, name: str) -> str:
        found = self.page.findChildren(QLabel, name)
        return next((one for one in found if one.isVisible()), found[0]).text()

    @property
    def go(self) -> str:
        return self.page.card.go.words

    @property
    def heads(self) -> list[str]:
        return [row.head for row in self.page.list.rows]

    @property
    def names(self) -> list[str]:
        return [line.name for line in self.page.card.lines.rows]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def test_that_a_slip_is_made_printed_signed_in_part_and_the_rest_is_here_again(
    qtbot: QtBot, office: Office, tmp_path: Path, heard: list[str]
) -> None:
    one, two = filed(office), filed(office)
    desk = Desk(qtbot, office)
    desk.to(f"送 {ORGAN}")
    assert "2件办件，原件12份" in desk.label("roundSheet")
    desk.key(Key.Key_Space, SHIFT)  # all of the first case
    assert heard[-1].startswith(f"没选，{desk.names[0]}")
    assert "1件办件，原件6份" in desk.label("roundSheet")
    desk.key(Key.Key_Space, SHIFT)
    desk.key(Key.Key_F9)
    assert f"等签收 {ORGAN}" in desk.heads
    assert f"送 {ORGAN}" not in desk.heads
    slip = desk.page.card.row.slip  # type: ignore[union-attr]
    assert slip is not None
    assert desk.go == "登记签收"
    desk.page.save(tmp_path / "slip.pdf")
    desk.settle()
    desk.page.take_slip(slip.code)
    desk.settle()
    desk.twice(Key.Key_F9)
    assert "谁签的字" in desk.label("signingProblem")
    assert where(office, one) == (0, 1)
    desk.write("那顺")
    desk.page.card.lines.setFocus()
    at = desk.names.index("场所地理位置（方位）示意图")
    for _ in range(at):
        desk.key(Key.Key_Down)
    desk.key(Key.Key_Space)
    assert "没有选的1份没有交接，仍在窗口" in desk.label("roundSheet")
    desk.twice(Key.Key_F9)
    assert "已登记签收" in desk.said[-1].sentence
    assert sorted([where(office, one), where(office, two)]) == [(0, 1), (1, 0)]
    assert f"送 {ORGAN}" in desk.heads
    assert f"等签收 {ORGAN}" not in desk.heads


def test_that_the_card_of_the_papers_ends_with_the_last_one(qtbot: QtBot, office: Office) -> None:
    filed(office)
    desk = Desk(qtbot, office)
    desk.page.resize(1840, 1040)
    desk.to(f"送 {ORGAN}")
    lines = desk.page.card.lines
    last = lines.model().index(lines.model().rowCount() - 1, 0)
    qtbot.waitUntil(lambda: 0 <= lines.viewport().height() - lines.visualRect(last).bottom() < 8)
    desk.page.resize(1840, 300)
    qtbot.waitUntil(lambda: lines.verticalScrollBar().maximum() > 0)


def test_that_a_sheet_that_never_came_out_is_not_signed_and_can_be_void(qtbot: QtBot, office: Office) -> None:
    case = filed(office)
    sent(office)
    desk = Desk(qtbot, office)
    desk.to(f"等签收 {ORGAN}")
    desk.page.card.signing.name.setText("那顺")
    desk.twice(Key.Key_F9)
    assert "还没有出过纸：先按 F8 打印，或者按 Ctrl+S 存成 PDF" in desk.label("signingProblem")
    assert "请说明" not in desk.label("signingProblem")  # which this page has no place for
    desk.key(Key.Key_X, ALT)
    desk.key(Key.Key_X, ALT)  # bouncing: one press
    assert where(office, case) == (0, 1)
    desk.twice(Key.Key_X, ALT)
    assert "已作废" in desk.said[-1].sentence
    assert where(office, case) == (1, 0)


def test_that_a_foreign_or_ended_slip_is_said(qtbot: QtBot, office: Office) -> None:
    filed(office)
    made = sent(office)
    signed(office, made)
    desk = Desk(qtbot, office)
    for text, sentence in ((made.code, "已经登记签收"), ("L1", "没有找到")):
        desk.page.field.setText(text)
        desk.key(Key.Key_Return)
        assert sentence in desk.said[-1].sentence


def test_that_papers_and_a_certificate_are_fetched_by_keys(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    case = filed(office)
    signed(office, sent(office))
    granted(office, case)
    desk = Desk(qtbot, office)
    desk.to(f"取 {ORGAN}")
    assert "动物防疫条件合格证" in desk.names
    desk.key(Key.Key_F9)
    desk.page.save(tmp_path / "slip.pdf")
    desk.settle()
    desk.page.card.lines.setFocus()
    for _ in range(len(desk.names)):
        desk.key(Key.Key_Down)
    desk.key(Key.Key_Return)
    desk.write("蒙动防合字2026001号")
    desk.page.card.signing.name.setText("那顺")
    desk.twice(Key.Key_F9)
    after = office.now(case)
    assert [c.number for c in after.certificates] == ["蒙动防合字2026001号"]
    assert where(office, case) == (1, 0)


def test_that_what_is_torn_is_recorded_and_settled_where_one_sees_who_holds_what(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    case = filed(office)
    signed(office, sent(office), (case.id, MAP))
    desk = Desk(qtbot, office)
    desk.to("原件在谁手里")
    for _ in range(desk.names.index("场所地理位置（方位）示意图")):
        desk.key(Key.Key_Down)
    desk.twice(Key.Key_F9)
    assert "怎样不符" in desk.label("mismatchProblem")
    desk.key(Key.Key_2)  # 破损
    desk.write("那顺")
    desk.twice(Key.Key_F9)
    assert "已登记交接不符" in desk.said[-1].sentence
    assert desk.page.list.rows[-1].tail == "要处理1"
    desk.to("原件在谁手里")
    assert desk.go == "登记了结"
    desk.key(Key.Key_Return)
    desk.key(Key.Key_3)
    desk.write("那顺看过，能用")
    desk.twice(Key.Key_F9)
    assert "已登记了结" in desk.said[-1].sentence
    (one,) = office.now(case).mismatches
    assert one.settled is not None
    desk.page.save(tmp_path / "held.xlsx")
    desk.settle()
    assert (tmp_path / "held.xlsx").read_bytes().startswith(b"PK")


def test_that_what_was_typed_is_not_lost_by_esc_another_row_or_another_clerk(
    qtbot: QtBot, office: Office
) -> None:
    filed(office)
    sent(office)
    desk = Desk(qtbot, office)
    desk.to("等签收")
    signing = desk.page.card.signing
    signing.name.setFocus()
    desk.write("赵部门")
    desk.key(Key.Key_Escape)
    assert desk.said[-1].sentence == "“流转的登记”没有办，填的还在：再打开就接着填。"
    assert (signing.name.text(), desk.page.half_done) == ("赵部门", "流转的登记")
    desk.to("原件在谁手里")
    assert (desk.page.half_done, desk.page.put_aside) == ("", ("流转的登记",))
    mismatch = desk.page.card.mismatch
    mismatch.what.take_focus()
    desk.key(Key.Key_2)
    mismatch.words.setFocus()
    desk.write("左上角撕了")
    desk.page.set_clerk(Clerk("W02", "娜仁"))
    desk.page.on_shown()
    desk.settle()
    desk.to("等签收")
    assert signing.name.text() == "", "another one's"
    desk.page.set_clerk(Clerk("W01", "阿木古郎"))
    desk.page.on_shown()
    desk.settle()
    desk.to("原件在谁手里")
    assert desk.said[-1].sentence == "“交接不符”上次填的还在，接着填。"
    assert (mismatch.words.text(), len(mismatch.what.chosen)) == ("左上角撕了", 1)
    desk.to("等签收")
    assert signing.name.text() == "赵部门"
    desk.twice(Key.Key_F9)
    assert desk.page.put_aside == ("交接不符",), "recorded: nothing of it waits"


def test_that_nothing_is_left_in_sight_for_the_next_clerk(qtbot: QtBot, office: Office) -> None:
    filed(office)
    desk = Desk(qtbot, office)
    wanted: list[str] = []
    desk.page.case_wanted.connect(wanted.append)
    desk.to(f"送 {ORGAN}")
    desk.key(Key.Key_O, ALT)
    assert len(wanted) == 1
    for button in desk.page.findChildren(ActButton):
        assert button.accessibleName()
    desk.page.set_clerk(None)
    assert desk.page.card.isHidden()
    assert not desk.page.list.rows


def test_that_what_another_program_did_is_listed_and_what_is_typed_stays(
    qtbot: QtBot, office: Office
) -> None:
    filed(office)
    sent(office)
    filed(office)
    desk = Desk(qtbot, office)
    desk.to(f"等签收 {ORGAN}")
    desk.page.card.signing.name.setFocus()
    desk.write("那顺")
    sent(office)  # the second slip, by a command
    desk.page.look_again()
    desk.settle()
    assert desk.page.card.signing.name.text() == "那顺"
    assert desk.page.half_done
    desk.key(Key.Key_Escape)
    assert desk.heads.count(f"等签收 {ORGAN}") == 2
    before = desk.page.card.row
    desk.page.look_again()
    desk.settle()
    assert desk.page.card.row is before  # nothing changed, nothing is shown anew


def test_that_no_other_row_takes_the_place_of_one_that_was_done_elsewhere(
    qtbot: QtBot, office: Office
) -> None:
    filed(office)
    sent(office)
    filed(office)
    desk = Desk(qtbot, office)
    desk.to(f"等签收 {ORGAN}")
    slip = unsigned_slips(office.app)[0]
    drop_slip(office.app, slip.holder, slip.id, office.clerk)
    desk.page.look_again()
    desk.settle()
    assert f"等签收 {ORGAN}" not in desk.heads
    assert desk.said[-1].sentence == "刚才那一行已在别处办了，列表已换成最新的。"
    slips = len(desk.heads)
    desk.key(Key.Key_F9)  # meant for the slip that is gone
    desk.settle()
    assert len(desk.heads) == slips
    assert desk.page.focusWidget() is desk.page.field
    desk.key(Key.Key_Down)
    assert desk.page.card.row is not None
