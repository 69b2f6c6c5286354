"""A profile with a million cases to find, for measuring: rows written directly into the read models, without entries.

A million acceptances would take an hour. The file is made by the real migrations and encrypted with real keys; what
the search stores of a case (grams, suffixes) is computed by the product's own functions, and the last cases are
inserted one by one in transactions of their own, so that the name index has the young segments it has in daily use.
The tables are filled in their own order, which takes a minute or two. ``counter check`` of such a profile rightly
finds cases without entries. The people are invented: common surnames with characters drawn at random, ids of an
unassigned area (999999), unassigned phone numbers; like real ones they repeat, and a few agents act for thousands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from stdnum.iso7064 import mod_11_2

from counter.bootstrap.opening import guide_shelf, open_journal
from counter.db.grams import grams_of
from counter.db.journal.journal import SqlJournal
from counter.db.rows import rows as read_models
from counter.domain.document.numbering import case_number
from counter.domain.text.name_initials import NameTable, initials
from counter.services.context.ports import CaseRow, TaskRow

MILLION = 1_000_000
OPEN = 20_000
ONE_BY_ONE = 500
AT_ONCE = 50_000
A_DAY = 400
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔"
    "白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉梅建国文红志海云春晓燕小新凤辉金萍生秀鹏波斌宇浩凯健俊帆雪琳欣佳慧莹婷雅"
    "思怡诗涵梓轩子豪泽博睿晨曦悦然可心语嫣若彤雨桐一诺乐瑶天宇昊朗景行书韵安琪其木格萨仁图雅布和乌兰托娅呼和巴特尔斯琴塔娜阿古拉"
    "长重单解朴仇盛朝调和还都会校曾参行藏降间"
)
PLACES = ("兴安盟", "乌兰浩特市", "科右前旗", "科右中旗", "突泉县", "阿尔山市", "扎赉特旗")
BRANDS = "瑞祥鑫源福顺达兴隆泰和信诚佳美康宁华盛宏远恒通博雅绿野晨光金穗草原明月蓝天星河长乐"
TRADES = ("餐饮", "商贸", "建筑工程", "物流", "农牧业", "文化传媒", "医药", "汽车服务", "网络科技", "食品")
BUNDLES = 103
FIRST = date(2016, 11, 21)
DAYS = 3_650
AGENTS = ((3_000, 0.07), (5_188, 0.03), (9_021, 0.01))
"""The phones of agents who act for many companies, and their share: the first has 20,000 cases."""
_SURNAME_WEIGHTS = list(accumulate(1 / (rank + 6) for rank in range(len(SURNAMES))))
_GIVEN_WEIGHTS = list(accumulate(1 / (rank + 30) for rank in range(len(GIVEN))))
_MARKS = ", ".join("?" for _ in read_models.CASE_COLUMNS.split(", "))
_CASE = f"INSERT INTO case_rows ({read_models.CASE_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Party:
    """Who files: the names, initials and numbers that a case is found by, and their grams, computed once."""

    names: tuple[str, ...]
    initials: tuple[str, ...]
    id_number: str
    phone: str
    grams: str


def parties(count: int, names: NameTable, seed: int = 7) -> tuple[list[Party], list[Party]]:
    """People (two or three visits each) and companies with their agents."""
    draw = random.Random(seed)  # invented people, no secret
    people = [
        _party((_person(draw),), _id_number(serial), draw.randrange(10_000), names)
        for serial in range(max(1, count * 3 // 10))
    ]
    companies = []
    for serial in range(max(1, count // 50)):
        agent = _agent(draw)
        phone = draw.randrange(10_000) if agent is None else agent
        who = _person(random.Random(agent)) if agent is not None else _person(draw)
        companies.append(_party((_company(draw), who), f"91152200MA0{serial:06d}X", phone, names))
    return people, companies


def many_cases(
    count: int, names: NameTable, still_open: int = 0, seed: int = 7
) -> Iterator[tuple[CaseRow, Party]]:
    """So many cases, oldest first, the same in every run; three of ten are companies', the last ones are open."""
    people, companies = parties(count, names, seed)
    draw = random.Random(seed + 1)
    serials: dict[date, int] = {}
    for n in range(count):
        day = FIRST + timedelta(days=n * DAYS // max(count, A_DAY * DAYS))
        serials[day] = serial = serials.get(day, 0) + 1
        party = draw.choice(companies if draw.random() < 0.3 else people)
        at = f"{day}T{1 + serial // 60 % 9:02d}:{serial % 60:02d}:00+00:00"
        case = CaseRow(
            case=f"00000000-0000-7000-8000-{n:012x}",
            number=case_number("15220103", 1, day, serial),
            bundle=1 + int(BUNDLES * draw.random() ** 2),
            bundle_name="我要开小餐馆",
            state="accepted",
            opened_at=at,
            updated_at=at,
            due=None,
            clerk=f"W{1 + n % 9:02d}",
            applicant=party.names[0],
            names=party.names,
            initials=party.initials,
            id_numbers=(party.id_number,),
            phones=(party.phone,),
            open=n >= count - still_open,
        )
        yield case, party


def fill(profile: Path, count: int = MILLION, still_open: int = OPEN) -> None:
    """Put so many cases into the profile, the last ones open and with tasks."""
    shelf = guide_shelf()
    journal = open_journal(profile, shelf)
    try:
        cases = many_cases(count, shelf.names(), still_open)
        connection = journal.connection()
        connection.execute("PRAGMA cache_size = -200000")
        _in_bulk(connection, cases, max(0, count - ONE_BY_ONE))
        _one_by_one(journal, cases)
        _to_be_done(journal, still_open, journal.reading().at.date())
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        journal.close()


def _in_bulk(connection: Any, cases: Iterator[tuple[CaseRow, Party]], count: int) -> None:
    tails: list[tuple[str, int]] = []
    connection.execute("BEGIN IMMEDIATE")
    for row in range(1, count + 1):
        if row % AT_ONCE == 0:  # the log of pages stays small
            connection.execute("COMMIT")
            connection.execute("BEGIN IMMEDIATE")
        case, party = next(cases)
        connection.execute(_CASE, (row, *read_models.values_of(case)))
        connection.execute("INSERT INTO case_names (rowid, grams) VALUES (?, ?)", (row, party.grams))
        tails += ((tail, row) for tail in read_models.tails_of(case))
    tails.sort()
    connection.executemany("INSERT INTO case_tails (tail, row) VALUES (?, ?)", tails)
    connection.execute("DELETE FROM bundle_rows")
    connection.execute(f"INSERT INTO bundle_rows {read_models.BUNDLE_ROWS}")
    connection.execute("COMMIT")


def _one_by_one(journal: SqlJournal, cases: Iterator[tuple[CaseRow, Party]]) -> None:
    for case, _ in cases:
        with journal.transaction() as tx:
            tx.put_case(case)
            tx.commit()


def _to_be_done(journal: SqlJournal, still_open: int, today: date) -> None:
    """Two or three tasks in every open case: some overdue, most in the next weeks, some without a date."""
    with journal.transaction() as tx:
        open_cases = journal.connection().execute(
            "SELECT case_id FROM case_rows ORDER BY row DESC LIMIT ?", (still_open,)
        )
        for n, (case,) in enumerate(open_cases.fetchall()):
            days = {"decision": n % 40 - 3, ("gap", "correction", "notice")[n % 3]: n % 25 - 1}
            tasks = [_task(case, kind, str(today + timedelta(days=left))) for kind, left in days.items()]
            if n % 4 == 0:
                tasks.append(_task(case, "unstamped", None))
            tx.put_tasks(case, tasks)
        tx.commit()


def _task(case: str, kind: str, day: str | None) -> TaskRow:
    return TaskRow(case, "food", "食品经营许可", "", kind, day, False, "等市场监管局的结果")


def _party(names: tuple[str, ...], id_number: str, phone: int, table: NameTable) -> Party:
    spelled = tuple(dict.fromkeys(i for name in names for i in initials(name, table)))
    return Party(names, spelled, id_number, f"1000000{phone:04d}", grams_of((*names, *spelled)))


def _id_number(serial: int) -> str:
    """A unique id number for each of 14 million invented people."""
    born = date(1960, 1, 1) + timedelta(days=serial % 14_000)
    body = f"999999{born:%Y%m%d}{999 - serial // 14_000:03d}"
    return body + mod_11_2.calc_check_digit(body)


def _person(draw: random.Random) -> str:
    surname = draw.choices(SURNAMES, cum_weights=_SURNAME_WEIGHTS)[0]
    given = draw.choices(GIVEN, cum_weights=_GIVEN_WEIGHTS, k=1 if draw.random() < 0.15 else 2)
    return surname + "".join(given)


def _company(draw: random.Random) -> str:
    brand = draw.choice(BRANDS) + draw.choice(BRANDS)
    return f"{draw.choice(PLACES)}{brand}{draw.choice(TRADES)}有限责任公司"


def _agent(draw: random.Random) -> int | None:
    """The phone of an agent who acts for many companies, or of none."""
    at = draw.random()
    for phone, share in AGENTS:
        at -= share
        if at < 0:
            return phone
    return None
