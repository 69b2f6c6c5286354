"""Build a checklist from answers: items, papers, refusals and the reason of each (DESIGN §2.2, §2.4)."""

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


def resolve_in(situation: Situation, insisted: Sequence[str] = (), dropped: Sequence[str] = ()) -> Checklist:
    """``resolve`` of a situation already gathered; ``dropped``: items the applicant does not want this time.

    Serial items that come after a dropped item are dropped with it.
    """
    refusals = situation.refusals()
    stops = stops_of(situation)
    stopped = bool(stops) and WHOLE_BUNDLE not in insisted
    placed = () if stopped else _without_dropped(_placed(situation, refusals, insisted), dropped)
    lines, saved = merge(situation, placed)
    return Checklist(
        bundle=situation.bundle.number,
        bundle_name=situation.bundle.name,
        guide_version=situation.guide.version,
        items=tuple(_item(situation, one, placed, lines) for one in placed),
        lines=lines,
        saved=saved,
        stops=stops,
        warnings=tuple(r for r in refusals if r not in stops),
        hints=_hints(situation),
        insisted=tuple(dict.fromkeys(insisted)),
        nothing_needed=not placed and not stopped,
        tips=tips(situation),
    )


def _placed(
    situation: Situation, refusals: tuple[GuideRefusal, ...], insisted: Sequence[str]
) -> tuple[PlacedItem, ...]:
    """Items of this visit in order. FOUND refusals take an item out; one insisted on comes back in."""
    found = []
    for one in sorted(situation.bundle.items, key=lambda item: item.order):
        refusal = next((r for r in refusals if r.item == one.item), None)
        kept = one.item in insisted
        if refusal is not None and kept:
            found.append(PlacedItem(one, situation.guide.items[one.item], refusal))
        elif (open_ones := situation.waits_for(one.when)) is not None and not _takes_out(refusal):
            found.append(PlacedItem(one, situation.guide.items[one.item], open=open_ones))
    return tuple(found)


def _without_dropped(placed: tuple[PlacedItem, ...], dropped: Sequence[str]) -> tuple[PlacedItem, ...]:
    """The items without those dropped, and without those whose earlier item was dropped (serial items)."""
    left_out = set(dropped)
    kept = []
    for one in placed:
        if one.item.id in left_out or any(earlier in left_out for earlier in one.bundle_item.after):
            left_out.add(one.item.id)
        else:
            kept.append(one)
    return tuple(kept)


def _takes_out(refusal: GuideRefusal | None) -> bool:
    return refusal is not None and refusal.evidence.official


def _item(
    situation: Situation, one: PlacedItem, visit: tuple[PlacedItem, ...], lines: tuple[Line, ...]
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
        evidence=official(one.bundle_item.evidence, *(basis.evidence for basis in item.legal_basis)),
        order=one.bundle_item.order,
        after=_after(one.bundle_item, here),
        why=why_item(situation, one.bundle_item, item, one.refusal),
        open=tuple(dict.fromkeys((*one.open, *(question for need in needs for question in need.open)))),
        maybe=bool(one.open),
    )


def _after(bundle_item: BundleItem, here: set[str]) -> tuple[str, ...]:
    return tuple(item for item in bundle_item.after if item in here and item != bundle_item.item)


def _hints(situation: Situation) -> tuple[str, ...]:
    """Remarks for the clerk; those of ``common_hints`` do not depend on the bundle (schema: common_hints)."""
    every = (*situation.guide.common_hints, *situation.bundle.hints)
    return tuple(hint.text for hint in every if holds(hint.when, situation.values, situation.switches))
