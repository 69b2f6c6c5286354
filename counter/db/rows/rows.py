"""The read models: cases, papers and staff as the pages list them. All of it can be rebuilt from the entries."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlcipher3 import dbapi2

from counter.db.grams import grams_of
from counter.services.context.ports import CaseRow, PaperRow, StaffRow

_CASE = (
    "case_id, number, bundle, bundle_name, state, is_open, opened_at, updated_at, due, clerk, applicant, found_by, "
    "owner, conflict, held"
)
CASE_COLUMNS = f"row, {_CASE}"
CASE_ID, OPENED_AT = 1, 7
"""Places of two of them in a stored row."""
StoredCase = tuple[Any, ...]
"""A row of ``CASE_COLUMNS`` as it is stored."""
PAPER_COLUMNS = "paper, case_id, kind, number, organ, issued_at, copies, state"
STAFF_COLUMNS = "code, name, role, pin_hash, active, organ"
OWN = "owner IN ('', (SELECT station FROM entries ORDER BY row LIMIT 1))"
"""Condition of the cases that this window decides in."""
BUNDLE_ROWS = f"SELECT bundle, COUNT(*), MAX(row) FROM case_rows WHERE {OWN} GROUP BY bundle"
"""The content of ``bundle_rows``: what is filed at this window. Stored separately, because the first page queries it at
every start.
"""

_INSERT_CASE = f"INSERT INTO case_rows ({_CASE}) VALUES ({', '.join('?' * 15)})"
_UPDATE_CASE = """
    UPDATE case_rows SET case_id = ?, number = ?, bundle = ?, bundle_name = ?, state = ?, is_open = ?,
        opened_at = ?, updated_at = ?, due = ?, clerk = ?, applicant = ?, found_by = ?, owner = ?,
        conflict = ?, held = ? WHERE row = ?
