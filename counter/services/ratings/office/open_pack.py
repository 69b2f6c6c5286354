"""Open a pack's boxes at the office: what is valid in them becomes a rating."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.ratings.accounts import box_digest
from counter.domain.ratings.office.events import RatingRegistered
from counter.domain.ratings.pack import RatingPack, box_bytes
from counter.domain.ratings.rating import Mode
from counter.domain.ratings.sealed_box import AnonymousRating, NamedRating, Nothing

EVERY = 10_000_000
Rating = NamedRating | AnonymousRating


@dataclass(frozen=True, slots=True)
class Opened:
    """A rating and its box (``box_digest``). ``day``: under which an anonymous one was packed; else empty."""

    rating: Rating
    box: str
    day: str


def opened_boxes(seed: bytes, pack: RatingPack) -> tuple[list[Opened], int]:
    """Every rating in the pack, and how many boxes could not be read."""
    from counter.services.ratings.seal import open_box

    ratings: list[Opened] = []
    unreadable = 0
    for box, day in _boxes(pack):
        try:
            found = open_box(seed, box_bytes(box))
        except BadInput:
            unreadable += 1
            continue
        if isinstance(found, Nothing):
            continue
        if isinstance(found, NamedRating) is bool(day) or not _sound(found):
            unreadable += 1
            continue
        ratings.append(Opened(found, box_digest(box), day))
    return ratings, unreadable


def _boxes(pack: RatingPack) -> Iterator[tuple[str, str]]:
    """Each box with the day it is packed under; "" for a named one."""
    yield from ((box, "") for box in pack.named)
    for day in pack.days:
        yield from ((box, day.day) for box in day.boxes)


def _sound(rating: Rating) -> bool:
    """True where it can be stored under its own id and day: a box must not overwrite another subject."""
    try:
        UUID(rating.id)
        day_of(rating)
    except (ValueError, OverflowError):
        return False
    if not 0 <= rating.bundle <= EVERY:
        return False
    return len(rating.id) == len("0193f0aa-0000-7000-8000-000000000002")


def day_of(rating: Rating) -> date:
    """The civil day it was given."""
    if isinstance(rating, AnonymousRating):
        return date.fromisoformat(rating.day)
    return civil_date(datetime.fromisoformat(rating.at))


def registered(rating: Rating, doubt: str) -> RatingRegistered:
    """The rating as the office's event."""
    event = RatingRegistered(
        rating=rating.id,
        mode=Mode.ANONYMOUS,
        channel=rating.channel,
        hall=rating.hall,
        region=rating.region,
        station="",
        window="",
        clerk="",
        case="",
        bundle=rating.bundle,
        bundle_name=rating.bundle_name,
        items=(),
        stage=rating.stage,
        at=day_of(rating).isoformat(),
        grade=rating.grade,
        reasons=rating.reasons,
        reasons_version=rating.reasons_version,
        doubt=doubt,
    )
    if isinstance(rating, AnonymousRating):
        return event
    return replace(
        event,
        mode=Mode.NAMED,
        station=rating.station,
        window=rating.window,
        clerk=rating.clerk,
        case=rating.case,
        items=rating.items,
        at=rating.at,
        accepted_on=rating.accepted_on,
        on_the_spot=rating.on_the_spot,
    )


def cleaned(words: str) -> str:
    """The text without control characters."""
    return "".join(c for c in words if unicodedata.category(c) != "Cc" or c == "\n").strip()
