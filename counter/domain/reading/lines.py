"""The lines of a guide's reading page (指南): kinds, certainty, and the context they are written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from counter.domain.guide.citation import titled
from counter.domain.guide.condition import Switches
from counter.domain.guide.condition_words import BundleConditions
from counter.domain.guide.model import Bundle, Evidence, Guide
from counter.domain.hall.jurisdiction import Jurisdiction


class LineKind(StrEnum):
    """Kind of a line, which decides its look."""

    HEAD = "head"
    QUESTION = "question"
    ANSWER = "answer"
    ITEM = "item"
    FACT = "fact"
    MATERIAL = "material"
    NOTE = "note"


class Certainty(StrEnum):
    """Certainty of a line: PENDING 待部门核定, TO_FILL 由大厅填写."""

    PLAIN = ""
    PENDING = "pending"
    TO_FILL = "fill"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line. ``label``: kind of fact, or its number; ``more``: further sentences under it.

    ``where``: the line in words, as a letter names it. ``id`` stays the same from version to version. ``files``:
    (label, file name) of blank forms and samples.
    """

    id: str
    kind: LineKind
    text: str
    where: str
    label: str = ""
    more: tuple[str, ...] = ()
    standing: Certainty = Certainty.PLAIN
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading page of a bundle."""

    bundle: int
    name: str
    version: str
    overlay: str | None
    lines: tuple[ReadLine, ...]

    def line(self, line_id: str) -> ReadLine | None:
        """The line of that id, or None."""
        return next((line for line in self.lines if line.id == line_id), None)

    @property
    def places(self) -> dict[str, int]:
        """Question id → its number on the page, by which conditions refer to it."""
        asked = (line for line in self.lines if line.kind is LineKind.QUESTION)
        return {line.id.removeprefix("question:"): int(line.label) for line in asked}

    @property
    def outline(self) -> tuple[int, ...]:
        """Indexes of headings and items, for navigation."""
        return tuple(n for n, line in enumerate(self.lines) if line.kind in (LineKind.HEAD, LineKind.ITEM))


@dataclass(frozen=True, slots=True)
class LineContext:
    """Context of every line."""

    guide: Guide
    bundle: Bundle
    switches: Switches
    place: Jurisdiction
    conditions: BundleConditions = field(init=False)

    def __post_init__(self) -> None:
        made = BundleConditions(self.guide, self.bundle, self.switches)
        object.__setattr__(self, "conditions", made)

    def when(self, condition: str) -> tuple[str, ...]:
        """The sentence of a condition; none where it always holds."""
        return (f"什么时候：{condition}",) if condition else ()


def certainty_of(evidence: Evidence) -> Certainty:
    return Certainty.PLAIN if evidence.official else Certainty.PENDING


def basis_words(basis: str | None) -> str:
    """The basis of a plain wording (law第…条) with title marks; 待部门核定 where none was given."""
    if not basis:
        return "依据：待部门核定"
    law, article, remaining = basis.partition("第")
    plain = "《" in basis or "〔" in basis or not article
    return f"依据：{basis if plain else titled(law) + article + remaining}"


def head_line(key: str, text: str) -> ReadLine:
    return ReadLine(f"head:{key}", LineKind.HEAD, text, f"“{text}”一节")


def fact_line(
    key: str, label: str, text: str, where: str, *more: str, at: Evidence | None = None
) -> ReadLine:
    """A fact with its certainty; an empty text is PENDING."""
    if not text:
        return ReadLine(key, LineKind.FACT, "", where, label, more, Certainty.PENDING)
    standing = Certainty.PLAIN if at is None else certainty_of(at)
    return ReadLine(key, LineKind.FACT, text, where, label, more, standing)
