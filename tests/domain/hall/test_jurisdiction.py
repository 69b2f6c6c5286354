"""What differs by place is data, both profiles are whole, and no two windows can print one number."""

from __future__ import annotations

import copy
import tomllib
from typing import Any

import pytest

from counter.domain.document.document import UNNUMBERED, PaperKind
from counter.domain.document.numbering import paper_number
from counter.domain.errors import BadInput
from counter.domain.guide.model import ProcedureClass, TimeUnit
from counter.domain.hall.jurisdiction import HALL, GapOutcome, Jurisdiction, jurisdiction_from
from counter.domain.hall.organ import OrganNames, Recourse
from tests.settings import RESOURCES, demo_guide

PLACES = ("xingan", "hulunbuir")
KIND = PaperKind.ACCEPTANCE_NOTICE


def profile(name: str) -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "jurisdictions" / f"{name}.toml").read_text(encoding="utf-8"))


def place(name: str = "xingan", region: str = "乌兰浩特市") -> Jurisdiction:
    return jurisdiction_from(profile(name), region)


@pytest.mark.parametrize("name", PLACES)
def test_every_organ_of_the_guide_is_known_in_both_places(name: str) -> None:
    here = place(name)
    assert {i.organ for i in demo_guide().items.values()} <= set(here.organs)


@pytest.mark.parametrize("region", ["乌兰浩特市", "152201", "15220103"])
def test_a_region_is_found_by_name_code_or_station(region: str) -> None:
    assert place(region=region).region.name == "乌兰浩特市"


@pytest.mark.parametrize("region", ["", "99999901", "火星市"])
def test_an_unknown_region_is_seen_from_the_league(region: str) -> None:
    assert place(region=region).region.name == "兴安盟"


@pytest.mark.parametrize(
    ("guide_name", "seal"),
    [
        ("市场监督管理局", "乌兰浩特市市场监督管理局"),
        ("市场监督管理局（药品监管，盟市级）", "兴安盟市场监督管理局"),
        ("税务局", "国家税务总局乌兰浩特市税务局"),
        ("邮政管理局", "内蒙古自治区邮政管理局"),
        ("供水企业", "供水企业（名称待部门核定）"),
        ("文化和旅游部门", "乌兰浩特市文化和旅游部门（名称待部门核定）"),
        ("新来的机关", "新来的机关（名称待部门核定）"),
    ],
)
def test_the_seal_block_names_the_organ_of_the_place_and_marks_what_nobody_settled(
    guide_name: str, seal: str
) -> None:
    assert place().seal_name(guide_name) == seal


def test_a_banner_is_named_in_full() -> None:
    assert place(region="152221").seal_name("市场监督管理局") == "科尔沁右翼前旗市场监督管理局"


def test_the_number_form_is_the_official_one() -> None:
    form = place().number_form("市场监督管理局", KIND)
    assert paper_number(form, "15220103", 1, 2026, 118) == "乌市监受综03A〔2026〕118号"


@pytest.mark.parametrize("name", PLACES)
def test_no_two_stations_kinds_or_organs_can_print_one_number(name: str) -> None:
    """Over all regions, organs and kinds: the same printed number means the same bureau's same series."""
    seen: dict[str, tuple[str, PaperKind, str]] = {}
    for region in place(name).regions.values():
        here = jurisdiction_from(profile(name), region.code)
        for guide_name in (*here.organs, "新来的机关"):
            for kind in sorted(set(PaperKind) - UNNUMBERED):
                number = paper_number(here.number_form(guide_name, kind), f"{region.code}03", 1, 2026, 1)
                owner = (region.code, kind, here.organ(guide_name).short)
                assert seen.setdefault(number, owner) == owner


def test_an_organs_approved_form_goes_before_the_rule() -> None:
    data = profile("xingan")
    data["organs"]["税务局"]["forms"] = {"acceptance_notice": "乌税通〔{year}〕{station}-{serial}号"}
    here = jurisdiction_from(data, "乌兰浩特市")
    assert here.number_form("税务局", KIND) == "乌税通〔{year}〕{station}-{serial}号"
    assert here.number_form("税务局", PaperKind.INTAKE_RECEIPT).startswith("乌税收综")


def test_only_a_licence_is_accepted_by_silence() -> None:
    for name in PLACES:
        deemed = {c for c, n in place(name).notice.items() if n.deemed}
        assert deemed == {ProcedureClass.LICENCE}


