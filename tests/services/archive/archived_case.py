"""An archived case of a demo window whose clock the test sets, ready to be packed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.case.archive.profile import ArchiveProfile, archive_profile_from
from counter.domain.case.case import Case
from counter.domain.hall.hall import StaffSeed
from counter.services.archive.pack_case import PackedCase, pack_case, packer
from counter.services.archive.package import Package
from tests.services.office import FRIDAY, PEOPLE, Office, SetClock
from tests.settings import demo_hall

ROOT = Path(__file__).parents[3]


def profile_of_hall() -> ArchiveProfile:
    """The data that is shipped."""
    return archive_profile_from(tomllib.loads((ROOT / "resources/archive/archive.toml").read_text("utf-8")))


@contextmanager
def hall_with_two_leads(folder: Path) -> Iterator[Office]:
    """A window with two supervisors."""
    clock = SetClock(FRIDAY)
    people = (*PEOPLE, StaffSeed("S02", "哈斯", "supervisor", "5926"))
    create_profile(folder, demo_hall(), people, clock)
    with open_app(folder, clock) as app:
        yield Office(app, clock)


def packed(office: Office, case: Case, box: str | None = None) -> tuple[PackedCase, bytes]:
    """The case packed by the supervisor, and its ZIP."""
    kept: list[bytes] = []

    def keep(package: Package) -> None:
        kept.append(package.zipped())

    by = packer(office.app, "S01", "9876")
    done = pack_case(office.app, profile_of_hall(), case.id, by, keep, box)
    return done, kept[0]
