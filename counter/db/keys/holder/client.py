"""Asking the key holder: get the keys of a profile, hand them over, take them back. Linux only.

Elsewhere nothing holds keys between two programs, and each asks anew.
"""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from counter.db.keys.holder.runtime_folder import folder_in_the_way, runtime_folder, short_path, socket_name

_ROOT = Path(__file__).resolve().parents[4]
_SIZE = 64
_ANSWER_SECONDS = 2
_START_SECONDS = 10.0


def can_hold() -> bool:
    """Whether this system has a key holder."""
    return sys.platform == "linux"


def cannot_hold() -> str:
    """Why no holder can be started although this system has them, and what to do; "" where nothing is in the way."""
    taken = folder_in_the_way() if can_hold() else None
    if taken is None:
        return ""
    return (
        f"{taken} 不是本用户自己的文件夹，或别人也进得去，可能是别的用户占的，没有用它，所以没有进程替程序拿着密钥，"
        "每次打开都要再输：请系统管理员查明是谁放的，把它移走，再打开一次。"
    )


def held(profile_id: str) -> bytes | None:
    """The 64 secret bytes of a profile; None where nobody holds them."""
    secret = _ask(profile_id, b"g", _SIZE)
    return secret if secret is not None and len(secret) == _SIZE else None


def memory_is_locked(profile_id: str) -> bool | None:
    """Whether the held page is locked into memory; None where nobody holds the keys."""
    answer = _ask(profile_id, b"s", 1)
    return None if not answer else answer == b"L"


def give_up(profile_id: str) -> bool:
    """Make the holder forget the keys and end; whether there was one."""
    return _ask(profile_id, b"x", 1) == b"x"


def hold(profile_id: str, secret: bytes) -> bool:
    """Start a holder with these 64 bytes, in the place of an older one; whether it works.

    Secrets go through a pipe only. The holder outlives this program.
    """
    folder = runtime_folder(make=True) if can_hold() else None
    if folder is None:
        return False
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("XDG_") or name in ("PATH", "HOME", "LANG", "LC_ALL", "DBUS_SYSTEM_BUS_ADDRESS")
    }
    environment["PYTHONPATH"] = str(_ROOT)
    try:
        with subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "counter.db.keys.holder.process",
                str(folder),
                socket_name(profile_id),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            with suppress(OSError):
                child.stdin.write(secret)
                child.stdin.close()
            return _one_byte(child.stdout.fileno(), _START_SECONDS) in (b"L", b"U")
    except OSError:
        return False


def _one_byte(handle: int, seconds: float) -> bytes:
    import select

    ready, _, _ = select.select([handle], [], [], seconds)
    return os.read(handle, 1) if ready else b""


def _ask(profile_id: str, verb: bytes, size: int) -> bytes | None:
    folder, name = runtime_folder() if can_hold() else None, socket_name(profile_id)
    if folder is None or not (folder / name).is_socket():
        return None
    got = b""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        for patience in (
            socket.SO_SNDTIMEO,
            socket.SO_RCVTIMEO,
        ):  # a non-blocking one is refused while others wait
            line.setsockopt(socket.SOL_SOCKET, patience, struct.pack("ll", _ANSWER_SECONDS, 0))
        with short_path(folder, name) as path:
            line.connect(path)
        line.sendall(verb)
        while len(got) < size:
            part = line.recv(size - len(got))
            if not part:
                break
            got += part
    return got or None
