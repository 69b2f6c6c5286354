"""Changes of the register that were put away before anybody signed them: they wait for their clerk, whatever way the
page was left, and come back when it is opened again (decision 0077).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.ui.kit.acts.unfinished_input import (
    Content,
    UnfinishedFields,
    UnfinishedInput,
    content_of,
    put_away,
    taken_up,
    write,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from counter.domain.hall.register.draft import RegisterDraft
    from counter.domain.hall.register.records import RegisterRecord
    from counter.domain.hall.register.register import Position
    from counter.ui.kit.messages import Message

    Records = Mapping[Position, RegisterRecord | None]


class RegisterBegun:
    """``form``: of one record, whose words wait for themselves; ``sign``: from which day, and why."""

    def __init__(self, form: QWidget, sign: QWidget) -> None:
        self._sign = sign
        self._words = UnfinishedFields(
            form, lambda: QCoreApplication.translate("RegisterBegun", "登记册的这一条")
        )
        self._drafts: UnfinishedInput[tuple[Records, Content]] = UnfinishedInput()
        self._clerk, self._shown = "", ("", "")
        self._resting = False

    @property
    def titles(self) -> tuple[str, ...]:
        """What waits: it would be lost with the window."""
        return (*(self._title for _ in self._drafts.kept), *self._words.titles)

    def work_for(self, clerk: str) -> None:
        """Whose changes they are from now on."""
        self._clerk = clerk

    # -- the record in the form --
    def close_record(self) -> Message | None:
        """Before the form shows another record, or none."""
        return self._words.close()

    def open_record(self, section: str, key: str, before: Message | None) -> Message | None:
        """The form shows that record: what was typed there is there again, unless it was just put away by hand.
        ``before``: what ``close_record`` said, which is no news where the same record is shown anew.
        """
        again, self._shown = self._shown == (section, key), (section, key)
        if not again:
            self._resting = False
        back = self._words.open_at(self._clerk, section, key, anew=self._resting)
        return None if again else back or before

    def rest(self) -> Message | None:
        """The record's words are put away by hand: they come back with another record, or the page."""
        said = self._words.close()
        self._resting = True
        return said

    def record_kept(self) -> None:
        """The record is among the changes."""
        self._words.done()

    def resume(self) -> None:
        """The page is opened again."""
        self._resting, self._shown = False, ("", "")

    # -- the changes that wait to be signed --
    def put_away(self, draft: RegisterDraft | None) -> Message | None:
        """Clear them, to be taken up later."""
        if not draft:
            return None
        self._drafts.keep((self._clerk,), (dict(draft.records), content_of(self._sign)))
        draft.records.clear()
        return put_away(self._title)

    def take_up(self, draft: RegisterDraft) -> Message | None:
        """Put those that wait for this clerk under those that were made since."""
        waiting = self._drafts.take((self._clerk,))
        if waiting is None:
            return None
        records, typed = waiting
        draft.records = {**records, **draft.records}
        write(self._sign, typed)
        return taken_up(self._title)

    @property
    def _title(self) -> str:
        return QCoreApplication.translate("RegisterBegun", "登记册的改动")
