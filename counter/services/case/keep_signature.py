"""Store the signature an applicant drew for a pledge on the screen; legally the pen's counts (DOMAIN §8)."""

from __future__ import annotations

from math import isfinite

from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.case.screen_events import SignatureDrawn, SignatureDrawnSealed
from counter.domain.document.document import PaperKind
from counter.domain.document.signature import Drawing
from counter.domain.errors import BadInput, RuleRefused
from counter.services.case.case_writer import open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow

MOST_STROKES = 200
MOST_POINTS = 4_000
LEAST_REACH = 0.15
"""Least size of a drawing, in heights of the field: a name is larger in one direction."""

ASPECTS = (0.5, 20.0)
"""Least and greatest ratio of width to height of the field."""


def keep_drawing(
    app: AppContext, case_id: str, paper: str, drawing: Drawing, clerk: StaffRow, base: str | None = None
) -> Case:
    """Store it sealed; it replaces an earlier one, whose entry stays.

    The paper is still signed with a pen (电子签名法 13: only a reliable electronic signature equals one).
    Raises BadInput for a paper that is no pledge of the case and for an implausible drawing; RuleRefused (L4) where the
    pledge is void or signed already, or no item waits for it; StaleBase.
    """
    check_drawing(drawing)
    with open_writer(app, case_id, clerk, base) as writer:
        _check_waits(writer.case, paper)
        writer.add(SignatureDrawn(paper), SignatureDrawnSealed(drawing))
        return writer.commit()


def check_drawing(drawing: Drawing) -> None:
    """Raises BadInput for too many strokes or points, points outside the field, and an empty scribble."""
    points = [point for stroke in drawing.strokes for point in stroke]
    if len(drawing.strokes) > MOST_STROKES or len(points) > MOST_POINTS:
        raise BadInput("笔画太多，请清除后重写。", field="drawing")
    if not (isfinite(drawing.aspect) and ASPECTS[0] <= drawing.aspect <= ASPECTS[1]):
        raise BadInput("手写的格子大小不对，请重写。", field="drawing")
    if not all(0.0 <= value <= 1.0 for point in points for value in point):
        raise BadInput("笔画写到格子外面了，请重写。", field="drawing")
    if _reach(points, drawing.aspect) < LEAST_REACH:
        raise BadInput("还没有写名字，请写上再确认。", field="drawing")


def _reach(points: list[tuple[float, float]], aspect: float) -> float:
    """The longer side of the drawing, in heights of the field."""
    if not points:
        return 0.0
    across, down = [x * aspect for x, _ in points], [y for _, y in points]
    return max(max(across) - min(across), max(down) - min(down))


def _check_waits(case: Case, paper_id: str) -> None:
    paper = case.paper(paper_id)
    if paper is None or paper.kind != PaperKind.PLEDGE:
        raise BadInput("这件办件没有这份承诺书。", field="paper")
    if not paper.stage.binding:
        raise RuleRefused("这份承诺书已作废，不用再签。", rule="L4", field="paper")
    if any(pledge.paper == paper_id for pledge in case.pledges):
        raise RuleRefused("这份承诺书已登记签署，不用再签。", rule="L4", field="paper")
    if not any(i.id in paper.items and i.state is ItemState.TO_PLEDGE for i in case.items):
        raise RuleRefused("这份承诺书的事项已不等签字。", rule="L4", field="paper")
