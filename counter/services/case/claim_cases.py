"""Take over the cases of a window whose PC is gone (接管): what is known of them here goes on here, as a fact.

Should the old window turn up, its entries join by cause like any other's; whatever both decided is a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from counter.domain.case.conflict_events import CaseHandedOver, CaseHandedOverSealed
from counter.domain.case.key_events import KeyReason
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.services.case.case_writer import open_writer
from counter.services.case.hand_over import check_reason
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.exchange.ask_key import ask_key
from counter.services.hall.closing import check_open
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.staff import check_on_duty


def claimable(app: AppContext) -> dict[str, int]:
    """Code of each other window → how many of its open cases are known here."""
    return {owner: len(cases) for owner, cases in app.journal.open_cases().items() if owner}


def claim_cases(
    app: AppContext,
    station: str,
    reason: str,
    clerk: StaffRow,
    consent: Consent,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Take over every open case of that window which is known here; numbers of those taken, and number and why of those
    that could not be. Each case is one transaction; the same call goes on with the rest.

    Raises BadInput without a reason and for a window of which no open case is known, RuleRefused at a closed window and
    unless a second person, a supervisor, agrees by PIN.
    """
    check_on_duty(clerk)
    check_right(app.journal, clerk, Capability.SERVE, field="clerk")
    check_reason(reason, "接管")
    check_open(app.journal)
    own = app.journal.station().code
    if station == own:
        raise BadInput("这是本窗口自己的件，不用接管。", field="station")
    cases = app.journal.open_cases().get(station, ()) if station else ()  # "": the own ones
    if not cases:
        raise BadInput(f"这里没有窗口“{station[:20]}”在办的件。", field="station")
    second = second_supervisor(app.journal, clerk, consent, "接管")
    taken, left = list[str](), list[tuple[str, str]]()
    for n, case_id in enumerate(cases, 1):
        row = app.journal.case_row(case_id)
        number = row.number if row is not None else case_id
        try:
            if _claim(app, case_id, reason, clerk, second.code):
                taken.append(number)
        except CounterError as error:
            left.append((number, error.sentence))
        tell(n, len(cases))
    return tuple(taken), tuple(left)


def unreadable(app: AppContext, numbers: Collection[str]) -> int:
    """How many of these cases keep names and other personal data from this window, as things stand."""
    found = (app.journal.case_row(number) for number in numbers)
    return sum(row is not None and _keeps_something(app, row.case) for row in found)


def _keeps_something(app: AppContext, case_id: str) -> bool:
    keys = app.journal.shared_keys()
    return bool(set(keys.makers_sealed(case_id)) - set(keys.makers(case_id)))


def _claim(app: AppContext, case_id: str, reason: str, clerk: StaffRow, agreed_by: str) -> bool:
    """Whether the case was not here already."""
    with open_writer(app, case_id, clerk, adds=True) as writer:
        own, case = writer.station.code, writer.case
        if case.loose:
            raise RuleRefused("它的信息还没有传到这里，接管不了。", rule="owner")
        if case.owner == own:
            return False
        writer.add(CaseHandedOver(own, agreed_by, claimed=True), CaseHandedOverSealed(reason.strip()))
        writer.commit()
    if _keeps_something(app, case_id):
        ask_key(app, case_id, KeyReason.HANDED_OVER.value, clerk)
    return True
