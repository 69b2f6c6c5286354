"""``check`` finds every fault that is planted, names it in one sentence, and a rebuild mends what can be derived."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from counter.db.check.check import check, rebuild_rows
from counter.db.file.connection import DATABASE
from counter.db.journal.journal import SqlJournal
from counter.domain.errors import WorldTrouble
from counter.domain.journal.chain import Fault
from tests.db import toy
from tests.foreign import foreign

Plant = Callable[[SqlJournal], object]


def run(*statements: str) -> Plant:
    """Plants a fault by SQL, as someone who has the key could."""

    def plant(journal: SqlJournal) -> None:
        for statement in statements:
            journal.connection().execute(statement)

    return plant


def flip(column: str, seq: int) -> Plant:
    """Plants one changed bit in the middle of stored bytes."""

    def plant(journal: SqlJournal) -> None:
        found = journal.connection().execute(f"SELECT {column} FROM entries WHERE seq = ?", (seq,))
        data = bytearray(found.fetchone()[0])
        data[len(data) // 2] ^= 1
        journal.connection().execute(f"UPDATE entries SET {column} = ? WHERE seq = ?", (bytes(data), seq))

    return plant


@pytest.fixture
def filed(journal: SqlJournal) -> SqlJournal:
    """Three cases with two papers each, and one person on duty: ten entries, seq 1 … 11."""
    for case in ("c1", "c2", "c3"):
        toy.accept(journal, case)
    with journal.transaction() as tx:
        added = foreign("staff.added", "staff:W01", {"code": "W01"}, sealed={"name": "示例员"})
        tx.append(added, actor="S01")
        for person in toy.project(tx.entries("staff:W01")).staff:
            tx.put_staff(person)
        tx.commit()
    return journal


def faults_of(journal: SqlJournal) -> tuple[Fault, ...]:
    """What check says: every sentence tells what to do, and holds nothing of a person's data."""
    report = check(journal)
    for fault in report.faults:
        assert fault.sentence.endswith("。")
        assert any(word in fault.sentence for word in ("请", "--rebuild", "在那之前不能重建")), fault
        assert not any(value in fault.sentence for value in toy.PERSON.values())
    return report.faults


def test_that_a_healthy_file_is_clean_and_counted(filed: SqlJournal) -> None:
    report = check(filed)
    assert report.clean, report.faults
    assert (report.entries, report.cases, report.papers) == (11, 3, 6)


