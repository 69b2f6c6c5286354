"""Backups for window and command line: made with the profile's keys, thinned, noted; and restored."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.opening import guide_shelf, open_journal
from counter.bootstrap.writable_path import outside_profiles
from counter.cli.io.program import RestoredWindow
from counter.config import read_preferences
from counter.db.backup.copy import PATIENCE_SECONDS
from counter.db.backup.found import opened_backup
from counter.db.backup.places import mark_stick, place_for
from counter.db.backup.restore import require_restorable, restore_profile
from counter.db.backup.state import read_state, write_state
from counter.db.backup.thin import thin
from counter.db.backup.write import WrittenBackup, last_entry, write_backup
from counter.db.keys.key_folder import load_keys
from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason
from counter.domain.hall.backup.age import BackupState
from counter.domain.hall.backup.loss_words import loss_lines
from counter.services.keys.slot_kinds import SlotKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from counter.domain.hall.backup.loss import KnownEnd
    from counter.domain.hall.backup.progress import ReportBackup

_NO_FILE = "备份没有做成：{} 不是文件夹，请写文件夹。原有的备份都还在。"
_NO_FOLDER = "备份没有做成：{} 不在（盘没有插上，或者改了名）。原有的备份都还在。"


def back_up(
    profile: Path, folder: Path, tell: ReportBackup, patience: float = PATIENCE_SECONDS
) -> tuple[WrittenBackup, Sequence[Path]]:
    """Make a backup, prove it, then delete those that are not kept; notes success and failure.

    Raises WorldTrouble, and BadInput for a folder inside a profile.
    """
    now = datetime.now(UTC)
    state = read_state(profile)
    try:
        outside_profiles(folder, "--to")
        try:
            there = folder.is_dir()
        except (OSError, ValueError) as wrong:
            why = error_reason(wrong) if isinstance(wrong, OSError) else "名字里有不能用的字符"
            raise BadInput(f"“{str(folder)[:300]}”不能用：{why}。", field="--to") from wrong
        if not there:
            raise WorldTrouble((_NO_FILE if folder.exists() else _NO_FOLDER).format(folder), field="--to")
        keys = load_keys(profile)
        written = write_backup(profile, keys, folder, now, tell, patience)
    except WorldTrouble as trouble:
        _note(profile, replace(state, trouble=trouble.sentence))
        raise
    head = written.header.head
    _note(profile, BackupState(written.header.made_at, str(written.path), head.epoch, head.seq))
    return written, thin(folder, keys, now)


HOURLY = timedelta(minutes=55)
"""Younger than that, the last one is good enough for the hourly look."""
NO_PLACE = "备份盘没有插着，或者还没有设：请插上备份盘，或按 Ctrl+Shift+B 选地方。"


def _note(profile: Path, state: BackupState) -> None:
    """The backup is what counts: where the disk takes no note, the light only knows less."""
    with suppress(WorldTrouble):
        write_state(profile, state)


def back_up_by_itself(
    profile: Path, tell: ReportBackup, *, closing: bool
) -> tuple[WrittenBackup, Sequence[Path]] | str:
    """Make the backup that is due, where a place for it is plugged in; else why none was made, in words.

    ``closing``: the window is being closed, so one is due if anything was written since the last.
    """
    state, keys = read_state(profile), load_keys(profile)
    place = place_for(keys, read_preferences(profile).backups)
    if place is not None:
        thin(place, keys, datetime.now(UTC))  # a stick may have lain in a cupboard
    if state.made_at and not state.trouble:
        passed = datetime.now(UTC) - datetime.fromisoformat(state.made_at)
        young = timedelta() <= passed < HOURLY  # one dated ahead was made by a wrong clock
        if (young and not closing) or (state.epoch, state.seq) == last_entry(profile, keys):
            return "不用备份：上一份以后没有新的记录，或还不到一小时。"
    if place is None:
        if state.trouble != NO_PLACE:
            _note(profile, replace(state, trouble=NO_PLACE))
        return NO_PLACE
    return back_up(profile, place, tell, PATIENCE_SECONDS if not closing else 0)


def prepare_stick(profile: Path, stick: Path) -> None:
    """Mark a stick or disk, so that backups of this window go there whenever it is plugged in."""
    if not stick.is_dir():
        raise BadInput(f"{stick} 不是文件夹：请写U盘或硬盘的根目录。", field="--prepare-stick")
    outside_profiles(stick, "--prepare-stick")
    mark_stick(stick, load_keys(profile))


def restore(
    file: Path,
    ask_key: Callable[[], str],
    profile: Path,
    tell: ReportBackup,
    *,
    move_aside: bool = False,
    known: Sequence[str] = (),
) -> RestoredWindow:
    """Restore a profile and open it once, which settles what is missing.

    ``ask_key`` asks for the recovery key, once the file is a backup and the folder may take it.
    ``known``: codes and files that know how far the lost journal had come (``services.papers.known_ends``).
    """
    outside_profiles(profile.parent, "--data")
    require_restorable(file, profile, move_aside=move_aside)
    recovery_key = ask_key()
    ends = _known(file, known) if known else ()
    back = restore_profile(file, recovery_key, profile, tell, move_aside=move_aside, known=ends)
    with closing(open_journal(profile, guide_shelf())) as journal:
        station = journal.station()
    missing = loss_lines(station.code, back.note.entries, back.note.series)
    mark, made = epoch_mark(station.epoch), back.header.at
    opens = SlotKind(back.kept)
    return RestoredWindow(
        station.code, station.hall, station.window, made, mark, missing, opens, back.moved, back.newer
    )


def _known(file: Path, given: Sequence[str]) -> tuple[KnownEnd, ...]:
    from counter.printing.reading.guarded_reader import GuardedReader
    from counter.services.papers.known_ends import known_ends

    with opened_backup(file) as opened:
        header = opened.header
    with closing(GuardedReader()) as sheets:
        return known_ends(given, header, sheets)


def same_disk(profile: Path, folder: Path) -> str:
    """A warning where the backup lies on the disk of the data itself; else empty."""
    try:
        same = profile.stat().st_dev == folder.stat().st_dev
    except OSError:
        return ""
    return "备份和资料在同一块硬盘上，硬盘坏了两样都没有。请另备一块硬盘或U盘。" if same else ""
