"""Facade of the 指南编辑室: an app context that holds the bureau's key; threads as in ``ui.facades.base``.

All data here is public: no case, no applicant (L11). Publications leave as a signed pack.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.file_errors import unreadable
from counter.services.spreadsheet.given_file import read_given
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.light import is_joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from counter.domain.authoring.lint.finding import Flaw
    from counter.domain.authoring.lint.lint import LintReport
    from counter.domain.guide.diff.change import GuideDiff
    from counter.domain.guide.entries import Library
    from counter.domain.guide.publication import Publication, Transition, Versions
    from counter.domain.guide.terms import AttachedFile
    from counter.services.authoring.draft import GuideDraft
    from counter.services.guide.check_library import CheckedGuide
    from counter.ui.facades.clerk import Clerk
    from counter.ui.facades.light import Light
    from counter.ui.facades.platform import Installation

    Progress = Callable[[int, int], None]


class BureauFacade(ProfileFacade):
    """Calls shared by several pages of the bureau; a page calls a service directly for what it alone needs."""

    kind = "bureau"

    def __init__(self, platform: Installation) -> None:
        super().__init__(platform)
        self._copies = platform.file_copies()

    # -- journal --
    def ready(self) -> None:
        """Open the app context; raises WorldTrouble for a profile without the bureau's key."""
        from counter.services.keys.back_offices import bureau_seed

        super().ready()
        bureau_seed(self.app.journal)

    def close(self) -> None:
        """Close journal, paper maker and file copies."""
        self._copies.close()
        super().close()

    def lights(self) -> Sequence[Light]:
        """The clock's, for a bureau neither prints nor scans; and the hub where it is joined."""
        return tuple(light for light in super().lights() if light.id == "clock" or is_joined(light))

    # -- the draft --
    def draft(self) -> GuideDraft:
        """The draft as last saved; a new bureau starts with the guide shipped with the program."""
        from counter.services.authoring.draft import load_draft

        app, held = self.app, self.app.guides.draft() or b""
        return self.kept.read(app, "draft", sha256(held).digest(), lambda: load_draft(app))

    def attach(self, file: Path) -> AttachedFile:
        """Store a blank form or sample by hash. Raises BadInput for a disallowed kind or size."""
        from counter.domain.guide.attached_files import MOST_BYTES
        from counter.services.authoring.draft import attach_guide_file

        return attach_guide_file(self.app, file.name, given_file(file, MOST_BYTES, "文件"))

    def open_file(self, file: AttachedFile) -> Path:
        """A temporary copy of an attached file, to be opened by the system's program."""
        return self._copies.copy_of(self.app.guides, file)

    # -- measuring and files --
    def lint(self, library: Library) -> LintReport:
        """Check a library against the quality standard, with the evidence entered so far."""
        from counter.services.authoring.draft import GuideDraft
        from counter.services.authoring.lint import lint_library
        from counter.services.authoring.submit import settled_library

        whole = settled_library(GuideDraft(library))
        return lint_library(whole, self._indicators(), self.versions().evidence)

    def export_lint(self, file: Path, report: LintReport, flaws: Sequence[Flaw]) -> None:
        """Write the report as an Excel workbook."""
        from counter.services.authoring.export_lint import export_guide_lint

        banner = self.app.hall.banner
        self.write(file, lambda: export_guide_lint(report, flaws, self.now(), banner))

    def check_file(self, file: Path, progress: Progress | None = None) -> CheckedGuide:
        """Read a workbook or a library file and report each fault with its cell; changes nothing."""
        from counter.services.authoring.files.read_and_check import check_guide
        from counter.services.spreadsheet.given_file import MOST_BYTES

        return check_guide(given_file(file, MOST_BYTES, "指南文件"), progress)

    def export_faults(self, file: Path, checked: CheckedGuide) -> None:
        """Write a file's faults as a list for its author (.xlsx, else lines of text)."""
        from counter.services.authoring.files.export_faults import export_guide_faults, fault_lines

        banner = self.app.hall.banner
        if file.suffix.lower() == ".xlsx":
            self.write(file, lambda: export_guide_faults(checked, self.now(), banner))
        else:
            self.write(file, lambda: fault_lines(checked).encode())

    # -- versions --
    def versions(self) -> Versions:
        """Submitted, approved and published versions."""
        from counter.services.guide.versions import guide_versions

        return guide_versions(self.app.journal)

    def library_of(self, number: int) -> Library:
        """Library of a publication; 0: the one shipped with the program."""
        from counter.services.guide.versions import get_version, library_of_version

        known = get_version(self.versions(), number) if number else None
        return library_of_version(self.app, known)

    def changes_of(self, number: int) -> GuideDiff:
        """Changes of a publication against the one before it."""
        from counter.services.guide.compare import changes_between
        from counter.services.guide.versions import get_version

        versions = self.versions()
        return changes_between(self.app, versions.before(number), get_version(versions, number))

    def submit(self, clerk: Clerk) -> Versions:
        """Submit the draft. BadInput naming the first fault of an unusable guide; RuleRefused where nothing changed."""
        from counter.services.authoring.submit import submit_guide
        from counter.services.guide.compare import changes_of_draft

        app, draft = self.followed(), self.draft()
        changed = changes_of_draft(app, draft.library, draft.files).changes
        return submit_guide(app, self.row(clerk), len(changed)).versions

    def send_back(self, reason: str, code: str, pin: str) -> Versions:
        """Return the submitted draft for changes, by a supervisor."""
        from counter.services.authoring.send_back import send_back_guide

        return send_back_guide(self.followed(), reason, code=code, pin=pin)

    def check(self, kept: str, code: str, pin: str, seen: str) -> Versions:
        """Approve the submitted draft, by a supervisor who did not edit it. ``kept``: reason for keeping 必改 findings,
        if any.

        ``seen``: digest of the draft that was read; StaleBase where another was submitted since.
        """
        from counter.services.authoring.approve import check_guide_draft

        return check_guide_draft(self.followed(), self._indicators(), kept, code=code, pin=pin, seen=seen)

    def publish(
        self, effective: date, transition: Transition, notes: str, code: str, pin: str
    ) -> Publication:
        """Publish the approved draft: numbered, signed, immutable. RuleRefused where it is not approved."""
        from counter.services.authoring.publish import publish_guide

        return publish_guide(self.followed(), effective, transition, notes, code=code, pin=pin)

    def write_card(self, file: Path) -> str:
        """Write the public half of the bureau's key for the windows; returns its fingerprint, to be read out."""
        from counter.domain.guide.pack import card_text
        from counter.domain.papers.verify.trusted_keys import readable_fingerprint
        from counter.services.keys.back_offices import bureau_card

        card = bureau_card(self.app.journal)
        self.write(file, lambda: card_text(card).encode())
        return readable_fingerprint(card.public_key)

    # -- at once --
    def staff_names(self) -> Mapping[str, str]:
        """Code → name of the staff."""
        return {row.code: row.name for row in self._staff}

    def _indicators(self) -> Mapping[str, object]:
        return self.platform.read_toml(self.resources / "guides" / "indicators.toml")


def given_file(file: Path, most: int, what: str) -> bytes:
    try:
        content = read_given(file, most)
    except (OSError, ValueError) as wrong:
        raise BadInput(unreadable(file.name, wrong), field="file") from wrong
    if content is None:
        raise BadInput(f"{what} {file.name} 超过{most // 1_000_000} MB，没有读。", field="file")
    return content
