"""Facade of the clerk's window (threads: see ``ui.facades.base``)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from counter.domain.case.acts.handing_over import WindowFacts
from counter.domain.errors import BadInput
from counter.services.context.preferences import Preferences as Preferences
from counter.ui.facades.clerk import Clerk as Clerk
from counter.ui.facades.finding import FindingFacade
from counter.ui.facades.page_image import PageImage as PageImage
from counter.ui.facades.shift import ShiftFacade
from counter.ui.facades.tasks import TasksFacade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from counter.domain.case.acts.acts import CaseAct, Possible
    from counter.domain.case.case import Case
    from counter.domain.case.issued_paper import IssuedPaper
    from counter.domain.guide.bundle_search import Hit
    from counter.domain.guide.model import Guide
    from counter.domain.hall.consent import Consent
    from counter.domain.hall.organ_people import OrganPerson
    from counter.domain.papers.verify.proof import ProofReport
    from counter.domain.visit.filing_mode import FilingMode
    from counter.domain.visit.visit import Assessment, Visit
    from counter.services.context.app import AppContext
    from counter.services.context.ports import CaseRow, DraftRow
    from counter.services.exchange.case_key_standing import CaseKeyStanding
    from counter.services.exchange.case_standing import CaseStanding
    from counter.services.papers.print_queueing import SheetProgress
    from counter.ui.facades.applicant import ScreenFacade
    from counter.ui.facades.case_side import CaseSideFacade
    from counter.ui.facades.day import DayFacade
    from counter.ui.facades.light import Light
    from counter.ui.facades.platform import Installation
    from counter.ui.facades.reading import ReadingFacade
    from counter.ui.facades.training import TrainingFacade
    from counter.ui.facades.versions import VersionsFacade

CACHED_CASES = 20
"""Number of cases cached whole, most recently used last; others are read again."""


class WindowFacade(ShiftFacade, FindingFacade, TasksFacade):
    """Facade of one window at one station; caches the app context, recent cases and search statistics.

    ``serves``: people are served here; else cases are only looked at.
    """

    serves = True

    def __init__(self, platform: Installation) -> None:
        super().__init__(platform)
        self._usage: tuple[dict[int, int], tuple[int, ...]] = ({}, ())
        self.recent_cases: dict[str, Case] = {}
        """Cases shown lately, at most ``CACHED_CASES``."""
        self._case_of: dict[str, str] = {}
        self.windows = WindowFacts()
        """The hall's other windows, as last read."""

    # -- journal --
    def close(self) -> None:
        """Close journal, paper maker and the facades built on this one."""
        if "pad" in self.__dict__:
            self.pad.stop()
        if "guide_versions" in self.__dict__:
            self.guide_versions.close()
        super().close()

    def lights(self) -> Sequence[Light]:
        """Status lights, left to right. Polled every few seconds; may query the machine."""
        lights = super().lights()
        own = self.pad.log_light(self.app.journal) if "pad" in self.__dict__ else None
        return lights if own is None else (*lights, own)

    def file(self, visit: Visit, decision: FilingMode, clerk: Clerk, draft: str | None) -> Case:
        """File the visit: entries, numbers, papers, and deletion of its draft, in one transaction."""
        from counter.services.visit.file_case import file_case

        app = self.followed()
        filed = file_case(
            *(app.journal, app.projector, app.setting(), visit),
            clerk=self.row(clerk),
            decision=decision,
            draft=draft,
        )
        self._refresh(app)
        return self.remember(filed.case)

    def clock_doubt(self) -> str:
        """What speaks against the computer's clock, in a sentence; "" for nothing."""
        from counter.services.hall.clock_doubt import clock_doubt

        return clock_doubt(self.app.journal)

    def open_cases_like(self, visit: Visit) -> Sequence[CaseRow]:
        """Open cases of the same bundle for the same person or organisation."""
        from counter.services.visit.file_case import open_cases_like

        return open_cases_like(self.app.journal, visit)

    def case(self, number: str) -> Case | None:
        """One case by its number in any spacing, or by its id."""
        from counter.domain.case.fold.loose import case_here

        row = self.app.journal.case_row(number)
        case = None if row is None else case_here(self.app.journal.entries(row.case))
        return None if case is None else self.remember(case)

    def case_standing(self, case: Case) -> CaseStanding:
        """How much of the case is here: whether something that was written elsewhere has not come yet, and how old what
        is known of another window's case is.
        """
        from counter.services.exchange.case_standing import case_standing

        return case_standing(self.app, case)

    def case_keys(self, case: str) -> CaseKeyStanding:
        """What of the case cannot be read here, what was asked, and what others ask."""
        from counter.services.exchange.case_key_standing import case_key_standing

        return case_key_standing(self.app, case)

    def ask_case_key(self, case: str, why: str, clerk: Clerk) -> None:
        """Ask to read a case of another window."""
        from counter.services.exchange.ask_key import ask_key

        ask_key(self.followed(), case, why, self.row(clerk))

    def answer_case_key(self, request: str, refuse: str, by: Consent) -> None:
        """Let the window read that asked, or say why not (``refuse``)."""
        from counter.services.exchange.grant_keys import answer_key

        answer_key(self.followed(), request, refuse, code=by.code, pin=by.pin)

    def scanned_case(self, code: str) -> Case:
        """The case of the paper with that QR, known here or not. Raises RuleRefused as the service."""
        from counter.services.case.scanned_case import scanned_case

        return self.remember(scanned_case(self.followed(), code))

    def perform(self, case: str, act: CaseAct, clerk: Clerk, base: str) -> Case:
        """Perform an act on a filed case; the case after it. StaleBase when it changed since ``base``."""
        from counter.services.case.perform import perform

        return self.remember(perform(self.followed(), case, act, self.row(clerk), base))

    def log_view(self, case: str, clerk: Clerk) -> None:
        """Log that the clerk was shown the full personal data of a case."""
        from counter.services.hall.station_log import log_view

        log_view(self.app.journal, case_id=case, clerk=clerk.code)

    def drafts(self, clerk: Clerk) -> Sequence[DraftRow]:
        """That clerk's drafts, newest first, then those of who is away and named the clerk (代班), and of who is not of
        the hall any more: anybody goes on with these. ``body`` is written by ``ui.visit.draft_keeper``; once gone on
        with, a draft is of who went on.
        """
        from counter.domain.calendar.workdays import civil_date
        from counter.services.tasks.whose import own_tasks

        journal = self.app.journal
        codes = own_tasks(journal, self.row(clerk), civil_date(self.now())).codes
        own = [draft for code in codes for draft in journal.drafts_of(code)]
        here = {row.code for row in self._staff if row.active}
        return (*own, *(draft for draft in journal.drafts() if draft.clerk not in here))

    def save_draft(self, draft: DraftRow) -> None:
        """Save a draft, encrypted; replaces the one of the same id."""
        with self.app.journal.transaction() as tx:
            tx.save_draft(draft)
            tx.commit()

    def erase_draft(self, draft: str) -> None:
        """Forget an unfinished visit."""
        with self.app.journal.transaction() as tx:
            tx.erase_draft(draft)
            tx.commit()

    def verify(self, text_or_file: str) -> ProofReport:
        """Verify the text of a paper's QR, or a file (PDF, picture, text) by its path.

        Raises BadInput where it is neither.
        """
        from counter.services.papers.verify_input import verify_given

        return verify_given(self.app, text_or_file)

    # -- papers --
    def pages_of(self, paper: str) -> Sequence[PageImage]:
        """Pages of a paper, about 900 pixels wide, for the preview; not a copy, not logged."""
        from counter.services.papers.copy_paper import content_of, drawing_for
        from counter.services.papers.sign_sheet import as_preview

        case, known = self._known(paper)
        journal = self.app.journal
        return self.pages(as_preview(journal, content_of(known)), drawing_for(journal, case, known))

    def copy_out(self, paper: str, file: Path, clerk: Clerk, page: str = "A4") -> int:
        """Write the paper as PDF; counted as a print: an entry, and the copy serial returned.

        ``page``: A4; for acceptance papers also A5 or 80mm, a strip that is no sheet of the paper (serial 0).
        """
        from counter.services.papers.copy_paper import copy_paper

        app = self.app
        with self.platform.whole_file(file) as half:  # an unwritable file is found before the copy is counted
            sheet = copy_paper(
                app.journal,
                app.projector,
                app.papers,
                case_id=self._known(paper)[0],
                wanted=paper,
                clerk=clerk.code,
                page=page,
                keep=half.write,
            )
        return sheet.copy

    def print_paper(self, case: str, paper: str, clerk: Clerk, printer: str = "", page: str = "A4") -> Case:
        """Send the due sheets of a paper: both first sheets, failed ones again, else a reprint; the case after it.

        Returns once the queue has taken them. Raises as ``services.papers.print_queueing.send_copy``.
        """
        from counter.services.papers.print_queueing import print_sheets

        return self.remember(print_sheets(self.app, case, paper, clerk.code, printer=printer, page=page))

    def follow_prints(self, case: str, clerk: Clerk) -> tuple[Case, Sequence[SheetProgress]]:
        """Queue state of every sheet being printed, and the case with new failures recorded."""
        from counter.services.papers.print_queueing import follow_prints

        changed, news = follow_prints(self.app, case, clerk.code)
        return self.remember(changed), news

    def guide_sheet_pages(self, visit: Visit) -> Sequence[PageImage]:
        """Pages of the 一次性告知单 for the questions and answers so far, for the preview; not logged."""
        from counter.services.visit.give_guide_sheet import sheet_of

        return self.pages(sheet_of(self.app.journal, self.app.setting(), visit))

    def guide_sheet(self, visit: Visit, file: Path, clerk: Clerk) -> None:
        """Write that sheet as PDF and log that it was given; neither sheet nor log names anybody."""
        from counter.services.visit.give_guide_sheet import give_guide_sheet

        app = self.app
        with self.platform.whole_file(file) as half:
            give_guide_sheet(app.journal, app.papers, app.setting(), visit, clerk=clerk.code, keep=half.write)

    def print_guide_sheet(self, visit: Visit, clerk: Clerk, printer: str = "") -> str:
        """Print that sheet and log that it was given; returns the printer's name.

        Raises WorldTrouble where the queue refused it; nothing is logged then.
        """
        from counter.services.visit.give_guide_sheet import print_guide_sheet

        return print_guide_sheet(self.app, visit, clerk=clerk.code, printer=printer)

    # -- at once --
    @cached_property
    def training(self) -> TrainingFacade:
        """The lessons of a training profile."""
        from counter.ui.facades.training import TrainingFacade

        return TrainingFacade(self)

    @cached_property
    def pad(self) -> ScreenFacade:
        """Facade of the applicant's screen and of rating invitations."""
        from counter.ui.facades.applicant import ScreenFacade

        return ScreenFacade(self, self.remember)

    @cached_property
    def side(self) -> CaseSideFacade:
        """What the page of a case does beside its acts."""
        from counter.ui.facades.case_side import CaseSideFacade

        return CaseSideFacade(self, self.remember)

    @cached_property
    def days(self) -> DayFacade:
        """What the page 日结 gets."""
        from counter.ui.facades.day import DayFacade

        return DayFacade(self)

    @cached_property
    def reading(self) -> ReadingFacade:
        """What the page 指南 gets."""
        from counter.ui.facades.reading import ReadingFacade

        return ReadingFacade(self)

    @cached_property
    def guide_versions(self) -> VersionsFacade:
        """Facade of guide versions."""
        from counter.ui.facades.versions import VersionsFacade

        return VersionsFacade(self)

    def organ_people(self) -> Sequence[OrganPerson]:
        """The hall's list of people of organs who may confirm a draft or sign an organ's paper."""
        from counter.domain.calendar.workdays import civil_date
        from counter.services.hall.organ_people import organ_people

        return () if self._people is None else organ_people(self._people, civil_date(self.now()))

    @property
    def guide(self) -> Guide:
        """The guide in force."""
        return self.app.guide

    def find(self, text: str) -> Sequence[Hit]:
        """Bundles matching the text, best first; empty text: recent and frequent first."""
        from counter.domain.guide.bundle_search import search

        usage, recent = self._usage
        return search(self.app.index, text, usage, recent)

    def possible(self, case: Case, *, incomplete: bool = False) -> Sequence[Possible]:
        """Acts available on a filed case, the most urgent first; ``incomplete``: a record of it has not come here."""
        from counter.domain.case.acts.offers_here import possible_here

        setting, station = self.app.setting(), self.app.journal.station().code
        return possible_here(case, setting, station, self.windows, incomplete=incomplete)

    def late(self, case: Case) -> Mapping[str, Sequence[str]]:
        """Late events: item id → sentences (``domain.case.lateness``)."""
        from counter.domain.case.lateness import late_of

        return late_of(case, self.app.calendar, self.app.projector.place.answer_by)

    def assess(self, visit: Visit) -> Assessment:
        """Assessment of the visit (``domain.visit.assess`` with this station's setting)."""
        from counter.domain.visit.assess import assess

        return assess(self.app.setting(), visit)

    def _refresh(self, app: AppContext) -> None:
        super()._refresh(app)
        usage, recent = app.journal.bundle_usage()
        self._usage = (dict(usage), recent)

    def _load_people(self, app: AppContext) -> None:
        from counter.services.hall.other_windows import window_facts

        super()._load_people(app)
        self.windows = window_facts(app)

    def remember(self, case: Case) -> Case:
        """Cache a case; the most recently used last."""
        self._case_of.update({paper.id: case.id for paper in case.papers})
        self.recent_cases.pop(case.id, None)
        self.recent_cases[case.id] = case
        for oldest in tuple(self.recent_cases)[:-CACHED_CASES]:
            self.recent_cases.pop(oldest, None)  # the other lane may have removed it
        return case

    def _known(self, paper: str) -> tuple[str, IssuedPaper]:
        number = self._case_of.get(paper, "")
        for look in (self.recent_cases.get, self.case):  # the other lane may have evicted it
            case = look(number) if number else None
            for known in case.papers if case is not None else ():
                if known.id == paper:
                    return number, known
        raise BadInput("这份文书不在眼前的办件里，请先查到办件。", field="paper")
