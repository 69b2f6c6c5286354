"""Facade common to every profile kind: app context, signed-on clerk, preferences, status lights, clock.

Members are grouped by the thread that may call them:

* **at once** – on the UI thread, answered from memory in well under a frame;
* **journal** – on ``Lane.JOURNAL``, one at a time, in the order of the calls;
* **papers** – on ``Lane.PAPERS``, in parallel with the journal lane.

All but ``preferences``, ``resources``, ``now`` and ``ready`` require that ``ready`` has returned. Members raise
``CounterError``; any other exception is a bug. Pages of office and bureau call services directly: with ``followed()``
to write, with ``app`` to read. Services are imported where they are used: the first frame does not wait for them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from counter.domain.errors import BadInput, WorldTrouble
from counter.ui.facades.clerk import Clerk
from counter.ui.facades.kept_readings import KeptReadings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from counter.domain.document.document import Document
    from counter.domain.hall.consent import Consent
    from counter.domain.hall.register.records import RegisteredStaff
    from counter.domain.screen.mirror import Drawing
    from counter.services.context.app import AppContext
    from counter.services.context.ports import StaffRow, StationIdentity
    from counter.services.context.preferences import Preferences
    from counter.services.context.print_queue import Printer
    from counter.services.hall.people import People
    from counter.ui.facades.backups import BackupTools
    from counter.ui.facades.exchange import CourierTools, ExchangeTools
    from counter.ui.facades.light import Light
    from counter.ui.facades.page_image import PageImage
    from counter.ui.facades.platform import Installation
    from counter.ui.facades.station_lights import PrinterWatch

PREVIEW_WIDTH = 900
"""Width of preview pages in pixels of the window."""

_OTHER_KIND = {
    "office": "这是差评处理室的资料，但它的密钥文件 handler.key 不在了，评价打不开。请从备份取回这个文件。",
    "bureau": "这是指南编辑室的资料，但它的密钥文件 bureau.key 不在了，不能再发布指南。请从备份取回这个文件。",
    "oversight": "这是值班主管室的资料，它的标记文件不见了，刚才已经补上。请关上窗口，再打开一次。",
    "window": "这是窗口的资料，却有别处的文件（handler.key、bureau.key 或 oversight.room）。请把放错的文件移走。",
}


_DEMO_HALLS = {
    "window": "demo",
    "office": "demo-office",
    "bureau": "demo-bureau",
    "oversight": "demo-room",
}


class ProfileFacade:
    """``kind``: required kind of the profile (window, office, bureau, oversight)."""

    kind = "window"

    def __init__(self, platform: Installation) -> None:
        self.platform = platform
        self.resources = platform.resources
        self._app: AppContext | None = None
        self._turn, self._following = Lock(), Lock()
        self._watch: PrinterWatch | None = None
        self._day: date | None = None
        self.kept = KeptReadings()
        self.news = self.rules = 0
        """How often another program, or another lane, was found to have written; and the day or settings to be new."""
        self._people: People | None = None
        self._station: StationIdentity | None = None
        self.demo_people: tuple[tuple[str, str, str], ...] = ()
        """(role, code, PIN) of a demo hall's people as it was set up: whoever opens it has nobody to ask."""
        self.preview_ratio = 1.0
        """Pixels of the sharpest screen for one of the window's (``ui/frame/sharpness``)."""

    # -- at once, before ready --
    @property
    def preferences(self) -> Preferences:
        """Theme and size as last saved."""
        return self.platform.read_preferences()

    def now(self) -> datetime:
        """Time of the clock that stamps entries, UTC and aware; the machine's clock before ``ready``."""
        return datetime.now(UTC) if self._app is None else self._app.clock.read().at

    # -- journal --
    def ready(self) -> None:
        """Open the app context and load what the first screen shows. Raises WorldTrouble for a profile of another
        kind.
        """
        app = self.platform.open_app()
        kind = app.hall.kind
        if kind != self.kind:
            app.journal.close()
            raise WorldTrouble(_OTHER_KIND[kind])
        self._station, self._day = app.journal.station(), _today(app)
        self._refresh(app)
        self.demo_people = self._read_demo_people() if self._station.demo else ()
        self._app = app

    def warm(self) -> None:
        """After ``ready``: start the paper maker in advance; signing on does not depend on it."""
        self.app.papers.warm()

    def close(self) -> None:
        """Close journal and paper maker."""
        if self._app is not None:
            self._app.papers.close()
            self._app.sheets.close()
            self._app.journal.close()
            self._app = None

    def sign_on(self, code: str, pin: str) -> Clerk:
        """The clerk of that code and PIN. Raises RuleRefused with one sentence for a wrong one; of ``field`` new_pin
        for the one-time code of the day, with which ``set_pin`` is the next step.
        """
        from counter.services.hall.staff import absence_notice, asks_for_better_pin, sign_on

        journal = self.app.journal
        row = sign_on(journal, code=code, pin=pin)
        better, notice = asks_for_better_pin(journal, row, pin), absence_notice(journal, row)
        return replace(_clerk(row), better_pin=better, notice=notice)

    def set_pin(self, code: str, pin: str, new_pin: str) -> Clerk:
        """Set the own PIN, proved by the present one or a one-time code; sign on. Raises BadInput for a weak one."""
        from counter.services.hall.staff import set_own_pin

        set_own_pin(self.app.journal, code=code, pin=pin, ask_new_pin=lambda: new_pin)
        return self.sign_on(code, new_pin)

    def give_code(
        self, code: str, by: str, pin: str, agreed: Consent | None = None, recovery_key: str = ""
    ) -> str:
        """A one-time code for that person, by a supervisor's PIN and, where it takes two, a second person's or the
        recovery key. Raises RuleRefused for others, of ``field`` agreed or recovery_key where that is still wanted.
        """
        from counter.services.hall.pin_backing import PinBacker
        from counter.services.hall.pins import give_code
        from counter.services.hall.staff import check_pin

        journal = self.app.journal
        giver = check_pin(journal, by, pin)
        second = None if agreed is None else check_pin(journal, agreed.code, agreed.pin)
        return give_code(journal, code, by=giver, backer=PinBacker(second, lambda: recovery_key))

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        """The supervisor of that code and PIN. Raises RuleRefused for others."""
        from counter.services.hall.staff import require_supervisor

        return _clerk(require_supervisor(self.app.journal, code=code, pin=pin))

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        """The supervisor who confirms that the clock is right although it went back.

        RuleRefused for others, and where the clock is not in doubt.
        """
        from counter.services.hall.station_log import confirm_clock

        return _clerk(confirm_clock(self.app.journal, code=code, pin=pin))

    def locked(self, clerk: Clerk) -> None:
        """The window of that clerk was locked: a session on the command line ends with it."""
        from counter.services.hall.duty_session import end_session_at_lock

        end_session_at_lock(self.app.journal, clerk.code)

    def restoring_lines(self) -> tuple[str, ...]:
        """What a restored window has lost, while two people still have to confirm it; else nothing."""
        from counter.domain.hall.backup.loss_words import loss_lines
        from counter.services.hall.restorings import unconfirmed_restoring

        last = unconfirmed_restoring(self.app.journal)
        return () if last is None else loss_lines(self.station.code, last.entries, last.series)

    def confirm_restoring(self, by: str, pin: str, agreed: str, agreed_pin: str) -> None:
        """Two people have read it; the second may be empty where nobody else could agree. Raises RuleRefused."""
        from counter.services.backup.confirm_restoring import confirm_restoring
        from counter.services.hall.staff import check_pin

        journal = self.app.journal
        first = check_pin(journal, by, pin)
        confirm_restoring(journal, first, check_pin(journal, agreed, agreed_pin) if agreed.strip() else None)

    def save_preferences(self, preferences: Preferences) -> None:
        """Save theme and size. Raises WorldTrouble where the folder is not writable; the old file is kept then."""
        self.platform.save_preferences(preferences)

    def lights(self) -> Sequence[Light]:
        """Status lights, left to right. Polled every few seconds; may query the machine."""
        from counter.ui.facades.exchange import hub_light
        from counter.ui.facades.station_lights import PrinterWatch, backup_light, key_lights, station_lights

        if self._watch is None:
            self._watch = PrinterWatch(self.platform.brief_queue())
        app = None if self._app is None else self.followed()
        hub = None if app is None else hub_light(app)
        if app is not None:
            app.journal.read_ahead()  # a round or the printing has written: the next act does not wait for it
        lights = station_lights(
            app.journal if app else None, self._watch.light(self.preferences.printer), hub
        )
        if app is None:
            return lights
        backups = () if self.backups is None else (backup_light(app, self.backups.state()),)
        return (*lights, *backups, *key_lights(self.platform.old_card(app.journal)))

    @property
    def backups(self) -> BackupTools | None:
        """What backups need; None for a demo or training profile, which needs none, and before ``ready``."""
        real = self._station is not None and not (self._station.demo or self._station.training)
        return self.platform.backups if real else None

    @property
    def exchange(self) -> ExchangeTools | None:
        """What exchanges with a hub; None for a training profile, and before ``ready``."""
        serves = self._station is not None and not self._station.training
        return self.platform.exchange if serves else None

    @property
    def courier(self) -> CourierTools | None:
        """What copies to a stick and takes in from one; None for a training profile, and before ``ready``."""
        serves = self._station is not None and not self._station.training
        return self.platform.courier if serves else None

    def followed(self) -> AppContext:
        """App context with today's settings and calendar, which another program or midnight may have changed; reads
        the disk: never on the UI thread.

        Both lanes call it (acts, and acts followed by printing): calls are serialised.
        """
        with self._following:
            app = self.app
            day = _today(app)
            changed = app.journal.changed()
            if changed or day != self._day:
                before, app = app, self.follow(app)
                self.rules += app is not before or day != self._day
                self._day, self.news = day, self.news + 1
            return app

    def follow(self, app: AppContext) -> AppContext:
        """App context with settings and staff as they are after something of them was written or taken in here."""
        self._load_people(app)
        followed = self.platform.follow_settings(app)
        if followed is app:
            return app
        return self.change(
            calendar=followed.calendar,
            projector=followed.projector,
            hall=followed.hall,
            jurisdiction=followed.jurisdiction,
        )

    # -- papers --
    def printers(self) -> Sequence[Printer]:
        """Printers of this machine, the default first. Raises WorldTrouble without a print system."""
        return self.app.queue.printers()

    def pages(self, document: Document, drawing: Drawing | None = None) -> Sequence[PageImage]:
        """Pages of a document for a preview; not logged."""
        from counter.ui.facades.page_image import PageImage

        width = round(PREVIEW_WIDTH * self.preview_ratio)
        return tuple(PageImage(*page) for page in self.app.papers.pages(document, width, drawing))

    def print_document(self, document: Document) -> str:
        """Send a paper of no case to the printer; its label. Raises WorldTrouble where the queue did not take it."""
        from counter.services.papers.print_figures import print_document

        return print_document(self.app, document, printer=self.preferences.printer)

    def write(self, file: Path, content: Callable[[], bytes]) -> None:
        """Write a file, overwriting what the file dialog has confirmed.

        The folder is checked to be writable before ``content`` is made or the export is logged.
        """
        with self.platform.whole_file(file, replace=True) as half:
            half.write(content())

    # -- at once --
    @property
    def app(self) -> AppContext:
        """The app context, from any thread. Raises WorldTrouble before ``ready`` has returned."""
        if self._app is None:
            raise WorldTrouble("窗口还在准备，请稍等。")
        return self._app

    @property
    def station(self) -> StationIdentity:
        """Identity of this station."""
        if self._station is None:
            raise WorldTrouble("窗口还在准备，请稍等。")
        return self._station if self._app is None else self._station.named(self._app.jurisdiction.contacts)

    @property
    def locks_after(self) -> int:
        """Minutes without a key after which the window locks; 0: never by itself."""
        return self.app.hall.locks_after

    def staff(self) -> Sequence[Clerk]:
        """Staff who may sign on here."""
        from counter.domain.hall.rights import Capability, may

        bureau = self.kind == "bureau"
        return tuple(
            _clerk(row)
            for row in self._staff
            if row.active
            if may(row.role, Capability.SERVE) or may(row.role, Capability.EDIT_GUIDE, bureau=bureau)
        )

    def stated(self, clerk: Clerk) -> RegisteredStaff | None:
        """What the hall's register publishes of the clerk today; None where it has nothing."""
        from counter.domain.calendar.workdays import civil_date

        return None if self._people is None else self._people.stated(clerk.code, civil_date(self.now()))

    def photo(self, clerk: Clerk) -> bytes:
        """The picture that the hall's register publishes of the clerk today; empty without one."""
        from counter.domain.calendar.workdays import civil_date

        return b"" if self._people is None else self._people.photo(clerk.code, civil_date(self.now()))

    @property
    def emblem(self) -> bytes:
        """The picture file of the hall's emblem; empty without one."""
        return b"" if self._app is None else self._app.hall.emblem_picture

    def row(self, clerk: Clerk) -> StaffRow:
        """Staff row of the clerk. Raises BadInput for who is not listed, or no longer under that code."""
        found = next((s for s in self._staff if s.code == clerk.code and s.active), None)
        if found is None or found.name != clerk.name:
            raise BadInput(f"{self.no_longer(clerk)}。", field="clerk")
        return found

    def no_longer(self, clerk: Clerk) -> str:
        """Why who signed on as that clerk may not go on, and who may, as a Chinese clause: off the list since, or the
        code is somebody else's, in whose name papers would go out. Empty for who may.
        """
        now = next((s.name for s in self._staff if s.code == clerk.code and s.active), "")
        if now == clerk.name:
            return ""
        gone = f"{clerk.code} {clerk.name}已不在值班人员名单里，换人上岗接着办"
        return f"工号 {clerk.code} 已改给{now}，由{now}上岗接着办" if now else gone

    def change(self, **parts: Any) -> AppContext:
        """Replace parts of the app context; the journal lane and the UI thread both do."""
        with self._turn:
            app = self._app = replace(self.app, **parts)
        return app

    def _refresh(self, app: AppContext) -> None:
        """Reload what is answered from memory."""
        self._load_people(app)

    def _read_demo_people(self) -> tuple[tuple[str, str, str], ...]:
        """Nobody whom this profile does not have."""
        from counter.domain.hall.hall import staff_from

        file = self.resources / "halls" / f"{_DEMO_HALLS[self.kind]}.toml"
        seeds = staff_from(self.platform.read_toml(file))
        here = {(row.code, row.name) for row in self._staff if row.active}
        return tuple(
            (seed.role, seed.code, seed.pin) for seed in seeds if seed.pin and (seed.code, seed.name) in here
        )

    def _load_people(self, app: AppContext) -> None:
        from counter.services.hall.people import people_of

        self._people = people_of(app.journal)

    @property
    def _staff(self) -> tuple[StaffRow, ...]:
        """Everybody today: the register's days count without a restart."""
        from counter.domain.calendar.workdays import civil_date

        return () if self._people is None else self._people.on(civil_date(self.now()))


def _today(app: AppContext) -> date:
    from counter.domain.calendar.workdays import civil_date

    return civil_date(app.clock.read().at)


def _clerk(row: StaffRow) -> Clerk:
    from counter.domain.hall.rights import Capability, may

    return Clerk(row.code, row.name, may(row.role, Capability.CORRECT))
