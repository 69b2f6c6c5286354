"""Replace characters this machine's fonts lack before a paper is signed: what is signed is what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.papers.parts.displayable import as_shown, doubtful
from counter.domain.text.printable import named

if TYPE_CHECKING:
    from counter.domain.document.document import Document
    from counter.services.context.ports import PaperMaker


def fit_paper(maker: PaperMaker, document: Document) -> tuple[Document, tuple[str, ...]]:
    """The paper with a mark for each character without a glyph here, and the names of those characters for the log.

    The fonts are searched only for characters that the bundled ones may lack; most papers have none.
    """
    asked = doubtful(document)
    lacking = maker.lacking(asked) if asked else ()
    return (as_shown(document, lacking), tuple(map(named, lacking))) if lacking else (document, ())
