"""What the law forbids is refused by the services themselves, whatever asks for it (L5, L6, L8, L12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts import custody
from counter.domain.case.acts.acts import (
    Conclude,
    Decide,
    MovePapers,
    PauseClock,
    PrepareDelivery,
    Propose,
    ResumeClock,
    Serve,
    SetDates,
    SignPledge,
    Stamp,
    Supplement,
    Void,
)
from counter.domain.case.case import Case
from counter.domain.case.item_events import Cause, Hands, MovedPaper, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Act
from counter.domain.hall.consent import Consent
from counter.domain.visit.assess import assess
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.situation import asked
from counter.services.papers.copy_paper import copy_paper
from tests.services.case.test_clocks_and_undo import insisting
from tests.services.office import (
    DEFERRED,
    MISSING,
    RECEIVED,
    SIGNER,
    SUPERVISOR,
    Office,
    by_paper,
    item,
    leaving,
    office_on,
    papers,
)
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line

TODAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def accepted(office: Office) -> Case:
    return office.file(office.visit(answers=EXISTING))


def told(office: Office) -> Case:
    return office.printed(office.file(office.visit(answers=EXISTING, brought={one_line(office): MISSING})))


def gapped(office: Office) -> Case:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    return office.sign(case)


# ── results ───────────────────────────────────────────────────────────────────────────────────────────


def test_that_nobody_has_given_up_while_the_day_to_bring_it_still_runs(office: Office) -> None:
    case = told(office)
    due = item(case, LICENCE).due
    assert due is not None
    with pytest.raises(RuleRefused) as early:
        office.do(case, Conclude(LICENCE, Result.LAPSED, TODAY, "乌农放〔2026〕1号", signer=SIGNER))
    assert early.value.rule == "L5"
    office.at(due.day.isoformat())
    with pytest.raises(RuleRefused):  # the day itself is the applicant's
        office.do(case, Conclude(LICENCE, Result.LAPSED, due.day, "乌农放〔2026〕1号", signer=SIGNER))
    office.later(days=1)
    today = office.app.setting().now.date()
    case = office.do(case, Conclude(LICENCE, Result.LAPSED, today, "乌农放〔2026〕1号", signer=SIGNER))
    assert item(case, LICENCE).state is ItemState.LAPSED


def test_that_who_has_brought_everything_cannot_be_said_to_have_given_up(office: Office) -> None:
    with pytest.raises(RuleRefused):
        office.do(
            accepted(office), Conclude(LICENCE, Result.LAPSED, TODAY, "乌农放〔2026〕1号", signer=SIGNER)
        )


def test_that_nothing_is_drafted_for_who_entrusted_nothing(office: Office) -> None:
    case = accepted(office)
    hall = replace(office.app.hall, agreements=())
    elsewhere = replace(office, app=replace(office.app, hall=hall))
    with pytest.raises(RuleRefused) as refused:
        elsewhere.do(case, Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件"))
    assert refused.value.rule == "L13"


@pytest.mark.parametrize("reason", ["理" * 501, "不办\x00了"])
def test_that_nobody_pastes_a_book_into_an_act(office: Office, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        office.do(accepted(office), leaving((LICENCE,), reason))
    assert refused.value.field == "reason"


def test_that_a_grant_has_the_organs_writing(office: Office) -> None:
    case = accepted(office)
    with pytest.raises(BadInput) as refused:
        office.do(case, Conclude(LICENCE, Result.GRANTED, TODAY))
    assert refused.value.field == "document"
    office.do(case, Conclude(LICENCE, Result.GRANTED, TODAY, certificate="动防合字20260001号"))


def test_that_no_organ_decides_before_it_accepted(office: Office) -> None:
    case = told(office)
    office.at("2026-12-02")
    case = office.do(case, Supplement({one_line(office): RECEIVED}))
    with pytest.raises(BadInput) as refused:
        office.do(case, Conclude(LICENCE, Result.GRANTED, date(2026, 11, 25), "乌农许〔2026〕1号"))
    assert refused.value.field == "day"


def test_that_the_organ_may_find_that_who_insisted_was_right(office: Office) -> None:
    case = office.file(insisting(office))
    mine = next(i for i in case.items if i.state is ItemState.TO_REFUSE)
    case = office.do(case, Conclude(mine.id, Result.GRANTED, TODAY, "乌文旅许〔2026〕1号", "首席代表"))
    assert item(case, mine.id).state is ItemState.GRANTED


def test_that_a_draft_of_an_expired_gap_cannot_be_confirmed_once_the_paper_has_come(office: Office) -> None:
    case = gapped(office)
    office.at("2026-12-05")
    case = office.do(case, Propose(LICENCE, Cause.GAP_EXPIRED))
    draft = papers(case, PaperKind.REJECTION)[0].id
    case = office.do(case, Supplement({GAP: RECEIVED}))
    assert item(case, LICENCE).proposal is None
    with pytest.raises(BadInput, match="这份代拟稿已经作废：拟好以后又交来了材料"):
        office.do(
            case,
            Conclude(
                LICENCE, Result.REJECTED, date(2026, 12, 5), confirms=draft, **by_paper(date(2026, 12, 5))
            ),
        )


def test_that_a_draft_that_says_nothing_came_is_drafted_anew_when_something_wrong_comes(
    office: Office,
) -> None:
    case = told(office)
    office.at("2026-12-15")
    case = office.do(case, Propose(LICENCE, Cause.CORRECTION_LAPSED))
    wrong = Brought(MaterialState.DEFECTIVE, note="没有签名")
    case = office.do(case, Supplement({one_line(office): wrong}))
    assert item(case, LICENCE).proposal is None
    with pytest.raises(RuleRefused):
        office.do(case, Propose(LICENCE, Cause.CORRECTION_LAPSED))
    office.do(case, Propose(LICENCE, Cause.CORRECTION_WRONG))


def test_that_a_gap_stays_open_while_copies_are_short(office: Office) -> None:
    case = gapped(office)
    short = office.do(case, Supplement({GAP: Brought(MaterialState.RECEIVED, copies=0)}))
    assert [g.line for g in item(short, LICENCE).gap_dues] == [GAP]
    whole = office.do(short, Supplement({GAP: RECEIVED}))
    assert item(whole, LICENCE).gap_dues == ()


# ── pledges ───────────────────────────────────────────────────────────────────────────────────────────


def test_that_who_would_rather_not_pledge_is_told_to_correct_and_never_held_to_silence(
    office: Office,
) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[0]
    case = office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "", declined=True))
    assert item(case, LICENCE).state is ItemState.TO_CORRECT
    assert [g.line for g in item(case, LICENCE).told[-1].gaps] == [GAP]
    assert len(papers(case, PaperKind.CORRECTION_NOTICE)) == 1
    assert not papers(case, PaperKind.PLEDGE)[0].stage.binding
    with pytest.raises(RuleRefused):
        office.do(case, SignPledge(pledge.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    office.printed(case)
    office.at("2026-12-01")
    assert item(office.do(case, Supplement({GAP: RECEIVED})), LICENCE).state is ItemState.ACCEPTED


def test_that_what_was_told_before_it_was_deferred_may_be_told_again_when_nobody_pledges(
    office: Office,
) -> None:
    line = one_line(office)
    case = office.file(office.visit(answers=EXISTING, brought={line: MISSING, GAP: MISSING}))
    case = office.do(case, Supplement({line: RECEIVED, GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[0].id
    case = office.do(case, SignPledge(pledge, Signer.APPLICANT, "", declined=True))
    assert [t.round for t in item(case, LICENCE).told] == [1, 2]


@pytest.mark.parametrize("signer", [s for s in Signer if s is not Signer.APPLICANT])
def test_that_nobody_signs_in_a_capacity_that_was_not_registered(office: Office, signer: Signer) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    pledge = papers(case, PaperKind.PLEDGE)[0].id
    with pytest.raises(RuleRefused) as refused:
        office.do(case, SignPledge(pledge, signer, "巴图吉雅", "签署承诺", handed_over=True))
    assert refused.value.field == "signer"


def test_that_no_pledge_is_signed_where_silence_has_accepted_already(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING, brought={GAP: DEFERRED}))
    office.at("2026-11-30")
    with pytest.raises(RuleRefused) as refused:
        office.sign(case)
    assert refused.value.rule == "L6"


# ── clocks ────────────────────────────────────────────────────────────────────────────────────────────


def test_that_two_special_procedures_are_said_once(office: Office) -> None:
    case = accepted(office)
    first = item(case, LICENCE).statutory
    for since, until in (("2026-11-23", "2026-11-25"), ("2026-11-26", "2026-11-30")):
        office.at(since)
        begins = PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", date.fromisoformat(since))
        case = office.do(case, begins)
        office.at(until)
        case = office.do(case, ResumeClock(LICENCE, date.fromisoformat(until)))
    moved = item(case, LICENCE).statutory
    assert first is not None
    assert moved is not None
    assert moved.day == date(2026, 12, 17)  # 11 December and four working days
    assert moved.text == f"{first.text}，扣除特别程序"


def test_that_no_notice_is_served_before_the_item_was_accepted(office: Office) -> None:
    case, early = accepted(office), date(2026, 11, 19)
    with pytest.raises(BadInput):
        office.do(case, PauseClock(LICENCE, Pause.TESTING, "乌农检〔2026〕1号", early))


def test_that_held_days_are_never_counted_from_before_hand_over(office: Office) -> None:
    office.file(office.visit(bundle=8))
    office.later(days=-3)
    case = accepted(office)
    assert item(case, LICENCE).dates_held
    office.later(days=3)
    for day in (date(1900, 1, 1), date(2999, 1, 1)):
        with pytest.raises(BadInput):
            office.do(case, SetDates(day, SUPERVISOR))
    with pytest.raises(RuleRefused):
        office.do(case, SetDates(TODAY, Consent("W01", "1234")))  # a clerk's code
    notice = papers(case, PaperKind.ACCEPTANCE_NOTICE)[0]
    assert "受理日待核" in str(notice.content)
    office.at("2026-11-23")
    case = office.do(case, SetDates(TODAY, SUPERVISOR))
    assert item(case, LICENCE).statutory is not None
    anew = papers(case, PaperKind.ACCEPTANCE_NOTICE)
    said = [str(paper.content) for paper in anew]  # the true day, not that of the new sheet
    assert any("你于2026年11月20日就" in words and "于当日受理" in words for words in said)


# ── undo, papers, answers ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ["W01", "nobody"])
def test_that_no_supervisor_is_named_who_is_none(office: Office, code: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        office.do(accepted(office), Void((LICENCE,), "选错了情形", consent=Consent(code, "1234")))
    assert refused.value.rule == "duty"


def test_that_papers_of_nobody_cannot_be_taken_back(office: Office) -> None:
    with pytest.raises(BadInput):
        office.do(accepted(office), Void((LICENCE,), "选错了情形", ("some-other-paper",)))


def test_that_no_original_of_an_identity_card_ever_counts_as_kept(office: Office) -> None:
    case = accepted(office)
    card = next(x for x in case.lines if x.never_kept and case.brought_of(x).copies)
    asked = replace(card, originals=1)  # even if a guide asked to keep it
    assert custody.taken_in(case, asked).originals == 0


def test_that_a_sheet_is_not_counted_twice_and_bears_the_checklists_name(office: Office) -> None:
    case = accepted(office)
    line = next(x for x in case.lines if x.originals and not x.never_kept)
    organ = item(case, line.items[0]).asked.organ
    one = MovedPaper(line.id, "别的名字", 1, 0)
    with pytest.raises(BadInput):
        office.do(case, MovePapers(organ, Hands.TO_ORGAN, (one, replace(one)), "阿木古郎", "其其格"))
    case = office.do(case, MovePapers(organ, Hands.TO_ORGAN, (one,), "阿木古郎", "其其格"))
    assert case.custody[-1].moved[0].name == line.name
    assert "别的名字" not in str(papers(case, PaperKind.TRANSFER_SLIP)[0].content)


def test_that_how_an_unsettled_answer_was_settled_is_kept_with_the_decision(office: Office) -> None:
    case = unsettled_case(office)
    held = next(i for i in case.items if "情形还没认定" in i.reason)
    case = office.do(case, Decide((held.id,), settled="经林草局张科长认定，不属于草原"))
    assert "经林草局张科长认定" in item(case, held.id).reason


def unsettled_case(office: Office) -> Case:
    """A filed visit one of whose answers is 不清楚 and holds an item."""
    setting = office.app.setting()
    for bundle in setting.guide.bundles.values():
        for question in asked(setting.guide, bundle, {}, setting.switches):
            for option in (o for o in question.options if o.pending):
                visit = office.visit(bundle=bundle.number, answers={question.id: (option.id,)})
                if any(v.rule == "guide.pending" for v in assess(setting, visit).verdicts):
                    return office.file(visit)
    raise AssertionError("the guide has no unsettled answer that holds an item")


# ── serving (L13) ─────────────────────────────────────────────────────────────────────────────────────


def rejected(office: Office) -> tuple[Case, str]:
    """An organ's decision, confirmed and stamped; its sheet is out."""
    case = office.do(accepted(office), Propose(LICENCE, Cause.NEGATIVE_RESULT, "现场不符合防疫条件"))
    draft = papers(case, PaperKind.REJECTION)[0].id
    case = office.do(case, Conclude(LICENCE, Result.REJECTED, TODAY, confirms=draft, **by_paper(TODAY)))
    decision = papers(case, PaperKind.REJECTION)[-1].id
    app = office.app
    copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=case.id,
        wanted=decision,
        clerk="W01",
    )
    return office.do(case, Stamp((decision,))), decision


