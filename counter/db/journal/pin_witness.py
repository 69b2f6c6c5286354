"""Wrong PINs as the witnesses outside the profile know them: putting the file back does not reset a count.

One small file for each code in each folder of ``witnesses``, one line in one disk sector, authenticated by the same
key; its name is a keyed digest, so that it tells no code. A folder that is missing or unreadable counts as silent.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from counter.domain.hall.pin_lock import WrongPins
from counter.domain.journal.entries import ClockReading, microseconds, moment

_FORM = "counter-pins-1"
_SUFFIX = ".pins"
_SECTOR = 512
_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)


class PinWitness:
    """``folders``: those of the witnesses, made by them; ``key``: their key."""

    def __init__(self, folders: Sequence[Path], key: bytes) -> None:
        self._folders = tuple(folders)
        self._key = key

    def known(self, code: str) -> Iterator[WrongPins]:
        """What each folder knows of that key of a code."""
        for folder in self._folders:
            with suppress(OSError, ValueError, TypeError):
                file = self._file(folder, code)
                if file.is_symlink() or not file.is_file():
                    continue
                with file.open("rb") as stream:
                    text, _, mac = stream.read(_SECTOR).decode().strip().rpartition(" ")
                if not hmac.compare_digest(mac, self._mac(text)):
                    continue
                form, of, wrong, at, boot, monotonic = text.split(" ")
                if form == _FORM and of == code:
                    yield WrongPins(code, int(wrong), ClockReading(moment(int(at)), boot, int(monotonic)))

    def update(self, changed: Mapping[str, WrongPins | None]) -> None:
        """Rewrite what every folder knows; None: a right PIN came, or a new one was set.

        A folder that cannot be written only knows less.
        """
        for code, tries in changed.items():
            if tries is None:
                self._forget(code)
            else:
                self._write(tries)

    def _write(self, tries: WrongPins) -> None:
        last = tries.last
        at = microseconds(last.at.astimezone(UTC))
        text = f"{_FORM} {tries.key} {tries.wrong} {at} {last.boot} {last.monotonic_ns}"
        line = f"{text} {self._mac(text)}".encode().ljust(_SECTOR - 1) + b"\n"
        for folder in self._folders:
            with suppress(OSError):
                descriptor = os.open(self._file(folder, tries.key), _FLAGS, 0o600)
                try:
                    os.write(descriptor, line)
                finally:
                    os.close(descriptor)

    def _forget(self, code: str) -> None:
        for folder in self._folders:
            with suppress(OSError):
                self._file(folder, code).unlink(missing_ok=True)

    def _file(self, folder: Path, code: str) -> Path:
        return folder / f"{hmac.digest(self._key, code.encode(), 'sha256')[:12].hex()}{_SUFFIX}"

    def _mac(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256")[:16].hex()
