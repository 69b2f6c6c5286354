"""All that the window of the 指南编辑室 knows of the house (bootstrap builds it); members as in ``ui.desks.window``.

Everything here is public data: no case, no applicant (L11). What is published leaves as a signed pack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from counter.domain.authoring.diff.change import GuideDiff
    from counter.domain.authoring.lint.finding import Flaw
    from counter.domain.authoring.lint.lint import LintReport
    from counter.domain.authoring.used_ids import Spent
    from counter.domain.guide.entries import Library
    from counter.domain.guide.publication import Evidenced, Publication, Transition, Versions
    from counter.domain.guide.terms import AttachedFile
    from counter.services.authoring.draft import GuideDraft
    from counter.services.context.ports import StationIdentity
    from counter.services.guide.check_library import Checked
    from counter.ui.desks.window import Clerk, Light, Preferences

    Progress = Callable[[int, int], None]


class BureauDesk(Protocol):
    """Everything the bureau's window gets, and nothing else."""

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
        """The bureau's clock, UTC and aware."""
        ...

    # -- background --
    def ready(self) -> None:
        """Open the journal; afterwards everything else may be asked."""
        ...

    def warm(self) -> None:
        """Once ready: start what makes papers. Nobody who signs on waits for it."""
        ...

    def sign_on(self, code: str, pin: str) -> Clerk:
        """The person of that code and PIN. Raises RuleRefused with one sentence when they do not fit."""
        ...

    def check_supervisor(self, code: str, pin: str) -> Clerk:
        """The supervisor of that code and PIN. Raises RuleRefused."""
        ...

    def confirm_clock(self, code: str, pin: str) -> Clerk:
        """The supervisor who says that the clock is right although it went back."""
        ...

    def save_preferences(self, preferences: Preferences) -> None:
        """Remember theme and size."""
        ...

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right."""
        ...

    # -- background: the draft --
    def draft(self) -> GuideDraft:
        """The draft as last saved; a new bureau begins with what ships with the program."""
        ...

    def save_draft(
        self,
        library: Library,
        files: Sequence[AttachedFile],
        clerk: Clerk,
        seen: GuideDraft | None = None,
        spent: Spent | None = None,
    ) -> GuideDraft:
        """Keep the draft durably; ``clerk`` counts as one of its editors. ``spent``: ids that it gave meanwhile.

        ``seen``: the draft as the editor last loaded or saved it; StaleBase where another one was saved since.
        """
        ...

    def attach(self, file: Path) -> AttachedFile:
        """Keep a blank form or a sample, by hash. Raises BadInput for a kind or size that no window should open."""
        ...

    def open_file(self, file: AttachedFile) -> Path:
        """A copy of an attached file for the system's own program to show; it lies in a folder of temporary copies."""
        ...

    # -- background: measuring and files --
    def lint(self, library: Library) -> LintReport:
        """Measure a library by the standard, with the evidence given so far."""
        ...

    def export_lint(self, file: Path, report: LintReport, flaws: Sequence[Flaw]) -> None:
        """Write the result as a workbook (Excel)."""
        ...

    def evidence(self, said: Evidenced, clerk: Clerk) -> Versions:
        """Record what somebody found out about a check that no guide can show. BadInput for one that is computed."""
        ...

    def check_file(self, file: Path, progress: Progress | None = None) -> Checked:
        """Read a workbook or a library file and tell every fault at its cell; nothing changes."""
        ...

    def export_faults(self, file: Path, checked: Checked) -> None:
        """Write the faults of a file as a list for whoever filled it in (.xlsx, else lines of text)."""
        ...

    def export(self, file: Path, library: Library, progress: Progress | None = None) -> None:
        """Write a library as the kind of file that its name says: workbook (.xlsx), canonical (.json), .yaml."""
        ...

    def template(self, file: Path) -> None:
        """Write the empty workbook."""
        ...

    # -- background: versions --
    def versions(self) -> Versions:
        """What was handed in, checked and published."""
        ...

    def library_of(self, number: int) -> Library:
        """The library of a publication; 0: what ships with the program."""
        ...

    def changes(self, library: Library, files: Sequence[AttachedFile]) -> GuideDiff:
        """What a draft with its files changes against the last publication (or what shipped, where there is none)."""
        ...

    def changes_of(self, number: int) -> GuideDiff:
        """What a publication changed against the one before it."""
        ...

    def submit(self, clerk: Clerk) -> Versions:
        """Hand the draft in. BadInput naming the first fault where it is no usable guide; RuleRefused: no change."""
        ...

    def send_back(self, reason: str, code: str, pin: str) -> Versions:
        """A supervisor wants something else first."""
        ...

    def check(self, kept: str, code: str, pin: str, seen: str) -> Versions:
        """A supervisor who did not edit it has read it. ``kept``: why 必改 findings may stay, where there are any.

        ``seen``: digest of the draft that was read; StaleBase where another one was handed in meanwhile.
        """
        ...

    def publish(
        self, effective: date, transition: Transition, notes: str, code: str, pin: str
    ) -> Publication:
        """Publish what was checked: numbered, signed, never changed again. RuleRefused where it is not checked."""
        ...

    def write_pack(self, number: int, file: Path) -> None:
        """Write a publication as a signed pack for the windows."""
        ...

    def write_card(self, file: Path) -> str:
        """Write the public half of the bureau's key for the windows; its fingerprint, to be read to them."""
        ...

    # -- at once, after ready --
    @property
    def station(self) -> StationIdentity:
        """Who this bureau is."""
        ...

    def staff_names(self) -> Mapping[str, str]:
        """Code → name of the people here."""
        ...
