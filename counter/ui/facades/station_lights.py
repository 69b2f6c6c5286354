"""The status lights of a station: clock, printer, rating log; grey means not connected or not built yet."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.domain.errors import WorldTrouble
from counter.services.context.print_queue import Printer, PrinterState, PrintQueue
from counter.services.hall.clock_doubt import clock_doubt
from counter.services.papers.print_queueing import choose_printer
from counter.services.ratings.empty_log import readers_words
from counter.ui.facades.light import Light, LightState

if TYPE_CHECKING:
    from counter.domain.hall.backup.age import BackupState
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, UnemptiedLog


def station_lights(journal: Journal | None, printer: Light, hub: Light | None = None) -> Sequence[Light]:
    """Status lights, left to right. ``journal``, ``hub``: None until the profile is open."""
    clock = Light("clock", "时钟", LightState.GOOD, "时钟与记录的先后一致")
    doubt = "" if journal is None else clock_doubt(journal)
    if doubt:
        clock = Light("clock", "时钟", LightState.WARN, doubt)
    return (
        clock,
        printer,
        Light(
            "scanner",
            "扫码枪",
            LightState.ABSENT,
            "扫码枪像键盘，探测不到插没插好；扫一下就能用，要试按 Ctrl+Shift+D",
        ),
        Light("screen", "申请人屏", LightState.ABSENT, "没有接第二块屏"),
        hub or Light("hub", "上报", LightState.ABSENT, "正在打开，还不知道上报到哪里"),
    )


def backup_light(app: AppContext, state: BackupState) -> Light:
    """How old the last proved backup is."""
    from counter.domain.hall.backup.age import BackupAge
    from counter.services.backup.backup_standing import backup_standing

    states = {
        BackupAge.GOOD: LightState.GOOD,
        BackupAge.OLD: LightState.WARN,
        BackupAge.TOO_OLD: LightState.BAD,
    }
    standing = backup_standing(app.journal, app.calendar, state, app.clock.read().at)
    return Light("backup", "备份", states[standing.age], standing.words)


def key_lights(old_card: str | None) -> tuple[Light, ...]:
    """A red light where an older card of the keys was put back, green once that is mended (""), else none (None)."""
    if old_card is None:
        return ()
    if not old_card:
        return (Light("keys", "密钥", LightState.GOOD, "打开方式和记录又一致了"),)
    return (Light("keys", "密钥", LightState.BAD, old_card),)


FRESH = 5.0
"""Seconds a state is cached."""
REST = 30.0
"""Seconds until an unresponsive print system is asked again."""


class PrinterWatch:
    """Light of one printer. ``queue`` answers or gives up within a fraction of a second; ``light`` never raises."""

    def __init__(self, queue: PrintQueue) -> None:
        self._queue = queue
        self._until = 0.0
        self._answered = False
        self._wanted = ""
        self._light = _absent("还没有看打印机")

    def light(self, wanted: str = "") -> Light:
        """Light of the named printer (empty: the default); it never claims that paper came out."""
        if wanted != self._wanted or time.monotonic() >= self._until:
            self._wanted = wanted
            self._look()
        return self._light

    def _look(self) -> None:
        try:
            printer = choose_printer(self._queue.printers(), self._wanted)
        except WorldTrouble as wrong:
            self._until = time.monotonic() + REST
            self._light = _warn(wrong.sentence) if self._answered else _absent(wrong.sentence)
            return
        self._answered = True
        self._until = time.monotonic() + FRESH
        self._light = _light_of(printer)


def _light_of(printer: Printer) -> Light:
    if printer.state is PrinterState.ABSENT:
        return _absent(printer.words)
    if printer.words:
        return _warn(f"{printer.label}：{printer.words}")
    words = f"{printer.label}：可以送去打印；出没出纸，请看打印机"
    return Light("printer", "打印机", LightState.GOOD, words)


def _warn(words: str) -> Light:
    return Light("printer", "打印机", LightState.WARN, words)


def _absent(words: str) -> Light:
    return Light("printer", "打印机", LightState.ABSENT, words)


PATIENCE_MS = 200
"""Short: a light waits for it, and other writers of the journal."""
AT_ONCE = 0


@dataclass
class LogWatch:
    """``since``: start of the current or latest time in which the log could not be emptied."""

    kept: UnemptiedLog | None = None
    since: datetime | None = None

    def look(self, journal: Journal, patience_ms: int = PATIENCE_MS) -> None:
        """Try to empty the log, else record which process holds it."""
        found = journal.try_clear_page_log(patience_ms)
        if found is not None and self.kept is None:
            self.since = journal.reading().at
        self.kept = found

    def light(self, journal: Journal) -> Light | None:
        """The light to show; None while the log was never held."""
        from counter.domain.calendar.workdays import CHINA
        from counter.ui.facades.light import Light, LightState

        if self.since is None:
            return None
        if self.kept is not None:
            self.look(journal, AT_ONCE)
        since = f"{self.since.astimezone(CHINA):%H:%M}"
        if self.kept is None:
            return Light(
                "rating",
                "评价",
                LightState.GOOD,
                f"{since} 起占着数据文件的程序已经结束，可以照常请申请人评价",
            )
        words = (
            f"自 {since} 起{readers_words(self.kept)}，评价的先后可能被看出来，先不能请申请人在屏上评价。"
            "请告诉值班负责人查明并关掉那个程序；要走的申请人可以打评价条。"
        )
        return Light("rating", "评价", LightState.WARN, words)
