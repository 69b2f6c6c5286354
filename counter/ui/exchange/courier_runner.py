"""Copies to a stick and takes in from one in a process of its own: no act waits for a slow stick."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal

if TYPE_CHECKING:
    from counter.ui.facades.exchange import CourierTools

_STOP_MS = 2_000
_BROKEN: Mapping[str, object] = {}


class CourierRunner(QObject):
    """Signals: ``progressed(words)``; ``copied(answer)`` and ``taken(answer)`` with the values that
    ``counter courier pack`` and ``take-in`` answer; ``refused(sentence)`` where nothing was done.
    """

    progressed = Signal(str)
    copied = Signal(object)
    taken = Signal(object)
    refused = Signal(str)

    def __init__(self, tools: CourierTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._process: QProcess | None = None
        self._packs = False

    @property
    def working(self) -> bool:
        """Whether something is under way."""
        return self._process is not None

    def copy_to(self, folder: Path) -> None:
        """Copy to that stick or folder."""
        self._packs = True
        self._start(("pack", "--out", str(folder)))

    def take_in(self, folder: Path) -> None:
        """Take in every courier file there."""
        self._packs = False
        self._start(("take-in", str(folder)))

    def stop(self) -> None:
        """The window closes, or the person gave up: a half-written file is not there, the rest comes again."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def _start(self, act: Sequence[str]) -> None:
        if self._process is not None:
            return
        process = self._process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._not_started)
        process.readyReadStandardError.connect(self._read)
        command = (*self._tools.command, act[0], *self._tools.options, *act[1:])
        process.start(command[0], list(command[1:]))

    def _read(self) -> None:
        if self._process is not None:
            lines = bytes(self._process.readAllStandardError().data()).decode(errors="replace").split("\n")
            said = next((line for line in reversed(lines) if line.strip()), "")
            if said:
                self.progressed.emit(said.strip())

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end(_BROKEN)

    def _finished(self) -> None:
        if self._process is not None:
            self._end(_answer(bytes(self._process.readAllStandardOutput().data())))

    def _end(self, answer: Mapping[str, object]) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if "files" in answer:
            (self.copied if self._packs else self.taken).emit(answer)
        else:
            unknown = self.tr("没有做完：程序自己停了。什么也没有丢，请再做一次。")
            self.refused.emit(str(answer.get("error") or unknown))


def _answer(said: bytes) -> Mapping[str, object]:
    try:
        values = json.loads(said)
    except ValueError:
        return _BROKEN
    return values if isinstance(values, dict) else _BROKEN
