"""What the driver and the file system say becomes the world (a sentence for the clerk) or our bug."""

from __future__ import annotations

import errno
import shutil
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from counter.db.file import connection as connections
from counter.db.file.errors import JournalBug, explain, explained
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import WorldTrouble
from tests.db import toy
from tests.db.file.test_unfinished_file import small_disk
from tests.foreign import foreign

NOTE = foreign("item.held", "c", {"much": "x" * 200_000})


def test_that_a_full_disk_refuses_the_act_and_stores_nothing(journal: SqlJournal) -> None:
    pages = journal.connection().execute("PRAGMA page_count").fetchone()[0]
    journal.connection().execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(WorldTrouble, match="磁盘已满"), journal.transaction() as tx:
        tx.append(NOTE, actor="W01")
    journal.connection().execute("PRAGMA max_page_count = 1000000")
    assert journal.entries("c") == ()
    toy.accept(journal, "c1")


def test_that_a_file_on_a_full_disk_is_said_to_lie_on_a_full_one(
    folder: Path, journal: SqlJournal, tmp_path: Path
) -> None:
    journal.close()
    (place := tmp_path / "disk").mkdir()
    with small_disk(place, "4m"):
        shutil.copytree(folder, place / "profile")
        with suppress(OSError), (place / "rest").open("wb", buffering=0) as rest:
            while rest.write(bytes(4096)):
                pass
        with pytest.raises(WorldTrouble, match="磁盘已满"):
            toy.open_journal(place / "profile").entries("c")


def test_that_a_locked_file_is_waited_for_and_then_said(
    folder: Path, journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    other = toy.open_journal(folder)
    with journal.transaction(), pytest.raises(WorldTrouble, match="正被另一个程序占用"), other.transaction():
        pass
    toy.accept(other, "c1")
    other.close()


def test_that_a_file_set_read_only_is_said_so(journal: SqlJournal) -> None:
    journal.connection().execute("PRAGMA query_only = ON")
    with pytest.raises(WorldTrouble, match="只读"), journal.transaction() as tx:
        tx.append(NOTE, actor="W01")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "只读"), (errno.EACCES, "权限")],
)
def test_that_what_the_file_system_says_is_the_world(number: int, words: str) -> None:
    with pytest.raises(WorldTrouble, match=words), explained():
        raise OSError(number, "said in English")


def test_that_a_folder_in_the_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "key.secret").unlink()
    (folder / "key.secret").mkdir()
    with pytest.raises(WorldTrouble, match=r"key\.secret 读写不了（这是一个文件夹）"):
        toy.open_journal(folder)


def test_that_a_wrong_statement_is_our_bug_and_names_no_value(journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    with pytest.raises(JournalBug) as bug, explained():
        journal.connection().execute("INSERT INTO case_keys (subject, maker) VALUES ('c1', '03')")
    assert "UNIQUE" in str(bug.value)
    assert "c1" not in str(bug.value)


def test_that_an_error_without_a_code_is_our_bug() -> None:
    assert isinstance(explain(dbapi2.ProgrammingError("wrong number of bindings")), JournalBug)
    assert isinstance(explain(OSError("no number")), JournalBug)
    refused = ValueError("someone else's")
    assert explain(refused) is refused


def test_that_each_thread_has_its_own_connection_and_all_are_closed(journal: SqlJournal) -> None:
    found = []

    def work(number: int) -> None:
        toy.accept(journal, f"c{number}")
        found.append(journal.connection())

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 4
    assert len(journal.find_cases("")) == 4
    journal.close()
    with pytest.raises(dbapi2.ProgrammingError, match="closed"):
        found[0].execute("SELECT 1")


def test_that_a_thread_that_ended_keeps_no_connection(journal: SqlJournal) -> None:
    """A pool's threads come and go all day."""
    files = Path("/proc/self/fd")
    if not files.exists():
        pytest.skip("open files are listed under /proc only")

    def opened() -> int:
        return len(list(files.iterdir()))

    journal.station()
    before = opened()
    for _ in range(20):
        thread = threading.Thread(target=journal.staff)
        thread.start()
        thread.join()
    assert opened() <= before + 3
