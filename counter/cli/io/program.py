"""What ``bootstrap`` passes to the command line: callables for a profile, its check, its window and its tour.

Only types are imported here, and each callable imports what it needs when it is called: ``counter --help`` must not
load a database, and ``counter`` alone must not load argparse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from counter.domain.calendar.workdays import Calendar
    from counter.domain.hall.backup.progress import ReportBackup
    from counter.domain.hall.desk_card import DeskCard
    from counter.domain.hall.hall import HallConfig, StaffSeed
    from counter.domain.journal.check_progress import ReportProgress
    from counter.services.context.app import AppContext
    from counter.services.context.file_ports import Writing
    from counter.services.context.guide_ports import ShippedGuides
    from counter.services.context.probe import Probe
    from counter.services.exchange.hub_server import HubServer
    from counter.services.exchange.round import RoundDone
    from counter.services.keys.slot_kinds import KeySlot, NewSlot, SlotKind
    from counter.services.keys.slots import SlotKeeper


@dataclass(frozen=True, slots=True)
class CheckFault:
    """One fault found by ``check``. ``kind``: a short id (``chain.broken``, ``row.wrong`` …)."""

    kind: str
    sentence: str
    place: str = ""  # e.g. seq 118, cases/0199…; never personal data


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``check`` covered and found. No faults: clean. ``notes``: no fault, but worth knowing (需升级)."""

    entries: int
    cases: int
    papers: int
    faults: tuple[CheckFault, ...] = ()
    notes: tuple[str, ...] = ()
    rebuilt: bool = False


class PathCheck(Protocol):
    """Whether a path may be written. ``replace``: an existing file may be overwritten."""

    def __call__(self, place: Path, /, *, replace: bool) -> Path:
        """The resolved path. Raises BadInput."""
        ...


class ProfileCheck(Protocol):
    """Checks a profile."""

    def __call__(self, profile: Path, rebuild: bool, tell: ReportProgress | None = None, /) -> CheckReport:
        """The report; ``tell`` is called with the progress, in the caller's thread."""
        ...


class SettingUp(Protocol):
    """A profile that is being set up: it is filled, and finished once its recovery key was shown."""

    folder: Path
    recovery_key: str

    def open_app(self) -> AbstractContextManager[AppContext]:
        """App context of the new profile, which no other process can open yet."""
        ...

    def finish(self, say: Callable[[], None], others: Sequence[Any] = (), /) -> None:
        """Show the recovery key through ``say``; then it counts as set up, together with ``others`` led by it."""
        ...


