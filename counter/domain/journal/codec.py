"""Convert event records to plain JSON values and back."""

from __future__ import annotations

from typing import TypeVar, cast

import msgspec

from counter.domain.errors import CounterError
from counter.domain.shapes import whole

T = TypeVar("T")


def write(record: object) -> dict[str, object]:
    """A record as plain JSON values. Raises TypeError for what is not a record (our bug).

    Fields that a record names in ``LATER`` were added after its first form: empty ones are left out, so that records
    without them keep their bytes.
    """
    values = cast(dict[str, object], msgspec.to_builtins(record))
    for name in getattr(record, "LATER", ()):
        if not values[name]:
            del values[name]
    return values


def read(kind: type[T], values: object) -> T:
    """Plain JSON values as a record. Raises Unreadable when they do not fit the shape."""
    try:
        return msgspec.convert(values, whole(kind), strict=False)
    except (msgspec.ValidationError, UnicodeEncodeError) as wrong:  # half a surrogate pair for a number
        raise Unreadable(f"记录内容不合格式（{kind.__name__}）。", field=str(wrong)) from wrong


class Unreadable(CounterError):
    """A stored entry does not have the shape of its kind: the case is shown read-only, nothing is guessed."""
