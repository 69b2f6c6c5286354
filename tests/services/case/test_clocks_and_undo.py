"""Clocks that end by themselves, decisions taken back, drafts for the organ, special procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import (
    Conclude,
    Decide,
    Deem,
    DropItems,
    PauseClock,
    Propose,
    ResumeClock,
    Serve,
    SetDates,
    SignPledge,
    Supplement,
    Void,
)
from counter.domain.case.acts.deemed import last_notice_day, unserved_notice_day
from counter.domain.case.case import Case, CaseState
from counter.domain.case.issued_paper import Serving
from counter.domain.case.item_events import Cause, Pause, Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage, Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.authority import Authority
from counter.domain.hall.consent import Consent
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import all_received
from counter.domain.visit.situation import WHOLE_BUNDLE
from counter.domain.visit.visit import Visit
from counter.services.case.deem_accepted import deem_overdue
from counter.services.hall.station_log import confirm_clock
from tests.builders import first_answer
from tests.services.office import (
    DEFERRED,
    MISSING,
    RECEIVED,
    SUPERVISOR,
    Office,
    by_paper,
    item,
    leaving,
    office_on,
    papers,
)
from tests.services.visit.test_outcomes import GAP, lacking
from tests.settings import somebody

K = PaperKind


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def gapped(office: Office) -> Case:
    case = office.file(office.visit(brought={GAP: DEFERRED}))
    return office.sign(case)


EXISTING = {"q_entity": ("existing",)}
HALL_OF_GAMES = 98
"""开办娱乐场所: refused beside houses, schools and hospitals, whatever the papers."""
"""Somebody who is registered already: nothing comes before the licence."""


# ── 视为受理 (L6) ─────────────────────────────────────────────────────────────────────────────────────


def test_that_a_licence_not_told_about_in_five_working_days_is_accepted_since_hand_over(
    office: Office,
) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-27", 23)  # the fifth working day itself
    assert deem_overdue(office.app) == ()
    office.at("2026-11-28", 0)
    (deemed,) = deem_overdue(office.app)
    licence = item(deemed, "epidemic_cond")
    assert licence.state is ItemState.DEEMED
    assert item(deemed, "si_employer").state is ItemState.RECEIVED  # silence heals no other class
    assert deem_overdue(office.app) == ()  # once
    assert deemed.id == case.id


def test_that_after_the_clock_has_run_out_only_the_deemed_acceptance_can_be_written(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-30")
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Decide(("epidemic_cond",)))
    assert refused.value.rule == "L6"
    assert item(office.do(case, Deem()), "epidemic_cond").state is ItemState.DEEMED


def test_that_the_deemed_items_own_clock_runs_from_hand_over(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-12-10")
    statutory = item(office.do(case, Deem()), "epidemic_cond").statutory
    assert statutory is not None
    assert statutory.day == date(2026, 12, 11)  # fifteen working days from 20 November


def test_that_the_day_of_silence_stays_the_day_of_acceptance_once_the_organ_decided(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    office.at("2026-11-30")
    office.do(case, Deem())
    office.at("2026-12-01")
    granted = Conclude("epidemic_cond", Result.GRANTED, date(2026, 12, 1), "乌农许〔2026〕1号", "那顺")
    licence = item(office.do(case, granted), "epidemic_cond")
    assert (licence.accepted_on, licence.deemed_on) == (None, date(2026, 11, 20))


def test_that_nobody_is_deemed_accepted_who_was_told_in_time(office: Office) -> None:
    office.printed(office.file(office.visit(brought={lacking(office, "epidemic_cond"): MISSING})))
    office.at("2026-12-10")
    assert deem_overdue(office.app) == ()


def test_that_silence_of_an_organ_that_entrusted_nothing_is_no_acceptance(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    licence, setting = item(case, "epidemic_cond"), office.app.setting()
    assert last_notice_day(case, licence, setting) is not None
    alone = replace(office, app=replace(office.app, hall=replace(office.app.hall, agreements=())))
    kept = alone.file(replace(office.visit(answers=EXISTING), duplicate_reason="另一处"), FilingMode.KEEP)
    licence = item(kept, "epidemic_cond")
    assert last_notice_day(kept, licence, replace(setting, authority=Authority())) is None


def test_that_a_person_may_write_silence_down_only_of_one_notice_that_reached_nobody(office: Office) -> None:
    case = office.file(office.visit(brought={lacking(office, "epidemic_cond"): MISSING}, answers=EXISTING))
    licence = item(case, "epidemic_cond")
    office.at("2026-11-27", 23)  # the last day to tell
    assert unserved_notice_day(case, licence, office.app.setting()) is None
    office.at("2026-11-28")
    setting = office.app.setting()
    assert unserved_notice_day(case, licence, setting) is not None
    handed = Serving(Way.WINDOW, date(2026, 11, 20), "巴图吉雅", "", declined=False)
    served = replace(case, papers=tuple(replace(p, serving=handed) for p in case.papers))
    twice = replace(licence, told=(*licence.told, *licence.told))
    received = replace(licence, state=ItemState.RECEIVED)
    assert unserved_notice_day(served, licence, setting) is None
    doubted = tuple(replace(line, untimely=True) for line in case.history)
    assert unserved_notice_day(replace(case, untimely=True, history=doubted), licence, setting) is None
    assert unserved_notice_day(case, twice, setting) is None
    assert unserved_notice_day(case, received, setting) is None
    assert item(office.do(case, Deem()), "epidemic_cond").state is ItemState.DEEMED


def insisting(office: Office) -> Visit:
    """An individual who wants to collect raw milk all the same, every question answered and every paper brought."""
    setting = office.app.setting()
    visit = Visit(
        99, {"q_entity": ("individual",)}, {}, somebody(), insisted=("bundle",), begun_at=setting.now
    )
    while open_ones := [q for q in assess(setting, visit).asked if q.open]:
        answer = {open_ones[0].id: first_answer(open_ones[0])}
        visit = replace(visit, answers={**visit.answers, **answer})
    return replace(visit, brought=all_received(assess(setting, visit).checklist, {}))


# ── drafts for the organ (L5, L8) ─────────────────────────────────────────────────────────────────────


def test_that_an_expired_gap_is_drafted_for_the_organ_and_never_issued(office: Office) -> None:
    case = gapped(office)
    due = item(case, "epidemic_cond").gap_dues[0].due
    assert due is not None
    office.at(due.day.isoformat(), 23)
    with pytest.raises(RuleRefused) as early:  # the day itself still counts
        office.do(case, Propose("epidemic_cond", Cause.GAP_EXPIRED))
    assert early.value.rule == "L5"
    office.later(days=1)
    drafted = office.do(case, Propose("epidemic_cond", Cause.GAP_EXPIRED))
    (draft,) = papers(drafted, K.REJECTION)
    assert draft.number == ""
    assert item(drafted, "epidemic_cond").state is ItemState.GAPPED  # nothing is decided by a draft
    with pytest.raises(RuleRefused) as refused:
        office.do(drafted, Serve((draft.id,), Way.WINDOW, date(2026, 12, 1), "巴图吉雅"))
    assert refused.value.rule == "L8"
    today = office.app.setting().now.date()
    confirmed = office.do(
        drafted, Conclude("epidemic_cond", Result.REJECTED, today, confirms=draft.id, **by_paper(today))
    )
    old, decision = papers(confirmed, K.REJECTION)
    assert old.stage is PaperStage.SUPERSEDED
    assert "代拟稿已确认，换成正式的一份" in [line.text for line in confirmed.history]
    assert decision.number
    assert item(confirmed, "epidemic_cond").state is ItemState.REJECTED


def test_that_a_gap_brought_before_the_organ_decided_takes_the_reason_for_the_draft_away(
    office: Office,
) -> None:
    case = gapped(office)
    office.later(days=15)
    case = office.do(case, Propose("epidemic_cond", Cause.GAP_EXPIRED))
    case = office.do(case, Supplement({GAP: RECEIVED}))
    assert item(case, "epidemic_cond").gap_dues == ()


def test_that_a_certificate_issues_only_after_every_gap_is_closed(office: Office) -> None:
    case = gapped(office)
    with pytest.raises(RuleRefused):
        office.do(case, Conclude("epidemic_cond", Result.GRANTED, date(2026, 11, 20), "许1号"))


def test_that_insisting_leads_to_the_organs_written_decision_by_its_representative(office: Office) -> None:
    case = office.file(insisting(office))
    refused = [i for i in case.items if i.state is ItemState.TO_REFUSE]
    assert refused
    assert all(p.number == "" for p in papers(case, K.REFUSAL))
    with pytest.raises(RuleRefused):
        office.do(case, Decide())
    mine = next(i for i in refused if i.proposal is not None)
    assert mine.proposal is not None
    after = office.do(
        case,
        Conclude(
            mine.id,
            Result.REFUSED,
            date(2026, 11, 20),
            confirms=mine.proposal.paper,
            **by_paper(date(2026, 11, 20)),
        ),
    )
    assert item(after, mine.id).state is ItemState.REFUSED


# ── undo ──────────────────────────────────────────────────────────────────────────────────────────────


def test_that_a_decision_is_taken_back_within_minutes_and_its_number_stays_void(office: Office) -> None:
    case = office.file(office.visit())
    office.later(minutes=10)
    after = office.do(case, Void(("signboard",), "选错了情形"))
    assert item(after, "signboard").state is ItemState.RECEIVED
    void = [p for p in papers(after, K.ACCEPTANCE_NOTICE) if "signboard" in p.items]
    assert [p.stage for p in void] == [PaperStage.VOID]
    assert any("signboard" in p.items for p in papers(after, K.INTAKE_RECEIPT))  # the material is still here
    again = office.do(after, Decide(("signboard",)))
    numbers = [p.number for p in papers(again, K.ACCEPTANCE_NOTICE)]
    assert len(set(numbers)) == len(numbers)


def test_that_later_only_the_organ_can_undo(office: Office) -> None:
    case = office.file(office.visit())
    office.later(minutes=31)
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Void(("signboard",), "选错了情形"))
    assert refused.value.rule == "undo"


def test_that_what_was_decided_on_the_strength_of_it_is_undone_with_it(office: Office) -> None:
    case = office.file(office.visit())
    after = office.do(case, Void(("mkt_individual",), "名称打错了"))
    assert not item(after, "tax_new").state.finished
    assert (
        not item(after, "signboard").state.accepted
        or "mkt_individual" not in item(after, "signboard").asked.after
    )


def test_that_a_withdrawal_ends_what_can_only_follow(office: Office) -> None:
    case = office.file(office.visit())
    with pytest.raises(BadInput):
        office.do(case, leaving((), " "))
    after = office.do(case, leaving(("epidemic_cond",), "不办了"))
    assert item(after, "epidemic_cond").state is ItemState.WITHDRAWN
    assert item(after, "farm_record").state is ItemState.WITHDRAWN
    with pytest.raises(RuleRefused):
        office.do(after, DropItems(("signboard",), "不要了"))  # decided: withdrawn, not dropped
    done = office.do(after, leaving((), "全部不办了"))
    assert done.state is CaseState.COMPLETED  # what was done stays done


def test_that_nobody_has_to_print_what_speaks_only_of_items_given_up(office: Office) -> None:
    case, place, calendar = office.file(office.visit()), office.app.jurisdiction, office.app.calendar
    asked = {t.paper for t in tasks(case, place, calendar) if t.kind is TaskKind.UNPRINTED}
    assert asked == {p.id for p in case.papers}
    after = office.do(case, leaving(("signboard",), "不挂了"))
    left = {t.paper for t in tasks(after, place, calendar) if t.kind is TaskKind.UNPRINTED}
    assert left == {p.id for p in case.papers if p.items != ("signboard",)}
    assert left != asked


# ── special procedures ────────────────────────────────────────────────────────────────────────────────


def test_that_a_clock_stands_only_by_written_notice_and_moves_by_the_days_it_stood(office: Office) -> None:
    case = office.file(office.visit(bundle=95))
    licence = next(i for i in case.items if i.state is ItemState.ACCEPTED and i.due is not None)
    assert licence.due is not None
    with pytest.raises(BadInput):
        office.do(case, PauseClock(licence.id, Pause.TESTING, " ", date(2026, 11, 20)))
    office.at("2026-11-23")
    case = office.do(case, PauseClock(licence.id, Pause.TESTING, "乌卫特〔2026〕1号", date(2026, 11, 23)))
    assert item(case, licence.id).pausing
    office.at("2026-11-30")
    case = office.do(case, ResumeClock(licence.id, date(2026, 11, 30)))
    moved = item(case, licence.id).due
    assert moved is not None
    calendar = office.app.calendar
    worked = [
        d for d in range(1, 60) if not calendar.is_rest(date.fromordinal(licence.due.day.toordinal() + d))
    ]
    assert moved.day.toordinal() - licence.due.day.toordinal() == worked[4]  # five working days stood still


# ── dates held while the clock was in doubt ───────────────────────────────────────────────────────────


def test_that_held_dates_are_set_by_a_supervisors_day_and_the_papers_made_anew(office: Office) -> None:
    office.file(office.visit())
    office.later(days=-3)
    other = office.visit(bundle=95, brought={})
    held = office.file(other)
    assert all(i.due is None for i in held.items)
    with pytest.raises(RuleRefused):
        office.do(held, SetDates(date(2026, 11, 17), SUPERVISOR))  # the clock is not confirmed yet
    confirm_clock(office.app.journal, code="S01", pin="9876")
    with pytest.raises(RuleRefused):
        office.do(held, SetDates(date(2026, 11, 17), Consent("W01", "1234")))
    after = office.do(held, SetDates(date(2026, 11, 17), SUPERVISOR))
    assert not any(i.dates_held for i in after.items if not i.state.closed)
    fresh = [p for p in papers(after, K.ACCEPTANCE_NOTICE) if p.stage.binding]
    assert fresh
    assert all("时间待核" not in "".join(p.content["marks"]) for p in fresh if p.content)  # type: ignore[arg-type]


def test_that_taking_back_makes_nothing_acceptable_that_was_insisted_on(office: Office) -> None:
    """With the refusal taken back the window would go on as if the guide's ground had never been."""
    setting = office.app.setting()
    visit = replace(office.visit(HALL_OF_GAMES), insisted=frozenset({WHOLE_BUNDLE}))
    while open_ones := [q for q in assess(setting, visit).asked if q.open]:
        visit = replace(visit, answers={**visit.answers, open_ones[0].id: first_answer(open_ones[0])})
    visit = replace(visit, brought=all_received(assess(setting, visit).checklist, {}))
    case = office.file(visit)
    insisted = tuple(i.id for i in case.items if i.state is ItemState.TO_REFUSE)
    assert "entertainment" in insisted
    with pytest.raises(RuleRefused) as refused:
        office.do(case, Void(insisted, "选错了情形", tuple(p.id for p in case.papers)))
    assert refused.value.rule == "undo"
    office.at("2027-01-20")
    assert deem_overdue(office.app) == ()  # what is insisted on is not healed by silence
    ended = office.do(case, leaving(insisted, "申请人改在别处办"))
    assert item(ended, "entertainment").state is ItemState.WITHDRAWN


def test_that_a_pledge_without_a_day_is_made_anew_before_it_is_signed(office: Office) -> None:
    """Nobody is asked to sign what is then refused: the sheet says so, and comes back with its day."""
    office.file(office.visit())
    office.later(days=-3)
    held = office.file(replace(office.visit(brought={GAP: DEFERRED}), duplicate_reason="另一处"))
    (first,) = papers(held, K.PLEDGE)
    assert first.content is not None
    assert first.content["sign_lines"] == []
    confirm_clock(office.app.journal, code="S01", pin="9876")
    after = office.do(held, SetDates(date(2026, 11, 17), SUPERVISOR))
    (fresh,) = [p for p in papers(after, K.PLEDGE) if p.stage.binding]
    assert fresh.content is not None
    assert fresh.content["sign_lines"]
    assert "时间待核" not in str(fresh.content)
    signed = office.do(after, SignPledge(fresh.id, Signer.APPLICANT, "巴图吉雅", handed_over=True))
    assert papers(signed, K.GAP_NOTICE)
