"""Faults to plant in a profile: what a failing disk, a careless copy, another tool or somebody with the key leaves."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from counter.bootstrap.opening import create_profile
from counter.db.file.connection import DATABASE, open_file
from counter.db.keys.key_folder import KEYS_FILE, load_keys
from counter.db.keys.key_stores import KEY_FILE
from tests.cli.shop import counter
from tests.services.office import PEOPLE
from tests.settings import demo_hall

Plant = Callable[[Path], object]
PAGE = 4096


def sql(*statements: str) -> Plant:
    """By somebody who has the key."""

    def plant(profile: Path) -> None:
        with closing(open_file(profile / DATABASE, load_keys(profile).data)) as connection:
            for statement in statements:
                connection.execute(statement)

    return plant


def cut(*, pages: int = 0, to: int | None = None) -> Plant:
    """The data file, shorter by pages or cut to a length."""

    def plant(profile: Path) -> None:
        size = (profile / DATABASE).stat().st_size
        with (profile / DATABASE).open("r+b") as file:
            file.truncate(size - pages * PAGE if to is None else to)

    return plant


def overwrite(at: int, data: bytes, name: str = DATABASE) -> Plant:
    """Bytes in a file; ``at`` from its end where negative."""

    def plant(profile: Path) -> None:
        with (profile / name).open("r+b") as file:
            file.seek(at, 0 if at >= 0 else 2)
            file.write(data)

    return plant


def append(data: bytes, name: str = DATABASE) -> Plant:
    """Bytes behind the end of a file."""

    def plant(profile: Path) -> None:
        with (profile / name).open("ab") as file:
            file.write(data)

    return plant


def instead(name: str, data: bytes) -> Plant:
    """Another content of a file, in its place."""
    return lambda profile: (profile / name).write_bytes(data)


def gone(*names: str) -> Plant:
    """Files that are no longer there."""

    def plant(profile: Path) -> None:
        for name in names:
            (profile / name).unlink()

    return plant


def folder_instead(name: str) -> Plant:
    """A folder in the place of a file."""

    def plant(profile: Path) -> None:
        (profile / name).unlink(missing_ok=True)
        (profile / name).mkdir()

    return plant


def pipe_instead(name: str) -> Plant:
    """A pipe in the place of a file: nobody writes into it, nobody reads it."""

    def plant(profile: Path) -> None:
        (profile / name).unlink(missing_ok=True)
        os.mkfifo(profile / name)

    return plant


def without_end(name: str) -> Plant:
    """A file of zeros, larger than the memory of a small machine (on the disk it is nothing)."""

    def plant(profile: Path) -> None:
        (profile / name).write_bytes(b"")
        os.truncate(profile / name, 8 << 30)

    return plant


def circle_instead(name: str) -> Plant:
    """A link to itself in the place of a file."""

    def plant(profile: Path) -> None:
        (profile / name).unlink(missing_ok=True)
        (profile / name).symlink_to(name)

    return plant


def file_instead(name: str) -> Plant:
    """A file in the place of a folder."""

    def plant(profile: Path) -> None:
        if (profile / name).exists():
            (profile / name).rename(profile / f"{name}-before")
        (profile / name).write_bytes(b"x")

    return plant


def of_another(name: str) -> Plant:
    """The same file of another profile."""

    def plant(profile: Path) -> None:
        other = profile.parent / "another"
        create_profile(other, demo_hall(), PEOPLE)
        counter("keys", "list", "--data", other)
        with closing(open_file(other / DATABASE, load_keys(other).data)) as connection:
            connection.execute("CREATE TABLE t (x)")  # something in its log
            (profile / name).write_bytes((other / name).read_bytes())

    return plant


def plaintext(profile: Path) -> None:
    """A data file that is not encrypted."""
    (profile / DATABASE).unlink()
    with closing(sqlite3.connect(profile / DATABASE)) as connection:
        connection.execute("CREATE TABLE entries (x)")


def card(change: Callable[[dict[str, Any]], object]) -> Plant:
    """A change in keys.json."""

    def plant(profile: Path) -> None:
        said = json.loads((profile / KEYS_FILE).read_text())
        change(said)
        (profile / KEYS_FILE).write_text(json.dumps(said))

    return plant


def head(**changes: object) -> Plant:
    """A change in the newest signed head."""

    def plant(profile: Path) -> None:
        path = profile / "heads" / "1.head"
        path.write_text(json.dumps({**json.loads(path.read_text()), **changes}).ljust(511) + "\n")

    return plant


def log_lost(profile: Path) -> None:
    """Acts that stood in the log of pages only, which somebody took away."""
    with closing(open_file(profile / DATABASE, load_keys(profile).data)) as held:
        held.execute("SELECT 1 FROM entries").fetchone()
        said = counter(
            "staff", "add", "W08", "其其格", "--by", "S01", "--data", profile, typed="9876\n4321\n"
        )
        assert said.code == 0, said.err
        kept = (profile / DATABASE).read_bytes()
    (profile / DATABASE).write_bytes(kept)
    for name in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (profile / name).unlink(missing_ok=True)


def journal_of(which: Callable[[Path], Path]) -> Plant:
    """A journal to roll back that another program left beside a copy of that profile's file when it was killed."""

    def plant(profile: Path) -> None:
        source = which(profile)
        copy = profile.parent / "copied.db"
        copy.write_bytes((source / DATABASE).read_bytes())
        with closing(open_file(copy, load_keys(source).data)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("CREATE TABLE t (x)")
            connection.executemany("INSERT INTO t VALUES (randomblob(3000))", [()] * 50)
            connection.execute("UPDATE entries SET actor = actor || 'x'")
            left = copy.with_name(f"{copy.name}-journal").read_bytes()
            connection.execute("ROLLBACK")
        assert len(left) > PAGE
        (profile / f"{DATABASE}-journal").write_bytes(left)

    return plant


def _another(profile: Path) -> Path:
    other = profile.parent / "another"
    create_profile(other, demo_hall(), PEOPLE)
    return other


def _itself(profile: Path) -> Path:
    return profile


def other_hall_key(profile: Path) -> None:
    """Another hall key, sealed by this profile's own master."""
    from counter.db.keys.sealing import CaseKeys
    from counter.db.keys.seed_files import HALL

    HALL.keep(profile, CaseKeys(load_keys(profile).master), bytes(range(32)))


def wrapped(part: str, value: object) -> Plant:
    """A change in what the recovery key opens."""
    return card(lambda said: said["wrapped"].update({part: value}))


_DRAFT = "INSERT INTO drafts VALUES ('d1', 'W01', 'v', '{}', '{}', '{}')"
_NOW = "2026-11-20T01:00:00+00:00"
_PIN = "INSERT INTO wrong_pins (key, wrong, at, boot, monotonic_ns) VALUES ({})"
_HEX = "0123456789abcdef" * 2

DATA_FILE: dict[str, Plant] = {
    "cut by one page": cut(pages=1),
    "cut by five pages": cut(pages=5),
    "cut by twenty pages": cut(pages=20),
    "cut within a page": cut(to=10 * PAGE + 1000),
    "cut to its first page": cut(to=PAGE),
    "cut to a hundred bytes": cut(to=100),
    "cut to three pages": cut(to=3 * PAGE),
    "emptied": cut(to=0),
    "a last page of zeros": overwrite(-PAGE, bytes(PAGE)),
    "a first page of zeros": overwrite(0, bytes(PAGE)),
    "another salt": overwrite(0, b"\x00\x01"),
    "a flipped byte in the header": overwrite(40, b"\x00\x01"),
    "a page of zeros in the middle": overwrite(8 * PAGE, bytes(PAGE)),
    "of another profile": of_another(DATABASE),
    "not encrypted": plaintext,
    "a folder": folder_instead(DATABASE),
    "gone": gone(DATABASE),
    "text": instead(DATABASE, b"hello" * 3000),
    "its log lost": log_lost,
}
STRUCTURE: dict[str, Plant] = {
    "a trigger that swallows rows": sql(
        "CREATE TRIGGER t BEFORE INSERT ON case_rows BEGIN SELECT RAISE(IGNORE); END"
    ),
    "a trigger that deletes entries": sql(
        "CREATE TRIGGER t AFTER DELETE ON case_rows BEGIN DELETE FROM entries; END"
    ),
    "a dropped index": sql("DROP INDEX ix_entries_subject"),
    "an index of another column": sql(
        "DROP INDEX ix_drafts_clerk", "CREATE INDEX ix_drafts_clerk ON drafts (id)"
    ),
    "a strange index": sql("CREATE INDEX strange ON entries (actor)"),
    "a unique index no longer unique": sql(
        "DROP INDEX ix_paper_rows_organ_kind_number",
        "CREATE INDEX ix_paper_rows_organ_kind_number ON paper_rows (organ, kind, number) WHERE number != ''",
    ),
    "a view": sql("CREATE VIEW seen AS SELECT * FROM staff_rows"),
    "a view with a name of quotes": sql('CREATE VIEW "a""b\u202e" AS SELECT 1'),
}
TABLES: dict[str, Plant] = {
    "a strange table": sql("CREATE TABLE notes (x TEXT)"),
    "no table of wrong PINs": sql("DROP TABLE wrong_pins"),
    "no entries": sql("DROP TABLE entries"),
    "no search": sql("DROP TABLE case_names"),
    "no rating rows": sql("DROP TABLE rating_rows"),
    "no stations": sql("DROP TABLE stations"),
    "no read models": sql("DROP TABLE read_models"),
    "a column more": sql("ALTER TABLE case_rows ADD COLUMN more TEXT"),
    "a column renamed": sql("ALTER TABLE drafts RENAME COLUMN body TO text"),
    "a table renamed": sql("ALTER TABLE numbers RENAME TO numbers2"),
    "an older version": sql("UPDATE alembic_version SET version_num = '0003'"),
    "a version that never was": sql("UPDATE alembic_version SET version_num = '0000'"),
    "a version of letters": sql("UPDATE alembic_version SET version_num = 'x'"),
    "an empty version": sql("UPDATE alembic_version SET version_num = ''"),
    "no version": sql("DELETE FROM alembic_version"),
    "two versions": sql("INSERT INTO alembic_version VALUES ('0001')"),
    "no table of versions": sql("DROP TABLE alembic_version"),
}
ROWS: dict[str, Plant] = {
    "a wrong PIN of no code": sql(_PIN.format("'W01', 1, 1, 'b', 1")),
    "too many wrong PINs": sql(_PIN.format(f"'{_HEX}', 99, 1, 'b', 1")),
    "no wrong PIN": sql(_PIN.format(f"'{_HEX}', 0, 1, 'b', 1")),
    "a wrong PIN of the year 9000": sql(_PIN.format(f"'{_HEX}', 9, 221845392000000000, 'b', 1")),
    "a wrong PIN of no time": sql(_PIN.format(f"'{_HEX}', 9, 1 << 62, 'b', 1")),
    "a model nobody knows": sql("INSERT INTO read_models VALUES ('x', 'y')"),
    "a draft that is no JSON": sql(_DRAFT.format(_NOW, _NOW, "{")),
    "a draft that is a list": sql(_DRAFT.format(_NOW, _NOW, "[]")),
    "a draft of no time": sql(_DRAFT.format(_NOW, "x", "{}")),
    "an invitation of no case": sql(
        f"INSERT INTO rating_slots VALUES ('c', 'i', 's', 'W01', '{_NOW}', '{_NOW}', NULL)"
    ),
    "boxes of two sizes": sql(
        *(f"INSERT INTO anonymous_boxes VALUES (randomblob(16), '2026-11-20', zeroblob({n}))" for n in (5, 6))
    ),
    "boxes of no day": sql("INSERT INTO anonymous_boxes VALUES (randomblob(16), 'x', zeroblob(5))"),
    "a supervisor nobody added": sql(
        "INSERT INTO staff_rows VALUES ('S09', '某人', 'supervisor', '$argon2id$x', 1, '')"
    ),
    "another PIN": sql(
        "UPDATE staff_rows SET pin_hash = (SELECT pin_hash FROM staff_rows WHERE code = 'S01') WHERE code = 'W01'"
    ),
    "a clerk made supervisor": sql("UPDATE staff_rows SET role = 'supervisor' WHERE code = 'W01'"),
    "somebody gone": sql("DELETE FROM staff_rows WHERE code = 'W01'"),
    "a series nobody used": sql("INSERT INTO numbers VALUES ('15220103', 1, '受|2026', 7)"),
    "a negative series": sql("INSERT INTO numbers VALUES ('15220103', 1, '受|2026', -7)"),
    "a task of no case": sql("INSERT INTO task_rows VALUES ('c', 'k', 'i', 'p', 'n', NULL, 0, 'w', '')"),
    "a reason of no rating": sql("INSERT INTO rating_reasons VALUES ('r', 'x')"),
    "a second station": sql(
        "INSERT INTO stations SELECT '99999999', 1, identity, binding, public_key, signing FROM stations"
    ),
    "a key of nobody": sql("INSERT INTO case_keys VALUES ('nobody', '03', zeroblob(60))"),
}
KEY_FILES: dict[str, Plant] = {
    "the hall's key gone": gone("hall.key"),
    "another hall's key": other_hall_key,
    "a hall key of garbage": instead("hall.key", b"garbage"),
    "a hall key of another profile": of_another("hall.key"),
    "a hall key that is a folder": folder_instead("hall.key"),
    "the key gone": gone(KEY_FILE),
    "a key of garbage": instead(KEY_FILE, b"\x00\xff garbage"),
    "a key of another profile": of_another(KEY_FILE),
    "an empty key": instead(KEY_FILE, b""),
    "a key that is a folder": folder_instead(KEY_FILE),
    "a changed wrapping": wrapped("keys", "AAAA" * 36),
    "another salt of the wrapping": wrapped("salt", "AAAAAAAAAAAAAAAAAAAAAA=="),
    "a wrapping that is no text": wrapped("nonce", 7),
    "no wrapping": card(lambda said: said.pop("wrapped")),
    "a wrapping that is a list": card(lambda said: said.update(wrapped=[])),
    "another profile's name": card(lambda said: said.update(profile="0" * 32)),
    "another check value": card(lambda said: said.update(check="00" * 8)),
    "a keyring that never had it": card(lambda said: said.update(kept="keyring")),
    "a newer card": card(lambda said: said.update(version=9)),
    "a card without a version": card(lambda said: said.pop("version")),
    "a card of text": instead(KEYS_FILE, b"hello"),
    "a card that is a list": instead(KEYS_FILE, b"[]"),
    "an empty card": instead(KEYS_FILE, b""),
    "no card": gone(KEYS_FILE),
    "a card that is a folder": folder_instead(KEYS_FILE),
    "a card of brackets": instead(KEYS_FILE, b"[" * 90_000),
    "a card without end": without_end(KEYS_FILE),
    "a card with a path for a name": card(lambda said: said.update(profile="../../elsewhere")),
    "a card with no name": card(lambda said: said.update(profile=None)),
    "a card with half a name": card(lambda said: said.update(profile="a\0b")),
    "a card of no place": card(lambda said: said.update(kept=7)),
    "a key without end": without_end(KEY_FILE),
    "a hall key without end": without_end("hall.key"),
    "a hall key of brackets": instead("hall.key", b"[" * 9_000),
    "another value of the wrapping": sql("PRAGMA user_version = 7"),
}
BESIDE: dict[str, Plant] = {
    "no head": gone("heads/1.head"),
    "an empty head": instead("heads/1.head", b""),
    "a head that is no JSON": instead("heads/1.head", b"\xff" * 512),
    "a head of another seq": head(seq=99),
    "a head of another station": head(station="99999999"),
    "a head of words": head(seq="x"),
    "a head of a number that no file holds": head(seq=10**30),
    "a head of brackets": instead("heads/1.head", b"[" * 100_000),
    "a head without end": without_end("heads/1.head"),
    "a head that is a pipe": pipe_instead("heads/1.head"),
    "a head that is a link in a circle": circle_instead("heads/1.head"),
    "a head with another hash": head(hash="00" * 32),
    "a head that is a folder": folder_instead("heads/1.head"),
    "a head of an epoch that never was": instead(
        "heads/9.head",
        b'{"epoch":9,"hash":"00","seq":1,"signature":"00","station":"15220103"}',
    ),
    "heads that are a file": file_instead("heads"),
    "a mark that is a folder": folder_instead("station.mark"),
    "guides that are a file": file_instead("guides"),
    "a log of garbage": instead(f"{DATABASE}-wal", b"garbage" * 1000),
    "a log of another profile": of_another(f"{DATABASE}-wal"),
    "a journal of another profile": journal_of(_another),
    "a journal of its own from another day": journal_of(_itself),
    "a log that is a link in a circle": circle_instead(f"{DATABASE}-wal"),
    "a log that is a folder": folder_instead(f"{DATABASE}-wal"),
    "a lock that is a folder": folder_instead("window.lock"),
}
