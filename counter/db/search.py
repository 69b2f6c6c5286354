"""Finding cases: by number or its tail, part of a name, pinyin initials, id number, phone or its tail; newest first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

from counter.db.grams import asked_grams, match_of, plain
from counter.db.rows import CASE_COLUMNS, backwards, read_case
from counter.services.ports import CaseRow, FoundCases

_TAIL = 3
"""A tail of fewer characters says too little for the index; the newest rows are looked through instead."""
_LOOKED_THROUGH = 2_000
_TELLING = 3
"""More grams than this make the index slower, not the answer smaller."""
_MANY = 8

_BY_NAME = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN
        (SELECT rowid FROM case_names WHERE case_names MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)
    ORDER BY row DESC
"""
_REACHES_BACK = "SELECT rowid FROM case_names WHERE case_names MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET 63"
_ANYBODY = "SELECT rowid FROM case_names WHERE case_names MATCH ? LIMIT 1"
_BY_TAIL = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN
        (SELECT DISTINCT row FROM case_tails WHERE tail >= ? AND tail < ? ORDER BY row DESC LIMIT ?)
    ORDER BY row DESC
"""
_NEWEST = f"SELECT {CASE_COLUMNS} FROM case_rows ORDER BY row DESC LIMIT ?"
_NEWEST_ENDING = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN (
        SELECT row FROM (SELECT row, replace(number, '-', '') AS ending FROM case_rows ORDER BY row DESC LIMIT ?)
        WHERE ending LIKE ? ORDER BY row DESC LIMIT ?)
    ORDER BY row DESC
"""
_ONE = f"SELECT {CASE_COLUMNS} FROM case_rows WHERE case_id = ?"
_SAME_NUMBER = f"""
    SELECT {CASE_COLUMNS} FROM case_rows WHERE row IN (SELECT row FROM case_tails WHERE tail = ?) ORDER BY row DESC
"""
_DUE_BY = f"SELECT {CASE_COLUMNS} FROM case_rows WHERE is_open = 1 AND due <= ? ORDER BY due, row"
_AFTER_EVERYTHING = 1 << 62


def find_cases(connection: Any, text: str, limit: int) -> FoundCases:
    """Cases that ``text`` leads to, newest first; an empty text gives the newest of all."""
    if not text.strip():
        newest = connection.execute(_NEWEST, (limit + 1,))
        return _cut([read_case(row) for row in newest], limit)
    if not plain(text):
        return FoundCases()  # marks and signs alone lead to nobody: Enter would open a stranger's case
    found: dict[str, CaseRow] = {}
    tail, older = backwards(text), False
    if any(ch.isdigit() for ch in tail):
        found.update((case.case, case) for case in _by_tail(connection, tail, limit + 1))
        older = len(tail) < _TAIL and _more_than(connection, _LOOKED_THROUGH)
    found.update((case.case, case) for case in islice(_by_name(connection, plain(text)), limit + 1))
    return _cut(sorted(found.values(), key=lambda case: case.opened_at, reverse=True), limit, older=older)


def _cut(cases: Sequence[CaseRow], limit: int, *, older: bool = False) -> FoundCases:
    return FoundCases(tuple(cases[:limit]), older or len(cases) > limit)


def _more_than(connection: Any, number: int) -> bool:
    """Whether there are more cases, without counting them."""
    (filed,) = connection.execute("SELECT TOTAL(filed) FROM bundle_rows").fetchone()
    return filed > number


def case_row(connection: Any, number_or_id: str) -> CaseRow | None:
    """One case by its id or its whole number, with any spaces and marks in it."""
    row = connection.execute(_ONE, (number_or_id.strip(),)).fetchone()
    if row is not None:
        return read_case(row)
    tail = backwards(number_or_id)
    for row in connection.execute(_SAME_NUMBER, (tail,)):
        case = read_case(row)
        if backwards(case.number) == tail:
            return case
    return None


def open_cases_of(
    connection: Any, bundle: int, id_numbers: Sequence[str], names: Sequence[str]
) -> tuple[CaseRow, ...]:
    """Open cases of a bundle by any of these id numbers; where no id number is known, by these exact names."""
    found: dict[str, CaseRow] = {}
    wanted = {backwards(number) for number in id_numbers} - {""}
    for tail in wanted:
        for row in connection.execute(_SAME_NUMBER, (tail,)):
            case = read_case(row)
            if tail in {backwards(number) for number in case.id_numbers}:
                found[case.case] = case
    exact = set() if wanted else {plain(name) for name in names} - {""}
    for name in exact:
        for case in _by_name(connection, name):
            if name in {plain(other) for other in case.names}:
                found[case.case] = case
    return tuple(case for case in found.values() if case.bundle == bundle and case.open)


def open_cases_due_by(connection: Any, day: str) -> tuple[CaseRow, ...]:
    """Open cases whose nearest date is that day or an earlier one, nearest first."""
    return tuple(read_case(row) for row in connection.execute(_DUE_BY, (day,)))


def _by_tail(connection: Any, tail: str, limit: int) -> Iterator[CaseRow]:
    if len(tail) >= _TAIL:
        for row in connection.execute(_BY_TAIL, (tail, tail + "\U0010ffff", limit)):
            yield read_case(row)
        return
    for row in connection.execute(_NEWEST_ENDING, (_LOOKED_THROUGH, "%" + tail[::-1], limit)):
        yield read_case(row)


def _by_name(connection: Any, name: str) -> Iterator[CaseRow]:
    """Cases with ``name`` in one of their names or initials; the index may offer more, so each is looked at."""
    match, before, step = match_of(_telling(connection, asked_grams(name))), _AFTER_EVERYTHING, 64
    while match:
        seen = 0
        cursor = connection.execute(_BY_NAME, (match, before, step))
        with closing(cursor) as rows:  # read no further than somebody wants
            for row in rows:
                seen, before = seen + 1, row[0]
                if _holds(row, name):
                    yield read_case(row)
        if seen < step:
            return
        step = min(step * 4, 4096)


def _holds(row: tuple[Any, ...], name: str) -> bool:
    names, initials, *_ = json.loads(row[-1])
    return any(name in text for text in initials) or any(name in plain(text) for text in names)


def _telling(connection: Any, grams: list[str]) -> list[str]:
    """The rarest of many grams: of a company's whole name all but a few (有限, 公司) are everybody's.

    Rare is what the newest cases have seldom: of the rarest, the 64th newest case is the oldest. None at all where
    one of them is nobody's.
    """
    if len(grams) <= _TELLING:
        return grams
    reach: dict[str, int] = {}
    step = 2 if len(grams) > _MANY else 1  # neighbours have all but one character in common
    for gram in grams[::step]:
        match = match_of([gram])
        row = connection.execute(_REACHES_BACK, (match,)).fetchone()
        if row is None:
            return [gram] if connection.execute(_ANYBODY, (match,)).fetchone() else []
        reach[gram] = row[0]
    return sorted(reach, key=lambda gram: reach[gram])[:_TELLING]
