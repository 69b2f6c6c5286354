"""Merge the needs of all items of a visit into one line per paper; the strictest need wins (DESIGN §2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from counter.domain.guide import copies_required
from counter.domain.guide.condition import holds
from counter.domain.guide.copies_required import CopiesRequired
from counter.domain.guide.model import BundleItem, GuideRefusal, Item, Material, Paper, PaperUse, Tri
from counter.domain.visit.checklist import Line, Need, Why
from counter.domain.visit.material import MaterialState
from counter.domain.visit.reasons import why_common, why_line
from counter.domain.visit.situation import Situation

PRODUCED_GROUP = "前序结果"
"""Heading of papers that an earlier item of this visit produces."""

UNDECIDED = "（待认定）"
"""Suffix to what is wanted of a paper that may not be due."""

SUBJECT_WORDING = "原件（核对）"
"""What is wanted of a licence that the applicant already has."""


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item of this visit: its row in the bundle, the item, and the refusal insisted on, if any.

    ``open``: unanswered questions that decide whether it is due.
    """

    bundle_item: BundleItem
    item: Item
    refusal: GuideRefusal | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """One need of one paper, with what is wanted and why."""

    paper: Paper
    need: Need
    wanted: CopiesRequired
    why: Why
    medium: str
    form: bool
    order: int  # of the item, to see whether it comes after a producer
    sourced: bool = False  # original or copy was read at its source (FOUND), not set by default
    maybe: bool = False  # whether its item is due is undecided


def merge(situation: Situation, visit: tuple[PlacedItem, ...]) -> tuple[tuple[Line, ...], int]:
    """One line per paper, by heading and then in the order the items ask for them; and 本次少交 N 份."""
    every = tuple(_askings(situation, visit))
    lines = _lines(situation, visit, every)
    return lines, saved_sheets(every, lines)


def _lines(
    situation: Situation, visit: tuple[PlacedItem, ...], every: tuple[Asking, ...]
) -> tuple[Line, ...]:
    gathered: dict[str, list[Asking]] = {}
    for asking in every:
        gathered.setdefault(asking.paper.id, []).append(asking)
    lines = [_line(situation, visit, askings) for askings in gathered.values()]
    rank = {line.id: situation.guide.papers[line.id].group_rank for line in lines}
    return tuple(sorted(lines, key=lambda line: (line.group == PRODUCED_GROUP, rank[line.id])))


def saved_sheets(every: tuple[Asking, ...], lines: tuple[Line, ...]) -> int:
    """本次少交 N 份: sheets handed in if every item were applied for alone, less those of this visit.

    Papers only shown, shareable papers and existing licences count nothing; a paper taken once per visit counts only
    for items whose own list names it.
    """
    own = [a for a in every if not a.need.material.startswith("common/")]
    alone: dict[tuple[str, str], list[CopiesRequired]] = {}
    for asking in own:
        if asking.paper.shareable is not Tri.YES:
            alone.setdefault((asking.need.item, asking.paper.id), []).append(asking.wanted)
    apart = sum(copies_required.strictest(wants).kept for wants in alone.values())
    counted = {paper for _, paper in alone}
    together = sum(
        copies_required.strictest(a.wanted for a in own if a.paper.id == line.id).kept
        for line in lines
        if line.id in counted and line.initial is not MaterialState.AWAITING
    )
    return apart - together


def _askings(situation: Situation, visit: tuple[PlacedItem, ...]) -> Iterable[Asking]:
    for one in visit:
        for material in one.item.materials:
            for use in material.papers:
                if use.per is not None and situation.people(use.per) == 0:
                    continue  # counted by people, and there are none
                open_ones = situation.waits_for(material.when, use.when)
                if open_ones is not None:
                    yield _ask(situation, one, material, use, open_ones)
    yield from _common(situation, visit)


def _ask(
    situation: Situation, one: PlacedItem, material: Material, use: PaperUse, open_ones: tuple[str, ...]
) -> Asking:
    paper = situation.guide.papers[use.paper]
    wording = paper.form or material.original_copy
    if _is_held_licence(situation, paper):
        wording = SUBJECT_WORDING
    copies = copies_required.read(wording, material.copies, never_kept=paper.never_kept)
    if use.per is not None:
        copies = copies_required.for_people(copies, situation.people(use.per))
    later = _later_note(situation, material)
    need = Need(
        item=one.item.id,
        item_name=one.item.name,
        material=material.key,
        material_name=material.name,
        main=material.main,
        deferrable=material.deferrable,
        defer_note=material.defer_note,
        original_copy=wording,
        copies=copies.kept,
        evidence=material.evidence,
        later=later,
        open=(*open_ones, *_uncounted(situation, use)),
    )
    note = f"；{later}" if later else ""
    why = why_line(situation, one.bundle_item, one.item, material, use, note)
    sourced = wording == material.original_copy and material.detail_evidence.official
    return Asking(
        paper,
        need,
        copies,
        why,
        material.medium,
        material.form,
        one.bundle_item.order,
        sourced,
        bool(one.open),
    )


def _uncounted(situation: Situation, use: PaperUse) -> tuple[str, ...]:
    """The unanswered question of a number of people, if any."""
    return (use.per,) if use.per is not None and situation.people(use.per) is None else ()


def _is_held_licence(situation: Situation, paper: Paper) -> bool:
    """True for the licence of an applicant who already has one (schema: bundles.holds_licence)."""
    held = situation.bundle.holds_licence
    return paper.proves_subject and held is not None and holds(held, situation.values, situation.switches)


def _later_note(situation: Situation, material: Material) -> str | None:
    when = material.later_when
    if when is None or not holds(when, situation.values, situation.switches):
        return None
    return material.later_note or "受理后再交"


