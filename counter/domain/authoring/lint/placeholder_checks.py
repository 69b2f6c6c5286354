"""A check of what somebody began to write: nothing that must stand says only that it is still to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.lint.finding import Severity, Where
from counter.domain.authoring.lint.rule_checks import Ruling, bundle_place, item_place, ruling
from counter.domain.guide.model import Bundle, Guide, Item, Material

_Said = tuple[Where, str, str]
"""Where, what it is, what stands there."""


def unfilled(guide: Guide, check: str) -> Ruling:
    """Every text that a guide must have is filled in by somebody who knows (办法第九条、第十条)."""
    said = list(_said(guide))
    told = (
        (where, f"{what}还没有填", "由部门填写，或由大厅写明。")
        for where, what, text in said
        if text == UNFILLED
    )
    return ruling(check, len(said), told, Severity.FACT)


def _said(guide: Guide) -> Iterator[_Said]:
    for bundle in guide.bundles.values():
        yield from _of_bundle(guide, bundle)
    for item in guide.items.values():
        yield from _of_item(guide, item)
    told = {
        use.paper
        for item in guide.items.values()
        for material in item.materials
        if material.issuer == UNFILLED
        for use in material.papers
    }
    for paper in guide.papers.values():
        where = Where(f"收件材料“{paper.name}”（{paper.id}）", paper=paper.id)
        yield where, "名称", paper.name
        if paper.id not in told:  # at its material
            yield where, "由谁出具", paper.issuer


def _of_bundle(guide: Guide, bundle: Bundle) -> Iterator[_Said]:
    place = bundle_place(bundle)
    yield place, "名称", bundle.name
    for placed in bundle.items:
        name = guide.items[placed.item].name if placed.item in guide.items else placed.item
        yield bundle_place(bundle, f"事项“{name}”", item=placed.item), "为什么要办", placed.why
    yield from ((place, "不能办的理由", refusal.reason) for refusal in bundle.refusals)
    yield from ((place, "提示", hint.text) for hint in bundle.hints)


def _of_item(guide: Guide, item: Item) -> Iterator[_Said]:
    place = item_place(guide, item.id)
    yield place, "名称", item.name
    yield place, "事项类型", item.kind
    yield place, "实施机关", item.organ
    yield place, "实施层级", item.level
    yield place, "办理结果", item.result
    yield place, "法定时限", item.statutory.text
    if item.promised is not None:
        yield place, "承诺时限", item.promised.text
    yield from ((place, "法律依据", basis.law) for basis in item.legal_basis)
    for material in item.materials:
        yield from _of_material(place, material)


def _of_material(place: Where, material: Material) -> Iterator[_Said]:
    where = Where(f"{place.words} › 材料“{material.name}”", item=material.item, material=material.key)
    yield where, "名称", material.name
    yield where, "由谁出具", material.issuer
    if material.later_note is not None:
        yield where, "以后交的说明", material.later_note
