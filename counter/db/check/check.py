"""``counter check``: proves the journal and compares the read models with it; rebuilds the read models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from heapq import merge
from operator import itemgetter
from typing import Any

from sqlcipher3 import dbapi2

from counter.db.check.chain import Count, check_chains, check_heads, check_keys
from counter.db.check.key_files import check_seeds, check_wrapping
from counter.db.check.remedies import REBUILT, UNREAD, with_mending
from counter.db.check.rows import ELSEWHERE, Seen, check_rows, project_one
from counter.db.check.rows_without_entries import check_loose_rows, mend_loose_rows
from counter.db.check.schema import check_schema, mend_schema
from counter.db.check.search import check_search
from counter.db.check.taken import check_taken, taken_notes
from counter.db.check.witnesses import check_witnesses, restoring_notes, unknown_epochs, witness_lines
from counter.db.exchange import taken_entries
from counter.db.file.connection import DATABASE
from counter.db.file.errors import DamagedFile, explain, explained
from counter.db.file.window_lock import LOCK_FILE, SETUP_LOCK
from counter.db.journal import stream
from counter.db.journal.computed_rows import put_rows
from counter.db.journal.heads import SignedHead, read_heads
from counter.db.journal.journal import SqlJournal
from counter.db.journal.transaction import SqlTransaction
from counter.db.rows import ledger_place
from counter.domain.errors import CounterError, WorldTrouble
from counter.domain.journal.chain import ChainReport, Fault
from counter.domain.journal.check_progress import CheckStage, ReportProgress, ignore_progress
from counter.domain.journal.exchange.scope import is_joint
from counter.domain.papers.verify.trusted_keys import NO_TRUST, Trust
from counter.services.keys.trusted import trusted_keys

_DERIVED = (
    "case_rows",
    "case_tails",
    "bundle_rows",
    "paper_rows",
    "task_rows",
    "board_rows",
    "result_rows",
    "ledger_rows",
    "staff_rows",
    "rating_rows",
    "rating_reasons",
    "numbers",
)


SUBJECTS = """
    SELECT at, subject FROM entries AS e
    WHERE row = (SELECT MIN(row) FROM entries WHERE subject = e.subject) ORDER BY row
