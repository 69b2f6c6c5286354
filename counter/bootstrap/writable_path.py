"""Where the program may write a file for the user; used by commands and windows."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from counter.db.file.profile_folder import profile_around
from counter.domain.errors import AlreadyThere, BadInput, CounterError, WorldTrouble
from counter.domain.file_errors import error_reason

FIELD = "--out"


def writable_file(file: Path, *, replace: bool) -> Path:
    """The resolved path of ``file``, if it may be written. ``replace``: the user agreed to overwrite.

    Never inside a profile's folder, by whatever path; never through a link or into a device; without ``replace`` never
    over an existing file. Raises BadInput with a remedy, and WorldTrouble where the system denies access.
    """
    folder, name = _folder_and_name(file)
    _outside_profiles(file, folder)
    real = folder / name
    try:
        there = real.lstat()
    except FileNotFoundError:
        return real
    except (OSError, ValueError) as wrong:
        raise _hindered(file, wrong) from wrong
    if stat.S_ISDIR(there.st_mode):
        raise _cannot(file, "这是一个文件夹，请写明文件名")
    if stat.S_ISLNK(there.st_mode):
        raise _cannot(file, "这是一个链接，请写它指向的文件，或换一个文件名")
    if not stat.S_ISREG(there.st_mode):
        raise _cannot(file, "这是设备或管道，不是文件")
    if not replace:
        raise AlreadyThere(f"{file} 已经存在，不会覆盖。请换一个文件名。", field=FIELD)
    if there.st_nlink > 1:
        raise _cannot(file, "它同时还是别的文件（硬链接），请换一个文件名")
    return real


def writable_folder(folder: Path, *, replace: bool) -> Path:
    """The resolved path of a folder that files may be written into: it is new or empty.

    With ``replace`` files of the same names are overwritten. Raises BadInput.
    """
    try:
        real = folder.resolve()
        _outside_profiles(folder, real)
        if not replace and real.is_dir() and any(real.iterdir()):
            raise AlreadyThere(f"{folder} 里已经有东西，不会覆盖。请换一个空的文件夹。", field=FIELD)
    except (OSError, ValueError, RuntimeError) as wrong:
        raise _hindered(folder, wrong) from wrong
    return real


def outside_profiles(folder: Path, field: str = FIELD) -> None:
    """Raises BadInput for a folder that contains a profile or lies inside one."""
    _outside_profiles(folder, folder, field)


def _folder_and_name(file: Path) -> tuple[Path, str]:
    if file.name in ("", "..") or str(file).endswith(os.sep):
        raise _cannot(file, "这是一个文件夹，请写明文件名")
    try:
        return file.parent.resolve(), file.name
    except (OSError, ValueError, RuntimeError) as wrong:
        raise _hindered(file, wrong) from wrong


def _outside_profiles(shown: Path, path: Path, field: str = FIELD) -> None:
    try:
        profile = profile_around(path)
    except (OSError, ValueError, RuntimeError) as wrong:
        raise _hindered(shown, wrong) from wrong
    if profile is not None:
        raise BadInput(
            f"不能写到 {shown}：{profile} 是资料文件夹，里面只放程序自己的数据。请换一个文件夹。", field=field
        )


def _cannot(file: Path, why: str) -> BadInput:
    return BadInput(_sentence(file, why), field=FIELD)


def _hindered(file: Path, wrong: Exception) -> CounterError:
    """The error for what the system reports: WorldTrouble, or BadInput for an impossible name."""
    if isinstance(wrong, OSError):
        return WorldTrouble(_sentence(file, error_reason(wrong)), field=FIELD)
    return _cannot(file, "链接绕成了圈" if isinstance(wrong, RuntimeError) else "文件名里有不能用的字符")


def _sentence(file: Path, why: str) -> str:
    return f"写不到“{str(file)[:300]}”：{why}。"
