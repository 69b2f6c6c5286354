"""The office's ratings are counted and listed from rows; every row is what its entries say, or check names it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.journal.journal import SqlJournal
from counter.db.keys import seed_files
from counter.db.rows import rating_rows
from counter.domain.errors import WorldTrouble
from counter.services.context.ports import RatingFilter
from tests.db import toy
from tests.foreign import foreign

ALL = RatingFilter()


@pytest.fixture
def rated(journal: SqlJournal) -> SqlJournal:
    """Four ratings of two months, two of them bad."""
    toy.register(journal, "r1", day="2026-10-31", grade="非常满意", reasons=["a1", "a2"])
    toy.register(journal, "r2", grade="不满意", reasons=["d1"], loop="open", due="2026-11-27", owner="S02")
    toy.register(
        journal,
        "r3",
        mode="匿名",
        station="",
        window="",
        clerk="",
        case="",
        grade="非常不满意",
        reasons=["d1", "d2"],
        loop="answered",
        due="2026-11-26",
        standing="doubtful",
    )
    toy.register(journal, "r4", bundle=23, bundle_name="新生儿出生", day="2026-11-21")
    return journal


def names(journal: SqlJournal, wanted: RatingFilter, limit: int = 50) -> list[str]:
    return [row.rating for row in journal.ratings(wanted, limit)]


def test_that_the_newest_day_comes_first_and_a_row_comes_back_whole(rated: SqlJournal) -> None:
    assert names(rated, ALL) == ["r4", "r2", "r3", "r1"]
    assert names(rated, ALL, 2) == ["r4", "r2"]
    wanted = toy.rating("r2", grade="不满意", reasons=["d1"], loop="open", due="2026-11-27", owner="S02")
    assert rated.ratings(ALL)[1] == wanted


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RatingFilter(since="2026-11-20", until="2026-11-20"), ["r2", "r3"]),
        (RatingFilter(hall="别处"), []),
        (RatingFilter(bundle=23), ["r4"]),
        (RatingFilter(clerk="W01", grade="满意"), ["r4"]),
        (RatingFilter(mode="匿名"), ["r3"]),
        (RatingFilter(standing="counted", until="2026-11-20"), ["r2", "r1"]),
        (RatingFilter(loop=("open", "answered")), ["r2", "r3"]),
        (RatingFilter(loop=("none", "open")), ["r4", "r2", "r1"]),
        (RatingFilter(hall="x' OR '1'='1"), []),
    ],
)
def test_that_a_filter_lets_through_what_it_says(
    rated: SqlJournal, wanted: RatingFilter, found: list[str]
) -> None:
    assert names(rated, wanted) == found
    counted = rated.rating_counts(["mode"], wanted)
    assert sum(number for _, number in counted) == len(found)


def test_that_groups_are_counted_in_their_order(rated: SqlJournal) -> None:
    assert rated.rating_counts(["month", "bundle"], ALL) == (
        (("2026-10", "8"), 1),
        (("2026-11", "8"), 2),
        (("2026-11", "23"), 1),
    )
    assert rated.rating_counts(["reason"], RatingFilter(loop=("open", "answered"))) == (
        (("d1",), 2),
        (("d2",), 1),
    )
    assert dict(rated.rating_counts(["due"], ALL))[("",)] == 2


@pytest.mark.parametrize("by", [[], ["rating"], ["reasons"], ["grade", "1; DROP TABLE entries"], ["case"]])
def test_that_nothing_else_becomes_part_of_a_statement(rated: SqlJournal, by: list[str]) -> None:
    with pytest.raises(ValueError, match="not counted"):
        rated.rating_counts(by, ALL)


def test_that_every_count_equals_a_recount_of_the_rows(rated: SqlJournal) -> None:
    rows = rated.ratings(ALL)
    for name in set(rating_rows.GROUPS) - {"month", "reason"}:
        recount = Counter("" if (value := getattr(row, name)) is None else str(value) for row in rows)
        assert {group[0]: number for group, number in rated.rating_counts([name], ALL)} == recount


def test_that_another_entry_changes_the_row_and_its_reasons(rated: SqlJournal) -> None:
    toy.register(rated, "r2", grade="满意", reasons=["b1"])
    assert rated.rating_counts(["reason"], RatingFilter(clerk="W01")) == (
        (("a1",), 1),
        (("a2",), 1),
        (("b1",), 1),
    )
    assert names(rated, RatingFilter(loop=("open",))) == []
    assert check(rated).clean


def test_that_counts_and_lists_use_their_indexes(rated: SqlJournal) -> None:
    def plan(statement: str) -> str:
        said = rated.connection().execute(f"EXPLAIN QUERY PLAN {statement}")
        return " / ".join(row[3] for row in said)

    where, bound = rating_rows.condition_of(RatingFilter(standing="counted", since="2026-01-01"))
    for value in bound:
        where = where.replace("?", f"'{value}'", 1)
    tables = "rating_rows AS r"
    by = "r.hall, r.grade"
    counts = plan(rating_rows.COUNTS.format(by=by, tables=tables, where=where))
    assert "USING COVERING INDEX ix_rating_rows_counts" in counts
    where, _ = rating_rows.condition_of(RatingFilter(loop=("open",)))
    listed = plan(rating_rows.LIST.format(where=where.replace("?", "'open'")).replace("?", "50"))
    assert "USING INDEX ix_rating_rows_loop_day" in listed
    newest = plan(rating_rows.LIST.format(where="1").replace("?", "50"))
    assert "ix_rating_rows_day" in newest
    assert "TEMP B-TREE FOR ORDER BY" not in newest


@pytest.mark.parametrize(
    ("statement", "kind", "words"),
    [
        ("UPDATE rating_rows SET grade = '满意' WHERE rating = 'r2'", "row", "grade"),
        ("UPDATE rating_rows SET standing = 'set_aside' WHERE rating = 'r2'", "row", "standing"),
        ("UPDATE rating_rows SET due = '2030-01-01' WHERE rating = 'r2'", "row", "期限"),
        ("UPDATE rating_rows SET clerk = 'W02' WHERE rating = 'r2'", "row", "经办人"),
        ("UPDATE rating_rows SET reasons = '[]' WHERE rating = 'r2'", "row", "reasons"),
        ("UPDATE rating_rows SET reasons = '[\"d' WHERE rating = 'r2'", "row", "reasons"),
        ("UPDATE rating_rows SET reasons = '7' WHERE rating = 'r2'", "row", "reasons"),
        ("UPDATE rating_rows SET rating = 'r9' WHERE rating = 'r2'", "extra", "r9"),
        ("DELETE FROM rating_rows WHERE rating = 'r3'", "no_row", "r3"),
        ("DELETE FROM rating_reasons WHERE reason = 'd2'", "reasons", "r3"),
        ("UPDATE rating_reasons SET reason = 'd9' WHERE reason = 'd2'", "reasons", "r3"),
        ("INSERT INTO rating_reasons VALUES ('r9', 'd2')", "reasons", "r9"),
        ("INSERT INTO rating_reasons VALUES ('r4', 'd2')", "reasons", "r4"),
    ],
)
def test_that_a_wrong_row_is_found_and_rebuilt(
    rated: SqlJournal, statement: str, kind: str, words: str
) -> None:
    rated.connection().execute(statement)
    faults = check(rated).faults
    assert any(fault.kind == kind and words in fault.sentence for fault in faults), faults
    assert rebuild_rows(rated).clean
    assert names(rated, ALL) == ["r4", "r2", "r3", "r1"]


def test_that_two_programs_see_one_list(rated: SqlJournal, folder: Path) -> None:
    other = toy.open_journal(folder)
    toy.register(other, "r5", grade="基本满意")
    assert rated.rating_counts(["grade"], RatingFilter(grade="基本满意")) == ((("基本满意",), 1),)
    other.close()


def test_that_a_pack_takes_only_what_came_after_the_last(journal: SqlJournal) -> None:
    said = []
    for number in range(4):
        toy.accept(journal, f"c{number}")
        with journal.transaction() as tx:
            draft = foreign("rating.boxed", "ratings", {"box": str(number)}, previous=tx.last_id("ratings"))
            said.append(tx.append(draft, actor="system"))
            tx.commit()
    assert journal.last_entries("ratings", 0) == tuple(said)
    assert journal.last_entries("ratings", said[1].seq) == tuple(said[2:])
    assert journal.last_entries("ratings", said[3].seq) == ()


def test_that_another_epoch_starts_from_its_own_first(copied: Path, journal: SqlJournal) -> None:
    toy.accept(journal, "c1")
    copy = toy.open_journal(copied)
    with copy.transaction() as tx:
        boxed = tx.append(foreign("rating.boxed", "ratings", {"box": "x"}), actor="system")
        tx.commit()
    assert boxed.epoch == copy.station().epoch > 1
    assert copy.last_entries("ratings", 0) == (boxed,)
    copy.close()


def test_that_the_handlers_key_lies_sealed_beside_the_journal(journal: SqlJournal, folder: Path) -> None:
    seed = bytes(range(32))
    assert journal.handler_seed() is None
    journal.keep_handler_seed(seed)
    assert (journal.handler_seed(), journal.hall_seed()) == (seed, None)
    path = folder / seed_files.HANDLER.file
    assert path.stat().st_mode & 0o077 == 0
    assert seed not in path.read_bytes()
    journal.keep_hall_seed(seed)
    path.write_bytes((folder / seed_files.HALL.file).read_bytes())  # one key's file put in the other's place
    with pytest.raises(WorldTrouble, match="差评处理室密钥"):
        journal.handler_seed()
