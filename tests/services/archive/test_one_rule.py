"""The archivist's list and the archiving itself say the same of every case, on every day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.case.archive.missing import ArchiveStage
from counter.domain.errors import RuleRefused
from counter.services.archive.list_files import list_files
from counter.services.case.archive_case import archivable, archive_case, unarchive_case
from tests.services.archive.archived_case import hall_with_two_leads, packed, profile_of_hall
from tests.services.archive.lived import collected, lived
from tests.services.case.test_archive import finished, scheduled
from tests.services.office import SUPERVISOR, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with hall_with_two_leads(tmp_path / "profile") as opened:
        yield opened


def test_that_list_and_archiving_agree_on_every_day_until_all_is_archived(office: Office) -> None:
    profile = profile_of_hall()
    uncollected = lived(office)
    finished(office)
    collected(office, lived(office))
    for days in (0, 29, 1, 1):
        office.later(days=days)
        if days == 29:
            scheduled(office)
        rows = {row.case: row for row in list_files(office.app, profile)}
        may = {case.id for case in archivable(office.app, wait_days=profile.wait_days)}
        assert may == {row.case for row in rows.values() if row.stage is ArchiveStage.RIPE}
        for row in rows.values():
            if row.stage is ArchiveStage.RIPE:
                archive_case(office.app, row.case, office.clerk, wait_days=profile.wait_days)
                continue
            if row.stage is ArchiveStage.ARCHIVED:
                continue
            with pytest.raises(RuleRefused) as refused:
                archive_case(office.app, row.case, office.clerk, wait_days=profile.wait_days)
            if row.stage is ArchiveStage.WAITING:
                assert row.ripe.isoformat() in refused.value.sentence
            else:
                assert any(one.stops for one in row.lacks)
    rows = {row.case: row.stage for row in list_files(office.app, profile)}
    assert rows.pop(uncollected.id) is ArchiveStage.LACKING  # nobody fetched it
    assert set(rows.values()) == {ArchiveStage.ARCHIVED}


def test_that_a_case_taken_out_of_the_archive_waits_again_and_is_then_to_be_filed_anew(
    office: Office,
) -> None:
    scheduled(office)
    profile = profile_of_hall()
    case = collected(office, lived(office))
    archive_case(office.app, case.id, office.clerk, wait_days=0)
    packed(office, office.now(case))
    office.later(days=40)
    unarchive_case(office.app, case.id, office.clerk, SUPERVISOR, "机关改了决定")

    def stage() -> ArchiveStage:
        (row,) = list_files(office.app, profile)
        return row.stage

    assert stage() is ArchiveStage.WAITING
    with pytest.raises(RuleRefused, match="未到归档日"):
        archive_case(office.app, case.id, office.clerk, wait_days=profile.wait_days)
    office.later(days=30)
    assert stage() is ArchiveStage.CHANGED
    archive_case(office.app, case.id, office.clerk, wait_days=profile.wait_days)
    assert stage() is ArchiveStage.CHANGED  # another version of the package
    packed(office, office.now(case))
    assert stage() is ArchiveStage.PACKED
