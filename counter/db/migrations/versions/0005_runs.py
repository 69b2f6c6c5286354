"""Names with a repeated character (zzzz, 丽丽丽) are found by the whole run: recompute their search rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from alembic import op

from counter.db.grams import grams_of, match_of, plain, runs_of_one

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only cases with a double in the index (zzz, 丽丽) are read: of a million a few thousand."""
    connection = op.get_bind()
    for row in sorted(set(_with_doubles(connection))):
        found_by = connection.exec_driver_sql("SELECT found_by FROM case_rows WHERE row = ?", (row,)).scalar()
        if found_by is None:  # a search row without its case: reported by `counter check`
            continue
        names, initials, *_ = json.loads(found_by)
        texts = [*names, *initials]
        if any(runs_of_one(plain(text)) for text in texts):
            connection.exec_driver_sql("DELETE FROM case_names WHERE rowid = ?", (row,))
            grams = grams_of(texts)
            connection.exec_driver_sql("INSERT INTO case_names (rowid, grams) VALUES (?, ?)", (row, grams))


def _with_doubles(connection: Any) -> Iterator[int]:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.every_gram USING fts5vocab(main, case_names, row)")
    every = connection.exec_driver_sql("SELECT term FROM temp.every_gram").scalars().all()
    for gram in every:
        if len(set(gram)) == 1 and len(gram) == (3 if gram.isascii() else 2):
            asked = "SELECT rowid FROM case_names WHERE case_names MATCH ?"
            yield from connection.exec_driver_sql(asked, (match_of([gram]),)).scalars().all()
    connection.exec_driver_sql("DROP TABLE temp.every_gram")
