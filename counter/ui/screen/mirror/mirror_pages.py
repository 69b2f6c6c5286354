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


Columns = tuple[tuple[Page, ...], tuple[Page, ...]]
"""The pages of the left and of the right column."""


def spread(
    left: Sequence[Titled], right: Sequence[Titled], last: Sequence[Titled], measure: RowHeights, height: int
) -> Columns:
    """Two columns. On one page each has its own parts, ``last`` where there is space, in both if need be.

    On several the first page begins both; what it does not hold fills both columns of the next pages evenly.
    """
    own = (*right, *last)
    one_page = _on_one((*left, *last), right, measure, height) or _on_one(left, own, measure, height)
    if one_page is not None:
        return one_page
    first, second = pages_of(left, measure, height), pages_of(own, measure, height)
    further = _evenly([*_parts_of(first[1:]), *_parts_of(second[1:])], measure, height)
    return (*first[:1], *further[::2]), (*second[:1], *further[1::2])


def _on_one(
    left: Sequence[Titled], right: Sequence[Titled], measure: RowHeights, height: int
) -> Columns | None:
    """Both on one page, the end of the longer below the shorter; None where they need more."""
    first, second = pages_of(left, measure, height), pages_of(right, measure, height)
    if len(first) <= 1 and len(second) > 1:
        first = pages_of((*left, *_parts_of(second[1:])), measure, height)
    elif len(second) <= 1 and len(first) > 1:
        second = pages_of((*right, *_parts_of(first[1:])), measure, height)
    else:
        return (first, second) if max(len(first), len(second)) <= 1 else None
    return (first[:1], second[:1]) if min(len(first), len(second)) <= 1 else None


def _evenly(parts: Sequence[Titled], measure: RowHeights, height: int) -> tuple[Page, ...]:
    """Columns of equal height on as few pages of two as hold them."""
    columns = 2 * -(-len(pages_of(parts, measure, height)) // 2)
    low, high = 0, height
    while high - low > 1:
        middle = (low + high) // 2
        placed = pages_of(parts, measure, middle)
        tallest = max(p.y + p.height for page in placed for p in page)
        low, high = (low, middle) if len(placed) <= columns and tallest <= height else (middle, high)
    return pages_of(parts, measure, high)


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
