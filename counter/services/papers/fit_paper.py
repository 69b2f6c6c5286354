"""A paper made fit for the fonts of this machine, before it is signed: so that what is signed is what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.papers.parts.displayable import as_shown, doubtful
from counter.domain.text.printable import named

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.services.context.ports import PaperMaker


def fit_paper(maker: PaperMaker, document: Document) -> tuple[Document, tuple[str, ...]]:
    """The paper with marks where a character has no glyph here, and the names of those characters for the log.

    The fonts are asked only where the bundled ones are known to lack something: of most papers nothing is asked.
    """
    asked = doubtful(document)
    lacking = maker.lacking(asked) if asked else ()
    return (as_shown(document, lacking), tuple(map(named, lacking))) if lacking else (document, ())
