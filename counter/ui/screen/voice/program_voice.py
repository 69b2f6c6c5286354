"""Voice of an external program: sentences are written to its input line by line, never to its command line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess

LONGEST = 4_000
"""Maximum number of characters read at once: some ten minutes."""
A_MOMENT_MS = 500


class ProgramVoice(QObject):
    """``program`` with ``arguments`` reads lines of UTF-8 from its input and ends with it.

    Where it cannot be started or fails, the voice becomes unavailable and the screen stays silent. ``silence``:
    arguments that also stop the program's daemon, if it has one.
    """

    def __init__(
        self,
        program: str,
        arguments: Sequence[str],
        parent: QObject | None = None,
        *,
        silence: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._arguments = list(arguments)
        self._reading = _Reading(program, list(silence))
        self._available = True
        self.destroyed.connect(self._reading.end_at_once)

    @property
    def available(self) -> bool:
        """Usable; false once it has failed."""
        return self._available

    @property
    def speaking(self) -> bool:
        """The program runs."""
        return self._reading.process is not None

    def speak(self, sentences: Sequence[str]) -> None:
        """Read these instead of what was being read."""
        self.stop()
        text = "\n".join(filter(None, (one_line(sentence) for sentence in sentences)))[:LONGEST]
        if not (self._available and text):
            return
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(lambda code, status: self._ended(process, code, status))
        process.errorOccurred.connect(lambda error: self._failed(process, error))
        self._reading.process = process
        process.start(self._program, self._arguments)
        process.write(f"{text}\n".encode())
        process.closeWriteChannel()

    def stop(self) -> None:
        """Stop speaking."""
        self._reading.end()

    def _ended(self, process: QProcess, code: int, status: QProcess.ExitStatus) -> None:
        if process is self._reading.process:  # else it was asked to end
            self._reading.process = None
            if code != 0 or status is not QProcess.ExitStatus.NormalExit:
                self._available = False
        process.deleteLater()

    def _failed(self, process: QProcess, error: QProcess.ProcessError) -> None:
        """It did not start; all other errors end the program and emit ``finished``."""
        if error is QProcess.ProcessError.FailedToStart:
            self._available = False
            if process is self._reading.process:
                self._reading.process = None
            process.deleteLater()


class _Reading:
    """The running program. It outlives its voice until it has ended."""

    def __init__(self, program: str, silence: list[str]) -> None:
        self.process: QProcess | None = None
        self._program = program
        self._silence = silence

    def end(self) -> QProcess | None:
        """Ask the program to end; returns the ending process."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            if self._silence:
                QProcess.startDetached(self._program, self._silence)
        return process

    def end_at_once(self) -> None:
        """The screen is closing: the process must have ended before its owner is destroyed."""
        if self.process is not None:
            self.process.blockSignals(True)  # no listener is left
        process = self.end()
        if process is not None:
            process.waitForFinished(A_MOMENT_MS)


def one_line(sentence: str) -> str:
    """As one line that no voice takes for a command of its own."""
    return " ".join(sentence.split()).lstrip("!").strip()
