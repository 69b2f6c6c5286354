"""Reading aloud: a port, and its implementations by platform.

Only what is the same for everybody is read: never a choice, never full personal data.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QStandardPaths

from counter.ui.screen.voice.program_voice import ProgramVoice


class Voice(Protocol):
    """Reads aloud without blocking."""

    @property
    def available(self) -> bool:
        """Usable; false once it has failed."""
        ...

    def speak(self, sentences: Sequence[str]) -> None:
        """Read these instead of what was being read."""
        ...

    def stop(self) -> None:
        """Stop speaking."""
        ...


class SilentVoice:
    """No speech available: its button is not shown."""

    available = False

    def speak(self, sentences: Sequence[str]) -> None:
        """Does nothing."""

    def stop(self) -> None:
        """It is silent already."""


def choose_voice(parent: QObject | None = None, platform: str = sys.platform) -> Voice:
    """The voice by what is installed; starts nothing and uses no network."""
    if platform == "win32":
        program = QStandardPaths.findExecutable("powershell")
        return SapiVoice(program, parent) if program else SilentVoice()
    program = QStandardPaths.findExecutable("spd-say")
    return SpeechDispatcher(program, parent) if program else SilentVoice()


# Read as bytes: the console's encoding is not ours to change, and a window has no console.
SCRIPT = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$chinese = $voice.GetInstalledVoices() | Where-Object { $_.Enabled -and $_.VoiceInfo.Culture.Name -like 'zh*' }
if (-not $chinese) { exit 3 }
$voice.SelectVoice(@($chinese)[0].VoiceInfo.Name)
$lines = New-Object IO.StreamReader([Console]::OpenStandardInput(), (New-Object Text.UTF8Encoding $false))
while ($null -ne ($line = $lines.ReadLine())) { $voice.Speak($line) }
""".strip()

ARGUMENTS = ("-NoLogo", "-NoProfile", "-NonInteractive", "-Command", SCRIPT)


class SapiVoice(ProgramVoice):
    """``program``: powershell. It exits where Windows has no Chinese voice, which makes this one unavailable."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(program, ARGUMENTS, parent)


# -e reads lines from input; -w ends after the last one is spoken, which tells speech from silence.
SPD_SAY_ARGUMENTS = ("-N", "counter", "-l", "zh", "-w", "-e")
SPD_SAY_SILENCE = ("-C",)  # else the daemon continues with queued text


class SpeechDispatcher(ProgramVoice):
    """``program``: spd-say."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(program, SPD_SAY_ARGUMENTS, parent, silence=SPD_SAY_SILENCE)
