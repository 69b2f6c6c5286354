"""Open a profile: journal, guide in force, hall settings and local rules become one ``AppContext``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config

if TYPE_CHECKING:
    from counter.db.file.clock import ShiftedClock
    from counter.db.guide.shelf import GuideShelf
    from counter.db.journal.journal import SqlJournal
    from counter.db.profile.profile import NewProfile
    from counter.domain.calendar.workdays import Calendar
    from counter.domain.hall.hall import HallConfig, StaffSeed
    from counter.domain.hall.jurisdiction import Jurisdiction
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Clock, PaperMaker
    from counter.services.context.projection import DeadlineRules, Projector
    from counter.services.keys.slot_kinds import NewSlot

RESTORE_CARD = "restored.json"
"""``db.journal.restore_card``, written out: a start must not import it for a name."""


def guide_shelf() -> GuideShelf:
    """The compiled guides that ship with the program; one shelf a process, whatever it opens."""
    return _shelf_in(config.resources_folder() / "guides")


@lru_cache(maxsize=1)
def _shelf_in(folder: Path) -> GuideShelf:
    from counter.db.guide.shelf import GuideShelf

    return GuideShelf(folder)


def projector(shelf: GuideShelf, place: Callable[[], DeadlineRules], station: Callable[[], str]) -> Projector:
    """Projection of entries to rows, with the shipped readings of names, the deadline rules of ``place`` and the own
    station's code.
    """
    from counter.domain.text.name_initials import initials
    from counter.services.context.projection import Projector

    return Projector(lambda name: initials(name, shelf.names()), place, station)


def open_journal(profile: Path, shelf: GuideShelf) -> SqlJournal:
    """The journal of a finished profile, with its rows up to date."""
    journal, rows = _open(profile, shelf)
    try:
        journal.catch_up(rows.place.basis)
    except BaseException:
        journal.close()
        raise
    return journal


def open_to_check(profile: Path, shelf: GuideShelf) -> tuple[SqlJournal, str]:
    """The journal of a possibly damaged profile, and why the hall's settings cannot be read (None: they can)."""
    from counter.db.file.errors import DamagedFile
    from counter.domain.errors import CounterError

    journal, rows = _open(profile, shelf)
    try:
        journal.catch_up(rows.place.basis)
    except DamagedFile:
        return journal, "数据文件有损坏"
    except CounterError as wrong:
        return journal, wrong.sentence.rstrip("。")
    except (ValueError, LookupError, TypeError):
        return journal, "内容被改动"
    except BaseException:
        journal.close()
        raise
    return journal, ""


def _open(
    profile: Path, shelf: GuideShelf, clock: Clock | None = None, new: NewProfile | None = None
) -> tuple[SqlJournal, Projector]:
    from counter.db.file.clock import SystemClock
    from counter.db.profile.profile import open_journal as open_it

    rows = projector(shelf, cache(lambda: deadline_rules(journal)), lambda: journal.station().code)
    clock = clock or SystemClock()
    journal = open_it(profile, clock, rows) if new is None else new.open_journal(clock, rows)
    if (profile / RESTORE_CARD).exists():
        try:
            _settle_restore(journal, rows)
        except BaseException:
            journal.close()
            raise
    return journal, rows


def _settle_restore(journal: SqlJournal, rows: Projector) -> None:
    """The first opening of a profile that came out of a backup."""
    from counter.db.journal.restore_card import remove_card
    from counter.services.backup.settle_restore import settle_restore
    from counter.services.context.projection import read_case, store

    note = journal.restore_note()
    if note is not None:
        settle_restore(journal, lambda tx, case: store(tx, rows.rows_of(read_case(tx, case))), note)
        journal.sign_heads()
    remove_card(journal.profile)


def deadline_rules(journal: SqlJournal) -> DeadlineRules:
    """Local rules and the calendar in force, by the profile's settings and imports."""
    from counter.services.context.projection import DeadlineRules
    from counter.services.exchange.shares_cases import place_of
    from counter.services.hall.calendar_in_force import known_calendar
    from counter.services.hall.configure_hall import hall_config

    hall = hall_config(journal)
    place = place_of(journal, jurisdiction(hall))
    known = known_calendar(journal, calendar())
    return DeadlineRules(place, known, hall.authority, oversees=hall.oversight)


def _settings(journal: SqlJournal, clock: ShiftedClock) -> HallConfig:
    """The settings in force; a training profile's of the day that its ``clock`` shows, which is put ahead."""
    from counter.services.hall.configure_hall import hall_config

    hall = hall_config(journal)
    if not hall.training:
        return hall
    from counter.services.tasks.training.clock import clock_ahead

    clock.put_ahead(clock_ahead(journal))
    return hall_config(journal)


