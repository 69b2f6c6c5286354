"""The voice of Windows: its own speech engine, asked through the PowerShell that every Windows brings."""

from __future__ import annotations

from PySide6.QtCore import QObject

from counter.ui.screen.voice.program_voice import ProgramVoice

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
    """``program``: powershell. It ends itself, and the voice with it, where Windows has no Chinese one."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(program, ARGUMENTS, parent)
