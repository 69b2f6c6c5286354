"""Compute the rows of cases anew after something came from another station, or the hub's order became known."""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.errors import WorldTrouble
from counter.services.context.app import AppContext
from counter.services.context.ports import Transaction
from counter.services.context.projection import replace_rows


def project_cases(app: AppContext, tx: Transaction, cases: Iterable[str]) -> tuple[str, ...]:
    """Write the rows of these cases; the ones whose rows could not be computed, which keep those they have.

    What another station wrote may not stop the rest: ``check`` names such a case.
    """
    unread = []
    for case in cases:
        try:
            with tx.exchange().attempt():
                replace_rows(tx, case, app.projector(tx.entries(case)))
        except (WorldTrouble, OSError, MemoryError):
            raise
        except Exception:  # noqa: BLE001  # any shape of content, made by a program that is not ours
            unread.append(case)
    return tuple(unread)