def test_that_a_platforms_moment_is_kept_with_the_paper_and_only_where_it_can_be(office: Office) -> None:
    case, decision = rejected(office)
    now = office.clock.at
    act = Serve((decision,), Way.ELECTRONIC, now.date(), "巴图吉雅", at=now)
    made = office.now(case).paper(decision)
    assert made is not None
    for changes, says in (
        ({"way": Way.WINDOW}, "只有电子送达"),
        ({"at": now + timedelta(minutes=1)}, "还没有到"),
        ({"at": made.issued_at - timedelta(minutes=1)}, "早于文书出具"),
        ({"at": now - timedelta(days=1)}, "不是同一天"),
    ):
        with pytest.raises(BadInput, match=says) as refused:
            office.do(case, replace(act, **changes))  # type: ignore[arg-type]
        assert refused.value.field == "at"
    case = office.do(case, act)
    served = case.paper(decision)
    assert served is not None
    assert served.serving is not None
    assert served.serving.at == now
    assert "照平台的记录" in case.history[-1].text


def test_that_an_organs_decision_is_served_once_and_only_by_whom_it_entrusted_with_it(office: Office) -> None:
    case, decision = rejected(office)
    act = Serve((decision,), Way.WINDOW, TODAY, "巴图吉雅")
    hall = office.app.hall
    without = tuple(replace(a, acts=a.acts - {Act.DELIVER}) for a in hall.agreements)
    elsewhere = replace(office, app=replace(office.app, hall=replace(hall, agreements=without)))
    for forbidden in (act, PrepareDelivery((decision,), Way.WINDOW)):
        with pytest.raises(RuleRefused) as refused:
            elsewhere.do(case, forbidden)
        assert refused.value.rule == "L13"
    served = office.do(case, act)
    with pytest.raises(RuleRefused):
        office.do(served, replace(act, receiver="别人"))
