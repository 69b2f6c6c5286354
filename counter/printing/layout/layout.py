"""A Document becomes a PDF: mark characters without a glyph, choose the scale that fits, stack the pages, draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from pathlib import Path

from counter.domain.document.document import Block, Document, Paragraph
from counter.domain.document.signature import Drawing
from counter.domain.papers.parts.displayable import as_shown
from counter.domain.papers.verify.signed_code import PREFIX
from counter.printing.layout.blocks import head_strips, paragraph_strips
from counter.printing.layout.covered_bytes import filled
from counter.printing.layout.foot import BELOW, compose_foot, compose_roll_foot
from counter.printing.layout.geometry import DOT, FOOT_CLEAR, Scale, ScaledSheet, Sheet, form_of
from counter.printing.layout.names import names_on
from counter.printing.layout.pages import Page, paginate
from counter.printing.layout.painter import paint
from counter.printing.layout.plan import Plan
from counter.printing.layout.seal import closed
from counter.printing.layout.strips import Strip, space
from counter.printing.layout.tables import table_strips
from counter.printing.type.glyphs import lacking, missing_glyphs
from counter.printing.type.typeface import Typefaces
from counter.printing.type.typesetter import Typesetter

_HOPELESS = 2.4
"""A paper so many times taller than a page fits in no size."""

_LOOSER = (1.0, 0.75, 0.5, 0.25)
"""Parts of the most white, tried on a paper of several pages."""

_HOLE = 0.1
"""A page that stays empty for more than this part, because the next table does not fit, is set less loosely."""

_FEW = 2
"""Up to so many pages count as equally good."""


def render(document: Document, fonts: Path, drawing: Drawing | None = None) -> bytes:
    """The paper as PDF, the same bytes for the same Document and drawing; a mark where a glyph is missing."""
    return render_with(document, _typefaces(fonts), drawing)


def render_open(document: Document, fonts: Path, drawing: Drawing | None = None) -> bytes:
    """As ``render``, with the squares of its signed QR not yet drawn: the content to sign (``covered_bytes``)."""
    return _open(document, _typefaces(fonts), drawing)


def lacking_in(chars: Sequence[str], fonts: Path) -> tuple[str, ...]:
    """Those of the characters without a glyph in any font of this machine."""
    return lacking(chars, _typefaces(fonts))


@cache
def _typefaces(fonts: Path) -> Typefaces:
    """The fonts of a folder are cached for the life of the process: reading them costs more than a page."""
    return Typefaces(fonts)


def render_with(document: Document, typefaces: Typefaces, drawing: Drawing | None = None) -> bytes:
    """``render`` with fonts that are already open."""
    pdf = _open(document, typefaces, drawing)
    return filled(pdf, document.qr) if document.qr.startswith(PREFIX) else pdf


def _open(document: Document, typefaces: Typefaces, drawing: Drawing | None) -> bytes:
    missing = [char for char, _ in missing_glyphs(document, typefaces)]
    if missing:  # already marked by a service (``fit_paper``), or a preview
        document = as_shown(document, missing)
    setter = Typesetter(typefaces)
    return paint(plan(document, setter), setter, drawing)


def plan(document: Document, setter: Typesetter) -> Plan:
    """The largest scale that keeps the paper on one page, else one for several (``ScaledSheet``)."""
    form = form_of(document)
    setter.keep_whole(names_on(document))
    if form.endless:
        return _strip(document, setter, form)
    foot = compose_foot(document, setter, form.sheet)
    end = foot.top - FOOT_CLEAR
    for scale in form.ladder:
        sheet = form.sheet.raised(scale.raised)
        room = end - sheet.top
        strips = compose(document, setter, sheet, scale)
        tall = height(strips)
        if tall <= room:
            if scale is not form.ladder[0]:
                scale, strips = _spread(document, setter, sheet, scale, room)
            return Plan(document, sheet, scale, tuple(paginate(strips, room)), foot)
        if tall > _HOPELESS * room:
            break
    scale, pages = _several(document, setter, form, end - form.sheet.top)
    return Plan(document, form.sheet, scale, tuple(pages), foot)


def _several(
    document: Document, setter: Typesetter, form: ScaledSheet, room: float
) -> tuple[Scale, Sequence[Page]]:
    """Scale and pages of a paper too long for one: as loose as possible without another page and without a gap."""

    def pages_of(scale: Scale) -> list[Page]:
        return paginate(compose(document, setter, form.sheet, scale), room)

    tried: list[tuple[Scale, list[Page]]] = []
    for scale in (*form.long, *([form.two] if form.two else ())):
        pages = pages_of(scale)
        if len(pages) <= _FEW or scale is not form.two:
            tried.append((scale, pages))
        if len(pages) <= _FEW:
            break
    scale, pages = min(tried, key=lambda one: len(one[1]))
    under = replace(scale, sign_beside=False)
    loosened = [*(under.loosened(part) for part in _LOOSER), scale.loosened(0.5), under]
    best, least = (scale, pages), room
    for looser in loosened:
        loose = pages_of(looser)
        hole = max((room - _end(page) for page in loose[:-1]), default=0.0)
        if len(loose) == len(pages) and hole < least - _HOLE * room / 2:
            best, least = (looser, loose), hole
        if least <= _HOLE * room:
            break
    return best


def _end(page: Page) -> float:
    """The end of the last strip of a page, white not counted."""
    return max((placed.y + placed.strip.height for placed in page if not placed.strip.gap), default=0.0)


def _strip(document: Document, setter: Typesetter, form: ScaledSheet) -> Plan:
    """One page as long as its content, in whole dots of the printer."""
    scale = form.ladder[0]
    strips = compose(document, setter, form.sheet, scale)
    foot_height = -compose_roll_foot(document, setter, form.sheet).top
    floor = form.sheet.top + height(strips) + FOOT_CLEAR + foot_height
    sheet = replace(form.sheet, floor=floor, height=ceil((floor + BELOW) / DOT) * DOT)
    page = tuple(paginate(strips, height(strips) + 1.0))
    return Plan(document, sheet, scale, page, compose_roll_foot(document, setter, sheet))


def _spread(
    document: Document, setter: Typesetter, sheet: Sheet, scale: Scale, room: float
) -> tuple[Scale, list[Strip]]:
    """A one-page paper that was scaled down, loosened into the free space (heights are linear)."""
    under = replace(scale, sign_beside=False)
    if scale.sign_beside and height(compose(document, setter, sheet, under)) <= room:
        scale = under
    tight = height(compose(document, setter, sheet, scale))
    loose = height(compose(document, setter, sheet, scale.loosened(1.0)))
    part = 1.0 if loose <= room else max(0.0, (room - tight) / (loose - tight) - 0.01)
    spread = scale.loosened(part)
    strips = compose(document, setter, sheet, spread)
    return (spread, strips) if height(strips) <= room else (scale, compose(document, setter, sheet, scale))


def height(strips: Sequence[Strip]) -> float:
    """Height of strips stacked on one page."""
    return sum(strip.height for strip in strips)


def compose(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """All strips of a paper, top to bottom; the last lines of text are on one page with the seal."""
    strips = head_strips(document, setter, sheet, scale)
    for before, block in zip((None, *document.body), document.body, strict=False):
        if isinstance(block, Paragraph):
            body_before = isinstance(before, Paragraph) and not (before.small or before.strong)
            parted = _begins_entry(before, block) if scale.large else block.small and body_before
            if block.strong or parted:
                strips.append(space(scale.gap * 0.6))
            strips += paragraph_strips(block, setter, sheet, scale)
        else:
            strips += [space(scale.gap / 2), *table_strips(block, setter, sheet, scale)]
            strips.append(replace(space(scale.gap / 2), keep=False))
    return closed(strips, document, setter, sheet, scale)


def _begins_entry(before: Block | None, block: Paragraph) -> bool:
    """On a strip: whether the next entry of a list begins here; its details follow its name."""
    return (
        isinstance(before, Paragraph) and (before.small or before.large) and not (block.small or block.large)
    )
