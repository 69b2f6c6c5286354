"""What a finished case lacks, and how far it is on its way to the archive."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.archive.archiving import check_forgetting, finished_on
from counter.domain.case.archive.coverage import acts_of, changed_since, next_version, transfer_of
from counter.domain.case.archive.missing import ArchiveStage, Lack, lacking, ripe_on, stage_of
from counter.domain.case.archive.profile import ElementGroup, ElementValue, archive_profile_from
from counter.domain.case.archive_events import (
    ArchiveHandedOver,
    CaseArchived,
    CasePacked,
    RetentionApproved,
    RetentionRow,
)
from counter.domain.case.case import Case, HistoryLine
from counter.domain.errors import BadInput
from counter.domain.visit.filing_mode import FilingMode
from tests.services.office import Office, office_on

ROOT = Path(__file__).parents[3]
SCHEDULE = RetentionApproved("表", "局", "1号", date(2026, 11, 2), (RetentionRow(0, 10),), "S02")
ARCHIVED = CaseArchived("1号", 10, date(2026, 11, 20), date(2036, 12, 31))
DIGEST = "9" * 64
HANDED = ArchiveHandedOver("馆", "1号", date(2026, 12, 25), 1, DIGEST, "S02")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    with office_on(tmp_path_factory.mktemp("stages") / "profile") as office:
        return filed(office)


def filed(office: Office) -> Case:
    return office.file(office.visit(), FilingMode.KEEP)


def packed(case: Case, version: int = 1) -> Case:
    package = CasePacked(version, DIGEST, acts_of(case), 19, "")
    return replace(case, archived=ARCHIVED, packages=(*case.packages, package))


def with_line(case: Case, kind: str) -> Case:
    line = HistoryLine(case.updated_at + timedelta(days=40), "W01", kind, "")
    return replace(case, history=(*case.history, line))


def test_that_a_case_is_ripe_after_the_days_of_the_hall(case: Case) -> None:
    last = finished_on(case)
    assert ripe_on(case, 30) == last + timedelta(days=30)
    assert stage_of(case, last + timedelta(days=29), 30, ()) is ArchiveStage.WAITING
    assert stage_of(case, last + timedelta(days=30), 30, ()) is ArchiveStage.RIPE
    assert stage_of(case, last, 30, (Lack("盖章", "查件"),)) is ArchiveStage.LACKING
    assert stage_of(case, last, 0, (Lack("原件在卷", "查件", stops=False),)) is ArchiveStage.RIPE


def test_that_looks_copies_and_packages_leave_the_day_and_the_version_as_they_are(case: Case) -> None:
    after = packed(case)
    for kind in ("person.viewed", "paper.copied", "archive.packed", "archive.handed_over", "key.requested"):
        after = with_line(after, kind)
    assert not changed_since(after)
    assert next_version(after) == 1
    assert finished_on(with_line(case, "archive.packed")) == finished_on(case)


def test_that_an_act_after_packing_asks_for_another_version(case: Case) -> None:
    after = with_line(packed(case), "paper.stamped")
    assert changed_since(after)
    assert next_version(after) == 2
    assert stage_of(after, date(2030, 1, 1), 30, ()) is ArchiveStage.CHANGED


def test_that_only_the_newest_package_counts_as_handed_over(case: Case) -> None:
    first = packed(case)
    assert stage_of(first, date(2027, 1, 1), 30, ()) is ArchiveStage.PACKED
    handed = replace(first, transfers=(HANDED,))
    assert transfer_of(handed) == HANDED
    assert stage_of(handed, date(2027, 1, 1), 30, ()) is ArchiveStage.HANDED_OVER
    changed = with_line(handed, "paper.stamped")
    assert transfer_of(changed) is None
    assert transfer_of(packed(changed, 2)) is None
    assert stage_of(replace(case, archived=ARCHIVED), date(2027, 1, 1), 30, ()) is ArchiveStage.ARCHIVED


def test_that_a_file_may_be_cleared_from_the_day_after_its_period_and_never_one_kept_for_ever(
    case: Case,
) -> None:
    handed = replace(packed(case), transfers=(HANDED,))
    assert stage_of(handed, date(2036, 12, 31), 30, ()) is ArchiveStage.HANDED_OVER
    assert stage_of(handed, date(2037, 1, 1), 30, ()) is ArchiveStage.EXPIRED
    assert check_forgetting(handed, date(2037, 1, 1), doubtful=False) == ARCHIVED
    for_ever = replace(handed, archived=replace(ARCHIVED, years=0, until=None))
    assert stage_of(for_ever, date(2237, 1, 1), 30, ()) is ArchiveStage.HANDED_OVER


def test_that_everything_missing_is_named_with_where_it_is_mended(case: Case) -> None:
    away = replace(case.papers[0], station="15220199", sealed_elsewhere=True)
    earlier = replace(case.papers[1], earlier=True)
    asked = replace(case, papers=(away, earlier, *case.papers[2:]), applicant=None)
    found = lacking(asked, [("未盖章", "《受理通知书》1号")], None, ["15220199 第 1 期第 5 条"])
    words = {lack.words: lack for lack in found}
    assert all(lack.where for lack in found)
    for start in (
        "未盖章：",
        f"《{away.title}》{away.number}由窗口 15220199 出具",
        "申请人的资料待授权",
        "原件还在窗口：",
        "别的窗口的记录没有到齐",
        "大厅还没有用上经批准的保管期限表",
    ):
        assert any(one.startswith(start) for one in words), start
    assert not next(lack for one, lack in words.items() if "原系统" in one).stops
    other = replace(SCHEDULE, rows=(RetentionRow(case.opened.bundle + 1, 10),))
    assert any("也没有“其余”一行" in lack.words for lack in lacking(case, (), other))
    assert not any("保管期限" in lack.words for lack in lacking(case, (), SCHEDULE))


def test_that_the_data_that_is_shipped_is_whole_and_says_that_it_is_not_official() -> None:
    data = tomllib.loads((ROOT / "resources/archive/archive.toml").read_text("utf-8"))
    profile = archive_profile_from(data)
    assert profile.source == "待部门核定"
    assert {one.group for one in profile.elements} == set(ElementGroup)
    assert {one.value for one in profile.elements} == set(ElementValue)
    for wrong in (
        {"wait_days": 9999},
        {"elements": [*data["elements"], data["elements"][0]]},
        {"source": ""},
    ):
        with pytest.raises(BadInput, match=r"archive\.toml"):
            archive_profile_from({**data, **wrong})
