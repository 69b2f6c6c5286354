"""What people of the day know: every case and paper that a window gave them, and where it may still lead."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Carried:
    """A paper in an applicant's hand. ``row``: how the window listed it; ``file``: as saved; ``at``: the window."""

    case: str
    row: str
    file: Path
    at: str

    @property
    def title(self) -> str:
        """Its title."""
        return self.row.split("　")[0]

    @property
    def number(self) -> str:
        """Its number; empty where it has none."""
        said = self.row.split("\n")[1].split("，")[0] if "\n" in self.row else ""
        return "" if said.startswith(("不编", "代拟")) else said


@dataclass
class Known:
    """A case that an applicant has a number of. ``asks``: something is missing; ``busy``: somebody works on it."""

    number: str
    owner: str
    name: str
    asks: bool = False
    kept: bool = False
    accepted: bool = False
    busy: bool = False
    ended: bool = False
    to_check: bool = False
    handed_over: bool = False
    done: list[str] = field(default_factory=list)


class Ledger:
    """Every case and paper by what the windows said, each act with its window; safe for the hands of all windows."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.cases: dict[str, Known] = {}
        self.papers: list[Carried] = []
        self.lost: set[str] = set()
        self.lost_papers: list[Carried] = []
        self.visits = 0
        self.counts: dict[str, int] = {}
        self.refused: list[str] = []
        self.broken: list[str] = []
        self.rated: dict[str, int] = {}
        self.asked: list[tuple[str, str, str]] = []
        """Window, case, and the name that it may read then."""

    def count(self, what: str, many: int = 1) -> None:
        """One more of those."""
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + many

    def opened(self, window: str, name: str, said: dict[str, Any], kind: str) -> None:
        """A window took a case in."""
        with self.lock:
            sentence = str(said["sentence"])
            self.cases[str(said["number"])] = Known(
                str(said["number"]),
                window,
                name,
                asks="补正" in sentence or "容缺" in sentence,
                kept=kind == "keep",
                accepted="已受理" in sentence,
                done=[f"{window} {kind}"],
            )
            self.carry(str(said["number"]), window, said["papers"])
            if said.get("rated") == "rated":
                self.rated[window] = self.rated.get(window, 0) + 1

    def carry(self, case: str, window: str, papers: list[list[str]]) -> None:
        """The applicant takes papers home."""
        with self.lock:
            self.papers += [Carried(case, row, Path(file), window) for row, file in papers]

    def lose(self, window: str, since: int) -> None:
        """Cases and papers that a window gave since it last reported are gone with its PC. ``since``: papers before."""
        with self.lock:
            gone = [one for one in self.papers[since:] if one.at == window]
            self.lost_papers += gone
            self.papers = [one for one in self.papers if one not in gone]
            cases = {one.case for one in gone if self.cases[one.case].owner == window}
            known = {one.case for one in self.papers}
            self.lost |= {number for number in cases if number not in known}
            for number in self.lost:
                self.cases.pop(number, None)
