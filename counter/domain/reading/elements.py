"""The further elements of an item and a material (办法 9–11) for whoever reads; what nobody gave is named too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.guide.details import (
    NOTHING_SAID,
    NOTHING_SAID_OF_MATERIAL,
    ContactPoint,
    Fees,
    Handling,
    ItemDetails,
    MaterialDetails,
    OnlineDepth,
    ProcedureStep,
    ServicePlace,
)
from counter.domain.guide.model import Tri
from counter.domain.guide.terms import TimeUnit
from counter.domain.hall.jurisdiction import PENDING

Fact = tuple[str, str, str, tuple[str, ...]]
"""Key, label, text (empty: nobody gave it), quieter sentences."""

HANDLING = {
    Handling.AT_ONCE: "即办件",
    Handling.PROMISED: "承诺件",
    Handling.OTHER: "其他办件",
    Handling.UNKNOWN: "",
}
DEPTH = {
    OnlineDepth.PUBLISHED: "Ⅰ级 信息发布",
    OnlineDepth.CHECKED: "Ⅱ级 材料预审",
    OnlineDepth.VERIFIED: "Ⅲ级 材料核验",
    OnlineDepth.WHOLLY: "Ⅳ级 全程网办",
}


def detail_facts(given: ItemDetails | None) -> Iterator[Fact]:
    """One fact after the other: what a guide has to say always, what is rarer only where somebody gave it."""
    said = given or NOTHING_SAID
    depth = DEPTH[said.online_depth] if said.online_depth else ""
    visits = "" if said.visits.count is None else f"{said.visits.count}次"
    yield "handling", "办件类型", HANDLING[said.handling], ()
    yield "fee", "收费和依据", *_fees(said.fees)
    yield "steps", "办理流程", "；".join(_step(n, step) for n, step in enumerate(said.steps, 1)), ()
    yield "place", "办理地点", "；".join(_place(place) for place in said.places), ()
    yield "visits", "到现场几次", visits, (said.visits.reason,)
    yield "depth", "网上能办到", depth, ()
    samples = (f"{r.name}{f'（样本：{r.sample}）' if r.sample else ''}" for r in said.results)
    yield "sample", "结果样本", "、".join(samples), ()
    yield "consult", "咨询方式", _contact(said.consultation), ()
    yield "complain", "投诉方式", _contact(said.complaint), ()
    for key, label, text in _rare(said):
        if text:
            yield key, label, text, ()


def material_details(given: MaterialDetails | None, *, form: bool) -> Iterator[str]:
    """Sentences about one material; ``form``: it is a form, whose blank and sample a guide has to give (Art. 11)."""
    said = given or NOTHING_SAID_OF_MATERIAL
    if form:
        yield f"空白表：{said.blank or PENDING}　样表：{said.sample or PENDING}"
    for label, text in (
        ("来源渠道", said.source),
        ("规格", said.size),
        ("受理标准", said.acceptance),
        ("填写说明", said.filling_notes),
        ("要它的理由", said.necessity),
        ("中介机构", "，".join(x for x in (said.maker, said.qualification) if x)),
        ("依据", "、".join(f"《{b.law}》{b.article or ''}" for b in said.basis)),
        *said.other,
    ):
        if text:
            yield f"{label}：{text}"
    if said.defer_days is not None:
        yield f"容缺补交期限：{said.defer_days}个工作日"


def files_of_results(given: ItemDetails | None) -> tuple[tuple[str, str], ...]:
    """What it is and its name, of every result's sample."""
    results = () if given is None else given.results
    return tuple((f"“{r.name}”样本" if r.name else "样本", r.sample) for r in results if r.sample)


def files_of_material(given: MaterialDetails | None) -> tuple[tuple[str, str], ...]:
    """The blank form first, then the filled-in sample."""
    said = given or NOTHING_SAID_OF_MATERIAL
    return tuple((word, name) for word, name in (("空白表", said.blank), ("样表", said.sample)) if name)


def _fees(fees: Fees) -> tuple[str, tuple[str, ...]]:
    if fees.charged is Tri.NO:
        return "不收费", ()
    charges = tuple(f"{f.item} {f.standard}".strip() for f in fees.fees)
    more = tuple(
        f"{label}：{text}"
        for f in fees.fees
        for label, text in (("依据", f.basis or PENDING), ("减免", f.reduction))
        if text
    )
    return "；".join(charges) or ("收费" if fees.charged is Tri.YES else ""), more


def _step(place: int, step: ProcedureStep) -> str:
    units = {TimeUnit.WORKING: "个工作日", TimeUnit.NATURAL: "日（自然日）", TimeUnit.AT_ONCE: "当场"}
    days = "" if step.days is None or step.unit is None else f"{step.days}{units[step.unit]}"
    told = "，".join(x for x in (step.who, step.time or days, step.standard) if x)
    return f"{place} {step.name}{f'（{told}）' if told else ''}"


def _place(place: ServicePlace) -> str:
    address = "".join((place.street, place.number, place.name, place.room, place.window))
    return " ".join(x for x in (address, place.hours, place.phone, place.route) if x)


def _contact(contact: ContactPoint) -> str:
    ways = (contact.organ, contact.phone, contact.address, contact.online)
    return " ".join(x for x in ways if x) if not contact.empty else ""


def _rare(said: ItemDetails) -> Iterable[tuple[str, str, str]]:
    return (
        ("sub", "子项", said.sub_item),
        ("code", "编码", said.codes.implementation or said.codes.basic),
        ("channels", "办理形式", "、".join(said.channels)),
        ("served", "服务对象", "、".join(said.served)),
        ("offered", "通办范围", said.offered_in),
        ("limit", "数量限制", said.quantity_limit),
        ("agreement", "授权协议", said.agreement.text),
        (
            "remedies",
            "救济途径",
            "；".join(f"{r.kind}：{r.organ} {r.address} {r.phone}".strip() for r in said.remedies),
        ),
        ("intermediary", "中介服务", "；".join(f"{i.name} {i.basis}".strip() for i in said.intermediaries)),
        ("special", "特别程序", "；".join(f"{p.name} {p.basis}".strip() for p in said.special_procedures)),
    )
