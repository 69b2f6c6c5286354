"""What the head of a report says of its digest."""

from __future__ import annotations

from counter.domain.ledger.report_sheet import digest_said


def test_that_only_so_much_of_a_digest_is_on_paper_as_a_person_compares() -> None:
    assert digest_said("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
