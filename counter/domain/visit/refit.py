"""A visit that was begun under another version of the guide, made to fit the one in use; what does not is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from counter.domain.errors import BadInput
from counter.domain.guide.model import Guide
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, Unasked, in_hand
from counter.domain.visit.sharing import allows, read_leniently
from counter.domain.visit.situation import WHOLE_BUNDLE
from counter.domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Refitted:
    """``told``: sentences about what was left out, for the clerk; none where everything still fits."""

    visit: Visit
    told: tuple[str, ...]


def refit(visit: Visit, guide: Guide, checklist_of: Callable[[Visit], Checklist]) -> Refitted | None:
    """The visit as far as the guide in use allows it; None where the guide no longer has its bundle.

    ``checklist_of``: what follows from a visit here. An answer or a paper that the guide does not know any more cannot
    be filed (L1); it is taken out and named, so that what was taken in can be given back.
    """
    bundle = guide.bundles.get(visit.bundle)
    if bundle is None:
        return None
    answers: dict[str, tuple[str, ...]] = {}
    for question, options in visit.answers.items():
        try:
            answers |= check_answers(guide, bundle, {question: options})
        except BadInput:
            continue
    items = {placed.item for placed in bundle.items} | {WHOLE_BUNDLE}
    fitting = replace(
        visit,
        answers=answers,
        insisted=tuple(i for i in visit.insisted if i in items),
        dropped=tuple(i for i in visit.dropped if i in items),
        said=None,
    )
    brought, told = _brought(visit.brought, guide, checklist_of(fitting))
    lost = len(visit.answers) - len(answers)
    if lost:
        told = (f"{lost}道情形题的回答在新版里用不上，请看一遍左边的题。", *told)
    return Refitted(replace(fitting, brought=brought, unasked=_unasked(visit, guide, brought)), told)


def _unasked(visit: Visit, guide: Guide, kept: Mapping[str, Brought]) -> dict[str, Unasked]:
    """What lies here and cannot be used any more, to be given back before anything is filed."""
    found = {i: paper for i, paper in visit.unasked.items() if not _in_use(paper.brought, kept.get(i))}
    for key, mine in visit.brought.items():
        paper = guide.papers.get(key)
        lies_here = in_hand(mine, never_kept=paper is not None and mine.copies == 0)
        if lies_here and not _in_use(mine, kept.get(key)):
            found.setdefault(key, Unasked(paper.name if paper is not None else key, mine))
    return found


def _in_use(mine: Brought, now: Brought | None) -> bool:
    """False also where it was wrong and is looked up now: what is had by sharing is not kept as 不符 (L2)."""
    return now is not None and now.state is mine.state


def _brought(
    brought: Mapping[str, Brought], guide: Guide, checklist: Checklist
) -> tuple[dict[str, Brought], tuple[str, ...]]:
    kept, gone, doubtful = {}, [], []
    for key, mine in brought.items():
        line = checklist.line(key)
        if line is None:
            gone.append(guide.papers[key].name if key in guide.papers else key)
        elif allows(line, fitting := read_leniently(checklist, {key: mine})[key]):
            kept[key] = fitting
        else:
            doubtful.append(line.name)
    told = []
    if gone:
        told.append(f"新版清单里没有“{'”“'.join(gone)}”，已收的请退还申请人。")
    if doubtful:
        told.append(f"“{'”“'.join(doubtful)}”不能再按原来记的办，请重新确认。")
    return kept, tuple(told)
