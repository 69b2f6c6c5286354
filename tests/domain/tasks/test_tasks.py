"""What is to be done in a case: every clock once, with its day; nothing for what is over (L3–L8, issue 3 Clocks)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from counter.domain.case import clock_events as clocks_said
from counter.domain.case import item_events as said
from counter.domain.case import paper_events
from counter.domain.case.events import BroughtRecord, PaperCopied
from counter.domain.case.item_events import Cause, Ending, NotifiedGap, Pause, Result
from counter.domain.case.material_events import SupplementReceived
from counter.domain.document.document import PaperKind
from counter.domain.guide.model import ProcedureClass
from counter.domain.hall.jurisdiction import HALL
from counter.domain.tasks.task import Task, TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.material import MaterialState
from counter.domain.visit.verdict import Outcome
from tests.builders import item, line, need
from tests.settings import NOON, calendar, jurisdiction
from tests.stories import ORGAN, Story, due

SERVICE = item("water", name="供水报装", procedure=ProcedureClass.ENTERPRISE_SERVICE, organ="供水公司")


def found(story: Story) -> tuple[Task, ...]:
    return tasks(story.case, jurisdiction(), calendar())


def kinds(story: Story) -> list[TaskKind]:
    return [task.kind for task in found(story)]


def the(story: Story, kind: TaskKind) -> Task:
    one = [task for task in found(story) if task.kind is kind]
    assert len(one) == 1, [task.kind for task in found(story)]
    return one[0]


def gap(line_id: str, name: str, day: str | None, state: str = "missing") -> NotifiedGap:
    return NotifiedGap(line_id, name, state, "原件1份", due(day, "容缺补交期限") if day else None)


def gapped(*gaps: NotifiedGap) -> Story:
    story = Story(lines=[line("form"), line("lease"), line("map")])
    entry = said.ItemGapped("food", "食品经营许可", ORGAN, gaps, "pledge", due("2026-12-18"))
    return story.then(entry)


def told(*gaps: NotifiedGap, day: str | None = "2026-12-04", **more: bool) -> Story:
    story = Story(lines=[line("form"), line("lease")])
    by = due(day, "补正期限") if day else None
    entry = said.ItemTold("food", "食品经营许可", ORGAN, gaps, 1, by, **more)
    return story.then(entry, said.ItemToldSealed("还差一项。"))


def proposed(story: Story, cause: Cause, result: Result) -> Story:
    entry = said.ItemProposed("food", "食品经营许可", ORGAN, cause, result, "办法第十六条")
    return story.then(entry, said.ItemProposedSealed("逾期未补。"))


# ── before acceptance ────────────────────────────────────────────────────────────────────────────────


def test_that_a_licence_taken_in_has_the_places_clock_and_the_laws() -> None:
    story = Story().held(due=due("2026-11-23", "收件后1个工作日"))
    assert kinds(story) == [TaskKind.NOTICE, TaskKind.DEEMED]
    assert the(story, TaskKind.NOTICE).day == date(2026, 11, 23)
    assert the(story, TaskKind.DEEMED).day == date(2026, 11, 27)


def test_that_both_clocks_run_from_hand_over_not_from_filing() -> None:
    story = Story(begun_at=NOON - timedelta(days=2))
    story.at = NOON
    story.held()
    assert the(story, TaskKind.DEEMED).day == date(2026, 11, 25)


def test_that_hand_over_a_minute_before_midnight_counts_from_that_day_in_china() -> None:
    late = Story(begun_at=datetime(2026, 11, 20, 15, 59, 59, tzinfo=UTC)).held()
    next_day = Story(begun_at=datetime(2026, 11, 22, 16, 0, tzinfo=UTC)).held()
    assert the(late, TaskKind.DEEMED).day == date(2026, 11, 27)
    assert the(next_day, TaskKind.DEEMED).day == date(2026, 11, 30)


def test_that_silence_about_anything_but_a_licence_is_no_acceptance() -> None:
    filing = item(procedure=ProcedureClass.FILING)
    assert TaskKind.DEEMED not in kinds(Story(filing).held())


def test_that_what_stands_on_the_halls_own_receipt_is_never_deemed_accepted() -> None:
    story = Story().held().issued(PaperKind.INTAKE_RECEIPT, organ=HALL)
    assert TaskKind.DEEMED not in kinds(story)
    assert TaskKind.NOTICE in kinds(story)
    entrusted = Story().held().issued(PaperKind.INTAKE_RECEIPT)
    assert TaskKind.DEEMED in kinds(entrusted)


def test_that_a_class_without_a_notice_clock_gets_no_invented_day() -> None:
    task = the(Story(SERVICE).held(item="water"), TaskKind.NOTICE)
    assert (task.day, task.words) == (None, "待决定，没有统一的告知期限")


def test_that_a_pledge_to_be_signed_runs_by_the_notice_clock_not_by_the_organs() -> None:
    story = Story().held(Outcome.ACCEPT_WITH_GAPS, due=due("2026-12-18"))
    assert the(story, TaskKind.PLEDGE).day == date(2026, 11, 23)
    assert TaskKind.NOTICE not in kinds(story)
    assert TaskKind.DEEMED in kinds(story)


def test_that_an_undone_decision_stands_under_the_notice_clock_again() -> None:
    story = Story().accepted(due=due("2026-12-18"))
    story.then(said.DecisionVoided(("food",), ()), said.DecisionVoidedSealed("录错了"))
    assert the(story, TaskKind.NOTICE).day == date(2026, 11, 23)
    assert the(story, TaskKind.DEEMED).day == date(2026, 11, 27)


def test_that_an_insisted_item_waits_for_the_organs_written_decision() -> None:
    story = Story().held(Outcome.PROPOSE_REFUSAL)
    assert "书面决定" in the(story, TaskKind.NOTICE).words
    proposed(story, Cause.INSISTED, Result.REFUSED)
    assert kinds(story) == [TaskKind.PROPOSAL]


def test_that_silence_does_not_heal_what_the_applicant_insists_on() -> None:
    assert TaskKind.DEEMED not in kinds(Story().held(Outcome.PROPOSE_REFUSAL))


def test_that_over_the_holiday_the_laws_clock_waits_too() -> None:
    story = Story(begun_at=datetime(2026, 9, 30, 2, 0, tzinfo=UTC)).held()
    assert the(story, TaskKind.DEEMED).day == date(2026, 10, 13)


def test_that_a_day_in_a_year_without_arrangement_is_marked_provisional() -> None:
    story = Story(begun_at=datetime(2026, 12, 30, 2, 0, tzinfo=UTC)).held()
    assert the(story, TaskKind.DEEMED).provisional


# ── serial items ─────────────────────────────────────────────────────────────────────────────────────


def serial() -> Story:
    licence = item("licence", name="营业执照", procedure=ProcedureClass.REGISTRATION)
    story = Story(licence, item("food", after=("licence",)))
    return story.held(Outcome.WAIT, waits_for=("licence",))


def test_that_an_item_that_waits_has_no_clock_until_the_earlier_one_is_done() -> None:
    waiting = serial().held(item="licence")
    assert {t.item for t in found(waiting)} == {"licence"}
    done = serial().done("licence")
    assert [(t.kind, t.item) for t in found(done)] == [(TaskKind.GO_ON, "food"), (TaskKind.DEEMED, "food")]


def test_that_a_serial_items_clock_runs_from_the_earlier_ones_completion() -> None:
    story = serial().accepted("licence")
    story.at += timedelta(days=10)  # Monday 30 November
    story.concluded(Result.GRANTED, "licence")
    assert the(story, TaskKind.GO_ON).day == date(2026, 12, 1)
    assert the(story, TaskKind.DEEMED).day == date(2026, 12, 7)  # whether anybody goes on with it or not
    story.held()
    assert the(story, TaskKind.NOTICE).day == date(2026, 12, 1)
    assert the(story, TaskKind.DEEMED).day == date(2026, 12, 7)


def test_that_papers_go_back_when_the_earlier_item_failed() -> None:
    failed = serial().accepted("licence").concluded(Result.REJECTED, "licence")
    assert kinds(failed) == [TaskKind.GIVE_BACK]
    assert "营业执照" in the(failed, TaskKind.GIVE_BACK).words


# ── correction and gaps ──────────────────────────────────────────────────────────────────────────────


def test_that_a_correction_names_what_is_still_missing_and_its_day() -> None:
    task = the(told(gap("form", "申请书", None), gap("lease", "租赁合同", None)), TaskKind.CORRECTION)
    assert (task.day, task.words) == (date(2026, 12, 4), "待补正：申请书、租赁合同")


def supplemented(story: Story, *lines: str) -> Story:
    brought = {x: BroughtRecord(MaterialState.RECEIVED.value, False, 1) for x in lines}
    return story.then(SupplementReceived(brought, story.at))


def test_that_a_correction_brought_in_full_is_to_be_decided_that_day_and_lapses_no_more() -> None:
    story = told(gap("form", "申请书", None), gap("lease", "租赁合同", None))
    supplemented(story, "form")
    assert the(story, TaskKind.CORRECTION).words == "待补正：租赁合同"
    supplemented(story, "lease")
    assert kinds(story) == [TaskKind.NOTICE]
    assert the(story, TaskKind.NOTICE).day == date(2026, 11, 20)


def test_that_a_copy_too_few_is_still_missing() -> None:
    story = Story(lines=[line("form", copies=2, needs=(need(copies=2),))])
    entry = said.ItemTold(
        "food", "许可", ORGAN, (gap("form", "申请书", None, "short"),), 1, due("2026-12-04")
    )
    story.then(entry, said.ItemToldSealed("还差一份。"))
    supplemented(story, "form")
    assert kinds(story) == [TaskKind.CORRECTION]


def test_that_a_filing_that_ended_with_its_notice_leaves_nothing_to_wait_for() -> None:
    assert kinds(told(gap("form", "申请书", None), day=None, returned=True)) == []


def test_that_each_item_shows_its_own_earliest_gap_and_names_it() -> None:
    story = gapped(gap("lease", "租赁合同", "2026-12-04"), gap("map", "平面图", "2026-12-11"))
    task = the(story, TaskKind.GAP)
    assert (task.day, task.words) == (date(2026, 12, 4), "待补交：租赁合同")
    supplemented(story, "lease")
    assert (the(story, TaskKind.GAP).day, the(story, TaskKind.GAP).words) == (
        date(2026, 12, 11),
        "待补交：平面图",
    )
    supplemented(story, "map")
    assert kinds(story) == [TaskKind.DECISION]


def test_that_a_shared_gap_is_shown_for_every_item_that_needs_it() -> None:
    story = Story(item("food"), item("sign"), lines=[line("lease", items=("food", "sign"))])
    for name, day in (("food", "2026-12-04"), ("sign", "2026-12-11")):
        entry = said.ItemGapped(name, name, ORGAN, (gap("lease", "租赁合同", day),), "pledge")
        story.then(entry)
    days = {(t.item, t.day) for t in found(story) if t.kind is TaskKind.GAP}
    assert days == {("food", date(2026, 12, 4)), ("sign", date(2026, 12, 11))}


def test_that_a_drafted_decision_stands_instead_of_the_gap_and_the_clock() -> None:
    story = proposed(gapped(gap("lease", "租赁合同", "2026-12-04")), Cause.GAP_EXPIRED, Result.REJECTED)
    assert kinds(story) == [TaskKind.PROPOSAL]
    assert the(story, TaskKind.PROPOSAL).day == date(2026, 12, 18)
    notified = told(gap("form", "申请书", None)).issued(PaperKind.CORRECTION_NOTICE).copied()
    lapsed = proposed(notified, Cause.CORRECTION_LAPSED, Result.LAPSED)
    assert [t.kind for t in found(lapsed) if t.item and not t.paper] == [TaskKind.PROPOSAL]


def test_that_a_notice_no_sheet_came_of_leaves_the_laws_clock_running() -> None:
    lines = told(gap("form", "申请书", "2026-12-04")).issued(PaperKind.CORRECTION_NOTICE)
    assert kinds(lines) == [TaskKind.CORRECTION, TaskKind.DEEMED, TaskKind.UNPRINTED]
    assert the(lines, TaskKind.DEEMED).day == date(2026, 11, 27)
    assert "还没有出纸" in the(lines, TaskKind.DEEMED).words
    sent = lines.then(PaperCopied("p1", "1号", 1, "print"))
    assert TaskKind.DEEMED not in kinds(sent)
    failed = sent.then(paper_events.PaperFailed("p1", "1号", 1, "窗口打印机", "缺纸"))
    assert the(failed, TaskKind.DEEMED).day == date(2026, 11, 27)
    late = failed.copied(copy=2, after=timedelta(days=8))
    assert the(late, TaskKind.DEEMED).day == date(2026, 11, 27)


# ── after acceptance ─────────────────────────────────────────────────────────────────────────────────


def test_that_the_organs_clock_is_shown_once_with_the_earlier_of_promise_and_statute() -> None:
    promised = due("2026-12-04", "承诺10个工作日")
    story = Story().accepted(statutory=due("2026-12-18"), promised=promised)
    assert kinds(story) == [TaskKind.DECISION]
    assert (the(story, TaskKind.DECISION).day, the(story, TaskKind.DECISION).words) == (
        promised.day,
        "承诺10个工作日",
    )


def test_that_an_accepted_item_without_any_day_is_shown_and_says_so() -> None:
    task = the(Story().accepted(), TaskKind.DECISION)
    assert (task.day, task.words) == (None, "没有办结期限，待部门核定")


def test_that_a_special_procedure_stops_the_clock_until_it_ends() -> None:
    story = Story().accepted(due=due("2026-12-18"))
    paused = clocks_said.ClockPaused(
        "food", "许可", Pause.EXPERT_REVIEW, "乌市监专评〔2026〕1号", date(2026, 12, 1)
    )
    story.then(paused)
    task = the(story, TaskKind.PAUSED)
    assert kinds(story) == [TaskKind.PAUSED]
    assert (task.day, task.words) == (None, "专家评审中，暂停计时（乌市监专评〔2026〕1号）")
    story.then(clocks_said.ClockResumed("food", "许可", date(2026, 12, 8), due("2026-12-25")))
    assert the(story, TaskKind.DECISION).day == date(2026, 12, 25)


@pytest.mark.parametrize("pause", list(Pause))
def test_that_every_special_procedure_has_a_word(pause: Pause) -> None:
    story = Story().accepted()
    story.then(clocks_said.ClockPaused("food", "许可", pause, "1号", date(2026, 12, 1)))
    assert pause.value not in the(story, TaskKind.PAUSED).words


def test_that_a_deemed_item_runs_by_the_organs_clock() -> None:
    deemed = said.ItemDeemed("food", "许可", ORGAN, date(2026, 11, 20), date(2026, 11, 27), due("2026-12-18"))
    assert kinds(Story().held().then(deemed)) == [TaskKind.DECISION]


def test_that_held_dates_show_one_task_and_no_reckoned_day() -> None:
    story = Story(untimely=True).held(dates_held=True)
    assert [(t.kind, t.day) for t in found(story)] == [(TaskKind.DATES, None)]
    story.then(clocks_said.DatesSet("food", "许可", due("2026-11-23")))
    assert TaskKind.DATES not in kinds(story)


def test_that_a_granted_licence_is_to_be_handed_out_within_ten_working_days() -> None:
    story = Story().accepted().concluded(Result.GRANTED, day="2026-12-01")
    assert the(story, TaskKind.DELIVERY).day == date(2026, 12, 15)
    story.issued(PaperKind.PROOF_OF_DELIVERY).printed()
    assert kinds(story) == []


@pytest.mark.parametrize("result", [Result.REJECTED, Result.REFUSED, Result.REVOKED, Result.LAPSED])
def test_that_nothing_is_left_of_an_item_the_organ_has_ended(result: Result) -> None:
    assert kinds(Story().accepted(due=due("2026-12-18")).concluded(result)) == []


@pytest.mark.parametrize("ending", list(Ending))
def test_that_nothing_is_left_of_an_item_that_was_withdrawn_or_returned(ending: Ending) -> None:
    story = Story().accepted(due=due("2026-12-18"))
    story.then(said.ItemEnded("food", "许可", ending), said.ItemEndedSealed("不办了"))
    assert kinds(story) == []


# ── papers ───────────────────────────────────────────────────────────────────────────────────────────


def notice(kind: PaperKind = PaperKind.ACCEPTANCE_NOTICE, number: str = "1号") -> Story:
    return Story().done().issued(kind, number=number)


def test_that_a_paper_goes_up_the_ladder_one_task_at_a_time() -> None:
    story = notice()
    assert kinds(story) == [TaskKind.UNPRINTED]
    for sheet, words in ((1, "第2联还没有送打印"), (2, "已送打印")):
        story.then(paper_events.PaperQueued("p1", "1号", sheet, "窗口打印机", "7"))
        assert words in the(story, TaskKind.UNPRINTED).words
    story.then(paper_events.PaperFailed("p1", "1号", 1, "窗口打印机", "缺纸"))
    assert the(story, TaskKind.FAILED).words.endswith("缺纸")
    assert kinds(story.printed()) == [TaskKind.UNSTAMPED]
    assert kinds(story.stamped()) == [TaskKind.UNSERVED]
    served = paper_events.PaperServed("p1", "1号", paper_events.Way.WINDOW, date(2026, 11, 20))
    assert kinds(story.then(served, paper_events.PaperServedSealed("巴图"))) == []


def test_that_a_paper_handed_over_without_its_seal_still_lacks_it() -> None:
    story = notice().printed()
    served = paper_events.PaperServed("p1", "1号", paper_events.Way.WINDOW, date(2026, 11, 20))
    story.then(served, paper_events.PaperServedSealed("巴图"))
    assert "已经送达" in the(story, TaskKind.UNSTAMPED).words


@pytest.mark.parametrize("kind", [PaperKind.PLEDGE, PaperKind.TRANSFER_SLIP, PaperKind.PROOF_OF_DELIVERY])
def test_that_what_no_organ_seals_and_nobody_is_handed_is_done_once_printed(kind: PaperKind) -> None:
    assert kinds(notice(kind).printed()) == []


def test_that_a_draft_is_neither_stamped_nor_served_until_the_organ_made_it_its_own() -> None:
    assert kinds(notice(PaperKind.REFUSAL, number="").printed()) == []
    assert kinds(notice(PaperKind.REFUSAL).printed()) == [TaskKind.UNSTAMPED]


def test_that_a_signed_pledge_came_out_whatever_the_ladder_says() -> None:
    story = notice(PaperKind.PLEDGE)
    signed = said.PledgeSigned("p1", "1号", ("food",), said.Signer.APPLICANT, date(2026, 11, 20))
    story.then(signed, said.PledgeSignedSealed("巴图"))
    assert kinds(story) == []


@pytest.mark.parametrize("how", ["paper.voided", "paper.superseded"])
def test_that_a_paper_that_no_longer_binds_is_nobodys_task(how: str) -> None:
    entries = {
        "paper.voided": (paper_events.PaperVoided("p1", "1号", True), paper_events.PaperVoidedSealed("错")),
        "paper.superseded": (paper_events.PaperSuperseded("p1", "1号", "p2", "later service"), None),
    }
    assert kinds(notice().then(*entries[how])) == []


def test_that_papers_of_a_closed_case_still_count() -> None:
    story = notice().printed()
    assert not story.case.state.open
    assert kinds(story) == [TaskKind.UNSTAMPED]


# ── cases nobody can act on ──────────────────────────────────────────────────────────────────────────


def test_that_a_case_of_a_newer_program_has_one_task_and_no_guesses() -> None:
    story = Story().held().foreign("item.beamed_up", {"item": "food"})
    assert kinds(story) == [TaskKind.UPGRADE]


def test_that_a_forgotten_persons_case_has_none() -> None:
    story = Story().held().foreign("person.forgotten", {"reason": "保存期满"})
    assert kinds(story) == []


def test_that_no_words_name_the_person() -> None:
    story = gapped(gap("lease", "租赁合同", "2026-12-04")).issued(PaperKind.GAP_NOTICE)
    assert story.case.applicant is not None
    assert not any(story.case.applicant.name in task.words for task in found(story))