IN_THE_JOURNAL: dict[str, tuple[Plant, str, str]] = {
    "a flipped bit in a payload": (flip("payload", 3), "changed", "第 3 条"),
    "a payload that is no longer JSON": (
        run("UPDATE entries SET payload = X'FF00' WHERE seq = 3"),
        "changed",
        "第 3 条",
    ),
    "an opening entry that is no longer JSON": (
        run("UPDATE entries SET payload = X'FF00' WHERE seq = 1"),
        "changed",
        "第 1 条",
    ),
    "a first entry that opens nothing": (
        run("UPDATE entries SET kind = 'x' WHERE seq = 1"),
        "station",
        "启用",
    ),
    "a flipped bit in a sealed part": (flip("sealed", 2), "changed", "第 2 条"),
    "a flipped bit in a hash": (flip("hash", 4), "changed", "第 4 条"),
    "a flipped bit in the link to the one before": (flip("prev", 4), "changed", "第 4 条"),
    "numbers taken written over": (run("UPDATE entries SET taken = 'x' WHERE seq = 4"), "changed", "第 4 条"),
    "an impossible time": (run("UPDATE entries SET at = 1 << 62 WHERE seq = 4"), "changed", "第 4 条"),
    "another clerk written into an entry": (
        run("UPDATE entries SET actor = 'W99' WHERE seq = 5"),
        "changed",
        "第 5 条",
    ),
    "an untimely mark put on": (run("UPDATE entries SET untimely = 1 WHERE seq = 5"), "changed", "第 5 条"),
    "another time": (run("UPDATE entries SET at = at - 1 WHERE seq = 5"), "changed", "第 5 条"),
    "a missing row": (run("DELETE FROM entries WHERE seq = 6"), "missing", "第 6 条"),
    "several missing rows": (run("DELETE FROM entries WHERE seq BETWEEN 3 AND 5"), "missing", "第 3 至 5 条"),
    "a cut tail": (run("DELETE FROM entries WHERE seq > 8"), "cut", "第 11 条"),
    "everything cut": (run("DELETE FROM entries"), "cut", "第 11 条"),
    "a series set back": (
        run("UPDATE numbers SET last = 2 WHERE series LIKE '受%'"),
        "series",
        "记的是 2 号",
    ),
    "a series lost": (run("DELETE FROM numbers WHERE series LIKE 'case%'"), "series", "记的是 0 号"),
    "a station's row changed": (run("UPDATE stations SET binding = 'x'"), "station", "登记"),
    "a station's row lost": (run("DELETE FROM stations"), "station", "没有登记"),
    "a case key lost": (run("DELETE FROM case_keys WHERE subject = 'c2'"), "key", "ZC03-1-2026-00002"),
    "a case key destroyed without a word": (
        run("UPDATE case_keys SET wrapped = NULL WHERE subject = 'c2'"),
        "key",
        "ZC03-1-2026-00002",
    ),
    "a case key of another case": (
        run(
            "UPDATE case_keys SET wrapped = (SELECT k.wrapped FROM case_keys k WHERE k.subject = 'c1')"
            " WHERE subject = 'c2'"
        ),
        "sealed",
        "ZC03-1-2026-00002",
    ),
    "numbers written where none were taken": (
        run("UPDATE entries SET taken = 'x' WHERE seq = 1"),
        "changed",
        "第 1 条",
    ),
    "a mark that is neither yes nor no": (
        run("UPDATE entries SET untimely = 2 WHERE seq = 5"),
        "changed",
        "第 5 条",
    ),
    "two entries that changed places in the file": (
        run(
            "UPDATE entries SET row = 999 WHERE seq = 3",
            "UPDATE entries SET row = 3 WHERE seq = 4",
            "UPDATE entries SET row = 4 WHERE seq = 3",
        ),
        "order",
        "第 3 条",
    ),
    "a demo station made a real one": (
        run("UPDATE stations SET identity = json_set(identity, '$.demo', json('false'))"),
        "station",
        "被改动",
    ),
    "a signing key that does not open": (
        run("UPDATE stations SET signing = zeroblob(length(signing))"),
        "station",
        "签名密钥",
    ),
}

IN_THE_ROWS: dict[str, tuple[Plant, str, str]] = {
    "a case in the wrong state": (
        run("UPDATE case_rows SET state = 'done' WHERE case_id = 'c1'"),
        "row",
        "状态",
    ),
    "another name in the list": (
        run("UPDATE case_rows SET applicant = '别人' WHERE case_id = 'c1'"),
        "row",
        "申请人",
    ),
    "a case gone from the list": (
        run("DELETE FROM case_rows WHERE case_id = 'c1'"),
        "no_row",
        "ZC03-1-2026-00001",
    ),
    "a case that nobody filed": (
        run("UPDATE case_rows SET case_id = 'c0' WHERE case_id = 'c1'"),
        "extra",
        "没有日志记录",
    ),
    "a wrong number of copies": (
        run("UPDATE paper_rows SET copies = 3 WHERE paper = 'c1/0'"),
        "row",
        "打印份数",
    ),
    "a paper without an entry": (
        run(
            "INSERT INTO paper_rows (paper, case_id, kind, number, organ, issued_at, copies, state)"
            " VALUES ('p', 'c1', 'k', '示字99号', 'o', '2026', 0, 'issued')"
        ),
        "extra",
        "示字99号",
    ),
    "a paper gone from the list": (
        run("DELETE FROM paper_rows WHERE paper = 'c2/1'"),
        "no_row",
        "〔2026〕4号",
    ),
    "a person on duty with more rights": (run("UPDATE staff_rows SET role = 'supervisor'"), "row", "岗位"),
    "a name lost from the search": (run("DELETE FROM case_names WHERE rowid = 2"), "search", "00002"),
    "a number lost from the search": (
        run("DELETE FROM case_tails WHERE tail LIKE '4321%' AND row = 3"),
        "search",
        "00003",
    ),
    "a search row of no case": (run("INSERT INTO case_tails VALUES ('0000', 77)"), "search", "没有的办件"),
    "search words that are none": (
        run("UPDATE case_rows SET found_by = 'x' WHERE case_id = 'c2'"),
        "row",
        "读不出",
    ),
    "a mark that lists read as yes and queries as no": (
        run("UPDATE case_rows SET is_open = 8 WHERE case_id = 'c1'"),
        "row",
        "办件",
    ),
    "two papers of a case in the wrong order": (
        run(
            "UPDATE paper_rows SET row = row + 100 WHERE paper = 'c2/0'",
        ),
        "row",
        "次序",
    ),
    "wrong frequent bundles": (run("UPDATE bundle_rows SET filed = 99"), "usage", "统计"),
}


