"""The words of every paper: a decided visit becomes Documents, one per organ (DESIGN §7)."""

from __future__ import annotations

from counter.domain.papers import Document, PaperKind
from counter.domain.paperwork.acceptance import acceptance_notice
from counter.domain.paperwork.brackets import with_full_brackets
from counter.domain.paperwork.context import Deal, Handed, PaperContext, Window
from counter.domain.paperwork.correction import correction_notice
from counter.domain.paperwork.cover import cover_sheet
from counter.domain.paperwork.decision import refusal, rejection
from counter.domain.paperwork.delivery import proof_of_delivery
from counter.domain.paperwork.essentials import Essentials, as_copy, qr_text, read_essentials
from counter.domain.paperwork.extension import extension_notice
from counter.domain.paperwork.gap_notice import gap_notice
from counter.domain.paperwork.guide_sheet import guide_sheet
from counter.domain.paperwork.intake import intake_receipt
from counter.domain.paperwork.pledge import pledge
from counter.domain.paperwork.procedure import procedure_end, procedure_notice
from counter.domain.paperwork.registration import registration_proof
from counter.domain.paperwork.supplement import supplement_receipt
from counter.domain.paperwork.transfer import transfer_slip
from counter.domain.paperwork.withdrawal import withdrawal

__all__ = [
    "Deal",
    "Essentials",
    "Handed",
    "PaperContext",
    "Window",
    "acceptance_notice",
    "as_copy",
    "compose",
    "correction_notice",
    "cover_sheet",
    "gap_notice",
    "guide_sheet",
    "intake_receipt",
    "pledge",
    "qr_text",
    "read_essentials",
    "registration_proof",
]

_BUILDERS = {
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
    PaperKind.PROOF_OF_DELIVERY: proof_of_delivery,
    PaperKind.PROCEDURE_NOTICE: procedure_notice,
    PaperKind.PROCEDURE_END: procedure_end,
    PaperKind.WITHDRAWAL: withdrawal,
    PaperKind.EXTENSION_NOTICE: extension_notice,
}


def compose(context: PaperContext) -> Document:
    """The Document of the context's kind, first copy."""
    return with_full_brackets(_BUILDERS[context.kind](context))