def _common(situation: Situation, visit: tuple[PlacedItem, ...]) -> Iterable[Asking]:
    """Papers taken once per visit: needed by every item, also by those whose own list does not name them."""
    for common in situation.guide.common if visit else ():
        if not holds(common.when, situation.values, situation.switches):
            continue
        for use, wording in zip(common.papers, common.original_copy, strict=True):
            if not holds(use.when, situation.values, situation.switches):
                continue
            paper = situation.guide.papers[use.paper]
            copies = copies_required.read(wording, 1, never_kept=paper.never_kept)
            why = why_common(situation, common, use.when)
            for one in visit:
                need = Need(
                    item=one.item.id,
                    item_name=one.item.name,
                    material=f"common/{paper.id}",
                    material_name=paper.name,
                    main=common.main,
                    deferrable=common.deferrable,
                    defer_note=None,
                    original_copy=wording,
                    copies=copies.kept,
                    evidence=common.evidence,
                )
                yield Asking(
                    paper, need, copies, why, "纸质", False, one.bundle_item.order, maybe=bool(one.open)
                )


def _line(situation: Situation, visit: tuple[PlacedItem, ...], askings: list[Asking]) -> Line:
    paper = askings[0].paper
    copies = copies_required.strictest(a.wanted for a in askings)
    later = all(a.need.later for a in askings)
    shared = (
        paper.shareable is Tri.YES
    )  # of the paper, not of the need: every item that asks for it looks it up
    awaits = None if later else _producer(paper, visit, askings)
    initial = MaterialState.MISSING
    numbers = {q for a in askings for q in a.need.open if situation.guide.questions[q].number}
    open_line = all(a.maybe or set(a.need.open) - numbers for a in askings)
    if awaits:
        initial = MaterialState.AWAITING
    elif shared:
        initial = MaterialState.SHARED
    elif later:
        initial = MaterialState.LATER
    return Line(
        id=paper.id,
        name=paper.name,
        issuer=paper.issuer,
        group=PRODUCED_GROUP if initial is MaterialState.AWAITING else paper.group,
        original=copies.original,
        copies=max(copies.originals, copies.copies),
        medium="、".join(dict.fromkeys(a.medium for a in askings)),
        form=any(a.form for a in askings) and paper.issuer.endswith("填写"),
        never_kept=paper.never_kept,
        evidence=paper.evidence,
        needs=_needs(askings, numbers if initial is not MaterialState.MISSING else set()),
        why=tuple(dict.fromkeys(a.why for a in askings)),
        allowed=_allowed(paper, askings, initial, awaits),
        initial=initial,
        awaits=awaits,
        e_licence_name=paper.e_licence_name,
        originals=copies.originals,
        wanted=_in_words(situation, askings, copies, awaits) + (UNDECIDED if open_line else ""),
        seen_for=_seen_for(askings),
        each=copies.each,
        open=open_line,
    )


def _seen_for(askings: list[Asking]) -> tuple[str, ...]:
    looked_at = (a for a in askings if a.wanted.shown and not a.wanted.electronic and a.need.later is None)
    return tuple(dict.fromkeys(a.need.item for a in looked_at if a.sourced))


def _needs(askings: list[Asking], uncounted: Set[str]) -> tuple[Need, ...]:
    """Every need once; the item's own wording before the visit's common one.

    ``uncounted``: questions of a number that need no answer, because the paper is not brought on this visit.
    """
    own = [
        replace(a.need, open=tuple(q for q in a.need.open if q not in uncounted))
        for a in askings
        if not a.need.material.startswith("common/")
    ]
    named = {need.item for need in own}
    common = [a.need for a in askings if a.need.material.startswith("common/") and a.need.item not in named]
    return (*own, *common)


def _in_words(situation: Situation, askings: list[Asking], copies: CopiesRequired, awaits: str | None) -> str:
    if awaits:
        return f"由本次“{situation.guide.items[awaits].name}”办出，不用交"
    later = dict.fromkeys(a.need.later for a in askings)
    if None not in later:
        return f"受理时不收，{'；'.join(str(note) for note in later)}"
    if _is_held_licence(situation, askings[0].paper):
        return "出示原件，窗口核对后退还，不收复印件"
    return copies.text


def _producer(paper: Paper, visit: tuple[PlacedItem, ...], askings: list[Asking]) -> str | None:
    """The item of this visit whose result the paper is, if it precedes every item that needs it at acceptance."""
    needed_orders = [a.order for a in askings if not a.need.later]
    for one in visit:
        if one.item.id in paper.produced_by and one.bundle_item.order < min(needed_orders):
            return one.item.id
    return None


def _allowed(
    paper: Paper, askings: list[Asking], initial: MaterialState, awaits: str | None
) -> tuple[MaterialState, ...]:
    """States this line may take under the guide; what is unknown is not allowed (DESIGN §10).

    A shareable paper is neither missing nor defective nor deferred before an organ's written 查无 (``sharing``).
    """
    shared = paper.shareable is Tri.YES
    states = [initial, MaterialState.RECEIVED]
    if not shared:
        states.append(MaterialState.DEFECTIVE)
    if awaits:
        states.append(MaterialState.AWAITING)
    elif not shared and initial is not MaterialState.LATER:
        states.append(MaterialState.MISSING)
    if shared:
        states.append(MaterialState.SHARED)
    if paper.e_licence is Tri.YES:
        states.append(MaterialState.E_LICENCE)
    if paper.pledge is Tri.YES:
        states.append(MaterialState.PLEDGED)
    if not shared and all(a.need.deferrable is Tri.YES and a.need.main is Tri.NO for a in askings):
        states.append(MaterialState.DEFERRED)
    return tuple(dict.fromkeys(states))
