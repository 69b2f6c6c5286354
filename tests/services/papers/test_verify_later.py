"""验真 of a sheet after its case went on: at another window, taken over (接管), extended, replaced, its key renewed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from counter.bootstrap.opening import create_profile, open_app
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import CorrectRegistration, Reissue
from counter.domain.case.case import Case
from counter.domain.document.document import PaperKind
from counter.domain.papers.verify.proof import Known, Proof, ProofReport, ProofTone
from counter.domain.papers.verify.signed_code import is_paper_code
from counter.domain.people.applicant import Party
from counter.services.case.claim_cases import claim_cases
from counter.services.keys.rotate import rotate_station_key
from counter.services.papers.copy_paper import copy_paper
from counter.services.papers.verify_paper import verify_code
from tests.services.case.neighbours import HERE, THERE, Neighbours
from tests.services.case.test_hand_over import register
from tests.services.office import (
    FRIDAY,
    MISSING,
    PEOPLE,
    SUPERVISOR,
    Office,
    SetClock,
    extended,
    papers,
)
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE, one_line
from tests.settings import demo_hall


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Neighbours]:
    """Two windows of a hall that is no demo: cases are filed at ``other``."""
    with ExitStack() as stack:
        offices = []
        for code in (HERE, THERE):
            clock = SetClock(FRIDAY)
            hall = replace(demo_hall(), station=code, demo=False, overlay=None)
            create_profile(tmp_path / code, hall, PEOPLE, clock)
            offices.append(Office(stack.enter_context(open_app(tmp_path / code, clock)), clock))
        found = Neighbours(*offices)
        found.trust()
        for office in offices:
            register(office, (HERE, "3"), (THERE, "4"))
        yield found


def sheets(office: Office, case: Case, kind: PaperKind, many: int = 1) -> tuple[str, list[str]]:
    """The paper of the licence, and the codes on that many sheets of it."""
    paper = next(p for p in case.papers if p.kind == kind and LICENCE in p.items)
    codes = []
    for _ in range(many):
        app = office.app
        left = copy_paper(
            *(app.journal, app.projector, app.papers),
            case_id=case.id,
            wanted=paper.id,
            clerk="W01",
            keep=bytes,
        )
        codes.append(next(text for text in app.sheets.read(left.pdf).codes if is_paper_code(text)))
    return paper.id, codes


def said(office: Office, code: str) -> ProofReport:
    return verify_code(office.app.journal, code, civil_date(office.clock.at))


def test_that_a_reprint_is_genuine_at_the_window_that_took_its_case_over(real: Neighbours) -> None:
    gone, hall = real.other, real.owner
    case = gone.file(gone.visit(answers=EXISTING))
    _, codes = sheets(gone, case, PaperKind.ACCEPTANCE_NOTICE, many=3)
    assert said(hall, codes[2]).record.state is Known.NO_RECORD
    real.meet()
    claim_cases(hall.app, THERE, "窗口的电脑烧坏了，件接过来办", hall.clerk, SUPERVISOR)
    report = said(hall, codes[2])
    assert (report.proof, report.tone, report.record.state) == (Proof.GENUINE, ProofTone.GOOD, Known.ISSUED)
    assert not any("请核对" in words for words in report.advice)  # it knows of every sheet


def test_that_an_extended_day_is_told_beside_the_notice_that_bears_the_old_one(real: Neighbours) -> None:
    office = real.other
    case = office.file(office.visit(answers=EXISTING))
    _, (notice,) = sheets(office, case, PaperKind.ACCEPTANCE_NOTICE)
    assert said(office, notice).record.moved is None
    office.later(days=3)
    after = office.do(office.now(case), extended(LICENCE, civil_date(office.clock.at)))
    _, (extension,) = sheets(office, after, PaperKind.EXTENSION_NOTICE)
    real.meet()
    for window in (office, real.owner):
        report = said(window, notice)
        assert report.proof is Proof.GENUINE  # it is still what was signed, and in force
        assert report.essentials is not None
        assert report.record.moved is not None
        assert report.record.moved > report.essentials.deadline  # type: ignore[operator]
        assert report.advice[0].startswith("最迟日期后来改过：按本窗口的记录，现在是")
        assert said(window, extension).record.moved is None


def test_that_a_replaced_notice_is_superseded_at_both_windows_and_a_renewed_key_changes_nothing(
    real: Neighbours,
) -> None:
    office = real.other
    case = office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING}))
    paper, (old,) = sheets(office, case, PaperKind.CORRECTION_NOTICE)
    office.later(days=1)
    again = office.do(office.now(case), Reissue(paper))
    new_paper = papers(again, PaperKind.CORRECTION_NOTICE)[-1]
    assert new_paper.id != paper
    rotate_station_key(office.app.journal, code="S01", pin="9876", today=civil_date(office.clock.at))
    real.trust()
    real.meet()
    for window in (office, real.owner):
        report = said(window, old)
        assert (report.proof, report.tone) == (Proof.GENUINE, ProofTone.CARE)
        assert report.record.state is Known.SUPERSEDED


def test_that_a_corrected_name_is_told_beside_every_paper_that_bears_the_wrong_one(real: Neighbours) -> None:
    office = real.other
    case = office.file(office.visit(answers=EXISTING))
    _, (notice,) = sheets(office, case, PaperKind.ACCEPTANCE_NOTICE)
    correction = CorrectRegistration(Party.PERSON, name="巴图吉娅", reason="对照居民身份证原件")
    after = office.do(office.now(case), correction)
    erratum = papers(after, PaperKind.ERRATUM)[0]
    report = said(office, notice)
    assert (report.proof, report.tone) == (Proof.GENUINE, ProofTone.GOOD)
    assert f"上面登记的姓名或者号码后来更正过，见更正通知书 {erratum.number}。" in report.advice
    left = copy_paper(
        *(office.app.journal, office.app.projector, office.app.papers),
        case_id=case.id,
        wanted=erratum.id,
        clerk="W01",
        keep=bytes,
    )
    code = next(text for text in office.app.sheets.read(left.pdf).codes if is_paper_code(text))
    assert said(office, code).record.errata == ()