def follow_settings(app: AppContext) -> AppContext:
    """The app context with the settings of the hall and the calendar in force today; ``app`` itself where both are
    as before. A training profile's clock follows too, where another program put it forward.
    """
    from dataclasses import replace

    from counter.db.file.clock import ShiftedClock
    from counter.db.journal.journal import SqlJournal
    from counter.services.exchange.shares_cases import place_of
    from counter.services.hall.calendar_in_force import known_calendar
    from counter.services.hall.configure_hall import hall_config

    journal = app.journal
    assert isinstance(journal, SqlJournal)  # ``build_app`` opens no other kind
    if app.hall.training and isinstance(app.clock, ShiftedClock):
        from counter.services.tasks.training.clock import clock_ahead

        app.clock.put_ahead(clock_ahead(journal))
    known, hall = known_calendar(journal, app.calendar), hall_config(journal)
    rules = place_of(journal, app.jurisdiction if hall == app.hall else jurisdiction(hall))
    if known.version == app.calendar.version and hall == app.hall and rules is app.jurisdiction:
        return app
    place = replace(app.projector.place, calendar=known, jurisdiction=rules, authority=hall.authority)
    rows = app.projector.at(place)
    journal.follow(rows, place.basis)
    return replace(app, calendar=known, projector=rows, hall=hall, jurisdiction=rules)


def calendar() -> Calendar:
    """The arrangements of all years that ship with the program."""
    from counter.domain.calendar.workdays import calendar_from

    folder = config.resources_folder() / "calendars"
    return calendar_from(*(config.read_table(file) for file in sorted(folder.glob("*.json"))))


def jurisdiction(hall: HallConfig) -> Jurisdiction:
    """The jurisdiction of the hall's station."""
    from dataclasses import replace

    file = config.resources_folder() / "jurisdictions" / f"{hall.jurisdiction}.toml"
    try:
        state = file.stat()
    except OSError:
        seen = (0, 0, 0)  # raises with the reason
    else:
        seen = (state.st_ino, state.st_mtime_ns, state.st_size)
    rules = _rules_of(file, seen, hall.station).at_hall(
        hall.phone,
        hall.address,
        hall.hours,
        hall.organs,
        complaint=hall.complaint,
        hall_name=hall.hall if hall.register else "",
        window=hall.window if hall.register else "",
        window_place=hall.place,
        hall_names=hall.organ_names,
        texts=hall.texts,
    )
    return replace(rules, seal_makers=hall.seal_makers, emblem=hall.emblem)


@lru_cache(maxsize=4)
def _rules_of(file: Path, seen: tuple[int, int, int], station: str) -> Jurisdiction:
    """The rules of a file in the state ``seen``, cached: reading them took half of the time of opening a profile."""
    from counter.domain.hall.jurisdiction import jurisdiction_from

    return jurisdiction_from(config.read_toml(file), station)


def build_app(
    profile: Path,
    papers: PaperMaker,
    clock: Clock | None = None,
    *,
    mending: bool = False,
    new: NewProfile | None = None,
) -> AppContext:
    """Open everything of a profile. The caller closes ``journal`` and ``papers``. ``clock``: by default the machine's.

    ``mending``: use the shipped guide where the one in force is lost, to import its pack again. ``new``: the profile
    is being set up.
    """
    from counter.bootstrap.guide_in_force import guide_in_force
    from counter.bootstrap.print_system import system_queue
    from counter.db.file.clock import ShiftedClock, SystemClock
    from counter.db.guide.store import GuideFiles
    from counter.db.profile.room_mark import keep_room_mark
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.errors import WorldTrouble
    from counter.printing.reading.guarded_reader import GuardedReader
    from counter.services.context.app import AppContext
    from counter.services.guide.versions import guide_versions

    shelf, clock = guide_shelf(), clock or SystemClock()
    shifted = ShiftedClock(clock)
    journal, rows = _open(profile, shelf, shifted, new)
    try:
        journal.changed()  # changes by other processes are noticed from here on
        hall = _settings(journal, shifted)
        keep_room_mark(profile, room=hall.oversight)
        journal.catch_up(rows.place.basis)
        store, versions = GuideFiles(profile, shelf), guide_versions(journal)
        today = civil_date(shifted.read().at)
        try:
            guide, index = guide_in_force(versions, today, store, shelf, hall)
        except WorldTrouble:
            if not mending:
                raise
            guide, index = shelf.guide(hall.overlay), shelf.index()
        return AppContext(
            journal=journal,
            clock=shifted if hall.training else clock,
            guide=guide,
            index=index,
            hall=hall,
            jurisdiction=rows.place.jurisdiction,
            calendar=rows.place.calendar,
            projector=rows,
            papers=papers,
            queue=system_queue(),
            sheets=GuardedReader(),
            guides=store,
            versions=versions,
            shipped=shelf,
        )
    except BaseException:
        journal.close()
        raise


