"""Queries typed at a window to find a case: every kind, likely ones and hard ones.

Texts are taken from cases drawn at random, so frequent content is queried as often as it occurs. The hard ones: what
thousands of cases contain in parts and none as a whole, what every company has, numbers that thousands share, typing
errors.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from bench.many_cases import AGENTS, GIVEN, SURNAMES
from counter.services.context.ports import CaseRow

TEXTS = 60
_AGENTS = [f"1000000{phone:04d}" for phone, _ in AGENTS]
_EVERY_COMPANY = (
    *(
        "有限责任公司",
        "限责任公司",
        "责任公司",
        "有限责",
        "公司",
        "兴安盟",
        "科右前旗",
        "商贸有限责任公司",
        "市",
    ),
    *("yxzrgs", "xzrgs", "zrg", "gs", "kyqq", "xam", "wlhts", "smyxzrgs", "y"),
)
_UNKNOWN = (
    *("qqqq", "vvv", "uvw", "yxzrgsy", "zrgszrgs", "xyyx", "sywz", "tyyx", "rgsy", "yxzry"),
    *("龘靐", "王龘", "公司王", "任公限", "责任安盟", "999999999", "77777777", "2016112"),
)
_RUNS = (
    *("zzzz", "sssss", "lllll", "abab", "wxwx", "ssss", "yyyyy", "xxxx", "sss"),
    *("丽丽丽", "娜娜娜", "丽丽", "000", "0000", "1111"),
)
_COMPANY_LETTERS = "yxzrgsmwlhtq"


def asked(cases: Sequence[CaseRow]) -> Mapping[str, list[str]]:
    """Texts by the kind of query that leads to a case, or to none."""
    draw = random.Random(11)  # which part of a name
    people = [case for case in cases if len(case.names) == 1]
    companies = [case for case in cases if len(case.names) > 1]
    queries = {
        **_numbers(cases),
        **_names(people, companies, draw),
        **_letters(cases, people, companies, draw),
    }
    queries |= _hard(people, companies, draw)
    return {what: list(islice(texts(), TEXTS)) for what, texts in queries.items()}


def _numbers(cases: Sequence[CaseRow]) -> dict[str, Callable[[], Iterable[str]]]:
    return {
        "whole number": lambda: (case.number for case in cases),
        "tail of 1 or 2 figures": lambda: (case.number[-1 - n % 2 :] for n, case in enumerate(cases)),
        "tail of 3 figures": lambda: (case.number[-3:] for case in cases),
        "tail of 4 to 6 figures": lambda: (case.number[-4 - n % 3 :] for n, case in enumerate(cases)),
        "phone, whole": lambda: (case.phones[0] for case in cases),
        "phone tail, 4 figures": lambda: (case.phones[0][-4:] for case in cases),
        "id number or its last 4 to 6": lambda: (c.id_numbers[0][-(18, 4, 6)[n % 3] :] for n, c in enumerate(cases)),
        "last 3 of an id number": lambda: (case.id_numbers[0][-3:] for case in cases),
        "an agent's phone (20,000 cases)": lambda: [_AGENTS[0][-n:] for n in range(3, 12)] * 7,
        "other agents' phones": lambda: [phone[-n:] for phone in _AGENTS[1:] for n in range(3, 12)] * 4,
        "beginning of a number or phone": lambda: (
            (case.number, case.phones[0], case.id_numbers[0])[n % 3][: 6 + n % 4] for n, case in enumerate(cases)
        ),
        "number with blanks and marks": lambda: (f" {c.number[:8]} {c.number[8:17]}－{c.number[17:]} " for c in cases),
    }  # fmt: skip


def _names(
    people: Sequence[CaseRow], companies: Sequence[CaseRow], draw: random.Random
) -> dict[str, Callable[[], Iterable[str]]]:
    return {
        "name, 1 character": lambda: SURNAMES[:30] + GIVEN[:30],
        "name, 2 characters": lambda: (_part(case.names[0], 2, draw) for case in people),
        "name, 3 characters": lambda: (case.names[0] for case in people if len(case.names[0]) == 3),
        "company, 2 to 5 characters": lambda: (_part(c.names[0], 2 + n % 4, draw) for n, c in enumerate(companies)),
        "company, 6 to 12 characters": lambda: (_part(c.names[0], 6 + n % 7, draw) for n, c in enumerate(companies)),
        "company, whole name": lambda: (case.names[0] for case in companies),
    }  # fmt: skip


def _letters(
    cases: Sequence[CaseRow], people: Sequence[CaseRow], companies: Sequence[CaseRow], draw: random.Random
) -> dict[str, Callable[[], Iterable[str]]]:
    return {
        "initials, 1 or 2": lambda: (case.initials[0][: 1 + n % 2] for n, case in enumerate(people)),
        "initials, 3 or 4": lambda: (
            _part(case.initials[0], 3 + n % 2, draw) for n, case in enumerate(cases)
        ),
        "initials of a company, 4 to 9": lambda: (
            _part(c.initials[0], 4 + n % 6, draw) for n, c in enumerate(companies)
        ),
        "initials of a company, whole": lambda: (case.initials[0] for case in companies),
        "key by key": lambda: (text[: n + 1] for text in _typed(people) for n in range(len(text))),
        "a company key by key": lambda: (
            text[: n + 1] for c in companies for text in (c.names[0], c.initials[0]) for n in range(len(text))
        ),
    }


def _hard(
    people: Sequence[CaseRow], companies: Sequence[CaseRow], draw: random.Random
) -> dict[str, Callable[[], Iterable[str]]]:
    return {
        "what every company has": lambda: _EVERY_COMPANY * 4,
        "nothing found": lambda: _UNKNOWN * 4,
        "one character again and again": lambda: _RUNS * 4,
        "letters of companies that lie apart": lambda: (
            "".join(draw.choices(_COMPANY_LETTERS, k=4 + n % 3)) for n in range(TEXTS)
        ),
        "characters of companies that lie apart": lambda: (
            "".join(draw.choices("有限责任公司兴安盟科右旗", k=3 + n % 4)) for n in range(TEXTS)
        ),
        "company, a character wrong": lambda: (_wrong(case.names[0], "王", draw) for case in companies),
        "company, two characters exchanged": lambda: (_exchanged(case.names[0], draw) for case in companies),
        "company's initials, a letter wrong": lambda: (_wrong(c.initials[0], "w", draw) for c in companies),
        "company's initials, a letter more": lambda: (
            (c.initials[0] + "y", "x" + c.initials[0], c.initials[0][3:] + "w")[n % 3] for n, c in enumerate(companies)
        ),
        "company and its agent in one": lambda: (
            (c.names[0] + c.names[1], c.names[1] + c.names[0][:4])[n % 2] for n, c in enumerate(companies)
        ),
        "two words": lambda: (
            (f"{c.names[0][:1]} {c.names[0][1:]}", f"{c.names[0]} {c.number[-4:]}")[n % 2] for n, c in enumerate(people)
        ),
        "letters, characters and figures mixed": lambda: (
            (c.names[0][:1] + c.initials[0][1:], c.initials[0] + c.number[-4:], c.names[0] + c.phones[0])[n % 3]
            for n, c in enumerate(people)
        ),
        "a long text": lambda: (
            f"{c.names[0]}{c.initials[0]}{c.number}" * (1 + n % 6) for n, c in enumerate(companies)
        ),
    }  # fmt: skip


def _part(text: str, length: int, draw: random.Random) -> str:
    at = draw.randrange(max(1, len(text) - length + 1))
    return text[at : at + length]


def _wrong(text: str, other: str, draw: random.Random) -> str:
    at = draw.randrange(len(text))
    return text[:at] + other + text[at + 1 :]


def _exchanged(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _typed(people: Sequence[CaseRow]) -> Iterator[str]:
    for case in people:
        yield from (case.names[0], case.initials[0], case.number[-5:], case.phones[0])
