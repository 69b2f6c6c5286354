"""People's names: surnames read their own way, rare characters too, every usual reading findable."""

from __future__ import annotations

import json

import pytest

from counter import config
from counter.db.guide.shelf import GuideShelf, ReadingsOf
from counter.domain.text.name_initials import MOST_SPELLINGS, NameTable, initials, spellings


@pytest.fixture(scope="session")
def table(shelf: GuideShelf) -> NameTable:
    """The shipped table."""
    return shelf.names()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("张三", "zhangsan"),
        ("曾国强", "zengguoqiang"),
        ("单雄信", "shanxiongxin"),
        ("仇英", "qiuying"),
        ("解海龙", "xiehailong"),
        ("查良镛", "zhaliangyong"),
        ("任贤齐", "renxianqi"),
        ("区向明", "ouxiangming"),
        ("覃春", "qinchun"),
        ("朴海英", "piaohaiying"),
        ("尉迟恭", "yuchigong"),
        ("长孙无忌", "zhangsunwuji"),
        ("欧阳修", "ouyangxiu"),
        ("单于红", "chanyuhong"),
        ("万俟兰", "moqilan"),
        ("乌兰其其格", "wulanqiqige"),
        ("巴特尔", "bateer"),
        ("吕燕", "lvyan"),
        ("张喆", "zhangzhe"),
        ("李䶮", "liyan"),
        ("王㛃", "wangjie"),
        ("陈𬭊", "chendu"),
    ],
)
def test_that_a_name_is_spelled_as_its_owner_does(table: NameTable, name: str, first: str) -> None:
    assert spellings(name, table)[0] == first


def test_that_initials_follow_the_surname(table: NameTable) -> None:
    assert initials("曾国强", table)[0] == "zgq"
    assert initials("尉迟恭", table)[0] == "ycg"
    assert "wcg" in initials("尉迟恭", table) or "ycg" in initials("尉迟恭", table)


def test_that_other_usual_readings_stay_findable(table: NameTable) -> None:
    assert "tanchun" in spellings("覃春", table)
    assert {"sxx", "dxx"} <= set(initials("单雄信", table))


def test_that_a_double_surname_is_only_one_where_a_given_name_follows(table: NameTable) -> None:
    assert spellings("长孙", table)[0] != "zhangsun"


def test_that_marks_and_blanks_do_not_count(table: NameTable) -> None:
    assert initials("乌兰·其其格", table) == initials("乌兰 其其格", table) == initials("乌兰其其格", table)


def test_that_latin_letters_stand_for_themselves(table: NameTable) -> None:
    assert initials("李Ｄavid", table)[0] == "ldavid"


def test_that_an_unknown_character_loses_only_itself(table: NameTable) -> None:
    assert initials("", table) == ()
    assert initials("?!", table) == ()


def test_that_polyphones_do_not_explode(table: NameTable) -> None:
    assert len(spellings("长乐行单重会调给", table)) <= MOST_SPELLINGS


def test_that_the_table_reaches_beyond_common_characters(table: NameTable) -> None:
    assert len(table.characters) > 27_000
    assert all(readings for readings in table.characters.values())
    assert all(r.isascii() and r.islower() for rs in table.characters.values() for r in rs)


def test_that_a_long_name_of_polyphones_is_ready_at_once_and_keeps_the_likeliest(table: NameTable) -> None:
    found = initials("长" * 60, table)
    assert 1 < len(found) <= MOST_SPELLINGS
    assert {len(one) for one in found} == {60}


def test_that_every_character_has_the_readings_it_lies_under_in_the_file() -> None:
    stored = json.loads((config.resources_folder() / "names" / "characters.json").read_text(encoding="utf-8"))
    found = ReadingsOf(stored)
    for readings, characters in stored.items():
        assert {found[character] for character in characters} == {tuple(readings.split())}
    assert sorted(found) == sorted("".join(stored.values()))
    assert len(found) == len(list(found))
    for unknown in ("", "A", "a", "ma", "张三", "\ue000"):
        assert found.get(unknown) is None
