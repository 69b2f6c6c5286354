"""The 1–5 trap: words are kept, codes come with the platform's name, and nothing unknown is guessed."""

from __future__ import annotations

import pytest

from counter import config
from counter.domain.errors import BadInput
from counter.domain.ratings.office.events import RatingRegisteredSealed
from counter.domain.ratings.platform_codes import FIELDS, Platform, get_platform, platforms_from, records
from counter.domain.ratings.rating import Channel, Grade, Mode, Stage
from counter.domain.ratings.sealed_box import RatedItem, Rater
from tests.rated import ITEM, SOMEBODY, rating
from tests.settings import RESOURCES

PLATFORMS = platforms_from(config.read_toml(RESOURCES / "ratings" / "platforms.toml"))
PERSONAL = RatingRegisteredSealed("跑了两趟。", "阿木古郎", SOMEBODY)


def test_that_one_digit_means_the_best_on_one_platform_and_the_worst_on_another() -> None:
    best = {name: p.satisfaction[Grade.VERY_SATISFIED] for name, p in PLATFORMS.items()}
    worst = {name: p.satisfaction[Grade.VERY_DISSATISFIED] for name, p in PLATFORMS.items()}
    assert best == {"zhejiang": "5", "hall": "5", "gbt39046": "1"}
    assert worst == {"zhejiang": "1", "hall": "1", "gbt39046": "5"}


@pytest.mark.parametrize("name", ["", "  ", "neimenggu", "5"])
def test_that_there_is_no_platform_to_fall_into(name: str) -> None:
    with pytest.raises(BadInput, match="gbt39046") as refused:
        get_platform(PLATFORMS, name)
    assert refused.value.field == "--platform"


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=list(PLATFORMS))
def test_that_a_row_has_every_field_in_order_and_what_is_empty_is_said_to_be_pending(
    platform: Platform,
) -> None:
    (row,) = records(platform, rating(7), PERSONAL)
    assert tuple(row) == FIELDS
    empty = {field for field, value in row.items() if not value} - {"evalDetail"}
    assert empty <= {field for field, _ in platform.pending}
    assert {"taskCode", "deptCode", "dataSource"} <= empty
    assert platform.source


def test_that_the_values_are_the_ones_the_interface_asks_for() -> None:
    one = rating(
        7,
        grade=Grade.DISSATISFIED,
        reasons=("208", "213"),
        at="2026-11-20T16:30:05+00:00",
        stage=Stage.COMPLETION,
    )
    (row,) = records(PLATFORMS["zhejiang"], one, PERSONAL)
    assert row["satisfaction"] == "2"
    assert row["evalDetail"] == "208,213"
    assert row["assessTime"] == "2026-11-21 00:30:05"  # civil time in China
    assert (row["pf"], row["userProp"], row["proStatus"], row["assessNumber"]) == ("4", "1", "3", "1")
    assert (row["areaCode"], row["areaName"]) == ("152201", "乌兰浩特市")
    assert (row["certkeyGOV"], row["userName"]) == (SOMEBODY.id_number, SOMEBODY.name)
    assert (row["projectNo"], row["taskName"], row["proDepart"]) == (one.case, ITEM.name, ITEM.organ)
    assert (row["writingEvaluation"], row["proManager"]) == ("跑了两趟。", "阿木古郎")


def test_that_each_item_is_a_row_and_a_slip_at_the_guide_desk_is_another_terminal() -> None:
    items = (ITEM, RatedItem("tax_new", "新办纳税人登记", "税务局"))
    rows = records(PLATFORMS["hall"], rating(7, items=items, channel=Channel.PROXY), PERSONAL)
    assert [(r["taskName"], r["proDepart"], r["pf"]) for r in rows] == [
        ("小餐饮登记", "市场监督管理局", "5"),
        ("新办纳税人登记", "税务局", "5"),
    ]


def test_that_done_on_the_spot_has_opposite_codes_on_two_platforms_and_none_where_nobody_wrote_one() -> None:
    on_the_spot = rating(7, on_the_spot=True)
    told = {name: records(p, on_the_spot, PERSONAL)[0]["promiseTime"] for name, p in PLATFORMS.items()}
    assert told == {"zhejiang": "2", "hall": "1", "gbt39046": ""}
    assert records(PLATFORMS["hall"], on_the_spot, PERSONAL)[0]["proStatus"] == "3"


def test_that_an_organisation_is_named_as_one() -> None:
    firm = Rater("organisation", "演示有限公司", "uscc", "91000000MA00000000", "10000005678")
    (row,) = records(PLATFORMS["hall"], rating(7), RatingRegisteredSealed("", "阿木古郎", firm))
    assert (row["userProp"], row["userName"], row["certkeyGOV"]) == ("2", firm.name, firm.id_number)


def test_that_an_anonymous_rating_is_never_a_row() -> None:
    with pytest.raises(ValueError, match="anonymous"):
        records(PLATFORMS["hall"], rating(7, mode=Mode.ANONYMOUS), RatingRegisteredSealed("谢谢"))


def test_that_a_table_with_a_grade_missing_or_a_code_twice_is_refused() -> None:
    data = config.read_toml(RESOURCES / "ratings" / "platforms.toml")
    table = data["platforms"][0]  # type: ignore[index]
    whole = dict(table["satisfaction"])
    for broken in ({**whole, "满意": "5"}, {k: v for k, v in whole.items() if k != "满意"}):
        with pytest.raises(BadInput):
            platforms_from({"platforms": [{**table, "satisfaction": broken}]})
