"""Facts of the details of an item and a material (办法 9–11), including required ones that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter.domain.guide.details import (
    DEPTH_WORDS,
    EMPTY_DETAILS,
    EMPTY_MATERIAL_DETAILS,
    ContactPoint,
    Fees,
    Handling,
    ItemDetails,
    MaterialDetails,
    ProcedureStep,
    ServicePlace,
    SpecialProcedure,
)
from counter.domain.guide.model import Tri
from counter.domain.guide.terms import TimeUnit
from counter.domain.hall.jurisdiction import PENDING

Fact = tuple[str, str, str, tuple[str, ...]]
"""Key, label, text (empty: not given), further sentences."""

HANDLING = {
    Handling.AT_ONCE: "即办件",
    Handling.PROMISED: "承诺件",
    Handling.OTHER: "其他办件",
    Handling.UNKNOWN: "",
}


_DAYS = {TimeUnit.WORKING: "个工作日", TimeUnit.NATURAL: "日（自然日）", TimeUnit.AT_ONCE: "当场"}


def detail_facts(given: ItemDetails | None) -> Iterator[Fact]:
    """The facts in order: required ones always, rarer ones only where given."""
    details = given or EMPTY_DETAILS
    depth = DEPTH_WORDS[details.online_depth] if details.online_depth else ""
    visits = "" if details.visits.count is None else f"{details.visits.count}次"
    yield "handling", "办件类型", HANDLING[details.handling], ()
    yield "fee", "收费和依据", *_fees(details.fees)
    yield "steps", "办理流程", "；".join(_step(n, step) for n, step in enumerate(details.steps, 1)), ()
    yield "place", "办理地点", "；".join(_place(place) for place in details.places), ()
    yield "visits", "到现场几次", visits, (details.visits.reason,)
    yield "depth", "网上能办到", depth, ()
    samples = (f"{r.name}{f'（样本：{r.sample}）' if r.sample else ''}" for r in details.results)
    yield "sample", "结果样本", "、".join(samples), ()
    yield "consult", "咨询方式", _contact(details.consultation), ()
    yield "complain", "投诉方式", _contact(details.complaint), ()
    for key, label, text in _rare(details):
        if text:
            yield key, label, text, ()


def material_details(given: MaterialDetails | None, *, form: bool) -> Iterator[str]:
    """Sentences about one material; ``form``: it is a form, whose blank and sample a guide has to provide (Art. 11)."""
    details = given or EMPTY_MATERIAL_DETAILS
    if form:
        yield f"空白表：{details.blank or PENDING}　样表：{details.sample or PENDING}"
    for label, text in (
        ("来源渠道", details.source),
        ("规格", details.size),
        ("受理标准", details.acceptance),
        ("填写说明", details.filling_notes),
        ("要它的理由", details.necessity),
        ("中介机构", "，".join(x for x in (details.maker, details.qualification) if x)),
        ("依据", "、".join(f"《{b.law}》{b.article or ''}" for b in details.basis)),
        *details.other,
    ):
        if text:
            yield f"{label}：{text}"
    if details.defer_days is not None:
        yield f"容缺补交期限：{details.defer_days}个工作日"


def files_of_results(given: ItemDetails | None) -> tuple[tuple[str, str], ...]:
    """(label, file name) of every result's sample."""
    results = () if given is None else given.results
    return tuple((f"“{r.name}”样本" if r.name else "样本", r.sample) for r in results if r.sample)


def files_of_material(given: MaterialDetails | None) -> tuple[tuple[str, str], ...]:
    """(label, file name): the blank form first, then the filled-in sample."""
    details = given or EMPTY_MATERIAL_DETAILS
    return tuple((word, name) for word, name in (("空白表", details.blank), ("样表", details.sample)) if name)


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
    days = "" if step.days is None or step.unit is None else f"{step.days}{_DAYS[step.unit]}"
    parts = "，".join(x for x in (step.who, step.time or days, step.standard) if x)
    return f"{place} {step.name}{f'（{parts}）' if parts else ''}"


def _place(place: ServicePlace) -> str:
    return " ".join(x for x in (place.address, place.hours, place.phone, place.route) if x)


def _special(one: SpecialProcedure) -> str:
    days = _DAYS.get(one.unit) if one.unit is not None else None
    counted = f"{one.days}{days}" if one.days is not None and days else ""
    return " ".join(part for part in (one.name, counted, one.basis) if part)


def _contact(contact: ContactPoint) -> str:
    contacts = (contact.organ, contact.phone, contact.address, contact.online)
    return " ".join(x for x in contacts if x) if not contact.empty else ""


def _rare(details: ItemDetails) -> Iterable[tuple[str, str, str]]:
    return (
        ("sub", "子项", details.sub_item),
        ("code", "编码", details.codes.implementation or details.codes.basic),
        ("channels", "办理形式", "、".join(details.channels)),
        ("served", "服务对象", "、".join(details.served)),
        ("offered", "通办范围", details.offered_in),
        ("limit", "数量限制", details.quantity_limit),
        ("agreement", "授权协议", details.agreement.text),
        (
            "remedies",
            "救济途径",
            "；".join(f"{r.kind}：{r.organ} {r.address} {r.phone}".strip() for r in details.remedies),
        ),
        (
            "intermediary",
            "中介服务",
            "；".join(
                " ".join(x for x in (i.name, i.qualification, i.basis) if x) for i in details.intermediaries
            ),
        ),
        ("special", "特别程序", "；".join(map(_special, details.special_procedures))),
    )
