"""What a page read of the journal is not read again before something is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from datetime import date

    from counter.services.context.app import AppContext
    from counter.services.context.written_elsewhere import Revision

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Reading:
    """An outcome, and of what it is the outcome. ``app``: with the settings in force; compared by identity."""

    app: AppContext
    revision: Revision
    day: date
    asked: Hashable
    outcome: object


class KeptReadings:
    """The last outcome of each kind of reading, for as long as it would be read the same again.

    Only for what follows from the journal, the civil day, the settings in force and what is asked; not from the hour
    nor from other files. An outcome is handed out more than once: of values that nobody changes.
    """

    def __init__(self) -> None:
        self._kept: dict[str, _Reading] = {}

    def read(self, app: AppContext, kind: str, asked: Hashable, work: Callable[[], T]) -> T:
        """The outcome of ``work``, in the thread that does it. What it wrote itself makes it be done again."""
        from counter.domain.calendar.workdays import civil_date

        revision, day = app.journal.revision(), civil_date(app.clock.read().at)
        kept = self._kept.get(kind)
        if (
            kept is not None
            and kept.app is app
            and (kept.revision, kept.day, kept.asked) == (revision, day, asked)
        ):
            return cast("T", kept.outcome)
        outcome = work()
        self._kept[kind] = _Reading(app, revision, day, asked, outcome)
        return outcome
