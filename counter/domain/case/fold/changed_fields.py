"""A frozen record with some of its fields changed, without asking what its fields are each time.

``dataclasses.replace`` goes through all fields of the class at every call; a case has twenty, and is changed with every
entry that is replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

_Record = TypeVar("_Record")


def with_fields(record: _Record, **changes: object) -> _Record:
    """The same as ``dataclasses.replace``: a new record of the same class, made by its own constructor.

    For dataclasses of two fields and more, each of which the constructor takes by its place. Raises TypeError for a
    name that is no field.
    """
    kind = type(record)
    places, values_of = _fields(cast(Any, kind))
    values = list(values_of(record))
    for name, value in changes.items():
        place = places.get(name)
        if place is None:
            raise TypeError(f"{kind.__name__} has no field {name}")
        values[place] = value
    return kind(*values)


@cache
def _fields(kind: Any) -> tuple[Mapping[str, int], Callable[[object], tuple[object, ...]]]:
    named = fields(kind)
    if len(named) < 2 or any(f.kw_only or not f.init for f in named):  # of one field comes no tuple
        raise TypeError(f"{kind.__name__} is not made of its fields in their order")
    return {f.name: place for place, f in enumerate(named)}, attrgetter(*(f.name for f in named))
