"""Search in an open guide: Chinese anywhere, pinyin and initials in the leading text of each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter.domain.reading.lines import Reading
from counter.domain.text.match import Sign, Span, Spelled, find_all, key_form, spell

Readings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A matching line. ``spans``: in its text; none where the match is in the sentences under it."""

    place: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideSearch:
    """A reading prepared for search. ``spelled``: the leading texts; empty before they are spelled."""

    reading: Reading
    spelled: tuple[Spelled, ...] = ()
    _plain: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = (key_form(" ".join((x.label, x.text, *x.more))) for x in self.reading.lines)
        object.__setattr__(self, "_plain", tuple(every))

    def find(self, typed: str) -> tuple[FoundLine, ...]:
        """The matching lines in order; none for an empty search."""
        sought = key_form(typed)
        if not sought:
            return ()
        found = []
        for index, plain in enumerate(self._plain):
            spans = find_all(self.spelled[index], sought) if self.spelled else ()
            if spans or sought in plain:
                found.append(FoundLine(index, spans))
        return tuple(found)


def spelled_out(reading: Reading, readings: Readings, known: dict[str, Sign]) -> GuideSearch:
    """The reading prepared for pinyin too; ``known`` caches characters across readings."""
    return GuideSearch(reading, tuple(spell(line.text, readings, known) for line in reading.lines))
