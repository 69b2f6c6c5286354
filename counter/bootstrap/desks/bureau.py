"""The desk of the 指南编辑室: answers everything its window asks, from one open house that holds the bureau's key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config
from counter.bootstrap.desks.base import HouseDesk
from counter.bootstrap.desks.guide_file_copies import GuideFileCopies
from counter.domain.errors import BadInput, WorldTrouble
from counter.services.spreadsheet.given_file import read_given
from counter.ui.desks.window import Clerk, Light

if TYPE_CHECKING:
    from datetime import date

    from counter.domain.authoring.diff.change import GuideDiff
    from counter.domain.authoring.lint.finding import Flaw
    from counter.domain.authoring.lint.lint import LintReport
    from counter.domain.authoring.used_ids import Spent
    from counter.domain.guide.entries import Library
    from counter.domain.guide.publication import Evidenced, Publication, Transition, Versions
    from counter.domain.guide.terms import AttachedFile
    from counter.services.authoring.draft import GuideDraft
    from counter.services.authoring.files.workbook import Progress
    from counter.services.context.services import House
    from counter.services.guide.check_library import Checked


class BureauDeskOfHouse(HouseDesk):
    """``ui.desks.bureau.BureauDesk`` on a house. What it shares with a window's desk it has from there."""

    room = "bureau"

    def __init__(self, profile: Path, open_house: Callable[[], House]) -> None:
        super().__init__(profile, open_house)
        self._copies = GuideFileCopies()

    # -- background --
    def ready(self) -> None:
        """Open the house; a profile without the bureau's key says so at once."""
        from counter.services.authoring.open_bureau import bureau_seed

        super().ready()
        bureau_seed(self._open.journal)

    def close(self) -> None:
        """Let go of journal, paper maker and copies."""
        self._copies.close()
        super().close()

    def lights(self) -> Sequence[Light]:
        """The clock: a bureau prints nothing and scans nothing."""
        return tuple(light for light in super().lights() if light.id == "clock")

    # -- the draft --
    def draft(self) -> GuideDraft:
        """The draft as last saved."""
        from counter.services.authoring.draft import load_draft

        return load_draft(self._open)

    def save_draft(
        self,
        library: Library,
        files: Sequence[AttachedFile],
        clerk: Clerk,
        seen: GuideDraft | None = None,
        spent: Spent | None = None,
    ) -> GuideDraft:
        """Keep the draft durably. Raises StaleBase where another one was saved since ``seen``."""
        from counter.domain.authoring.used_ids import NOTHING_SPENT
        from counter.services.authoring.draft import save_draft

        return save_draft(self._open, library, files, clerk.code, seen, spent or NOTHING_SPENT)

    def attach(self, file: Path) -> AttachedFile:
        """Keep a blank form or a sample, by hash."""
        from counter.domain.guide.attached_files import MOST_BYTES
        from counter.services.authoring.attach_file import attach_guide_file

        return attach_guide_file(self._open, file.name, _content(file, MOST_BYTES, "文件"))

    def open_file(self, file: AttachedFile) -> Path:
        """A copy of an attached file for the system's own program to show."""
        return self._copies.copy_of(self._open.guides, file)

    # -- measuring and files --
    def lint(self, library: Library) -> LintReport:
        """Measure a library by the standard, with the evidence given so far."""
        from counter.services.authoring.draft import GuideDraft
        from counter.services.authoring.lint import lint_library
        from counter.services.authoring.submit import settled_library

        whole = settled_library(GuideDraft(library))
        return lint_library(whole, _indicators(), self.versions().evidence)

    def export_lint(self, file: Path, report: LintReport, flaws: Sequence[Flaw]) -> None:
        """Write the result as a workbook (Excel)."""
        from counter.services.authoring.export_lint import export_guide_lint

        banner = "演示 无效" if self._open.hall.demo else ""
        self._write(file, lambda: export_guide_lint(report, flaws, self.now(), banner))

    def evidence(self, said: Evidenced, clerk: Clerk) -> Versions:
        """Record what somebody found out about a check that no guide can show."""
        from counter.services.authoring.record_evidence import record_evidence

        return record_evidence(self._followed(), said, self._row(clerk))

    def check_file(self, file: Path, progress: Progress | None = None) -> Checked:
        """Read a workbook or a library file and tell every fault at its cell; nothing changes."""
        from counter.services.authoring.files.read_and_check import check_guide
        from counter.services.guide.check_library import MOST_BYTES

        return check_guide(_content(file, MOST_BYTES, "指南文件"), progress)

    def export_faults(self, file: Path, checked: Checked) -> None:
        """Write the faults of a file as a list for whoever filled it in (.xlsx, else lines of text)."""
        from counter.services.authoring.files.export_faults import export_guide_faults, fault_lines

        banner = "演示 无效" if self._open.hall.demo else ""
        if file.suffix.lower() == ".xlsx":
            self._write(file, lambda: export_guide_faults(checked, self.now(), banner))
        else:
            self._write(file, lambda: fault_lines(checked).encode())

    def export(self, file: Path, library: Library, progress: Progress | None = None) -> None:
        """Write a library as the kind of file that its name says: .xlsx, .json, .yaml."""
        from counter.services.authoring.files.write import library_file

        self._write(file, lambda: library_file(library, file.suffix, progress))

    def template(self, file: Path) -> None:
        """Write the empty workbook."""
        from counter.services.authoring.files.workbook import template

        self._write(file, template)

    # -- versions --
    def versions(self) -> Versions:
        """What was handed in, checked and published."""
        from counter.services.guide.versions import guide_versions

        return guide_versions(self._open.journal)

    def library_of(self, number: int) -> Library:
        """The library of a publication; 0: what ships with the program."""
        from counter.services.guide.versions import get_version, library_of_version

        known = get_version(self.versions(), number) if number else None
        return library_of_version(self._open, known)

    def changes(self, library: Library, files: Sequence[AttachedFile]) -> GuideDiff:
        """What a draft changes against the last publication (or what shipped)."""
        from counter.services.guide.compare import changes_of_draft

        return changes_of_draft(self._open, library, files)

    def changes_of(self, number: int) -> GuideDiff:
        """What a publication changed against the one before it."""
        from counter.services.guide.compare import changes_between
        from counter.services.guide.versions import get_version

        versions = self.versions()
        return changes_between(self._open, versions.before(number), get_version(versions, number))

    def submit(self, clerk: Clerk) -> Versions:
        """Hand the draft in."""
        from counter.services.authoring.submit import submit_guide

        house = self._followed()
        draft = self.draft()
        counted = len(self.changes(draft.library, draft.files).changes)
        return submit_guide(house, self._row(clerk), counted).versions

    def send_back(self, reason: str, code: str, pin: str) -> Versions:
        """A supervisor wants something else first."""
        from counter.services.authoring.send_back import send_back_guide

        return send_back_guide(self._followed(), reason, code=code, pin=pin)

    def check(self, kept: str, code: str, pin: str, seen: str) -> Versions:
        """A supervisor who did not edit it has read it."""
        from counter.services.authoring.approve import check_guide_draft

        return check_guide_draft(self._followed(), _indicators(), kept, code=code, pin=pin, seen=seen)

    def publish(
        self, effective: date, transition: Transition, notes: str, code: str, pin: str
    ) -> Publication:
        """Publish what was checked: numbered, signed, never changed again."""
        from counter.services.authoring.publish import publish_guide

        return publish_guide(self._followed(), effective, transition, notes, code=code, pin=pin)

    def write_pack(self, number: int, file: Path) -> None:
        """Write a publication as a signed pack for the windows."""
        from counter.services.authoring.write_pack import write_guide_pack

        self._write(file, lambda: write_guide_pack(self._open, number))

    def write_card(self, file: Path) -> str:
        """Write the public half of the bureau's key for the windows; its fingerprint."""
        from counter.domain.guide.pack import card_text
        from counter.domain.papers.verify.trusted_keys import spoken_fingerprint
        from counter.services.authoring.open_bureau import bureau_card

        card = bureau_card(self._open.journal)
        self._write(file, lambda: card_text(card).encode())
        return spoken_fingerprint(card.public_key)

    def _write(self, file: Path, content: Callable[[], bytes]) -> None:
        from counter.bootstrap.atomic_file import whole_file

        # A place that cannot be written is found before anything is made; the dialog asked about what lies there.
        with whole_file(file, replace=True) as half:
            half.write(content())

    # -- at once, after ready --
    def staff_names(self) -> Mapping[str, str]:
        """Code → name of the people here."""
        return {row.code: row.name for row in self._staff}


def _indicators() -> Mapping[str, object]:
    return config.read_toml(config.resources_folder() / "guides" / "indicators.toml")


def _content(file: Path, most: int, what: str) -> bytes:
    try:
        content = read_given(file, most)
    except FileNotFoundError as missing:
        raise BadInput(f"找不到{what}：{file.name}。", field="file") from missing
    except OSError as wrong:
        raise WorldTrouble(f"读不了{what} {file.name}：没有权限，或盘不在了。") from wrong
    if content is None:
        raise BadInput(f"{what} {file.name} 超过{most // 1_000_000} MB，没有读。", field="file")
    return content
