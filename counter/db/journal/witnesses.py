"""What is known outside the profile about the last head: it can reveal that the file was put back to an older state.

For each epoch one small file in each folder (``folders_of``), one line in one disk sector, rewritten after every
commit like the signed head beside the file: it may lag behind after a power cut, never lead. A line is authenticated
by the profile's master key: without it no one can make a window believe that numbers were given. A folder that is
missing, unreadable or foreign counts as silent.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from counter.db.file.machine_binding import machine_id
from counter.db.journal.heads import Head
from counter.db.journal.pin_witness import PinWitness
from counter.domain.journal.chain import GENESIS

FURTHER = "COUNTER_WITNESS"
"""Environment variable: a folder instead of the machine's own, e.g. on another disk."""
_MACHINE = Path("/var/tmp")  # survives a restart; its content is authenticated
_NAME = "counter-witness"
_BESIDE = ".witness-of-counter"
_SHORT = 12
_FORM = "counter-witness-1"
_SECTOR = 512
_SUFFIX = ".head"
_NEXT = ".next"
"""After the suffix: a line for the keys that are to come."""
_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a reader must not block a commit
)
_HERE_LENGTH = 16


@dataclass(frozen=True, slots=True)
class WitnessFolder:
    """A folder for the heads of one profile. ``label``: its name for a supervisor."""

    label: str
    folder: Path


def folders_of(profile: Path, profile_id: str, *, demo: bool) -> tuple[WitnessFolder, ...]:
    """The folders of a profile, by its identity: two profiles never share one. Creates nothing.

    Each survives another kind of restore: the folder above the profile (a restore of the profile), the user's state
    folder (a restore of the disk or folder the profile lies on), and one outside every user's home. A demo leaves
    nothing outside its own parent folder.
    """
    home = profile.resolve()
    short = profile_id[:_SHORT]
    places = [WitnessFolder("上一级文件夹", home.parent / f"{_BESIDE}-{short}")]
    if not demo:
        places.append(WitnessFolder("用户文件夹", _of_user() / profile_id))
        shared = _of_machine()
        if shared is not None:
            places.append(WitnessFolder("本机文件夹", shared / f"{_NAME}-{short}"))
    outside = [place for place in places if home not in place.folder.resolve().parents]
    return tuple({place.folder: place for place in outside}.values())


def folders_of_any(profile: Path) -> Iterator[Path]:
    """The folders, this user's, of any real profile that lay or lies here."""
    shared = _of_machine()
    among = [(profile.resolve().parent, f"{_BESIDE}-*"), (_of_user(), "*")]
    among += [] if shared is None else [(shared, f"{_NAME}-*")]
    for above, pattern in among:
        with suppress(OSError):
            yield from (folder for folder in sorted(above.glob(pattern)) if is_own(folder))


def _of_user() -> Path:
    from platformdirs import user_state_path  # imported late: a demo has no such folder

    return user_state_path(_NAME, appauthor=False)


def _of_machine() -> Path | None:
    shared = os.environ.get(FURTHER) or (str(_MACHINE) if sys.platform == "linux" else "")
    return Path(shared).absolute() if shared else None


