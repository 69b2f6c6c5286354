"""How old the last proved backup is, and when that is too old."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

AMBER_AFTER, RED_AFTER = 1, 3
"""Working days. The days of a holiday do not count: nobody was there, and nothing was written."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """``made_at``: of the last proved one (UTC ISO; empty: none); ``file``: its path; ``epoch``, ``seq``: how far it
    reached; ``trouble``: why the last try failed, in words; empty where it did not.
    """

    made_at: str = ""
    file: str = ""
    epoch: int = 0
    seq: int = 0
    trouble: str = ""


class BackupAge(StrEnum):
    """The light."""

    GOOD = "good"
    OLD = "old"
    TOO_OLD = "too_old"


def backup_age(workdays: int, *, up_to_date: bool) -> BackupAge:
    """``workdays``: since the day of the last proved backup, or since the first entry where there is none.

    ``up_to_date``: nothing was written since, so nothing can be lost.
    """
    if up_to_date or workdays <= AMBER_AFTER:
        return BackupAge.GOOD
    return BackupAge.OLD if workdays <= RED_AFTER else BackupAge.TOO_OLD
