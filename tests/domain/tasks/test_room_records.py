"""What the entries of the supervisor's room, and a window's answers to it, say as records."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import counter.domain.tasks.records.room_records  # noqa: F401  # for the records it declares
from counter.domain.case.conflict_events import CaseHandedOver, ConflictSettled
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingEnd,
    FindingMade,
    FindingPutRight,
    FindingStance,
    FindingWeight,
    ReassignOrdered,
)
from counter.domain.case.person_events import LookReason, PersonViewed
from counter.domain.journal.kinds import Slot
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.tasks.oversight.events import (
    AddedWhy,
    CaseReviewed,
    DayReconciled,
    DifferenceSigned,
    OversightExported,
    SampleAdded,
    SampleAnnounced,
    SampledCase,
    SampleDrawn,
)
from counter.domain.tasks.records.record import RecordKind
from tests.domain.tasks.test_records import AROUND, FRIDAY, entry, said

RULE = DrawRule(FRIDAY.date() - timedelta(days=20), FRIDAY.date(), 5)
SAMPLED = SampledCase("c", "1522010320261120000018", "15220103")
DIFFERS = (DifferenceSigned("缺号", "15220103", "0003"),)


@pytest.mark.parametrize(
    ("event", "kind", "words", "unusual"),
    [
        (SampleAnnounced("11月评查", RULE, "s"), RecordKind.REVIEW, "公布了评查抽样“11月评查”", ()),
        (
            SampleAnnounced("再抽", RULE, "s", "漏了窗口"),
            RecordKind.REVIEW,
            RULE.words,
            ("这段时间公布过，再公布的理由：漏了窗口",),
        ),
        (SampleDrawn("s", (SAMPLED,), (), ""), RecordKind.REVIEW, "共 1 件", ()),
        (
            SampleAdded("s", SAMPLED, AddedWhy.LATE, "超期三天"),
            RecordKind.REVIEW,
            "（超期）：超期三天",
            ("不是抽中的，是挑的",),
        ),
        (CaseReviewed("s", "c", "15220103", "v", (), ("f",)), RecordKind.REVIEW, "1 项发现", ()),
        (CaseReviewed("s", "c", "15220103", "v", (), ()), RecordKind.REVIEW, "没有发现问题", ()),
        (
            FindingMade("s", "p", "没有盖章", "", FindingWeight.FORM, FRIDAY.date()),
            RecordKind.REVIEW,
            "没有做到“没有盖章”，要求 2026-11-20 前答复",
            (),
        ),
        (FindingAnswered("f", FindingStance.ADMITTED), RecordKind.REVIEW, "属实，整改", ()),
        (
            FindingAnswered("f", FindingStance.DISPUTED),
            RecordKind.REVIEW,
            "有异议",
            ("对评查发现有异议",),
        ),
        (FindingPutRight("f"), RecordKind.REVIEW, "已整改", ()),
        (FindingClosed("f", FindingEnd.PUT_RIGHT), RecordKind.REVIEW, "已改正", ()),
        (FindingClosed("f", FindingEnd.DROPPED), RecordKind.REVIEW, "发现不成立", ("没有整改就了结",)),
        (ReassignOrdered("01", "03", "S02"), RecordKind.REASSIGN, "要求窗口 01 移交窗口 03 主办", ()),
        (ReassignOrdered("01", "01", "S02"), RecordKind.REASSIGN, "收回了改派的要求", ()),
        (DayReconciled(FRIDAY.date(), (), (), None), RecordKind.DAY, "签认了 2026-11-20 的对账，对平", ()),
        (
            DayReconciled(FRIDAY.date(), DIFFERS, (), None, "已查"),
            RecordKind.DAY,
            "有 1 处不符，说明：已查",
            ("有不符也签认了",),
        ),
        (OversightExported("全厅总览", 7, "d"), RecordKind.EXPORT, "导出了 Excel（全厅总览），7行", ()),
    ],
)
def test_that_every_entry_of_the_supervisors_room_is_a_record(
    event: object, kind: RecordKind, words: str, unusual: tuple[str, ...]
) -> None:
    record = said(entry(event, actor="S01"))
    assert (record.kind, record.unusual) == (kind, unusual)
    assert words in record.sentence


@pytest.mark.parametrize(
    ("event", "kind", "words", "unusual"),
    [
        (CaseHandedOver("03", "S01"), RecordKind.HANDED_OVER, "移交窗口 03 主办（S01同意）", ()),
        (
            CaseHandedOver("03", "S01", claimed=True),
            RecordKind.HANDED_OVER,
            "窗口 03 接管主办",
            ("接管了别的窗口的件",),
        ),
        (
            ConflictSettled(Slot.ITEM, "food", ("a", "b"), "a", "03", "S01", ("p9",)),
            RecordKind.CONFLICT,
            "以窗口 03 的记录为准，书面收回文书 1 份（值班负责人S01）",
            ("各窗口的记录有过矛盾",),
        ),
    ],
)
def test_that_what_two_people_signed_about_the_windows_of_a_case_is_a_record(
    event: object, kind: RecordKind, words: str, unusual: tuple[str, ...]
) -> None:
    record = said(entry(event))
    assert (record.kind, record.unusual) == (kind, unusual)
    assert words in record.sentence


def test_that_a_look_from_the_room_names_the_room_and_judges_nobodys_habit() -> None:
    look = entry(PersonViewed("oversight", LookReason.URGING.value), actor="S01")
    away = said(look, replace(AROUND, elsewhere={look.id: "15220192"}))
    assert away.sentence == "在值班主管室查看了这一件，理由：督办催办"
    assert (away.station, away.unusual) == ("15220192", ())
    assert said(look).station == ""
