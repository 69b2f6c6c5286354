"""Reading aloud: a port, and the choice of what this machine has for it. Silence is a voice too.

Only what is the same for everybody who stands there is read: never a choice, never personal data in full.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths

from counter.ui.screen.voice.sapi_voice import SapiVoice
from counter.ui.screen.voice.speech_dispatcher import SpeechDispatcher


class Voice(Protocol):
    """What reads aloud. Nothing here waits: a voice that hangs holds nobody up."""

    @property
    def available(self) -> bool:
        """It can be asked; false again once it has failed."""
        ...

    def speak(self, sentences: Sequence[str]) -> None:
        """Read these, and no longer what was being read."""
        ...

    def stop(self) -> None:
        """Be silent now."""
        ...


class SilentVoice:
    """Where nothing can speak: the button for it is not shown."""

    available = False

    def speak(self, sentences: Sequence[str]) -> None:
        """Nothing is heard."""

    def stop(self) -> None:
        """It is silent already."""


def choose_voice(parent: QObject | None = None, platform: str = sys.platform) -> Voice:
    """The voice of this machine by what is installed: nothing is started and nothing is asked over a network."""
    if platform == "win32":
        program = QStandardPaths.findExecutable("powershell")
        return SapiVoice(program, parent) if program else SilentVoice()
    program = QStandardPaths.findExecutable("spd-say")
    return SpeechDispatcher(program, parent) if program else SilentVoice()
