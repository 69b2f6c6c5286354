"""A voice is a program of its own: what it is told, that nobody waits for it, and silence where there is none."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from counter.ui.screen.voice.program_voice import ProgramVoice, one_line
from counter.ui.screen.voice.voice import (
    ARGUMENTS,
    SCRIPT,
    SapiVoice,
    SilentVoice,
    SpeechDispatcher,
    choose_voice,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in programs are shell scripts")

SAYS = """#!/bin/sh
if [ "$1" = "-C" ]; then echo cancelled >> "{log}"; exit 0; fi
echo "$@" >> "{log}.arguments"
cat >> "{log}"
"""
HANGS = """#!/bin/sh
if [ "$1" = "-C" ]; then echo cancelled >> "{log}"; exit 0; fi
echo begun >> "{log}"
exec sleep 600
"""
FAILS = """#!/bin/sh
exit 1
"""


class Machine:
    """A machine with one program on its path, and what was heard of it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.log = folder / "heard"
        self.owner = QObject()
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def install(self, script: str, name: str = "spd-say") -> str:
        """Put a program there."""
        program = self.folder / name
        program.write_text(script.format(log=self.log), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        return str(program)

    def heard(self) -> str:
        """What it was given to say."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


@pytest.fixture
def machine(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with nothing to speak with yet."""
    return Machine(tmp_path, monkeypatch)


def test_that_sentences_are_heard_in_order_and_on_no_command_line(qtbot: QtBot, machine: Machine) -> None:
    machine.install(SAYS)
    voice = choose_voice(machine.owner, "linux")
    assert isinstance(voice, SpeechDispatcher)
    voice.speak(["这次办得怎么样？", "非常满意", "满意"])
    qtbot.waitUntil(lambda: not voice.speaking)
    assert machine.heard() == "这次办得怎么样？\n非常满意\n满意\n"
    arguments = Path(f"{machine.log}.arguments").read_text(encoding="utf-8").split()
    assert arguments == ["-N", "counter", "-l", "zh", "-w", "-e"]
    assert voice.available


def test_that_a_voice_that_hangs_holds_nobody_up_and_can_be_silenced(qtbot: QtBot, machine: Machine) -> None:
    voice = SpeechDispatcher(machine.install(HANGS), machine.owner)
    voice.speak(["一"])
    qtbot.waitUntil(lambda: "begun" in machine.heard())
    voice.stop()
    assert not voice.speaking
    qtbot.waitUntil(lambda: "cancelled" in machine.heard())
    assert voice.available, "silenced is not broken"
    qtbot.waitUntil(lambda: not voice.children())


def test_that_new_words_end_the_ones_before(qtbot: QtBot, machine: Machine) -> None:
    voice = ProgramVoice(machine.install(HANGS), [], machine.owner)
    voice.speak(["一"])
    qtbot.waitUntil(lambda: machine.heard().count("begun") == 1)
    voice.speak(["二"])
    qtbot.waitUntil(lambda: machine.heard().count("begun") == 2)
    qtbot.waitUntil(lambda: len(voice.children()) == 1)
    voice.stop()
    qtbot.waitUntil(lambda: not voice.children())


@pytest.mark.parametrize("script", [FAILS, "not a program at all"])
def test_that_a_voice_that_fails_once_is_not_asked_again(qtbot: QtBot, machine: Machine, script: str) -> None:
    voice = SpeechDispatcher(machine.install(script), machine.owner)
    voice.speak(["一"])
    qtbot.waitUntil(lambda: not voice.available)
    voice.speak(["二"])
    assert not voice.speaking
    qtbot.waitUntil(lambda: not voice.children())


def test_that_a_program_that_is_gone_is_silence(qtbot: QtBot, machine: Machine) -> None:
    voice = SpeechDispatcher(str(machine.folder / "gone"), machine.owner)
    voice.speak(["一"])
    qtbot.waitUntil(lambda: not voice.available)


def test_that_nothing_installed_is_silence_and_no_error(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(machine.folder))
    for platform in ("linux", "win32"):
        voice = choose_voice(machine.owner, platform)
        assert isinstance(voice, SilentVoice)
        assert not voice.available
        voice.speak(["一"])
        voice.stop()


def test_that_windows_is_asked_by_its_own_shell_and_hears_by_its_input(
    qtbot: QtBot, machine: Machine
) -> None:
    machine.install(SAYS, "powershell")
    voice = choose_voice(machine.owner, "win32")
    assert isinstance(voice, SapiVoice)
    voice.speak(["这次办得怎么样？"])
    qtbot.waitUntil(lambda: not voice.speaking)
    assert machine.heard() == "这次办得怎么样？\n"
    assert "-NoProfile" in ARGUMENTS
    assert '"' not in SCRIPT, "a quotation mark would be lost on a Windows command line"


def test_that_no_sentence_is_a_command_to_the_voice() -> None:
    assert one_line("!-!SET SELF VOLUME 100") == "-!SET SELF VOLUME 100"
    assert one_line("甲\n!-!乙\t丙 ") == "甲 !-!乙 丙"


def test_that_nothing_to_say_starts_nothing(machine: Machine) -> None:
    voice = SpeechDispatcher(machine.install(SAYS), machine.owner)
    voice.speak(["", "  "])
    assert not voice.speaking


def test_that_a_screen_that_closes_ends_what_is_being_read(qtbot: QtBot, machine: Machine) -> None:
    voice = SpeechDispatcher(machine.install(HANGS), machine.owner)
    voice.speak(["一"])
    qtbot.waitUntil(lambda: "begun" in machine.heard())
    Shiboken.delete(machine.owner)
    qtbot.waitUntil(lambda: "cancelled" in machine.heard())
