"""What the page 告知 asks of an open profile; it reads or writes the journal: ``Lane.JOURNAL``. ``export`` writes to a
stick, on which no act may wait: ``Lane.PAPERS``.
"""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from counter.domain.case.reminder_events import ReminderOutcome
    from counter.domain.case.reminders.gateway import GatewayForm
    from counter.domain.case.reminders.texts import ReminderTexts
    from counter.services.reminders.gateway_answers import TakenAnswers
    from counter.services.reminders.gateway_file import GatewayFile
    from counter.services.reminders.list_calls import CallList, CallRow
    from counter.ui.facades.base import ProfileFacade
    from counter.ui.facades.clerk import Clerk


class RemindersFacade:
    """Calls of one page; imports wait until it is first shown."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def calls(self) -> CallList:
        """Whom this window calls today (``services.reminders.list_calls``)."""
        from counter.services.reminders.list_calls import list_calls

        return list_calls(self._profile.followed(), self._texts)

    def done(self, row: CallRow, outcome: ReminderOutcome, words: str, clerk: Clerk) -> CallRow | None:
        """Record what came of a call; what is still to be told of that case today, None where nothing is."""
        from counter.services.reminders.record_call import CallDone, record_call

        app = self._profile.followed()
        made = CallDone(outcome, words=words)
        record_call(app, row.case, made, self._profile.row(clerk), row.base)
        return self._call(row.case)

    def undo(self, case: str, clerk: Clerk) -> CallRow | None:
        """Take the last record of a case back; what is then to be told."""
        from counter.services.reminders.record_call import take_back

        take_back(self._profile.followed(), case, self._profile.row(clerk))
        return self._call(case)

    def renumber(self, case: str, number: str, clerk: Clerk) -> CallRow | None:
        """The applicant is called at another number; what is then to be told."""
        from counter.domain.case.acts.at_any_time import AgreeReminders
        from counter.services.case.agree_reminders import agree_reminders

        asked = AgreeReminders(agreed=True, number=number)
        agree_reminders(self._profile.followed(), case, asked, self._profile.row(clerk))
        return self._call(case)

    def number(self, case: str, clerk: Clerk) -> str:
        """The number in full; this look is on record (L11)."""
        from counter.services.reminders.record_call import show_number

        return show_number(self._profile.followed(), case, self._profile.row(clerk))

    def export(self, file: Path, clerk: Clerk, pin: str) -> GatewayFile:
        """Write what can be told by messages to a file for the gateway; nothing is recorded where that fails."""
        from counter.services.reminders.gateway_file import hand_to_gateway

        with self._profile.platform.whole_file(file, replace=True) as half:
            return hand_to_gateway(
                self._profile.followed(),
                self._texts,
                self._form,
                code=clerk.code,
                pin=pin,
                as_workbook=file.suffix.lower() == ".xlsx",
                keep=half.write,
            )

    def take_in(self, file: Path, clerk: Clerk, pin: str) -> TakenAnswers:
        """Take in a file of the gateway's answers. Raises BadInput where it cannot be read."""
        from counter.domain.errors import BadInput
        from counter.domain.file_errors import unreadable
        from counter.services.reminders.gateway_answers import MOST_BYTES, take_answers
        from counter.services.spreadsheet.given_file import read_given

        try:
            content = read_given(file, MOST_BYTES)
        except (OSError, ValueError) as wrong:
            raise BadInput(unreadable(file.name, wrong), field="file") from wrong
        if content is None:
            raise BadInput(f"{file.name} 太大，不像是短信平台的回执。", field="file")
        return take_answers(self._profile.followed(), self._form, content, code=clerk.code, pin=pin)

    def _call(self, case: str) -> CallRow | None:
        from counter.domain.calendar.workdays import civil_date
        from counter.services.reminders.list_calls import call_of

        app = self._profile.app
        return call_of(app, self._texts, case, civil_date(app.clock.read().at))

    @cached_property
    def _texts(self) -> ReminderTexts:
        from counter.domain.case.reminders.texts import texts_from

        return texts_from(self._data("texts.toml"))

    @cached_property
    def _form(self) -> GatewayForm:
        from counter.domain.case.reminders.gateway import gateway_from

        return gateway_from(self._data("gateway.toml"))

    def _data(self, name: str) -> dict[str, Any]:
        file = self._profile.resources / "reminders" / name
        return tomllib.loads(file.read_text(encoding="utf-8"))
