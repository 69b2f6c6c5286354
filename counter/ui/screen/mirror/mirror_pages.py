"""Page breaks of the applicant's summary: a title never stands alone, and a long row continues on the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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


def spread(
    left: Sequence[Titled], right: Sequence[Titled], last: Sequence[Titled], measure: RowHeights, height: int
) -> tuple[tuple[Page, ...], tuple[Page, ...]]:
    """Two columns. On one page each has its own parts, ``last`` where there is space, in both if need be.

    On several the first page begins both; what it does not hold fills both columns of the next pages evenly.
    """
    for one, other in (((*left, *last), right), (left, (*right, *last))):
        first, second = pages_of(one, measure, height), pages_of(other, measure, height)
        rest = [*_parts_of(first[1:]), *_parts_of(second[1:])]
        if not rest:
            return first, second
        if len(second) == 1 and len(filled := pages_of((*other, *rest), measure, height)) == 1:
            return first[:1], filled
        if len(first) == 1 and len(filled := pages_of((*one, *rest), measure, height)) == 1:
            return filled, second[:1]
    columns = len(pages_of(rest, measure, height))
    columns += columns % 2
    low, high = 0, height
    while high - low > 1:
        middle = (low + high) // 2
        placed = pages_of(rest, measure, middle)
        tallest = max(p.y + p.height for page in placed for p in page)
        low, high = (low, middle) if len(placed) <= columns and tallest <= height else (middle, high)
    further = pages_of(rest, measure, high)
    return (*first[:1], *further[::2]), (*second[:1], *further[1::2])


def _parts_of(pages: Iterable[Page]) -> Iterator[Titled]:
    """The parts that stand on these pages, those that continue as one."""
    title, rows = "", list[MirrorRow]()
    for placed in (placed for page in pages for placed in page):
        if placed.row is not None:
            rows.append(placed.row)
        elif placed.title != title:
            if rows:
                yield Titled(title, tuple(rows))
            title, rows = placed.title, []
    if rows:
        yield Titled(title, tuple(rows))


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
