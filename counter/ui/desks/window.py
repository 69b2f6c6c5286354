"""All that the window knows of the rest of the house: a desk that answers (bootstrap builds the real one).

Nothing here imports Qt. Three kinds of members, by who calls them:

* **at once** – called on the UI thread, answered from memory in well under a frame;
* **background** – called on the journal's worker thread (one at a time, in the order they were asked);
* **papers** – called on the papers' worker thread, beside the journal's.

Everything but ``preferences``, ``resources``, ``now`` and ``ready`` is called only after ``ready`` has
returned. A member that cannot do its work raises a ``CounterError``; anything else is treated as our own bug.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from counter.ui.desks.clerk import Clerk as Clerk
from counter.ui.desks.page_image import PageImage as PageImage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from counter.domain.case.acts.acts import CaseAct, Possible
    from counter.domain.case.case import Case
    from counter.domain.guide.bundle_search import Hit
    from counter.domain.guide.model import Guide
    from counter.domain.hall.organ_people import OrganPerson
    from counter.domain.papers.verify.proof import ProofReport
    from counter.domain.tasks.tasks import TaskKind
    from counter.domain.visit.visit import Assessment, Visit
    from counter.services.context.ports import CaseRow, DraftRow, FoundCases, StationIdentity
    from counter.services.context.print_queue import Printer
    from counter.services.papers.follow_prints import SheetNews
    from counter.services.tasks.list_tasks import TaskCounts, TaskView
    from counter.ui.desks.applicant import PadDesk
    from counter.ui.desks.reading import ReadingDesk
    from counter.ui.desks.versions import VersionsDesk


class Decision(StrEnum):
    """What the big button does with the visit."""

    DECIDE = "correct"  # 出具本次的文书
    KEEP = "keep"  # 只收件，稍后决定


class LightState(StrEnum):
    """How a status light burns. ABSENT is honest grey: nothing of that kind is connected or built yet."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Light:
    """One status light. ``id``: clock, printer, scanner, screen, hub.

    ``words``: one sentence for tooltip and screen reader.
    """

    id: str
    label: str
    state: LightState
    words: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """How this station wants to work. ``theme``: light | dark; ``papers``: where PDFs were last saved.

    ``printer``: name of the printer for papers, empty: the system's default; ``print_after``: what is issued goes to
    it at once (出具后直接送打印). ``screen_mm``: width of the applicant's screen as measured, 0: as it says itself;
    ``screen_input``: auto | touch | mouse, what the applicant's hand may be.
    """

    theme: str = "light"
    large: bool = False
    papers: str = ""
    printer: str = ""
    print_after: bool = False
    screen_mm: int = 0
    screen_input: str = "auto"


