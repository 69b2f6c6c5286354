"""更正通知书: what of the registration was written wrongly, how it reads, and on which papers it stands.

The papers stay in force as they are: no day, number or duty of theirs moves, and nobody has to bring them back. The
hall issues it in its own name, as the registration is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from counter.domain.document.document import Block, Document, Paragraph, Table, from_json
from counter.domain.papers.compose.correction_notice import IN_TWO
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import you
from counter.domain.text.day_words import day_text


@dataclass(frozen=True, slots=True)
class Erratum(Details):
    """For the 更正通知书: ``what`` (申请人姓名), ``wrong`` and ``right`` as papers print it, numbers masked.

    ``papers``: title, number and day of issue of each that states it wrongly. ``checked_against``: the document it was
    read from, in the clerk's words.
    """

    what: str
    wrong: str
    right: str
    papers: tuple[tuple[str, str, date], ...]
    checked_against: str


def erratum(context: PaperContext) -> Document:
    """The notice of one correction. ValueError without its details."""
    details = context.details
    if not isinstance(details, Erratum):
        raise ValueError("an erratum needs to know what was corrected")
    return frame.framed(context, _body(context, details), ())


_HEAD = ("文书", "编号", "出具日期")


def _body(context: PaperContext, details: Erratum) -> Iterator[Block]:
    yield Paragraph(
        f"{you(context.applicant)}就“{context.bundle_name}”提出的申请，窗口登记时写错了一处，现更正如下："
    )
    yield Table(
        head=(),
        rows=(
            ("更正什么", details.what),
            ("原来写的", details.wrong),
            ("更正为", details.right),
            ("凭什么更正", details.checked_against),
        ),
        widths=(0.22, 0.78),
        strong=((2, 1),),
    )
    yield Paragraph(f"下面{len(details.papers)}份文书里写的，以更正后的为准：")
    yield Table(
        head=_HEAD,
        rows=tuple((title, number, day_text(day)) for title, number, day in details.papers),
        widths=(0.36, 0.38, 0.26),
    )
    yield Paragraph(
        "这些文书的其他内容、日期和期限都不变，仍然有效，不用交回，也不用重新办理。"
        "请把本通知书和它们放在一起，要用的时候一并出示。还有写错的，请持证件原件到本窗口再更正。"
    )
    yield Paragraph(IN_TWO, plain=True, small=True)


def is_listed(erratum_content: Mapping[str, object], number: str) -> bool:
    """True where that erratum, as it is stored, corrects the paper of that number."""
    tables = (block for block in from_json(erratum_content).body if isinstance(block, Table))
    return any(table.head == _HEAD and any(row[1] == number for row in table.rows) for table in tables)
