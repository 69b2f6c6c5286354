"""Version, licences, what is new, and the support file: a text without anything of a person."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, version
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.domain.reading.news import VersionNews, news
from counter.ui.facades.about import AboutTools, UsedLibrary

if TYPE_CHECKING:
    from counter.services.context.probe import Probe

LIBRARIES = (
    *("PySide6-Essentials", "sqlcipher3", "SQLAlchemy", "alembic", "reportlab", "python-barcode", "segno"),
    *("cryptography", "argon2-cffi", "keyring", "jeepney", "platformdirs", "python-stdnum", "pypdfium2"),
    *("uuid-utils", "msgspec", "pillow", "zxing-cpp", "openpyxl", "PyYAML"),
)
"""What the program is delivered with (pyproject.toml)."""
FONTS = ("Noto Serif SC", "Noto Sans SC / Counter Sans", "Counter Kai（霞鹜文楷）")
_FONT_LICENCE = "SIL Open Font License 1.1"
_UNSAID = {"sqlcipher3": "zlib", "pypdfium2": "BSD-3-Clause / Apache-2.0", "reportlab": "BSD"}
"""Licences that a package's data do not name in a word."""
_CHECKOUT = "源代码，没有安装"

SAID_OF_MACHINE = frozenset(
    (
        "versions",
        "bytecode",
        "disk",
        "sync",
        "memory",
        "fonts",
        "display",
        "voice",
        "key_memory",
        "rating_log",
    )
)
"""Lines of the self-test whose sentences are of the machine; of every other line only its state goes out."""
_STATES = {"good": "　好", "warn": "注意", "bad": "不行", "absent": "没有"}
_LAST_FAULTS = 200


def about_tools(profile: Path) -> AboutTools:
    """The tools of the page 关于 for one profile."""
    return AboutTools(
        program_version, _platform_words, _libraries, _whats_new, partial(support_text, profile)
    )


def program_version() -> str:
    """Version of the installed program."""
    try:
        return version("counter")
    except PackageNotFoundError:
        return _CHECKOUT


def support_text(profile: Path) -> str:
    """The support file: versions, the self-test, settings and the places where the program failed.

    No name, number or text that anybody entered, no path of this account, no key: who helps may live anywhere.
    """
    from counter.bootstrap.probes.every import probes

    parts = [
        _head(),
        _section("自检", _probe_lines(probes(profile), profile)),
        _section("设置", _setting_lines(profile)),
        _section("程序自己的错（只有种类和位置）", _fault_lines(profile)),
    ]
    return "\n".join(parts)


def _head() -> str:
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
    return (
        "支持文件\n"
        "里面没有姓名、证件号、电话、办件编号、文号、口令、密钥，也没有大厅和人员的名字。\n\n"
        f"生成：{at}（UTC）\n程序：{program_version()}\n运行在：{_platform_words()}\n"
    )


def _section(title: str, lines: Iterable[str]) -> str:
    return f"== {title} ==\n" + "\n".join(lines) + "\n"


def _probe_lines(every: Iterable[Probe], profile: Path) -> Iterable[str]:
    for probe in every:
        said = f"　{_without_paths(probe.words, profile)}" if probe.id in SAID_OF_MACHINE else ""
        yield f"{_STATES[probe.health.value]}　{probe.label}{said}"


def _without_paths(words: str, profile: Path) -> str:
    """Folders may bear a person's name."""
    for path, instead in ((profile, "（资料文件夹）"), (Path.home(), "（用户文件夹）")):
        words = words.replace(str(path), instead)
    return words


def _setting_lines(profile: Path) -> Iterable[str]:
    now = config.read_preferences(profile)
    yield f"明暗 {now.theme or '跟系统'}　字 {now.letters}%　声音 {_yes(now.sound)}　小纸 {now.page}"
    yield f"选了打印机 {_yes(bool(now.printer))}　出具后直接送打印 {_yes(now.print_after)}"
    yield f"申请人屏 {now.screen_mm} 毫米　{now.screen_input}　选了备份的文件夹 {_yes(bool(now.backups))}"


def _yes(true: bool) -> str:
    return "是" if true else "否"


def _fault_lines(profile: Path) -> Iterable[str]:
    """The end of the log of faults, which holds kinds and code locations only (``bootstrap.bug_log``)."""
    try:
        lines = (profile / "counter-faults.log").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    return lines[-_LAST_FAULTS:] or ["没有"]


def _platform_words() -> str:
    return f"{platform.system()} {platform.release()}，Python {platform.python_version()}"


def _libraries() -> tuple[UsedLibrary, ...]:
    found = []
    for name in LIBRARIES:
        try:
            data = metadata(name)
        except PackageNotFoundError:  # jeepney is for Linux only
            continue
        found.append(UsedLibrary(name, data["Version"], _UNSAID.get(name) or _licence(data)))
    return (*found, *(UsedLibrary(name, "", _FONT_LICENCE) for name in FONTS))


def _licence(data: PackageMetadata) -> str:
    told = {key: value for key in data if (value := data[key])}
    classifiers = [c.rsplit(" :: ", 1)[-1] for c in data.get_all("Classifier") or () if "License" in c]
    said = told.get("License-Expression") or next(iter(classifiers), "") or told.get("License", "")
    return said.splitlines()[0] if said else "见随带的许可"


def _whats_new() -> tuple[VersionNews, ...]:
    resources = config.resources_folder()
    for file in (resources / "CHANGELOG.md", resources.parent / "CHANGELOG.md"):
        if file.is_file():
            return news(file.read_text(encoding="utf-8"))
    return ()
