"""A pledge for reading on the applicant's screen: the issued paper's own words, none added and none left out.

Only 容缺受理承诺书 exist as papers of a case. A 告知承诺书 is the organ's own form (国办发〔2020〕42号: the department
drafts and publishes its text); the guide names it as a material and holds no text, so none is composed here.
"""

from __future__ import annotations

from counter.domain.document.document import Document, PaperKind, Paragraph, Table
from counter.domain.errors import BadInput
from counter.domain.screen.mirror import PledgeText


def pledge_text(document: Document, paper_id: str) -> PledgeText:
    """The words of a pledge as issued, for the screen. Raises BadInput for another kind of paper."""
    if document.kind is not PaperKind.PLEDGE:
        raise BadInput("这份文书不是承诺书，不用在屏上签名。", field="paper")
    tables = [n for n, block in enumerate(document.body) if isinstance(block, Table)]
    at = tables[0] if tables else len(document.body)
    table = document.body[at] if tables else None
    return PledgeText(
        paper=paper_id,
        title=document.title,
        organ=document.addressee.rstrip("：:"),
        before=_words(document, 0, at),
        head=table.head if isinstance(table, Table) else (),
        table=table.rows if isinstance(table, Table) else (),
        after=_words(document, at + 1, len(document.body)),
    )


def _words(document: Document, first: int, end: int) -> tuple[str, ...]:
    """Paragraphs in order; a table of an unknown form is read row by row rather than left out."""
    found: list[str] = []
    for block in document.body[first:end]:
        if isinstance(block, Paragraph):
            found += [part for part in block.text.split("\n") if part.strip()]
        else:
            found += ["　".join(row) for row in (block.head, *block.rows) if any(row)]
    return tuple(found)