"""
_PUT_PAPER = f"""
    INSERT INTO paper_rows ({PAPER_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (paper) DO UPDATE SET case_id = excluded.case_id, kind = excluded.kind, number = excluded.number,
        organ = excluded.organ, issued_at = excluded.issued_at, copies = excluded.copies, state = excluded.state
        WHERE case_id = excluded.case_id
"""
_FILED = f"""
    INSERT INTO bundle_rows (bundle, filed, last_row) SELECT bundle, 1, row FROM case_rows WHERE row = ? AND {OWN}
    ON CONFLICT (bundle) DO UPDATE SET filed = filed + 1, last_row = excluded.last_row
"""
_ORDER = "SELECT paper FROM paper_rows WHERE case_id = ? ORDER BY row"
_OTHER_CASE = (
    "SELECT case_id FROM case_rows WHERE number = ? AND case_id IN (SELECT subject FROM taken_entries)"
)
_OTHER_PAPERS = """
    DELETE FROM paper_rows WHERE (paper = ? OR (organ = ? AND kind = ? AND number = ? AND number != ''))
    AND case_id != ? AND case_id IN (SELECT subject FROM taken_entries)
"""
_CAME = "SELECT 1 FROM taken_entries WHERE subject = ? LIMIT 1"
_PUT_STAFF = f"INSERT OR REPLACE INTO staff_rows ({STAFF_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"


def found_by(row: StoredCase) -> list[list[str]]:
    """Names, initials, id numbers, phones; of newer rows also earlier, official and mail numbers."""
    found: list[list[str]] = msgspec.json.decode(row[12])
    return found


def read_case(row: StoredCase) -> CaseRow:
    """A case row from the columns of ``CASE_COLUMNS``."""
    names, initials, id_numbers, phones, *more = found_by(row)
    return CaseRow(
        case=row[1],
        number=row[2],
        bundle=row[3],
        bundle_name=row[4],
        state=row[5],
        open=bool(row[6]),
        opened_at=row[7],
        updated_at=row[8],
        due=row[9],
        clerk=row[10],
        applicant=row[11],
        names=tuple(names),
        initials=tuple(initials),
        id_numbers=tuple(id_numbers),
        phones=tuple(phones),
        earlier_numbers=tuple(more[0]) if more else (),
        official_numbers=tuple(more[1]) if len(more) > 1 else (),
        mail_numbers=tuple(more[2]) if len(more) > 2 else (),
        owner=row[13],
        conflict=bool(row[14]),
        held=_held(row[15]),
    )


def _held(text: str | None) -> tuple[tuple[str, int], ...]:
    return tuple((name, sheets) for name, sheets in msgspec.json.decode(text)) if text else ()


def read_paper(row: tuple[Any, ...]) -> PaperRow:
    """A paper row from the columns of ``PAPER_COLUMNS``."""
    return PaperRow(*row)


def read_staff(row: tuple[Any, ...]) -> StaffRow:
    """A staff row from the columns of ``STAFF_COLUMNS``."""
    return StaffRow(row[0], row[1], row[2], row[3], bool(row[4]), row[5])


def put_case(connection: Any, case: CaseRow) -> None:
    """Write a case row and, where a name or number to find it by is new, its search rows.

    A case of another station with a number of a case here is not listed, whichever came first: ``check`` names it.
    """
    values = values_of(case)
    old = _old_case(connection, case.case)
    if old is None:
        try:
            row = connection.execute(_INSERT_CASE, values).lastrowid
        except dbapi2.IntegrityError:
            if not _is_own(connection, case.case):
                return
            for (other,) in connection.execute(_OTHER_CASE, (case.number,)).fetchall():
                erase_case(connection, other)
            row = connection.execute(_INSERT_CASE, values).lastrowid
        connection.execute(_FILED, (row,))
        _index_case(connection, row, case)
        return
    row, before = old
    connection.execute(_UPDATE_CASE, (*values, row))
    if before.owner != case.owner:
        _count_filed(connection, case.bundle)
    if _found_by(before) != _found_by(case):
        _unindex_case(connection, row, before)
        _index_case(connection, row, case)


def values_of(case: CaseRow) -> tuple[Any, ...]:
    """A case row as it is stored, in the order of ``CASE_COLUMNS`` after ``row``."""
    by: tuple[tuple[str, ...], ...] = (case.names, case.initials, case.id_numbers, case.phones)
    more = [case.earlier_numbers, case.official_numbers, case.mail_numbers]
    while more and not more[-1]:
        more.pop()  # most cases have none of them
    by = (*by, *more)
    found_by = json.dumps(by, ensure_ascii=False)
    return (
        case.case,
        case.number,
        case.bundle,
        case.bundle_name,
        case.state,
        int(case.open),
        case.opened_at,
        case.updated_at,
        case.due,
        case.clerk,
        case.applicant,
        found_by,
        case.owner,
        int(case.conflict),
        json.dumps(case.held, ensure_ascii=False) if case.held else "",
    )


def erase_case(connection: Any, case_id: str) -> None:
    """Delete a case from the read model, its search rows too."""
    old = _old_case(connection, case_id)
    if old is not None:
        row, before = old
        _unindex_case(connection, row, before)
        connection.execute("DELETE FROM case_rows WHERE row = ?", (row,))
        connection.execute("DELETE FROM board_rows WHERE case_id = ?", (case_id,))
        connection.execute("DELETE FROM ledger_rows WHERE case_id = ?", (case_id,))
        _count_filed(connection, before.bundle)


def _count_filed(connection: Any, bundle: int) -> None:
    connection.execute("DELETE FROM bundle_rows WHERE bundle = ?", (bundle,))
    connection.execute(f"INSERT INTO bundle_rows {BUNDLE_ROWS} HAVING bundle = ?", (bundle,))


def _is_own(connection: Any, case_id: str) -> bool:
    """Whether no other station wrote of the case: then a number given twice is our bug."""
    return connection.execute(_CAME, (case_id,)).fetchone() is None


def put_papers(connection: Any, case_id: str, papers: Sequence[PaperRow]) -> None:
    """Replace the papers of a case; where they are these, in this order, nothing is written.

    What comes from another station may belong before papers that are listed already.
    """
    stored = [paper for (paper,) in connection.execute(_ORDER, (case_id,))]
    if stored != [one.paper for one in papers][: len(stored)]:
        erase_papers(connection, case_id)
    for one in papers:
        put_paper(connection, one)


def erase_papers(connection: Any, case_id: str) -> None:
    """Delete the papers of a case from the read model."""
    connection.execute("DELETE FROM paper_rows WHERE case_id = ?", (case_id,))


def put_paper(connection: Any, paper: PaperRow) -> None:
    """Write a paper row. What another station issued under a paper or number of ours is not listed, whichever came
    first: ``check`` names it.
    """
    values = (
        paper.paper,
        paper.case,
        paper.kind,
        paper.number,
        paper.organ,
        paper.issued_at,
        paper.copies,
        paper.state,
    )
    try:
        if connection.execute(_PUT_PAPER, values).rowcount:
            return
    except dbapi2.IntegrityError:
        pass
    if _is_own(connection, paper.case):
        connection.execute(_OTHER_PAPERS, (paper.paper, paper.organ, paper.kind, paper.number, paper.case))
        connection.execute(_PUT_PAPER, values)


def put_staff(connection: Any, staff: StaffRow) -> None:
    """Write the row of a person on duty."""
    values = (staff.code, staff.name, staff.role, staff.pin_hash, int(staff.active), staff.organ)
    connection.execute(_PUT_STAFF, values)


def tails_of(case: CaseRow) -> set[str]:
    """The reversed numbers a case is found by: its own, earlier and official ones, id numbers, phones, those of
    parcels; no spaces or marks.
    """
    numbers = (*_numbers(case), *case.id_numbers, *case.phones, *case.mail_numbers)
    return {tail for text in numbers if (tail := backwards(text))}


def backwards(text: str) -> str:
    """Letters and digits of a number in reverse order, capitals: key for searching by the last digits."""
    turned = unicodedata.normalize("NFKC", text).upper()[::-1]
    return turned if turned.isalnum() else "".join(filter(str.isalnum, turned))


def _numbers(case: CaseRow) -> tuple[str, ...]:
    return (case.number, *case.earlier_numbers, *case.official_numbers)


def _found_by(case: CaseRow) -> tuple[Iterable[str], ...]:
    return (_numbers(case), case.names, case.initials, case.id_numbers, case.phones, case.mail_numbers)


def _old_case(connection: Any, case_id: str) -> tuple[int, CaseRow] | None:
    row = connection.execute(f"SELECT {CASE_COLUMNS} FROM case_rows WHERE case_id = ?", (case_id,)).fetchone()
    return (row[0], read_case(row)) if row else None


def _index_case(connection: Any, row: int, case: CaseRow) -> None:
    grams = grams_of((*case.names, *case.initials))
    connection.execute("INSERT INTO case_names (rowid, grams) VALUES (?, ?)", (row, grams))
    tails = [(tail, row) for tail in tails_of(case)]
    connection.executemany("INSERT INTO case_tails (tail, row) VALUES (?, ?)", tails)


def _unindex_case(connection: Any, row: int, case: CaseRow) -> None:
    connection.execute("DELETE FROM case_names WHERE rowid = ?", (row,))
    tails = [(tail, row) for tail in tails_of(case)]
    connection.executemany("DELETE FROM case_tails WHERE tail = ? AND row = ?", tails)
