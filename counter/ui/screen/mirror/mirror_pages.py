"""Page breaks of the applicant's summary: a title never stands alone, and a long row continues on the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from counter.domain.screen.mirror import Mark, MirrorPart


@dataclass(frozen=True, slots=True)
class MirrorRow:
    """One row of a part. ``asked``: a question with its answer; the answer is emphasised."""

    mark: Mark
    name: str
    words: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Titled:
    """Rows under a title."""

    title: str
    rows: tuple[MirrorRow, ...]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A title (``row`` None) or a row, with its position on the page."""

    y: int
    height: int
    title: str = ""
    row: MirrorRow | None = None


Page = tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class RowHeights:
    """Heights in pixels for one width: of a title, and of a row with its text."""

    title: Callable[[str], int]
    row: Callable[[MirrorRow], int]


def titled(parts: Iterable[MirrorPart]) -> tuple[Titled, ...]:
    """Parts of the summary as rows."""
    return tuple(Titled(p.title, tuple(MirrorRow(x.mark, x.name, x.words) for x in p.lines)) for p in parts)


def pages_of(parts: Iterable[Titled], measure: RowHeights, height: int) -> tuple[Page, ...]:
    """One column as pages of that height; titles repeat where a part continues. Empty: no page."""
    pages: list[list[PlacedRow]] = []
    y = height + 1  # the first title opens the first page
    for part in parts:
        head = measure.title(part.title)
        rows = [piece for row in part.rows for piece in _pieces(row, measure, height - head)]
        begun = False
        for row in rows:
            tall = measure.row(row)
            if y + tall + (0 if begun else head) > height:
                pages.append([])
                y, begun = 0, False
            if not begun:
                pages[-1].append(PlacedRow(y, head, title=part.title))
                y, begun = y + head, True
            pages[-1].append(PlacedRow(y, tall, row=row))
            y += tall
    return tuple(tuple(page) for page in pages)


def _pieces(row: MirrorRow, measure: RowHeights, space: int) -> Iterator[MirrorRow]:
    """The row, split where a page cannot hold it."""
    while len(row.words) > 1 and measure.row(row) > space:
        fits, over = 0, len(row.words)
        while over - fits > 1:
            middle = (fits + over) // 2
            if measure.row(replace(row, words=row.words[:middle])) > space:
                over = middle
            else:
                fits = middle
        if not fits:
            break
        yield replace(row, words=row.words[:fits])
        row = MirrorRow(Mark.NONE, "", row.words[fits:], row.asked)
    yield row
