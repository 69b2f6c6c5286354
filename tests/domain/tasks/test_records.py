"""What entries say as records, and what makes one unusual, each with its reason in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import counter.domain.ratings.rating_records
import counter.domain.tasks.records.case_records
import counter.domain.tasks.records.hall_records
import counter.domain.tasks.records.room_records  # noqa: F401  # each for the records it declares
from counter.domain.calendar.workdays import Calendar
from counter.domain.case.events import ApplicantIdentified, PaperCopied
from counter.domain.case.item_events import Again, ItemTold
from counter.domain.case.key_events import ForgottenHere, KeyRefused, KeyRequested, KeyShared
from counter.domain.case.paper_events import PaperVoided
from counter.domain.case.person_events import LookReason, PersonViewed
from counter.domain.case.take_over_events import CasesGivenUp, CasesTakenOver, TakenCase
from counter.domain.hall.account_events import PinCodeGiven, PinProof, PinSet
from counter.domain.hall.duty_session import End, SessionClosed
from counter.domain.hall.pin_events import PinLocked, PinWrong
from counter.domain.hall.register.issue import RegisterIssue, RegisterIssued
from counter.domain.hall.register.records import RegisteredAgreement
from counter.domain.hall.register.register import change_to
from counter.domain.hall.ring_events import (
    RingAnsweringSet,
    RingExported,
    RingFollowed,
    RingImported,
    RingOpened,
)
from counter.domain.hall.station_events import ClockConfirmed, StaffAdded, StationOpened
from counter.domain.journal.entries import Entry, canonical_bytes
from counter.domain.journal.exchange.key_cards import ReadingKey, RingCard
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.tasks.records.office_hours import OfficeHours, office_hours
from counter.domain.tasks.records.record import (
    RECORDED,
    AuditRecord,
    RecordKind,
    Surroundings,
    events_of,
    in_order,
    records_of,
)
from counter.domain.tasks.records.unusual import LEAST_DAYS, beyond_habit

FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in China
SUNDAY = FRIDAY + timedelta(days=2)
AROUND = Surroundings(Calendar({}), office_hours("周一至周五 8:30—12:00，14:30—17:30"))
_serial = iter(range(1, 1_000_000))


def entry(event: object, at: datetime = FRIDAY, actor: str = "W01", **changes: object) -> Entry:
    """An entry as it is stored."""
    seq = next(_serial)
    stored = Entry(
        id=f"e{seq}",
        station="15220103",
        epoch=1,
        seq=seq,
        at=at,
        boot="b",
        monotonic_ns=seq,
        actor=actor,
        kind=kind_of(type(event)).name,
        version=1,
        subject="case-1",
        previous_entry_id=None,
        payload=canonical_bytes(event),
        sealed=None,
        prev=b"",
        hash=b"",
    )

    return replace(stored, **changes)  # type: ignore[arg-type]


def said(one: Entry, around: Surroundings = AROUND) -> AuditRecord:
    """The one record of an entry."""
    (record,) = records_of([one], around)
    return record


def with_act(one: Entry) -> Surroundings:
    return Surroundings(AROUND.calendar, AROUND.hours, with_act=frozenset({one.id}))


# ── PINs and sessions ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("event", "kind", "words", "unusual"),
    [
        (PinWrong("W01", 2, "", True), RecordKind.PIN, "工号 W01 的口令输错2次，接着输对了", ()),
        (
            PinWrong("W01", 3, "2026-11-20T01:05:00+00:00", False),
            RecordKind.PIN,
            "工号 W01 的口令输错3次，最后一次 11月20日 09:05，没有人接着输对",
            ("有人试过口令",),
        ),
        (
            SessionClosed("W01", End.SIGNED_ON),
            RecordKind.SIGN_ON,
            "W01 的命令行会话关了：别人在窗口上岗",
            (),
        ),
        (SessionClosed("", End.BY_COMMAND), RecordKind.SIGN_ON, "演示大厅的命令行会话关了：用命令关的", ()),
        (
            PinCodeGiven("S02", "2026-11-20", "S03"),
            RecordKind.STAFF,
            "给了 S02 一次性口令，S03 同意",
            (),
        ),
        (
            PinCodeGiven("S02", "2026-11-20", recovery=True),
            RecordKind.STAFF,
            "给了 S02 一次性口令，用恢复密钥作第二个证明",
            ("用恢复密钥给了别人口令",),
        ),
        (
            StaffAdded("S02", "supervisor", agreed="S03"),
            RecordKind.STAFF,
            "增加了 S02（值班负责人），S03 同意",
            (),
        ),
    ],
)
def test_that_records_say_how_pins_were_tried_and_who_stood_behind_one(
    event: object, kind: RecordKind, words: str, unusual: tuple[str, ...]
) -> None:
    record = said(entry(event))
    assert (record.kind, record.sentence, record.unusual) == (kind, words, unusual)


@pytest.mark.parametrize(
    ("event", "words", "unusual"),
    [
        (ApplicantIdentified("agent", False, True, False, slip=True), "更正了代理人的登记：名字", ()),
        (ApplicantIdentified("person", False, False, False, slip=True), "更正了申请人的登记：电话", ()),
        (
            ApplicantIdentified("person", True, False, False, slip=True, consented_by="S01"),
            "更正了申请人的登记：号码，S01 同意",
            ("登记看起来没有错的证件号码改了",),
        ),
    ],
)
def test_that_a_corrected_registration_says_who_consented_and_a_changed_number_stands_out(
    event: ApplicantIdentified, words: str, unusual: tuple[str, ...]
) -> None:
    record = said(entry(event))
    assert (record.kind, record.sentence, record.unusual) == (RecordKind.PARTY, words, unusual)


def test_that_an_issue_that_confirms_and_changes_is_two_records() -> None:
    day = FRIDAY.date()
    agreement = RegisteredAgreement("1号", "农牧局", ("accept",), day, day)
    changed = (change_to(agreement, day),)
    issue = RegisterIssue(3, "k", "d", day, "15220103", 1, "S01", "S02", "续签", changed, (1,))
    records = records_of([entry(RegisterIssued(issue, "", "", ""))], AROUND)
    assert [one.sentence for one in records] == [
        "确认了登记册第1号的改动",
        "签发了登记册第3号（1处：授权协议），签的人 S01、S02",
    ]


# ── looks ─────────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_look_is_unusual_without_an_act_beside_it_and_not_with_one() -> None:
    look = entry(PersonViewed("case"))
    assert said(look).unusual == ("前后30分钟没有办这一件",)
    assert said(look, with_act(look)).unusual == ()


def test_that_a_look_with_a_stated_reason_needs_no_act() -> None:
    look = entry(PersonViewed("records", LookReason.CHECK.value), actor="S01")
    assert said(look).unusual == ()
    assert said(look).sentence.endswith("理由：抽查核对")


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (SUNDAY, "11月22日不是工作日"),
        (FRIDAY.replace(hour=12, minute=13), "20:13，不在办公时间"),
        (FRIDAY.replace(hour=10, minute=0), ""),  # 18:00: closing up
        (FRIDAY.replace(hour=0, minute=1), ""),  # 8:01: opening up
        (FRIDAY.replace(hour=4, minute=30), ""),  # 12:30: the gap at noon is not held against anybody
    ],
)
def test_that_a_look_outside_office_hours_is_unusual(at: datetime, why: str) -> None:
    look = entry(PersonViewed("case"), at)
    assert said(look, with_act(look)).unusual == ((why,) if why else ())


def test_that_a_clock_in_doubt_makes_nobody_late_at_work() -> None:
    look = entry(PersonViewed("case"), SUNDAY, untimely=True)
    assert said(look, with_act(look)).unusual == ()


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("", (None, None, False)),
        ("（由大厅填写）", (None, None, False)),
        ("上午8：30至12：00，下午2：30至5：30", ((8, 30), (17, 30), False)),
        ("夏季 9:00-12:00 15:00-18:00；冬季 9:00～12:00 14:30～17:30", ((9, 0), (18, 0), False)),
        ("每天 9点—17点", ((9, 0), (17, 0), True)),
        ("工作日 9:00—17:00，节假日除外", ((9, 0), (17, 0), False)),
        ("25:00—99:00", (None, None, False)),
    ],
)
def test_that_office_hours_are_read_from_the_halls_own_words(
    words: str, hours: tuple[tuple[int, int] | None, tuple[int, int] | None, bool]
) -> None:
    found = office_hours(words)
    given = tuple(None if t is None else (t.hour, t.minute) for t in (found.first, found.last))
    assert (*given, found.rest_days) == hours


def test_that_without_hours_only_rest_days_are_outside() -> None:
    assert OfficeHours().outside(FRIDAY.replace(hour=15), Calendar({})) == ""
    assert OfficeHours().outside(SUNDAY, Calendar({})) == "11月22日不是工作日"
    assert OfficeHours(rest_days=True).outside(SUNDAY, Calendar({})) == ""


def looks(day: datetime, count: int, actor: str = "W01") -> list[Entry]:
    return [entry(PersonViewed("case"), day + timedelta(minutes=n), actor) for n in range(count)]


def test_that_looks_beyond_three_times_ones_own_median_are_unusual_and_nobody_elses_count() -> None:
    habit = [one for back in range(1, LEAST_DAYS + 1) for one in looks(FRIDAY - timedelta(days=back), 2)]
    other = [
        one for back in range(1, LEAST_DAYS + 1) for one in looks(FRIDAY - timedelta(days=back), 9, "W02")
    ]
    today = looks(FRIDAY, 7)
    found = beyond_habit([*habit, *other, *today, *looks(FRIDAY, 9, "W02")])
    assert found == {today[6].id: "当天第7次查看，本人平常一天2次"}
    assert said(
        today[6], Surroundings(AROUND.calendar, AROUND.hours, frozenset({today[6].id}), found)
    ).unusual


def test_that_who_has_no_habit_yet_breaks_none() -> None:
    habit = [one for back in range(1, LEAST_DAYS) for one in looks(FRIDAY - timedelta(days=back), 1)]
    assert beyond_habit([*habit, *looks(FRIDAY, 20)]) == {}


# ── what else is told ─────────────────────────────────────────────────────────────────────────────────


def test_that_the_pair_and_a_strip_are_no_reprints_and_the_second_further_sheet_is_unusual() -> None:
    copies = [entry(PaperCopied("p", "通知1号", copy, "print")) for copy in (0, 1, 2, 3, 4)]
    found = records_of(copies, AROUND)
    assert [one.sentence for one in found] == [f"文书 通知1号 又出了一张（第{n}张）" for n in (3, 4)]
    assert [bool(one.unusual) for one in found] == [False, True]


def told(round_: int, again: Again | None, supervisor: str = "") -> Entry:
    return entry(
        ItemTold("food", "食品经营许可", "市场局", (), round_, None, again=again, supervisor=supervisor)
    )


def test_that_only_further_notices_are_records_and_one_without_a_new_fact_is_unusual() -> None:
    assert records_of([told(1, None)], AROUND) == []
    assert said(told(2, Again.NEW_FACT)).unusual == ()
    assert said(told(2, Again.SUPERVISOR, "S01")).unusual == ("没有新的事实，凭值班负责人的理由",)
    assert "S01 说明了理由" in said(told(2, Again.SUPERVISOR, "S01")).sentence
    assert said(told(3, Again.NEW_FACT)).unusual == ("同一事项第3次",)


def test_that_a_void_paper_that_stayed_outside_is_unusual() -> None:
    assert said(entry(PaperVoided("p", "1号", taken_back=True))).unusual == ()
    assert said(entry(PaperVoided("p", "1号", taken_back=False))).unusual == ("纸没有收回",)


def test_that_a_lock_never_names_what_was_typed_for_a_code_that_nobody_has() -> None:
    assert said(entry(PinLocked("W01", 5))).sentence == "工号 W01 的口令连着输错5次，锁住了一段时间"
    assert said(entry(PinLocked("", 5))).sentence.startswith("名单上没有的工号")
    assert said(entry(PinLocked("", 5))).unusual == ("连着输错口令",)


def test_that_a_one_time_code_and_the_pin_set_with_it_are_records() -> None:
    assert said(entry(PinCodeGiven("W01", "2026-11-20"))).sentence == "给了 W01 一次性口令"
    assert said(entry(PinSet("W01", "clerk", PinProof.CODE))).sentence == "W01 用一次性口令换了口令"
    assert said(entry(PinSet("W01", "clerk", PinProof.OWN_PIN))).sentence == "W01 自己换了口令"


def test_that_a_changed_role_is_told_with_both() -> None:
    before, now = entry(StaffAdded("W02", "clerk")), entry(StaffAdded("W02", "supervisor"))
    around = Surroundings(AROUND.calendar, AROUND.hours, before={now.id: before})
    assert said(now, around).unusual == ("岗位由窗口人员改成值班负责人",)
    assert said(before, AROUND).sentence == "增加了 W02（窗口人员）"


def test_that_a_profile_that_was_moved_or_put_back_and_a_clock_that_went_back_are_unusual() -> None:
    opened = StationOpened(
        "1", 2, "厅", "1号窗", "r", "j", demo=False, reason="rolled_back", binding="", public_key=""
    )
    assert "退回" in said(entry(opened)).sentence
    assert said(entry(opened)).unusual
    assert said(entry(ClockConfirmed("S01"))).unusual == ("时钟曾经往回走",)


def test_that_asking_for_a_case_granting_it_and_who_holds_the_ring_are_records() -> None:
    asked = entry(KeyRequested("来本窗口补正", ReadingKey("04", 1, "0" * 64)))
    assert said(asked).sentence == "申请查看别的窗口办的这一件，理由：来本窗口补正"
    shared = said(entry(KeyShared("04", 1, ("03",), "来本窗口补正", "2026-12-19", "r")))
    assert "准许窗口 04 查看这一件，到 2026-12-19 为止" in shared.sentence
    card = RingCard("0" * 64, 2, "1" * 64, "01", "2026-11-20", demo=False)
    assert said(entry(RingOpened(card))).unusual == ("钥匙环换新",)
    assert said(entry(RingExported("1" * 64))).unusual == ("大厅钥匙环离开了本机",)
    assert said(entry(RingImported(card))).unusual == ("本机能看各窗口的资料",)
    assert "窗口 01 开的" in said(entry(RingFollowed(card))).sentence
    refused = said(entry(KeyRefused("04", 1, "理由不足", "r")))
    assert refused.sentence == "没有准许窗口 04 查看这一件：理由不足"
    assert said(entry(RingAnsweringSet(on=True))).unusual == ("打开了自动答复",)
    assert said(entry(RingAnsweringSet(on=False))).unusual == ()
    assert "这里也已清除" in said(entry(ForgottenHere("e"))).sentence


def test_that_a_damaged_entry_is_shown_as_damaged() -> None:
    broken = entry(PersonViewed("case"), payload=b'{"place":7}')
    assert said(broken).unusual == ("内容损坏",)


def test_that_an_entry_of_a_newer_program_is_left_out() -> None:
    assert records_of([entry(PersonViewed("case"), version=9)], AROUND) == []


def test_that_unusual_records_come_first_and_then_the_newest() -> None:
    usual = [entry(PaperVoided("p", "1号", taken_back=True), FRIDAY + timedelta(minutes=n)) for n in (1, 2)]
    odd = [entry(PaperVoided("p", "2号", taken_back=False), FRIDAY - timedelta(minutes=n)) for n in (1, 2)]
    found = in_order(records_of([*usual, *odd], AROUND))
    assert [one.entry for one in found] == [odd[0].id, odd[1].id, usual[1].id, usual[0].id]


def test_that_every_declared_event_is_a_known_kind_and_no_rating_is_among_them() -> None:
    shown = {one.event for one in RECORDED}
    assert shown <= set(KINDS.by_name)
    assert not {name for name in shown if name.startswith(("rating.", "rectification."))}  # L9
    assert events_of(()) == shown
    assert events_of((RecordKind.LOOK,)) == {*("person.viewed", "key.requested", "key.shared", "key.refused")}
    assert {kind for one in RECORDED for kind in one.kinds} == set(RecordKind)


def test_that_the_habit_looks_back_a_quarter_only() -> None:
    old = [one for back in range(200, 200 + LEAST_DAYS) for one in looks(FRIDAY - timedelta(days=back), 1)]
    assert beyond_habit([*old, *looks(FRIDAY, 9)]) == {}


def test_that_a_take_over_is_a_record_and_its_undoing_unusual() -> None:
    cases = (TakenCase("c1", "n1", "旧系统", "旧1"), TakenCase("c2", "n2", "旧系统", "旧2"))
    taken = said(entry(CasesTakenOver("b1", "00", cases, "W01", "S01")))
    assert (taken.kind, taken.unusual) == (RecordKind.TAKE_OVER, ())
    assert taken.sentence == "接转了 旧系统 的 2 件，制表 W01、确认 S01"
    assert said(entry(CasesGivenUp("b1", "W01", "S01"))).unusual == ("接转以后又撤回",)


def test_that_an_issue_of_the_register_by_one_where_two_are_needed_is_unusual() -> None:
    agreement = RegisteredAgreement("协", "某局", ("accept",), FRIDAY.date(), SUNDAY.date())
    changes = (change_to(agreement, FRIDAY.date()),)
    issue = RegisterIssue(2, "k", "", FRIDAY.date(), "15220103", 1, "S01", "", "", changes)
    alone = said(entry(RegisterIssued(issue, "", "", "")))
    assert alone.sentence == "签发了登记册第2号（1处：授权协议），签的人 S01"
    assert alone.unusual == ("要两个人的改动只有一个人签",)
    both = said(entry(RegisterIssued(replace(issue, agreed_by="S02"), "", "", "", taken_from="15220104")))
    assert both.sentence == "从 15220104 采用了登记册第2号（1处：授权协议），签的人 S01、S02"
    assert both.unusual == ()
