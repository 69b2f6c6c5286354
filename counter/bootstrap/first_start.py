"""What a first start can do (``ui.facades.first_start``): draft, set-up, joining a hall, the demo hall.

Imported only where there is no profile.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

from counter import config
from counter.bootstrap.atomic_file import whole_file
from counter.bootstrap.key_slots import KeySlots
from counter.bootstrap.opening import SetUp, setting_up
from counter.bootstrap.print_system import system_queue
from counter.bootstrap.self_test import made_sheet, self_test_tools, send_sheet
from counter.db.file.connection import DATABASE
from counter.db.file.files import write_durably
from counter.db.keys.key_folder import begun, is_finished
from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.errors import BadInput, CounterError, WorldTrouble
from counter.domain.file_errors import unreadable
from counter.domain.hall.first_people import SETUP, check_first_pin
from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.hall.window_name import window_name
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.context.preferences import AS_SYSTEM, Preferences
from counter.services.keys.phrase import PhraseWord
from counter.services.keys.slot_kinds import NewSlot, SlotKind
from counter.services.profile.first_answers import (
    NO_ANSWERS,
    FirstAnswers,
    FirstPlan,
    draft_text,
    read_draft,
)
from counter.services.profile.join_card import (
    LONGEST,
    ReadCard,
    join_hall,
    joining_person,
    joining_settings,
    read_join_card,
)
from counter.services.profile.plain_sheet import PlainSheet, missing_sheet, phrase_sheet, recovery_sheet
from counter.services.profile.set_up_window import set_up_window
from counter.services.spreadsheet.given_file import read_given
from counter.ui.facades.first_start import BackupFound, BegunSetUp, League, RestoredHere
from counter.ui.facades.self_test import SelfTestTools

_DRAFT = "{}.设置草稿.json"
_DEMO = "{}-demo"
_LONGEST_DRAFT = 1_000_000


def is_first_start(profile: Path) -> bool:
    """Whether nothing was ever set up in the folder. One with data but no card of its keys is a damaged profile: its
    window says what to do.
    """
    try:
        return not is_finished(profile) and (begun(profile) is not None or not (profile / DATABASE).exists())
    except (CounterError, OSError):
        return False


def choose_profile(profile: Path) -> Path | None:
    """Show the pages of a first start; the folder to open afterwards, None where the person closed them."""
    if not is_first_start(profile):
        return profile
    from PySide6.QtWidgets import QApplication

    from counter.ui.frame.window_icon import window_icon
    from counter.ui.frame.window_place import show_whole
    from counter.ui.profile.first_start_window import FirstStartWindow

    first = FirstStart(profile)
    QApplication.setWindowIcon(window_icon(first.resources))
    window = FirstStartWindow(first)
    show_whole(window)
    QApplication.exec()
    window.deleteLater()
    if window.opened is not None:
        wish_hints(window.opened)
    return window.opened


def wish_hints(profile: Path) -> None:
    """Who opens a new profile has not seen the pages yet: hints are shown until they are put away."""
    file = profile / config.PREFERENCES
    with suppress(OSError):
        if not file.exists():
            write_durably(file, config.written_preferences(Preferences(theme=AS_SYSTEM, hints=())))


class FirstStart:
    """One first start. ``close`` at the end discards what was not finished."""

    def __init__(self, profile: Path) -> None:
        self._profile, self._slots = profile, KeySlots(profile)
        self._draft = profile.with_name(_DRAFT.format(profile.name))
        self._unfinished = ExitStack()
        self._new: SetUp | None = None
        self._sheet: PlainSheet | None = None
        self._request = ""
        self._jobs: list[str] = []

    @property
    def profile(self) -> Path:
        return self._profile

    @property
    def resources(self) -> Path:
        return config.resources_folder()

    @property
    def preferences(self) -> Preferences:
        return config.read_preferences(self._profile)

    @property
    def self_test(self) -> SelfTestTools:
        return self_test_tools(self._profile)

    def places(self) -> tuple[League, ...]:
        folder = config.resources_folder() / "jurisdictions"
        found = []
        for file in sorted(folder.glob("*.toml"), reverse=True):
            values = config.read_toml(file)
            league, rows = values.get("league"), values.get("regions")
            if isinstance(league, Mapping) and isinstance(rows, list):
                regions = tuple((str(row["code"]), str(row["name"])) for row in rows)
                found.append(League(file.stem, str(league["name"]), regions))
        return tuple(found)

    def read_draft(self) -> FirstAnswers:
        with suppress(OSError, ValueError):
            content = read_given(self._draft, _LONGEST_DRAFT)
            return NO_ANSWERS if content is None else read_draft(content)
        return NO_ANSWERS

    def keep_draft(self, answers: FirstAnswers) -> None:
        with suppress(OSError, CounterError):
            self._draft.parent.mkdir(parents=True, exist_ok=True)
            write_durably(self._draft, draft_text(answers), mode=0o600)

    def hall_values(self, file: Path) -> Mapping[str, object]:
        return config.read_toml(file)

    def read_card(self, file: Path) -> ReadCard:
        try:
            content = read_given(file, LONGEST)
        except (OSError, ValueError) as wrong:
            raise BadInput(unreadable(str(file)[:200], wrong), field="file") from wrong
        try:
            text = (content or b"").decode("utf-8-sig")
        except UnicodeDecodeError:
            text = ""
        return read_join_card(text)

    def today(self, card: ReadCard) -> RegisterOnDay:
        return card.proved.register.on(civil_date(datetime.now(UTC)))

    def opening_kinds(self) -> tuple[SlotKind, ...]:
        return self._slots.usable()

    def draw_phrase(self, count: int) -> tuple[PhraseWord, ...]:
        return self._slots.words.draw(count)

    def read_phrase(self, typed: str) -> str:
        return self._slots.words.read(typed)

    def check_opening_pin(self, pin: str) -> None:
        self._slots.check_pin(pin)

    def print_phrase(self, words: Sequence[PhraseWord], hall: str) -> str:
        sheet = phrase_sheet(
            hall, [(word.hanzi, word.letters) for word in words], civil_date(datetime.now(UTC))
        )
        label, job = send_sheet(self._profile, sheet)
        self._jobs.append(job)
        return f"已送 {label} 打印：请等纸出来，核对清楚再往下。"

    def begin(self, plan: FirstPlan, open_with: NewSlot | None = None) -> BegunSetUp:
        new = self._begin(plan, open_with=open_with)
        with new.open_app() as app:
            card = set_up_window(app, records=plan.records)
        shown = "" if plan.hall.office or plan.hall.bureau else readable_fingerprint(card.public_key)
        return BegunSetUp(new.recovery_key, shown)

    def begin_joining(
        self,
        card: ReadCard,
        window: RegisteredWindow,
        person: RegisteredStaff,
        pin: str,
        open_with: NewSlot | None = None,
    ) -> BegunSetUp:
        hall = joining_settings(card, window, self.today(card))
        check_first_pin(person.code, pin, demo=hall.demo)
        new = self._begin(FirstPlan(hall, (joining_person(person, pin),)), card.card.recovery, open_with)
        with new.open_app() as app:
            self._request = join_hall(app, card, actor=SETUP)
        return BegunSetUp(new.recovery_key, card.fingerprint)

    def print_key(self) -> str:
        label, job = send_sheet(self._profile, self._key_sheet())
        self._jobs.append(job)
        return f"已送 {label} 打印：请等纸出来，核对清楚再往下。"

    def save_key(self, file: Path) -> None:
        with whole_file(file, replace=True) as half:
            half.write(made_sheet(self._key_sheet()))

    def finish(self) -> None:
        if self._new is None:
            raise WorldTrouble("还没有开始设置，请回到上一步。")
        self._new.finish()
        self._forget()
        with suppress(OSError):
            self._draft.unlink(missing_ok=True)

    def abandon(self) -> None:
        self._forget()

    def write_request(self, file: Path) -> None:
        with whole_file(file, replace=True, public=True) as half:
            half.write(self._request.encode())

    def read_backup(self, file: Path) -> BackupFound:
        from counter.db.backup.found import backups_in, opened_backup

        with opened_backup(file) as opened:
            header = opened.header
        beside = (one for one in backups_in(file.parent) if one.header.profile == header.profile)
        newest = next(beside, None)
        newer = newest.path if newest is not None and newest.header.at > header.at else None
        return BackupFound(header.hall, header.window, header.at, newer)

    def restore_backup(self, file: Path, recovery_key: str, known: Sequence[str] = ()) -> RestoredHere:
        from counter.bootstrap.backups import restore
        from counter.domain.hall.backup.progress import ignore_backup
        from counter.services.keys.slot_kinds import opening_after_restoring

        # nothing was ever set up here: a set-up that was cut short is moved aside
        back = restore(file, lambda: recovery_key, self._profile, ignore_backup, move_aside=True, known=known)
        made = f"{civil_time(back.made_at):%Y年%m月%d日 %H:%M}"
        self._sheet = missing_sheet(back.hall, window_name(back.window), made, back.mark, tuple(back.missing))
        return RestoredHere(back.mark, tuple(back.missing), opening_after_restoring(back.opens))

    def print_missing(self) -> str:
        return self.print_key()

    def save_missing(self, file: Path) -> None:
        self.save_key(file)

    def demo(self) -> Path:
        from counter.bootstrap.demo import create_demo
        from counter.db.profile.profile import exists

        folder = self._profile.with_name(_DEMO.format(self._profile.name))
        window = folder / "window"
        if not exists(window):
            create_demo(window, folder / "office", folder / "bureau")
        return window

    def _begin(self, plan: FirstPlan, hall_recovery: str = "", open_with: NewSlot | None = None) -> SetUp:
        self._forget()
        making = setting_up(
            self._profile, plan.hall, plan.staff, hall_recovery=hall_recovery, open_with=open_with
        )
        self._new = self._unfinished.enter_context(making)
        window = "" if plan.hall.office or plan.hall.bureau else window_name(plan.hall.window)
        made_on = civil_date(datetime.now(UTC))
        self._sheet = recovery_sheet(plan.hall.hall, window, self._new.recovery_key, made_on)
        return self._new

    def _key_sheet(self) -> PlainSheet:
        if self._sheet is None:
            raise WorldTrouble("还没有恢复密钥，请回到上一步。")
        return self._sheet

    def _forget(self) -> None:
        """Leave a begun set-up (which discards it unless it was finished), and the print system's copies of its key."""
        self._new = self._sheet = None
        for job in self._jobs:
            with contextlib.suppress(CounterError):
                system_queue().cancel(job)
        self._jobs = []
        self._unfinished.close()
