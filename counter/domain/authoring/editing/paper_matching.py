"""Match materials with papers (实物材料) by name, and rename a paper with the only material that it meets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from counter.domain.authoring.editing.cell_writer import Changes
from counter.domain.authoring.editing.node import (
    ITEM,
    PAPER,
    PAPER_USE,
    Node,
    children,
    exists,
    name_of,
    path_of,
    row_of,
    text_of,
)
from counter.domain.authoring.editing.references import users

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library

_GENERIC = re.compile(
    r"(业务|行政|许可|事项|办理)*(申请|登记|审批|备案|报名|信息|情况|基本情况|审核)*(表|书|单)"
)


_IDENTITY = re.compile(r"[^、及和与或]*(身份证|身份证件|身份证明|护照|通行证|永久居留证)(（[^（）]*）)?")


def new_paper(name: str, *, form: bool) -> dict[str, str]:
    """Default values of a new paper by its name. An identity document is never kept (L12)."""
    if form:
        return {"group": "申请书和表格", "rank": "1"}
    if _IDENTITY.fullmatch(name):
        return {"group": "申请人", "never_kept": "是"}
    return {"group": "其他材料", "rank": "9"}


def of_every_office(name: str, *, form: bool) -> bool:
    """Whether it is a generic form (申请表): two of that name are two papers."""
    return form and _GENERIC.fullmatch(name) is not None


def paper_named(library: Library, name: str) -> Node | None:
    """The paper of that name; of several the one with the first id."""
    found = min((key for key, paper in library["papers"].items() if paper["name"] == name), default=None)
    return None if found is None else Node(PAPER, (found,))


def name_for(library: Library, item: Node, name: str) -> str:
    """A new paper's name: with its item where another paper has that name."""
    return name if paper_named(library, name) is None else f"{name}（{name_of(library, item)}）"


def follow_material(library: Library, material: Node, key: str, value: str) -> Changes:
    """Changes that follow a material's new name or issuer: of the paper that meets only this material and had the
    same one. Where another paper has the new name already, that one meets the material instead."""
    row, item = row_of(library, material), Node(ITEM, material.key[:1])
    uses = children(library, material, PAPER_USE)
    if len(uses) != 1:
        return []
    paper = Node(PAPER, (text_of(library, uses[0], "paper"),))
    held = row_of(library, paper) if exists(library, paper) else {}
    own = (row[key], f"{row[key]}（{name_of(library, item)}）") if key == "name" else (row[key],)
    if held.get(key) not in own or users(library, paper) != uses:
        return []
    if key == "name":
        other = None if of_every_office(value, form=bool(row.get("form"))) else paper_named(library, value)
        if other is not None:
            use = path_of(library, uses[0])
            return [((*use, 0), other.key[0])]
        value = name_for(library, item, value)
    return [((*path_of(library, paper), key), value)]