@pytest.mark.parametrize("name", IN_THE_JOURNAL)
def test_that_a_fault_in_the_journal_is_found(filed: SqlJournal, name: str) -> None:
    plant, kind, words = IN_THE_JOURNAL[name]
    plant(filed)
    found = [fault for fault in faults_of(filed) if fault.kind == kind]
    assert any(words in fault.sentence for fault in found), faults_of(filed)


@pytest.mark.parametrize("name", IN_THE_ROWS)
def test_that_a_wrong_read_model_is_found_and_rebuilt(filed: SqlJournal, name: str) -> None:
    plant, kind, words = IN_THE_ROWS[name]
    plant(filed)
    found = [fault for fault in faults_of(filed) if fault.kind == kind]
    assert any(words in fault.sentence for fault in found), faults_of(filed)
    assert rebuild_rows(filed).clean


def test_that_one_changed_byte_is_one_fault(filed: SqlJournal) -> None:
    filed.connection().execute("UPDATE entries SET actor = 'W99' WHERE seq = 6")
    assert [fault.kind for fault in faults_of(filed)] == ["changed"]


def test_that_a_rewritten_entry_with_a_fitting_hash_breaks_the_chain_after_it(filed: SqlJournal) -> None:
    from dataclasses import replace

    from counter.domain.journal.chain import entry_hash

    entry = filed.entries("c2")[1]
    forged = entry_hash(replace(entry, actor="W99"))
    filed.connection().execute("UPDATE entries SET actor = 'W99', hash = ? WHERE id = ?", (forged, entry.id))
    assert [fault.kind for fault in faults_of(filed)] == ["broken"]


def test_that_the_last_entry_rewritten_with_a_fitting_hash_is_found_by_the_signed_head(
    filed: SqlJournal,
) -> None:
    from dataclasses import replace

    from counter.domain.journal.chain import entry_hash

    entry = filed.entries("staff:W01")[0]
    forged = entry_hash(replace(entry, actor="W99"))
    filed.connection().execute("UPDATE entries SET actor = 'W99', hash = ? WHERE id = ?", (forged, entry.id))
    assert [fault.kind for fault in faults_of(filed)] == ["replaced"]


def test_that_a_number_on_two_papers_is_found(filed: SqlJournal) -> None:
    paper = filed.papers_of("c1")[0]
    base = filed.entries("c1")[-1].id
    with filed.transaction() as tx:
        payload: dict[str, object] = {"paper": "twice", "number": paper.number}
        tx.append(foreign("paper.issued", "c1", payload, previous=base), actor="W01")
        tx.commit()
    kinds = {fault.kind: fault.sentence for fault in faults_of(filed)}
    assert paper.number in kinds["number"]


def test_that_a_number_given_out_twice_by_a_series_set_back_is_found(filed: SqlJournal) -> None:
    filed.connection().execute("UPDATE numbers SET last = 5 WHERE series LIKE '受%'")
    later = toy.open_journal(filed.profile)  # a program that has given none of them itself
    with later.transaction() as tx:
        assert tx.next_number("受|2026") == 6
        tx.append(foreign("paper.issued", "c9", {"paper": "p9", "number": "x"}), actor="W01")
        tx.commit()
    later.close()
    assert any("号码重复" in fault.sentence for fault in faults_of(filed))


def test_that_a_signature_by_another_key_is_found(filed: SqlJournal, folder: Path) -> None:
    head = folder / "heads" / "1.head"
    line = json.loads(head.read_text())
    line["signature"] = "00" * 64
    head.write_text(json.dumps(line))
    assert [fault.kind for fault in faults_of(filed)] == ["signature"]


