"""Page geometry of an official paper, after GB/T 9704-2012, which notices follow by analogy (DOMAIN §9).

A4; head margin 37 mm, left 28 mm, type area 156 x 225 mm; title 二号, body 三号 (28 characters to a line). A5 is the
same paper smaller; the roll of 80 mm is a strip beside it, without a place for a seal.
All lengths here are PDF points, measured from the top left corner of the sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counter.domain.document.document import Document, PaperKind

MM = 72 / 25.4
DOT = 72 / 203
"""One dot of a 203 dpi printer, the coarsest a hall uses; codes are drawn in whole ones."""

HAIRLINE = 0.5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its type area; ``floor`` is where the foot block ends, in the bottom margin.

    ``running``: baseline of the running head of later pages, above the type area. ``highest``: where a paper of one
    page may begin when space is short, in the head margin; 0: no exception.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    floor: float
    running: float
    highest: float = 0.0

    def raised(self, by: float) -> Sheet:
        """The sheet with its type area beginning as high as allowed; unchanged where ``highest`` is 0."""
        return replace(self, top=max(self.highest, self.top - by)) if self.highest else self

    @property
    def measure(self) -> float:
        """Width of the type area."""
        return self.right - self.left


_A4 = Sheet(
    210 * MM,
    297 * MM,
    left=28 * MM,
    right=184 * MM,
    top=37 * MM,
    floor=284 * MM,
    running=29 * MM,
    highest=25 * MM,
)

_READING = Sheet(
    210 * MM, 297 * MM, left=18 * MM, right=192 * MM, top=17 * MM, floor=284 * MM, running=12 * MM
)
"""A4 for sheets without seal or binding: narrow margins, so that a long list needs few pages."""

_A5 = Sheet(148 * MM, 210 * MM, left=18 * MM, right=136 * MM, top=18 * MM, floor=197 * MM, running=12 * MM)

_ROLL = Sheet(80 * MM, 0.0, left=4 * MM, right=76 * MM, top=4 * MM, floor=0.0, running=0.0)
"""A thermal roll of 80 mm, 72 mm of it printable; the length of a strip follows from its layout."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of one paper; one scale applies to all its pages.

    ``sign_beside``: signature lines may be left of the seal instead of under it. ``large``: a paragraph that is read
    first; 0 where no paper of this form has one. ``raised``: by how much the paper begins higher on its one page.
    """

    body: float
    leading: float
    cell: float
    cell_leading: float
    cell_pad: float
    small: float
    small_leading: float
    title: float
    number: float
    gap: float
    sign_beside: bool = False
    large: float = 0.0
    raised: float = 0.0

    def loosened(self, part: float) -> Scale:
        """The same sizes with ``part`` (0 to 1) of the most white between lines, around cells and blocks."""
        return replace(
            self,
            leading=self.leading * (1 + 0.26 * part),
            cell_leading=self.cell_leading * (1 + 0.2 * part),
            cell_pad=self.cell_pad + 3.3 * part,
            small_leading=self.small_leading * (1 + 0.25 * part),
            gap=self.gap + 6 * part,
        )


ROOMY = Scale(
    body=15.75,
    leading=29,
    cell=12,
    cell_leading=18,
    cell_pad=5.5,
    small=12,
    small_leading=20,
    title=22,
    number=14,
    gap=10,
)
"""三号 body on the standard's grid of 28 characters and 22 lines."""

SOLID = Scale(
    body=15.75,
    leading=23,
    cell=12,
    cell_leading=15,
    cell_pad=2.2,
    small=12,
    small_leading=15.6,
    title=22,
    number=14,
    gap=4,
)
"""The same type size with as little white as reads well; free space of the page is distributed again."""

