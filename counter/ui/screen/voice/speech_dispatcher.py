"""The voice of Linux desktops: speech-dispatcher by its own small program, in Chinese."""

from __future__ import annotations

from PySide6.QtCore import QObject

from counter.ui.screen.voice.program_voice import ProgramVoice

# Lines come by its input (-e); it stays until the last one is spoken (-w), so that speech is told from silence.
ARGUMENTS = ("-N", "counter", "-l", "zh", "-w", "-e")
SILENCE = ("-C",)  # the daemon else goes on with what it has been given


class SpeechDispatcher(ProgramVoice):
    """``program``: spd-say."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(program, ARGUMENTS, parent, silence=SILENCE)