@pytest.mark.parametrize("left", [None, "", '{"station": "03", "epo'])
def test_that_a_lost_or_torn_head_file_is_named_and_written_anew_by_a_rebuild(
    filed: SqlJournal, folder: Path, left: str | None
) -> None:
    head = folder / "heads" / "1.head"
    if left is None:
        head.unlink()
    else:
        head.write_text(left)
    assert [fault.kind for fault in faults_of(filed)] == ["head"]
    assert rebuild_rows(filed).clean


@pytest.mark.parametrize(
    "name", ["a case key lost", "a flipped bit in a sealed part", "a case key of another case"]
)
def test_that_no_name_is_rebuilt_away_while_its_key_is_missing(filed: SqlJournal, name: str) -> None:
    IN_THE_JOURNAL[name][0](filed)
    with pytest.raises(WorldTrouble, match="没有重建"):
        rebuild_rows(filed)
    assert len(filed.find_cases("欧阳")) == 3


def test_that_rows_of_entries_that_cannot_be_read_are_not_called_wrong(filed: SqlJournal) -> None:
    filed.connection().execute("UPDATE entries SET payload = X'FF00' WHERE subject = 'c2' AND seq = 6")
    kinds = {fault.kind for fault in faults_of(filed)}
    assert kinds == {"changed", "unreadable"}


def test_that_settings_that_cannot_be_read_leave_the_journal_itself_checked(filed: SqlJournal) -> None:
    filed.connection().execute("UPDATE entries SET actor = 'W99' WHERE seq = 6")
    found = {fault.kind: fault.sentence for fault in check(filed, unread_hall="内容被改动").faults}
    assert set(found) == {"changed", "hall"}
    assert "内容被改动" in found["hall"]


@pytest.mark.parametrize("left", [b"", b"{}", bytes(60)])
def test_that_a_hall_key_that_does_not_open_is_found(filed: SqlJournal, folder: Path, left: bytes) -> None:
    filed.keep_hall_seed(bytes(32))
    assert check(filed).clean
    (folder / "hall.key").write_bytes(left)
    (fault,) = faults_of(filed)
    assert (fault.kind, fault.place) == ("seed", "hall.key")


def test_that_nothing_is_rebuilt_from_a_damaged_journal(filed: SqlJournal) -> None:
    filed.connection().execute("DELETE FROM entries WHERE seq = 6")
    with pytest.raises(WorldTrouble, match="没有重建"):
        rebuild_rows(filed)
    assert len(filed.papers_of("c2")) == 2


def test_that_number_series_are_rebuilt_from_the_chain(filed: SqlJournal) -> None:
    filed.connection().execute("DELETE FROM numbers")
    assert rebuild_rows(filed).clean
    assert toy.accept(filed, "c4")[0].endswith("00004")


def test_that_a_rebuilt_list_is_found_and_ordered_as_before(filed: SqlJournal) -> None:
    before = filed.find_cases("欧阳"), filed.bundle_usage()
    for table in ("case_rows", "case_tails", "paper_rows", "bundle_rows"):
        filed.connection().execute(f"DELETE FROM {table}")
    assert rebuild_rows(filed).clean
    assert (filed.find_cases("欧阳"), filed.bundle_usage()) == before


@pytest.mark.parametrize("page", [2, 5, 9])
def test_that_a_flipped_byte_on_the_disk_is_found(filed: SqlJournal, folder: Path, page: int) -> None:
    filed.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filed.close()
    with (folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * 4096 + 1234)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 0x10]))
    sentences = []
    try:
        journal = toy.open_journal(folder)
        sentences = [fault.sentence for fault in faults_of(journal)]
        journal.close()
    except WorldTrouble as trouble:
        sentences.append(trouble.sentence)
    assert any("损坏" in sentence for sentence in sentences)


def test_that_an_entry_of_a_newer_program_is_kept_and_reported_as_a_note(filed: SqlJournal) -> None:
    with filed.transaction() as tx:
        tx.append(foreign("tea.served", "c7", {"x": 1}), actor="W01")
        tx.append(foreign("materials.received", "c7", {}, version=9), actor="W01")
        tx.commit()
    report = check(filed)
    assert report.clean
    assert sum("需升级" in note for note in report.notes) == 2
