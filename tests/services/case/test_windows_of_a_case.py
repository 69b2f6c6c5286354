"""A case of two windows in a real profile: what contradicts waits for a supervisor, and a case changes hands by two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from uuid_utils import uuid7

from counter.db.check.check import check
from counter.domain.case.acts.acts import Conclude, DropItems, HandOver, Settle
from counter.domain.case.acts.offers import possible
from counter.domain.case.acts.offers_here import possible_here
from counter.domain.case.acts.ownership import ADDITIVE
from counter.domain.case.case import Case, CaseState
from counter.domain.case.events import PaperIssued
from counter.domain.case.item_events import Ending, ItemEnded, Result
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.register.records import RegisteredWindow
from counter.domain.hall.register.register import change_to
from counter.domain.journal.entries import microseconds
from counter.domain.journal.kinds import Meeting, kind_of
from counter.domain.tasks.task import TaskKind
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.archive_case import archive_case
from counter.services.case.hand_over import hand_over
from counter.services.case.settle_conflict import settle_conflict
from counter.services.context.ports import StaffRow
from counter.services.context.projection import store
from counter.services.register.issue_register import issue_register
from counter.services.tasks.list_tasks import list_tasks
from tests.services.office import SUPERVISOR, Office, office_on

OTHER = "15220109"
WHY = "以先登记的为准，已与对方窗口核对"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder: Path = tmp_path_factory.mktemp("windows") / "profile"
    with office_on(folder) as office:
        yield office


def lead(office: Office) -> StaffRow:
    return next(row for row in office.app.journal.staff() if row.code == "S01")


def wrote_elsewhere(office: Office, case: Case, event: object, base: str | None, by: str = OTHER) -> str:
    """An entry of another window about the case has come; its id. What decides is of this one's own, put back since.
    ``by``: which other one.
    """
    decides = kind_of(type(event)).meets in (Meeting.DECIDES, Meeting.EXCLUDES) or isinstance(
        event, PaperIssued
    )
    station, epoch = (case.owner, 9) if decides else (by, 1)
    batch = pytest.importorskip("counter.domain.journal.exchange.batch")
    now = office.app.clock.read()
    id_, kind = str(uuid7()), kind_of(type(event))
    payload = kind.written(event, None).payload
    there = (e.seq for e in office.app.journal.entries(case.id) if (e.station, e.epoch) == (station, epoch))
    seq = 1 + max(there, default=0)
    fields = (seq, id_, microseconds(now.at), now.boot, now.monotonic_ns, "W09", kind.name, kind.version)
    entry = batch.SentEntry(*fields, case.id, base, payload, None, "", 0, bytes(32), bytes(32))
    with office.app.journal.transaction() as tx:
        tx.exchange().put_entries(station, epoch, [entry])
        store(tx, office.app.projector(tx.entries(case.id)))
        tx.commit()
    return id_


def disputed(office: Office) -> tuple[Case, str]:
    """A case whose item this window's organ granted, while another window ended it; and the item's id."""
    case = office.file(replace(office.visit(), duplicate_reason="另一处场地"))
    item = next(i for i in case.items if i.state is ItemState.ACCEPTED)
    said = ItemEnded(item.id, item.asked.name, Ending.WITHDRAWN)
    day = office.app.setting().now.date()
    known = case.base
    granted = Conclude(item.id, Result.GRANTED, day, "乌农许〔2026〕9号", by="那顺", certificate="1号")
    office.do(case, granted)
    wrote_elsewhere(office, case, said, known)
    return office.now(case), item.id


def kinds(office: Office, case: Case) -> set[TaskKind]:
    return {view.kind for view in list_tasks(office.app, limit=500) if view.number == case.number}


def test_that_what_contradicts_waits_for_the_owners_supervisor_and_the_rest_goes_on(office: Office) -> None:
    case, item = disputed(office)
    row = office.app.journal.case_row(case.id)
    assert row is not None
    assert (case.state, row.state, row.owner) == (CaseState.CONFLICT, "conflict", "")
    assert row.conflict
    assert TaskKind.CONFLICT in kinds(office, case)
    offered = possible(case, office.app.setting())
    assert not [p for p in offered if item in p.items and p.kind not in ADDITIVE]
    with pytest.raises(RuleRefused, match="有矛盾，先由值班负责人处理") as refused:
        office.do(case, DropItems((item,), "不办了"))
    assert refused.value.rule in ("conflict", "ladder")
    (one,) = case.conflicts
    settling = Settle(one.claims[0].entry, WHY)
    with pytest.raises(RuleRefused, match="值班负责人"):
        settle_conflict(office.app, case.id, settling, office.clerk)
    with pytest.raises(BadInput, match="为什么"):
        settle_conflict(office.app, case.id, replace(settling, reason="好"), lead(office))
    with pytest.raises(BadInput, match="没有这份"):
        settle_conflict(office.app, case.id, replace(settling, stands="x"), lead(office))
    with pytest.raises(BadInput, match="不作准"):
        settle_conflict(office.app, case.id, replace(settling, taken_back=(case.papers[0].id,)), lead(office))
    assert office.now(case) == case
    after = settle_conflict(office.app, case.id, settling, lead(office), case.base)
    settled = after.item(item)
    assert settled is not None
    assert (settled.state, after.conflicts) == (ItemState.GRANTED, ())
    assert office.now(case) == after
    assert TaskKind.CONFLICT not in kinds(office, case)
    faults = check(office.app.journal).faults
    assert [f.sentence for f in faults if f.kind != "taken"] == []  # the other window's list was not signed


def test_that_a_case_goes_to_another_window_by_two_people_and_is_that_windows(office: Office) -> None:
    case = office.file(replace(office.visit(), duplicate_reason="另一处场地"), FilingMode.KEEP)
    reason = "申请人改到二号窗口办理"
    with pytest.raises(BadInput, match="登记册里没有"):
        hand_over(office.app, case.id, HandOver(OTHER, reason, SUPERVISOR), office.clerk)
    day = office.app.setting().now.date()
    window = RegisteredWindow(OTHER, "9", "二号窗口")
    issue_register(office.app.journal, (change_to(window, day),), by=lead(office))
    own = office.app.journal.station().code
    with pytest.raises(BadInput, match="就是本窗口"):
        hand_over(office.app, case.id, HandOver(own, reason, SUPERVISOR), office.clerk)
    with pytest.raises(RuleRefused, match="两个人"):
        hand_over(office.app, case.id, HandOver(OTHER, reason, SUPERVISOR), lead(office))
    with pytest.raises(BadInput, match="为什么"):
        hand_over(office.app, case.id, HandOver(OTHER, "，。", SUPERVISOR), office.clerk)
    assert kinds(office, case)
    after = hand_over(office.app, case.id, HandOver(OTHER, reason, SUPERVISOR), office.clerk, case.base)
    assert after.owner == OTHER
    left = {TaskKind.UNPRINTED, TaskKind.HANDED_ON}  # only the window that issued a paper can print it
    assert kinds(office, case) <= left
    row = office.app.projector.rows_of(after).case
    assert row is not None
    assert row.owner == OTHER
    assert "移交窗口 15220109 主办（S01同意）" in after.history[-1].text
    found = possible_here(after, office.app.setting(), own)
    assert {p.kind for p in found} <= set(ADDITIVE)
    assert possible_here(after, office.app.setting(), OTHER) != found
    item = after.items[0].id
    with pytest.raises(RuleRefused, match="由窗口 15220109 主办"):
        office.do(after, DropItems((item,), "不办了"))
    with pytest.raises(RuleRefused, match="由窗口 15220109 主办"):
        archive_case(office.app, case.id, office.clerk, wait_days=0)
    with pytest.raises(RuleRefused, match="由窗口 15220109 主办"):
        hand_over(office.app, case.id, HandOver(OTHER, reason, SUPERVISOR), office.clerk)
    assert office.now(case) == after