def test_the_statutes_five_working_days_hold_everywhere_and_the_one_day_only_in_xingan() -> None:
    for name in PLACES:
        statute = place(name).notice[ProcedureClass.LICENCE].statute
        assert (statute.days, statute.unit, statute.settled) == (5, TimeUnit.WORKING, True)
    local = place("xingan").notice[ProcedureClass.LICENCE].local
    assert local is not None
    assert (local.days, local.unit) == (1, TimeUnit.WORKING)
    assert place("hulunbuir", "满洲里市").notice[ProcedureClass.LICENCE].local is None


def test_the_one_day_rule_does_not_bind_companies() -> None:
    assert place().notice[ProcedureClass.ENTERPRISE_SERVICE].local is None


def test_remedies_belong_to_administrative_decisions_only() -> None:
    remedies = place().remedies
    assert (
        remedies[ProcedureClass.LICENCE].review_days,
        remedies[ProcedureClass.LICENCE].lawsuit_months,
    ) == (
        60,
        6,
    )
    for procedure in (
        ProcedureClass.FILING,
        ProcedureClass.PUBLIC_SERVICE,
        ProcedureClass.ENTERPRISE_SERVICE,
    ):
        assert remedies[procedure].review_days is None


def test_what_nobody_has_given_is_not_guessed() -> None:
    here = place()
    assert here.gap.cap.days is None
    assert here.gap.outcome is GapOutcome.REJECT
    assert (here.rectification.days, here.rectification.unit, here.rectification.settled) == (7, None, False)
    assert not place("hulunbuir").gap.settled


def test_a_halls_contacts_are_filled_in() -> None:
    contacts = place().at_hall("0482-0000000", "某路1号", "9:00–17:00").contacts
    assert (contacts.hall_phone, contacts.complaint) == ("0482-0000000", "12345")


def test_that_the_hall_itself_is_called_as_its_register_says() -> None:
    name = "乌兰牧场便民服务中心"
    unnamed, named = place(), place().at_hall("", "", "", hall_name=name)
    assert (unnamed.organ(HALL).settled, "待部门核定" in unnamed.seal_name(HALL)) == (False, True)
    assert (named.organ(HALL).settled, named.seal_name(HALL)) == (True, name)
    assert named.organ(HALL).short == unnamed.organ(HALL).short
    assert named.organ("税务局") == unnamed.organ("税务局")


def test_that_the_hall_is_an_organ_with_a_mark_and_remedies_of_its_own() -> None:
    known = {HALL: Recourse("某某市人民政府", "某某市人民法院", "0482-0000000")}
    hall = place().at_hall(
        "", "", "", known, hall_name="某某政务服务中心", hall_names={HALL: OrganNames(mark="某政")}
    )
    assert (hall.organ(HALL).name, hall.organ(HALL).settled) == ("某某政务服务中心", True)
    assert hall.number_form(HALL, PaperKind.INTAKE_RECEIPT).startswith("某政收综")
    assert hall.organ(HALL).recourse == known[HALL]


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("id",), "", "id"),
        (("league",), "x", "league"),
        (("regions",), [], None),
        (("notice", "licence", "days"), -1, "days"),
        (("notice", "licence", "days"), "5", "days"),
        (("notice", "licence", "unit"), "week", "unit"),
        (("notice", "licence", "deemed"), "yes", "deemed"),
        (("notice", "local", "classes"), "licence", "classes"),
        (("gap", "outcome"), "", "outcome"),
        (("masks", "phone", "head"), None, "head"),
        (("kind_marks",), {"intake_receipt": "受"}, "kind_marks"),
        (("kind_marks",), {"cover_sheet": "汇"}, "kind_marks"),
        (("kind_marks",), {"letter": "函"}, "letter"),
        (("organs", "税务局", "level"), "moon", "level"),
        (("organs", "税务局", "forms"), {"intake_receipt": "x{serial}"}, "form"),
        (("regions", 1, "mark"), "乌", "mark"),
        (("regions", 1), "x", "regions"),
    ],
)
def test_a_faulty_profile_is_refused_naming_the_field(
    path: tuple[Any, ...], value: Any, field: str | None
) -> None:
    data = copy.deepcopy(profile("xingan"))
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    if field is None:
        assert jurisdiction_from(data).regions == {}
        return
    with pytest.raises(BadInput) as caught:
        jurisdiction_from(data)
    assert field in (caught.value.field or "")
    assert caught.value.sentence.endswith("。")


def test_a_places_own_mark_of_a_kind_goes_before_the_programs() -> None:
    data = profile("xingan")
    data["kind_marks"] = {"acceptance_notice": "理"}
    here = jurisdiction_from(data, "乌兰浩特市")
    assert here.number_form("市场监督管理局", KIND) == "乌市监理综{station}〔{year}〕{serial}号"
    assert "收" in here.number_form("市场监督管理局", PaperKind.INTAKE_RECEIPT)
