"""What the command line gets from the rest of the program.

The imports at the top are light and defer their own: a window's first frame waits for this file too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap import opening, writable_path
from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.process import undo_import_hook
from counter.cli.io.program import CheckFault, CheckReport, MadeBackup, Program, RestoredWindow

if TYPE_CHECKING:
    from counter.cli.io.program import SettingUp
    from counter.db.backup.write import WrittenBackup
    from counter.db.keys.key_folder import Keys
    from counter.domain.hall.backup.progress import ReportBackup
    from counter.domain.hall.desk_card import DeskCard
    from counter.domain.hall.hall import HallConfig, StaffSeed
    from counter.domain.journal.check_progress import ReportProgress
    from counter.services.context.app import AppContext
    from counter.services.context.probe import Probe
    from counter.services.exchange.hub_server import HubServer
    from counter.services.exchange.round import RoundDone
    from counter.services.keys.slot_kinds import KeySlot, NewSlot
    from counter.services.keys.slots import SlotKeeper


def program() -> Program:
    """Everything the command line needs from the other layers."""
    return Program(
        default_profile=config.default_profile,
        resources=config.resources_folder,
        read_toml=config.read_toml,
        is_set_up=_is_set_up,
        set_up=_set_up,
        wish_hints=_wish_hints,
        fill_demo_room=_fill_demo_room,
        open_app=opening.open_app,
        open_for_mending=partial(opening.open_app, mending=True),
        guide_shelf=opening.guide_shelf,
        shipped_calendar=opening.calendar,
        desk_card=_desk_card,
        check=_check,
        key_slots=_key_slots,
        recover=_recover,
        back_up=_back_up,
        back_up_by_itself=_back_up_by_itself,
        prepare_stick=_prepare_stick,
        restore=_restore,
        require_closed=_require_closed,
        change_keys=_change_keys,
        exchange_now=_exchange_now,
        hub_server=_hub_server,
        writable_file=writable_path.writable_file,
        writable_folder=writable_path.writable_folder,
        outside_profiles=writable_path.outside_profiles,
        whole_file=whole_file,
        open_window=_open_window,
        run_tour=_run_tour,
        probes=_probes,
        note_bug=_note_bug,
    )


def _set_up(
    profile: Path,
    hall: HallConfig,
    staff: Sequence[StaffSeed],
    leader: SettingUp | None = None,
    hall_recovery: str = "",
    open_with: NewSlot | None = None,
    /,
) -> AbstractContextManager[SettingUp]:
    assert leader is None or isinstance(leader, opening.SetUp)  # there is no other
    return opening.setting_up(
        profile, hall, staff, leader=leader, hall_recovery=hall_recovery, open_with=open_with
    )


def _wish_hints(profile: Path, /) -> None:
    from counter.bootstrap.first_start import wish_hints

    wish_hints(profile)


def _fill_demo_room(new: SettingUp, /) -> int:
    from counter.bootstrap.demo_room import fill_room

    assert isinstance(new, opening.SetUp)
    return fill_room(new)


def _require_closed(profile: Path, /) -> None:
    from counter.db.profile.rotation import require_closed

    require_closed(profile)


def _change_keys(profile: Path, recovery_key: str, made: str, hall_recovery: str, /) -> Sequence[KeySlot]:
    from counter.db.profile.rotation import change_keys

    return change_keys(profile, recovery_key, made, hall_recovery).gone


def _is_set_up(profile: Path) -> bool:
    from counter.db.profile import profile as profiles

    return profiles.exists(profile)


def _check(profile: Path, rebuild: bool, tell: ReportProgress | None = None, /) -> CheckReport:
    from counter.db.check.check import check, rebuild_rows
    from counter.db.check.guides import check_guides, compile_anew
    from counter.db.check.key_files import adopt_wrapping
    from counter.db.check.remedies import unopened
    from counter.db.file.errors import DamagedFile
    from counter.db.guide.store import GuideFiles
    from counter.domain.journal.check_progress import CheckStage, ignore_progress

    shelf, tell = opening.guide_shelf(), tell or ignore_progress
    try:
        journal, unread = opening.open_to_check(profile, shelf)
        with closing(journal):
            store = GuideFiles(profile, shelf)
            if rebuild:
                report = rebuild_rows(journal, unread_hall=unread, tell=tell)
                compile_anew(journal, store)
            else:
                report = check(journal, unread_hall=unread, tell=tell)
            tell(CheckStage.GUIDES, 0, 0)
            faults, notes = list(report.faults), list(report.notes)
            if not any(fault.kind in ("file", "tables") for fault in faults):
                faults += check_guides(journal, store)
                notes += adopt_wrapping(journal)
    except DamagedFile as wrong:
        found = unopened(wrong)
        return CheckReport(0, 0, 0, (CheckFault(found.kind, found.sentence, found.place),))
    check_faults = tuple(CheckFault(f.kind, f.sentence, f.place) for f in faults)
    return CheckReport(
        report.entries, report.cases, report.papers, check_faults, tuple(notes), rebuilt=rebuild
    )


def _desk_card(card: DeskCard) -> bytes:
    from counter.printing.press.slip_press import DeskCardPress

    return DeskCardPress(config.resources_folder() / "fonts")(card)


def _key_slots(profile: Path) -> SlotKeeper:
    from counter.bootstrap.key_slots import KeySlots

    return KeySlots(profile)


def _recover(profile: Path, recovery_key: str, by_hall: bool = False, /) -> str:
    from counter.db.journal.slot_entries import slots_in_entries
    from counter.db.keys.key_folder import recover, slots_of
    from counter.services.keys.slot_kinds import AUTOMATIC

    def asks(keys: Keys) -> bool:
        return bool(slots_in_entries(profile, keys).asked)

    recover(profile, recovery_key, by_hall=by_hall, asks=asks)
    automatic = any(slot.kind in AUTOMATIC for slot in slots_of(profile))
    return str(profile) if automatic else ""


def _back_up(profile: Path, folder: Path, tell: ReportBackup, /) -> MadeBackup:
    from counter.bootstrap.backups import back_up

    return _made(profile, *back_up(profile, folder, tell))


def _back_up_by_itself(profile: Path, closing: bool, tell: ReportBackup, /) -> MadeBackup | str:
    from counter.bootstrap.backups import back_up_by_itself

    made = back_up_by_itself(profile, tell, closing=closing)
    return made if isinstance(made, str) else _made(profile, *made)


def _made(profile: Path, made: WrittenBackup, deleted: Sequence[Path]) -> MadeBackup:
    from counter.bootstrap.backups import same_disk

    head, warning = made.header.head, same_disk(profile, made.path.parent)
    return MadeBackup(made.path, made.size, made.header.at, head.epoch, head.seq, tuple(deleted), warning)


def _prepare_stick(profile: Path, stick: Path, /) -> None:
    from counter.bootstrap.backups import prepare_stick

    prepare_stick(profile, stick)


def _restore(
    file: Path,
    ask_key: Callable[[], str],
    profile: Path,
    move_aside: bool,
    known: Sequence[str],
    tell: ReportBackup,
    /,
) -> RestoredWindow:
    from counter.bootstrap.backups import restore

    return restore(file, ask_key, profile, tell, move_aside=move_aside, known=known)


def _exchange_now(profile: Path, app: AppContext, /) -> RoundDone:
    from counter.bootstrap.exchange import exchange_now

    return exchange_now(profile, app)


def _hub_server(dsn: str) -> AbstractContextManager[HubServer]:
    try:
        from counter.db.hub.server import hub_server
    except ImportError as missing:
        if (missing.name or "").split(".")[0] != "psycopg":
            raise
        from counter.domain.errors import WorldTrouble

        raise WorldTrouble(
            "这里没有装 psycopg（counter[hub]），不能连汇聚库。请系统管理员用完整的安装包重新安装。"
        ) from missing
    return hub_server(dsn)


def _open_window(profile: Path) -> int:
    import gc

    gc.disable()  # objects made at start-up stay; ``ui.kit.garbage_collection`` collects once the profile is open
    undo_import_hook()  # before anything of the window is imported
    from counter.bootstrap.window import open_window

    return open_window(profile)


def _run_tour(out: Path) -> Sequence[Path]:
    undo_import_hook()  # before anything of the window is imported
    from counter.bootstrap.window import run_tour

    return run_tour(out)


def _probes(profile: Path) -> Iterable[Probe]:
    from counter.bootstrap.probes.every import probes

    return probes(profile)


def _note_bug(profile: Path | None, error: BaseException) -> Path | None:
    from counter.bootstrap.bug_log import note_bug

    return note_bug(profile, error)
