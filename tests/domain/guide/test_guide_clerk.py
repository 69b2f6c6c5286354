"""The classes of mistakes that a clerk's eye found: each is refused when the guide is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from counter.domain.guide.condition import ALWAYS
from counter.domain.guide.model import Bundle, Evidence, Guide, Item, Material
from tools.guide_clerk import faults_of_guide


def with_material(guide: Guide, key: str, change: Callable[[Material], Material]) -> Guide:
    item = guide.items[key.partition("/")[0]]
    materials = tuple(change(one) if one.key == key else one for one in item.materials)
    return with_item(guide, replace(item, materials=materials))


def with_item(guide: Guide, item: Item) -> Guide:
    return replace(guide, items={**guide.items, item.id: item})


def with_bundle(guide: Guide, bundle: Bundle) -> Guide:
    return replace(guide, bundles={**guide.bundles, bundle.number: bundle})


def always(material: Material) -> Material:
    return replace(material, when=ALWAYS)


def now(material: Material) -> Material:
    return replace(material, later_when=None)


def test_that_the_shipped_guide_asks_for_nothing_a_clerk_would_not(guide: Guide) -> None:
    assert faults_of_guide(guide) == []


@pytest.mark.parametrize(
    "key", ["house_new/3", "disability/2", "pen_emp_out/2", "pen_gov_in/5", "health_cert/2", "tax_new/3"]
)
def test_that_a_paper_that_another_holds_cannot_be_asked_at_the_window(guide: Guide, key: str) -> None:
    faults = faults_of_guide(with_material(guide, key, now))
    assert len(faults) == 1
    assert key in faults[0]
    assert "不在申请人手里" in faults[0]


def test_that_what_the_applicant_writes_is_not_asked_as_a_copy(guide: Guide) -> None:
    copied = replace(guide.papers["prh_no_house"], form=None)
    faults = faults_of_guide(replace(guide, papers={**guide.papers, copied.id: copied}))
    assert len(faults) == 1
    assert "没有复印件可收" in faults[0]


def test_that_the_form_of_social_insurance_cannot_come_back_for_firms(guide: Guide) -> None:
    faults = faults_of_guide(with_material(guide, "si_employer/1", always))
    assert len(faults) > 60
    assert all("国办发〔2016〕53号" in fault for fault in faults)


def test_that_a_certificate_merged_into_the_licence_cannot_come_back(guide: Guide) -> None:
    old = with_material(guide, "tax_new/1", lambda one: replace(one, name="税务登记证"))
    assert all("已并入营业执照" in fault for fault in faults_of_guide(old))
    assert faults_of_guide(old) != []


def test_that_a_home_is_not_filed_in_the_visit_that_founds_it(guide: Guide) -> None:
    home = guide.bundles[91]
    places = tuple(replace(one, when=ALWAYS) if one.item == "elderly_record" else one for one in home.items)
    faults = faults_of_guide(with_bundle(guide, replace(home, items=places)))
    assert len(faults) == 3
    assert all("开展服务以后才办" in fault for fault in faults)


@pytest.mark.parametrize("number", [64, 75, 81, 89, 91])
def test_that_a_refusal_of_the_whole_that_does_not_stop_leaves_nothing_behind(
    guide: Guide, number: int
) -> None:
    bundle = guide.bundles[number]
    told = tuple(replace(one, evidence=Evidence.KNOWN) for one in bundle.refusals)
    faults = faults_of_guide(with_bundle(guide, replace(bundle, refusals=told)))
    assert faults
    assert all("只提示不拦下" in fault for fault in faults)


def test_that_a_sum_of_several_organs_times_is_never_counted_in_days(guide: Guide) -> None:
    item = guide.items["pen_emp_out"]
    counted = replace(item, statutory=replace(item.statutory, days=45))
    assert [fault for fault in faults_of_guide(with_item(guide, counted)) if "pen_emp_out" in fault]


def uncounted(material: Material) -> Material:
    return replace(material, papers=tuple(replace(use, per=None) for use in material.papers))


@pytest.mark.parametrize(
    "key",
    [
        "hukou_birth/7",
        "house_used/2",
        "doctor_register/4",
        "vet_clinic/5",
        "si_employer/4",
        "mkt_company/3",
        "swim/4",
    ],
)
def test_that_what_everybody_has_cannot_be_asked_once(guide: Guide, key: str) -> None:
    faults = faults_of_guide(with_material(guide, key, uncounted))
    assert faults
    assert all(key in fault and "每人一份" in fault for fault in faults)
