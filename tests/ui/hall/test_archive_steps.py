"""大厅 归档 by keys: archive, pack into a folder by the own PIN, a list to sign, handed over with a second person;
cleared after its period, and taken out of the archive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter import config
from counter.domain.case.archive.coverage import newest_package, transfer_of
from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.case.case import Case
from counter.services.archive.hand_over import SignedList, hand_over
from counter.services.case.archive_case import archive_case, unarchive_case
from counter.services.context.preferences import Preferences
from counter.ui.facades.archive import ArchiveFacade
from counter.ui.facades.clerk import Clerk
from counter.ui.hall import archive_page
from counter.ui.hall.archive_page import ArchivePage
from counter.ui.kit.acts.supervisor_fields import SupervisorFields
from counter.ui.kit.background import Background
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.facades import facade_on
from tests.services.archive.archived_case import hall_with_two_leads
from tests.services.archive.lived import collected, lived
from tests.services.archive.test_package import SECOND
from tests.services.case.test_archive import handed_over, lead, pass_years, scheduled
from tests.services.office import FRIDAY, Office
from tests.ui.ear import flaws_heard

Key = Qt.Key


class Desk:
    """The page and a person's hands at it."""

    def __init__(self, qtbot: QtBot, office: Office, clerk: Clerk) -> None:
        def fail(error: Exception) -> None:
            raise error

        self.qtbot = qtbot
        self.background = Background(fail)
        self.page = ArchivePage(
            ArchiveFacade(facade_on(office.app)),
            self.background,
            Look(config.resources_folder(), Preferences()),
        )
        self.said: list[Message] = []
        self.page.announced.connect(self.said.append)
        qtbot.addWidget(self.page, before_close_func=lambda _: self.background.close())
        self.page.resize(1290, 700)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.set_clerk(clerk)
        self.page.on_shown()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=30_000)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.focusWidget() or self.page, key, modifier)
        self.settle()

    def act(self) -> None:
        self.key(Key.Key_F9)
        self.qtbot.waitUntil(lambda: self.page.presses.is_armed)
        self.key(Key.Key_F9)

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            field = self.page.findChild(QLineEdit, name)
            assert field is not None
            field.setText(text)

    def sign(self, step: str, code: str, pin: str) -> None:
        """The supervisor of that step."""
        fields = self.page.steps[step].findChild(SupervisorFields)
        assert fields is not None
        fields.code.setText(code)
        fields.pin.setText(pin)

    def at(self, case: Case) -> None:
        """Go to that case of the list."""
        row = next(n for n, one in enumerate(self.page.list.rows) if one.case == case.id)
        self.page.list.setCurrentIndex(self.page.list.model().index(row, 0))
        self.settle()

    def choose_all(self, step: str) -> None:
        scope = self.page.findChild(Choices, f"{step}Scope")
        assert scope is not None
        scope.choose(("all",))

    def choose_file(self, name: str, path: Path) -> None:
        dialog = self.page.window().findChild(QFileDialog, name)
        assert dialog is not None
        dialog.fileSelected.emit(str(path))
        dialog.close()
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)
        self.settle()

    def label(self, name: str) -> str:
        found = self.page.findChildren(QLabel, name)
        return next((one for one in found if one.isVisible()), found[0]).text()

    def step(self) -> str:
        return "" if self.page.step is None else self.page.step.objectName()

    def stages(self) -> list[ArchiveStage]:
        return [row.stage for row in self.page.list.rows]


