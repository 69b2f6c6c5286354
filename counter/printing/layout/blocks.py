"""The text of a paper as strips: title, number and marks, addressee, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from counter.domain.document.document import Document, Paragraph
from counter.domain.papers.verify.signed_text import NUMBER_LABEL
from counter.printing.layout.geometry import Scale, Sheet
from counter.printing.layout.strips import Hairline, Strip, space, text_strip
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, Typesetter, baseline

_TITLE_TRACK = 1.0
_MARK_SIZE = 10.5
_MARK_PAD = 4.0
_LEAST_NUMBER = 9.0


def head_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Title 二号 and centred, marks at the left, number at the right, addressee flush left (GB/T 9704 7.3)."""
    leading = scale.title * 1.5
    title = setter.lines(
        document.title, Role.TITLE, scale.title, sheet.measure, Align.CENTRE, track=_TITLE_TRACK
    )
    strips = [text_strip(line, leading, baseline(leading, scale.title), keep=True) for line in title]
    strips += _number_strips(document, setter, sheet, scale)
    if document.addressee:
        drop = baseline(scale.leading, scale.body)
        lines = setter.lines(document.addressee, Role.BODY, scale.body, sheet.measure, Align.LEFT)
        strips.append(space(scale.gap / 2))
        strips += [text_strip(line, scale.leading, drop, keep=True) for line in lines]
    elif document.marks:
        strips.append(space(scale.gap / 2))
    return strips


def _number_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Marks and number on one line; on two or more where they do not fit."""
    if not document.number and not document.marks:
        return []
    leading = scale.number * 1.7
    strips = [space(scale.gap * 0.8)]
    *above, last = _mark_rows(document.marks, setter, sheet.measure)
    for row in above:
        runs, rules, _ = mark_labels(row, setter, leading, sheet.measure)
        strips.append(Strip(leading, runs, rules, keep=True))
    runs, rules, end = mark_labels(last, setter, leading, sheet.measure)
    drop = baseline(leading, scale.number)
    text = NUMBER_LABEL + document.number if document.number else ""
    size = scale.number
    role = Role.HEAD if scale.large else Role.BODY
    width = setter.width(text, role, size)
    if runs and end + size + width > sheet.measure:
        strips.append(Strip(leading, runs, rules, keep=True))
        runs, rules = (), ()
    if width > sheet.measure:  # a number is never broken; one longer than any organ issues is
        size = max(size * sheet.measure / width * 0.999, _LEAST_NUMBER)
    align = Align.LEFT if scale.large else Align.RIGHT
    number = setter.lines(text, role, size, sheet.measure, align)
    first = tuple(run.moved(0.0, drop) for run in number[0])
    strips.append(Strip(leading, runs + first, rules, keep=True))
    return strips + [text_strip(line, leading, drop, keep=True) for line in number[1:]]


def _mark_rows(marks: Sequence[str], setter: Typesetter, measure: float) -> list[Sequence[str]]:
    """Marks as they stand beside each other; one that would leave the text begins a row of its own."""
    rows: list[list[str]] = [[]]
    for mark in marks:
        if rows[-1] and mark_labels([*rows[-1], mark], setter, 0.0)[2] > measure:
            rows.append([])
        rows[-1].append(mark)
    return list(rows)


def mark_labels(
    marks: Sequence[str], setter: Typesetter, leading: float, measure: float = inf
) -> tuple[tuple[Run, ...], tuple[Hairline, ...], float]:
    """Marks (部分内容待部门核定 …) as small framed labels from the left; and the x where they end.

    One wider than ``measure`` (a long one on a strip) is set smaller, so that its frame is not cut off.
    """
    runs: list[Run] = []
    rules: list[Hairline] = []
    x = end = 0.0
    top, bottom = leading / 2 - _MARK_SIZE * 0.85, leading / 2 + _MARK_SIZE * 0.85
    drop = baseline(leading, _MARK_SIZE)
    for mark in marks:
        solid = setter.width(mark, Role.HEAD, _MARK_SIZE)
        size = _MARK_SIZE * min(1.0, (measure - 2 * _MARK_PAD) / solid)
        end = x + setter.width(mark, Role.HEAD, size) + 2 * _MARK_PAD
        runs += [run.moved(x + _MARK_PAD, drop) for run in setter.line(mark, Role.HEAD, size)]
        rules += [Hairline(x, top, end, top), Hairline(x, bottom, end, bottom)]
        rules += [Hairline(x, top, x, bottom), Hairline(end, top, end, bottom)]
        x = end + 6
    return tuple(runs), tuple(rules), end


def paragraph_strips(paragraph: Paragraph, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """A paragraph, its first line indented by two characters; no line of it, and no heading, stands alone on a page.

    What is bold says by when: its dates are not broken.
    """
    size, leading = (scale.body, scale.leading)
    if paragraph.small:
        size, leading = (scale.small, scale.small_leading)
    if paragraph.large and scale.large:
        size, leading = (scale.large, scale.large * 1.4)
    role = Role.HEAD if paragraph.strong or paragraph.large else Role.BODY
    drop = baseline(leading, size)
    strips: list[Strip] = []
    for part in paragraph.text.split("\n"):
        indent = 0.0 if paragraph.plain else 2 * size
        lines = setter.lines(
            part, role, size, sheet.measure, Align.JUSTIFIED, indent=indent, tabular=role is Role.HEAD
        )
        last = len(lines) - 1
        heading = paragraph.strong and paragraph.plain
        introduces = heading or part.rstrip().endswith(("：", ":"))
        strips += [
            text_strip(
                line, leading, drop, keep=(i == 0 < last) or i == last - 1 or (i == last and introduces)
            )
            for i, line in enumerate(lines)
        ]
    return strips
