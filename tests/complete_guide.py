"""The shipped guide with every element filled in, as a bureau publishes it, and a place where everything is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from counter.domain.guide import model
from counter.domain.guide.details import (
    Codes,
    ContactPoint,
    Fee,
    Fees,
    Handling,
    ItemDetails,
    MaterialDetails,
    OnlineDepth,
    ProcedureStep,
    PublishedAgreement,
    RemedyBody,
    ResultPaper,
    ServicePlace,
    SpecialProcedure,
    Visits,
)
from counter.domain.guide.model import (
    Evidence,
    Guide,
    Item,
    LegalBasis,
    Material,
    ProcedureClass,
    TimeLimit,
    TimeUnit,
    Tri,
)
from counter.domain.hall.jurisdiction import Jurisdiction, Term
from counter.domain.visit.visit import Setting
from tests.settings import demo_guide, published, setting

VERSION = "Gcomplete01"
PLACE = ServicePlace(
    "", "兴安大街", "18号", "政务服务中心二楼", "7", "周一至周五 8:30—17:30", "10000001007", "1路公交"
)
PHONE, COMPLAINT = "10000001001", "10000001002"
FEE = Fee("工本费", "每本5元", "《演示收费办法》第三条", "残疾人免收")
DEFER_DAYS = 7
"""Working days for a deferred material; the place's own term of ``xingan`` is 5."""


@cache
def complete_guide() -> Guide:
    """Every element of every item and material filled in and official; the same questions and conditions."""
    shipped = demo_guide()
    return replace(
        shipped,
        version=VERSION,
        overlay=None,
        bundles={n: _bundle(b) for n, b in shipped.bundles.items()},
        items={key: _item(item) for key, item in shipped.items.items()},
        papers={key: replace(p, evidence=Evidence.FOUND) for key, p in shipped.papers.items()},
        switches={key: replace(s, evidence=Evidence.FOUND) for key, s in shipped.switches.items()},
        common=tuple(replace(c, evidence=Evidence.FOUND) for c in shipped.common),
    )


def changed(items: Callable[[Item], Item]) -> Guide:
    """The complete guide with every item changed."""
    whole = complete_guide()
    return replace(whole, items={key: items(item) for key, item in whole.items.items()})


def with_details(**values: object) -> Guide:
    """The complete guide with these elements of every item instead."""

    def change(item: Item) -> Item:
        assert item.details is not None
        return replace(item, details=replace(item.details, **values))  # type: ignore[arg-type]

    return changed(change)


def with_material_details(**values: object) -> Guide:
    """The complete guide with these elements of every material instead."""

    def change(item: Item) -> Item:
        return replace(item, materials=tuple(one(m) for m in item.materials))

    def one(material: Material) -> Material:
        assert material.details is not None
        return replace(material, details=replace(material.details, **values))  # type: ignore[arg-type]

    return changed(change)


def settled_place() -> Jurisdiction:
    """兴安盟 with everything that belongs to no guide settled, by its bureau and by the hall's register."""
    place = setting().jurisdiction
    days = Term(10, TimeUnit.WORKING, None, settled=True)
    organs = {name: replace(organ, settled=True) for name, organ in place.organs.items()}
    whole = replace(place, organs=organs, correction=replace(place.correction, term=days, settled=True))
    return whole.at_hall("10000001000", "乌兰浩特市兴安大街18号", "周一至周五 8:30—17:30")


def complete_setting(guide: Guide | None = None) -> Setting:
    """The demo window under the complete guide, published, in the settled place."""
    here = setting()
    chosen = guide or complete_guide()
    return published(replace(here, guide=chosen, jurisdiction=settled_place(), demo=False))


def _bundle(bundle: model.Bundle) -> model.Bundle:
    found = Evidence.FOUND
    return replace(
        bundle,
        evidence=found,
        items=tuple(replace(i, evidence=found) for i in bundle.items),
        refusals=tuple(
            replace(r, evidence=found, basis=r.basis or "《演示条例》第二条") for r in bundle.refusals
        ),
        hints=tuple(replace(h, evidence=found) for h in bundle.hints),
    )


def _item(item: Item) -> Item:
    at_once = item.statutory.unit is TimeUnit.AT_ONCE
    statutory = (
        replace(item.statutory, evidence=Evidence.FOUND)
        if at_once
        else TimeLimit("20个工作日", 20, TimeUnit.WORKING, Evidence.FOUND, "《演示条例》第五条")
    )
    promised = statutory if at_once else TimeLimit("8个工作日", 8, TimeUnit.WORKING, Evidence.FOUND, "承诺")
    basis = tuple(
        replace(b, evidence=Evidence.FOUND, article=b.article or "第一条") for b in item.legal_basis
    )
    return replace(
        item,
        legal_basis=basis or (LegalBasis("演示条例", "第一条", Evidence.FOUND),),
        statutory=statutory,
        promised=promised,
        conditions=item.conditions or "具备开展活动的场所和人员",
        details=_details(item),
        materials=tuple(_material(m) for m in item.materials),
        risk=None,
    )


def _details(item: Item) -> ItemDetails:
    licence = item.procedure is ProcedureClass.LICENCE
    result = item.result if item.result not in ("", "—") else "办理结果告知书"
    return ItemDetails(
        codes=Codes("000123456789", "11150000MB0000000X0000123456789", "1" * 33),
        version="2",
        sub_item="无",
        seal_name="演示行政审批专用章",
        agreement=PublishedAgreement(Tri.YES, "委托收件、受理、送达"),
        handling=Handling.PROMISED,
        fees=Fees(Tri.YES, (FEE,)) if licence else Fees(Tri.NO),
        steps=(ProcedureStep("受理", time="15分钟"), ProcedureStep("审查", 3, TimeUnit.WORKING)),
        channels=("窗口办理", "网上办理"),
        places=(PLACE,),
        visits=Visits(1, "核对原件"),
        online_depth=OnlineDepth.VERIFIED,
        results=(ResultPaper(result, "证照", "结果样本.pdf"),),
        consultation=ContactPoint("演示局", PHONE),
        complaint=ContactPoint("演示局", COMPLAINT),
        remedies=(
            RemedyBody("行政复议", "乌兰浩特市人民政府"),
            RemedyBody("行政诉讼", "乌兰浩特市人民法院"),
        ),
        intermediary=Tri.NO,
        special=Tri.YES if licence else Tri.NO,
        special_procedures=(SpecialProcedure("检验", "《演示条例》第六条", 10, TimeUnit.NATURAL),)
        if licence
        else (),
        served=("自然人", "企业法人"),
        offered_in="全盟",
        quantity_limit="无",
    )


def _material(material: Material) -> Material:
    return replace(
        material,
        evidence=Evidence.FOUND,
        detail_evidence=Evidence.FOUND,
        main=Tri.YES if material.main is Tri.UNKNOWN else material.main,
        deferrable=Tri.NO if material.deferrable is Tri.UNKNOWN else material.deferrable,
        details=MaterialDetails(
            source="申请人自备",
            size="A4",
            blank="空白表.pdf" if material.form else "",
            sample="样表.pdf" if material.form else "",
            acceptance="字迹清楚",
            necessity="必要",
            defer_days=DEFER_DAYS if material.deferrable is Tri.YES else None,
            basis=(LegalBasis("演示条例", "第三条", Evidence.FOUND),),
            by_intermediary=Tri.NO,
            confirm_only=Tri.NO,
        ),
    )
