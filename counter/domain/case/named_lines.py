"""Lines that a window without the checklist recorded by the name printed on the applicant's paper (代收材料)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from counter.domain.case.material_events import SupplementReceived
from counter.domain.text.bare_name import bare_name

KEY = "printed:"
"""Begins the key of such a line; no line of a guide has a colon in its id."""


class NamedLine(Protocol):
    """What is asked of a line of the checklist."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def by_line(event: SupplementReceived, lines: Iterable[NamedLine]) -> SupplementReceived:
    """The event with the ids of the lines it names; a name that is none of them, or of two, keeps its key."""
    if not event.names:
        return event
    ids = _ids(lines)
    known = {key: line for key, name in event.names.items() if (line := ids.get(bare_name(name)))}
    taken = {key for key in event.lines if key not in event.names}
    moved = {}
    for key, line in known.items():
        if line not in taken:  # the same paper twice: the second keeps its key, so that nothing is lost
            taken.add(line)
            moved[key] = line
    return replace(
        event,
        lines={moved.get(key, key): record for key, record in event.lines.items()},
        names={key: name for key, name in event.names.items() if key not in moved},
    )


def _ids(lines: Iterable[NamedLine]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name = bare_name(line.name)
        found[name] = "" if name in found else line.id
    return found
