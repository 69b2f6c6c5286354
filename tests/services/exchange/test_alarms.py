"""What is red of an exchange is told in one and the same way by light, page 上报, the room's 对账 and doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest

from counter.bootstrap.probes.station import exchange_probes
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.exchange.alarms import ALARM_TO_DO, NAMELESS_DAYS, AlarmKind
from counter.domain.journal.exchange.batch import BatchRange, RefusedBatchReason
from counter.domain.journal.exchange.standing import ForkSeen, HeldReason, LackingEntries
from counter.domain.journal.exchange.stream_heads import HallStream
from counter.domain.journal.stated_heads import HeadsKnown, StatedHead
from counter.domain.tasks.oversight.reconcile import DifferenceKind
from counter.services.context.app import AppContext
from counter.services.exchange.exchange_alarms import exchange_alarms
from counter.services.exchange.hub_heads import HubHeads
from counter.services.exchange.outlines import keep_lacking
from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_matters import MatterKind, reporting_matters
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.keys.stated_heads import SUBJECT, own_head
from counter.services.oversight.reconcile_day import reconcile_day
from counter.ui.exchange.matter_rows import MATTER_TONES
from tests.services.office import Office, office_on
from tests.services.oversight.rooms import WINDOW, Room, room_and_window

DAY = date(2026, 11, 20)
OF = BatchRange(WINDOW, 9, 1, 60)
"""Of an epoch of which nothing is here."""


def fork(app: AppContext) -> None:
    with app.journal.transaction() as tx:
        tx.exchange().put_fork(ForkSeen(WINDOW, 1, 7, bytes(32), "hub", app.clock.read().at), b"")
        tx.commit()


def heads(app: AppContext) -> None:
    """One station signed two entries of one number, as two files brought it."""
    own = own_head(app.journal)
    assert own is not None
    said = replace(own, station="15220107", seq=5)
    with app.journal.transaction() as tx:
        event = HeadsKnown("guide", (said, replace(said, hash="0" * 64)))
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor="S01")
        tx.commit()


def own_heads(app: AppContext) -> None:
    """The own station signed what its journal does not hold."""
    own = own_head(app.journal)
    assert own is not None
    keep_head(app, replace(own, hash="0" * 64))


def keep_head(app: AppContext, head: StatedHead) -> None:
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, HeadsKnown("keys", (head,)), tx.last_id(SUBJECT)), actor="S01")
        tx.commit()


def changed(app: AppContext) -> None:
    """The hub names another hash for an entry that is here."""
    store = app.journal.exchange()
    stream = next(one for one in store.streams_here() if one.station == WINDOW)
    at = app.clock.read().at
    (last,) = [max(store.known_hashes(BatchRange(WINDOW, stream.epoch, 1, stream.last)))]
    said = HallStream(WINDOW, stream.epoch, "window", last, bytes(32), at, last, bytes(32))
    with app.journal.transaction() as tx:
        tx.exchange().set_mark("hub_heads", msgspec.json.encode(HubHeads(at, (said,))).decode())
        tx.commit()


def lacking(app: AppContext) -> None:
    keep_lacking(app, [LackingEntries(OF, sure=True)])


def refused(app: AppContext) -> None:
    hold(app, RefusedBatchReason.CHANGED.value, OF)


def hold(app: AppContext, why: str, of: BatchRange | None, *, keep: bool = False) -> None:
    with app.journal.transaction() as tx:
        tx.exchange().put_held(why.encode(), of, why, "hub", app.clock.read().at, keep=keep)
        tx.commit()


CAUSES: dict[AlarmKind, Callable[[AppContext], None]] = {
    AlarmKind.FORK: fork,
    AlarmKind.HEADS: heads,
    AlarmKind.CHANGED: changed,
    AlarmKind.LACKING: lacking,
    AlarmKind.REFUSED: refused,
}


@pytest.fixture
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_and_window(tmp_path_factory.mktemp("room")) as found:
        found.finished()
        found.exchange()
        found.app.journal.keep_hub_secret(b"{}")
        yield found


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office_on(tmp_path_factory.mktemp("window") / "profile") as found:
        yield found


def light(app: AppContext) -> tuple[ReportingTone, str]:
    return reporting_standing(app).light(app.clock.read().at)


def rows(app: AppContext) -> list[tuple[MatterKind, str, str]]:
    standing = reporting_standing(app)
    return [(one.kind, one.words, one.to_do) for one in reporting_matters(app, standing, app.clock.read().at)]


def probe(app: AppContext) -> tuple[str, str]:
    return next((p.health.value, p.words) for p in exchange_probes(app))


def test_that_every_kind_of_alarm_has_a_cause_here_and_a_red_row() -> None:
    assert set(CAUSES) == set(AlarmKind) == set(ALARM_TO_DO)
    for kind in AlarmKind:
        assert MATTER_TONES[next(one for one in MatterKind if one.name == kind.name)] == "correct"


@pytest.mark.parametrize("kind", AlarmKind)
def test_that_each_is_red_with_its_reason_in_light_page_room_and_doctor_alike(
    room: Room, kind: AlarmKind
) -> None:
    app = room.app
    assert light(app)[0] is not ReportingTone.BAD
    before = {(one.kind, one.words) for one in reconcile_day(app, DAY).differences}
    CAUSES[kind](app)
    (alarm,) = exchange_alarms(app, app.clock.read().at)
    tone, words = light(app)
    assert (tone, kind.value in words) == (ReportingTone.BAD, True), words
    assert alarm.station in words
    row = rows(app)[0]
    assert (row[0].name, row[2]) == (kind.name, ALARM_TO_DO[kind])
    assert row[1].startswith(alarm.words)
    (told,) = [one for one in reconcile_day(app, DAY).differences if (one.kind, one.words) not in before]
    assert (told.kind, told.window, told.words) == (DifferenceKind(kind.value), alarm.station, alarm.words)
    assert (told.red, told.to_do) == (True, ALARM_TO_DO[kind])
    state, said = probe(app)
    assert (state, alarm.words in said) == ("bad", True)


def test_that_a_window_that_is_not_joined_tells_them_too_and_a_damaged_enrolment_does_not_hide_them(
    office: Office, room: Room
) -> None:
    fork(office.app)
    assert light(office.app)[0] is ReportingTone.BAD
    assert "分叉" in light(office.app)[1]
    fork(room.app)
    (room.app.journal.profile / "hub.key").unlink()  # type: ignore[attr-defined]
    standing = reporting_standing(room.app)
    assert standing.damaged
    assert "分叉" in standing.light(room.app.clock.read().at)[1]


def test_that_the_gravest_is_said_and_the_others_are_counted(office: Office) -> None:
    app = office.app
    refused(app)
    assert "内容与原窗口签过的不符" in light(app)[1]
    own_heads(app)
    fork(app)
    tone, words = light(app)
    assert (tone, "分叉" in words, "另有 2 处" in words) == (ReportingTone.BAD, True, True)
    assert [row[0] for row in rows(app)[:3]] == [MatterKind.FORK, MatterKind.HEADS, MatterKind.REFUSED]


def test_that_a_head_that_the_journal_holds_and_one_of_a_neighbour_alarm_nobody(office: Office) -> None:
    own = own_head(office.app.journal)
    assert own is not None
    keep_head(office.app, own)
    keep_head(office.app, replace(own, station="15220107"))
    assert exchange_alarms(office.app, office.clock.at) == ()


def test_that_what_waits_for_a_key_is_amber_and_names_what_to_do(office: Office, room: Room) -> None:
    for app in (office.app, room.app):
        hold(app, HeldReason.UNKNOWN_KEY.value, OF, keep=True)
        hold(app, HeldReason.REVOKED.value, OF, keep=True)
        assert light(app)[0] is not ReportingTone.BAD
        held = [row for row in rows(app) if row[0] is MatterKind.HELD]
        assert ["登记册" in row[2] for row in held] in ([True, False], [False, True])
        assert any("放行" in row[2] for row in held)
    told = [one for one in reconcile_day(room.app, DAY).differences if one.kind is DifferenceKind.HELD]
    assert {one.to_do for one in told} == {row[2] for row in held}
    assert not any(one.red for one in told)


def test_that_what_came_after_all_and_what_names_nobody_is_red_no_longer_and_still_told(room: Room) -> None:
    app = room.app
    stream = next(one for one in app.journal.exchange().streams_here() if one.station == WINDOW)
    last = max(app.journal.exchange().known_hashes(BatchRange(WINDOW, stream.epoch, 1, stream.last)))
    hold(app, RefusedBatchReason.SIGNATURE.value, BatchRange(WINDOW, stream.epoch, last, last), keep=True)
    assert exchange_alarms(app, app.clock.read().at) == ()
    (row,) = [one for one in rows(app) if one[0] is MatterKind.MENDED]
    assert "后来收齐了" in row[1]
    hold(app, RefusedBatchReason.UNREADABLE.value, None)
    assert light(app)[0] is ReportingTone.BAD
    room.clock.at += NAMELESS_DAYS + timedelta(minutes=1)
    assert exchange_alarms(app, app.clock.read().at) == ()
    assert len([one for one in rows(app) if one[0] is MatterKind.MENDED]) == 2
