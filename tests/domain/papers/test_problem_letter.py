"""关于办事指南问题的反映: to whom, by what rule, what it says of each place; the guide binds until then (L1)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date

import pytest

from counter.domain.document.document import Document, Paragraph, Table, from_json, to_json
from counter.domain.guide.problems import Problem, ProblemKind, ProblemReported
from counter.domain.guide.publication import (
    KnownVersion,
    Publication,
    SignedPublication,
    Transition,
    Versions,
)
from counter.domain.hall.jurisdiction import Jurisdiction, jurisdiction_from
from counter.domain.papers.compose.problem_letter import UNTIL_THEN, LetterSheet, problem_letter
from tests.settings import NOON, RESOURCES, jurisdiction


@dataclass(frozen=True)
class Station:
    """A window that a letter is written at."""

    code: str = "15220103"
    hall: str = "乌兰浩特市政务服务中心"
    window: str = "03号窗口"
    demo: bool = False
    training: bool = False


def reported(number: int = 1, **changes: str) -> Problem:
    said = {
        "bundle_name": "我要开小餐馆",
        "guide_version": "G1",
        "where": "事项“小餐饮店登记”，法定时限",
        "reason": "没有写几天。",
        **changes,
    }
    overlay = said.pop("overlay", None)
    return Problem(
        ProblemReported(number=number, bundle=8, overlay=overlay, line="x", kind=ProblemKind.TIME, **said),
        NOON,
        "W01",
    )


def letter(*problems: Problem, place: Jurisdiction | None = None, station: Station | None = None) -> Document:
    sheet = LetterSheet("文号1", problems, station or Station(), place or jurisdiction(), NOON, "W01")
    return problem_letter(sheet)


def hulunbuir() -> Jurisdiction:
    file = RESOURCES / "jurisdictions" / "hulunbuir.toml"
    return jurisdiction_from(tomllib.loads(file.read_text(encoding="utf-8")))


def words(document: Document) -> str:
    return "\n".join(b.text for b in document.body if isinstance(b, Paragraph))


def rows(document: Document) -> tuple[tuple[str, ...], ...]:
    return next(b.rows for b in document.body if isinstance(b, Table))


def test_that_it_goes_to_the_places_own_bureau_by_the_places_own_rule() -> None:
    here, there = letter(reported()), letter(reported(), place=hulunbuir())
    assert here.addressee == "兴安盟行政审批和政务服务局（名称待部门核定）："
    assert "兴署办发〔2021〕8号" in words(here)
    assert there.addressee == "呼伦贝尔市行政审批和政务服务局（名称待部门核定）："
    assert "按照" not in words(there)
    assert here.marks == there.marks == ("部分内容待部门核定",)


def test_that_until_it_is_answered_the_guide_binds() -> None:
    assert UNTIL_THEN in words(letter(reported()))


def test_that_each_problem_is_a_row_with_what_was_said_and_nothing_else() -> None:
    table = rows(letter(reported(), reported(2, law="某条例第三条", suggestion="写上。")))
    assert [row[0] for row in table] == ["1", "2"]
    assert "依据" not in table[0][3]
    assert "建议" not in table[0][3]
    assert "依据：某条例第三条\n建议：写上。" in table[1][3]
    assert all(row[2] == "时限不对" for row in table)


def test_that_it_names_every_version_once_by_number_and_day() -> None:
    said = Publication(
        3, "G3", "", date(2026, 12, 1), next(iter(Transition)), "局", "盟", demo=False, published_at=""
    )
    third = KnownVersion(SignedPublication(said, "", ""), NOON, "S01")
    problems = (reported(), reported(2), reported(3, guide_version="G3"))
    sheet = LetterSheet("文号1", problems, Station(), jurisdiction(), NOON, "W01", Versions((third,)))
    text = words(problem_letter(sheet))
    assert "（随程序带的示范指南，不是部门正式发布的；第3版（2026年12月1日起））" in text
    assert "G3" not in text
    assert "3处" in text


@pytest.mark.parametrize(
    ("problem", "station", "mark"),
    [
        (reported(), Station(), None),
        (reported(), Station(demo=True), "演示 无效"),
        (reported(overlay="演示"), Station(), "演示 无效"),
    ],
)
def test_that_a_demo_letter_says_so(problem: Problem, station: Station, mark: str | None) -> None:
    assert letter(problem, station=station).watermark == mark


def test_that_its_content_is_kept_word_for_word() -> None:
    document = letter(reported(law="某条例"))
    assert from_json(to_json(document)) == document


def test_that_a_letter_about_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="needs a problem"):
        letter()


def test_that_a_phone_the_hall_has_filled_in_stands_on_it() -> None:
    contacts = replace(jurisdiction().contacts, hall_phone="0482-0000000")
    document = letter(reported(), place=replace(jurisdiction(), contacts=contacts))
    assert any("0482-0000000" in line for line in document.foot)
