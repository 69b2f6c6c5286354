"""Write counter/db/migrations/head.sql: what all migrations together leave in an empty file.

Run with the project's environment after a new migration: ``python -P -m tools.write_structure``.
"""

from __future__ import annotations

import sys

from sqlcipher3 import dbapi2

from counter.db.file import schema
from counter.db.migrations import HEAD

_MADE = (
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND name NOT LIKE 'case\\_names\\_%' ESCAPE '\\' ORDER BY rowid"
)
_VERSION = "SELECT 'INSERT INTO alembic_version VALUES (' || quote(version_num) || ')' FROM alembic_version"


def structure() -> str:
    """The text for the migrations as they are: the newest step's number, the statements, and the version.

    The tables that the search makes for itself come with ``case_names``.
    """
    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        schema.run_steps(connection)
        made = [sql.strip() for (sql,) in (*connection.execute(_MADE), *connection.execute(_VERSION))]
    finally:
        connection.close()
    return "\n".join((f"-- {HEAD}", *(f"{statement};" for statement in made), ""))


def main() -> int:
    """Write the file anew."""
    schema.STRUCTURE.write_text(structure(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
