"""A case is found by what a person at the window has: a number or its tail, part of a name, initials, id, phone."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.db.check.check import check
from counter.db.grams import asked_grams, grams_of, plain
from counter.db.journal.journal import SqlJournal
from counter.db.rows import search
from counter.services.context.ports import CaseRow, FoundCases
from tests.db import toy

START = datetime(2026, 11, 20, tzinfo=UTC)
PEOPLE = [
    ("欧阳示例", "oysl", "99999920000101001X", "10000001234"),
    ("王示例", "wsl", "999999199001010011", "10000005678"),
    ("王示", "ws", "999999199001010020", "10000005679"),
    ("𬭊㛃䶮", "hjy", "", ""),
    ("Бат·示例 Bat", "sl", "G12345678", "10000001299"),
    ("兴安盟示例餐饮有限责任公司", "xamslcyyxzrgs", "91152200MA0N000001", "10000000000"),
]


def row(number: int, name: str, initials: str, id_number: str, phone: str) -> CaseRow:
    """A case row of one person."""
    at = (START + timedelta(minutes=number)).isoformat()
    return CaseRow(
        case=f"c{number}",
        number=f"152201032026112000{number:03d}-{number}",
        bundle=8 if number % 2 else 9,
        bundle_name="我要开小餐馆",
        state="accepted",
        opened_at=at,
        updated_at=at,
        due="2026-12-04",
        clerk="W01",
        applicant=name,
        names=(name,),
        initials=(initials,),
        id_numbers=(id_number,) if id_number else (),
        phones=(phone,) if phone else (),
    )


def put(journal: SqlJournal, *rows: CaseRow) -> None:
    """Write rows in one transaction."""
    with journal.transaction() as tx:
        for one in rows:
            tx.put_case(one)
        tx.commit()


@pytest.fixture
def filled(journal: SqlJournal) -> SqlJournal:
    """One case for each person, in order."""
    put(journal, *(row(number, *person) for number, person in enumerate(PEOPLE, 1)))
    return journal


def found(journal: SqlJournal, text: str, limit: int = 50) -> list[str]:
    """Ids of the cases found, in the order shown."""
    return [case.case for case in journal.find_cases(text, limit)]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("欧阳", ["c1"]),
        ("示例", ["c6", "c5", "c2", "c1"]),
        ("王", ["c3", "c2"]),
        ("王示例", ["c2"]),
        ("示 例", ["c6", "c5", "c2", "c1"]),
        ("㛃", ["c4"]),
        ("𬭊㛃", ["c4"]),
        ("Бат", ["c5"]),
        ("бат示例", ["c5"]),
        ("ＢＡＴ", ["c5"]),
        ("示例餐饮", ["c6"]),
        ("餐饮示例", []),
        ("示示", []),
        ("赵", []),
    ],
)
def test_that_a_part_of_a_name_finds_newest_first(filled: SqlJournal, text: str, cases: list[str]) -> None:
    assert found(filled, text) == cases


@pytest.mark.parametrize(
    ("text", "cases"), [("oys", ["c1"]), ("WS", ["c3", "c2"]), ("wsl", ["c2"]), ("slcy", ["c6"]), ("zz", [])]
)
def test_that_pinyin_initials_find(filled: SqlJournal, text: str, cases: list[str]) -> None:
    assert found(filled, text) == cases


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("152201032026112000001-1", ["c1"]),
        ("15220103 2026 1120 00001 1", ["c1"]),
        ("１５２２０１０３２０２６１１２０００００１－１", ["c1"]),
        ("001-1", ["c2", "c1"]),
        ("0001-1", ["c1"]),
        ("0055", ["c5"]),
        ("5", ["c5"]),
        ("99999920000101001x", ["c1"]),
        ("001X", ["c1"]),
        ("1234", ["c1"]),
        ("10000005678", ["c2"]),
        ("91152200MA0N000001", ["c6"]),
        ("77777", []),
    ],
)
def test_that_numbers_and_their_tails_find(filled: SqlJournal, text: str, cases: list[str]) -> None:
    assert found(filled, text) == cases


@pytest.mark.parametrize(
    "text", ['"', "'", "*", "(", "AND", "-1", "%", "_", "\x00", "：", '") OR (', '欧阳"*']
)
def test_that_no_sign_that_a_person_types_breaks_the_search(filled: SqlJournal, text: str) -> None:
    filled.find_cases(text)


@pytest.mark.parametrize(
    "typed", ["0003", "003", "3", "20261120 00003", "2026112000003", "1522010320261120 00003", "００03"]
)
def test_that_the_serial_of_a_number_finds_without_its_check_digit(filled: SqlJournal, typed: str) -> None:
    assert "c3" in found(filled, typed)


def test_that_only_a_case_number_has_a_check_digit_to_leave_out(filled: SqlJournal) -> None:
    assert found(filled, "0000123") == [], "no phone is found by its middle"
    assert found(filled, "9000101001") == [], "nor an id number without its last digit"


def test_that_of_many_with_the_same_serial_the_newest_come_first(journal: SqlJournal) -> None:
    put(
        journal,
        *(
            dataclasses.replace(
                row(n, *PEOPLE[3]), number=f"15220103A2{n:05d}00012", phones=(), id_numbers=()
            )
            for n in range(1, 80)
        ),
    )
    assert found(journal, "0001", limit=5) == ["c79", "c78", "c77", "c76", "c75"]


def test_that_nothing_typed_shows_the_newest(filled: SqlJournal) -> None:
    assert found(filled, "  ", limit=2) == ["c6", "c5"]


def test_that_a_common_name_shows_only_the_newest(journal: SqlJournal) -> None:
    put(journal, *(row(number, *PEOPLE[0]) for number in range(1, 121)))
    assert found(journal, "欧阳", limit=50) == [f"c{number}" for number in range(120, 70, -1)]
    assert len(found(journal, "1234")) == 50


@pytest.mark.parametrize("text", ["欧阳", "1234", "oys", ""])
def test_that_what_is_left_out_is_told(journal: SqlJournal, text: str) -> None:
    put(journal, *(row(number, *PEOPLE[0]) for number in range(1, 6)))
    assert [journal.find_cases(text, limit).more for limit in (4, 5)] == [True, False]


def test_that_a_tail_looked_for_among_the_newest_alone_says_so(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(journal, *(row(number, *PEOPLE[0]) for number in range(1, 8)))
    assert journal.find_cases("3") == FoundCases((journal.case_row("c3"),), more=False)
    monkeypatch.setattr(search, "SCANNED_ROWS", 3)
    assert journal.find_cases("3") == FoundCases((), more=True)
    assert not journal.find_cases("003-3").more


def test_that_a_whole_company_name_finds_its_cases_among_its_namesakes(journal: SqlJournal) -> None:
    """Of so many characters only the telling ones are asked for; whoever has them elsewhere is not shown."""
    names = [f"兴安盟{brand}餐饮有限责任公司" for brand in ("瑞祥", "祥瑞", "瑞祥鑫", "金穗", "鑫瑞祥")]
    names += ["瑞祥有限公司任责餐饮盟兴安", "餐饮有限责任公司兴安盟瑞祥"]
    put(journal, *(row(n, name, "", "", "") for n, name in enumerate(names * 20, 1)))
    for name in names:
        cases = journal.find_cases(name, 500)
        assert [case.applicant for case in cases] == [name] * 20
    assert len(journal.find_cases("祥餐饮有限责任公司", 500)) == 40
    assert not journal.find_cases("兴安盟祥餐饮有限责任公司")


def test_that_only_what_few_have_is_asked_for(journal: SqlJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RARE", 10)
    put(journal, *(row(n, "兴安盟金穗餐饮有限责任公司", "", "", "") for n in range(1, 30)))
    put(journal, row(30, "兴安盟瑞祥餐饮有限责任公司", "", "", ""))

    def telling(text: str) -> list[str]:
        return search.rarest_grams(journal.connection(), asked_grams(text))

    assert telling("兴安盟瑞祥餐饮有限责任公司") == ["兴安盟瑞祥餐", "瑞祥餐饮有限"]
    assert telling("餐饮有限责任公司") == ["餐饮有限责任", "有限责任公司"]
    assert telling("兴安盟瑞祥餐饮有限责任公习") == []


def test_that_what_lies_apart_in_a_case_is_not_read_to_be_refused(journal: SqlJournal) -> None:
    """xyy in the company's initials, yyx in the agent's: thousands have both, and none of them xyyx."""
    both = [dataclasses.replace(row(n, "甲", "", "", ""), initials=("qxyyq", "wyyxw")) for n in range(1, 400)]
    put(journal, *both, row(400, "乙", "axyyxb", "", ""))
    cases, work = counted(journal, "xyyx")
    assert cases == ["c400"]
    _, one = counted(journal, "axyyxb")
    assert work < 3 * one


@pytest.mark.parametrize("few", [2, 1_000])
def test_that_every_part_of_every_name_finds_all_who_have_it(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Names of few characters, so that the index is asked for much that lies apart, against looking at every name."""
    monkeypatch.setattr(search, "FEW", few)
    monkeypatch.setattr(search, "RARE", few)
    draw = Random(3)
    names = ["".join(draw.choices("丽王abc", k=draw.randrange(1, 12))) for _ in range(60)]
    letters = ["".join(draw.choices("xyz", k=draw.randrange(1, 14))) for _ in names]
    put(journal, *(row(n, *person, "", "") for n, person in enumerate(zip(names, letters, strict=True))))
    for name in (*names[:20], *letters[:20]):
        start = draw.randrange(len(name))
        for part in (name[start : start + draw.randrange(1, 12)], name[start:] + draw.choice("丽xyz")):
            wanted = [n for n, one in enumerate(names) if part in one or part in letters[n]]
            assert found(journal, part, 500) == [f"c{n}" for n in reversed(wanted)], part


