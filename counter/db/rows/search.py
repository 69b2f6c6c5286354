"""Finding cases: by number (also the platform's) or its tail, part of a name, pinyin initials, id number, phone or its
tail; newest first.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from heapq import nlargest
from itertools import islice
from operator import itemgetter
from string import digits
from typing import Any

from counter.db.grams import LONGEST, asked_grams, begins_an_ending, match_of, plain
from counter.db.rows.rows import (
    CASE_COLUMNS,
    CASE_ID,
    OPENED_AT,
    OWN,
    StoredCase,
    backwards,
    found_by,
    read_case,
)
from counter.services.context.ports import CaseRow, FoundCases

_TAIL = 3
"""Fewer last characters select too little for the index; the newest rows are scanned instead."""
SCANNED_ROWS = 2_000
TAILS_SORTED = 8_000
"""So many numbers with the same last characters are sorted by their rows; of more (an agent's phone) some are left
out.
"""
HANDFUL = 512
FEW = 2_000
"""So many rows are read and sorted by age; where more match, the newest are near."""
_MOST_GRAMS, RARE = 3, 2_000
"""So many grams are queried together, and only those that occur in no more cases than this."""
_READ_AT_ONCE = 64

_BY_NAME = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN
        (SELECT rowid FROM case_names WHERE case_names MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)
    ORDER BY row DESC
"""
_BY_ROWS = (
    f"SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row DESC"
)
_WORDS = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.case_words USING fts5vocab(main, case_names, instance)"
_BEGINNING = "SELECT doc FROM temp.case_words WHERE term >= ? AND term < ? LIMIT ?"
_HOW_MANY = "SELECT COUNT(*) FROM (SELECT 1 FROM case_names WHERE case_names MATCH ? LIMIT ?)"
_HOW_MANY_TAILS = "SELECT COUNT(*) FROM (SELECT 1 FROM case_tails WHERE tail >= ? AND tail < ? LIMIT ?)"
_NEWEST_TAILS = "SELECT row FROM case_tails WHERE tail >= ? AND tail < ? ORDER BY row DESC LIMIT ?"
_TAILS = "SELECT tail, row FROM case_tails WHERE tail >= ? AND tail < ? ORDER BY tail DESC, row DESC"
_NUMBERS = """
    SELECT row FROM (SELECT value AS asked FROM json_each(?)) JOIN case_tails
        ON tail >= asked AND tail < asked || char(0x10ffff) AND LENGTH(tail) BETWEEN ? AND ?
    ORDER BY row DESC LIMIT ?
"""
_NEWEST = f"SELECT {CASE_COLUMNS} FROM case_rows ORDER BY row DESC LIMIT ?"
_NEWEST_ENDING = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN (
        SELECT row FROM (SELECT row, replace(number, '-', '') AS ending FROM case_rows ORDER BY row DESC LIMIT ?)
        WHERE ending LIKE ? OR SUBSTR(ending, 1, LENGTH(ending) - 1) LIKE ? ORDER BY row DESC LIMIT ?)
    ORDER BY row DESC
"""
_CLOSED = f"SELECT case_id FROM case_rows WHERE is_open = 0 AND {OWN} ORDER BY row"
_OPEN = """
    SELECT owner, case_id FROM case_rows INDEXED BY ix_case_rows_due
    WHERE is_open = 1 AND state != 'loose' ORDER BY row
"""
"""Along the index of what is open: in the order of rows, it would go through every case there ever was."""
_ONE = f"SELECT {CASE_COLUMNS} FROM case_rows WHERE case_id = ?"
_SAME_NUMBER = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN (SELECT row FROM case_tails WHERE tail = ?) ORDER BY row DESC
"""
_DUE_BY = f"SELECT {CASE_COLUMNS} FROM case_rows WHERE is_open = 1 AND due <= ? ORDER BY due, row"
_AFTER_EVERYTHING = 1 << 62
_LAST_CHARACTER = "\U0010ffff"
_CASE_NUMBER = 20
"""Minimum length of a case number; id numbers, codes of organisations and phones are shorter."""
_OFFICIAL = 43
"""Length of the platform's number, which has no check digit."""


def find_cases(connection: Any, text: str, limit: int) -> FoundCases:
    """Cases that match ``text``, newest first; an empty text gives the newest of all."""
    if not text.strip():
        newest = connection.execute(_NEWEST, (limit + 1,)).fetchall()
        return FoundCases(tuple(map(read_case, newest[:limit])), len(newest) > limit)
    rows, more = matching_rows(connection, text, limit)
    return FoundCases(tuple(map(read_case, rows)), more)


def matching_rows(connection: Any, text: str, limit: int) -> tuple[list[StoredCase], bool]:
    """The stored rows that match ``text``, newest first, and whether there are more: most are only put in order."""
    if not plain(text):
        return [], False  # marks and signs alone match nothing: Enter would open a stranger's case
    found: dict[str, StoredCase] = {}
    tail, older = backwards(text), False
    if any(ch.isdigit() for ch in tail):
        found.update((row[CASE_ID], row) for row in _by_tail(connection, tail, limit + 1))
        older = len(tail) < _TAIL and _more_than(connection, SCANNED_ROWS)
    found.update((row[CASE_ID], row) for row in islice(_by_name(connection, plain(text)), limit + 1))
    newest = sorted(found.values(), key=itemgetter(OPENED_AT), reverse=True)
    return newest[:limit], older or len(newest) > limit


def _more_than(connection: Any, number: int) -> bool:
    """Whether there are more cases, without counting all."""
    (filed,) = connection.execute("SELECT TOTAL(filed) FROM bundle_rows").fetchone()
    return filed > number


def case_row(connection: Any, number_or_id: str) -> CaseRow | None:
    """One case by its id, its whole number, an earlier or an official one, with any spaces and marks in it."""
    row = connection.execute(_ONE, (number_or_id.strip(),)).fetchone()
    if row is not None:
        return read_case(row)
    tail, earlier = backwards(number_or_id), None
    for row in connection.execute(_SAME_NUMBER, (tail,)):
        case = read_case(row)
        if backwards(case.number) == tail:
            return case
        if earlier is None and tail in map(backwards, (*case.earlier_numbers, *case.official_numbers)):
            earlier = case
    return earlier


def open_cases_of(
    connection: Any, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
) -> tuple[CaseRow, ...]:
    """Open cases of a bundle by any of these id numbers; by these exact names where one of the two has no number."""
    found: dict[str, CaseRow] = {}
    wanted = {backwards(number) for number in id_numbers} - {""}
    for tail in wanted:
        for row in connection.execute(_SAME_NUMBER, (tail,)):
            case = read_case(row)
            if tail in {backwards(number) for number in case.id_numbers}:
                found[case.case] = case
    for name in {plain(name) for name in names} - {""}:
        for case in map(read_case, _by_name(connection, name)):
            nameable = not (wanted and case.id_numbers)
            if nameable and name in {plain(other) for other in case.names}:
                found[case.case] = case
    return tuple(case for case in found.values() if case.bundle == bundle and case.open)


def closed_cases(connection: Any) -> tuple[str, ...]:
    """Ids of the cases of this window in which nothing is open, oldest first."""
    return tuple(row[0] for row in connection.execute(_CLOSED))


def open_cases(connection: Any) -> dict[str, tuple[str, ...]]:
    """Owner's code ("" this window) → ids of its open cases, oldest first; none of which only papers are here."""
    found: dict[str, list[str]] = {}
    for owner, case in connection.execute(_OPEN):
        found.setdefault(owner, []).append(case)
    return {owner: tuple(cases) for owner, cases in found.items()}


def open_cases_due_by(connection: Any, day: str) -> tuple[CaseRow, ...]:
    """Open cases whose nearest date is that day or an earlier one, nearest first."""
    return tuple(read_case(row) for row in connection.execute(_DUE_BY, (day,)))


def _by_tail(connection: Any, tail: str, limit: int) -> Iterator[StoredCase]:
    if len(tail) >= _TAIL:
        yield from _rows_of_tail(connection, tail, limit)
        yield from _rows_of_serial(connection, tail, limit)
    else:
        ending = "%" + tail[::-1]
        yield from connection.execute(_NEWEST_ENDING, (SCANNED_ROWS, ending, ending, limit))


def _rows_of_serial(connection: Any, tail: str, limit: int) -> Iterator[StoredCase]:
    """The newest rows whose case number ends so before its check digit, which is printed apart and not read out."""
    asked = json.dumps([digit + tail for digit in digits])
    rows = connection.execute(_NUMBERS, (asked, _CASE_NUMBER, _OFFICIAL - 1, limit))
    return _read(connection, [row for (row,) in rows])


def _rows_of_tail(connection: Any, tail: str, limit: int) -> Iterator[StoredCase]:
    """The newest rows with a number that ends so."""
    span = tail, tail + _LAST_CHARACTER
    (numbers,) = connection.execute(_HOW_MANY_TAILS, (*span, TAILS_SORTED + 1)).fetchone()
    if numbers > TAILS_SORTED:
        rows = _newest_of_each(connection, *span, limit)
    else:
        rows = _newest_of_all(connection, *span, limit)
    return _read(connection, nlargest(limit, rows))


def _newest_of_all(connection: Any, tail: str, before: str, limit: int) -> set[int]:
    """The newest rows among few numbers. A case with several such numbers occurs several times."""
    most = 2 * limit
    while True:
        numbers = connection.execute(_NEWEST_TAILS, (tail, before, most)).fetchall()
        rows = {row for (row,) in numbers}
        if len(rows) >= limit or len(numbers) < most:
            return rows
        most *= 4


def _newest_of_each(connection: Any, tail: str, before: str, limit: int) -> set[int]:
    """The newest rows among many numbers, at most the newest of each and some more.

    Read from the last number to the first, each with its newest row first. A number shared by thousands (the phone of
    an agent) is left as soon as a handful of rows has nothing new.
    """
    rows: set[int] = set()
    while before:
        with closing(connection.execute(_TAILS, (tail, before))) as numbers:
            before = ""
            while not before and (some := numbers.fetchmany(HANDFUL)):
                rows.update(row for _, row in some)
                (first, _), (last, _) = some[0], some[-1]
                if first == last and len(some) >= limit:
                    before = last
    return rows


def _read(connection: Any, rows: Sequence[int]) -> Generator[StoredCase, None, None]:
    """Rows of cases by their rowid, newest first, no more at once than are shown."""
    for start in range(0, len(rows), _READ_AT_ONCE):
        yield from connection.execute(_BY_ROWS, (json.dumps(rows[start : start + _READ_AT_ONCE]),))


def _by_name(connection: Any, name: str) -> Iterator[StoredCase]:
    """Cases with ``name`` in one of their names or initials; the index may offer more, so each is verified."""
    asked = asked_grams(name)
    few = _few_beginning(connection, name) if begins_an_ending(name) else None
    if few is not None:
        offered = _read(connection, few)
    else:  # of a part shorter than an ending many names have every gram
        rare = asked if len(name) < LONGEST else rarest_grams(connection, asked)
        offered = _offered(connection, match_of(rare))
    with closing(offered):
        yield from (row for row in offered if _holds(row, name))


def _offered(connection: Any, match: str) -> Generator[StoredCase, None, None]:
    """Rows that the index has under all of these words, newest first, read lazily."""
    before, step = _AFTER_EVERYTHING, _READ_AT_ONCE
    while match:
        seen = 0
        with closing(connection.execute(_BY_NAME, (match, before, step))) as rows:
            for row in rows:
                seen, before = seen + 1, row[0]
                yield row
        if seen < step:
            return
        step = min(step * 4, 4096)


def _few_beginning(connection: Any, name: str) -> list[int] | None:
    """The rows of all words with that prefix, newest first; None where there are too many to sort."""
    connection.execute(_WORDS)
    rows = connection.execute(_BEGINNING, (name, name + _LAST_CHARACTER, FEW + 1)).fetchall()
    return None if len(rows) > FEW else sorted({row for (row,) in rows}, reverse=True)


def rarest_grams(connection: Any, grams: list[str]) -> list[str]:
    """The rare ones among the grams of a long part of a name; none at all where one of them does not occur.

    What thousands contain (有限责任公司) selects nothing more and is slow to read.
    """
    if len(grams) == 1:
        return grams
    having: dict[str, int] = {}
    for gram in grams:
        (having[gram],) = connection.execute(_HOW_MANY, (match_of([gram]), RARE + 1)).fetchone()
        if not having[gram]:
            return []
    rarest = sorted(grams, key=having.__getitem__)[:_MOST_GRAMS]
    return [gram for gram in rarest if having[gram] <= RARE] or rarest


def _holds(row: StoredCase, name: str) -> bool:
    names, initials, *_ = found_by(row)
    return any(name in text for text in initials) or any(name in plain(text) for text in names)
