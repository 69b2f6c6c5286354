"""Makes backups in a process of its own, hourly and at closing: no act waits for it, and it may be stopped."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal

if TYPE_CHECKING:
    from counter.ui.facades.backups import BackupTools

LOOK_MS = 10 * 60_000
"""How often to look whether one is due; the process itself knows, and ends at once where none is."""
FIRST_MS = 2 * 60_000
"""After the start, which has other things to do."""
_STOP_MS = 2_000


class BackupEnd(Enum):
    """How a backup ended. NONE: none was due, or somebody stopped it."""

    MADE = "made"
    NONE = "none"
    FAILED = "failed"


class BackupRunner(QObject):
    """Signals: ``progressed(words)``; ``ended(end, words)``: a ``BackupEnd``, and the file or one sentence, which is
    empty for one that was stopped.
    """

    progressed = Signal(str)
    ended = Signal(BackupEnd, str)

    def __init__(self, tools: BackupTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._process: QProcess | None = None
        self._then: Callable[[], object] | None = None
        self._next: Sequence[str] = ()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(FIRST_MS)

    @property
    def running(self) -> bool:
        """Whether one is being made."""
        return self._process is not None

    def make(self, folder: Path | None = None) -> None:
        """Make one now, in a folder or where backups go by themselves; while one is being made, after that."""
        command = [*self._tools.command_to, str(folder)] if folder else [*self._tools.command, "closing"]
        if self._process is None:
            self._start(command)
        else:
            self._next = command

    def make_last(self, then: Callable[[], object]) -> None:
        """The window closes: make the one that is due, then go on, whatever came of it."""
        self._timer.stop()
        self._then = then
        if self._process is None:
            self._start([*self._tools.command, "closing"])

    def stop(self) -> None:
        """Give up the one being made; nothing of it is left."""
        self._then, self._next = None, ()
        self._timer.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.terminate()
            if not process.waitForFinished(_STOP_MS):
                process.kill()
                process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def give_up(self) -> None:
        """As ``stop``, and look again at the next hour."""
        self.stop()
        self._timer.start(LOOK_MS)
        self.ended.emit(BackupEnd.NONE, "")

    def _look(self) -> None:
        self._timer.start(LOOK_MS)
        if self._process is None:
            self._start([*self._tools.command, "hourly"])

    def _start(self, command: Sequence[str]) -> None:
        process = self._process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        process.readyReadStandardError.connect(self._read)
        process.start(command[0], list(command[1:]))

    def _read(self) -> None:
        if self._process is not None:
            lines = bytes(self._process.readAllStandardError().data()).decode(errors="replace").split("\n")
            said = next((line for line in reversed(lines) if line.strip()), "")
            if said:
                self.progressed.emit(said.strip())

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(BackupEnd.FAILED, self.tr("备份没有做成：备份程序没有启动。"))

    def _finished(self) -> None:
        if self._process is not None:
            self._end(*_answer(bytes(self._process.readAllStandardOutput().data())))

    def _end(self, end: BackupEnd, words: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        then, self._then = self._then, None
        following, self._next = self._next, ()
        self.ended.emit(end, words)
        if then is not None:
            then()
        elif following:
            self._start(following)


def _answer(said: bytes) -> tuple[BackupEnd, str]:
    """What the command answered; one that died has failed."""
    try:
        values = json.loads(said)
        if values.get("made") is True:
            return BackupEnd.MADE, str(values["file"])
        if "why" in values:
            return BackupEnd.NONE, str(values["why"])
        return BackupEnd.FAILED, str(values["error"])
    except (ValueError, AttributeError, KeyError):
        return BackupEnd.FAILED, QCoreApplication.translate("BackupRunner", "备份没有做成：备份程序中断了。")
