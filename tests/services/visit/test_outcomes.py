"""Every outcome side by side in one visit, and what follows from each: told, pledged, supplemented, gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.calendar.workdays import civil_date
from counter.domain.case import events
from counter.domain.case.acts.acts import (
    Conclude,
    Decide,
    MarkFailed,
    MarkPrinted,
    PrepareDelivery,
    Reissue,
    Serve,
    SignPledge,
    Stamp,
    Supplement,
)
from counter.domain.case.acts.correction import BySupervisor, NewFact
from counter.domain.case.case import Case
from counter.domain.case.fold import fold
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperFailed, PaperStage, Way
from counter.domain.case.print_log import SheetStep
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused, StaleBase
from counter.domain.hall.consent import Consent
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from tests.services.office import (
    DEFERRED,
    MISSING,
    RECEIVED,
    SUPERVISOR,
    Office,
    item,
    named,
    office_on,
    papers,
)

K = PaperKind
GAP = "epidemic_cond_5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def lacking(office: Office, of: str) -> str:
    """A line only that item needs."""
    checklist = assess(office.app.setting(), office.visit()).checklist
    return next(
        line.id
        for line in checklist.lines
        if line.items == (of,) and line.initial is MaterialState.MISSING and line.id != GAP
    )


def states(case: Case) -> dict[str, ItemState]:
    return {i.id: i.state for i in case.items}


def test_that_one_visit_holds_done_accepted_gapped_waiting_and_to_correct_items_of_several_organs(
    office: Office,
) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED, lacking(office, "si_employer"): MISSING}))
    assert states(case) == {
        "mkt_individual": ItemState.DONE,
        "tax_new": ItemState.DONE,
        "si_employer": ItemState.TO_CORRECT,
        "epidemic_cond": ItemState.TO_PLEDGE,
        "farm_record": ItemState.WAITING,
        "signboard": ItemState.ACCEPTED,
    }
    kinds = [p.kind for p in case.papers]
    assert kinds.count(K.COVER_SHEET) == 1  # two organs ask for something
    assert kinds.count(K.CORRECTION_NOTICE) == 1
    assert kinds.count(K.PLEDGE) == 1
    assert kinds.count(K.REGISTRATION_PROOF) == 2
    assert kinds.count(K.ACCEPTANCE_NOTICE) == 1
    assert K.GAP_NOTICE not in kinds  # nothing is signed yet
    numbers = [p.number for p in case.papers if p.number]
    assert len(set(numbers)) == len(numbers)
    for kind in set(kinds):  # no item stands twice on papers of one kind
        shown = [i for p in papers(case, kind) for i in p.items]
        assert len(shown) == len(set(shown))


def test_that_only_a_signed_pledge_makes_the_acceptance_with_gaps_and_its_notice(office: Office) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    assert item(case, "epidemic_cond").state is ItemState.TO_PLEDGE
    pledge = papers(case, K.PLEDGE)[0]
    with pytest.raises(RuleRefused) as refused:
        office.do(case, SignPledge(pledge.id, Signer.LEGAL_REPRESENTATIVE, "别人"))
    assert refused.value.rule == "L4"
    after = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    gapped = item(after, "epidemic_cond")
    assert gapped.state is ItemState.GAPPED
    assert [g.line for g in gapped.gap_dues] == [GAP]
    due = gapped.gap_dues[0].due
    assert due is not None
    assert gapped.due is None or due.day <= gapped.due.day
    assert len(papers(after, K.GAP_NOTICE)) == 1
    with pytest.raises(RuleRefused):
        office.do(after, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))


def test_that_a_pledge_is_signed_on_a_sheet_that_came_out_or_on_the_clerks_word(office: Office) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    pledge = papers(case, K.PLEDGE)[0]
    act = SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅")
    with pytest.raises(RuleRefused) as refused:
        office.do(case, act)
    assert (refused.value.rule, refused.value.field) == ("ladder", "handed_over")
    assert office.now(case) == case
    on_word = office.do(case, replace(act, handed_over=True))
    told = [h.text for h in on_word.history if h.kind == "paper.printed"]
    assert told == [f"窗口说明：{pledge.number} 纸质件已当面交（手工开具或者别处打印），本机没有出过纸"]
    other = office.file(replace(office.visit(brought={GAP: DEFERRED}), duplicate_reason="另一处"))
    sheet = papers(other, K.PLEDGE)[0]
    office.take_out(other, sheet)
    entry = next(e for e in office.app.journal.entries(case.id) if e.kind == "paper.printed")
    assert entry.read()["handed_over"] is True
    signed = office.do(other, SignPledge(sheet.id, Signer.APPLICANT, "巴图吉雅"))
    assert not [h for h in signed.history if h.kind == "paper.printed"]


@pytest.mark.parametrize("fate", ["meant", "failed", "astray"])
def test_that_a_sheet_that_never_came_out_here_is_neither_signed_nor_stamped(
    office: Office, fate: str
) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    for kind in (K.PLEDGE, K.ACCEPTANCE_NOTICE):
        paper = papers(case, kind)[0]
        office.write(case, events.PaperCopied(paper.id, paper.number, 1, "print"))
        if fate != "meant":
            words = PaperFailed(paper.id, paper.number, 1, "P", "没有打印机", astray=fate == "astray")
            office.write(case, words)
    case = office.now(case)
    pledge, notice = papers(case, K.PLEDGE)[0], papers(case, K.ACCEPTANCE_NOTICE)[0]
    assert (pledge.copies, notice.copies) == (1, 1)
    for act in (SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅"), Stamp((notice.id,))):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, act)
        assert refused.value.rule == "ladder"


def test_that_the_word_for_a_paper_made_elsewhere_says_nothing_of_the_sheets_from_here(
    office: Office,
) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    pledge = papers(case, K.PLEDGE)[0]
    office.write(case, events.PaperCopied(pledge.id, pledge.number, 1, "print"))
    office.write(case, PaperFailed(pledge.id, pledge.number, 1, "P", "缺纸"))
    signed = papers(office.sign(office.now(case)), K.PLEDGE)[0]
    assert signed.handed_over
    assert [sheet.step for sheet in signed.sheets] == [SheetStep.FAILED]


def test_that_a_sheet_said_to_be_out_and_then_not_is_not_there(office: Office) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    pledge = papers(case, K.PLEDGE)[0]
    office.write(case, events.PaperCopied(pledge.id, pledge.number, 1, "print"))
    case = office.do(office.now(case), MarkPrinted((pledge.id,)))
    case = office.do(case, MarkFailed((pledge.id,), "看错了，没有出纸"))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅"))
    assert refused.value.field == "handed_over"


def test_that_nothing_is_served_that_never_existed_on_paper_unless_the_clerk_says_so(office: Office) -> None:
    case = office.file(office.visit())
    notice = papers(case, K.ACCEPTANCE_NOTICE)[0]
    today = office.app.setting().now.date()
    serve = Serve((notice.id,), Way.WINDOW, today, "巴图吉雅")
    for act in (serve, PrepareDelivery((notice.id,), Way.WINDOW), Stamp((notice.id,))):
        with pytest.raises(RuleRefused) as refused:
            office.do(case, act)
        assert (refused.value.rule, refused.value.field) == ("ladder", "handed_over")
    with pytest.raises(RuleRefused):  # the word stands for the sheet, never for the seal
        office.do(case, replace(serve, handed_over=True))
    stamped = office.do(case, Stamp((notice.id,), handed_over=True))
    served = office.do(stamped, serve)
    assert next(p for p in served.papers if p.id == notice.id).stage is PaperStage.SERVED
    assert [h.text for h in served.history if "本机没有出过纸" in h.text]
    assert fold(office.app.journal.entries(case.id)) == served


def test_that_what_was_deferred_and_brought_in_time_closes_the_gap(office: Office) -> None:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    case = office.do(
        case, SignPledge(papers(case, K.PLEDGE)[0].id, Signer.APPLICANT, "巴图吉雅", handed_over=True)
    )
    office.later(days=2)
    after = office.do(case, Supplement({GAP: RECEIVED}, "巴图吉雅"))
    assert item(after, "epidemic_cond").gap_dues == ()
    assert item(after, "epidemic_cond").state is ItemState.GAPPED
    assert len(papers(after, K.SUPPLEMENT_RECEIPT)) == 1
    with pytest.raises(RuleRefused) as refused:
        office.do(after, Supplement({GAP: RECEIVED}))
    assert refused.value.rule == "L1"  # what is in cannot be asked for again


def test_that_a_wrong_supplement_is_said_again_without_a_second_notice(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = office.file(office.visit(brought={line: MISSING}))
    told = item(case, "si_employer").told
    office.later(days=1)
    wrong = Brought(MaterialState.DEFECTIVE, note="没有盖章")
    after = office.do(case, Supplement({line: wrong}, "巴图吉雅"))
    assert item(after, "si_employer").told == told
    assert item(after, "si_employer").state is ItemState.TO_CORRECT
    assert len(papers(after, K.CORRECTION_NOTICE)) == 1
    assert len(papers(after, K.SUPPLEMENT_RECEIPT)) == 1


def test_that_acceptance_counts_from_the_day_on_which_everything_is_in(office: Office) -> None:
    line = lacking(office, "signboard")
    case = office.file(office.visit(brought={line: MISSING}))
    office.at("2026-11-25")
    after = office.do(case, Supplement({line: RECEIVED}))
    accepted = item(after, "signboard")
    assert accepted.state is ItemState.ACCEPTED
    assert accepted.at is not None
    assert accepted.at.date().isoformat() == "2026-11-25"
    assert [p.items for p in papers(after, K.ACCEPTANCE_NOTICE) if "signboard" in p.items] == [("signboard",)]


def test_that_a_second_notice_needs_a_new_fact_or_a_supervisor(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = office.file(office.visit(brought={line: MISSING}))
    with pytest.raises(RuleRefused):  # nothing is new
        office.do(case, Decide(("si_employer",)))
    assert len(papers(case, K.CORRECTION_NOTICE)) == 1


def test_that_a_returned_registration_is_filed_again_and_its_earlier_round_does_not_count(
    office: Office,
) -> None:
    line = lacking(office, "mkt_individual")
    case = office.file(office.visit(brought={line: MISSING}))
    assert item(case, "mkt_individual").state is ItemState.RETURNED
    assert item(case, "farm_record").state is ItemState.WAITING
    office.later(days=1)
    after = office.do(case, Supplement({line: RECEIVED}))
    assert item(after, "mkt_individual").state is ItemState.DONE


def test_that_a_serial_item_goes_on_only_after_the_earlier_ones_written_completion(office: Office) -> None:
    case = office.file(office.visit())
    with pytest.raises(RuleRefused):
        office.do(case, Decide(("farm_record",), papers_valid=True))
    office.at("2026-12-01")
    earlier = item(case, "farm_record").asked.after
    for one in earlier:
        if not item(case, one).state.finished:
            day = office.app.setting().now.date()
            case = office.do(case, Conclude(one, Result.GRANTED, day, "乌农许〔2026〕8号", "首席代表"))
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide(("farm_record",)))
    assert refused.value.rule == "serial"  # validity is looked at again
    after = office.do(case, Decide(("farm_record",), papers_valid=True))
    assert item(after, "farm_record").state in (ItemState.ACCEPTED, ItemState.DONE)


def test_that_papers_go_back_when_the_earlier_item_fails(office: Office) -> None:
    case = office.file(office.visit())
    office.at("2026-12-01")
    after = office.do(
        case,
        Conclude(
            "epidemic_cond",
            Result.REJECTED,
            office.app.setting().now.date(),
            **named(),
        ),
    )
    assert item(after, "epidemic_cond").state is ItemState.REJECTED
    assert item(after, "farm_record").state is ItemState.RETURNED


def test_that_what_was_kept_is_decided_later_with_its_papers(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    assert set(states(case).values()) <= {ItemState.RECEIVED, ItemState.WAITING}
    after = office.do(case, Decide(papers_valid=True))
    assert item(after, "mkt_individual").state is ItemState.DONE
    assert item(after, "epidemic_cond").state is ItemState.ACCEPTED
    assert papers(after, K.ACCEPTANCE_NOTICE)


def test_that_a_changed_case_refuses_an_act_that_did_not_see_the_change(office: Office) -> None:
    case = office.file(office.visit(), FilingMode.KEEP)
    office.do(case, Decide(("mkt_individual",)))
    with pytest.raises(StaleBase):
        office.do(case, Decide(), base=case.base)


def test_that_a_notice_served_later_is_made_anew_with_its_own_day(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = office.file(office.visit(brought={line: MISSING}))
    notice = papers(case, K.CORRECTION_NOTICE)[0]
    first = item(case, "si_employer").due
    office.at("2026-11-24")
    today = office.app.setting().now.date()
    case = office.do(case, Reissue(notice.id))
    second = item(case, "si_employer").due
    assert first is not None
    assert second is not None
    assert second.day > first.day
    old, new = papers(case, K.CORRECTION_NOTICE)
    assert old.stage is PaperStage.SUPERSEDED
    assert old.replaced_by == new.id
    assert new.number != old.number
    with pytest.raises(RuleRefused):
        office.do(case, Serve((new.id,), Way.WINDOW, today, "巴图吉雅"))  # not stamped: no 凭证


def test_that_an_unstamped_paper_is_never_served_and_a_stamp_needs_a_sheet(office: Office) -> None:
    case = office.file(office.visit())
    notice = papers(case, K.ACCEPTANCE_NOTICE)[0]
    with pytest.raises(RuleRefused):
        office.do(case, Stamp((notice.id,)))


def test_that_a_new_fact_on_a_paper_already_in_may_be_told_and_only_with_its_reason(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = office.file(office.visit(brought={line: MISSING}))
    other = next(x.id for x in case.lines if "si_employer" in x.items and x.id != line and not x.awaits)
    found = {other: Brought(MaterialState.DEFECTIVE, note="复印件与原件不一致")}
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide(("si_employer",), lines=found))
    assert refused.value.rule == "L3"
    today = civil_date(office.app.setting().now)
    reopening = NewFact("不动产登记资料查询结果", today, "核对原件时发现与登记不一致", (other,))
    after = office.do(case, Decide(("si_employer",), lines=found, reopening=reopening))
    told = item(after, "si_employer").told
    assert [t.round for t in told] == [1, 2]
    assert {g.line for g in told[-1].gaps} == {line, other}


def test_that_a_second_look_never_says_that_something_was_brought(office: Office) -> None:
    line = lacking(office, "si_employer")
    case = office.file(office.visit(brought={line: MISSING}))
    with pytest.raises(BadInput):
        office.do(case, Decide(("si_employer",), lines={line: RECEIVED}))


def test_that_a_supervisors_reason_opens_a_further_round_and_it_is_counted(office: Office) -> None:
    line, other = lacking(office, "si_employer"), GAP
    case = office.file(office.visit(brought={line: MISSING}))
    case = office.do(case, Supplement({line: Brought(MaterialState.DEFECTIVE, note="复印件看不清")}))
    reopening = BySupervisor("上次告知写错了要求", SUPERVISOR)
    for consent in (
        Consent("W01", "1234"),
        Consent("S01", ""),
        Consent("S01", "1111"),
    ):  # a code alone is nobody's
        with pytest.raises(RuleRefused):
            office.do(case, Decide(("si_employer",), reopening=replace(reopening, consent=consent)))
    after = office.do(case, Decide(("si_employer",), reopening=reopening))
    assert [t.round for t in item(after, "si_employer").told] == [1, 2]
    assert other  # the deferrable paper is another item's
