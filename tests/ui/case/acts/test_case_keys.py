"""A case of another window by keys: what cannot be read is asked for; who holds the hall ring grants or refuses."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from counter.domain.case.case import Case
from counter.domain.case.key_events import KeyReason
from counter.domain.document.numbering import grouped
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.domain.tasks.task import TaskKind
from counter.services.exchange.ask_key import ask_key
from counter.services.exchange.grant_keys import waiting_requests
from counter.services.exchange.settle_keys import settle_keys
from counter.services.exchange.share_keys import wraps_to_send
from counter.services.exchange.take_wraps import take_wraps
from counter.services.keys.hall_keys import certify_stations
from counter.services.keys.ring import open_ring
from counter.services.keys.trusted import append, settled_keys, station_keys
from tests.services.case.neighbours import THERE, Neighbours, window_on
from tests.services.office import FRIDAY, Office
from tests.ui.case.acts.conftest import At


def said(at: At) -> str:
    return "".join(w.text() for w in at.window.findChildren(QLabel) if w.isVisible())


def reopened(at: At, case: Case) -> None:
    """From wherever 查件 was left."""
    at.key(at.F3)
    at.key(Qt.Key.Key_Escape)
    at.opened(case)
    at.qtbot.waitUntil(lambda: grouped(case.number) in said(at))


def chips(at: At) -> str:
    """Kinds of tasks that are listed."""
    found = at.window.findChildren(QPushButton)
    return "".join(button.accessibleName() for button in found if button.isVisible())


def grab(at: At, name: str) -> None:
    if folder := os.environ.get("COUNTER_SHOTS"):
        at.window.setUpdatesEnabled(True)
        at.window.grab().save(f"{folder}/{name}.png")
        at.window.setUpdatesEnabled(False)


def one_hall(room: Office, other: Office) -> None:
    """The first window's hall certifies the second, and opens its ring."""
    today = FRIDAY.date()
    asked = station_keys(other.app.journal)
    settled_keys(room.app.journal, today)
    certify_stations(room.app.journal, asked, code="S01", pin="9876", today=today)
    trust = settled_keys(room.app.journal, today)
    halls = tuple(trust.halls.values())
    append(other.app.journal, KeysTrusted("imported", halls, trust.certificates), actor="S01")
    open_ring(room.app.journal, code="S01", pin="9876", today=today)
    take_wraps(other.app, wraps_to_send(room.app))


def test_that_reading_is_asked_for_and_answered_by_keys(at: At, tmp_path: Path) -> None:
    with window_on(tmp_path / "there", THERE) as other:
        both = Neighbours(at.office, other)
        one_hall(at.office, other)
        theirs = other.file(other.visit())
        both.tell(other, at.office)
        at.opened(theirs)
        at.qtbot.waitUntil(lambda: at.shows("caseKeyOpen"))
        assert f"窗口 {THERE} 封存的个人资料，本窗口看不到" in said(at)
        grab(at, "closed")
        at.alt("-")
        assert at.shows("caseKeyChoice")
        grab(at, "ask")
        at.alt("=")
        assert "还没有选" in said(at)
        at.keys("1")
        assert at.focus().objectName() == "caseKeySend"
        at.alt("=")
        at.qtbot.waitUntil(lambda: "等大厅准许" in said(at))
        assert not at.shows("caseKeyOpen")
        grab(at, "asked")

        take_wraps(at.office.app, (settle_keys(other.app), wraps_to_send(other.app))[1])
        reopened(at, theirs)
        assert not at.shows("caseKeys")  # who holds the ring reads it anyway

        mine = [at.filed(replace(at.visit(), duplicate_reason=why)) for why in ("", "另开一家店")]
        both.tell(at.office, other)
        for case in mine:
            ask_key(other.app, case.id, KeyReason.ENQUIRY, other.clerk)
        both.tell(other, at.office)
        at.key(Qt.Key.Key_F2)
        at.qtbot.waitUntil(lambda: "申请查看待答复" in chips(at))
        grab(at, "todo")
        at.window.shell.pages.shown_todo.kinds.choose(TaskKind.KEY_REQUEST)
        at.settle()
        at.key(Qt.Key.Key_Space)  # the first of them: its key leads to the answer
        at.qtbot.waitUntil(lambda: at.shows("caseKeyForm"))
        reopened(at, mine[0])
        at.qtbot.waitUntil(lambda: at.shows("caseKeyOpen"))
        assert f"窗口 {THERE} 申请查看这一件的资料（来本窗口查询）" in said(at)
        answer(at, "2", "0000")
        at.qtbot.waitUntil(lambda: "口令不对" in said(at))
        assert at.focus().objectName() == "supervisorPin"
        grab(at, "answer")
        at.write("9876")
        at.alt("=")
        at.qtbot.waitUntil(lambda: not at.shows("caseKeys"))
        assert [one.case for one in waiting_requests(at.office.app)] == [mine[1].id]
        reopened(at, mine[1])
        at.qtbot.waitUntil(lambda: at.shows("caseKeyOpen"))
        answer(at, "1", "9876")
        at.qtbot.waitUntil(lambda: waiting_requests(at.office.app) == ())
        at.qtbot.waitUntil(lambda: not at.shows("caseKeys"))
        both.tell(at.office, other)
        for case, kind in zip(mine, ("key.refused", "key.shared"), strict=True):
            assert other.app.journal.entries(case.id)[-1].kind == kind


def answer(at: At, choice: str, pin: str) -> None:
    """Open the form, choose, sign."""
    at.alt("-")
    at.keys(choice)
    at.write("S01")
    at.key(at.RETURN)
    at.write(pin)
    at.alt("=")
