"""What a case knows of telling its applicant: whether that is wanted, at which number, and what was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.case.reminder_events import ReminderKey, ReminderOutcome, ReminderWay

_DONE = (ReminderOutcome.REACHED, ReminderOutcome.DELIVERED, ReminderOutcome.NOT_MADE)


@dataclass(frozen=True, slots=True)
class ReminderSaid:
    """One try. ``entry``: id of its record; ``words``: what was said, None where it cannot be read here.

    ``undone``: it was recorded by mistake.
    """

    entry: str
    at: datetime
    station: str
    clerk: str
    keys: tuple[ReminderKey, ...]
    way: ReminderWay
    outcome: ReminderOutcome
    day: date
    message: str = ""
    words: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Reminding:
    """``agreed``: reminders were asked for, ``since`` that day. ``number``: the one given later, "" for the intake's.

    ``said``: every try, oldest first; those from ``asked_after`` on were made under the last agreement.
    """

    agreed: bool = False
    since: date | None = None
    number: str = ""
    said: tuple[ReminderSaid, ...] = ()
    asked_after: int = 0

    @property
    def holds(self) -> tuple[ReminderSaid, ...]:
        """The tries that were not taken back."""
        return tuple(one for one in self.said if not one.undone)

    @property
    def wanted(self) -> bool:
        """Whether the applicant wants to be told, as far as is known now."""
        return self.agreed and not self.stopped

    @property
    def stopped(self) -> bool:
        """Asked for no more, and not asked for again since."""
        return self._since_agreed(ReminderOutcome.NO_MORE)

    @property
    def wrong_number(self) -> bool:
        """The number turned out to be another's, and no other was given since."""
        return self._since_agreed(ReminderOutcome.WRONG_NUMBER)

    def latest(self, key: ReminderKey) -> ReminderSaid | None:
        """The last try about that milestone."""
        return next((one for one in reversed(self.holds) if key in one.keys), None)

    def settled(self, key: ReminderKey) -> bool:
        """Whether that milestone is not tried again: told, on its way, or stated why not.

        A message that failed is tried by telephone.
        """
        about = [one for one in self.holds if key in one.keys]
        failed = {one.message for one in about if one.outcome is ReminderOutcome.FAILED}
        return any(
            one.outcome in _DONE or (one.outcome is ReminderOutcome.HANDED and one.message not in failed)
            for one in about
        )

    def _since_agreed(self, outcome: ReminderOutcome) -> bool:
        return any(one.outcome is outcome and not one.undone for one in self.said[self.asked_after :])


NOT_REMINDED = Reminding()
"""Nobody asked to be told."""
