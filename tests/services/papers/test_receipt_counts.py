"""From when an item counts as received (收件之日): told, brought since, decided and taken back again (L6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import Decide, Deem, Reissue, Supplement, Void
from counter.domain.case.acts.deemed import silence_until
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.guide.model import ProcedureClass
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.services.case.deem_accepted import deem_overdue
from tests.services.office import DEFERRED, MISSING, RECEIVED, Office, item, office_on, papers

EXISTING = {"q_entity": ("existing",)}
LICENCE, GAP = "epidemic_cond", "epidemic_cond_5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def one_line(office: Office) -> str:
    """A main paper that only the licence needs."""
    checklist = assess(office.app.setting(), office.visit(answers=EXISTING)).checklist
    return next(
        x.id
        for x in checklist.lines
        if x.items == (LICENCE,) and x.initial is MaterialState.MISSING and x.id != GAP
    )


def test_that_who_was_told_in_time_is_not_deemed_accepted_when_a_later_decision_is_taken_back(
    office: Office,
) -> None:
    line = one_line(office)
    case = office.printed(office.file(office.visit(answers=EXISTING, brought={line: MISSING})))
    office.at("2026-12-02")
    case = office.do(case, Supplement({line: RECEIVED}))
    notice = papers(case, PaperKind.CORRECTION_NOTICE)[0].id
    case = office.do(case, Void((LICENCE,), "选错了情形", (notice,)))
    office.later(minutes=5)
    assert deem_overdue(office.app) == ()  # the window was never silent: it told, and everything came today
    office.at("2026-12-10")  # but six working days of silence since then are silence
    (deemed,) = deem_overdue(office.app)
    assert item(deemed, LICENCE).state is ItemState.DEEMED
    statutory = item(deemed, LICENCE).statutory
    assert statutory is not None
    assert statutory.day == date(2026, 12, 23)  # fifteen working days from 2 December


def test_that_a_gap_pledged_after_a_correction_has_its_own_days(office: Office) -> None:
    line = one_line(office)
    case = office.printed(office.file(office.visit(answers=EXISTING, brought={line: MISSING, GAP: MISSING})))
    office.at("2026-12-02")
    case = office.do(case, Supplement({line: RECEIVED, GAP: DEFERRED}))
    pledged = item(case, LICENCE)
    assert pledged.state is ItemState.TO_PLEDGE
    assert pledged.due is not None
    assert pledged.due.day == date(
        2026, 12, 3
    )  # one working day from the day it was brought, not from 20 November
    assert deem_overdue(office.app) == ()
    receipt = papers(case, PaperKind.INTAKE_RECEIPT)[-1]
    assert "2026年12月2日起计算" in str(receipt.content)
    assert "2026年11月27日" not in str(receipt.content)  # the statute's day of the first hand-over is over


def test_that_a_correction_taken_back_leaves_nothing_told(office: Office) -> None:
    line = one_line(office)
    case = office.file(office.visit(answers=EXISTING, brought={line: MISSING}), FilingMode.KEEP)
    office.at("2026-11-26")
    case = office.do(case, Decide((LICENCE,)))
    case = office.do(case, Supplement({line: Brought(MaterialState.DEFECTIVE, note="没有签名")}))
    case = office.do(case, Void((LICENCE,), "看错了材料"))
    office.at("2026-11-28")
    (deemed,) = deem_overdue(office.app)
    assert (
        item(deemed, LICENCE).state is ItemState.DEEMED
    )  # nothing written reached anybody in five working days


def test_that_silence_accepts_only_where_the_class_has_such_a_law(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    setting = office.app.setting()
    service = item(case, "si_employer")
    licence = setting.jurisdiction.notice[ProcedureClass.LICENCE]
    of_service = service.asked.procedure
    for deemed in (True, False):  # a clock of five days alone heals nothing
        notices = {**setting.jurisdiction.notice, of_service: replace(licence, deemed=deemed)}
        place = replace(setting.jurisdiction, notice=notices)
        assert (silence_until(case, service, place, setting.calendar) is not None) is deemed


def test_that_a_notice_that_reached_nobody_in_five_working_days_cannot_be_made_anew(office: Office) -> None:
    case = office.printed(office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING})))
    notice = papers(case, PaperKind.CORRECTION_NOTICE)[0].id
    office.at("2026-11-30")
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Reissue(notice))
    assert refused.value.rule == "L6"
    assert deem_overdue(office.app) == ()  # whether it was handed over only a person knows
    case = office.do(case, Deem())
    assert item(case, LICENCE).state is ItemState.DEEMED
    with pytest.raises(RuleRefused):
        office.do(case, Supplement({one_line(office): RECEIVED}))  # nothing can be asked for any more


def test_that_a_decision_is_not_taken_back_while_a_sheet_of_it_is_out(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    case = office.printed(case, PaperKind.ACCEPTANCE_NOTICE)
    notice = next(p.id for p in papers(case, PaperKind.ACCEPTANCE_NOTICE) if LICENCE in p.items)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Void((LICENCE,), "录错了人"))
    assert (refused.value.rule, refused.value.field) == ("undo", "taken_back")
    back = office.do(case, Void((LICENCE,), "录错了人", (notice,)))
    assert item(back, LICENCE).state is ItemState.RECEIVED
