"""The words of every paper: a decided visit becomes Documents, one per organ (DESIGN §7)."""

from __future__ import annotations

from counter.domain.document.document import Document, PaperKind
from counter.domain.papers.compose.acceptance import acceptance_notice
from counter.domain.papers.compose.correction_notice import correction_notice
from counter.domain.papers.compose.cover_sheet import cover_sheet
from counter.domain.papers.compose.decision import refusal, rejection
from counter.domain.papers.compose.delivery_receipt import proof_of_delivery
from counter.domain.papers.compose.erratum import erratum
from counter.domain.papers.compose.extension import extension_notice
from counter.domain.papers.compose.gap_notice import gap_notice
from counter.domain.papers.compose.intake_receipt import intake_receipt
from counter.domain.papers.compose.pledge import pledge
from counter.domain.papers.compose.registration_proof import registration_proof
from counter.domain.papers.compose.round_slip import round_slip
from counter.domain.papers.compose.special_procedure import procedure_end, procedure_notice
from counter.domain.papers.compose.supplement_receipt import supplement_receipt
from counter.domain.papers.compose.transfer_slip import transfer_slip
from counter.domain.papers.compose.withdrawal import withdrawal
from counter.domain.papers.parts.brackets import with_full_brackets
from counter.domain.papers.parts.context import PaperContext

BUILDERS = {
    PaperKind.INTAKE_RECEIPT: intake_receipt,
    PaperKind.ACCEPTANCE_NOTICE: acceptance_notice,
    PaperKind.REGISTRATION_PROOF: registration_proof,
    PaperKind.CORRECTION_NOTICE: correction_notice,
    PaperKind.COVER_SHEET: cover_sheet,
    PaperKind.PLEDGE: pledge,
    PaperKind.GAP_NOTICE: gap_notice,
    PaperKind.REFUSAL: refusal,
    PaperKind.REJECTION: rejection,
    PaperKind.SUPPLEMENT_RECEIPT: supplement_receipt,
    PaperKind.TRANSFER_SLIP: transfer_slip,
    PaperKind.ROUND_SLIP: round_slip,
    PaperKind.PROOF_OF_DELIVERY: proof_of_delivery,
    PaperKind.PROCEDURE_NOTICE: procedure_notice,
    PaperKind.PROCEDURE_END: procedure_end,
    PaperKind.WITHDRAWAL: withdrawal,
    PaperKind.EXTENSION_NOTICE: extension_notice,
    PaperKind.ERRATUM: erratum,
}
"""Kind → what writes it, of every paper that belongs to a case."""


def compose(context: PaperContext) -> Document:
    """The Document of the context's kind, first copy."""
    return with_full_brackets(BUILDERS[context.kind](context))
