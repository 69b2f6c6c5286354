"""What the pages of a first start ask of the installation: ``bootstrap.first_start`` provides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from counter.ui.facades.opening import OpeningTools

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow
    from counter.domain.hall.register.register import RegisterOnDay
    from counter.services.context.preferences import Preferences
    from counter.services.keys.phrase import PhraseWord
    from counter.services.keys.slot_kinds import NewSlot
    from counter.services.profile.first_answers import FirstAnswers, FirstPlan
    from counter.services.profile.join_card import ReadCard
    from counter.ui.facades.self_test import SelfTestTools


@dataclass(frozen=True, slots=True)
class League:
    """A place whose rules ship with the program. ``regions``: code and name of each 旗县市区."""

    jurisdiction: str
    name: str
    regions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, repr=False)
class BegunSetUp:
    """A profile that counts once ``finish`` was called. ``fingerprint``: of the hall's key, "" where there is none.

    Has no repr: it holds the recovery key.
    """

    recovery_key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class BackupFound:
    """What a backup states of itself. ``newer``: a newer one of the same window in its folder."""

    hall: str
    window: str
    made_at: datetime
    newer: Path | None


@dataclass(frozen=True, slots=True)
class RestoredHere:
    """A window restored into the folder. ``mark``: of its new epoch; ``missing``: what is lost, in words; ``opens``:
    how it is opened now, and what to do about it.
    """

    mark: str
    missing: tuple[str, ...]
    opens: str


class FirstStartFacade(OpeningTools, Protocol):
    """All but the properties, ``keep_draft`` and what is said to be at once belong on the journal lane; they raise
    ``CounterError``.
    """

    @property
    def profile(self) -> Path:
        """The folder to be set up."""
        ...

    @property
    def resources(self) -> Path:
        """The shipped resources."""
        ...

    @property
    def preferences(self) -> Preferences:
        """Theme and size."""
        ...

    @property
    def self_test(self) -> SelfTestTools:
        """The self-test of the profile once it is set up."""
        ...

    def places(self) -> Sequence[League]:
        """Where a hall may be."""
        ...

    def read_draft(self) -> FirstAnswers:
        """What was typed before the program was closed in the middle."""
        ...

    def keep_draft(self, answers: FirstAnswers) -> None:
        """Keep what was typed, never a PIN or key. A disk that refuses costs the draft only."""
        ...

    def hall_values(self, file: Path) -> Mapping[str, object]:
        """The values of a hall file."""
        ...

    def read_card(self, file: Path) -> ReadCard:
        """A 入厅卡 whose signatures hold."""
        ...

    def today(self, card: ReadCard) -> RegisterOnDay:
        """What its register states today."""
        ...

    def print_phrase(self, words: Sequence[PhraseWord], hall: str) -> str:
        """Print a phrase; a sentence that says where it was sent."""
        ...

    def begin(self, plan: FirstPlan, open_with: NewSlot | None = None) -> BegunSetUp:
        """Make the profile; one that was begun before is discarded."""
        ...

    def begin_joining(
        self,
        card: ReadCard,
        window: RegisteredWindow,
        person: RegisteredStaff,
        pin: str,
        open_with: NewSlot | None = None,
    ) -> BegunSetUp:
        """Make the profile of a further window of a hall."""
        ...

    def print_key(self) -> str:
        """Print the recovery key of the begun profile; a sentence that says where it was sent."""
        ...

    def save_key(self, file: Path) -> None:
        """Write it as PDF."""
        ...

    def finish(self) -> None:
        """The recovery key was typed back: the profile counts; the draft is deleted."""
        ...

    def abandon(self) -> None:
        """Discard a profile that was begun."""
        ...

    def write_request(self, file: Path) -> None:
        """Write the request of a window that joined its hall."""
        ...

    def read_backup(self, file: Path) -> BackupFound:
        """Whose backup a file is."""
        ...

    def restore_backup(self, file: Path, recovery_key: str, known: Sequence[str] = ()) -> RestoredHere:
        """Restore it into the folder and open it once. The folder is there wholly or not at all.

        ``known``: codes and files of what was written after the backup.
        """
        ...

    def print_missing(self) -> str:
        """Print what is missing; a sentence that says where it was sent."""
        ...

    def save_missing(self, file: Path) -> None:
        """Write it as PDF."""
        ...

    def demo(self) -> Path:
        """The demo hall's window, made where there is none."""
        ...
