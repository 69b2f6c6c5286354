"""Starts the exchange's process, passes on what it says, and ends it with the window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

if TYPE_CHECKING:
    from counter.ui.facades.exchange import ExchangeTools

AGAIN_MS = 60_000
"""Until a process that ended by itself is started again."""
_STOP_MS = 2_000


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """Where a round is. ``step``: connect, push or pull; ``done``, ``of``: entries or deliveries."""

    step: str
    done: int
    of: int


class ReportingRunner(QObject):
    """Signals: ``progressed(RoundProgress)``; ``brought`` where a round took in what others wrote, or keys to read it;
    ``ended(sentence)`` at the end of a round, empty where all went well.
    """

    progressed = Signal(object)
    brought = Signal()
    ended = Signal(str)

    def __init__(self, tools: ExchangeTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._process: QProcess | None = None
        self._working = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.start)

    @property
    def working(self) -> bool:
        """Whether a round is under way."""
        return self._working

    def start(self) -> None:
        """Start the process where the profile is joined to a hub and none runs."""
        if self._process is not None or not self._tools.is_joined():
            return
        process = self._process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        process.readyReadStandardOutput.connect(self._read)
        process.start(self._tools.command[0], list(self._tools.command[1:]))

    def exchange_now(self) -> None:
        """A round at once."""
        self._again.stop()
        self.start()
        if self._process is not None:
            self._working = True
            self._process.write(b"now\n")

    def stop(self) -> None:
        """The window closes: a round may be cut at any moment."""
        self._again.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.closeWriteChannel()
            if not process.waitForFinished(_STOP_MS):
                process.kill()
                process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._take(bytes(self._process.readLine().data()))

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            if "step" in said:
                self._working = True
                self.progressed.emit(RoundProgress(str(said["step"]), int(said["done"]), int(said["of"])))
            elif said.get("ended"):
                self._working = False
                if said.get("new") or said.get("opened"):
                    self.brought.emit()
                self.ended.emit(str(said.get("sentence", "")))
        except (ValueError, KeyError, TypeError, AttributeError):  # a line that is not ours
            return

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._drop()
            self.ended.emit(self.tr("上报程序没有启动，过一会儿自动再试；办件不受影响。"))

    def _finished(self) -> None:
        self._read()
        cut, self._working = self._working, False
        self._drop()
        if cut:  # killed, or the machine had no room for it: whoever waits for the round is told
            self.ended.emit(self.tr("上报停在半路，过一会儿自动再试；办件不受影响。"))

    def _drop(self) -> None:
        process, self._process = self._process, None
        self._working = False
        if process is not None:
            process.deleteLater()
            self._again.start(AGAIN_MS)
