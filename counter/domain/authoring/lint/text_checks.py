"""Checks of the guide's texts: no placeholder is left, and every text can be printed."""

from __future__ import annotations

from collections.abc import Iterator

from counter.domain.authoring.editing.cell_writer import UNFILLED
from counter.domain.authoring.lint.finding import Severity, Where
from counter.domain.authoring.lint.rule_checks import Ruling, bundle_where, item_where, ruling
from counter.domain.guide.library import library_of
from counter.domain.guide.model import Bundle, Guide, Item, Material
from counter.domain.text.printable import fault_in

_Text = tuple[Where, str, str]
"""(where, what it is, its text)."""


def unfilled(guide: Guide, check: str) -> Ruling:
    """No required text is still the placeholder 待填 (办法第九条、第十条)."""
    texts = list(_texts(guide))
    reported = (
        (where, f"{what}还没有填", "由部门填写，或由大厅写明。")
        for where, what, text in texts
        if text == UNFILLED
    )
    return ruling(check, len(texts), reported, Severity.FACT)


def _texts(guide: Guide) -> Iterator[_Text]:
    for bundle in guide.bundles.values():
        yield from _of_bundle(guide, bundle)
    for item in guide.items.values():
        yield from _of_item(guide, item)
    reported = {
        use.paper
        for item in guide.items.values()
        for material in item.materials
        if material.issuer == UNFILLED
        for use in material.papers
    }
    for paper in guide.papers.values():
        where = Where(f"收件材料“{paper.name}”（{paper.id}）", paper=paper.id)
        yield where, "名称", paper.name
        if paper.id not in reported:  # reported at its material
            yield where, "由谁出具", paper.issuer


def _of_bundle(guide: Guide, bundle: Bundle) -> Iterator[_Text]:
    where = bundle_where(bundle)
    yield where, "名称", bundle.name
    for placed in bundle.items:
        name = guide.items[placed.item].name if placed.item in guide.items else placed.item
        yield bundle_where(bundle, f"事项“{name}”", item=placed.item), "为什么要办", placed.why
    yield from ((where, "不能办的理由", refusal.reason) for refusal in bundle.refusals)
    yield from ((where, "提示", hint.text) for hint in bundle.hints)


def _of_item(guide: Guide, item: Item) -> Iterator[_Text]:
    where = item_where(guide, item.id)
    yield where, "名称", item.name
    yield where, "事项类型", item.kind
    yield where, "实施机关", item.organ
    yield where, "实施层级", item.level
    yield where, "办理结果", item.result
    yield where, "法定时限", item.statutory.text
    if item.promised is not None:
        yield where, "承诺时限", item.promised.text
    yield from ((where, "法律依据", basis.law) for basis in item.legal_basis)
    for material in item.materials:
        yield from _of_material(where, material)


def _of_material(item: Where, material: Material) -> Iterator[_Text]:
    where = Where(f"{item.words} › 材料“{material.name}”", item=material.item, material=material.key)
    yield where, "名称", material.name
    yield where, "由谁出具", material.issuer
    if material.later_note is not None:
        yield where, "以后交的说明", material.later_note


def all_printable(guide: Guide, check: str) -> Ruling:
    """Every text of the guide, overlay included, can be printed with the bundled fonts (办法第八条)."""
    texts = list(_guide_texts(guide))
    found = (
        (where, wrong, "由指南编辑室改正后重新发布；已收的件照样打印，印不出的字印作〓。")
        for where, text in texts
        if (wrong := fault_in(text))
    )
    return ruling(check, len(texts), found)


def _guide_texts(guide: Guide) -> Iterator[tuple[Where, str]]:
    library = library_of(guide)
    for number, bundle in library["bundles"].items():
        yield from _texts_in(bundle_where(guide.bundles[int(number)]), bundle)
    for key, item in library["items"].items():
        where = item_where(guide, key)
        yield from _texts_in(where, {name: held for name, held in item.items() if name != "materials"})
        for material in item["materials"]:
            words = f"{where.words} › 材料{material['no']}"
            yield from _texts_in(Where(words, item=key, material=f"{key}/{material['no']}"), material)
    for key, paper in library["papers"].items():
        yield from _texts_in(Where(f"收件材料（{key}）", paper=key), paper)
    for key, question in library["questions"].items():
        yield from _texts_in(Where(f"情形题（{key}）", question=key), question)
    for key, switch in library["switches"].items():
        yield from _texts_in(Where(f"本地规定（{key}）"), switch)
    yield from _texts_in(Where("每件事都适用的材料"), library["common"])
    yield from _texts_in(Where("每件事都适用的提示"), library["common_hints"])


def _texts_in(where: Where, held: object) -> Iterator[tuple[Where, str]]:
    if isinstance(held, str):
        yield where, held
    elif isinstance(held, dict):
        for value in held.values():
            yield from _texts_in(where, value)
    elif isinstance(held, list):
        for value in held:
            yield from _texts_in(where, value)
