"""Adapt a visit begun under another version of the guide to the one in use, and report what was left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from counter.domain.errors import BadInput
from counter.domain.guide.model import Guide
from counter.domain.visit.answer_input import check_answers
from counter.domain.visit.checklist import Checklist
from counter.domain.visit.material import Brought, Unasked, held_at_window
from counter.domain.visit.sharing import allows, read_leniently
from counter.domain.visit.situation import WHOLE_BUNDLE
from counter.domain.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Refitted:
    """An adapted visit. ``told``: sentences for the clerk about what was left out, if anything."""

    visit: Visit
    told: tuple[str, ...]


def refit(visit: Visit, guide: Guide, checklist_of: Callable[[Visit], Checklist]) -> Refitted | None:
    """The visit as far as the guide in use allows it; None where the guide no longer has its bundle.

    ``checklist_of``: the checklist of a visit under the guide in use. An answer or a paper unknown to it cannot be
    filed (L1); it is taken out and named, so that received papers can be returned.
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
    brought, sentences = _brought(visit.brought, guide, checklist_of(fitting))
    lost = len(visit.answers) - len(answers)
    if lost:
        sentences = (f"{lost}道情形题的回答在新版里用不上，请看一遍左边的题。", *sentences)
    return Refitted(replace(fitting, brought=brought, unasked=_unasked(visit, guide, brought)), sentences)


def _unasked(visit: Visit, guide: Guide, kept: Mapping[str, Brought]) -> dict[str, Unasked]:
    """Received papers that cannot be used any more, to be returned before filing."""
    found = {i: paper for i, paper in visit.unasked.items() if not _in_use(paper.brought, kept.get(i))}
    for key, recorded in visit.brought.items():
        paper = guide.papers.get(key)
        held = held_at_window(recorded, never_kept=paper is not None and recorded.copies == 0)
        if held and not _in_use(recorded, kept.get(key)):
            found.setdefault(key, Unasked(paper.name if paper is not None else key, recorded))
    return found


def _in_use(recorded: Brought, current: Brought | None) -> bool:
    """False where the state changed, e.g. 不符 of a paper that is shareable by the new guide (L2)."""
    return current is not None and current.state is recorded.state


def _brought(
    brought: Mapping[str, Brought], guide: Guide, checklist: Checklist
) -> tuple[dict[str, Brought], tuple[str, ...]]:
    kept, removed, doubtful = {}, [], []
    for key, recorded in brought.items():
        line = checklist.line(key)
        if line is None:
            removed.append(guide.papers[key].name if key in guide.papers else key)
        elif allows(line, fitting := read_leniently(checklist, {key: recorded})[key]):
            kept[key] = fitting
        else:
            doubtful.append(line.name)
    sentences = []
    if removed:
        sentences.append(f"新版清单里没有“{'”“'.join(removed)}”，已收的请退还申请人。")
    if doubtful:
        sentences.append(f"“{'”“'.join(doubtful)}”不能再按原来记的办，请重新确认。")
    return kept, tuple(sentences)
