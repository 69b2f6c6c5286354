"""上报: the page says how it stands and what to do, joins a window by its file, and shows a long exchange."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from counter.bootstrap.opening import create_profile
from counter.domain.hall.hall import StaffSeed
from counter.domain.journal.exchange.batch import BatchRange
from counter.domain.journal.exchange.parcel_states import ParcelState
from counter.domain.journal.exchange.parcels import ParcelKind, pack_parcel
from counter.domain.journal.exchange.standing import ForkSeen
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.preferences import Preferences
from counter.services.exchange.enrolment import Enrolment, enrolment_text
from counter.services.exchange.receive_parcel import keep_parcel
from counter.services.exchange.reporting_matters import MatterKind, ReportingMatter
from counter.services.exchange.send_parcel import covered
from counter.services.keys.trusted import append, settled_keys
from counter.services.parcels.parcel_lines import ParcelLine
from counter.ui.exchange.join_form import JoinForm
from counter.ui.exchange.reporting_page import ReportingPage, amber_word
from counter.ui.exchange.reporting_runner import ReportingRunner
from counter.ui.exchange.waiting_form import WaitingForm
from counter.ui.facades.exchange import ExchangeTools
from counter.ui.facades.light import Light, LightState
from counter.ui.facades.reporting import ReportingFacade, ReportingView
from counter.ui.facades.window import WindowFacade
from counter.ui.kit.background import Background
from counter.ui.kit.controls.labels import ProblemLabel
from counter.ui.kit.messages import Message
from counter.ui.kit.theme import Look
from tests.arrangements import own_form
from tests.facades import facade_of
from tests.services.exchange.stations import station
from tests.services.office import PEOPLE, SetClock
from tests.settings import demo_hall
from tests.ui.told import words_of

PASSPHRASE = "correct horse battery"
ALT = Qt.KeyboardModifier.AltModifier
AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SAYS = """
import sys, json
def say(**v): print(json.dumps(v), flush=True)
say(step="connect", done=0, of=0)
for line in sys.stdin:
    say(step="pull", done=40, of=100)
    if sys.stdin.readline() == "": break
    say(ended=True, sentence="连不上汇聚库（hub），请检查网络。")