LEAD = Clerk("S01", "苏日娜", supervisor=True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with hall_with_two_leads(tmp_path / "profile") as opened:
        scheduled(opened)
        yield opened


@pytest.fixture
def two(office: Office) -> tuple[Case, Case]:
    """Two cases that lack nothing, with the days of waiting gone."""
    cases = collected(office, lived(office)), collected(office, lived(office))
    office.later(days=31)
    return cases


def test_that_two_cases_go_all_the_way_by_keys(
    qtbot: QtBot, office: Office, two: tuple[Case, Case], tmp_path: Path
) -> None:
    desk = Desk(qtbot, office, LEAD)
    assert desk.stages() == [ArchiveStage.RIPE] * 2
    assert desk.step() == "fileStep"
    desk.choose_all("fileStep")
    desk.act()
    assert desk.said[-1].sentence == "办好 2 件。"
    assert desk.stages() == [ArchiveStage.ARCHIVED] * 2
    assert desk.step() == "packStep"
    desk.choose_all("packStep")
    desk.key(Key.Key_F9)
    assert "请输入您的口令" in desk.label("packStepProblem")
    out = tmp_path / "out"
    out.mkdir()
    desk.fill(packPin="1111", packBox="2026-03")
    desk.act()
    desk.choose_file("chooseFolder", out)
    assert "口令不对" in desk.label("packStepProblem")
    assert not list(out.iterdir())
    desk.fill(packPin="9876")
    desk.act()
    desk.choose_file("chooseFolder", out)
    assert sorted(one.suffix for one in out.iterdir()) == [".zip", ".zip"]
    assert all(zipfile.ZipFile(one).testzip() is None for one in out.iterdir())
    packages = [newest_package(office.now(case)) for case in two]
    assert [one.box for one in packages if one is not None] == ["2026-03"] * 2
    assert desk.page.findChild(QLineEdit, "packPin").text() == ""
    assert desk.stages() == [ArchiveStage.PACKED] * 2
    desk.choose_all("handStep")
    desk.fill(handList="", handTo="乌兰浩特市档案馆")
    desk.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "请写清册编号" in desk.label("handStepProblem")
    desk.fill(handList="乌档2026-1")
    desk.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.choose_file("archiveList", tmp_path / "清册.pdf")
    assert (tmp_path / "清册.pdf").read_bytes().startswith(b"%PDF")
    assert not any(transfer_of(office.now(case)) for case in two)  # the list records nothing
    desk.fill(handReceivedBy="档案员", supervisorCode="S02", supervisorPin=SECOND.pin)
    desk.act()
    assert desk.said[-1].sentence == "2卷登记为已移交乌兰浩特市档案馆。"
    assert all(transfer_of(office.now(case)) for case in two)
    assert desk.stages() == []


def test_that_who_may_not_pack_is_told_who_does(qtbot: QtBot, office: Office, two: tuple[Case, Case]) -> None:
    desk = Desk(qtbot, office, Clerk("W01", "阿木古郎"))
    assert desk.step() == "fileStep"
    desk.fill(fileNumber="2026-D10-0001")
    desk.act()
    archived = next(row for row in desk.page.list.rows if row.stage is ArchiveStage.ARCHIVED)
    assert archived.file_number == "2026-D10-0001"
    desk.page.list.setCurrentIndex(desk.page.list.model().index(desk.page.list.rows.index(archived), 0))
    desk.settle()
    assert desk.step() == ""
    assert not desk.page.go.isVisible()
    assert "由值班负责人办" in desk.label("archiveHint")


def test_that_a_refused_case_does_not_stop_the_others(
    qtbot: QtBot, office: Office, two: tuple[Case, Case]
) -> None:
    desk = Desk(qtbot, office, LEAD)
    desk.choose_all("fileStep")
    archive_case(office.app, two[0].id, office.clerk, wait_days=0)  # somebody else was quicker
    desk.act()
    assert "办好 1 件，1件没有办成" in desk.said[-1].sentence
    assert "已经归档" in desk.label("archiveTold")
    assert desk.stages() == [ArchiveStage.ARCHIVED] * 2


def test_that_what_was_changed_after_packing_is_packed_again(
    qtbot: QtBot, office: Office, two: tuple[Case, Case], tmp_path: Path
) -> None:
    desk = Desk(qtbot, office, LEAD)
    desk.act()
    desk.fill(packPin="9876")
    desk.act()
    desk.choose_file("chooseFolder", tmp_path)
    case = next(case for case in two if newest_package(office.now(case)) is not None)
    unarchive_case(office.app, case.id, office.clerk, SECOND, "机关改了决定")
    office.later(days=30)  # it waits for its day again
    desk.page.refresh()
    desk.settle()
    row = next(row for row in desk.page.list.rows if row.case == case.id)
    assert row.stage is ArchiveStage.CHANGED
    desk.page.list.setCurrentIndex(desk.page.list.model().index(desk.page.list.rows.index(row), 0))
    assert desk.step() == "fileStep"  # first into the archive again


def test_that_the_list_is_read_in_steps_and_stops_for_the_next_person(
    qtbot: QtBot, office: Office, two: tuple[Case, Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_page, "AT_ONCE", 1)
    desk = Desk(qtbot, office, LEAD)
    seen: list[tuple[int, int]] = []
    desk.page.read.connect(lambda *step: seen.append(step))
    desk.page.refresh()
    desk.settle()
    assert seen == [(0, 2), (1, 2)]
    assert len(desk.page.list.rows) == 2
    desk.page.refresh()
    desk.page.set_clerk(None)
    desk.settle()
    assert desk.page.list.rows == ()
    assert not any(isinstance(one, QWidget) and one.isVisible() for one in desk.page.steps.values())


def test_that_the_pointer_archives_with_two_clicks_and_three_at_once_are_one(
    qtbot: QtBot, office: Office, two: tuple[Case, Case]
) -> None:
    desk = Desk(qtbot, office, LEAD)
    desk.choose_all("fileStep")
    left = Qt.MouseButton.LeftButton
    for click in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseClick):
        click(desk.page.go, left)
    QTest.mouseRelease(desk.page.go, left)
    qtbot.waitUntil(lambda: desk.page.presses.is_armed)
    assert desk.stages() == [ArchiveStage.RIPE] * 2
    QTest.mouseClick(desk.page.go, left)
    desk.settle()
    assert desk.stages() == [ArchiveStage.ARCHIVED] * 2


def test_that_a_file_handed_over_by_another_program_is_not_handed_over_again(
    qtbot: QtBot, office: Office, two: tuple[Case, Case], tmp_path: Path
) -> None:
    desk = Desk(qtbot, office, LEAD)
    desk.choose_all("fileStep")
    desk.act()
    desk.choose_all("packStep")
    desk.fill(packPin="9876")
    desk.act()
    desk.choose_file("chooseFolder", tmp_path)
    desk.choose_all("handStep")
    desk.fill(handList="乌档2026-1", handTo="乌兰浩特市档案馆", handReceivedBy="档案员")
    typed = desk.page.findChild(QLineEdit, "handReceivedBy")
    assert typed is not None
    QTest.keyClicks(typed, "A")
    current = desk.page.list.row()
    assert current is not None
    signed = SignedList("乌档2026-1", "乌兰浩特市档案馆", "档案员", FRIDAY.date())
    hand_over(office.app, [current.case], signed, lead(office), SECOND)
    desk.page.look_again()
    desk.settle()
    assert desk.page.half_done  # what is typed stays
    desk.fill(supervisorCode="S02", supervisorPin=SECOND.pin)
    desk.act()
    assert "这一版已经移交过。" in desk.label("handStepProblem")
    assert sum(transfer_of(office.now(case)) is not None for case in two) == 1  # all of them or none
    desk.page.set_clerk(LEAD)
    desk.page.on_shown()
    desk.settle()
    other = desk.page.list.row()
    assert other is not None
    hand_over(office.app, [other.case], signed, lead(office), SECOND)
    desk.page.look_again()
    desk.settle()
    assert desk.stages() == []


def expired(office: Office) -> Case:
    """A case that was archived, packed and handed over, its ten years gone by."""
    case = collected(office, lived(office))
    archive_case(office.app, case.id, office.clerk, wait_days=0)
    handed_over(office, case)
    pass_years(office, case)
    return office.now(case)


def test_that_personal_data_go_once_the_period_has_run_out_by_two_supervisors_and_an_approval(
    qtbot: QtBot, office: Office
) -> None:
    other = collected(office, lived(office))
    case = expired(office)
    desk = Desk(qtbot, office, LEAD)
    assert ArchiveStage.EXPIRED in desk.stages()
    desk.at(case)
    assert desk.step() == "forgetStep"
    assert flaws_heard(desk.page, "archive") == []
    desk.key(Key.Key_F9)
    assert "请写销毁批准文号" in desk.label("forgetStepProblem")
    desk.fill(forgetDocument="乌档销〔2037〕1号")
    desk.sign("forgetStep", "S01", "9876")
    desk.act()
    assert "另一位值班负责人" in desk.label("fieldProblem")
    assert not office.now(case).forgotten
    desk.sign("forgetStep", "S02", SECOND.pin)
    desk.key(Key.Key_F9)
    qtbot.waitUntil(lambda: desk.page.presses.is_armed)
    assert "清除 1 件，不能恢复" in desk.page.go.accessibleName()
    assert not office.now(case).forgotten
    desk.key(Key.Key_F9)
    assert office.now(case).forgotten
    assert not office.now(other).forgotten
    assert "1件的个人信息清除了" in desk.said[-1].sentence
    assert ArchiveStage.EXPIRED not in desk.stages()
    field = desk.page.findChild(QLineEdit, "forgetDocument")
    assert field is not None
    assert field.text() == ""


def test_that_a_clerk_is_told_who_clears_personal_data(qtbot: QtBot, office: Office) -> None:
    case = expired(office)
    desk = Desk(qtbot, office, Clerk("W01", "阿木古郎"))
    desk.at(case)
    assert desk.step() == ""
    assert "清除由值班负责人办" in desk.label("archiveHint")


def test_that_a_case_is_taken_out_of_the_archive_with_a_reason_and_a_supervisor(
    qtbot: QtBot, office: Office, two: tuple[Case, Case]
) -> None:
    desk = Desk(qtbot, office, Clerk("W01", "阿木古郎"))
    assert not desk.page.back.isVisible()  # nothing to take back yet
    desk.act()
    case = next(one for one in two if office.now(one).archived is not None)
    desk.at(case)
    desk.key(Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert desk.step() == "unarchiveStep"
    desk.key(Key.Key_F9)
    assert "请写为什么取消归档" in desk.label("unarchiveStepProblem")
    desk.key(Key.Key_Escape)
    assert desk.step() == ""
    desk.key(Key.Key_U, Qt.KeyboardModifier.AltModifier)
    desk.fill(unarchiveReason="机关改了决定")
    desk.sign("unarchiveStep", "S01", "9876")
    desk.act()
    assert office.now(case).archived is None
    assert "取消归档了，可以接着办" in desk.said[-1].sentence
    assert desk.page.list.row().stage is ArchiveStage.WAITING  # for its day again


def test_that_what_was_handed_over_is_listed_on_demand(
    qtbot: QtBot, office: Office, two: tuple[Case, Case]
) -> None:
    kept = two[0]
    archive_case(office.app, kept.id, office.clerk, wait_days=0)
    handed_over(office, kept)
    desk = Desk(qtbot, office, LEAD)
    assert desk.stages() == [ArchiveStage.RIPE]
    desk.key(Key.Key_F7)
    assert sorted(desk.stages()) == [ArchiveStage.HANDED_OVER, ArchiveStage.RIPE]
    assert desk.label("archiveWhich") == "不列已移交的"
    desk.at(kept)
    assert desk.step() == ""
    assert not desk.page.go.isVisible()
    assert desk.page.back.isVisible()
    desk.key(Key.Key_F7)
    assert desk.stages() == [ArchiveStage.RIPE]


def test_that_what_is_read_gives_way_to_the_step(qtbot: QtBot, office: Office) -> None:
    expired(office)
    page = Desk(qtbot, office, LEAD).page
    assert not page.hasHeightForWidth(), "Qt gives it never less than that, and a small window would scroll"
    qtbot.waitUntil(lambda: page.card.minimumSizeHint().height() < page.card.sizeHint().height())  # laid out
