"""Locations of the shipped resources and the profile folder; settings files → domain values."""

from __future__ import annotations

import json
import os
import re
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import unreadable
from counter.services.context.preferences import (
    AS_SYSTEM,
    LARGE,
    LETTERS,
    PAGES,
    THEMES,
    USUAL,
    Preferences,
    WindowPlace,
)
from counter.services.spreadsheet.given_file import read_given

_LONGEST = 4_000_000
"""Bytes of a settings file or a shipped table; an endless device has more."""


def resources_folder() -> Path:
    """The folder with fonts, guides, calendars, theme: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    for folder in (package.parent / "resources", package / "resources"):
        if folder.is_dir():
            return folder
    raise WorldTrouble("程序自带的资源文件夹（resources）不见了，请重新安装程序。")


def default_profile() -> Path:
    """This user's profile folder, unless ``--data`` or COUNTER_DATA names another."""
    named = os.environ.get("COUNTER_DATA")
    if named:
        return Path(named)
    from platformdirs import user_data_path  # needed only where none was named

    return user_data_path("counter", appauthor=False)


PREFERENCES = "window.json"
"""The file of ``Preferences`` in a profile."""


def read_toml(path: Path) -> dict[str, object]:
    """A TOML file's values. Raises BadInput with file and line when it cannot be read."""
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as wrong:
        position = re.search(r"at line (\d+), column (\d+)", str(wrong))
        where = f"第{position[1]}行第{position[2]}列" if position else "末尾"
        raise BadInput(f"{path.name} {where}不是正确的 TOML。", field=str(path)) from wrong
    except RecursionError as wrong:
        raise BadInput(f"{path.name} 的层次太深，不像是设置文件。", field=str(path)) from wrong


def read_json(path: Path) -> object:
    """A JSON file's value. Raises BadInput with file and line when it cannot be read."""
    try:
        return json.loads(_text(path))
    except json.JSONDecodeError as wrong:
        raise BadInput(
            f"{path.name} 第{wrong.lineno}行第{wrong.colno}列不是正确的 JSON。", field=str(path)
        ) from wrong


def _text(path: Path) -> str:
    shown = str(path)[:300]
    try:
        raw = read_given(path, _LONGEST, pipes=True)
        if raw is None:
            raise BadInput(f"{shown} 超过 {_LONGEST // 1_000_000} MB，不像是设置文件。", field=shown)
        return raw.decode("utf-8-sig")
    except FileNotFoundError as missing:
        raise BadInput(f"找不到文件：{shown}", field=shown) from missing
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{shown} 不是 UTF-8 文字，请另存为 UTF-8。", field=shown) from wrong
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(shown, wrong), field=shown) from wrong


def read_table(path: Path) -> dict[str, object]:
    """A JSON file that holds an object. Raises BadInput for any other value."""
    value = read_json(path)
    if not isinstance(value, dict):
        raise BadInput(f"{path.name} 要写成一组“键: 值”（JSON 对象）。", field=str(path))
    return value


def read_preferences(profile: Path) -> Preferences:
    """As last saved; the defaults where the file is missing or damaged, and for what no program of today knows."""
    try:
        values = json.loads((profile / PREFERENCES).read_text(encoding="utf-8"))
        theme = chosen if (chosen := values.get("theme")) in (AS_SYSTEM, *THEMES) else THEMES[0]
        papers, printer, backups = (
            v if isinstance(v := values.get(name), str) else "" for name in ("papers", "printer", "backups")
        )
        print_after, sound, full = (
            values.get(name) is True for name in ("print_after", "sound", "screen_full")
        )
        width, device, page = values.get("screen_mm"), values.get("screen_input"), values.get("page")
        return Preferences(
            theme,
            _letters(values),
            papers,
            printer,
            print_after,
            width if isinstance(width, int) and 50 <= width <= 2000 else 0,
            device if device in ("touch", "mouse") else "auto",
            full,
            backups,
            page if page in PAGES else PAGES[0],
            sound,
            _place(values.get("place")),
            _columns(values.get("columns")),
            _hints(values.get("hints")),
            _folders(values.get("folders")),
        )
    except FileNotFoundError:
        return Preferences(theme=AS_SYSTEM)
    except (OSError, ValueError, AttributeError):
        return Preferences()


def _folders(value: object) -> dict[str, str]:
    folders = value if isinstance(value, dict) else {}
    return {name: folder for name, folder in folders.items() if isinstance(folder, str) and folder}


def _letters(values: dict[str, object]) -> int:
    """Older programs had two sizes, and wrote which as ``large``."""
    letters = values.get("letters")
    if letters in LETTERS and isinstance(letters, int):
        return letters
    return LARGE if values.get("large") is True else USUAL


def _hints(value: object) -> tuple[str, ...] | None:
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, list) else None


_FARTHEST, _WIDEST_COLUMN = 100_000, 4_000
"""Pixels: beyond them a file was damaged."""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _pixels(value: object, least: int, most: int) -> int | None:
    """The number where it is one in these bounds."""
    right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return value if right and isinstance(value, int) else None


def _place(value: object) -> WindowPlace | None:
    """The window's place, None where any number of it is none."""
    if not isinstance(value, dict):
        return None
    x, y = (_pixels(value.get(name), -_FARTHEST, _FARTHEST) for name in ("x", "y"))
    width, height = (_pixels(value.get(name), 100, _FARTHEST) for name in ("width", "height"))
    if x is None or y is None or width is None or height is None:
        return None
    return WindowPlace(x, y, width, height, value.get("maximised") is True)


def _columns(value: object) -> dict[str, tuple[int, ...]]:
    """Widths by table; a table with any other value is left out."""
    tables = value if isinstance(value, dict) else {}
    return {
        name: tuple(widths)
        for name, widths in tables.items()
        if _list(widths) and None not in [_pixels(width, 1, _WIDEST_COLUMN) for width in widths]
    }


def written_preferences(preferences: Preferences) -> bytes:
    """The content of ``PREFERENCES`` for these settings; an older program finds the nearer of its two sizes."""
    values = {field.name: getattr(preferences, field.name) for field in fields(preferences)}
    values["large"] = preferences.letters > USUAL
    values["place"] = None if preferences.place is None else asdict(preferences.place)
    return json.dumps(values).encode()