class ProfileMaker(Protocol):
    """Sets up a profile."""

    def __call__(
        self,
        profile: Path,
        hall: HallConfig,
        staff: Sequence[StaffSeed],
        leader: SettingUp | None = None,
        hall_recovery: str = "",
        open_with: NewSlot | None = None,
        /,
    ) -> AbstractContextManager[SettingUp]:
        """``leader``: a profile whose ``finish`` finishes this one too; ``hall_recovery``: public half of the hall's
        recovery key; ``open_with``: how it is opened, None: by itself.
        """
        ...


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was proved. ``seq``: its last entry; ``deleted``: older ones; ``warning``: of its place."""

    file: Path
    size: int
    made_at: datetime
    epoch: int
    seq: int
    deleted: Sequence[Path] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class RestoredWindow:
    """A profile that came out of a backup. ``mark``: of its new epoch; ``missing``: what is lost, in words; ``opens``:
    the slot that opens it now.

    ``moved``: where what lay there before is now; ``newer``: a newer backup beside the file.
    """

    station: str
    hall: str
    window: str
    made_at: datetime
    mark: str
    missing: Sequence[str]
    opens: SlotKind
    moved: Path | None = None
    newer: Path | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Everything the command line gets. Every member raises ``CounterError`` where it fails."""

    default_profile: Callable[[], Path]
    """This user's own profile folder (``--data`` names another)."""

    resources: Callable[[], Path]
    """The folder with fonts, guides, calendars, halls."""

    read_toml: Callable[[Path], Mapping[str, object]]
    """Values of a TOML file; BadInput with file and line when it cannot be read."""

    is_set_up: Callable[[Path], bool]
    """Whether a profile (complete or damaged) exists in that folder: it is never overwritten."""

    set_up: ProfileMaker
    """Make a new profile: keys, journal, station, hall, people. Leaving the block without ``finish`` discards it."""

    wish_hints: Callable[[Path], None]
    """Let the pages of a new window say what they are for, until they are put away."""

    fill_demo_room: Callable[[SettingUp], int]
    """Give a demo room (演示的值班主管室) that is being set up its invented windows and cases; how many cases."""

    open_app: Callable[[Path], AbstractContextManager[AppContext]]
    """Open a profile; leaving the block closes it. WorldTrouble where none is set up."""

    open_for_mending: Callable[[Path], AbstractContextManager[AppContext]]
    """As ``open_app``, where the files of the guide in force are lost: only to import its pack again."""

    guide_shelf: Callable[[], ShippedGuides]
    """The compiled guides, for ``guide list|show`` without a profile."""

    shipped_calendar: Callable[[], Calendar]
    """The holiday arrangements that ship with the program, for ``calendar`` without a profile."""

    desk_card: Callable[[DeskCard], bytes]
    """The PDF of a desk card (岗位牌)."""

    check: ProfileCheck
    """Check the profile; with True, rebuild the read models first. Reports progress."""

    key_slots: Callable[[Path], SlotKeeper]
    """The ways to open a profile's keys."""

    recover: Callable[[Path, str, bool], str]
    """Write a new key file from the recovery key, with True from the hall's; returns its folder, "" where a person
    opens the profile and it is open now. BadInput: wrong key.
    """

    require_closed: Callable[[Path], None]
    """BadInput while a window is open on the profile."""

    change_keys: Callable[[Path, str, str, str], Sequence[KeySlot]]
    """Change data key and master of a closed profile: the new recovery key, its civil day (ISO), the public half of the
    hall's recovery key or ""; returns the slots that open nothing any more.
    """

    back_up: Callable[[Path, Path, ReportBackup], MadeBackup]
    """Make a backup of a profile in a folder, prove it, delete those that are not kept."""

    back_up_by_itself: Callable[[Path, bool, ReportBackup], MadeBackup | str]
    """Make the backup that is due (True: the window closes) where its disk is plugged in; else why none was made."""

    prepare_stick: Callable[[Path, Path], None]
    """Mark a stick for this profile."""

    restore: Callable[[Path, Callable[[], str], Path, bool, Sequence[str], ReportBackup], RestoredWindow]
    """Restore a backup with a recovery key into a folder, with True after moving aside what is there; open it once.

    The texts: codes and files that know how far the lost journal had come.
    """

    exchange_now: Callable[[Path, AppContext], RoundDone]
    """Exchange once with the hub that the profile is joined to."""

    hub_server: Callable[[str], AbstractContextManager[HubServer]]
    """Connect to a hub as its administrator, by a DSN as psql takes it. HubUnreachable, HubRefused."""

    writable_file: PathCheck
    """Whether a file may be written there."""

    writable_folder: PathCheck
    """Whether files may be written into that folder, which must be new or empty."""

    outside_profiles: Callable[[Path, str], None]
    """BadInput for a folder that contains a profile or lies in one; the second argument names the option."""

    whole_file: Writing
    """Write a file completely or not at all, and only where ``writable_file`` allows it."""

    open_window: Callable[[Path], int]
    """Show the window (or raise the one that is open on this profile) and return its exit code."""

    run_tour: Callable[[Path], Sequence[Path]]
    """Drive the real window through whole visits; returns the files left. AssertionError when it breaks."""

    probes: Callable[[Path], Iterable[Probe]]
    """Checks of the machine that need other layers: keys, journal, fonts. A broken profile is a BAD line."""

    note_bug: Callable[[Path | None, BaseException], Path | None]
    """Log our own failure without personal data (types and code locations, no messages); returns the log file."""
