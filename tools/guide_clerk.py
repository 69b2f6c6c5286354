"""Requirements that an experienced clerk never makes: unobtainable papers, abolished forms, filings too early.

Each check covers one class of mistake found when all 103 bundles were read as a clerk reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.guide.condition import ALWAYS, AllOf, AnyOf, Condition, OptionChosen
from counter.domain.guide.model import Bundle, Guide, Item, Material
from counter.domain.visit.reachability import Reachability

NOT_IN_HAND = ("联系函", "接收函", "首次登记", "评定表", "体检合格结果", "印模")
"""Words of papers that another party holds or a later step makes: never required of the applicant."""

SELF_WRITTEN = ("申请书", "申请表", "登记表", "备案表", "承诺", "声明")
"""What the applicant writes is an original without copies."""

ABOLISHED = ("税务登记证", "组织机构代码证", "统计登记证", "社会保险登记证")
"""Certificates that became part of the business licence (国办发〔2016〕53号)."""

SI_FORM = "社会保险登记表"
"""Firms and cooperatives register for social insurance with the licence (the same notice)."""

FIRMS = ("company", "sole", "partner", "coop")
LICENSED_FIRMS = ("company", "nonlegal", "coop")

NOT_FROM_ACCEPTANCE = ("合计", "推算", "不自")
"""Words of a time limit that does not run from acceptance, or is a sum of several organs' times: no day is counted."""

EVERYBODYS = (
    "父母",
    "从业人员",
    "股东",
    "合伙人",
    "理事",
    "卖方",
    "医师身份",
    "医师二寸",
    "执业兽医",
    "救生员",
    "驾驶员",
)
"""Words of papers of several people."""

OF_A_PERSON = ("身份证", "身份证明", "主体资格证明", "资格证", "健康证明", "培训证明", "照片")
"""Papers that each of them has; an agreement or a list of them is one paper."""

ONE_OF_THEM = "监护人身份证"
"""A material that requires the identity card of one parent only."""

FILED_ONCE_OPEN = ("elderly_record",)
"""Filed only after the service has begun (老年人权益保障法 Art. 43): never in the visit that registers the subject."""


def faults_of_guide(guide: Guide) -> list[str]:
    """Wrong requirements, in words; empty when there are none."""
    faults = []
    for item in guide.items.values():
        faults += [
            *_not_obtainable(guide, item),
            *_copied(guide, item),
            *_uncounted(guide, item),
            *_times(item),
        ]
    for bundle in guide.bundles.values():
        reach = Reachability(guide, bundle)
        faults += _left_over(bundle, reach)
        faults += _too_early(guide, bundle, reach)
        faults += _abolished(guide, bundle, reach)
    return faults


def _not_obtainable(guide: Guide, item: Item) -> Iterator[str]:
    for material in item.materials:
        names = (material.name, *(guide.papers[use.paper].name for use in material.papers))
        found = [word for word in NOT_IN_HAND if any(word in name for name in names)]
        if found and material.later_when != ALWAYS:
            yield f"材料 {material.key}“{material.name}”不在申请人手里，受理时不能要（写 later）"


def _copied(guide: Guide, item: Item) -> Iterator[str]:
    for material in item.materials:
        for paper in (guide.papers[use.paper] for use in material.papers):
            own = paper.issuer.startswith("申请人") and any(word in paper.name for word in SELF_WRITTEN)
            if own and "复印" in (paper.form or material.original_copy):
                yield f"材料 {material.key}：“{paper.name}”是申请人自己写的，没有复印件可收"


def _uncounted(guide: Guide, item: Item) -> Iterator[str]:
    """Papers required of each of several people must be counted per person (每人1份)."""
    for material in item.materials:
        for use in material.papers:
            paper = guide.papers[use.paper]
            several = any(w in paper.name for w in EVERYBODYS) and any(w in paper.name for w in OF_A_PERSON)
            joint = any(w in paper.name for w in ("委托书", *NOT_IN_HAND)) or paper.issuer.startswith(
                "申请人"
            )
            if several and not joint and use.per is None and ONE_OF_THEM not in material.name:
                yield f"材料 {material.key}“{paper.name}”每人一份，却没有问人数（写 per）"


def _times(item: Item) -> Iterator[str]:
    if item.statutory.days is not None and any(word in item.statutory.text for word in NOT_FROM_ACCEPTANCE):
        yield f"事项 {item.id} 的时限不自受理起算，或者是几段相加，不能按天数推算答复日"


def _left_over(bundle: Bundle, reach: Reachability) -> Iterator[str]:
    """A refusal of the whole bundle that is only announced must leave no requirement: what it referred to is gone."""
    for refusal in bundle.refusals:
        if refusal.item is not None or refusal.evidence.official:
            continue
        left = [one.item for one in bundle.items if reach.satisfiable(refusal.when, one.when)]
        if left:
            yield f"事件 {bundle.number}：“{refusal.reason}”只提示不拦下，却还收 {'、'.join(left)}"


def _too_early(guide: Guide, bundle: Bundle, reach: Reachability) -> Iterator[str]:
    founding = set(guide.papers["business_licence"].produced_by)
    for late in (one for one in bundle.items if one.item in FILED_ONCE_OPEN):
        for first in (one for one in bundle.items if one.item in founding):
            if reach.satisfiable(late.when, first.when):
                yield f"事件 {bundle.number}：{late.item} 开展服务以后才办，不能和 {first.item} 同时办"


def _abolished(guide: Guide, bundle: Bundle, reach: Reachability) -> Iterator[str]:
    for item_id in bundle.items:
        for material in guide.items[item_id.item].materials:
            if any(word in material.name for word in ABOLISHED):
                yield f"材料 {material.key}“{material.name}”已并入营业执照"
            elif SI_FORM in material.name and _asked_of_firms(reach, item_id.when, material):
                yield f"事件 {bundle.number}：{SI_FORM}不向企业、合作社要（国办发〔2016〕53号）"


def _asked_of_firms(reach: Reachability, when: Condition, material: Material) -> bool:
    licensed = AllOf(
        (OptionChosen("q_entity", ("existing",)), OptionChosen("q_licence_kind", LICENSED_FIRMS))
    )
    firm = AnyOf((OptionChosen("q_entity", FIRMS), licensed))
    return reach.satisfiable(when, material.when, firm)
