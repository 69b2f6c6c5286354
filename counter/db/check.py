"""``counter check``: proves that the journal is whole and that what is shown is what it says; rebuilds the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.check_chain import CHAINS, Count, check_chains, check_heads, check_keys, numbers_given
from counter.db.check_mending import REBUILT, with_mending
from counter.db.check_rows import Expected, check_rows, expected_rows, subjects_of
from counter.db.connection import DATABASE
from counter.db.heads import read_heads
from counter.db.journal import SqlJournal, put_rows
from counter.db.kept_seeds import BUREAU, HALL, HANDLER
from counter.db.trouble import explain, explained
from counter.domain.chain import Fault, Report
from counter.domain.errors import WorldTrouble

_DERIVED = (
    "case_rows",
    "case_tails",
    "bundle_rows",
    "paper_rows",
    "task_rows",
    "staff_rows",
    "rating_rows",
    "rating_reasons",
    "numbers",
)


def check(journal: SqlJournal, *, unread_hall: str = "") -> Report:
    """Go through everything in one consistent view of the file. Changes nothing.

    ``unread_hall``: why the hall's settings cannot be read, where that is so; then no row can be computed to compare.
    """
    connection = journal.connection()
    signed, unread = read_heads(journal.profile)  # before the file: another program may be writing
    count, expected = Count(), Expected()
    faults: list[Fault] = []
    try:
        faults += _pages(connection)
        connection.execute("BEGIN")
        faults += check_chains(connection, count)
        faults += check_heads(connection, signed, [path.name for path in unread])
        faults += check_keys(connection, journal.case_keys)
        if unread_hall:
            faults.append(Fault("hall", "hall", f"大厅设置的记录读不出，列表没有核对（{unread_hall}）。"))
        else:
            expected = expected_rows(connection, journal.case_keys, journal.projector)
            faults += expected.faults
            faults += check_rows(connection, expected)
    except dbapi2.DatabaseError as error:
        if not any(fault.kind == "file" for fault in faults):
            faults.append(Fault("file", journal.profile.name, str(explain(error))))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    faults += _kept_seeds(journal)
    notes = [f"有本程序不认识的记录类型 {kind}，相关案件只读，需升级。" for kind in sorted(expected.unknown)]
    return Report(
        count.entries, len(expected.cases), len(expected.papers), tuple(with_mending(faults)), tuple(notes)
    )


def rebuild_rows(journal: SqlJournal) -> Report:
    """Compute all read models, number series and missing head files anew; answers the check afterwards.

    Refused while the journal itself is damaged, or a key is gone: rows that still tell the truth would be lost.
    """
    connection = journal.connection()
    signed, _ = read_heads(journal.profile)
    with explained():
        damaged = [*check_chains(connection, Count()), *check_heads(connection, signed, ())]
        damaged += check_keys(connection, journal.case_keys)
        damaged = [fault for fault in damaged if fault.kind not in REBUILT]
        if not damaged:
            found = expected_rows(connection, journal.case_keys, journal.projector).faults
            damaged = [fault for fault in found if fault.kind in ("sealed", "unreadable")]
    if damaged:
        sentence = next(with_mending(damaged)).sentence
        raise WorldTrouble(f"日志本身有问题，没有重建（共 {len(damaged)} 处）：{sentence}")
    with journal.transaction() as tx, explained():
        for table in _DERIVED:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO case_names (case_names) VALUES ('delete-all')")
        for subject in subjects_of(connection):
            put_rows(tx, journal.projector(tx.entries(subject)))
        for station, epoch in connection.execute(CHAINS).fetchall():
            given = numbers_given(connection, station, epoch).items()
            values = [(station, epoch, series, last) for series, last in given]
            connection.executemany(
                "INSERT INTO numbers (station, epoch, series, last) VALUES (?, ?, ?, ?)", values
            )
        tx.commit()
    journal.sign_heads()
    return check(journal)


def _kept_seeds(journal: SqlJournal) -> Iterator[Fault]:
    """Private keys beside the journal that are there and do not open."""
    for kept in (HALL, HANDLER, BUREAU):
        try:
            kept.read(journal.profile, journal.case_keys)
        except WorldTrouble as wrong:
            yield Fault("seed", kept.file, wrong.sentence)


def _pages(connection: Any) -> Iterator[Fault]:
    """Pages whose bytes fail their own authentication, and a broken structure.

    The pages are read past SQLite's locks and past its log: one that another program was just writing, or that a power
    cut tore while the log was being copied into the file, is damaged only if it stays so after the log was copied.
    """
    damaged = set(connection.execute("PRAGMA cipher_integrity_check"))
    if damaged:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        damaged &= set(connection.execute("PRAGMA cipher_integrity_check"))
    if damaged:
        yield Fault("file", DATABASE, f"数据文件有 {len(damaged)} 页损坏，损坏处的记录读不出。")
    elif connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        yield Fault("file", DATABASE, "数据文件的内部结构损坏。")
