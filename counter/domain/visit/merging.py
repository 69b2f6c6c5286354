"""One paper for many items (DESIGN §2.4): needs gathered over the items of the visit, the strictest one wins."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from counter.domain.guide import copies_required as wanted
from counter.domain.guide.condition import holds
from counter.domain.guide.copies_required import Wanted
from counter.domain.guide.model import BundleItem, GuideRefusal, Item, Material, Paper, PaperUse, Tri
from counter.domain.visit.checklist import Line, Need, Why
from counter.domain.visit.material import MaterialState
from counter.domain.visit.reasons import why_common, why_line
from counter.domain.visit.situation import Situation

PRODUCED_GROUP = "前序结果"
"""Heading of papers that an earlier item of this visit produces."""

UNDECIDED = "（待认定）"
"""Behind what is wanted of a paper of which nobody knows yet whether it is due."""

SUBJECT_WORDING = "原件（核对）"
"""What is wanted of a licence that the applicant already has."""


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item of this visit: its place in the bundle, the item, and the refusal insisted on, if any.

    ``open``: questions that have to be answered before anybody knows whether it is due.
    """

    place: BundleItem
    item: Item
    refusal: GuideRefusal | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """One need of one paper, with what is wanted and why."""

    paper: Paper
    need: Need
    wanted: Wanted
    why: Why
    medium: str
    form: bool
    order: int  # of the item, to see whether it comes after a producer
    sourced: bool = False  # original or copy was read at its source (FOUND), not set by default
    maybe: bool = False  # nobody knows yet whether its item is due


def merge(now: Situation, visit: tuple[PlacedItem, ...]) -> tuple[tuple[Line, ...], int]:
    """One line per paper, by heading and then in the order the items ask for them; and 本次少交 N 份."""
    every = tuple(_askings(now, visit))
    lines = _lines(now, visit, every)
    return lines, saved_sheets(every, lines)


def _lines(now: Situation, visit: tuple[PlacedItem, ...], every: tuple[Asking, ...]) -> tuple[Line, ...]:
    gathered: dict[str, list[Asking]] = {}
    for asking in every:
        gathered.setdefault(asking.paper.id, []).append(asking)
    lines = [_line(now, visit, askings) for askings in gathered.values()]
    rank = {line.id: now.guide.papers[line.id].group_rank for line in lines}
    return tuple(sorted(lines, key=lambda line: (line.group == PRODUCED_GROUP, rank[line.id])))


def saved_sheets(every: tuple[Asking, ...], lines: tuple[Line, ...]) -> int:
    """本次少交 N 份: sheets handed in if every item were applied for alone, less those handed in now.

    Counted to be true, not large: a paper only shown counts nothing, one to be looked up (shared) or an existing
    licence counts nothing either way, and what is taken once per visit counts only for items whose own list names it.
    """
    own = [a for a in every if not a.need.material.startswith("common/")]
    alone: dict[tuple[str, str], list[Wanted]] = {}
    for asking in own:
        if asking.paper.shareable is not Tri.YES:
            alone.setdefault((asking.need.item, asking.paper.id), []).append(asking.wanted)
    apart = sum(wanted.strictest(wants).kept for wants in alone.values())
    counted = {paper for _, paper in alone}
    together = sum(
        wanted.strictest(a.wanted for a in own if a.paper.id == line.id).kept
        for line in lines
        if line.id in counted and line.initial is not MaterialState.AWAITING
    )
    return apart - together


def _askings(now: Situation, visit: tuple[PlacedItem, ...]) -> Iterable[Asking]:
    for one in visit:
        for material in one.item.materials:
            for use in material.papers:
                if use.per is not None and now.people(use.per) == 0:
                    continue  # nobody there who would bring it
                open_ones = now.waits_for(material.when, use.when)
                if open_ones is not None:
                    yield _ask(now, one, material, use, open_ones)
    yield from _common(now, visit)


def _ask(
    now: Situation, one: PlacedItem, material: Material, use: PaperUse, open_ones: tuple[str, ...]
) -> Asking:
    paper = now.guide.papers[use.paper]
    wording = paper.form or material.original_copy
    if _held(now, paper):
        wording = SUBJECT_WORDING
    want = wanted.read(wording, material.copies, never_kept=paper.never_kept)
    if use.per is not None:
        want = wanted.for_people(want, now.people(use.per))
    later = _later(now, material)
    need = Need(
        item=one.item.id,
        item_name=one.item.name,
        material=material.key,
        material_name=material.name,
        main=material.main,
        deferrable=material.deferrable,
        defer_note=material.defer_note,
        original_copy=wording,
        copies=want.kept,
        evidence=material.evidence,
        later=later,
        open=(*open_ones, *_uncounted(now, use)),
    )
    note = f"；{later}" if later else ""
    why = why_line(now, one.place, one.item, material, use, note)
    sourced = wording == material.original_copy and material.detail_evidence.official
    return Asking(
        paper, need, want, why, material.medium, material.form, one.place.order, sourced, bool(one.open)
    )


