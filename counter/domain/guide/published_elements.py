"""The published elements of a visit's items that its papers and clocks state (办法 Art. 9, 10): fee, place, days.

A case keeps those it was filed under, so that a later version of the guide changes nothing in it; only where to go and
whom to ask follow the version in force (``at_present``). Empty values mean 待部门核定, as in ``details``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from counter.domain.guide.details import (
    EMPTY_DETAILS,
    EMPTY_MATERIAL_DETAILS,
    ContactPoint,
    Fees,
    ResultPaper,
    ServicePlace,
    SpecialProcedure,
    Visits,
)
from counter.domain.guide.model import Guide, Item, Material
from counter.domain.guide.terms import Tri


@dataclass(frozen=True, slots=True)
class ItemElements:
    """What is published of one item; fields as in ``ItemDetails``, ``conditions`` as in ``Item`` (受理条件)."""

    conditions: str = ""
    channels: tuple[str, ...] = ()
    fees: Fees = EMPTY_DETAILS.fees
    visits: Visits = EMPTY_DETAILS.visits
    results: tuple[ResultPaper, ...] = ()
    special: Tri = Tri.UNKNOWN
    special_procedures: tuple[SpecialProcedure, ...] = ()
    places: tuple[ServicePlace, ...] = ()
    consultation: ContactPoint = EMPTY_DETAILS.consultation
    complaint: ContactPoint = EMPTY_DETAILS.complaint

    def procedures_like(self, word: str) -> tuple[SpecialProcedure, ...]:
        """The special procedures published under that word, e.g. 检验."""
        return tuple(one for one in self.special_procedures if word in one.name or one.name in word)


@dataclass(frozen=True, slots=True)
class MaterialElements:
    """What is published of one material; fields as in ``MaterialDetails``."""

    size: str = ""
    acceptance: str = ""
    blank: str = ""
    sample: str = ""
    by_intermediary: Tri = Tri.UNKNOWN
    maker: str = ""
    qualification: str = ""
    defer_days: int | None = None


@dataclass(frozen=True, slots=True)
class PublishedElements:
    """By id of item and key of material; an item or material of which nothing is published is not in it."""

    items: Mapping[str, ItemElements] = field(default_factory=dict)
    materials: Mapping[str, MaterialElements] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether anything is published: then each element that is still empty is named by itself."""
        return bool(self.items or self.materials)

    def item(self, item_id: str) -> ItemElements:
        """What is published of that item; empty where nothing is."""
        return self.items.get(item_id, _NO_ITEM)

    def material(self, key: str) -> MaterialElements:
        """What is published of that material; empty where nothing is."""
        return self.materials.get(key, _NO_MATERIAL)

    def at_present(self, now: PublishedElements) -> PublishedElements:
        """The same with places and contacts as published ``now``, where they still are."""
        return replace(self, items={key: _moved(item, now.item(key)) for key, item in self.items.items()})

    def of(self, items: Iterable[str]) -> PublishedElements:
        """Only what concerns these items."""
        wanted = frozenset(items)
        return PublishedElements(
            {key: item for key, item in self.items.items() if key in wanted},
            {key: one for key, one in self.materials.items() if key.partition("/")[0] in wanted},
        )


_NO_ITEM, _NO_MATERIAL = ItemElements(), MaterialElements()

NO_ELEMENTS = PublishedElements()
"""Of a guide without any of these elements, as the one shipped with the program."""


def elements_of(guide: Guide, items: Iterable[str]) -> PublishedElements:
    """The published elements of these items; ids that the guide does not have are left out."""
    known = [guide.items[key] for key in dict.fromkeys(items) if key in guide.items]
    found = {item.id: one for item in known if (one := _item(item)) is not None}
    materials = {
        material.key: own
        for item in known
        for material in item.materials
        if (own := _material(material)) is not None
    }
    return PublishedElements(found, materials) if found or materials else NO_ELEMENTS


def _item(item: Item) -> ItemElements | None:
    """None where no element but the conditions is given, which the shipped guide has of some items too."""
    details = item.details or EMPTY_DETAILS
    found = ItemElements(
        channels=details.channels,
        fees=details.fees,
        visits=details.visits,
        results=details.results,
        special=details.special,
        special_procedures=details.special_procedures,
        places=details.places,
        consultation=details.consultation,
        complaint=details.complaint,
    )
    return None if found == _NO_ITEM else replace(found, conditions=item.conditions or "")


def _material(material: Material) -> MaterialElements | None:
    details = material.details or EMPTY_MATERIAL_DETAILS
    found = MaterialElements(
        size=details.size,
        acceptance=details.acceptance,
        blank=details.blank,
        sample=details.sample,
        by_intermediary=details.by_intermediary,
        maker=details.maker,
        qualification=details.qualification,
        defer_days=details.defer_days,
    )
    return None if found == _NO_MATERIAL else found


def _moved(filed: ItemElements, now: ItemElements) -> ItemElements:
    return replace(
        filed,
        places=now.places or filed.places,
        consultation=filed.consultation if now.consultation.empty else now.consultation,
        complaint=filed.complaint if now.complaint.empty else now.complaint,
    )
