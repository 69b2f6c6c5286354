"""The builder of a made-up kind of paper (``test_made_up_paper``), as it would lie in ``domain/papers/compose``."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.document.document import Document, Paragraph
from counter.domain.papers.parts import frame
from counter.domain.papers.parts.context import PaperContext
from counter.domain.papers.parts.details import Details
from counter.domain.papers.parts.wording import you


@dataclass(frozen=True, slots=True)
class Loan(Details):
    """For the 材料借阅凭证: for how many days, and what for."""

    days: int
    purpose: str


def loan_slip(context: PaperContext) -> Document:
    """The slip of a loan. ValueError without its details."""
    loan = context.details
    if not isinstance(loan, Loan):
        raise ValueError("a slip of a loan needs to know what was lent")
    body = Paragraph(
        f"{you(context.applicant)}借阅收存的材料，{loan.days}天以内归还本窗口。用途：{loan.purpose}"
    )
    return frame.framed(context, (body,), ())
