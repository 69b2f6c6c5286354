"""Facade of the page 大厅: the hall's register, read and changed. Imported with the page, which few windows open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.file_errors import unreadable
from counter.domain.hall.consent import Consent
from counter.domain.hall.desk_card import DeskCard
from counter.domain.hall.register.absence_words import Gone, absence_words
from counter.domain.hall.register.checks import GuideNames, RegisterFault, faults_of
from counter.domain.hall.register.expiring import CoveredItem, ExpiringRecord, coverage, endings
from counter.domain.hall.register.issue import RegisterChange
from counter.domain.hall.register.records import RegisteredPicture
from counter.domain.hall.register.register import Register, RegisterOnDay
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.text.match import find_all, key_form
from counter.services.context.ports import StaffRow
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.hall_register import hall_register
from counter.services.hall.staff import check_pin
from counter.services.keys.files import read_request
from counter.services.keys.trusted import public_of, seed_in_force, trusted_keys
from counter.services.register.change_staff import Absence, retire, set_absence
from counter.services.register.confirmations import confirmation_lines
from counter.services.register.issue_register import confirm_register, issue_register, register_or_setup
from counter.services.register.pictures import MOST_FILE, read_picture
from counter.services.register.register_file import (
    LONGEST,
    TakenRegister,
    register_text,
    take_in_register,
)
from counter.services.spreadsheet.given_file import MOST_BYTES, read_given
from counter.ui.facades.base import ProfileFacade

if TYPE_CHECKING:
    from counter.services.register.workbook import ReadRegister


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


class TwoPeople(TypedDict):
    """Whoever signs and whoever agrees, each by the own PIN."""

    by: StaffRow
    agreed: StaffRow | None


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
        trust = trusted_keys(app.journal)
        seed = seed_in_force(app.journal, trust)
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
        names = GuideNames.of(app.guide, app.jurisdiction.wording)
        today = civil_date(app.clock.read().at)
        people = self._people(by, agreed)
        issue_register(app.journal, changes, reason=reason, names=names, seen_on=today, **people)
        return self._after()

    def confirm(self, by: Consent) -> tuple[str, ...]:
        """Confirm as the second person what waits for one; lines: what was confirmed, what still waits and for whom."""
        app = self._profile.followed()
        register = confirm_register(app.journal, by=check_pin(app.journal, by.code, by.pin))
        self._after()
        return confirmation_lines(app.journal, register)

    def leave(self, code: str, last: date, by: Consent, agreed: Consent | None) -> RegisterView:
        """Let a person leave after that day, as ``counter staff leave``."""
        retire(self._profile.followed().journal, code, last, **self._people(by, agreed))
        return self._after()

    def be_absent(
        self, code: str, absence: Absence | None, by: Consent, agreed: Consent | None
    ) -> RegisterView:
        """State an absence, or with None the return, as ``counter staff absent``."""
        set_absence(self._profile.followed().journal, code, absence, **self._people(by, agreed))
        return self._after()

    def follows(self, state: RegisterOnDay, gone: Gone) -> tuple[str, ...]:
        """What follows when that person is not there; at once."""
        return absence_words(state, gone, self._profile.app.guide)

    def desk_card(self, code: str) -> DeskCard:
        """The desk card of that person. Raises BadInput for who does not serve at a window."""
        from counter.services.papers.desk_card import desk_card  # papers: most openings print nothing

        return desk_card(self._profile.followed(), code)

    def print_desk_card(self, code: str, page: str) -> str:
        """Print it on that page; the printer's label. On the papers lane. Raises WorldTrouble where none took it."""
        from counter.services.papers.desk_card import print_desk_card  # as above

        profile = self._profile
        make, printer = profile.platform.card_press(), profile.preferences.printer
        return print_desk_card(profile.app, code, make, printer=printer, page=page)

    def find_items(self, organ: str, typed: str) -> tuple[tuple[str, str], ...]:
        """Items of the organ, or of all where it is none, by name, pinyin or id: id and name; at once."""
        app = self._profile.app
        items, sought = tuple(app.guide.items.values()), key_form(typed)
        of_organ = [i for i in items if i.organ == organ] or items
        found = [
            i
            for i in of_organ
            if sought and (sought in key_form(i.id) or find_all(app.index.items[i.id], sought))
        ]
        return tuple((i.id, i.name) for i in found)

    def item_name(self, item: str) -> str:
        """The item's name; "" for an id that the guide does not have; at once."""
        known = self._profile.app.guide.items.get(item)
        return "" if known is None else known.name

    def _people(self, by: Consent, agreed: Consent | None) -> TwoPeople:
        journal = self._profile.app.journal
        second = None if agreed is None else check_pin(journal, agreed.code, agreed.pin)
        return {"by": check_pin(journal, by.code, by.pin), "agreed": second}

    def workbook(self) -> bytes:
        """The register of today as a workbook."""
        from counter.services.register.workbook import register_workbook  # the page does not wait for Excel

        app = self._profile.followed()
        return register_workbook(register_or_setup(app.journal).on(civil_date(app.clock.read().at)))

    def signed_file(self) -> bytes:
        """The register for the other windows."""
        return register_text(self._profile.followed().journal).encode()

    def read(self, file: Path, in_force: date) -> ReadRegister:
        """What a workbook says, compared with the register on that day; nothing is taken."""
        from counter.services.register.workbook import read_register  # as above

        app = self._profile.followed()
        state = register_or_setup(app.journal).on(in_force)
        names = GuideNames.of(app.guide, app.jurisdiction.wording)
        return read_register(given_content(file, MOST_BYTES), state, in_force, names)

    def picture(self, file: Path, field: str, head: str) -> RegisteredPicture:
        """A picture file for that field of a record. Raises BadInput for what is no usable picture."""
        return read_picture(given_content(file, 10 * MOST_FILE, head), field, head)

    def take_in(self, file: Path, by: Consent) -> tuple[TakenRegister, RegisterOnDay]:
        """Take in another window's register; what it changed, and the register as it was before."""
        app = self._profile.followed()
        before = hall_register(app.journal).on(civil_date(app.clock.read().at))
        try:
            text = given_content(file, LONGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        taken = take_in_register(app.journal, text, by=check_pin(app.journal, by.code, by.pin))
        settle_held(app)
        self._after()
        return taken, before

    def card(self, by: Consent) -> bytes:
        """The card that a new window is set up with."""
        from counter.services.profile.join_card import join_card_text  # once in a window's life

        return join_card_text(self._profile.followed(), code=by.code, pin=by.pin).encode()

    def admit(self, requests: Sequence[Path], by: Consent, second: Consent | None) -> bytes:
        """Certify the windows of these requests; the register's file for them."""
        from counter.services.profile.admit_window import admit_windows  # as above

        texts = [given_text(file, LONGEST, "入厅申请") for file in requests]
        asked = [read_request(text) for text in texts]
        app = self._profile.followed()
        return admit_windows(app, asked, code=by.code, pin=by.pin, second=second, texts=texts).encode()

    def _after(self) -> RegisterView:
        self._profile.follow(self._profile.app)
        return self.view()


def given_content(file: Path, most: int, what: str = "登记册") -> bytes:
    """Raises BadInput for a file that cannot be read or is too large."""
    try:
        content = read_given(file, most)
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(file.name, wrong), field="file") from wrong
    if content is None:
        raise BadInput(f"{file.name} 太大，不像是{what}。", field="file")
    return content


def given_text(file: Path, most: int, what: str) -> str:
    """As ``given_content``, for a file of text. Raises BadInput for anything else."""
    try:
        return given_content(file, most, what).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file.name} 不是{what}。", field="file") from None
