"""Floor: the same entries fetched by the same index, no more."""

import json

NAME = "bare SQL, same rows"
BETWEEN = """
    SELECT id, at, actor, kind, version, subject, payload FROM entries INDEXED BY ix_entries_at_kind
    WHERE kind IN (SELECT value FROM json_each(?)) AND at >= ? AND at < ?
"""


def read(connection, kinds, begin, end):
    return connection.execute(BETWEEN, (json.dumps(kinds), begin, end)).fetchall()
