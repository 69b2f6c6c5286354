"""Which input method (输入法) the window asks for Chinese.

Qt as it is installed with the program knows ibus alone; UOS and Kylin write Chinese with fcitx, whose plugin belongs to
the desktop's own Qt. fcitx 5 answers at ibus' address too (its addon *IBus frontend*, on unless somebody took it off),
so ibus is asked where Qt has no plugin for what the desktop names. fcitx 4 answers nobody but its own plugin.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS")
"""Where a desktop names its input method, in the order of Qt; the last for programs of X11."""

IBUS = "ibus"
_NONE = ("compose", "none", "simple", "xim")


@dataclass(frozen=True, slots=True)
class InputMethod:
    """``named``: by the desktop, empty where it names none; ``asked``: by Qt; ``answers``: somebody is at its address,
    None where that cannot be seen from here.
    """

    named: str
    asked: str
    answers: bool | None


def named_in(environment: Mapping[str, str]) -> str:
    """What the desktop names: ``ibus``, ``fcitx``, ``fcitx5`` …; empty: none."""
    for name in NAMES:
        for one in environment.get(name, "").split(";"):
            word = one.strip().removeprefix("@im=").lower()
            if word and word not in _NONE:
                return word
    return ""


def choose_input_method(environment: MutableMapping[str, str], plugins: Path) -> None:
    """Name ibus to Qt where it has no plugin for what the desktop names. Before Qt is started."""
    method = input_method(environment, plugins)
    if method.named and method.asked != environment.get("QT_IM_MODULE"):
        environment["QT_IM_MODULE"] = method.asked
        environment.pop("QT_IM_MODULES", None)


def input_method(environment: Mapping[str, str], plugins: Path) -> InputMethod:
    """``plugins``: Qt's folder of plugins."""
    named = named_in(environment)
    folders = (plugins, *map(Path, filter(None, environment.get("QT_PLUGIN_PATH", "").split(os.pathsep))))
    asked = named if not named or _has_plugin(named, folders) else IBUS
    return InputMethod(named, asked, _answers(environment) if asked == IBUS else None)


def _has_plugin(named: str, folders: tuple[Path, ...]) -> bool:
    return any(
        found.is_file()
        for folder in folders
        for found in (folder / "platforminputcontexts").glob(f"lib{named}platforminputcontextplugin*")
    )


def _answers(environment: Mapping[str, str]) -> bool | None:
    """Whether ibus, or fcitx 5 in its place, left its address for this display."""
    display = environment.get("DISPLAY", "").rpartition(":")[2].partition(".")[0]
    if not display:
        return None
    home = Path(environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "")) / ".config")
    return any((home / "ibus" / "bus").glob(f"*-{display}"))
