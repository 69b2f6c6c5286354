"""Floor of an acceptance: a raw SQLCipher transaction of the very rows that the acceptance just wrote.

``Floor.follow`` reads what was added to the journal's file since the last call and writes the same rows, prepared
beforehand, into a second encrypted file with the same schema and pragmas. Run alone it measures the journal without
the services: ``python -m bench.accept_floor``.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from bench.table import row, show
from counter.db.file import schema
from counter.db.file.clock import SystemClock
from counter.db.file.connection import open_file
from counter.db.grams import grams_of
from counter.db.journal.journal import SqlJournal
from counter.db.keys.key_folder import load_keys
from counter.db.keys.key_stores import FileStore
from counter.db.profile import profile as profiles
from counter.db.rows import rows as read_models
from counter.services.context.ports import CaseRow, PaperRow, StationIdentity
from tests.foreign import foreign

Statements = list[tuple[str, list[tuple[Any, ...]]]]
GROWING = ("entries", "case_rows", "paper_rows")
CHANGING = ("case_keys", "numbers", "bundle_rows", "case_tails", "task_rows")
ROUNDS = 200
WARM = 20


def floor_transaction(connection: Any, statements: Statements) -> float:
    """Milliseconds of one durable transaction that writes these rows and does nothing else."""
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        connection.executemany(statement, values)
    connection.execute("COMMIT")
    return (time.perf_counter() - start) * 1000


class Floor:
    """A second file that receives the journal's rows with as little work as possible."""

    def __init__(self, journal: SqlJournal, folder: Path) -> None:
        self._source = open_file(journal.profile / "counter.db", load_keys(journal.profile).data)
        self._target = open_file(folder / "floor.db", bytes(range(32)))
        schema.ensure(self._target)
        self._known: dict[str, set[tuple[Any, ...]]] = {table: set() for table in (*GROWING, *CHANGING)}
        self.follow()

    def follow(self) -> float:
        """Write the rows added to the journal since the last call; milliseconds of the transaction alone."""
        return floor_transaction(self._target, self._gained())

    def close(self) -> None:
        """Close both files."""
        self._source.close()
        self._target.close()

    def _gained(self) -> Statements:
        statements: Statements = []
        for table, known in self._known.items():
            where = " WHERE row > ?" if table in GROWING else ""
            bound = (max((r[0] for r in known), default=0),) if table in GROWING else ()
            row_count = self._source.execute(f"SELECT * FROM {table}{where}", bound)  # noqa: S608  # our own tables
            found = set(row_count) - known
            known |= found
            if found:
                marks = ", ".join("?" * len(next(iter(found))))
                statement = f"INSERT OR REPLACE INTO {table} VALUES ({marks})"  # noqa: S608
                statements.append((statement, sorted(found)))
            if table == "case_rows" and found:
                cases = [(r[0], read_models.read_case(r)) for r in sorted(found)]
                grams = [(number, grams_of((*case.names, *case.initials))) for number, case in cases]
                statements.append(("INSERT INTO case_names (rowid, grams) VALUES (?, ?)", grams))
        return statements


def measure() -> dict[str, object]:
    """Seventeen entries, four papers and their rows: a bundle of 12 materials with 4 items, without the services."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "profile"
        station = StationIdentity("03", 1, "测", "测", "150000", "xingan", demo=True)
        profiles.create(folder, station, SystemClock(), FileStore(folder))
        journal = profiles.open_journal(folder, SystemClock(), lambda entries: None)  # type: ignore[arg-type,return-value]
        floor = Floor(journal, Path(name))
        ours, raw = [], []
        for number in range(WARM + ROUNDS):
            start = time.perf_counter()
            append_like_an_acceptance(journal, f"case-{number}")
            ours.append((time.perf_counter() - start) * 1000)
            raw.append(floor.follow())
        floor.close()
        journal.close()
    return row(
        "journal: 17 entries + rows", ours[WARM:], raw[WARM:], 3.0, floor_name="raw SQLCipher, same rows"
    )


def append_like_an_acceptance(journal: SqlJournal, case: str) -> None:
    """The journal calls of filing such a visit, with payloads of the usual size."""
    recent = "2026-11-20T01:00:00+00:00"
    lines: dict[str, object] = {f"材料{n}": {"state": "received", "copies": 1} for n in range(12)}
    with journal.transaction() as tx:
        number = f"15220103-2026-{tx.next_number('case|2026'):05d}"
        opened: dict[str, object] = {"number": number, "bundle": 8, "lines": lines, "text": "据" * 2000}
        person: dict[str, object] = {
            "name": "欧阳示例",
            "id_number": "99999920000101001X",
            "phone": "10000001234",
        }
        last = tx.append(foreign("case.opened", case, opened, sealed=person), actor="W01")
        kinds = ["materials.received", *["item.accepted"] * 4, *["item.held"] * 7]
        for kind in kinds:
            last = tx.append(
                foreign(kind, case, lines, sealed={"reason": "齐全"}, previous=last.id), actor="W01"
            )
        tx.put_case(
            CaseRow(
                case, number, 8, "我要开小餐馆", "accepted", recent, recent, "2026-12-04", "W01", "欧阳示例",
                ("欧阳示例",), ("oysl",), ("99999920000101001X",), ("10000001234",),
            )
        )  # fmt: skip
        for index in range(4):
            paper = f"{case}-{index}"
            given = f"示受〔2026〕{tx.next_number('受|2026')}号"
            issued: dict[str, object] = {"paper": paper, "number": given, "title": "受理通知书"}
            last = tx.append(
                foreign("paper.issued", case, issued, sealed={"document": "文" * 1000}, previous=last.id),
                actor="W01",
            )
            tx.put_paper(PaperRow(paper, case, "acceptance_notice", given, "某局", recent, 0, "made"))
        tx.commit()


if __name__ == "__main__":
    print(show([measure()]))
