"""From answers to checklist: which items, which papers, what is refused, and why of each (DESIGN §2.2, §2.4)."""

from __future__ import annotations

from collections.abc import Sequence

from counter.domain.guide.condition import Switches, holds
from counter.domain.guide.model import Bundle, BundleItem, Guide, GuideRefusal
from counter.domain.visit.checklist import Checklist, ChecklistItem, Line
from counter.domain.visit.merging import PlacedItem, merge
from counter.domain.visit.reasons import basis_of, official, why_item
from counter.domain.visit.situation import WHOLE_BUNDLE, Answers, Situation, situate, stops_of, tips


def resolve(
    guide: Guide, bundle: Bundle, answers: Answers, switches: Switches, insisted: Sequence[str] = ()
) -> Checklist:
    """The checklist of this bundle under these answers.

    ``insisted`` holds item ids, or ``bundle``: what the applicant insists on although the guide refuses it; it stays
    in, for the organ's written decision (DESIGN §2.2). An unanswered question simply fires nothing.
    """
    return resolve_in(situate(guide, bundle, answers, switches), insisted)


def resolve_in(now: Situation, insisted: Sequence[str] = (), dropped: Sequence[str] = ()) -> Checklist:
    """``resolve`` of a situation already gathered; ``dropped``: items the applicant does not want this time.

    An item that others wait for cannot be left out without them: what comes after it leaves with it.
    """
    refusals = now.refusals()
    stops = stops_of(now)
    stopped = bool(stops) and WHOLE_BUNDLE not in insisted
    placed = () if stopped else _wanted(_placed(now, refusals, insisted), dropped)
    lines, saved = merge(now, placed)
    return Checklist(
        bundle=now.bundle.number,
        bundle_name=now.bundle.name,
        guide_version=now.guide.version,
        items=tuple(_item(now, one, placed, lines) for one in placed),
        lines=lines,
        saved=saved,
        stops=stops,
        warnings=tuple(r for r in refusals if r not in stops),
        hints=_hints(now),
        insisted=tuple(dict.fromkeys(insisted)),
        nothing_needed=not placed and not stopped,
        tips=tips(now),
    )


def _placed(
    now: Situation, refusals: tuple[GuideRefusal, ...], insisted: Sequence[str]
) -> tuple[PlacedItem, ...]:
    """Items of this visit in order. FOUND refusals take an item out; one insisted on comes back in."""
    found = []
    for one in sorted(now.bundle.items, key=lambda item: item.order):
        refusal = next((r for r in refusals if r.item == one.item), None)
        kept = one.item in insisted
        if refusal is not None and kept:
            found.append(PlacedItem(one, now.guide.items[one.item], refusal))
        elif (open_ones := now.waits_for(one.when)) is not None and not _takes_out(refusal):
            found.append(PlacedItem(one, now.guide.items[one.item], open=open_ones))
    return tuple(found)


def _wanted(placed: tuple[PlacedItem, ...], dropped: Sequence[str]) -> tuple[PlacedItem, ...]:
    """The items without those dropped, and without those whose earlier item was dropped (serial items)."""
    gone = set(dropped)
    kept = []
    for one in placed:
        if one.item.id in gone or any(earlier in gone for earlier in one.place.after):
            gone.add(one.item.id)
        else:
            kept.append(one)
    return tuple(kept)


def _takes_out(refusal: GuideRefusal | None) -> bool:
    return refusal is not None and refusal.evidence.official


def _item(
    now: Situation, one: PlacedItem, visit: tuple[PlacedItem, ...], lines: tuple[Line, ...]
) -> ChecklistItem:
    item = one.item
    needs = (need for line in lines for need in line.needs if need.item == item.id)
    here = {other.item.id for other in visit}
    return ChecklistItem(
        id=item.id,
        name=item.name,
        kind=item.kind,
        procedure=item.procedure,
        organ=item.organ,
        result=item.result,
        statutory=item.statutory,
        promised=item.promised,
        basis=basis_of(item),
        evidence=official(one.place.evidence, *(basis.evidence for basis in item.legal_basis)),
        order=one.place.order,
        after=_after(one.place, here),
        why=why_item(now, one.place, item, one.refusal),
        open=tuple(dict.fromkeys((*one.open, *(question for need in needs for question in need.open)))),
        maybe=bool(one.open),
    )


def _after(place: BundleItem, here: set[str]) -> tuple[str, ...]:
    return tuple(item for item in place.after if item in here and item != place.item)


def _hints(now: Situation) -> tuple[str, ...]:
    """Remarks for the clerk; those of ``common_hints`` do not depend on the bundle (schema: common_hints)."""
    every = (*now.guide.common_hints, *now.bundle.hints)
    return tuple(hint.text for hint in every if holds(hint.when, now.values, now.switches))
