"""Finding a word inside a guide that is open: Chinese anywhere in it, pinyin and initials in what leads each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counter.domain.reading.lines import Reading
from counter.domain.text.match import Sign, Span, Spelled, find_all, key_form, spell

Readings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line that holds what was typed. ``spans``: where in its text; none where it is in the sentences under it."""

    place: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideSearch:
    """One reading made ready. ``spelled``: the leading texts; empty until somebody has had the time to spell them."""

    reading: Reading
    spelled: tuple[Spelled, ...] = ()
    _plain: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = (key_form(" ".join((x.label, x.text, *x.more))) for x in self.reading.lines)
        object.__setattr__(self, "_plain", tuple(every))

    def find(self, typed: str) -> tuple[FoundLine, ...]:
        """The lines that hold it, in order; none for nothing typed."""
        sought = key_form(typed)
        if not sought:
            return ()
        found = []
        for place, plain in enumerate(self._plain):
            spans = find_all(self.spelled[place], sought) if self.spelled else ()
            if spans or sought in plain:
                found.append(FoundLine(place, spans))
        return tuple(found)


def spelled_out(reading: Reading, readings: Readings, known: dict[str, Sign]) -> GuideSearch:
    """The reading ready for pinyin too; ``known`` remembers characters from one reading to the next."""
    return GuideSearch(reading, tuple(spell(line.text, readings, known) for line in reading.lines))