def make(folder: Path) -> None:
    """Make the folder, accessible to its owner alone. Raises OSError where another user has taken its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_own(folder):
        raise PermissionError(f"{folder} belongs to another user")


def is_own(folder: Path) -> bool:
    """Whether the path is really a folder and this user's: in a folder writable by all, others may take a name."""
    state = folder.lstat()
    return (
        folder.is_dir() and not folder.is_symlink() and (os.name != "posix" or state.st_uid == os.geteuid())
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """One head as a witness knows it. ``parent``: the epoch before it, 0 for the first; ``here``: in which folder."""

    head: Head
    parent: int
    here: str


@dataclass(frozen=True, slots=True)
class WitnessState:
    """State of one folder. ``trouble``: why it cannot be written or read, in words; empty where it can."""

    place: WitnessFolder
    claims: tuple[Claim, ...]
    unread: tuple[Path, ...] = ()
    trouble: str = ""


class Witnesses:
    """The witnesses of one profile, read at every opening and written after every commit.

    Nothing is written before the first number is given out: until then no number can repeat, and a profile that is set
    up and thrown away leaves nothing behind.
    """

    def __init__(self, profile: Path, profile_id: str, master: bytes, *, demo: bool) -> None:
        self.here = hashlib.sha256(f"{machine_id()}\n{profile.resolve()}".encode()).hexdigest()[:_HERE_LENGTH]
        self.places = folders_of(profile, profile_id, demo=demo)
        self._key = hmac.digest(master, b"counter witness key 1", "sha256")
        pins_key = hmac.digest(master, b"counter pin witness key 1", "sha256")
        self.pins = PinWitness([place.folder for place in self.places], pins_key)
        self._begun = False
        self._parent = 0
        self._known: dict[Path, bool] = {}

    def said(self) -> tuple[WitnessState, ...]:
        """The current state of each folder."""
        return tuple(self._of(place) for place in self.places)

    def claims(self) -> tuple[Claim, ...]:
        """The claims of all folders."""
        return tuple(claim for state in self.said() for claim in state.claims)

    def begin(self, parent: int, *, given: bool) -> None:
        """Begin the epoch after ``parent``. ``given``: numbers were given out, in any epoch."""
        self._parent = parent
        self._begun = self._begun or given

    def catch_up(self, head: Head) -> None:
        """Write where the folder knows less than the file: after a kill, a power cut, or on an older profile."""
        if not self._begun or head.hash == GENESIS:
            return
        for state in self.said():
            mine = (
                c.head for c in state.claims if (c.head.station, c.head.epoch) == (head.station, head.epoch)
            )
            if all(one.seq < head.seq for one in mine):
                self._write(state.place, head, self._line(head))

    def write(self, head: Head, *, given: bool) -> None:
        """After a commit. ``given``: others may know of it, by a number or by what travels. A folder that cannot be
        written only knows less.
        """
        if not (self._begun or given):
            return
        self._begun = True
        line = self._line(head)
        for place in self.places:
            self._write(place, head, line)

    def hand_over(self, successor: Witnesses, pins_of: Iterable[str]) -> None:
        """Write beside each line what it is under the successor's key, who takes it over when it is in force; so too
        the wrong PINs of these keys, whose files have other names under another key.
        """
        for key in pins_of:
            known = sorted(self.pins.known(key), key=lambda tries: tries.wrong)
            successor.pins.update({tries.key: tries for tries in known})
        for state in self.said():
            for claim in state.claims:
                line = successor.line_of(claim)
                with suppress(OSError):  # a folder that cannot be written only knows less
                    _put(f"{state.place.folder}{os.sep}{claim.head.epoch}{_SUFFIX}{_NEXT}", line)

    def take_over(self) -> None:
        """Put the lines of a predecessor in force that were written for this key (``hand_over``)."""
        for place in self.places:
            with suppress(OSError):
                for file in sorted(place.folder.glob(f"*{_SUFFIX}{_NEXT}")):
                    if not file.is_symlink() and file.is_file() and self._read(file) is not None:
                        file.replace(file.with_name(file.name.removesuffix(_NEXT)))

    def line_of(self, claim: Claim) -> bytes:
        """A claim as this key states it."""
        return self._signed_line(claim.head, claim.parent, claim.here)

    def _write(self, place: WitnessFolder, head: Head, line: bytes) -> None:
        file = f"{place.folder}{os.sep}{head.epoch}{_SUFFIX}"
        try:
            if not self._known.get(place.folder):
                make(place.folder)
                self._known[place.folder] = True
            try:
                _put(file, line)
            except FileNotFoundError:  # deleted by someone meanwhile
                make(place.folder)
                _put(file, line)
        except OSError:
            self._known[place.folder] = False

    def _of(self, place: WitnessFolder) -> WitnessState:
        claims: list[Claim] = []
        unread: list[Path] = []
        try:
            files = sorted(place.folder.iterdir())  # any file may lie there: each is authenticated
        except FileNotFoundError:
            return WitnessState(place, (), trouble=_why_not_made(place.folder))
        except OSError:
            return WitnessState(place, (), trouble="读不了")
        for file in files:
            if file.suffix != _SUFFIX or file.is_symlink() or not file.is_file():
                continue
            claim = self._read(file)
            if claim is None:
                unread.append(file)
            else:
                claims.append(claim)
        whole = os.access(place.folder, os.W_OK | os.X_OK) and all(os.access(f, os.W_OK) for f in files)
        return WitnessState(place, tuple(claims), tuple(unread), "" if whole else "不能写")

    def _line(self, head: Head) -> bytes:
        return self._signed_line(head, self._parent, self.here)

    def _signed_line(self, head: Head, parent: int, here: str) -> bytes:
        text = f"{_FORM} {head.station} {head.epoch} {head.seq} {head.hash.hex()} {parent} {here}"
        return f"{text} {self._mac(text)}".encode().ljust(_SECTOR - 1) + b"\n"

    def _read(self, file: Path) -> Claim | None:
        try:
            with file.open("rb") as stream:
                text, _, mac = stream.read(_SECTOR).decode().strip().rpartition(" ")
            if not hmac.compare_digest(mac, self._mac(text)):
                return None
            form, station, epoch, seq, hash_, parent, here = text.split(" ")
            if form != _FORM:
                return None
            head = Head(station, int(epoch), int(seq), bytes.fromhex(hash_))
            return Claim(head, int(parent), here)
        except (OSError, ValueError, TypeError):
            return None

    def _mac(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256")[:16].hex()


def epochs_seen(profile: Path, station: str) -> frozenset[int]:
    """Epochs of a station in which another profile gave out numbers on this machine, by its witnesses.

    Their lines cannot be authenticated without that profile's key. A false one only makes a station that is set up
    begin with another epoch.
    """
    seen: set[int] = set()
    for folder in folders_of_any(profile):
        with suppress(OSError):
            for file in folder.glob(f"*{_SUFFIX}"):
                form, code, epoch, *_ = (*_first_words(file), "", "", "")
                if (form, code) == (_FORM, station) and epoch.isascii() and epoch.isdigit():
                    seen.add(int(epoch))
    return frozenset(seen)


def _first_words(file: Path) -> list[str]:
    try:
        if file.is_symlink() or not file.is_file():
            return []
        with file.open("rb") as stream:
            return stream.read(_SECTOR).decode().split(" ")
    except (OSError, ValueError):
        return []


def _put(file: str, line: bytes) -> None:
    descriptor = os.open(file, _FLAGS, 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


def _why_not_made(folder: Path) -> str:
    """Why a folder that does not exist cannot be made."""
    above = next(one for one in folder.parents if one.exists())
    return "" if os.access(above, os.W_OK | os.X_OK) else "不能写"
