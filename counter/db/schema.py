"""Is the file's schema the one this program knows? One select on the start path; alembic only when there is work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from counter.db.migrations import HEAD
from counter.domain.errors import WorldTrouble

MIGRATIONS = Path(__file__).parent / "migrations"


def version_of(connection: Any) -> str | None:
    """The schema version written in the file, or None for a file without one."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return row[0] if row else None


def ensure(connection: Any) -> None:
    """Bring the file to this program's schema. A file from a newer program is refused, never guessed at."""
    version = version_of(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise WorldTrouble(
            f"这份数据由更新版本的程序写成（数据结构 {version}，本程序只认到 {HEAD}）。"
            "请安装新版程序后再打开，数据没有被改动。"
        )
    _migrate(connection)


def _migrate(connection: Any) -> None:
    """Run the missing steps in one transaction; of two programs starting at once, the second finds nothing to do."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,  # a rollback on return would undo our own transaction
        isolation_level="AUTOCOMMIT",
    )
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with (
        engine.connect() as wrapped
    ):  # its first look at the file ends in a rollback, so our BEGIN comes after
        connection.execute("BEGIN IMMEDIATE")
        try:
            config.attributes["connection"] = wrapped
            command.upgrade(config, HEAD)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
