"""Papers that are no paper of a case: the sheet for who only asks, the letter about the guide, the office's answer, the
day's sheet, the sheets of a case's file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from counter.bootstrap.opening import create_profile, open_app
from counter.config import read_toml, resources_folder
from counter.domain.case.archive.contents import CaseFile, pieces_of, span_of
from counter.domain.document.document import PaperKind
from counter.domain.guide.problems import ProblemKind, Report
from counter.domain.hall.closing_events import ClosingStage, LyingThing, LyingVisit
from counter.domain.hall.consent import Consent
from counter.domain.hall.day_counts import CountsByHand
from counter.domain.hall.hall import hall_from, staff_from
from counter.domain.hall.window_name import window_name
from counter.domain.papers.compose.archive_sheets import (
    HandedFile,
    HandOverList,
    contents_list,
    course,
    cover,
    hand_over_list,
    intake_list,
    note_sheet,
    result_list,
)
from counter.domain.people.applicant import Applicant, ApplicantKind
from counter.domain.ratings.office.acts import Measure, MeasureKind, Reply
from counter.domain.ratings.office.answer_paper import copy_words
from counter.domain.ratings.sealed_box import NamedRating
from counter.services.case.list_window import list_document, list_pdf, list_window
from counter.services.context.ledger_ports import LedgerSpan
from counter.services.day.close_day import close_day, day_document, day_pdf
from counter.services.day.hand_over_shift import hand_over_shift
from counter.services.guide.problems import letter_document, letter_pdf, report_problem, write_problem_letter
from counter.services.ledger.export import report_pdf, report_sheet
from counter.services.ledger.figure_sheet import figure_sheet
from counter.services.ledger.report import HandIn, hand_in, monthly_report
from counter.services.ledger.template_file import template_in
from counter.services.ratings.office.copy_answer import answer_document, copy_answer
from counter.services.visit.give_guide_sheet import give_guide_sheet, sheet_of
from tests.printing.shown import SHEETS, Sample, Showing
from tests.printing.shown_visits import AT_LENGTH, FARM, HOTEL, RARE_PERSON
from tests.printing.shown_window import real_hall, window
from tests.services.archive.archived_case import profile_of_hall
from tests.services.office import FRIDAY, SetClock
from tests.services.rating_office import (
    ANSWER,
    AT_ONCE,
    CALLED,
    OFFICE_FILE,
    OWNED,
    SOMEBODY,
    TRUE,
    RatingOffice,
    Station,
    named,
)

ASKED = {Showing.USUAL: 8, Showing.LONG: HOTEL, Showing.ORGANS: FARM, Showing.REAL: 8}
"""Bundles that somebody only asks about."""

LETTERS = {Showing.USUAL: 2, Showing.LONG: 14, Showing.REAL: 2}
"""How many problems a letter tells."""


def rooms(folder: Path, wanted: tuple[Showing, ...] | None = None, *, made: bool = True) -> Iterator[Sample]:
    """Every paper of the rooms beside the window. ``wanted``: only these showings."""
    for showing in Showing:
        if wanted is None or showing in wanted:
            place = folder / f"room-{showing.name}"
            if showing in ASKED or showing in LETTERS:
                yield from _asked(place, showing, made=made)
            if showing in (Showing.USUAL, Showing.LONG, Showing.REAL):
                yield from _closed(place.with_name(f"day-{showing.name}"), showing, made=made)
                yield from _listed(place.with_name(f"closing-{showing.name}"), showing, made=made)
            if showing in (Showing.USUAL, Showing.LONG, Showing.REAL):
                yield from _reported(place.with_name(f"month-{showing.name}"), showing, made=made)
            if showing in (Showing.USUAL, Showing.LONG, Showing.RARE, Showing.REAL):
                yield from _archived(place.with_name(f"archive-{showing.name}"), showing, made=made)
                yield from _answered(place.with_name(f"office-{showing.name}"), showing, made=made)


def _asked(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    with window(folder, showing) as office:
        app = office.app
        visit = office.visit(ASKED.get(showing, 8))
        document = sheet_of(app.journal, app.setting(), visit)
        given = give_guide_sheet(app.journal, app.papers, app.setting(), visit, clerk="W01") if made else None
        yield Sample(PaperKind.GUIDE_SHEET, showing, document, given.pdf if given else b"")
        for n in range(LETTERS.get(showing, 0)):
            report_problem(app, _problem(n, showing), clerk="W01")
        if showing in LETTERS:
            letter = write_problem_letter(app, clerk="W01").said.number
            pdf = letter_pdf(app, letter) if made else b""
            yield Sample(PaperKind.PROBLEM_LETTER, showing, letter_document(app.journal, letter), pdf)


def _closed(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    with window(folder, showing) as office:
        app = office.app
        for bundle in (8, HOTEL, FARM) if showing is Showing.LONG else (8,):
            office.file(replace(office.visit(bundle), duplicate_reason="另办一家"))
        held = app.journal.held()
        here = (
            sum(one.count for one in held.originals()),
            len(held.certificates(app.journal.station().code)),
        )
        lead = next(row for row in app.journal.staff() if row.role == "supervisor")
        if showing is Showing.LONG:  # a shift, whose taker counted otherwise, and the day, closed twice
            giver, taker = Consent(office.clerk.code, "1234"), Consent(lead.code, "9876")
            given = CountsByHand(*here, here, confirmed=True)
            taken = CountsByHand(here[0] - 1, None, here, confirmed=True)
            shift = hand_over_shift(app, giver, taker, given, taken)
            pdf = day_pdf(app, shift) if made else b""
            yield Sample(PaperKind.DAY_SHEET, showing, day_document(app, shift), pdf, "交班")
            counts = CountsByHand(here[0] + 1, here[1], here, confirmed=True)
            closed = close_day(app, FRIDAY.date(), clerk=office.clerk, counts=counts)
            closed = close_day(app, FRIDAY.date(), clerk=office.clerk, anew=True, reason="日结以后又来了人")
        else:
            counts = CountsByHand(*here, here)
            closed = close_day(app, FRIDAY.date(), clerk=office.clerk, counts=counts)
        cells = {showing: closed}
        if showing is Showing.USUAL:
            cells |= {
                Showing.REPRINT: replace(closed, again=True),
                Showing.DOUBT: replace(closed, untimely=True),
            }
        for which, one in cells.items():
            pdf = day_pdf(app, one) if made else b""
            yield Sample(PaperKind.DAY_SHEET, which, day_document(app, one), pdf)


def _listed(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    """The 移交清单 before the closing; at length in the middle of one, with an unfinished visit."""
    with window(folder, showing) as office:
        app = office.app
        for bundle in (8, HOTEL, FARM) if showing is Showing.LONG else (8,):
            office.file(replace(office.visit(bundle), duplicate_reason="另办一家"))
        found = list_window(app, office.clerk)
        if showing is Showing.LONG:
            said, thing = found.said, LyingThing(found.said.cases[0].number, "营业执照", 1, "3号柜")
            cases = tuple(replace(one, gone=n > 0) for n, one in enumerate(said.cases))
            visits = (LyingVisit(found.said.cases[0].bundle, 3, "W01", FRIDAY.date()),)
            said = replace(
                said,
                stage=ClosingStage.BEGUN,
                to="15220104",
                agreed_by="S01",
                cases=cases * 2,
                originals=(replace(thing, name="房屋租赁合同", count=2, place=""),),
                certificates=(thing,) * 3,
                drafts=visits,
            )
            found = replace(found, said=said)
        cells = {showing: found}
        if showing is Showing.USUAL:
            cells |= {
                Showing.REPRINT: replace(found, again=True),
                Showing.DOUBT: replace(found, untimely=True),
            }
        for which, one in cells.items():
            pdf = list_pdf(app, one) if made else b""
            yield Sample(PaperKind.CLOSING_LIST, which, list_document(app, one), pdf)


def _archived(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    """Every sheet of a file with papers, materials in a box, and at an organ; and a list of two files."""
    with window(folder, showing) as office:
        app = office.app
        applicant = (
            Applicant(ApplicantKind.PERSON, RARE_PERSON.name, RARE_PERSON)
            if showing is Showing.RARE
            else None
        )
        case = office.file(office.visit(FARM if showing is Showing.LONG else 8, applicant=applicant))
        case = replace(case, history=case.history[1:])  # its number is another one in every profile
        pieces = pieces_of(case, dict.fromkeys((paper.id for paper in case.papers), 1), "2026-03")
        station = app.journal.station().named(app.jurisdiction.contacts)
        place = (station.hall, window_name(station.window), station.code)
        version = 2 if showing is Showing.LONG else 1
        file = CaseFile(
            case, version, "2026-03", pieces, profile_of_hall(), *place, "counter", station.banner
        )
        first, last = span_of(case)
        row = HandedFile(
            case.number,
            case.opened.bundle_name,
            "2026-D10-0001",
            first,
            last,
            "10年（至2036年12月31日）",
            *(1, 17, "2026-03", "9" * 64),
        )
        rows = (row,) * (40 if showing is Showing.LONG else 2)
        listed = HandOverList("乌政服移〔2026〕1号", "乌兰浩特市档案馆", rows, *place, FRIDAY, station.banner)
        sheets = (cover, contents_list, intake_list, result_list, course, note_sheet)
        for document in (*(sheet(file) for sheet in sheets), hand_over_list(listed)):
            yield Sample(
                PaperKind.ARCHIVE_SHEET, showing, document, app.papers.make(document) if made else b""
            )


def _reported(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    with window(folder, showing) as office:
        app, month = office.app, (2026, 11)
        office.file(office.visit(8))
        supervisor = next(row for row in app.journal.staff() if row.role == "supervisor")
        form = template_in(resources_folder(), read_toml)
        if showing is Showing.LONG:
            office.at("2026-11-23", 16)
            words = {one.name: AT_LENGTH for one in form.report.texts}
            found = hand_in(app, supervisor, *month, form, HandIn(words))
        else:
            found = monthly_report(app, supervisor, *month, form)
        pdf = report_pdf(app, supervisor, found, form) if made else b""
        yield Sample(PaperKind.MONTHLY_REPORT, showing, report_sheet(app, supervisor, found, form), pdf)
        period = found.report.period
        span = LedgerSpan(
            period.first, period.last, organ="市场监督管理局" if showing is Showing.LONG else ""
        )
        figures = figure_sheet(app, supervisor, span, form)
        yield Sample(PaperKind.FIGURE_SHEET, showing, figures, app.papers.make(figures) if made else b"")


def _problem(n: int, showing: Showing) -> Report:
    kind = list(ProblemKind)[n % len(ProblemKind)]
    reason = AT_LENGTH if showing is Showing.LONG else "登记机关能共享核验，不必再交。"
    where = "事项“个体工商户设立登记”，材料“经营者身份证件”"
    return Report(
        8,
        "material:mkt_individual/2",
        where,
        kind,
        reason=reason,
        law="《中华人民共和国市场主体登记管理条例》第十六条",
        suggestion="只核对，不收复印件。",
    )


def _answered(folder: Path, showing: Showing, *, made: bool) -> Iterator[Sample]:
    with _office(folder, real=showing is Showing.REAL) as office:
        long = showing is Showing.LONG
        acts = [OWNED, CALLED, TRUE, AT_ONCE]
        if long:
            acts += [Measure(MeasureKind.AT_ONCE, f"第{n}项：{AT_LENGTH}") for n in range(1, 7)]
        acts.append(Reply("\n".join([f"{n}．{AT_LENGTH}" for n in range(1, 6)])) if long else ANSWER)
        rated = office.do(office.rating(_rating(showing)), *acts)
        sheets = {showing: 1} | (SHEETS if showing is Showing.USUAL else {})
        for which, copy in sheets.items():
            pdfs: list[bytes] = []
            document = replace(answer_document(rated), copy_text=copy_words(copy, rated))
            if made:
                copy_answer(office.app, rated.id, office.who("C03"), keep=pdfs.append)
            yield Sample(PaperKind.RECTIFICATION_ANSWER, which, document, pdfs[0] if pdfs else b"")


def _rating(showing: Showing) -> NamedRating:
    hall = real_hall().hall if showing is Showing.REAL else named().hall
    if showing is not Showing.RARE:
        return named(hall=hall)
    rater = replace(SOMEBODY, name=RARE_PERSON.name, id_number=RARE_PERSON.id_number)
    return named(rater=rater, hall=hall)


@contextmanager
def _office(folder: Path, *, real: bool) -> Iterator[RatingOffice]:
    """A 差评处理室, of the demo or of a hall that is none."""
    clock, values = SetClock(FRIDAY), tomllib.loads(OFFICE_FILE.read_text(encoding="utf-8"))
    hall = hall_from(values)
    if real:
        hall = replace(hall, demo=False, hall=real_hall().hall, phone=real_hall().phone)
    create_profile(folder, hall, staff_from(values), clock)
    with open_app(folder, clock) as app:
        yield RatingOffice(app, clock, Station(demo=not real))
