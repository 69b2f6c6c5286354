"""A hall and townships without a line, and the stick between them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from counter.bootstrap.atomic_file import whole_file
from counter.domain.journal.exchange.courier import SUFFIX
from counter.domain.papers.verify.trusted_keys import KeysTrusted
from counter.services.context.ports import Journal
from counter.services.exchange.copy_courier import copy_to_stick, take_in_file
from counter.services.exchange.reading_keys import own_reading_key
from counter.services.exchange.take_in_courier import CourierTakenIn, take_in_courier
from counter.services.keys.trusted import append, public_of, settled_keys, signed, station_keys
from tests.services.exchange.stations import Station, station


def hall_at(folder: Path, code: str = "01") -> Station:
    """A window that holds the hall's key."""
    one = station(folder / code, code)
    settled_keys(one.journal, one.clock.at.date())
    return one


def joins(window: Station, hall: Station) -> None:
    """The hall certifies the window, and both know it."""
    certify(window.journal, hall.journal, hall.clock.at.date())


def certify(window: Journal, hall: Journal, today: date) -> None:
    """The same of any two profiles."""
    trust = settled_keys(hall, today)
    seed = hall.hall_seed()
    assert seed is not None
    card = trust.halls[public_of(seed)]
    made = tuple(signed(replace(one, hall_key=card.public_key), seed) for one in station_keys(window))
    append(hall, KeysTrusted("certified", certificates=made), actor="S01")
    known = settled_keys(hall, today).certificates
    append(window, KeysTrusted("imported", halls=(card,), certificates=known), actor="S01")


@contextmanager
def hall_and_townships(folder: Path) -> Iterator[tuple[Station, Station, Station]]:
    """The hall's window 01, townships 03 and 04."""
    hall = hall_at(folder)
    near, far = station(folder / "03", "03"), station(folder / "04", "04")
    joins(near, hall)
    joins(far, hall)
    for one in (hall, near, far):
        own_reading_key(one.app)  # else the first file puts it on record
    with closing(hall.journal), closing(near.journal), closing(far.journal):
        yield hall, near, far


def copy(one: Station, stick: Path) -> list[Path]:
    """拷到U盘."""
    stick.mkdir(exist_ok=True)
    return [path for path, _, _ in copy_to_stick(one.app, stick, whole_file)]


def take(one: Station, stick: Path) -> list[CourierTakenIn]:
    """收U盘: every file on it."""
    return [take_in_file(one.app, path) for path in sorted(stick.glob(f"*{SUFFIX}"))]


def take_bytes(one: Station, content: bytes, *, new_place: bool = False) -> CourierTakenIn:
    """Take in a file of these bytes."""
    return take_in_courier(one.app, io.BytesIO(content), new_place=new_place)


def waiting(one: Station) -> int:
    """Entries that are not reported."""
    return one.journal.exchange().waiting().count


def exchange(hall: Station, *windows: Station, stick: Path) -> None:
    """The stick goes round once: windows, hall, windows."""
    for one in windows:
        copy(one, stick)
    take(hall, stick)
    copy(hall, stick)
    for one in windows:
        take(one, stick)
