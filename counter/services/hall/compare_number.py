"""Compare a number on a paper of this window with the journal, to detect that an older journal was restored."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.document.numbering import CaseNumber, case_series, parse_case_number
from counter.domain.errors import BadInput
from counter.domain.papers.verify.signed_code import essentials_of, is_paper_code
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.staff import require_supervisor


@dataclass(frozen=True, slots=True)
class NumberComparison:
    """``known``: the journal has the number, nothing changed; else the station has begun its next epoch."""

    number: CaseNumber
    known: bool
    by: StaffRow


def compare_number(journal: Journal, text: str, *, code: str, pin: str) -> NumberComparison:
    """Compare a case number, or a paper's QR as scanned, with the journal; open the next epoch where it is unknown.

    The last means of detection after a backup was restored with everything else (docs/decisions/0016). A QR also
    identifies a case of the same number that another copy of this journal filed. Raises RuleRefused for anyone but a
    supervisor, BadInput for what is no case number of this window.
    """
    supervisor = require_supervisor(journal, code=code, pin=pin)
    scanned = essentials_of(text) if is_paper_code(text) else None
    number = parse_case_number(scanned.case_number if scanned else text)
    station = journal.station()
    if number.station != station.code:
        raise BadInput(f"这是窗口 {number.station} 的编号，本窗口是 {station.code}。", field="number")
    known = journal.has_given(number.epoch, case_series(number.day), number.serial)
    if known and scanned and scanned.case_id:
        row = journal.case_row(number.code)
        known = row is not None and row.case == scanned.case_id
    if not known:
        journal.open_next_epoch(supervisor.code)
    return NumberComparison(number, known, supervisor)
