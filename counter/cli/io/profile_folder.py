"""Check the folder of ``--data`` before use: an invalid name, a file, a folder without access rights."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.file_errors import error_reason
from counter.services.spreadsheet.given_file import special_file_in

_LONGEST_INSIDE = "x" * 80
"""As long as any file name in a profile."""

_NO_NAME = (errno.ENAMETOOLONG, errno.ELOOP)


def check_folder_name(profile: Path) -> None:
    """Raises BadInput for an impossible folder name. A window checks no more before it opens: it reports the rest
    itself.
    """
    shown = repr(str(profile)[:300])
    try:
        (profile / _LONGEST_INSIDE).stat()  # long enough for the names of the files in it?
    except ValueError as wrong:
        raise BadInput(f"资料文件夹 {shown} 不能用：名字里有不能用的字符。", field="--data") from wrong
    except OSError as wrong:
        if wrong.errno in _NO_NAME:
            raise BadInput(f"资料文件夹 {shown} 不能用：{error_reason(wrong)}。", field="--data") from wrong


def check_folder(profile: Path) -> None:
    """Nothing for a folder, or for one that does not exist yet.

    Raises BadInput for what can be no folder, WorldTrouble for one that cannot be entered or read safely.
    """
    check_folder_name(profile)
    shown = repr(str(profile)[:300])
    try:
        folder = stat.S_ISDIR(profile.stat().st_mode)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        folder = False
    except OSError as wrong:
        raise WorldTrouble(f"资料文件夹 {shown} 打不开：{error_reason(wrong)}。", field="--data") from wrong
    if not folder:
        raise BadInput(f"{shown} 不是文件夹，请用 --data 指定资料文件夹。", field="--data")
    if not os.access(profile, os.R_OK | os.X_OK):
        raise WorldTrouble(f"资料文件夹 {shown} 打不开：没有权限。请系统管理员检查它的权限。", field="--data")
    strange = special_file_in(profile)
    if strange:
        raise WorldTrouble(
            f"资料文件夹里的 {strange[:80]} 是设备或管道，不是文件。请系统管理员检查这个文件夹。",
            field="--data",
        )