@contextmanager
def open_app(
    profile: Path, clock: Clock | None = None, *, mending: bool = False, new: NewProfile | None = None
) -> Iterator[AppContext]:
    """An app context for one command: papers are made in this process, and everything is closed at the end."""
    from counter.printing.press.press import DirectPress

    papers = DirectPress(config.resources_folder() / "fonts")
    app = build_app(profile, papers, clock, mending=mending, new=new)
    try:
        yield app
    finally:
        app.papers.close()
        app.sheets.close()
        app.journal.close()


class SetUp:
    """A profile being set up (``cli.io.program.SettingUp``): no other process can open it; leaving discards it."""

    def __init__(self, new: NewProfile, clock: Clock | None) -> None:
        self.new = new
        self.folder = new.folder
        self.recovery_key = new.recovery_key
        self._clock = clock

    def open_app(self) -> AbstractContextManager[AppContext]:
        """App context of the new profile, for what set-up still has to write."""
        return open_app(self.folder, self._clock, new=self.new)

    def finish(self, say: Callable[[], None] = lambda: None, others: Sequence[SetUp] = ()) -> None:
        """Show the recovery keys, then mark this profile and ``others`` as set up (``db.profile.profile``)."""
        self.new.finish(say, [other.new for other in others])


def _add_first_slot(new: NewProfile, journal: SqlJournal, slot: NewSlot, clock: Clock) -> None:
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.hall.first_people import SETUP
    from counter.domain.hall.key_slot_events import KeySlotAdded
    from counter.services.keys.trusted import append

    made = new.add_slot(slot, civil_date(clock.read().at).isoformat())
    append(journal, KeySlotAdded(made.id, made.kind), actor=SETUP)


def _add_people(journal: SqlJournal, staff: Sequence[StaffSeed]) -> None:
    from counter.domain.hall.first_people import SETUP
    from counter.services.hall.staff import add_staff

    for person in staff:
        add_staff(
            journal,
            code=person.code,
            name=person.name,
            role=person.role,
            pin=person.pin,
            organ=person.organ,
            actor=SETUP,
        )


def _write_first_entries(journal: SqlJournal, hall: HallConfig, staff: Sequence[StaffSeed]) -> None:
    """The hall's settings, the keys of an office or bureau, the first people."""
    from counter.domain.hall.first_people import SETUP
    from counter.services.hall.configure_hall import configure_hall
    from counter.services.hall.duty_session import open_for_everybody
    from counter.services.keys.back_offices import open_bureau, open_office

    configure_hall(journal, hall, actor=SETUP)
    if hall.office:
        open_office(journal)
    if hall.bureau:
        open_bureau(journal)
    _add_people(journal, staff)
    if hall.demo:
        open_for_everybody(journal, SETUP)


@contextmanager
def setting_up(
    profile: Path,
    hall: HallConfig,
    staff: Sequence[StaffSeed],
    clock: Clock | None = None,
    leader: SetUp | None = None,
    hall_recovery: str = "",
    open_with: NewSlot | None = None,
) -> Iterator[SetUp]:
    """A new profile with its station, hall and people; leaving without ``finish`` discards it.

    ``leader``: another profile being set up, whose ``finish`` finishes this one too; ``hall_recovery``: public half of
    the hall's recovery key; ``open_with``: how its keys are opened, None: without asking.
    """
    from counter.db.file.clock import SystemClock
    from counter.db.keys.key_stores import NoStore, store_named
    from counter.db.profile import profile as profiles
    from counter.domain.hall.hall import check_organs
    from counter.services.context.ports import StationIdentity
    from counter.services.keys.slot_kinds import AUTOMATIC

    shelf = guide_shelf()
    jurisdiction(hall)  # an unknown region is refused before anything is written
    if not hall.training:  # copied from a profile whose guide may be a published one
        check_organs(hall, shelf.guide(hall.overlay))
    place = (hall.hall, hall.window, hall.region, hall.jurisdiction)
    identity = StationIdentity(hall.station, 1, *place, demo=hall.demo, training=hall.training)
    led = None if leader is None else leader.new
    store = None
    if open_with is not None:
        store = store_named(open_with.kind, profile) if open_with.kind in AUTOMATIC else NoStore()
    with profiles.making(
        profile, identity, clock or SystemClock(), store, leader=led, hall_recovery=hall_recovery
    ) as new:
        journal, _ = _open(profile, shelf, clock, new)
        try:
            if isinstance(store, NoStore) and open_with is not None:
                _add_first_slot(new, journal, open_with, clock or SystemClock())
            _write_first_entries(journal, hall, staff)
        finally:
            journal.close()
        yield SetUp(new, clock)


def create_profile(
    profile: Path, hall: HallConfig, staff: Sequence[StaffSeed], clock: Clock | None = None
) -> str:
    """Set up a profile in one call, for one that will never be recovered; returns the recovery key."""
    with setting_up(profile, hall, staff, clock) as new:
        new.finish()
    return new.recovery_key