MIDDLE = Scale(
    body=14,
    leading=20.4,
    cell=12,
    cell_leading=14.8,
    cell_pad=2,
    small=11.5,
    small_leading=14.8,
    title=22,
    number=12,
    gap=4,
    sign_beside=True,
    raised=6 * MM,
)
SMALLER = Scale(
    body=13,
    leading=18.6,
    cell=11.5,
    cell_leading=14,
    cell_pad=1.8,
    small=11,
    small_leading=13.9,
    title=22,
    number=12,
    gap=3.5,
    sign_beside=True,
    raised=9 * MM,
)
CLOSE = Scale(
    body=12,
    leading=16.6,
    cell=10.5,
    cell_leading=12.9,
    cell_pad=1.3,
    small=10.5,
    small_leading=12.9,
    title=20,
    number=11,
    gap=2.5,
    sign_beside=True,
    raised=12 * MM,
)
"""The last resort for a paper whose seal would otherwise be on a second page."""

SOLID_BESIDE = replace(SOLID, sign_beside=True)

LADDER = (ROOMY, SOLID, SOLID_BESIDE, MIDDLE, SMALLER, CLOSE)
"""Tried in turn until the paper fits one page, so that the seal stays with the text: white goes first, then size."""

READING_CLOSE = Scale(
    body=11.5,
    leading=16,
    cell=10,
    cell_leading=12.8,
    cell_pad=1.6,
    small=10,
    small_leading=13,
    title=18,
    number=10.5,
    gap=4,
)
SMALL = Scale(
    body=12,
    leading=19,
    cell=10.5,
    cell_leading=14,
    cell_pad=3,
    small=10.5,
    small_leading=14.5,
    title=18,
    number=10.5,
    gap=6,
)
SMALL_SOLID = Scale(
    body=12,
    leading=16.8,
    cell=10.5,
    cell_leading=12.8,
    cell_pad=1.6,
    small=10.5,
    small_leading=13,
    title=18,
    number=10.5,
    gap=3,
    sign_beside=True,
)
SMALL_CLOSE = Scale(
    body=10.5,
    leading=14.6,
    cell=10,
    cell_leading=12.2,
    cell_pad=1.4,
    small=9.5,
    small_leading=11.8,
    title=16,
    number=10,
    gap=3,
    sign_beside=True,
)
STRIP = Scale(
    body=10.5,
    leading=14.5,
    cell=10,
    cell_leading=13,
    cell_pad=2,
    small=10,
    small_leading=13,
    title=15,
    number=14,
    gap=5,
    large=14,
)


@dataclass(frozen=True, slots=True)
class ScaledSheet:
    """A sheet with the scales tried on it. ``ladder``: the first that fits one page; ``long``: for several pages, the
    first that needs two, else the one that needs the fewest. ``two``: tried after these, for two pages only.
    ``endless``: a roll, cut where the paper ends.
    """

    sheet: Sheet
    ladder: tuple[Scale, ...]
    long: tuple[Scale, ...]
    two: Scale | None = None
    endless: bool = False


FORMS = {
    "A4": ScaledSheet(_A4, LADDER, (SOLID_BESIDE, MIDDLE, SMALLER)),
    "A5": ScaledSheet(_A5, (SMALL, SMALL_SOLID, SMALL_CLOSE), (SMALL_SOLID, SMALL_CLOSE)),
    "80mm": ScaledSheet(_ROLL, (STRIP,), (STRIP,), endless=True),
}
"""By ``Document.page``."""

READING = ScaledSheet(_READING, LADDER, (MIDDLE, SMALLER, CLOSE), two=READING_CLOSE)
"""For reading only: people keep two pages, and lose the third."""


def form_of(document: Document) -> ScaledSheet:
    """The form a paper is laid out in."""
    return READING if document.kind is PaperKind.GUIDE_SHEET else FORMS[document.page]


SEAL_BLANK = 50 * MM
"""Height left free for the organ's seal (42 to 45 mm across); nothing but its name and the date."""

SIGN_HEIGHT = 12 * MM
"""Height for one handwritten signature."""

DATE_HEIGHT = 8 * MM
"""Height for a handwritten date on a line of its own."""

FOOT_SIZE = 9.0
FOOT_LEADING = 13.0
UNDER_FLOOR = 6 * MM
"""Baseline of the page number and of the QR's label, below the foot."""

FOOT_CLEAR = 3.5 * MM
"""White between the last line of the paper and the rule of the foot block."""
