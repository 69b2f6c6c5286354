"""A paper laid out: its scale, the strips of each page, and everything drawn, in sheet coordinates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counter.domain.document.document import Document
from counter.printing.layout.blocks import mark_labels
from counter.printing.layout.foot import Foot
from counter.printing.layout.geometry import UNDER_FLOOR, Scale, Sheet
from counter.printing.layout.pages import Page
from counter.printing.layout.strips import Box, Hairline, Strip
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Run, Typesetter

_RUNNING_SIZE = 10.5
_PAGE_NUMBER_SIZE = 10.5

Marks = tuple[list[Run], list[Hairline]]
"""What a page draws besides its codes and watermark."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Positions of everything on a paper, before it is drawn."""

    document: Document
    sheet: Sheet
    scale: Scale
    pages: tuple[Page, ...]
    foot: Foot

    @property
    def title(self) -> str:
        """The title on one line."""
        return " ".join(self.document.title.split())

    def seal(self) -> tuple[int, Box] | None:
        """Page (from 0) and position of the blank for the seal, or None where there is none."""
        return self._first(lambda strip: strip.seal)

    def sign(self) -> tuple[int, Box] | None:
        """Page (from 0) and position of the space behind the first signature line; None where there is none."""
        return self._first(lambda strip: strip.sign)

    def _first(self, blank: Callable[[Strip], Box | None]) -> tuple[int, Box] | None:
        for number, page in enumerate(self.pages):
            for strip, y in page:
                box = blank(strip)
                if box is not None:
                    x, top = self.sheet.left + box.x, self.sheet.top + y + box.y
                    return number, Box(x, top, box.width, box.height)
        return None


def page_marks(plan: Plan, number: int, setter: Typesetter) -> Marks:
    """Runs and rules of page ``number`` (from 0) in reading order: running head, strips, foot, page number."""
    runs: list[Run] = []
    rules: list[Hairline] = []
    if number > 0:
        running = _running_head(plan, setter)
        runs += running[0]
        rules += running[1]
    for placed in plan.pages[number]:
        top = plan.sheet.top + placed.y
        runs += [run.moved(plan.sheet.left, top) for run in placed.strip.runs]
        rules += [rule.moved(plan.sheet.left, top) for rule in placed.strip.rules]
    rules += _grid_rules(plan.pages[number], plan.sheet)
    runs += plan.foot.runs
    rules += plan.foot.rules
    if len(plan.pages) > 1:
        runs += _page_number(f"第 {number + 1} 页　共 {len(plan.pages)} 页", plan.sheet, setter)
    return runs, rules


def page_fills(plan: Plan, number: int) -> list[Box]:
    """The rectangles that page ``number`` (from 0) fills: bars of charts."""
    return [
        box.moved(plan.sheet.left, plan.sheet.top + placed.y)
        for placed in plan.pages[number]
        for box in placed.strip.fills
    ]


def _grid_rules(page: Page, sheet: Sheet) -> list[Hairline]:
    """Table lines; a row split by the end of the page is closed there and opened again on the next."""
    rules: list[Hairline] = []
    for n, (strip, y) in enumerate(page):
        grid = strip.grid
        if grid is None:
            continue
        top, bottom = sheet.top + y, sheet.top + y + strip.height
        rules += [Hairline(sheet.left + x, top, sheet.left + x, bottom) for x in grid.edges]
        right = sheet.left + grid.edges[-1]
        if not grid.opened_above or n == 0:
            rules.append(Hairline(sheet.left, top, right, top))
        if not grid.open_below or n == len(page) - 1:
            rules.append(Hairline(sheet.left, bottom, right, bottom))
    return rules


def _running_head(plan: Plan, setter: Typesetter) -> Marks:
    """Title, marks and number again, small, above the type area of the second and later pages.

    Marks that have no room there say what they are without their list, which is on the first page.
    """
    sheet, size = plan.sheet, _RUNNING_SIZE
    number = plan.document.number
    runs = [run.moved(sheet.left, sheet.running) for run in setter.line(plan.title, Role.BODY, size)]
    width = setter.width(number, Role.BODY, size)
    runs += [run.moved(sheet.right - width, sheet.running) for run in setter.line(number, Role.BODY, size)]
    after = sheet.left + setter.width(plan.title, Role.BODY, size) + size
    marks = plan.document.marks
    top = sheet.running - 1.38 * size
    for shown in (marks, [mark.partition("：")[0] for mark in marks]):
        labels, frames, end = mark_labels(shown, setter, 2 * size)
        if after + end + size <= sheet.right - width:
            return runs + [run.moved(after, top) for run in labels], [
                rule.moved(after, top) for rule in frames
            ]
    return runs, []


def _page_number(text: str, sheet: Sheet, setter: Typesetter) -> list[Run]:
    x = (sheet.left + sheet.right - setter.width(text, Role.BODY, _PAGE_NUMBER_SIZE)) / 2
    y = sheet.floor + UNDER_FLOOR
    return [run.moved(x, y) for run in setter.line(text, Role.BODY, _PAGE_NUMBER_SIZE)]
