"""Facade of the page 大厅: the hall's register, read and changed. Imported with the page, which few windows open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.file_errors import error_reason
from counter.domain.hall.consent import Consent
from counter.domain.hall.register.checks import GuideNames, RegisterFault, faults_of
from counter.domain.hall.register.expiring import CoveredItem, ExpiringRecord, coverage, endings
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.register import Register, RegisterOnDay
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.hall.hall_register import hall_register
from counter.services.hall.staff import check_pin
from counter.services.keys.files import read_request
from counter.services.keys.trusted import public_of, trusted_keys
from counter.services.profile.admit_window import SecondPerson, admit_windows
from counter.services.profile.join_card import join_card_text
from counter.services.register.issue_register import confirm_register, issue_register, register_or_setup
from counter.services.register.register_file import (
    LONGEST,
    TakenRegister,
    register_text,
    take_in_register,
)
from counter.services.register.workbook import ReadRegister, read_register, register_workbook
from counter.services.spreadsheet.given_file import MOST_BYTES, read_given
from counter.ui.facades.base import ProfileFacade


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register as the page shows it, on one day. ``keeper``: whether this profile holds the hall's key, whose
    ``fingerprint`` is told by telephone; "" where there is none yet.

    ``names``: what the guide and the region know; ``faults`` of the records as they are.
    """

    register: Register
    state: RegisterOnDay
    names: GuideNames
    faults: tuple[RegisterFault, ...]
    endings: tuple[ExpiringRecord, ...]
    coverage: tuple[CoveredItem, ...]
    keeper: bool
    fingerprint: str = ""

    @property
    def today(self) -> date:
        """The day it is shown for."""
        return self.state.day


class HallFacade:
    """Members run on the journal lane. They raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> RegisterView:
        """The register of today."""
        app = self._profile.followed()
        today = civil_date(app.clock.read().at)
        register = register_or_setup(app.journal)
        state = register.on(today)
        names = GuideNames.of(app.guide, app.jurisdiction.wording)
        seed, trust = app.journal.hall_seed(), trusted_keys(app.journal)
        return RegisterView(
            register,
            state,
            names,
            faults_of(tuple(state.records.values()), today, names),
            endings(state, app.guide),
            coverage(state, app.guide),
            keeper=seed is not None or not trust.halls,
            fingerprint="" if seed is None else readable_fingerprint(public_of(seed)),
        )

    def issue(
        self, changes: Sequence[RegisterChange], by: Consent, agreed: Consent | None, reason: str
    ) -> RegisterView:
        """Sign the changes by one or two people; the register after it."""
        app = self._profile.followed()
        person = check_pin(app.journal, by.code, by.pin)
        second = None if agreed is None else check_pin(app.journal, agreed.code, agreed.pin)
        names = GuideNames.of(app.guide, app.jurisdiction.wording)
        today = civil_date(app.clock.read().at)
        issue_register(
            app.journal, changes, by=person, agreed=second, reason=reason, names=names, seen_on=today
        )
        return self._after()

    def confirm(self, by: Consent) -> RegisterView:
        """Confirm as the second person what waits for one."""
        app = self._profile.followed()
        confirm_register(app.journal, by=check_pin(app.journal, by.code, by.pin))
        return self._after()

    def workbook(self) -> bytes:
        """The register of today as a workbook."""
        app = self._profile.followed()
        return register_workbook(register_or_setup(app.journal).on(civil_date(app.clock.read().at)))

    def signed_file(self) -> bytes:
        """The register for the other windows."""
        return register_text(self._profile.followed().journal).encode()

    def read(self, file: Path, in_force: date) -> ReadRegister:
        """What a workbook says, compared with the register on that day; nothing is taken."""
        app = self._profile.followed()
        state = register_or_setup(app.journal).on(in_force)
        names = GuideNames.of(app.guide, app.jurisdiction.wording)
        return read_register(_content(file, MOST_BYTES), state, in_force, names)

    def take_in(self, file: Path, by: Consent) -> tuple[TakenRegister, RegisterOnDay]:
        """Take in another window's register; what it changed, and the register as it was before."""
        app = self._profile.followed()
        before = hall_register(app.journal).on(civil_date(app.clock.read().at))
        try:
            text = _content(file, LONGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        taken = take_in_register(app.journal, text, by=check_pin(app.journal, by.code, by.pin))
        self._after()
        return taken, before

    def card(self, by: Consent) -> bytes:
        """The card that a new window is set up with."""
        return join_card_text(self._profile.followed(), code=by.code, pin=by.pin).encode()

    def admit(self, requests: Sequence[Path], by: Consent, second: Consent | None) -> bytes:
        """Certify the windows of these requests; the register's file for them."""
        texts = []
        for file in requests:
            try:
                texts.append(_content(file, LONGEST).decode("utf-8-sig"))
            except UnicodeDecodeError:
                raise BadInput(f"{file.name} 不是入厅申请。", field="file") from None
        other = None if second is None else SecondPerson(second.code, second.pin)
        asked = [read_request(text) for text in texts]
        app = self._profile.followed()
        return admit_windows(app, asked, code=by.code, pin=by.pin, second=other, texts=texts).encode()

    def _after(self) -> RegisterView:
        self._profile.follow(self._profile.app)
        return self.view()


def _content(file: Path, most: int) -> bytes:
    """Raises BadInput for a file that cannot be read or is too large."""
    try:
        content = read_given(file, most)
    except (OSError, ValueError) as wrong:
        reason = error_reason(wrong) if isinstance(wrong, OSError) else "文件名不对"
        raise BadInput(f"{file.name} 读不了：{reason}。", field="file") from wrong
    if content is None:
        raise BadInput(f"{file.name} 太大，不像是登记册。", field="file")
    return content