"""
"""Every subject in order of first appearance, which is the order of the list of cases, without sorting."""
_EVERY = 64
_WORKED_IN = "SELECT 1 FROM entries WHERE kind NOT IN ('station.opened', 'hall.configured') LIMIT 1"
_HALF = (
    "这份资料是设置到一半中断的：没有大厅设置，也没有值班人员，里面没有办过件。"
    "请把资料文件夹改名留着，再重新运行设置（counter setup）。"
)


def check(
    journal: SqlJournal, *, unread_hall: str = "", tell: ReportProgress = ignore_progress
) -> ChainReport:
    """Check everything in one consistent view of the file. Changes nothing.

    ``unread_hall``: why the hall's settings cannot be read, if so; then no row can be computed for comparison.
    ``tell``: called with the progress.
    """
    connection = journal.connection()
    signed, unread = read_heads(journal.profile)  # before the file is read: another program may be writing
    states, here = journal.witnesses.said(), journal.witnesses.here
    count, seen = Count(tell), Seen()
    faults: list[Fault] = []
    notes: list[str] = []
    try:
        tell(CheckStage.FILE, 0, 0)
        faults += _pages(connection)
        connection.execute("BEGIN")
        faults += check_schema(connection)
        if any(fault.kind == "tables" for fault in faults):  # the following queries rely on the structure
            return ChainReport(0, 0, 0, tuple(with_mending(faults)))
        faults += check_chains(connection, count)
        known = _of_known_epochs(connection, journal, signed)
        faults += check_heads(connection, known, [path.name for path in unread])
        faults += check_taken(connection, partial(_trust, journal))
        notes += taken_notes(connection)
        faults += _only_new(check_witnesses(connection, here, states), faults)
        notes += [f"见证：{line.words}。" for line in witness_lines(connection, states)]
        notes += restoring_notes(connection)
        tell(CheckStage.KEYS, 0, 0)
        faults += check_keys(connection, journal.case_keys)
        faults += check_loose_rows(connection, journal.reading().at)
        if unread_hall and connection.execute(_WORKED_IN).fetchone() is None:
            faults.append(Fault("half", "hall", _HALF))
        elif unread_hall:
            faults.append(Fault("hall", "hall", f"大厅设置的记录读不出，列表没有核对（{unread_hall}）。"))
        else:
            keys, projector = journal.case_keys, journal.projector
            faults += check_rows(connection, keys, projector, seen, tell, count.entries)
            faults += check_search(connection, seen.cases, tell)
    except dbapi2.DatabaseError as error:
        if not any(fault.kind == "file" for fault in faults):
            faults.append(Fault("file", journal.profile.name, _damage(explain(error))))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    faults += _files_beside(journal)
    notes += [f"有本程序不认识的记录类型 {kind}，相关办件只读，需升级。" for kind in sorted(seen.unknown)]
    return ChainReport(count.entries, seen.cases, seen.papers, tuple(with_mending(faults)), tuple(notes))


def rebuild_rows(
    journal: SqlJournal, *, unread_hall: str = "", tell: ReportProgress = ignore_progress
) -> ChainReport:
    """Recompute all read models, number series and missing head files; returns the check afterwards.

    Refused while the journal itself is damaged or a key is missing: rows that are still right would be lost. All of it
    is one transaction; a fault found on the way rolls it back and raises WorldTrouble.
    """
    connection = journal.connection()
    signed, _ = read_heads(journal.profile)
    count = Count(tell)
    with journal.transaction() as tx, explained():
        _refuse(fault for fault in check_schema(connection) if fault.kind != "foreign")
        known = _of_known_epochs(connection, journal, signed)
        damaged = [*check_chains(connection, count), *check_heads(connection, known, ())]
        damaged += check_keys(connection, journal.case_keys)
        damaged += [f for f in check_taken(connection, partial(_trust, journal)) if f.kind == "taken"]
        _refuse(damaged)
        mend_schema(connection)
        mend_loose_rows(connection, journal.reading().at)
        for table in _DERIVED:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO case_names (case_names) VALUES ('delete-all')")
        _project_all(journal, tx, count)
        ledger_place.set_place(connection, ledger_place.newest(connection))
        connection.executemany(
            "INSERT INTO numbers (station, epoch, series, last) VALUES (?, ?, ?, ?)",
            [(*chain, *given) for chain, series in count.given.items() for given in series.items()],
        )
        tx.commit()
    journal.sign_heads()
    return check(journal, unread_hall=unread_hall, tell=tell)


def _project_all(journal: SqlJournal, tx: SqlTransaction, count: Count) -> None:
    connection, seen, done = journal.connection(), Seen(), 0
    for turn, subject in enumerate(_subjects(connection)):
        if turn % _EVERY == 0:
            count.tell(CheckStage.REBUILD, done, count.entries)
        entries = stream.entries_of(connection, journal.case_keys, subject)
        done += len(entries)
        projected = project_one(connection, subject, entries, journal.projector, seen)
        own = [fault for fault in seen.faults if fault.kind != ELSEWHERE]
        if (
            projected is not None and not own
        ):  # else everything is rolled back, and only the damage is counted
            put_rows(tx, projected)
    _refuse(fault for fault in seen.faults if fault.kind != ELSEWHERE)


def _trust(journal: SqlJournal) -> Trust:
    """The keys trusted here; none where their entries are damaged, which is reported already."""
    try:
        return trusted_keys(journal)
    except (CounterError, ValueError):
        return NO_TRUST


def _subjects(connection: Any) -> Iterator[str]:
    """Every subject about in the order of its first entry: rows are numbered by it, and the newest is shown first."""
    came = ((at, one) for at, one in connection.execute(taken_entries.SUBJECTS) if is_joint(one))
    return (subject for _, subject in merge(connection.execute(SUBJECTS), came, key=itemgetter(0)))


def _refuse(found: Iterable[Fault]) -> None:
    damaged = [fault for fault in found if fault.kind not in REBUILT]
    if damaged:
        sentence = next(with_mending(damaged)).sentence
        raise WorldTrouble(f"日志本身有问题，没有重建（共 {len(damaged)} 处）：{sentence}")


def _files_beside(journal: SqlJournal) -> Iterator[Fault]:
    for name in (LOCK_FILE, SETUP_LOCK):
        if (journal.profile / name).is_dir():
            yield Fault(
                "beside", name, f"{name} 应当是文件，现在是一个文件夹：窗口打不开。请把它移走，不用取回。"
            )
    try:
        yield from check_wrapping(journal.connection(), journal.profile, journal.case_keys)
        yield from check_seeds(journal)
    except (dbapi2.DatabaseError, DamagedFile):  # already reported: it is the same file
        return


def _damage(error: Exception) -> str:
    """Why the file cannot be read, without the window's remedy: a check has its own."""
    if isinstance(error, DamagedFile):
        return UNREAD
    return error.sentence if isinstance(error, WorldTrouble) else "数据文件的内部结构损坏。"


def _of_known_epochs(connection: Any, journal: SqlJournal, signed: Iterable[SignedHead]) -> list[SignedHead]:
    """Without the heads of epochs that were lost with their keys: a witness confirms those."""
    lost = unknown_epochs(connection, journal.witnesses.here, journal.witnesses.said())
    return [one for one in signed if one.head.epoch not in lost]


def _only_new(faults: Iterable[Fault], before: Iterable[Fault]) -> Iterator[Fault]:
    """Faults of the witnesses that a signed head beside the file has not reported already."""
    reported = {(fault.kind, fault.place) for fault in before}
    return (fault for fault in faults if (fault.kind, fault.place) not in reported)


def _pages(connection: Any) -> Iterator[Fault]:
    """Pages whose bytes fail their authentication, and a broken structure.

    Pages are read past SQLite's locks and its log: a page that another program was writing, or that a power cut tore
    during a checkpoint, counts as damaged only if it stays so after the checkpoint.
    """
    damaged = set(connection.execute("PRAGMA cipher_integrity_check"))
    if damaged:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        damaged &= set(connection.execute("PRAGMA cipher_integrity_check"))
    if damaged:
        yield Fault("file", DATABASE, f"数据文件有 {len(damaged)} 页损坏，损坏处的记录读不出。")
    elif connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        yield Fault("file", DATABASE, "数据文件的内部结构损坏。")
