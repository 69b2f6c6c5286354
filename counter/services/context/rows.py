"""The rows of the read models: what lists show, computed from entries; and what is kept beside the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from counter.domain.hall.banner import banner_of

if TYPE_CHECKING:
    from counter.domain.hall.jurisdiction import Contacts


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One row of the case read model. Personal fields exist in the encrypted file only (DESIGN §4).

    ``names``: the names to find the case by; ``initials``: their pinyin initials; ``id_numbers``: normalised.
    ``open``: something is still to be done in it (an open case of the same person is shown before a second is filed).
    ``earlier_numbers``: its numbers in the system it was taken over from; ``official_numbers``: the platform's;
    ``mail_numbers``: of parcels with its results, which come back with nothing else on them.
    ``owner``: code of the station that decides, "" where it is this one; ``conflict``: stations decided differently,
    and nobody has settled it yet.
    ``held``: name and sheets of each line whose originals lie at this window.
    """

    case: str
    number: str
    bundle: int
    bundle_name: str
    state: str
    opened_at: str
    updated_at: str
    due: str | None
    clerk: str
    applicant: str
    names: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    id_numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    open: bool = True
    earlier_numbers: tuple[str, ...] = ()
    official_numbers: tuple[str, ...] = ()
    mail_numbers: tuple[str, ...] = ()
    owner: str = ""
    conflict: bool = False
    held: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row of the paper read model: every number ever given, and how many copies left the program."""

    paper: str
    case: str
    kind: str
    number: str
    organ: str
    issued_at: str
    copies: int
    state: str  # domain.case.paper_events.PaperStage


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of the 待办 read model: one thing to be done in a case. ``day``: ISO, None where none is set.

    Nothing in it depends on today; the applicant's name is in the case's row only. ``station``: code of the other
    window where it is to be done, "" here.
    """

    case: str
    item: str
    item_name: str
    paper: str
    kind: str  # domain.tasks.task.TaskKind
    day: str | None
    provisional: bool
    words: str
    station: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with columns of its case's row."""

    task: TaskRow
    number: str
    bundle_name: str
    applicant: str
    clerk: str


@dataclass(frozen=True)
class FoundCases(Sequence[CaseRow]):
    """Cases found by a text, newest first. ``more``: older ones are left out, or were not searched."""

    rows: tuple[CaseRow, ...] = ()
    more: bool = False

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class TaskSpan:
    """A filter of tasks. ``since``, ``until``: ISO days, both included, None: open; ``dated`` False: without a day.

    ``kinds``: as stored; empty: all. ``hall``: those to be done at other windows too. ``clerks``: only of their cases;
    empty: all; ``present``: also of cases whose clerk is none of these, where any are named.
    ``cases``: all tasks of the cases with these ids, whatever their days and kinds.
    """

    since: str | None = None
    until: str | None = None
    dated: bool = True
    kinds: tuple[str, ...] = ()
    hall: bool = False
    clerks: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NearDays:
    """What days are compared with when cases are counted: ISO days, ``soon`` the last that is near; ``waiting``: kinds
    that without a day are nobody's work now.
    """

    today: str
    soon: str
    waiting: tuple[str, ...]


TaskNumbers: TypeAlias = Mapping[tuple[str, str | None], int]
"""(kind, day) → how many tasks."""


@dataclass(frozen=True, slots=True)
class RatingSlot:
    """An invitation that is open: no journal entry, it lives minutes. ``invitation``: SHA-256 of its secret, hex.

    ``box``: the sealed named box, of one size always, sealed over nothing until the applicant has chosen; None while
    the invitation is a printed slip. ``waiting``: first bytes of the placeholder for the anonymous box in the day's
    buffer; None once the applicant has chosen or declined.
    """

    case: str
    invitation: str
    stage: str
    clerk: str
    opened_at: str
    closes_at: str
    box: bytes | None = None
    waiting: bytes | None = None


@dataclass(frozen=True, slots=True)
class LogReader:
    """A process that is reading the file. ``program``: its name."""

    pid: int
    program: str


@dataclass(frozen=True, slots=True)
class UnemptiedLog:
    """The page log could not be emptied. ``frames``: pages in it; ``readers``: processes reading it, where known."""

    frames: int
    readers: tuple[LogReader, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One row of the office's ratings read model. No personal data of the rater; the clerk's code only.

    ``day``: civil day of the rating (ISO); ``station``, ``window``, ``clerk``, ``case`` empty for an anonymous one.
    ``standing``: counted | proxy (代录, not yet called back) | doubtful | set_aside (误评、恶意、不是本人): only the
    first counts in rates. ``loop``: none | open | answered | closed, with ``due`` and ``owner`` of the rectification.
    ``again``: the second rating given at the call-back. ``answered``: civil day of the first answer (ISO) or "".
    """

    rating: str
    mode: str
    channel: str
    hall: str
    station: str
    window: str
    clerk: str
    case: str
    bundle: int
    bundle_name: str
    stage: str
    day: str
    grade: str
    reasons: tuple[str, ...]
    standing: str
    loop: str = "none"
    due: str | None = None
    owner: str = ""
    finding: str = ""
    again: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class RatingFilter:
    """A filter of ratings: days from ``since`` to ``until`` (ISO, inclusive); None, "" and () match everything."""

    since: str | None = None
    until: str | None = None
    hall: str = ""
    bundle: int | None = None
    clerk: str = ""
    grade: str = ""
    mode: str = ""
    standing: str = ""
    loop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person on duty, or of an organ. ``pin_hash``: an argon2 string, "" for who has no PIN here.

    ``role``: clerk | supervisor | representative | signer (``hall.organ_people``), the last two with their ``organ``.
    """

    code: str
    name: str
    role: str
    pin_hash: str
    active: bool
    organ: str = ""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Unfinished input, encrypted at rest like everything else; ``body`` is the page's own JSON."""

    id: str
    clerk: str
    guide_version: str
    saved_at: str
    begun_at: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StationIdentity:
    """Identity of this station: its code in the hall's register, its epoch, and what papers print of it."""

    code: str
    epoch: int
    hall: str
    window: str
    region: str
    jurisdiction: str
    demo: bool
    training: bool = False

    @property
    def banner(self) -> str:
        """What stands across every page: 演示 无效, 培训 无效, or nothing (L14)."""
        return banner_of(demo=self.demo, training=self.training)

    def named(self, contacts: Contacts) -> StationIdentity:
        """The same with the names that the hall's register states today."""
        return replace(self, hall=contacts.hall_name or self.hall, window=contacts.window or self.window)
