"""Every kind of paper has its row and its builder; marks and bytes of the signed code are no two kinds'."""

from __future__ import annotations

from counter.domain.document.document import KIND_SPECS, QR_CODES, PaperKind
from counter.domain.papers.compose import BUILDERS

OF_NO_CASE = {
    PaperKind.GUIDE_SHEET,
    PaperKind.PROBLEM_LETTER,
    PaperKind.RECTIFICATION_ANSWER,
    PaperKind.DAY_SHEET,
    PaperKind.ARCHIVE_SHEET,
    PaperKind.MONTHLY_REPORT,
    PaperKind.CLOSING_LIST,
    PaperKind.FIGURE_SHEET,
}
"""Written from the guide, from a problem with it, from a rating, from a finished case."""


def test_that_every_kind_has_its_row() -> None:
    without = [kind.value for kind in PaperKind if kind not in KIND_SPECS]
    assert not without, f"no row in KIND_SPECS: {without}"


def test_that_every_kind_of_a_case_has_its_builder() -> None:
    without = [kind.value for kind in PaperKind if kind not in BUILDERS and kind not in OF_NO_CASE]
    assert not without, f"no builder in domain/papers/compose: {without}"


def test_that_no_byte_of_the_signed_code_changes_its_kind() -> None:
    """Sheets that are out name their kind by it."""
    assert sorted(QR_CODES, key=lambda kind: QR_CODES[kind]) == [
        *("intake_receipt", "acceptance_notice", "registration_proof", "correction_notice", "cover_sheet"),
        *("pledge", "gap_notice", "refusal", "rejection", "supplement_receipt", "transfer_slip"),
        *("proof_of_delivery", "guide_sheet", "procedure_notice", "procedure_end", "withdrawal"),
        *("extension_notice", "round_slip", "erratum"),
    ]
    assert set(range(1, 20)) <= set(QR_CODES.values())
    assert len(set(QR_CODES.values())) == len(QR_CODES)
