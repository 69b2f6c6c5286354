"""Rewrite a profile's history with the station's own keys, as its owner could: chained, signed and rebuilt anew.

Whatever the station itself can prove afterwards is then the forger's own work. Used by
``tests/journeys/test_rewritten_history.py``.
"""

from __future__ import annotations

import json
import random
import shutil
import uuid
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counter.bootstrap.opening import guide_shelf, open_to_check
from counter.db.check.check import rebuild_rows
from counter.db.journal import epochs, stream
from counter.db.journal.heads import FOLDER
from counter.db.journal.journal import SqlJournal
from counter.domain.journal.chain import GENESIS, ChainReport, fields_hash
from counter.domain.journal.entries import STATION_OPENED, canonical_bytes

NAMES = stream.COLUMNS.split(", ")
_MINUTE = 60_000_000
_BESIDE = ("stations", "case_keys")
"""Tables that a forger changes with the entries."""

Row = dict[str, Any]


@dataclass(slots=True)
class History:
    """All entries of a file in their order, as a forger holds them. ``dice``: what chooses; the same every time."""

    rows: list[Row]
    dice: random.Random
    touched: list[tuple[int, int]] = field(default_factory=list)
    """Epoch and number of the first entry, as it was, that is no longer the same; one for each epoch changed."""

    def touch(self, row: Row) -> None:
        """Note that this entry, or what lay there, is changed."""
        self.touched.append((row["epoch"], row["seq"]))

    def put(self, rows: Iterable[Row]) -> None:
        """These entries instead."""
        self.rows[:] = [dict(row) for row in rows]

    def some(self, wanted: Callable[[Row], bool]) -> Row:
        """One of these entries, never an opening one. IndexError where there is none."""
        return self.dice.choice([row for row in self.rows if row["kind"] != STATION_OPENED and wanted(row)])


Change = Callable[[History], None]


def another_clerk(history: History) -> None:
    """All acts of one clerk are another's."""
    mine = [row for row in history.rows if row["actor"] == "W01"]
    for row in mine:
        row["actor"] = "S01"
    for row in mine:
        history.touch(row)


def one_act_of_another(history: History) -> None:
    """One act was somebody else's."""
    row = history.some(lambda row: row["actor"] in ("W01", "S01"))
    row["actor"] = "W09"
    history.touch(row)


def dropped(history: History) -> None:
    """One entry never was."""
    row = history.some(lambda row: not row["taken"])
    history.rows.remove(row)
    history.touch(row)


def dropped_case(history: History) -> None:
    """A visit never took place."""
    case = history.some(lambda row: row["kind"] == "case.opened")["subject"]
    for row in [row for row in history.rows if row["subject"] == case]:
        history.rows.remove(row)
        history.touch(row)


def swapped(history: History) -> None:
    """Two acts in the other order, each with the other's time."""
    places = [
        n
        for n, (one, two) in enumerate(zip(history.rows, history.rows[1:], strict=False))
        if one["epoch"] == two["epoch"] and one["subject"] != two["subject"] and one["kind"] != STATION_OPENED
    ]
    n = history.dice.choice(places)
    one, two = history.rows[n], history.rows[n + 1]
    history.touch(one)
    history.rows[n], history.rows[n + 1] = two, one
    for name in ("at", "boot", "monotonic_ns"):
        one[name], two[name] = two[name], one[name]


def another_time(history: History) -> None:
    """One act an hour earlier."""
    row = history.some(lambda row: True)
    row["at"] -= 60 * _MINUTE
    history.touch(row)


def dated_back(history: History) -> None:
    """Everything a day earlier, from some act on."""
    start = history.rows.index(history.some(lambda row: True))
    for row in history.rows[start:]:
        row["at"] -= 24 * 60 * _MINUTE
        history.touch(row)


def another_payload(history: History) -> None:
    """One word of an open payload is another."""
    row = history.some(lambda row: any(isinstance(v, str) for v in json.loads(row["payload"]).values()))
    values = json.loads(row["payload"])
    name = history.dice.choice(sorted(name for name, value in values.items() if isinstance(value, str)))
    values[name] += "甲"
    row["payload"] = canonical_bytes(values)
    history.touch(row)


def another_sealed(history: History) -> None:
    """A sealed part is gone."""
    row = history.some(lambda row: row["sealed"] is not None)
    row["sealed"] = None
    history.touch(row)


def made_up(history: History) -> None:
    """An act that never was, between two others."""
    row = history.some(lambda row: not row["taken"])
    more = {**row, "id": str(uuid.UUID(int=history.dice.getrandbits(128), version=4)), "at": row["at"] + 1}
    history.touch({**row, "seq": row["seq"] + 1})
    history.rows.insert(history.rows.index(row) + 1, more)


def certain_clock(history: History) -> None:
    """A doubt about the clock was never noted, or one was."""
    row = history.some(lambda row: True)
    row["untimely"] = 1 - row["untimely"]
    history.touch(row)


