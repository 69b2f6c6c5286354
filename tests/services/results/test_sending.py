"""Results by post and through a platform, calls to who does not come, and what goes back to its organ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import CHINA
from counter.domain.case.acts.hand_out import ThingKind
from counter.domain.case.acts.sending import (
    CallCollector,
    EndPosting,
    EndSending,
    PostResults,
    ReturnToOrgan,
    SendResults,
)
from counter.domain.case.case import Case
from counter.domain.case.reminder_events import Milestone
from counter.domain.case.results.certificate import CertificateState
from counter.domain.case.results.events import Medium, Payer, ReadBy
from counter.domain.case.results.hand_out_events import CallOutcome
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Act, Authority
from counter.domain.tasks.reminders import plan_of
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.services.results import sending
from counter.services.results.shelf import find_people, shelf
from tests.services.office import Office, office_on
from tests.services.papers.test_receipt_counts import LICENCE
from tests.services.results.test_hand_out import THING, TODAY, granted, prepared, recorded, rows_of, seen


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def ids(case: Case) -> tuple[str, ...]:
    return tuple(one.id for one in case.certificates)


def parcel(case: Case, office: Office, **changes: object) -> PostResults:
    today = office.clock.at.date()
    act = PostResults(
        ids(case), today, Payer.APPLICANT, "EA 123456789 CN", "某路1号", "巴图吉雅", "本人电话同意"
    )
    return replace(act, **changes)  # type: ignore[arg-type]


def test_that_the_address_needs_consent_and_the_parcel_its_number(office: Office) -> None:
    case = granted(office)
    for changes in ({"consent": " "}, {"mail_number": "12"}, {"address": ""}):
        with pytest.raises(BadInput):
            sending.post_results(office.app, case.id, parcel(case, office, **changes), office.clerk)


def test_that_a_parcel_that_came_back_is_found_by_its_number(office: Office) -> None:
    case = granted(office, "1")
    granted(office, "2")
    sending.post_results(office.app, case.id, parcel(case, office), office.clerk)
    end = EndPosting("EA123456789CN", office.clock.at.date(), returned=True, words="地址不详", place="B-01")
    sending.end_posting(office.app, case.id, end, office.clerk)
    for typed in ("EA123456789CN", "ea 123456789 cn", "6789CN"):
        assert [row.number for row in office.app.journal.find_cases(typed, 9)] == [case.number], typed
        assert [one.name for one in find_people(office.app, typed)] == ["巴图吉雅"], typed
    assert not check(office.app.journal).faults  # type: ignore[arg-type]


def test_that_the_third_return_means_collecting_at_the_window(office: Office) -> None:
    case = granted(office)
    for n in range(3):
        number = f"EA12345678{n}CN"
        sending.post_results(office.app, case.id, parcel(case, office, mail_number=number), office.clerk)
        assert not office.now(case).certificates[0].ready
        end = EndPosting(number, office.clock.at.date(), returned=True, words="地址不详", place="B-01")
        sending.end_posting(office.app, case.id, end, office.clerk)
        office.later(days=1)
    (one,) = office.now(case).certificates
    assert (one.state, one.place) == (CertificateState.RETURNED, "B-01")
    with pytest.raises(RuleRefused, match="窗口自取"):
        sending.post_results(office.app, case.id, parcel(case, office), office.clerk)
    recorded(office, prepared(office))


def test_that_a_parcel_nobody_signed_for_is_a_task(office: Office) -> None:
    case = granted(office)
    case = sending.post_results(office.app, case.id, parcel(case, office), office.clerk)
    (task,) = waiting(office, case)
    assert task[0] == TODAY + timedelta(days=15)
    end = EndPosting("EA123456789CN", TODAY, returned=False, words="本人签收")
    case = sending.end_posting(office.app, case.id, end, office.clerk)
    assert not waiting(office, case)
    with pytest.raises(BadInput, match="没有在路上"):
        sending.end_posting(office.app, case.id, end, office.clerk)


def test_that_a_file_is_sent_with_its_number_and_read_or_arrived(office: Office) -> None:
    case = granted(office, medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")
    (one,) = [o for o in seen(office).offered if o.kind is ThingKind.RESULT]
    assert "电子" in one.why_not
    now = office.clock.at
    act = SendResults(ids(case), "蒙速办", "F-1", now)
    with pytest.raises(BadInput):
        sending.send_results(office.app, case.id, replace(act, file_number=""), office.clerk)
    case = sending.send_results(office.app, case.id, act, office.clerk)
    assert case.certificates[0].state is CertificateState.SENT
    case = sending.end_sending(office.app, case.id, EndSending("F-1", now, ReadBy.SYSTEM), office.clerk)
    assert case.certificates[0].delivered


def electronic(office: Office) -> Case:
    return granted(office, medium=Medium.ELECTRONIC, originals=0, duplicates=0, place="")


def test_that_a_file_was_sent_and_read_when_the_platform_says_so_within_what_can_be(office: Office) -> None:
    case = electronic(office)
    item = office.now(case).item(LICENCE)
    assert item is not None
    assert item.conclusion is not None
    decided = item.conclusion.day
    office.later(days=3)
    now = office.clock.at
    before = datetime.combine(decided - timedelta(days=1), time(23, 59), CHINA)
    sent = case.opened_at + timedelta(hours=1)
    act = SendResults(ids(case), "蒙速办", "F-1", sent)
    for at, says in (
        (before, "决定"),
        (case.opened_at - timedelta(minutes=1), "收件以前"),
        (now + timedelta(minutes=1), "还没有到"),
    ):
        with pytest.raises(BadInput, match=says) as refused:
            sending.send_results(office.app, case.id, replace(act, at=at), office.clerk)
        assert refused.value.field == "at"
    case = sending.send_results(office.app, case.id, act, office.clerk)
    assert case.certificates[0].sendings[-1].at == sent
    assert f"{sent.astimezone(CHINA):%H:%M}" in case.history[-1].text
    read = EndSending("F-1", sent + timedelta(days=1), ReadBy.READ)
    for at in (sent - timedelta(minutes=1), now + timedelta(minutes=1)):
        with pytest.raises(BadInput, match="推送以后、现在以前"):
            sending.end_sending(office.app, case.id, replace(read, at=at), office.clerk)
    case = sending.end_sending(office.app, case.id, read, office.clerk)
    assert case.certificates[0].delivered_on == decided + timedelta(days=1)


def test_that_a_file_sent_at_this_second_may_be_read_in_this_minute(office: Office) -> None:
    case = electronic(office)
    now = office.clock.at.replace(second=20)
    office.clock.at = now
    sending.send_results(office.app, case.id, SendResults(ids(case), "蒙速办", "F-1", now), office.clerk)
    read = EndSending("F-1", now.replace(second=0), ReadBy.READ)
    assert sending.end_sending(office.app, case.id, read, office.clerk).certificates[0].delivered


def test_that_one_file_under_way_is_recorded_once(office: Office) -> None:
    case = granted(office, medium=Medium.BOTH)
    act = SendResults(ids(case), "蒙速办", "F-1", office.clock.at)
    sending.send_results(office.app, case.id, act, office.clerk)
    with pytest.raises(RuleRefused, match="不重复登记"):
        sending.send_results(office.app, case.id, act, office.clerk)
    assert len(office.now(case).certificates[0].sendings) == 1


def waiting(office: Office, case: Case) -> list[tuple[date | None, str]]:
    return open_of(office, case, TaskKind.UNCOLLECTED)


def open_of(office: Office, case: Case, *kinds: TaskKind) -> list[tuple[date | None, str]]:
    setting = office.app.setting()
    found = tasks(office.now(case), setting.jurisdiction, setting.calendar)
    return [(t.day, t.words) for t in found if t.item == LICENCE and t.kind in kinds]


def test_that_who_does_not_come_is_called_after_30_60_and_90_days_and_then_the_organ_has_it(
    office: Office,
) -> None:
    case = granted(office)
    for days in (30, 60, 90):
        assert waiting(office, case)[0][0] == TODAY + timedelta(days=days)
        with pytest.raises(RuleRefused, match="先不交回"):
            sending.send_back(office.app, case.id, ReturnToOrgan(ids(case), "那顺"), office.clerk)
        office.later(days=30)
        called = CallCollector(ids(case), CallOutcome.NO_ANSWER)
        case = sending.call_collector(office.app, case.id, called, office.clerk)
    assert "交回机关" in waiting(office, case)[0][1]
    assert shelf(office.app).people[0].calls == 3
    case = sending.send_back(office.app, case.id, ReturnToOrgan(ids(case), "那顺"), office.clerk)
    assert case.certificates[0].state is CertificateState.SENT_BACK
    slip = next(p for p in case.papers if p.kind == PaperKind.TRANSFER_SLIP)
    assert any(THING.name in row for row in rows_of(office, case, slip.id))
    assert not shelf(office.app).people
    assert not open_of(office, case, TaskKind.DELIVERY, TaskKind.UNCOLLECTED), "its organ delivers it now"


def test_that_a_call_too_early_does_not_count_for_the_thirtieth_day(office: Office) -> None:
    case = granted(office)
    called = CallCollector(ids(case), CallOutcome.REACHED)
    case = sending.call_collector(office.app, case.id, called, office.clerk)
    assert waiting(office, case)[0][0] == TODAY + timedelta(days=30)


def test_that_what_an_organ_has_not_entrusted_is_neither_posted_nor_sent_but_goes_back_at_once(
    office: Office,
) -> None:
    case = granted(office, medium=Medium.BOTH)
    hall = office.app.hall
    without = tuple(replace(a, acts=a.acts - {Act.DELIVER}) for a in hall.agreements)
    office = replace(office, app=replace(office.app, hall=replace(hall, agreements=without)))
    send = SendResults(ids(case), "蒙速办", "F-1", office.clock.at)
    for attempt in (
        lambda: sending.post_results(office.app, case.id, parcel(case, office), office.clerk),
        lambda: sending.send_results(office.app, case.id, send, office.clerk),
    ):
        with pytest.raises(RuleRefused, match="送达授权"):
            attempt()
    case = sending.send_back(office.app, case.id, ReturnToOrgan(ids(case), "那顺"), office.clerk)
    assert case.certificates[0].state is CertificateState.SENT_BACK
    slip = next(p for p in case.papers if p.kind == PaperKind.TRANSFER_SLIP)
    assert "送达授权" in str(slip.content)


def test_that_nobody_is_called_to_fetch_what_its_organ_delivers_itself(office: Office) -> None:
    """Neither told that it is ready nor after 30 days; the task says where it goes. A new agreement has it told."""
    case = granted(office)
    app, setting = office.app, office.app.setting()
    without = Authority(tuple(replace(a, acts=a.acts - {Act.DELIVER}) for a in app.hall.agreements))
    reminding = replace(case, reminding=replace(case.reminding, agreed=True))
    for authority, ready, waits, words in (
        (setting.authority, True, True, "等申请人领取"),
        (without, False, False, "由农牧局自己送达，请交回机关"),
    ):
        planned = plan_of(reminding, setting.calendar, authority)
        assert (Milestone.READY in {one.milestone for one in planned}) is ready
        found = tasks(case, setting.jurisdiction, setting.calendar, authority=authority)
        assert (TaskKind.UNCOLLECTED in {one.kind for one in found}) is waits
        (delivery,) = [one for one in found if one.kind is TaskKind.DELIVERY]
        assert words in delivery.words
    place = app.projector.place
    assert replace(place, authority=without).basis != place.basis
