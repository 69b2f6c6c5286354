"""One row of the ledger (台账) per item of a case: facts and days, never judged against today, so it can be stored.

The sources ask for 专项工作台账 without naming its columns; which facts are shown, and how they are called, is a
template in data (``template``). The days of serial items follow from the calendar: another one, and all rows are
computed anew; no other working days are counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEDGER_RULES = "8"
"""Version of what a row holds: another one, and a profile computes its rows anew at opening."""

OPEN_END = "9999-12-31"
"""``ItemRow.until`` of an item that is still open."""


class Accepted(StrEnum):
    """How an item was accepted."""

    NOTICE = "notice"  # 受理
    GAPS = "gaps"  # 容缺受理
    DEEMED = "deemed"  # 视为受理
    ORGAN = "organ"  # 机关受理（收件转办）
    SPOT = "spot"  # 当场办结


ACCEPTED_WORDS = {
    Accepted.NOTICE: "受理",
    Accepted.GAPS: "容缺受理",
    Accepted.DEEMED: "视为受理",
    Accepted.ORGAN: "机关受理",
    Accepted.SPOT: "当场办结",
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Days are ISO civil days, None where there is none; flags are 0 or 1, so that they can be summed.

    ``place``: of the item in its case, from 0. ``station``: who decides; ``received_at``: the station that took the
    case in, whoever decides in it now; ``via``: window, cli, takeover. ``open``: nothing has ended it. ``until``: the
    last day of any fact in it, ``OPEN_END`` while it is open. ``due``: of the
    clock that runs, or ran when the applicant ended it; None while it stands.

    ``answer_from``: since when its papers were complete enough to be answered (hand-over, or the known end of the
    item it depends on); ``answered_on``: the first answer, by notice, acceptance or decision. ``late_due``,
    ``late_on``: of the clock that ended latest after its day, both None where none did; ``late_working``: its period
    counts working days. ``also_late``: of every other clock that ended late, the latest first: last day and day
    of its end, as a list in JSON; "" for none.
    ``accepted_how``: ``Accepted``, "" for none. ``statutory_limit``, ``promised_limit``: as published, in words;
    ``statutory_due``, ``promised_due``: None too where the item ended while the clock stood.
    ``paused_days``: civil days of special procedures. ``rounds``: correction notices; ``told_again_on``: the
    second. ``gaps``: papers deferred at acceptance; ``gap_due``: the last of their days, ``gap_late_on``: the day after
    it, None where the item had ended by then; ``gaps_in_on``: when the last came. ``result``: ``Result``, ``Ending`` or
    "spot", "" while open. ``returned_on``: ``ended_on`` where that is 退件. ``filings``: those before that were
    returned and came again, the latest first: day it came again and day it was returned, as JSON; "" for none.

    Of the case as a whole, on every row of it: ``case_ended_on``: when its last item ended; ``saved``: papers saved by
    merging; ``visits``: days the applicant was here; ``visits_promised``: the guide's for the whole case, None where it
    says nothing; ``visits_alone``: for its items one by one; ``invited_on``: first invitation to rate, ``rating_over``:
    all invitations are over (never whether one was used, L9). ``official_number``: the platform's, the item's own or
    the whole case's, "" for none; ``follower``: code of the 跟踪人. ``case_ends``: when all of it had ended before
    such a filing came again, as a list like ``filings``.
    """

    case: str
    item: str
    place: int
    number: str
    bundle: int
    bundle_name: str
    item_name: str
    organ: str
    procedure: str
    station: str
    clerk: str
    via: str
    state: str
    result: str
    open: int
    until: str
    received_on: str
    answer_from: str
    answered_on: str | None
    accepted_on: str | None
    accepted_how: str
    acceptance_number: str
    statutory_limit: str
    promised_limit: str
    statutory_due: str | None
    promised_due: str | None
    due: str | None
    late_due: str | None
    late_on: str | None
    late_working: int
    paused_days: int
    rounds: int
    told_on: str | None
    told_again_on: str | None
    gaps: int
    gap_names: str
    gap_due: str | None
    gap_late_on: str | None
    gaps_in_on: str | None
    ended_on: str | None
    certificates: str
    delivered_on: str | None
    delivered_way: str
    case_ended_on: str | None
    saved: int
    visits: int
    visits_promised: int | None
    visits_alone: int
    invited_on: str | None
    rating_over: int
    official_number: str
    follower: str
    also_late: str
    received_at: str
    returned_on: str | None
    filings: str
    case_ends: str


CASE_FIELDS = frozenset(
    {
        "received_on",
        "via",
        "case_ended_on",
        "case_ends",
        "saved",
        "visits",
        "visits_promised",
        "visits_alone",
        "invited_on",
    }
)
"""What is the same on every row of a case: what counts cases is made of nothing else."""


def row_key(row: ItemRow) -> tuple[str, str]:
    """Case and item: what no two rows share."""
    return row.case, row.item
