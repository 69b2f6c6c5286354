"""The command line's doors, each importing what it needs when it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap.atomic_file import whole_file
from counter.cli.io.doors import CheckReport, Doors, Fault

if TYPE_CHECKING:
    from counter.cli.io.doors import Probe, SettingUp
    from counter.domain.calendar.workdays import Calendar
    from counter.domain.hall.hall import HallConfig, StaffSeed
    from counter.domain.journal.check_progress import Tell
    from counter.services.context.ports import GuideShelf
    from counter.services.context.services import House


def doors() -> Doors:
    """Everything the command line is handed."""
    return Doors(
        default_profile=config.default_profile,
        resources=config.resources_folder,
        read_toml=config.read_toml,
        is_set_up=_is_set_up,
        set_up=_set_up,
        open_house=_open_house,
        open_for_mending=_open_for_mending,
        guide_shelf=_guide_shelf,
        shipped_calendar=_shipped_calendar,
        check=_check,
        recover=_recover,
        file_place=_file_place,
        folder_place=_folder_place,
        outside_profiles=_outside_profiles,
        whole_file=whole_file,
        open_window=_open_window,
        run_tour=_run_tour,
        probes=_probes,
        note_bug=_note_bug,
    )


def _set_up(
    profile: Path, hall: HallConfig, staff: Sequence[StaffSeed], leader: SettingUp | None = None, /
) -> AbstractContextManager[SettingUp]:
    from counter.bootstrap.opening import SetUp, setting_up

    assert leader is None or isinstance(leader, SetUp)  # there is no other
    return setting_up(profile, hall, staff, leader=leader)


def _open_house(profile: Path) -> AbstractContextManager[House]:
    from counter.bootstrap.opening import open_house

    return open_house(profile)


def _open_for_mending(profile: Path) -> AbstractContextManager[House]:
    from counter.bootstrap.opening import open_house

    return open_house(profile, mending=True)


def _guide_shelf() -> GuideShelf:
    from counter.bootstrap.opening import guide_shelf

    return guide_shelf()


def _shipped_calendar() -> Calendar:
    from counter.bootstrap.opening import calendar

    return calendar()


def _is_set_up(profile: Path) -> bool:
    from counter.db.profile import profile as profiles

    return profiles.exists(profile)


def _check(profile: Path, rebuild: bool, tell: Tell | None = None, /) -> CheckReport:
    from counter.bootstrap import opening
    from counter.db.check.check import check, rebuild_rows
    from counter.db.check.guides import check_guides, compile_anew
    from counter.db.check.key_files import adopt_wrapping
    from counter.db.check.mending import unopened
    from counter.db.file.errors import DamagedFile
    from counter.db.guide.store import GuideFiles
    from counter.domain.journal.check_progress import Stage, tell_nobody

    shelf, tell = opening.guide_shelf(), tell or tell_nobody
    try:
        journal, unread = opening.open_to_check(profile, shelf)
        with closing(journal):
            store = GuideFiles(profile, shelf)
            if rebuild:
                report = rebuild_rows(journal, unread_hall=unread, tell=tell)
                compile_anew(journal, store)
            else:
                report = check(journal, unread_hall=unread, tell=tell)
            tell(Stage.GUIDES, 0, 0)
            faults, notes = list(report.faults), list(report.notes)
            if not any(fault.kind in ("file", "tables") for fault in faults):
                faults += check_guides(journal, store)
                notes += adopt_wrapping(journal)
    except DamagedFile as wrong:
        found = unopened(wrong)
        return CheckReport(0, 0, 0, (Fault(found.kind, found.sentence, found.place),))
    told = tuple(Fault(f.kind, f.sentence, f.place) for f in faults)
    return CheckReport(report.entries, report.cases, report.papers, told, tuple(notes), rebuilt=rebuild)


def _recover(profile: Path, recovery_key: str) -> str:
    from counter.db.keys.key_room import recover

    recover(profile, recovery_key)
    return str(profile)


def _file_place(file: Path, *, replace: bool) -> Path:
    from counter.bootstrap.place_to_write import file_place

    return file_place(file, replace=replace)


def _folder_place(folder: Path, *, replace: bool) -> Path:
    from counter.bootstrap.place_to_write import folder_place

    return folder_place(folder, replace=replace)


def _outside_profiles(folder: Path, option: str) -> None:
    from counter.bootstrap.place_to_write import outside_profiles

    outside_profiles(folder, option)


def _open_window(profile: Path) -> int:
    import gc

    from counter.bootstrap.process import import_plainly

    gc.disable()  # a start makes what stays; ``ui.kit.collecting`` collects once the house is open
    import_plainly()  # before anything of the window is imported
    from counter.bootstrap.window import open_window

    return open_window(profile)


def _run_tour(out: Path) -> Sequence[Path]:
    from counter.bootstrap.process import import_plainly

    import_plainly()  # before anything of the window is imported
    from counter.bootstrap.window import run_tour

    return run_tour(out)


def _probes(profile: Path) -> Iterable[Probe]:
    from counter.bootstrap.probes import probes

    return probes(profile)


def _note_bug(profile: Path | None, error: BaseException) -> Path | None:
    from counter.bootstrap.bug_log import note_bug

    return note_bug(profile, error)