"""
ROUNDS = """
import sys, json
def say(**v): print(json.dumps(v), flush=True)
sys.stdin.readline()
say(step="push", done=0, of=1)
sys.stdin.readline()
say(ended=True, sentence="")
sys.stdin.readline()
say(step="push", done=0, of=2)
say(ended=True, sentence="")
sys.stdin.readline()
say(step="push", done=0, of=3)
"""


def _listed(rows: QWidget) -> list[QWidget]:
    """The rows of a list; those of before are out of its column, and wait for their end."""
    column = rows.layout()
    assert column is not None
    items = (column.itemAt(n) for n in range(column.count()))
    return [row for item in items if item is not None and (row := item.widget()) is not None]


class Reporting:
    """The page on a real profile; the exchange's process is a stand-in that says what it is told."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        people: tuple[StaffSeed, ...] = PEOPLE,
        clock: SetClock | None = None,
        says: str = SAYS,
    ) -> None:
        create_profile(folder, demo_hall(), people, clock)
        self.folder, self.facade = folder, facade_of(WindowFacade, folder, clock)
        self.facade.ready()
        self.qtbot, self.background = qtbot, Background(lambda error: pytest.fail(repr(error)))
        self.keeper = QWidget()
        qtbot.addWidget(self.keeper)
        command = (sys.executable, "-I", "-S", "-c", says)
        self.runner = ReportingRunner(ExchangeTools(command, (folder / "hub.key").exists), self.keeper)
        look = Look(self.facade.resources, Preferences())
        self.page = ReportingPage(ReportingFacade(self.facade), self.background, look, self.runner)
        self.messages: list[Message] = []
        self.page.announced.connect(self.messages.append)
        qtbot.addWidget(self.page)
        self.page.show()
        self.shown()

    def shown(self) -> None:
        self.page.on_shown()
        self.settled()

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy)

    def text(self, name: str) -> str:
        found = self.page.findChild(QWidget, name)
        return "" if found is None or found.isHidden() else words_of(found)

    def told(self) -> str:
        """What is said to be wrong, at fields and of forms."""
        return "".join(one.text() for one in self.page.findChildren(ProblemLabel) if one.isVisible())

    def type(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        QTest.keyClicks(field, text)

    def rows(self) -> list[str]:
        return [name for row in _listed(self.page.rows) if (name := row.accessibleName())]

    def files(self) -> list[str]:
        rows = _listed(self.page.parcels)
        return [row.accessibleName() for row in rows if row.objectName().startswith("parcel_")]

    def enrolment(self, **changed: object) -> Path:
        values = {
            "host": "hub.example",
            "port": 5432,
            "database": "hub",
            "login": "s1",
            "secret": "geheim",
            "ca": "",
            "hub": "hub-1",
            "county": "152201",
            "hall": "政务大厅",
            "station": self.facade.station.code,
            "kind": "window",
            "demo": True,
            **changed,
        }
        file = self.folder.parent / "登记文件"
        file.write_text(enrolment_text(Enrolment(**values), PASSPHRASE), encoding="utf-8")  # type: ignore[arg-type]
        return file

    def close(self) -> None:
        self.runner.stop()
        self.background.close()
        self.facade.close()


@pytest.fixture
def reporting(qtbot: QtBot, tmp_path: Path) -> Iterator[Reporting]:
    made = Reporting(qtbot, tmp_path / "window")
    yield made
    made.close()


def test_that_no_form_is_made_before_it_is_wanted(reporting: Reporting) -> None:
    page = reporting.page
    page.on_shown()
    reporting.qtbot.waitUntil(lambda: not reporting.background.busy)
    assert page.findChildren(WaitingForm) == []
    assert page.findChildren(JoinForm) == []
    page.files.ask(())
    assert len(page.findChildren(WaitingForm)) == 1


def test_that_a_window_is_joined_by_its_file_and_the_page_says_how_it_stands(reporting: Reporting) -> None:
    page, qtbot = reporting.page, reporting.qtbot
    assert "还没有接汇聚库" in reporting.text("reportingWords")
    assert page.now.isHidden()
    page.join_by(reporting.enrolment(station="15220109"))
    reporting.settled()
    assert "是给窗口 15220109 的" in reporting.messages[-1].sentence
    assert not page.half_done  # nobody types a passphrase for it
    page.join_by(reporting.enrolment(hall=reporting.facade.app.hall.hall))
    reporting.settled()
    assert reporting.text("joinDoubt") == ""
    page.join_by(reporting.enrolment())
    reporting.settled()
    assert "登记在“政务大厅”名下" in reporting.text("joinDoubt")
    assert "收不到本大厅别的窗口的件" in reporting.text("joinDoubt")
    assert page.half_done
    for field, text in (
        (page.form.passphrase, "wrong horse battery"),
        (page.form.by.code, "s01"),
        (page.form.by.pin, "9876"),
    ):
        reporting.type(field, text)
    QTest.keyClick(page.form.by.pin, Qt.Key.Key_Return)
    assert not page.form.take.isEnabled()
    reporting.settled()
    assert "密语不对" in reporting.told()
    assert not (reporting.folder / "hub.key").exists()
    reporting.type(page.form.passphrase, PASSPHRASE)
    reporting.type(page.form.by.pin, "9876")
    QTest.keyClick(page.form.by.pin, Qt.Key.Key_Return)
    reporting.settled()
    reporting.settled()
    assert not page.half_done
    assert reporting.messages[-1].sentence.startswith("已接上汇聚库 hub.example")
    assert "geheim" not in (reporting.folder / "hub.key").read_text(encoding="utf-8")
    assert reporting.text("reportingHub").startswith("汇聚库 hub.example（政务大厅）")
    assert reporting.text("reportingState") == "待上报"
    assert [row.split("：")[0] for row in reporting.rows()] == ["待上报"]

    kept = (reporting.folder / "hub.key").rename(reporting.folder / "away")
    reporting.shown()
    assert reporting.text("reportingState") == "要处理"
    assert "hub.key 不见了" in reporting.text("reportingWords")
    assert page.now.isHidden()
    assert not page.join.isHidden()
    assert not [row for row in reporting.rows() if "不用管" in row]
    kept.rename(reporting.folder / "hub.key")
    reporting.shown()

    QTest.keyClick(page, Qt.Key.Key_S, ALT)  # 现在上报: a long exchange, seen as it goes on
    qtbot.waitUntil(lambda: reporting.text("reportingStep") == "正在收别的窗口的")
    assert (page.working.bar.value(), page.working.bar.maximum()) == (40, 100)
    assert not page.now.isEnabled()
    reporting.runner.exchange_now()
    qtbot.waitUntil(lambda: page.now.isEnabled())
    assert reporting.messages[-1].sentence.startswith("连不上汇聚库")
    reporting.settled()


@pytest.fixture
def rounds(qtbot: QtBot, tmp_path: Path) -> Iterator[Reporting]:
    """Two rounds, and a third that is cut."""
    made = Reporting(qtbot, tmp_path / "window", says=ROUNDS)
    yield made
    made.close()


def test_that_a_press_while_a_round_is_under_way_reports_once_more_and_a_cut_round_is_told(
    rounds: Reporting,
) -> None:
    reporting, page, qtbot = rounds, rounds.page, rounds.qtbot
    press = partial(QTest.keyClick, page, Qt.Key.Key_S, ALT)
    press()  # no hub is joined
    assert "还没有接汇聚库" in reporting.messages[-1].sentence
    (reporting.folder / "hub.key").write_text("{}", encoding="utf-8")
    page.now.show()
    press()
    qtbot.waitUntil(lambda: page.working.bar.maximum() == 1)
    press()
    assert "马上再报一次" in reporting.messages[-1].sentence
    said = len(reporting.messages)
    reporting.runner.exchange_now()  # lets the stand-in go on: its first round ends
    qtbot.waitUntil(lambda: len(reporting.messages) > said)
    assert [one.sentence for one in reporting.messages[said:]] == ["上报做完了。"]
    assert page.working.bar.maximum() == 2  # after the second round, once for both
    reporting.settled()
    page.now.show()
    press()
    qtbot.waitUntil(lambda: "停在半路" in reporting.messages[-1].sentence)
    assert page.now.isEnabled()
    reporting.settled()


def test_that_forks_held_and_refused_batches_are_told_with_what_to_do(reporting: Reporting) -> None:
    app = reporting.facade.app
    with app.journal.transaction() as tx:
        store = tx.exchange()
        of = BatchRange("15220104", 1, 1, 60)
        store.put_held(b"one", of, "unknown_key", "hub", AT, keep=True)
        store.put_held(b"two", of, "changed", "hub", AT, keep=False)
        store.put_fork(ForkSeen("15220105", 1, 7, bytes(32), "hub", AT), b"")
        tx.commit()
    reporting.shown()
    rows = reporting.rows()
    assert [row.split("：")[0] for row in rows] == ["分叉", "没有收", "待核实"]
    assert "请值班负责人查明" in rows[0]
    assert "15220104 第 1 期第 1 至 60 条" in rows[1]
    assert "内容与原窗口签过的不符" in rows[1]
    assert "在持有大厅密钥的窗口签证书" in rows[2]
    assert reporting.text("reportingState") == "要处理"
    assert "15220105 的编号下有两台电脑" in reporting.text("reportingWords")
    assert json.dumps(rows, ensure_ascii=False).isprintable()


def test_that_a_file_that_came_is_taken_in_on_the_page_by_keys(reporting: Reporting, tmp_path: Path) -> None:
    page, app = reporting.page, reporting.facade.app
    other = station(tmp_path / "other", "15220109")
    said = settled_keys(other.journal, other.clock.at.date())
    trusted = KeysTrusted("imported", halls=tuple(said.halls.values()), certificates=said.certificates)
    append(app.journal, trusted, actor="S01")
    calendar = json.dumps(own_form()).encode()
    for kind, title, content in (
        (ParcelKind.CALENDAR, "2027年放假安排", calendar),
        (ParcelKind.GUIDE, "第7版", b"PK\x03\x04"),
    ):
        parcel = covered(other.app, kind, content, title=title, number=7)
        with app.journal.transaction() as tx:
            keep_parcel(app, tx.exchange(), pack_parcel(parcel), via="hub", carries=False)
            tx.commit()
    reporting.shown()
    assert page.take.accessibleName().startswith("收文件（2）…")
    assert [row.split("：")[0] for row in reporting.files()] == ["等人收", "等人收"]
    QTest.keyClick(page, Qt.Key.Key_P, ALT)
    reporting.settled()
    assert page.half_done == "收文件"
    assert "2027年放假安排" in reporting.text("parcelTitle")
    QTest.keyClick(page.files.by.code, Qt.Key.Key_F8)
    assert reporting.told() == "还缺工号和口令：谁收的？"
    reporting.type(page.files.by.code, "w01")
    for pin, told in (("4321", True), ("1234", False)):
        reporting.type(page.files.by.pin, pin)
        QTest.keyClick(page.files.by.pin, Qt.Key.Key_Return)
        reporting.settled()
        reporting.settled()
        assert bool(reporting.told()) is told
    assert "2027年的放假安排已生效" in reporting.messages[-1].sentence
    assert "第7版" in reporting.text("parcelTitle")  # the next one, with what its own page would say of it
    assert "这不是指南包" in reporting.text("parcelWords")
    reporting.type(page.files.by.pin, "1234")
    QTest.keyClick(page.files.by.pin, Qt.Key.Key_N, ALT)
    reporting.settled()
    reporting.settled()
    reporting.settled()
    assert not page.half_done
    assert sorted(row.split("：")[0] for row in reporting.files()) == ["已采用", "没有收"]
    assert page.take.isHidden()
    other.journal.close()


def test_that_only_a_round_that_failed_is_called_not_finished() -> None:
    light = Light("hub", "上报", LightState.WARN, "")
    line = ParcelLine(1, False, ParcelState.WAITS, "放假安排", "", "", waits=True)
    for kinds, files, word in (
        ((MatterKind.TROUBLE,), (), "没有做完"),
        ((MatterKind.TROUBLE, MatterKind.WAITING), (), "待上报"),
        ((), (line,), "等人收"),
        ((MatterKind.TROUBLE,), (line,), "没有做完"),
        ((), (), "待上报"),  # by stick: entries lie here until the answer comes
    ):
        matters = tuple(ReportingMatter(kind, "") for kind in kinds)
        assert amber_word(ReportingView(light, "", "", matters, files)) == word