def _uncounted(now: Situation, use: PaperUse) -> tuple[str, ...]:
    """The question of a number that nobody has answered yet."""
    return (use.per,) if use.per is not None and now.people(use.per) is None else ()


def _held(now: Situation, paper: Paper) -> bool:
    """True for the licence of an applicant who already has one (schema: bundles.holds_licence)."""
    held = now.bundle.holds_licence
    return paper.proves_subject and held is not None and holds(held, now.values, now.switches)


def _later(now: Situation, material: Material) -> str | None:
    when = material.later_when
    if when is None or not holds(when, now.values, now.switches):
        return None
    return material.later_note or "受理后再交"


def _common(now: Situation, visit: tuple[PlacedItem, ...]) -> Iterable[Asking]:
    """Papers taken once per visit: needed by every item, also by those whose own list does not name them."""
    for common in now.guide.common if visit else ():
        if not holds(common.when, now.values, now.switches):
            continue
        for use, wording in zip(common.papers, common.original_copy, strict=True):
            if not holds(use.when, now.values, now.switches):
                continue
            paper = now.guide.papers[use.paper]
            want = wanted.read(wording, 1, never_kept=paper.never_kept)
            why = why_common(now, common, use.when)
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
                    copies=want.kept,
                    evidence=common.evidence,
                )
                yield Asking(paper, need, want, why, "纸质", False, one.place.order, maybe=bool(one.open))


def _line(now: Situation, visit: tuple[PlacedItem, ...], askings: list[Asking]) -> Line:
    paper = askings[0].paper
    want = wanted.strictest(a.wanted for a in askings)
    later = all(a.need.later for a in askings)
    shared = (
        paper.shareable is Tri.YES
    )  # of the paper, not of the need: every item that asks for it looks it up
    awaits = None if later else _producer(paper, visit, askings)
    initial = MaterialState.MISSING
    numbers = {q for a in askings for q in a.need.open if now.guide.questions[q].number}
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
        original=want.original,
        copies=max(want.originals, want.copies),
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
        originals=want.originals,
        wanted=_in_words(now, askings, want, awaits) + (UNDECIDED if open_line else ""),
        seen_for=_seen_for(askings),
        each=want.each,
        open=open_line,
    )


def _seen_for(askings: list[Asking]) -> tuple[str, ...]:
    looked_at = (a for a in askings if a.wanted.shown and not a.wanted.electronic and a.need.later is None)
    return tuple(dict.fromkeys(a.need.item for a in looked_at if a.sourced))


def _needs(askings: list[Asking], uncounted: Set[str]) -> tuple[Need, ...]:
    """Every need once; the item's own wording before the visit's common one.

    ``uncounted``: numbers that need not be known, because the paper is not brought now.
    """
    own = [
        replace(a.need, open=tuple(q for q in a.need.open if q not in uncounted))
        for a in askings
        if not a.need.material.startswith("common/")
    ]
    named = {need.item for need in own}
    common = [a.need for a in askings if a.need.material.startswith("common/") and a.need.item not in named]
    return (*own, *common)


def _in_words(now: Situation, askings: list[Asking], want: Wanted, awaits: str | None) -> str:
    if awaits:
        return f"由本次“{now.guide.items[awaits].name}”办出，不用交"
    later = dict.fromkeys(a.need.later for a in askings)
    if None not in later:
        return f"受理时不收，{'；'.join(str(note) for note in later)}"
    if _held(now, askings[0].paper):
        return "出示原件，窗口核对后退还，不收复印件"
    return want.text


def _producer(paper: Paper, visit: tuple[PlacedItem, ...], askings: list[Asking]) -> str | None:
    """The item of this visit whose result the paper is, where it comes before every item that needs it now."""
    now_needed = [a.order for a in askings if not a.need.later]
    for one in visit:
        if one.item.id in paper.produced_by and one.place.order < min(now_needed):
            return one.item.id
    return None


def _allowed(
    paper: Paper, askings: list[Asking], initial: MaterialState, awaits: str | None
) -> tuple[MaterialState, ...]:
    """States this line may take under the guide; what is unknown is not allowed (DESIGN §10).

    What is had by sharing is neither missing nor defective nor deferred, until an organ wrote 查无 (``sharing``).
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
