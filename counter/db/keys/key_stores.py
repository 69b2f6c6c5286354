"""Where the two secrets of a profile are stored: the system keyring, or a 0600 file where there is none."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path
from typing import Protocol

from counter.db.file.files import write_durably
from counter.domain.errors import WorldTrouble

SERVICE = "counter"
KEY_FILE = "key.secret"
_LONGEST = 10_000
"""Bytes: more than any key file has; a longer file is no key file."""
PROBE_SECONDS = 4.0
_ASK_SECONDS = 20.0

# Asked in a child process: a keyring may wait for a password window that is never seen, and must not block us.
CHILD = """
import sys
import keyring
from keyring.backends import fail
verb, service, name = sys.argv[1:4]
ring = keyring.get_keyring()
if isinstance(ring, fail.Keyring) or ring.priority < 1:
    sys.exit(3)
if sys.platform.startswith("linux"):
    import secretstorage
    bus = secretstorage.dbus_init()
    home = secretstorage.Collection(bus, "/org/freedesktop/secrets/aliases/default")
    if home.is_locked():
        sys.exit(4)
if verb == "set":
    keyring.set_password(service, name, sys.stdin.read())
elif verb == "get":
    sys.stdout.write(keyring.get_password(service, name) or "")
elif verb == "delete":
    keyring.delete_password(service, name)
"""


class KeyStore(Protocol):
    """A store for the secrets of one profile."""

    name: str

    def read(self, profile_id: str) -> bytes | None:
        """The secrets, or None where this store does not have them."""
        ...

    def write(self, profile_id: str, secrets: bytes) -> None:
        """Store the secrets. Raises WorldTrouble where the store refuses."""
        ...


class FileStore:
    """A file in the profile folder that only its owner may read."""

    name = "file"

    def __init__(self, folder: Path, file: str = KEY_FILE) -> None:
        self._path = folder / file

    def read(self, profile_id: str) -> bytes | None:
        """The secrets in the file, or None where there is no file."""
        try:
            with self._path.open("rb") as file:
                return _decoded(file.read(_LONGEST))
        except FileNotFoundError:
            return None

    def write(self, profile_id: str, secrets: bytes) -> None:
        """Write the file, 0600 from its first moment."""
        write_durably(self._path, base64.b64encode(secrets), mode=0o600)


class NoStore:
    """No store: the profile has only slots that a person opens."""

    name = ""

    def read(self, profile_id: str) -> bytes | None:
        """Nothing."""
        return None

    def write(self, profile_id: str, secrets: bytes) -> None:
        """Nothing is written."""


def _decoded(text: bytes) -> bytes:
    """The stored secrets; empty for damaged text, which is no key."""
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""


class KeyringStore:
    """The system keyring, accessed through a child process with a time limit."""

    name = "keyring"

    def read(self, profile_id: str) -> bytes | None:
        """The secrets in the keyring, or None where it does not know the profile."""
        answer = _ask("get", profile_id, "", _ASK_SECONDS)
        if answer is None:
            raise WorldTrouble("系统钥匙串没有打开。请先登录桌面并解锁钥匙串，再启动本程序。")
        return _decoded(answer.encode()) if answer else None

    def write(self, profile_id: str, secrets: bytes) -> None:
        """Put the secrets into the keyring."""
        if _ask("set", profile_id, base64.b64encode(secrets).decode(), _ASK_SECONDS) is None:
            raise WorldTrouble("系统钥匙串没有接受数据密钥。请解锁钥匙串后再试，或改用文件保管。")


def choose_store(folder: Path) -> KeyStore:
    """The keyring if it answers a write, a read and a delete at once and without a prompt; else the file."""
    return KeyringStore() if keyring_works() else FileStore(folder)


def store_named(name: str, folder: Path) -> KeyStore:
    """The store that a profile names."""
    return KeyringStore() if name == KeyringStore.name else FileStore(folder)


def forget(name: str, profile_id: str) -> None:
    """Delete the secrets of an unfinished set-up, as far as the keyring answers."""
    if name == KeyringStore.name:
        _ask("delete", profile_id, "", PROBE_SECONDS)


def keyring_works() -> bool:
    """Whether it answers a write, a read and a delete at once and without a prompt."""
    if sys.platform.startswith("linux") and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    probe = "counter-probe"
    written = _ask("set", probe, "probe", PROBE_SECONDS) is not None
    read = written and _ask("get", probe, "", PROBE_SECONDS) == "probe"
    return read and _ask("delete", probe, "", PROBE_SECONDS) is not None


def _ask(verb: str, name: str, given: str, seconds: float) -> str | None:
    import subprocess  # imported late: most profiles are opened without a keyring

    try:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, verb, SERVICE, name],
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