def test_that_an_agent_of_thousands_is_found_without_reading_them_all(
    journal: SqlJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest 50 of a phone are as far away among 2,000 as among 200; other numbers that end so are found too."""
    monkeypatch.setattr(search, "TAILS_SORTED", 100)
    monkeypatch.setattr(search, "HANDFUL", 60)
    put(journal, *(row(n, "甲", "", "", "10000003000") for n in range(1, 200)))
    put(journal, row(200, "甲", "", "", "10000013000"))
    _, few = counted(journal, "3000")
    put(journal, *(row(n, "甲", "", "", "10000003000") for n in range(201, 2_000)))
    cases, many = counted(journal, "3000")
    assert cases == [f"c{n}" for n in range(1_999, 1_949, -1)]
    assert many < 2 * few
    assert "c200" in found(journal, "3000", 2_000)
    assert found(journal, "13000") == ["c200"]


def test_that_a_case_whose_numbers_end_alike_counts_once(journal: SqlJournal) -> None:
    alike = dataclasses.replace(
        row(1, "甲", "", "", ""), phones=tuple(f"1000{n:03d}4321" for n in range(300))
    )
    put(journal, row(2, "乙", "", "", "10000004321"), alike)
    assert found(journal, "4321", 2) == ["c2", "c1"]


def counted(journal: SqlJournal, text: str) -> tuple[list[str], int]:
    """Ids of the cases found, and after how many steps of SQLite's machine."""
    connection, steps = journal.connection(), 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    found(journal, text)  # the table of words is made once
    connection.set_progress_handler(step, 1)
    cases = found(journal, text)
    connection.set_progress_handler(None, 0)
    return cases, steps


def test_that_one_character_again_and_again_is_asked_for_as_a_run(journal: SqlJournal) -> None:
    """Hundreds have 丽丽 and zzz in them; none of them is read for somebody who typed one more."""
    names = [("张丽丽", "zll"), ("甄珍珍庄", "zzzz"), ("丽丽丽a店", "llla")]
    put(journal, *(row(number, *name, "", "") for number, name in enumerate(names, 1)))
    wanted = {"丽丽": ["c3", "c1"], "丽丽丽": ["c3"], "丽丽丽丽": [], "lll": ["c3"]}
    for text, cases in {**wanted, "zzz": ["c2"], "zzzz": ["c2"], "zzzzz": []}.items():
        assert found(journal, text) == cases, text
    assert asked_grams("ZZZZZ") == ["zzzz"]
    assert asked_grams("丽丽丽丽") == ["丽丽丽"]


@pytest.mark.parametrize("version", ["0004", "0005"])
def test_that_an_older_file_finds_them_once_opened(journal: SqlJournal, folder: Path, version: str) -> None:
    """Files up to 0004 have no runs in the index, those of 0005 no endings: they come when the file is opened."""
    put(journal, row(1, "丽丽丽丽", "llll", "", ""), row(2, *PEOPLE[0]), row(3, *PEOPLE[5]))
    connection = journal.connection()
    for rowid, name in ((1, "丽丽丽丽 llll"), (2, "欧阳示例 oysl"), (3, f"{PEOPLE[5][0]} {PEOPLE[5][1]}")):
        grams = {
            part[at : at + size] for part in name.split() for size in (1, 2, 3) for at in range(len(part))
        }
        connection.execute("DELETE FROM case_names WHERE rowid = ?", (rowid,))
        connection.execute("INSERT INTO case_names (rowid, grams) VALUES (?, ?)", (rowid, " ".join(grams)))
    connection.execute("UPDATE case_rows SET found_by = '坏' WHERE row = 2")
    connection.execute("DROP INDEX ix_entries_at_kind")
    for table in (
        "board_rows",
        "parcels",
        "parcel_receipts",
        "taken_entries",
        "batches",
        "held_batches",
        "forks",
        "exchange_marks",
        "doubted_acts",
        "late_batches",
        "result_rows",
        "ledger_rows",
        "key_wraps",
    ):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP INDEX ix_task_rows_station_day_kind")
    connection.execute("ALTER TABLE task_rows DROP COLUMN station")
    for index in ("opened_at", "state_clerk", "number"):
        connection.execute(f"DROP INDEX ix_case_rows_{index}")
    for column in ("owner", "conflict", "held"):
        connection.execute(f"ALTER TABLE case_rows DROP COLUMN {column}")
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    wanted = {"llll": ["c1"], "丽丽丽丽": ["c1"], "示例餐饮有限责任公司": ["c3"], "xamslcyyxz": ["c3"]}
    assert not any(found(journal, text) for text in wanted)
    journal.close()
    again = toy.open_journal(folder)
    assert {text: found(again, text) for text in wanted} == wanted
    assert not any(fault.kind == "search" for fault in check(again).faults)
    again.close()


def test_that_a_case_is_read_by_id_or_by_its_number_in_any_spacing(filled: SqlJournal) -> None:
    for text in ("c2", "152201032026112000002-2", " 152201032026112000002 2 ", "1522-0103-2026-1120-00002-2"):
        case = filled.case_row(text)
        assert case is not None
        assert case.case == "c2"
    for text in ("", "002-2", "10000005678", "nothing"):
        assert filled.case_row(text) is None


def test_that_a_changed_name_or_number_is_found_by_the_new_one_only(filled: SqlJournal) -> None:
    changed = dataclasses.replace(
        row(1, "欧阳更名", "oygm", "99999920000101001X", "10000004321"), state="done", open=False
    )
    put(filled, changed)
    assert filled.case_row("c1") == changed
    assert (found(filled, "更名"), found(filled, "示例")) == (["c1"], ["c6", "c5", "c2"])
    assert (found(filled, "4321"), found(filled, "1234")) == (["c1"], [])


def test_that_an_open_case_is_known_by_id_and_by_name_only_where_there_is_no_id(filled: SqlJournal) -> None:
    def known(bundle: int, ids: list[str], names: list[str]) -> list[str]:
        return [case.case for case in filled.open_cases_of(bundle, ids, names)]

    assert known(8, ["99999920000101001x"], []) == ["c1"]
    assert known(9, ["99999920000101001X"], []) == []
    assert known(8, ["0001X"], []) == []  # a tail is no identity
    assert known(8, ["10000001234"], []) == []  # nor is a phone
    assert known(9, [], ["王示例"]) == ["c2"]
    assert known(8, [], ["王示"]) == ["c3"]
    assert known(9, ["999999198502024569"], ["王示例"]) == []
    put(filled, dataclasses.replace(row(1, *PEOPLE[0]), open=False))
    assert known(8, ["99999920000101001X"], []) == []


def test_that_frequent_and_recent_bundles_are_counted(filled: SqlJournal) -> None:
    put(filled, row(1, *PEOPLE[0]))  # the same case again is no new filing
    assert filled.bundle_usage() == ({8: 3, 9: 3}, (9, 8))
    put(filled, row(7, *PEOPLE[0]))
    assert filled.bundle_usage() == ({8: 4, 9: 3}, (8, 9))


@given(st.text(min_size=1, max_size=12), st.data())
def test_that_any_part_of_any_name_asks_only_for_what_was_stored(name: str, data: st.DataObject) -> None:
    whole = plain(name)
    if not whole:
        assert asked_grams(name) == []
        return
    start = data.draw(st.integers(0, len(whole) - 1))
    part = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    stored = set(grams_of([name]).split(" "))
    assert set(asked_grams(part)) <= stored or plain(part) != part
