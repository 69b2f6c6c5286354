"""Whom to ask and where to complain, as published of items: the item's own telephone comes before the hall's."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.guide.published_elements import ItemElements
from counter.domain.hall.recourse import phone_fault


def phone_of(item: ItemElements) -> str:
    """The item's own telephone (咨询方式, else that of its place); "" where none is published."""
    phones = (p.strip() for p in (item.consultation.phone, *(place.phone for place in item.places)))
    return next((p for p in phones if p and not phone_fault(p)), "")


def common_phone(items: Iterable[ItemElements]) -> str:
    """The own telephone that all the items have; "" where they have several, or one has none."""
    phones = {phone_of(item) for item in items}
    return phones.pop() if len(phones) == 1 else ""


def complaints(items: Iterable[ItemElements], place: str) -> str:
    """Where to complain: as published alike of all the items, then the ``place``'s own number."""
    points = (item.complaint for item in items)
    own = {(point.phone or point.online or point.address).strip() for point in points}
    return "、".join(dict.fromkeys(filter(None, (*(own if len(own) == 1 else ()), place))))
