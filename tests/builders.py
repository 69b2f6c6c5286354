"""Builders with valid defaults: a new field changes one line here, not two hundred tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counter.domain.guide.model import Evidence, GuideRefusal, ProcedureClass, TimeLimit, TimeUnit, Tri
from counter.domain.hall.authority import Act
from counter.domain.visit.checklist import ChecklistItem, Line, Need, Why
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.situation import Asked
from counter.domain.visit.verdict import Bench, Outcome, Verdict

ALL_ACTS = frozenset(Act)
WHY = Why("规则", "某法第一条", Evidence.FOUND)


def item(item_id: str = "food", **changes: Any) -> ChecklistItem:
    """An item of this visit: a licence of the market office with 20 working days."""
    values: dict[str, Any] = {
        "id": item_id,
        "name": "食品经营许可",
        "kind": "行政许可",
        "procedure": ProcedureClass.LICENCE,
        "organ": "市场监督管理局",
        "result": "食品经营许可证",
        "statutory": TimeLimit("20个工作日", 20, TimeUnit.WORKING, Evidence.FOUND, "行政许可法第四十二条"),
        "promised": None,
        "basis": ("中华人民共和国食品安全法第三十五条",),
        "evidence": Evidence.FOUND,
        "order": 1,
        "after": (),
        "why": WHY,
    }
    return ChecklistItem(**{**values, **changes})


def need(item_id: str = "food", **changes: Any) -> Need:
    """One item's need of one copy."""
    values: dict[str, Any] = {
        "item": item_id,
        "item_name": "食品经营许可",
        "material": f"{item_id}/1",
        "material_name": "申请书",
        "main": Tri.UNKNOWN,
        "deferrable": Tri.UNKNOWN,
        "defer_note": None,
        "original_copy": "复印件",
        "copies": 1,
        "evidence": Evidence.FOUND,
    }
    return Need(**{**values, **changes})


def line(line_id: str = "form", *, items: tuple[str, ...] = ("food",), **changes: Any) -> Line:
    """One paper of the checklist needed by those items."""
    values: dict[str, Any] = {
        "id": line_id,
        "name": "申请书",
        "issuer": "申请人填写",
        "group": "申请书和表格",
        "original": False,
        "copies": 1,
        "medium": "纸质",
        "form": True,
        "never_kept": False,
        "evidence": Evidence.FOUND,
        "needs": tuple(need(i) for i in items),
        "why": (WHY,),
        "allowed": (MaterialState.RECEIVED, MaterialState.MISSING, MaterialState.DEFECTIVE),
        "initial": MaterialState.MISSING,
    }
    return Line(**{**values, **changes})


def bench(
    the_item: ChecklistItem | None = None,
    lines: tuple[Line, ...] = (),
    brought: Mapping[str, Brought] | None = None,
    *,
    acts: frozenset[Act] = ALL_ACTS,
    earlier: Mapping[str, Verdict] | None = None,
    undecided: tuple[str, ...] = (),
    insisted: GuideRefusal | None = None,
) -> Bench:
    """What one verdict is judged on: everything allowed, nothing earlier, everything brought unless said."""
    lines = lines or (line(),)
    if brought is None:
        brought = {x.id: RECEIVED for x in lines}
    return Bench(the_item or item(), lines, brought, acts, earlier or {}, undecided, insisted)


RECEIVED = Brought(MaterialState.RECEIVED, copies=1)
MISSING = Brought(MaterialState.MISSING)
"""Looked for and not there; a line without any record is one that nobody has looked at."""


def verdict(item_id: str, outcome: Outcome) -> Verdict:
    """An earlier item's verdict."""
    return Verdict(item_id, item_id, "市场监督管理局", outcome, "理由。", "test")


def first_answer(asked: Asked) -> tuple[str, ...]:
    """The first option of a question; of a number of people, one."""
    return (str(max(1, asked.least)),) if asked.number else (asked.options[0].id,)
