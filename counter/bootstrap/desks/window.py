"""The window's desk: answers everything the pages ask, from one open house."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from counter.bootstrap.desks.base import HouseDesk
from counter.domain.errors import BadInput
from counter.ui.desks.window import Clerk, Decision, Light, PageImage

if TYPE_CHECKING:
    from counter.bootstrap.desks.applicant import StationPad
    from counter.bootstrap.desks.reading import StationReading
    from counter.bootstrap.desks.versions import StationVersions
    from counter.domain.case.acts.acts import CaseAct, Possible
    from counter.domain.case.case import Case, IssuedPaper
    from counter.domain.guide.bundle_search import Hit
    from counter.domain.guide.model import Guide
    from counter.domain.papers.verify.proof import ProofReport
    from counter.domain.tasks.tasks import TaskKind
    from counter.domain.visit.visit import Assessment, Visit
    from counter.services.context.ports import CaseRow, DraftRow, FoundCases
    from counter.services.context.services import House
    from counter.services.papers.follow_prints import SheetNews
    from counter.services.tasks.list_tasks import TaskCounts, TaskView
    from counter.ui.desks.applicant import PadDesk

PREVIEW_WIDTH = 900

CASES_IN_SIGHT = 20
"""How many cases, the latest asked for, are held whole; older ones are read again, for a day has hundreds."""


class StationDesk(HouseDesk):
    """One window at one station."""

    def __init__(self, profile: Path, open_house: Callable[[], House]) -> None:
        super().__init__(profile, open_house)
        self._pad: StationPad | None = None
        self._usage: tuple[dict[int, int], tuple[int, ...]] = ({}, ())
        self._seen: dict[str, Case] = {}
        self._case_of: dict[str, str] = {}

    # -- background --
    def close(self) -> None:
        """Let go of journal, paper maker and whatever was opened beside them."""
        if self._pad is not None:
            self._pad.stop()
        if "guide_versions" in self.__dict__:
            self.guide_versions.close()
        super().close()

    def lights(self) -> Sequence[Light]:
        """The status lights, left to right; one of its own where ratings are not safe just now."""
        lights = super().lights()
        own = None if self._pad is None else self._pad.log_light(self._open.journal)
        return lights if own is None else (*lights, own)

    def file(self, visit: Visit, decision: Decision, clerk: Clerk, draft: str | None) -> Case:
        """File the visit in one transaction; the draft goes with it."""
        from counter.services.visit import file_case

        house = self._followed()
        filed = file_case.file_case(
            house.journal,
            house.projector,
            house.setting(),
            visit,
            clerk=self._row(clerk),
            decision=file_case.Decision.KEEP if decision is Decision.KEEP else file_case.Decision.DECIDE,
            draft=draft,
        )
        self._refresh(house)
        return self._remember(filed.case)

    def open_cases_like(self, visit: Visit) -> Sequence[CaseRow]:
        """Open cases of the same bundle for the same person or organisation."""
        from counter.services.visit.find_duplicates import open_cases_like

        return open_cases_like(self._open.journal, visit)

    def find_cases(self, text: str) -> FoundCases:
        """Cases by number, name, initials, id number or phone; the newest when ``text`` is empty."""
        return self._open.journal.find_cases(text)

    def case(self, number: str) -> Case | None:
        """One case by its number in any spacing, or by its id."""
        from counter.domain.case.fold import fold

        row = self._open.journal.case_row(number)
        case = None if row is None else fold(self._open.journal.entries(row.case))
        return None if case is None else self._remember(case)

    def perform(self, case: str, act: CaseAct, clerk: Clerk, base: str) -> Case:
        """Do something with a filed case; the case as it then stands."""
        from counter.services.case.perform import perform

        return self._remember(perform(self._followed(), case, act, self._row(clerk), base))

    def tasks(self, clerk: Clerk, kind: TaskKind | None) -> Sequence[TaskView]:
        """What is to be done (待办), the nearest day first; ``kind``: only that one."""
        from counter.services.case.deem_accepted import deem_overdue
        from counter.services.tasks.list_tasks import list_tasks

        house = self._followed()
        deem_overdue(house)  # what silence has done meanwhile is written before it is listed
        return list_tasks(house, clerk=self._row(clerk), kinds=(kind,) if kind else ())

    def task_counts(self, clerk: Clerk) -> TaskCounts:
        """How much is to be done, of each kind and what presses today."""
        from counter.services.tasks.list_tasks import count_tasks

        return count_tasks(self._open, clerk=self._row(clerk))

    def log_look(self, case: str, clerk: Clerk) -> None:
        """Note that the full personal data of a case were shown to the clerk."""
        from counter.services.hall.log_personal_data_view import log_look

        log_look(self._open.journal, case_id=case, clerk=clerk.code)

    def drafts(self, clerk: Clerk) -> Sequence[DraftRow]:
        """That clerk's unfinished visits, newest first."""
        return self._open.journal.drafts_of(clerk.code)

    def save_draft(self, draft: DraftRow) -> None:
        """Keep an unfinished visit, encrypted."""
        with self._open.journal.transaction() as tx:
            tx.save_draft(draft)
            tx.commit()

    def erase_draft(self, draft: str) -> None:
        """Forget an unfinished visit."""
        with self._open.journal.transaction() as tx:
            tx.erase_draft(draft)
            tx.commit()

    def verify(self, text_or_file: str) -> ProofReport:
        """What a scanned QR text or a file proves."""
        from counter.services.papers.verify_input import verify_given

        return verify_given(self._open, text_or_file)

    # -- papers --
    def pages_of(self, paper: str) -> Sequence[PageImage]:
        """The pages of a paper for the preview. Not a copy: nothing is logged."""
        from counter.services.papers.copy_paper import content_of, drawing_for
        from counter.services.papers.sign_sheet import as_preview

        case, known = self._known(paper)
        document = as_preview(self._open.journal, content_of(known))
        drawing = drawing_for(self._open.journal, case, known)
        return tuple(PageImage(*page) for page in self._open.papers.pages(document, PREVIEW_WIDTH, drawing))

    def copy_out(self, paper: str, file: Path, clerk: Clerk, page: str = "A4") -> int:
        """Write the paper as PDF; it gets an entry, and the copy serial is returned."""
        from counter.bootstrap.atomic_file import whole_file
        from counter.services.papers.copy_paper import copy_paper

        house = self._open
        with whole_file(file) as half:  # a place that cannot be written is found before a copy is counted
            sheet = copy_paper(
                house.journal,
                house.projector,
                house.papers,
                case_id=self._known(paper)[0],
                wanted=paper,
                clerk=clerk.code,
                page=page,
                keep=half.write,
            )
        return sheet.copy

    def print_paper(self, case: str, paper: str, clerk: Clerk, printer: str = "", page: str = "A4") -> Case:
        """Send what is due of a paper to the queue."""
        from counter.services.papers.print_paper import print_sheets

        return self._remember(print_sheets(self._open, case, paper, clerk.code, printer=printer, page=page))

    def follow_prints(self, case: str, clerk: Clerk) -> tuple[Case, Sequence[SheetNews]]:
        """How every sheet under way stands in the queue."""
        from counter.services.papers.follow_prints import follow_prints

        now, news = follow_prints(self._open, case, clerk.code)
        return self._remember(now), news

    def guide_sheet_pages(self, visit: Visit) -> Sequence[PageImage]:
        """The 一次性告知单 of the visit so far, for the preview. Nothing is logged."""
        from counter.services.visit.give_guide_sheet import sheet_of

        house = self._open
        document = sheet_of(house.journal, house.setting(), visit)
        return tuple(PageImage(*page) for page in house.papers.pages(document, PREVIEW_WIDTH))

    def guide_sheet(self, visit: Visit, file: Path, clerk: Clerk) -> None:
        """Write that sheet as PDF and log that it was given."""
        from counter.bootstrap.atomic_file import whole_file
        from counter.services.visit.give_guide_sheet import give_guide_sheet

        house = self._open
        with whole_file(file) as half:
            give_guide_sheet(
                house.journal, house.papers, house.setting(), visit, clerk=clerk.code, keep=half.write
            )

    def print_guide_sheet(self, visit: Visit, clerk: Clerk, printer: str = "") -> str:
        """Send that sheet to the queue and log that it was given."""
        from counter.services.visit.give_guide_sheet import print_guide_sheet

        return print_guide_sheet(self._open, visit, clerk=clerk.code, printer=printer)

    # -- at once, after ready --
    @property
    def pad(self) -> PadDesk:
        """What the applicant's screen and the invitation to rate get."""
        if self._pad is None:
            from counter.bootstrap.desks.applicant import StationPad

            self._pad = StationPad(self._followed, self._row, self._remember, lambda: self._open)
        return self._pad

    @cached_property
    def reading(self) -> StationReading:
        """What the page 指南 gets."""
        from counter.bootstrap.desks.reading import StationReading

        return StationReading(lambda: self._open)

    @cached_property
    def guide_versions(self) -> StationVersions:
        """What the window knows of versions of the guide."""
        from counter.bootstrap.desks.versions import StationVersions

        return StationVersions(lambda: self._open, self._followed, self._change)

    @property
    def guide(self) -> Guide:
        """The guide in force."""
        return self._open.guide

    def find(self, text: str) -> Sequence[Hit]:
        """Bundles that fit the text, best first; empty text: recent and frequent first."""
        from counter.domain.guide.bundle_search import search

        usage, recent = self._usage
        return search(self._open.index, text, usage, recent)

    def possible(self, case: Case) -> Sequence[Possible]:
        """What can be done with a filed case now, the most urgent first."""
        from counter.domain.case.acts.offers import possible

        return possible(case, self._open.setting())

    def late(self, case: Case) -> Mapping[str, Sequence[str]]:
        """What came after its day, item by item."""
        from counter.domain.case.lateness import late_of

        return late_of(case, self._open.calendar)

    def assess(self, visit: Visit) -> Assessment:
        """Everything that follows from the visit now."""
        from counter.domain.visit.assess import assess

        return assess(self._open.setting(), visit)

    def _refresh(self, house: House) -> None:
        super()._refresh(house)
        usage, recent = house.journal.bundle_usage()
        self._usage = (dict(usage), recent)

    def _remember(self, case: Case) -> Case:
        self._case_of.update({paper.id: case.id for paper in case.papers})
        self._seen.pop(case.id, None)
        self._seen[case.id] = case
        for oldest in tuple(self._seen)[:-CASES_IN_SIGHT]:
            self._seen.pop(oldest, None)  # another lane may have been quicker
        return case

    def _known(self, paper: str) -> tuple[str, IssuedPaper]:
        number = self._case_of.get(paper, "")
        for look in (self._seen.get, self.case):  # another lane may have laid down what it read before
            case = look(number) if number else None
            for known in case.papers if case is not None else ():
                if known.id == paper:
                    return number, known
        raise BadInput("这份文书不在眼前的办件里，请先查到办件。", field="paper")