def cut(history: History) -> None:
    """The last entries are gone."""
    last = history.rows[-1]["epoch"]
    mine = [row for row in history.rows if row["epoch"] == last]
    for row in mine[history.dice.randint(max(2, len(mine) // 2), len(mine) - 1) :]:
        history.rows.remove(row)
        history.touch(row)


def cut_and_grown(history: History) -> None:
    """The last entries are gone, and as many others stand there."""
    before = len(history.rows)
    cut(history)
    while len(history.rows) < before:
        last = history.rows[-1]
        history.rows.append(
            {
                **last,
                "id": str(uuid.UUID(int=history.dice.getrandbits(128), version=4)),
                "at": last["at"] + _MINUTE,
                "kind": "staff.signed_on",
                "version": 1,
                "subject": "staff/W01",
                "payload": canonical_bytes({"code": "W01"}),
                "sealed": None,
                "taken": "",
                "untimely": 0,
            }
        )


def merged(history: History) -> None:
    """There was never a second epoch: its entries follow those of the first, and nobody certified its key."""
    first, last = history.rows[0]["epoch"], history.rows[-1]["epoch"]
    for row in [row for row in history.rows if row["epoch"] == last != first]:
        history.touch(row)
        if row["kind"] in (STATION_OPENED, "keys.trusted"):
            history.rows.remove(row)
        row["epoch"] = first


def lost_epoch(history: History) -> None:
    """Nothing after the first epoch ever was."""
    first = history.rows[0]["epoch"]
    for row in [row for row in history.rows if row["epoch"] != first]:
        history.touch(row)
        history.rows.remove(row)


CHANGES: dict[str, Change] = {
    one.__name__: one
    for one in (
        another_clerk,
        one_act_of_another,
        dropped,
        dropped_case,
        swapped,
        another_time,
        dated_back,
        another_payload,
        another_sealed,
        made_up,
        certain_clock,
        cut,
        cut_and_grown,
        merged,
        lost_epoch,
    )
}


def rewrite(
    journal: SqlJournal, change: Change, dice: random.Random, *, linked: bool = True
) -> list[tuple[int, int]]:
    """Change the history of an open file, chain it anew and sign every head; rows are not computed. Returns what was
    touched, as ``History.touched``. ``linked``: a later epoch names the ends that the earlier ones have now.
    """
    connection = journal.connection()
    history = History(stored(journal), dice)
    change(history)
    _chain(history.rows, linked=linked)
    connection.execute("BEGIN IMMEDIATE")
    put(journal, history.rows)
    known = {(row["station"], row["epoch"]) for row in history.rows}
    for code, epoch in connection.execute("SELECT code, epoch FROM stations").fetchall():
        if (code, epoch) not in known:
            connection.execute("DELETE FROM stations WHERE code = ? AND epoch = ?", (code, epoch))
    connection.execute("DELETE FROM case_keys WHERE subject NOT IN (SELECT subject FROM entries)")
    connection.execute("COMMIT")
    _sign(journal)
    return history.touched


def rewritten(profile: Path, change: Change, seed: int) -> tuple[list[tuple[int, int]], ChainReport]:
    """The same of a closed profile, its rows rebuilt; with what ``check`` then says of it alone."""
    journal, unread = open_to_check(profile, guide_shelf())
    with closing(journal):
        touched = rewrite(journal, change, random.Random(seed))
        return touched, rebuild_rows(journal, unread_hall=unread)


@dataclass(frozen=True, slots=True)
class Original:
    """What a history is put back from after it was rewritten."""

    rows: list[Row]
    others: dict[str, list[tuple[Any, ...]]]

    @classmethod
    def of(cls, journal: SqlJournal) -> Original:
        """As it lies in the file now."""
        connection = journal.connection()
        others = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in _BESIDE}
        return cls(stored(journal), others)

    def put_back(self, journal: SqlJournal) -> None:
        """Everything as it was, heads and witnesses too; rows are not computed."""
        connection = journal.connection()
        connection.execute("BEGIN IMMEDIATE")
        for name, found in self.others.items():
            connection.execute(f"DELETE FROM {name}")
            marks = ", ".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", found)
        connection.execute("COMMIT")
        rewrite(journal, lambda history: history.put(self.rows), random.Random(0))


def stored(journal: SqlJournal) -> list[Row]:
    """Every entry as it lies in the file."""
    found = journal.connection().execute(f"SELECT {stream.COLUMNS} FROM entries ORDER BY row")
    return [dict(zip(NAMES, row, strict=True)) for row in found]


def put(journal: SqlJournal, rows: Iterable[Row]) -> None:
    """These entries instead of all that lie there."""
    connection = journal.connection()
    connection.execute("DELETE FROM entries")
    marks = ", ".join("?" * len(NAMES))
    connection.executemany(
        f"INSERT INTO entries ({stream.COLUMNS}) VALUES ({marks})",
        [tuple(row[name] for name in NAMES) for row in rows],
    )


def _chain(rows: list[Row], *, linked: bool) -> None:
    """Numbers, links and hashes anew; an epoch names the ends that its forerunners have now."""
    ends: dict[int, tuple[int, bytes]] = {}
    latest: dict[str, str] = {}
    for row in rows:
        seq, prev = ends.get(row["epoch"], (0, GENESIS))
        if row["kind"] == STATION_OPENED:
            values = json.loads(row["payload"])
            if linked and "follows" in values:
                values["follows"] = [
                    {"epoch": epoch, "seq": end[0], "hash": end[1].hex()}
                    for epoch, end in sorted(ends.items())
                ]
                row["payload"] = canonical_bytes(values)
        row["seq"], row["prev"], row["base"] = seq + 1, prev, latest.get(row["subject"])
        row["hash"] = fields_hash([row[name] for name in NAMES[:-1]])
        ends[row["epoch"]] = row["seq"], row["hash"]
        latest[row["subject"]] = row["id"]


def _sign(journal: SqlJournal) -> None:
    """Heads and witnesses as if it had always been so."""
    shutil.rmtree(journal.profile / FOLDER)
    (journal.profile / FOLDER).mkdir()
    for place in journal.witnesses.places:
        shutil.rmtree(place.folder, ignore_errors=True)
    journal.sign_heads()
    for epoch in epochs.all_epochs(journal.connection()):
        station = epoch.station
        head = stream.head_of(journal.connection(), station.code, station.epoch)
        journal.witnesses.write(head, given=True)
