"""The voice of Linux desktops: speech-dispatcher by its own small program, in Chinese."""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess

from counter.ui.applicant_screen.program_voice import ProgramVoice

# Lines come by its input (-e); it stays until the last one is spoken (-w), so that speech is told from silence.
ARGUMENTS = ("-N", "counter", "-l", "zh", "-w", "-e")


class SpeechDispatcher(ProgramVoice):
    """``program``: spd-say."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(program, ARGUMENTS, parent)

    def stop(self) -> None:
        """The daemon goes on with what it has been given, so it is told as well."""
        if self.speaking:
            super().stop()
            QProcess.startDetached(self._program, ["-C"])
