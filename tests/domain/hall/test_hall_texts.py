"""What a hall file says stands on every paper: each of its texts is proved when it is taken in, not when it is read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counter.domain.errors import BadInput
from counter.domain.hall.hall import check_organs, hall_from, staff_from
from counter.domain.hall.organ import Recourse
from counter.domain.text.printable import unprintable_in
from tests.settings import demo_guide

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def _hall(**said: Any) -> dict[str, Any]:
    return {**tomllib.loads((RESOURCES / "halls" / "demo.toml").read_text(encoding="utf-8")), **said}


@pytest.mark.parametrize("key", ["hall", "window", "region", "phone", "address", "hours"])
@pytest.mark.parametrize("char", ["\u202e", "\u00a0", "\ue000", "\U0003134a"])
def test_that_every_text_of_a_hall_file_is_proved_at_its_key(key: str, char: str) -> None:
    with pytest.raises(BadInput, match=f"U\\+{ord(char):04X}") as refused:
        hall_from(_hall(**{key: f"甲{char}乙"}))
    assert refused.value.field == key


def test_that_the_organ_of_an_agreement_is_proved_too() -> None:
    agreements = [dict(one) for one in _hall()["agreements"]]
    agreements[1]["organ"] += "\u200b"
    with pytest.raises(BadInput, match="零宽空格") as refused:
        hall_from(_hall(agreements=agreements))
    assert refused.value.field == "agreements.2.organ"


def test_that_a_hall_that_was_taken_in_before_still_opens() -> None:
    assert hall_from(_hall(hall="甲\u00a0乙"), kept=True).hall == "甲\u00a0乙"


@pytest.mark.parametrize("demo", [False, None, "true"])
def test_that_the_flags_of_the_demo_are_laid_over_no_real_guide(demo: object) -> None:
    with pytest.raises(BadInput, match="只有演示大厅") as refused:
        hall_from(_hall(demo=demo))
    assert refused.value.field == "overlay"
    assert hall_from(_hall(demo=demo, overlay="")).overlay is None
    assert hall_from(_hall(demo=demo), kept=True).overlay == "演示"  # its papers bear the mark


def test_that_nobody_on_duty_has_hidden_characters_in_the_name_and_rare_ones_pass() -> None:
    with pytest.raises(BadInput, match="文字方向控制符") as refused:
        staff_from({"staff": [{"code": "W01", "name": "王\u202e二"}]})
    assert refused.value.field == "staff.1.name"
    (known,) = staff_from({"staff": [{"code": "W01", "name": "王\U0003134a"}]})
    assert known.name == "王\U0003134a"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"review_body": "本级人民政府"}, "organs.市场监督管理局.review_body"),
        ({"court": "人民法院"}, "organs.市场监督管理局.court"),
        ({"phone": "问窗口"}, "organs.市场监督管理局.phone"),
        ({"reviewbody": "乌兰浩特市人民政府"}, "organs.市场监督管理局.reviewbody"),
        ({"phone": 82}, "organs.市场监督管理局"),
        ("乌兰浩特市人民政府", "organs.市场监督管理局"),
    ],
)
def test_that_what_a_hall_says_of_an_organ_is_proved_at_its_key(said: Any, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        hall_from(_hall(organs={"市场监督管理局": said}))
    assert refused.value.field == field


def test_that_an_organ_may_say_all_some_or_nothing_and_must_be_one_of_the_guide() -> None:
    words = {"review_body": "乌兰浩特市人民政府", "court": "乌兰浩特市人民法院", "phone": "0482-0000001"}
    hall = hall_from(_hall(organs={"市场监督管理局": words, "税务局": {"phone": "0482-0000002"}}))
    assert hall.organs == {"市场监督管理局": Recourse(**words), "税务局": Recourse(phone="0482-0000002")}
    assert hall_from(_hall()).organs == {}
    later = {"市场监督管理局": {"phone": "0482-0000001", "fax": "0482-0000003"}}  # written by a later program
    assert hall_from(_hall(organs=later), kept=True).organs == {
        "市场监督管理局": Recourse(phone="0482-0000001")
    }
    check_organs(hall, demo_guide())
    with pytest.raises(BadInput, match="指南里没有这个部门；指南里是：市场监督管理局") as refused:
        check_organs(hall_from(_hall(organs={"市场监督管理": words})), demo_guide())
    assert refused.value.field == "organs.市场监督管理"


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"organ": "市场监管局"}, "agreements.1.organ", "指南里没有这个部门"),
        ({"items": ["i_no_such"]}, "agreements.1.items", "没有这个事项"),
        ({"valid_until": "2025-12-31"}, "agreements.1.valid_until", "在起始日期 2026-01-01 之前"),
    ],
)
def test_that_an_agreement_that_would_cover_nothing_is_refused_at_its_key(
    wrong: dict[str, Any], field: str, words: str
) -> None:
    good = {
        "organ": "市场监督管理局",
        "acts": ["accept"],
        "number": "协〔2026〕1号",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
    }
    check_organs(hall_from(_hall(agreements=[good])), demo_guide())
    assert hall_from(
        _hall(agreements=[{**good, **wrong}]), kept=True
    ).agreements  # an existing hall always opens
    with pytest.raises(BadInput, match=words) as refused:
        check_organs(hall_from(_hall(agreements=[{**good, **wrong}])), demo_guide())
    assert refused.value.field == field


def _texts(held: Any) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for key, value in held.items():
            yield key
            yield from _texts(value)
    elif isinstance(held, list):
        for value in held:
            yield from _texts(value)


def test_that_everything_that_ships_can_be_printed() -> None:
    """Guides with their overlays, jurisdictions, halls, calendars, reasons: what reaches papers from our own files."""
    files = [
        *RESOURCES.glob("*/*.toml"),
        *RESOURCES.glob("guides/*.json"),
        *RESOURCES.glob("calendars/*.json"),
    ]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8")
        held = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
        assert unprintable_in(_texts(held)) == (), file.name
