"""Compute the rows of cases anew after something came from another station, or the hub's order became known.

Before it, what other stations wrote of a case is judged: an act that takes a supervisor counts only where the hall's
register, as it is known here, says that its signer was one (``domain.case.signers``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counter.domain.case.signers import SIGNED_KINDS, is_doubted
from counter.domain.errors import WorldTrouble
from counter.domain.hall.register.issue import SUBJECT as REGISTER
from counter.domain.journal.entries import Entry
from counter.services.context.app import AppContext
from counter.services.context.ports import Transaction
from counter.services.context.projection import replace_rows
from counter.services.hall.hall_register import hall_register

_JUDGED = "acts_judged_by"


def project_cases(app: AppContext, tx: Transaction, cases: Iterable[str]) -> tuple[str, ...]:
    """Write the rows of these cases; the ones whose rows could not be computed, which keep those they have.

    What another station wrote may not stop the rest: ``check`` names such a case.
    """
    unread = []
    for case in cases:
        try:
            with tx.exchange().attempt():
                replace_rows(tx, case, app.projector(_judged(app, tx, case)))
        except (WorldTrouble, OSError, MemoryError):
            raise
        except Exception:  # noqa: BLE001  # any shape of content, made by a program that is not ours
            unread.append(case)
    return tuple(unread)


def judge_acts(app: AppContext) -> tuple[str, ...]:
    """Judge what other stations signed once more after a register came; the cases that were looked at.

    Costs one look where no register came since.
    """
    with app.journal.transaction() as tx:
        newest = tx.last_id(REGISTER) or ""
        if tx.exchange().mark(_JUDGED) == newest:
            return ()
        cases = tx.exchange().subjects_of_kinds(SIGNED_KINDS)
        project_cases(app, tx, cases)
        tx.exchange().set_mark(_JUDGED, newest)
        tx.commit()
    return cases


def _judged(app: AppContext, tx: Transaction, case: str) -> Sequence[Entry]:
    """The entries of a case, with those doubted that its register does not bear out."""
    entries = tx.entries(case)
    own = app.journal.station().code
    signed = [one for one in entries if one.kind in SIGNED_KINDS and one.station != own]
    if not signed:
        return entries
    register = hall_register(tx)
    found = frozenset(one.id for one in signed if is_doubted(one, register))
    if found == tx.exchange().doubted(case):
        return entries
    tx.exchange().set_doubted(case, found)
    return tx.entries(case)
