"""What the desk of every window has: one open house, who is on duty, the look, the lights, the clock.

``desk`` adds what a clerk does; ``office_desk`` and ``bureau_desk`` what is done in the rooms behind the windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from counter import config
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import why_not
from counter.ui.desks.window import Clerk, Light, Preferences

if TYPE_CHECKING:
    from counter.bootstrap.desks.printer_watch import PrinterWatch
    from counter.domain.hall.organ_people import OrganPerson
    from counter.services.context.ports import StaffRow, StationIdentity
    from counter.services.context.print_queue import Printer
    from counter.services.context.services import House

_OTHER_ROOM = {
    "office": "这是差评处理室的资料，但它的密钥文件 handler.key 不在了，评价打不开。请从备份取回这个文件。",
    "bureau": "这是指南编辑室的资料，但它的密钥文件 bureau.key 不在了，不能再发布指南。请从备份取回这个文件。",
    "window": "这是窗口的资料，却有别处的密钥文件（handler.key 或 bureau.key）。请把放错的文件移走。",
}


class HouseDesk:
    """``open_house`` is called once, on the journal's worker thread, by ``ready``. ``room``: what a profile must be."""

    room = "window"

    def __init__(self, profile: Path, open_house: Callable[[], House]) -> None:
        self._profile = profile
        self._build_house = open_house
        self._house: House | None = None
        self._turn = Lock()
        self._watch: PrinterWatch | None = None
        self._staff: tuple[StaffRow, ...] = ()
        self._station: StationIdentity | None = None

    # -- at once, before ready --
    @property
    def resources(self) -> Path:
        """The folder with fonts, theme, icons and translations."""
        return config.resources_folder()

    @property
    def preferences(self) -> Preferences:
        """Theme and size as last saved."""
        saved = config.read_preferences(self._profile)
        return Preferences(*(getattr(saved, field.name) for field in fields(Preferences)))

    def now(self) -> datetime:
        """The clock that times entries; until the house is open the machine's own."""
        return datetime.now(UTC) if self._house is None else self._house.clock.read().at

    # -- background --
    def ready(self) -> None:
        """Open the house, and learn what the first screen shows."""
        house = self._build_house()
        room = "office" if house.hall.office else "bureau" if house.hall.bureau else "window"
        if room != self.room:
            house.journal.close()
            raise WorldTrouble(_OTHER_ROOM[room])
        self._station = house.journal.station()
        self._refresh(house)
        self._house = house

    def warm(self) -> None:
        """Start what makes papers, so that the first one does not wait for it."""
        self._open.papers.warm()

    def close(self) -> None:
        """Let go of journal and paper maker."""
        if self._house is not None:
            self._house.papers.close()
            self._house.sheets.close()
            self._house.journal.close()
            self._house = None

    def sign_on(self, code: str, pin: str) -> Clerk:
        """The clerk of that code and PIN."""
        from counter.services.hall.staff import sign_on

        return _clerk(sign_on(self._open.journal, code=code, pin=pin))

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        """The supervisor of that code and PIN."""
        from counter.services.hall.staff import require_supervisor

        return _clerk(require_supervisor(self._open.journal, code=code, pin=pin))

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        """A supervisor says that the clock is right although it went back."""
        from counter.services.hall.confirm_clock import confirm_clock

        return _clerk(confirm_clock(self._open.journal, code=code, pin=pin))

    def save_preferences(self, preferences: Preferences) -> None:
        """Remember theme and size. Raises WorldTrouble when the folder cannot be written: what was there stays."""
        from counter.db.file.files import write_durably

        kept = config.Preferences(*(getattr(preferences, field.name) for field in fields(config.Preferences)))
        try:
            write_durably(self._profile / config.PREFERENCES, config.written_preferences(kept))
        except OSError as wrong:
            raise WorldTrouble(f"显示设置没能保存：{why_not(wrong)}。窗口照常可用。") from wrong

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right."""
        from counter.bootstrap.desks.lights import station_lights

        journal = None if self._house is None else self._followed().journal
        return station_lights(journal, self._printer().light(self.preferences.printer))

    def printers(self) -> Sequence[Printer]:
        """The printers of this machine, the default first."""
        return self._open.queue.printers()

    # -- at once, after ready --
    @property
    def station(self) -> StationIdentity:
        """Who this station is."""
        if self._station is None:
            raise WorldTrouble("窗口还在准备，请稍等。")
        return self._station

    def staff(self) -> Sequence[Clerk]:
        """The people who may sign on here."""
        return tuple(_clerk(row) for row in self._staff if row.active and not row.organ)

    def organ_people(self) -> Sequence[OrganPerson]:
        """Who may confirm or sign for an organ."""
        from counter.services.hall.organ_people import of_an_organ, organ_person

        return tuple(organ_person(row) for row in self._staff if of_an_organ(row))

    def _change(self, **parts: Any) -> House:
        """The house with other parts from now on; the journal's thread and the window's own both change some."""
        with self._turn:
            house = self._house = replace(self._open, **parts)
        return house

    def _followed(self) -> House:
        """The house by the calendar in force, which another program may have changed: on the journal's thread only."""
        house = self._open
        if house.journal.changed():
            self._staff = house.journal.staff()  # somebody may have been listed meanwhile
            from counter.bootstrap.opening import follow_calendar

            now = follow_calendar(house)
            if now is not house:
                house = self._change(calendar=now.calendar, projector=now.projector)
        return house

    @property
    def _open(self) -> House:
        if self._house is None:
            raise WorldTrouble("窗口还在准备，请稍等。")
        return self._house

    def _printer(self) -> PrinterWatch:
        if self._watch is None:
            from counter.bootstrap.desks.printer_watch import PrinterWatch
            from counter.bootstrap.print_system import system_queue

            self._watch = PrinterWatch(system_queue(brief=True))
        return self._watch

    def _refresh(self, house: House) -> None:
        """Learn anew what is shown at once."""
        self._staff = house.journal.staff()

    def _row(self, clerk: Clerk) -> StaffRow:
        found = next((s for s in self._staff if s.code == clerk.code), None)
        if found is None:
            raise BadInput("请先上岗再办理。", field="clerk")
        return found


def _clerk(row: StaffRow) -> Clerk:
    return Clerk(row.code, row.name, row.role == "supervisor")
