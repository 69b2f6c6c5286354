"""The driver's end of a window: starts its process, asks for acts, kills it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from tests.journeys.day.day_clock import FOLDER, STATION

ROOT = Path(__file__).parents[3]
_PATIENCE = 400.0


class WindowGone(Exception):
    """The window's process ended while something was being done."""


class NotDone(AssertionError):
    """The window did not do what was asked."""


def environment(folder: Path, station: str, machine: str = "") -> dict[str, str]:
    """Of every process of that window. ``machine``: of its PC, where it is not the first one."""
    startup = Path(__file__).parent / "startup"
    home = folder / f"home-{station}{machine}"
    return {
        **os.environ,
        **home_of(home),
        FOLDER: str(folder),
        STATION: station,
        "PYTHONPATH": f"{startup}{os.pathsep}{ROOT}",
        "PYTHONFAULTHANDLER": "1",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(folder / "cache")),
    }


def home_of(home: Path) -> dict[str, str]:
    """What a PC's user keeps beside the profile, and no printer of this machine."""
    home.mkdir(exist_ok=True)
    names = ("XDG_STATE_HOME", "COUNTER_WITNESS", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    return {
        "HOME": str(home),
        "CUPS_SERVER": str(home / "no-printer.sock"),
        **{name: str(home / name.lower()) for name in names},
    }


@dataclass
class Remote:
    """A window that is open. ``folder``: of the day; ``profile``: the window's."""

    folder: Path
    station: str
    profile: Path
    log: Path
    machine: str = ""
    times: dict[str, list[float]] = field(default_factory=dict)
    died: list[str] = field(default_factory=list)
    """Each time that its process ended and nobody had killed it: what was being done, and how it ended."""
    _killed: bool = field(default=False, init=False)
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _answers: Queue[dict[str, Any]] = field(default_factory=Queue)
    _number: int = 0

    def open(self) -> None:
        """Start the window."""
        command = [sys.executable, "-m", "tests.journeys.day.window_process", str(self.profile)]
        self._killed = False
        with self.log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                cwd=ROOT,
                env=environment(self.folder, self.station, self.machine),
                start_new_session=True,
            )
        self._answers = Queue()
        threading.Thread(target=self._read, args=(self._process, self._answers), daemon=True).start()

    def _read(self, process: subprocess.Popen[str], answers: Queue[dict[str, Any]]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("@@"):
                answers.put(json.loads(line[2:]))
            else:
                with self.log.open("a", encoding="utf-8") as log:
                    log.write(line)
        answers.put({})

    def do(self, act: str, **what: Any) -> Any:
        """Have it done. Raises WindowGone where the process ended meanwhile, NotDone with what the window shows."""
        began = time.monotonic()
        try:
            return self._do(act, what)
        except WindowGone:
            self._ask_why(act)
            raise
        finally:
            spent = time.monotonic() - began
            self.times.setdefault(act, []).append(spent)
            with (self.folder / "acts.log").open("a", encoding="utf-8") as log:
                log.write(
                    f"{self.station} {act} {spent:.1f} s {json.dumps(what, ensure_ascii=False)[:300]}\n"
                )

    def _do(self, act: str, what: dict[str, Any]) -> Any:
        self._number += 1
        asked = json.dumps({"id": self._number, "do": act, "what": what}, ensure_ascii=False)
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(asked + "\n")
            self._process.stdin.flush()
        except (BrokenPipeError, OSError) as gone:
            raise WindowGone(self.station) from gone
        try:
            answer = self._answers.get(timeout=_PATIENCE)
        except Empty as hangs:
            raise NotDone(f"{self.station} {act}: no answer within {_PATIENCE:.0f} s") from hangs
        if not answer:
            raise WindowGone(self.station)
        if "wrong" in answer:
            raise NotDone(f"{self.station} {act} {what}: {answer['wrong']}\nIn sight: {answer['sight']}")
        return answer["said"]

    def _ask_why(self, act: str) -> None:
        """Whether somebody killed it; a window that ends by itself has a fault."""
        assert self._process is not None
        ended = self._process.wait()
        if not self._killed:
            self.died.append(f"{self.station} ended by itself ({ended}) during {act}: see {self.log.name}")

    def kill(self) -> None:
        """As a power cut of that PC: the window at once; its children see their input end."""
        assert self._process is not None
        self._killed = True
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Whatever still runs is ended."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def kill_child(self, named: str) -> bool:
        """Kill -9 a process that the window started; False where there is none."""
        assert self._process is not None
        for pid in children_of(self._process.pid):
            try:
                words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if named in words:
                os.kill(pid, signal.SIGKILL)
                return True
        return False

    def close(self) -> None:
        """The window is closed; its process ends by itself."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def children_of(pid: int) -> list[int]:
    """Every process below that one."""
    found = []
    try:
        said = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        for task in Path(f"/proc/{pid}/task").iterdir():
            said += " " + (task / "children").read_text()
    except OSError:
        return []
    for child in {int(word) for word in said.split()}:
        found += [child, *children_of(child)]
    return found