class Desk(Protocol):
    """Everything the window gets, and nothing else."""

    # -- at once, before ready --
    @property
    def resources(self) -> Path:
        """The folder with fonts, theme, icons and translations."""
        ...

    @property
    def preferences(self) -> Preferences:
        """Theme and size as last saved."""
        ...

    def now(self) -> datetime:
        """The station's clock, UTC and aware."""
        ...

    # -- background --
    def ready(self) -> None:
        """Open journal and guide; afterwards everything else may be asked."""
        ...

    def warm(self) -> None:
        """Once ready: start what makes papers. Nobody who signs on waits for it."""
        ...

    def sign_on(self, code: str, pin: str) -> Clerk:
        """The clerk of that code and PIN. Raises RuleRefused with one sentence when they do not fit."""
        ...

    def file(self, visit: Visit, decision: Decision, clerk: Clerk, draft: str | None) -> Case:
        """File the visit: entries, numbers, papers, and the draft erased, in one transaction."""
        ...

    def open_cases_like(self, visit: Visit) -> Sequence[CaseRow]:
        """Open cases of the same bundle for the same person or organisation."""
        ...

    def find_cases(self, text: str) -> FoundCases:
        """Cases by number, name, initials, id number or phone; the newest when ``text`` is empty."""
        ...

    def case(self, number: str) -> Case | None:
        """One case by its number in any spacing, or by its id."""
        ...

    def perform(self, case: str, act: CaseAct, clerk: Clerk, base: str) -> Case:
        """Do something with a filed case; the case as it then stands. StaleBase when it changed since ``base``."""
        ...

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        """The supervisor of that code and PIN, for what a clerk may not do alone. Raises RuleRefused for others."""
        ...

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        """The supervisor who says that the clock is right although it went back.

        RuleRefused for others, and where nothing is in doubt.
        """
        ...

    def tasks(self, clerk: Clerk, kind: TaskKind | None) -> Sequence[TaskView]:
        """What is to be done (待办), the nearest day first; ``kind``: only that one."""
        ...

    def task_counts(self, clerk: Clerk) -> TaskCounts:
        """How much is to be done, of each kind and what presses today."""
        ...

    def log_look(self, case: str, clerk: Clerk) -> None:
        """Note that the full personal data of a case were shown to the clerk."""
        ...

    def drafts(self, clerk: Clerk) -> Sequence[DraftRow]:
        """That clerk's unfinished visits, newest first. ``body`` is what ``ui.draft_form`` wrote."""
        ...

    def save_draft(self, draft: DraftRow) -> None:
        """Keep an unfinished visit, encrypted; replaces the one of the same id."""
        ...

    def erase_draft(self, draft: str) -> None:
        """Forget an unfinished visit."""
        ...

    def save_preferences(self, preferences: Preferences) -> None:
        """Remember theme and size."""
        ...

    def verify(self, text_or_file: str) -> ProofReport:
        """What the text of a paper's QR, or a file (PDF, picture, text) by its path, proves.

        Raises BadInput where it is neither.
        """
        ...

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right. Asked every few seconds; may look at the machine."""
        ...

    # -- papers --
    def pages_of(self, paper: str) -> Sequence[PageImage]:
        """The pages of a paper, about 900 pixels wide, for the preview. Not a copy: nothing is logged."""
        ...

    def copy_out(self, paper: str, file: Path, clerk: Clerk, page: str = "A4") -> int:
        """Write the paper as PDF. This is a print too: it gets an entry and the copy serial returned.

        ``page``: A4; for acceptance papers also A5 or 80mm, a strip that is no sheet of the paper (serial 0).
        """
        ...

    def printers(self) -> Sequence[Printer]:
        """The printers of this machine, the default first. Raises WorldTrouble when the print system is away."""
        ...

    def print_paper(self, case: str, paper: str, clerk: Clerk, printer: str = "", page: str = "A4") -> Case:
        """Send what is due of a paper: both its sheets, what failed again, else a further one; the case afterwards.

        Nothing is waited for beyond the queue's taking it. Raises as ``services.papers.print_queueing.send_copy``.
        """
        ...

    def follow_prints(self, case: str, clerk: Clerk) -> tuple[Case, Sequence[SheetNews]]:
        """How every sheet under way stands in the queue, and the case with what failed there noted."""
        ...

    def guide_sheet_pages(self, visit: Visit) -> Sequence[PageImage]:
        """The 一次性告知单 of what was asked and answered so far, for the preview. Nothing is logged."""
        ...

    def guide_sheet(self, visit: Visit, file: Path, clerk: Clerk) -> None:
        """Write that sheet as PDF and log that it was given; nobody is named on it or in the log."""
        ...

    def print_guide_sheet(self, visit: Visit, clerk: Clerk, printer: str = "") -> str:
        """Send that sheet to the queue and log that it was given; the printer's own name comes back.

        Raises WorldTrouble where it was not taken; then nothing is logged.
        """
        ...

    # -- at once, after ready --
    @property
    def pad(self) -> PadDesk:
        """What the applicant's screen and the invitation to rate get."""
        ...

    @property
    def reading(self) -> ReadingDesk:
        """What the page 指南 gets."""
        ...

    @property
    def guide_versions(self) -> VersionsDesk:
        """What the window knows of versions of the guide."""
        ...

    @property
    def station(self) -> StationIdentity:
        """Who this station is."""
        ...

    @property
    def guide(self) -> Guide:
        """The guide in force."""
        ...

    def staff(self) -> Sequence[Clerk]:
        """The people who may sign on here."""
        ...

    def organ_people(self) -> Sequence[OrganPerson]:
        """The hall's list of people of the organs: who may confirm a draft, or sign an organ's paper."""
        ...

    def find(self, text: str) -> Sequence[Hit]:
        """Bundles that fit the text, best first; empty text: recent and frequent first."""
        ...

    def possible(self, case: Case) -> Sequence[Possible]:
        """What can be done with a filed case now, the most urgent first."""
        ...

    def late(self, case: Case) -> Mapping[str, Sequence[str]]:
        """What came after its day: item id → sentences (``domain.case.lateness``)."""
        ...

    def assess(self, visit: Visit) -> Assessment:
        """Everything that follows from the visit now (``domain.visit.assess`` with this station's setting)."""
        ...
