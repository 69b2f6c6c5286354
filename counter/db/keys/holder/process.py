"""The key holder's process: keeps 64 secret bytes in one locked page and answers programs of the same account.

Started by ``client.hold`` with the socket's folder and name; the bytes come through standard input. It ends, and wipes
the page first, when it is told to, when the machine goes to sleep or shuts down, when the session or its folder is
gone, or when another holder has taken its place. No copy of the bytes is made as a Python object.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import resource
import selectors
import socket
import stat
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from counter.db.keys.holder.runtime_folder import short_path
from counter.db.keys.holder.sleep_signals import has_slept, sleep_clocks, watch_signals

SIZE = 64
LOOK_SECONDS = 2.0
_PEER_SECONDS = 1.0
"""How long a program may take to ask; it holds up nobody meanwhile."""
_MOST_PEERS = 64
"""Of more programs that wait at once, the one that came first is sent away."""
_NOT_DUMPABLE = 4  # PR_SET_DUMPABLE
READY_LOCKED, READY_UNLOCKED = b"L", b"U"


class Holder:
    """One page of secrets and the socket to ask for it."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        fresh = f"{name}.{os.getpid()}.new"
        with short_path(
            folder, fresh
        ) as path:  # before the process closes itself to debuggers, and /proc with it
            self._listening.bind(path)
        (folder / fresh).chmod(0o600)
        self._inode = (folder / fresh).stat().st_ino
        self._fresh = folder / fresh
        close_to_debuggers()
        self._page = mmap.mmap(-1, mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        with suppress(OSError, ValueError):
            self._page.madvise(mmap.MADV_DONTDUMP)
        self.locked = _lock_page(self._page)

    def take_from(self, handle: int) -> bool:
        """Read the secrets into the page; then other programs may ask."""
        view, got = memoryview(self._page), 0
        while got < SIZE:
            count = os.readv(handle, [view[got:SIZE]])
            if not count:
                return False
            got += count
        self._listening.listen(_MOST_PEERS)
        self._listening.setblocking(False)
        self._fresh.replace(self._folder / self._name)
        return True

    def serve(self, signals: int) -> None:
        """Answer until the secrets have to go."""
        with selectors.DefaultSelector() as waiting, ExitStack() as peers:
            waiting.register(self._listening, selectors.EVENT_READ)
            waiting.register(signals, selectors.EVENT_READ)
            clocks, asking = sleep_clocks(), _Asking(waiting)
            peers.callback(asking.send_away, everybody=True)
            while True:
                ready = [key.fileobj for key, _ in waiting.select(_PEER_SECONDS if asking else LOOK_SECONDS)]
                now = sleep_clocks()
                if signals in ready or has_slept(clocks, now) or self._is_replaced():
                    return
                clocks = now
                if any(self._answer(peer) for peer in asking.of(ready)):
                    return
                if self._listening in ready:
                    asking.admit(self._listening)
                asking.send_away()

    def wipe(self) -> None:
        """Overwrite the secrets, and take the socket away where it is still this one's."""
        self._page[:] = bytes(len(self._page))
        self._listening.close()
        with suppress(OSError):
            if not self._is_replaced():
                (self._folder / self._name).unlink()
            self._fresh.unlink(missing_ok=True)

    def _answer(self, peer: socket.socket) -> bool:
        """Serve one program that has asked; whether it told the holder to give up."""
        with peer, suppress(OSError):
            asked = peer.recv(1)
            if asked == b"g":
                peer.sendall(memoryview(self._page)[:SIZE])
            elif asked == b"s":
                peer.sendall(READY_LOCKED if self.locked else READY_UNLOCKED)
            elif asked == b"x":
                self._page[:] = bytes(len(self._page))
                peer.sendall(b"x")
                return True
        return False

    def _is_replaced(self) -> bool:
        try:
            state = (self._folder / self._name).lstat()
        except OSError:
            return True
        return not stat.S_ISSOCK(state.st_mode) or state.st_ino != self._inode


class _Asking:
    """Programs of this account that have connected and not asked yet: each has its time, none waits for another."""

    def __init__(self, waiting: selectors.BaseSelector) -> None:
        self._waiting = waiting
        self._until: dict[socket.socket, float] = {}

    def __len__(self) -> int:
        return len(self._until)

    def admit(self, listening: socket.socket) -> None:
        """Take in everybody who has connected. Another account's program is sent away unheard."""
        with suppress(OSError):  # nobody is left
            for _ in range(_MOST_PEERS):
                peer = listening.accept()[0]
                if _account_of(peer) != os.geteuid():
                    peer.close()
                    continue
                peer.setblocking(False)
                self._waiting.register(peer, selectors.EVENT_READ)
                self._until[peer] = time.monotonic() + _PEER_SECONDS

    def of(self, ready: Sequence[object]) -> Iterator[socket.socket]:
        """Those who have asked; they are not waited for any more."""
        for peer in [one for one in self._until if one in ready]:
            self._take_out(peer)
            yield peer

    def send_away(self, *, everybody: bool = False) -> None:
        """Close the connections that took too long, and the oldest where they are too many."""
        now, most = time.monotonic(), 0 if everybody else _MOST_PEERS
        many = len(self._until) - most
        for number, (peer, until) in enumerate(list(self._until.items())):
            if number < many or until < now:
                self._take_out(peer)
                peer.close()

    def _take_out(self, peer: socket.socket) -> None:
        self._waiting.unregister(peer)
        del self._until[peer]


def _account_of(peer: socket.socket) -> int:
    """The user id of the program at the other end."""
    given = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", given)[1])


def close_to_debuggers() -> None:
    """No core file and no debugger of this account (PR_SET_DUMPABLE)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)


def _lock_page(page: mmap.mmap) -> bool:
    """Keep the page out of the swap; whether the system allows it (RLIMIT_MEMLOCK)."""
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.mlock(ctypes.c_void_p(address), ctypes.c_size_t(len(page))) == 0


def main(folder: str, name: str) -> int:
    """Become a process of its own, take the secrets, say ready, serve."""
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    os.umask(0o077)
    holder = Holder(Path(folder), name)
    try:
        if not holder.take_from(0):
            return 1
        os.write(1, READY_LOCKED if holder.locked else READY_UNLOCKED)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        holder.serve(watch_signals())
    finally:
        holder.wipe()
    return 0


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:3]))
