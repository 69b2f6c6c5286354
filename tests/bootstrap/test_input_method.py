"""Chinese can be written on desktops whose input method Qt has no plugin for."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter.bootstrap.input_method import choose_input_method, input_method


def qt_plugins(folder: Path, *names: str) -> Path:
    """Qt's folder of plugins with those for input methods."""
    (folder / "platforminputcontexts").mkdir(parents=True)
    for name in names:
        (folder / "platforminputcontexts" / f"lib{name}platforminputcontextplugin.so").touch()
    return folder


@pytest.mark.parametrize(
    "desktop",
    [
        {"QT_IM_MODULE": "fcitx"},
        {"QT_IM_MODULE": "fcitx5"},
        {"XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULES": "fcitx;wayland", "QT_IM_MODULE": "fcitx"},
        {"XMODIFIERS": "@im=ibus"},
    ],
)
def test_that_ibus_is_asked_where_qt_has_no_plugin_of_its_own(
    tmp_path: Path, desktop: dict[str, str]
) -> None:
    choose_input_method(desktop, qt_plugins(tmp_path, "compose", "ibus"))
    assert desktop["QT_IM_MODULE"] == "ibus"
    assert "QT_IM_MODULES" not in desktop


@pytest.mark.parametrize(
    "desktop", [{}, {"QT_IM_MODULE": ""}, {"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "ibus"}]
)
def test_that_what_a_desktop_does_not_name_is_not_asked(tmp_path: Path, desktop: dict[str, str]) -> None:
    before = dict(desktop)
    choose_input_method(desktop, qt_plugins(tmp_path, "compose", "ibus"))
    assert desktop == before


def test_that_a_plugin_of_its_own_is_used_also_from_a_further_folder(tmp_path: Path) -> None:
    further = qt_plugins(tmp_path / "desktop", "fcitx")
    desktop = {"QT_IM_MODULE": "fcitx", "QT_PLUGIN_PATH": str(further)}
    choose_input_method(desktop, qt_plugins(tmp_path / "qt", "ibus"))
    assert desktop["QT_IM_MODULE"] == "fcitx"


def test_that_nobody_at_the_address_is_seen(tmp_path: Path) -> None:
    plugins = qt_plugins(tmp_path / "qt", "ibus")
    desktop = {"QT_IM_MODULE": "fcitx", "DISPLAY": ":0.0", "HOME": str(tmp_path)}
    assert input_method(desktop, plugins).answers is False
    addresses = tmp_path / ".config" / "ibus" / "bus"
    addresses.mkdir(parents=True)
    (addresses / "0123-unix-10").touch()
    assert input_method(desktop, plugins).answers is False
    (addresses / "0123-unix-0").touch()
    assert input_method(desktop, plugins).answers is True
    assert input_method({"QT_IM_MODULE": "ibus"}, plugins).answers is None
