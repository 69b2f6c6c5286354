"""A Document becomes a PDF: check its glyphs, choose the scale that fits, stack the pages, draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counter.domain.papers import Document, Paragraph
from counter.printing.blocks import head_strips, paragraph_strips, sign_strips, table_strips
from counter.printing.foot import Foot, compose_foot
from counter.printing.geometry import FOOT_CLEAR, LADDER, LONG, SHEETS, Scale, Sheet
from counter.printing.glyphs import require_glyphs
from counter.printing.pages import Page, paginate
from counter.printing.painter import paint
from counter.printing.seal import seal_strips
from counter.printing.strips import Strip, space
from counter.printing.typeface import Typefaces
from counter.printing.typesetter import Typesetter


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything of a paper stands, before it is drawn."""

    document: Document
    sheet: Sheet
    scale: Scale
    pages: tuple[Page, ...]
    foot: Foot


def render(document: Document, fonts: Path) -> bytes:
    """The paper as PDF bytes; the same bytes for the same Document and fonts. WorldTrouble where a glyph is missing."""
    return render_with(document, Typefaces(fonts))


def render_many(documents: Sequence[Document], fonts: Path) -> list[bytes]:
    """One PDF per paper, the fonts read once."""
    typefaces = Typefaces(fonts)
    return [render_with(document, typefaces) for document in documents]


def render_with(document: Document, typefaces: Typefaces) -> bytes:
    """``render`` with fonts that are already open."""
    require_glyphs(document, typefaces)
    setter = Typesetter(typefaces)
    made = plan(document, setter)
    return paint(made.document, made.sheet, made.pages, made.foot, setter)


def plan(document: Document, setter: Typesetter) -> Plan:
    """The largest scale that keeps the paper on one page, else several pages in the scale for long papers."""
    sheet = SHEETS[document.page]
    foot = compose_foot(document, setter, sheet)
    room = foot.top - FOOT_CLEAR - sheet.top
    for scale in LADDER:
        strips = compose(document, setter, sheet, scale)
        if sum(strip.height for strip in strips) <= room:
            return Plan(document, sheet, scale, tuple(paginate(strips, room)), foot)
    return Plan(document, sheet, LONG, tuple(paginate(compose(document, setter, sheet, LONG), room)), foot)


def compose(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """All strips of a paper, top to bottom."""
    strips = head_strips(document, setter, sheet, scale)
    for block in document.body:
        if isinstance(block, Paragraph):
            strips += paragraph_strips(block, setter, sheet, scale)
        else:
            strips += [space(scale.gap / 2), *table_strips(block, setter, sheet, scale), replace(space(scale.gap / 2), keep=False)]
    closing = seal_strips(document, setter, sheet, scale)
    if closing:
        strips = [*strips[:-2], *(replace(strip, keep=True) for strip in strips[-2:])]
        closing = [replace(strip, keep=bool(document.sign_lines)) for strip in closing]
    return strips + closing + sign_strips(document, setter, sheet, scale)
