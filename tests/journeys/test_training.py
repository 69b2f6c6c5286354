"""Ten lessons at one's own hall: a good trainee does them all; what a careless one does is explained by its rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter import config
from counter.bootstrap.opening import create_profile, open_app
from counter.bootstrap.program import program
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import (
    CaseAct,
    Conclude,
    Decide,
    PrepareDelivery,
    Serve,
    SignPledge,
    Stamp,
    Supplement,
)
from counter.domain.case.acts.correction import BySupervisor
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import CounterError, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.tasks.training.check import LessonResult
from counter.domain.tasks.training.plan import planned_visit
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow
from counter.services.context.projection import read_case
from counter.services.papers.copy_paper import copy_paper
from counter.services.tasks.training.clock import move_clock
from counter.services.tasks.training.make import TRAINING_PIN, copy_guide, training_seed
from counter.services.tasks.training.practise import (
    Attempt,
    Course,
    attempt_of,
    begin_lesson,
    check_attempt,
    course_in,
    cut_power,
)
from counter.services.tasks.training.record import export_record, lesson_record
from counter.services.visit.file_case import file_case
from tests.services.office import PEOPLE
from tests.settings import demo_hall

RECEIVED = Brought(MaterialState.RECEIVED, original_seen=True, copies=1)
DEFERRED = Brought(MaterialState.DEFERRED)
SUPERVISOR = Consent("S01", TRAINING_PIN)


@dataclass
class Trainee:
    """Somebody at the training window who works by services alone."""

    app: AppContext
    course: Course

    @property
    def clerk(self) -> StaffRow:
        return next(row for row in self.app.journal.staff() if row.code == "W01")

    def begin(self, name: str) -> Attempt:
        return begin_lesson(self.app, self.course.lesson(name), self.clerk)

    def visit(self, attempt: Attempt, brought: Mapping[str, Brought] | None = None) -> Visit:
        """As the lesson sets it, but for ``brought``."""
        visit = planned_visit(attempt.plan, self.app.setting(), attempt.applicant)
        return replace(visit, brought={**visit.brought, **(brought or {})})

    def lacking(self, attempt: Attempt, state: Brought) -> Mapping[str, Brought]:
        return dict.fromkeys(attempt.plan.lines, state)

    def file(self, visit: Visit, decision: FilingMode = FilingMode.DECIDE) -> Case:
        app = self.app
        return file_case(
            app.journal, app.projector, app.setting(), visit, clerk=self.clerk, decision=decision
        ).case

    def do(self, case: Case, act: CaseAct) -> Case:
        return perform(self.app, case.id, act, self.clerk, None)

    def print(self, case: Case, kind: PaperKind) -> Case:
        """The case with a sheet of each paper of that kind."""
        for paper in (p for p in case.papers if p.kind == kind and p.stage.binding):
            copy_paper(
                self.app.journal,
                self.app.projector,
                self.app.papers,
                case_id=case.id,
                wanted=paper.id,
                clerk="W01",
                keep=bytes,
            )
        return read_case(self.app.journal, case.id)

    def check(self, attempt: Attempt) -> LessonResult:
        return check_attempt(self.app, self.course, attempt, self.clerk)


@pytest.fixture(scope="module")
def course() -> Course:
    return course_in(config.resources_folder() / "training", config.read_toml)


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training profile of the demo hall, made as the command makes it."""
    folder = tmp_path_factory.mktemp("hall")
    create_profile(folder / "real", demo_hall(), PEOPLE)
    make = program()
    with make.open_app(folder / "real") as app:
        seed = training_seed(app)
        with make.set_up(folder / "training", seed.hall, seed.staff) as new:
            with new.open_app() as fresh:
                copy_guide(app, fresh)
            new.finish(lambda: None)
    return folder / "training"


@pytest.fixture(scope="module")
def trainee(training: Path, course: Course) -> Iterator[Trainee]:
    with open_app(training) as app:
        yield Trainee(app, course)


def wrong(result: LessonResult) -> dict[str, str]:
    """Rule of each thing that is wrong, and why."""
    return {point.rule.id: point.explained for point in result.wrong if point.rule is not None}


# ── a good trainee ────────────────────────────────────────────────────────────────────────────────────


def plain(trainee: Trainee, attempt: Attempt) -> None:
    trainee.file(trainee.visit(attempt))


def gap(trainee: Trainee, attempt: Attempt) -> None:
    case = trainee.file(trainee.visit(attempt, trainee.lacking(attempt, DEFERRED)))
    pledge = next(p for p in case.papers if p.kind == PaperKind.PLEDGE)
    trainee.do(case, SignPledge(pledge.id, Signer.APPLICANT, attempt.applicant.name, handed_over=True))


def supplement(trainee: Trainee, attempt: Attempt) -> None:
    case = trainee.file(trainee.visit(attempt))
    case = trainee.print(case, PaperKind.CORRECTION_NOTICE)
    move_clock(trainee.app, 3, working=True, by="W01")
    trainee.do(case, Supplement(trainee.lacking(attempt, RECEIVED)))


def handout(trainee: Trainee, attempt: Attempt) -> None:
    case = trainee.file(trainee.visit(attempt))
    move_clock(trainee.app, 5, working=True, by="W01")
    today = civil_date(trainee.app.clock.read().at)
    case = trainee.do(
        case,
        Conclude(
            attempt.plan.item,
            Result.GRANTED,
            today,
            by="王科长",
            certificate="培训证字001号",
            document="培训许〔2026〕1号",
        ),
    )
    notice = next(p for p in case.papers if attempt.plan.item in p.items)
    who = attempt.applicant.name
    case = trainee.do(case, PrepareDelivery((notice.id,), Way.WINDOW, receiver=who, handed_over=True))
    case = trainee.do(case, Stamp((notice.id,), handed_over=True))
    trainee.do(case, Serve((notice.id,), Way.WINDOW, today, who, handed_over=True))


def power_cut(trainee: Trainee, attempt: Attempt) -> None:
    visit = trainee.visit(attempt)
    cut_power(trainee.app, attempt, trainee.clerk)
    trainee.file(visit)


GOOD = {
    "ordinary": plain,
    "gap": gap,
    "correction": plain,
    "serial": plain,
    "insisted": plain,
    "agent": plain,
    "minor": plain,
    "supplement": supplement,
    "handout": handout,
    "power_cut": power_cut,
}


def test_that_the_course_has_the_ten_lessons_of_the_issue(course: Course) -> None:
    assert [lesson.id for lesson in course.lessons] == list(GOOD)


@pytest.mark.parametrize("name", GOOD)
def test_that_a_good_trainee_does_every_lesson(trainee: Trainee, name: str) -> None:
    attempt = trainee.begin(name)
    GOOD[name](trainee, attempt)
    result = trainee.check(attempt)
    assert [(p.says, p.found) for p in result.wrong] == []
    assert result.done


# ── and a careless one ────────────────────────────────────────────────────────────────────────────────


def test_that_a_paper_that_was_not_brought_is_no_received_paper(trainee: Trainee) -> None:
    attempt = trainee.begin("correction")
    trainee.file(trainee.visit(attempt, trainee.lacking(attempt, RECEIVED)))
    result = trainee.check(attempt)
    assert not result.done
    assert "没带来的材料记成了“已收”" in " ".join(p.explained for p in result.wrong)
    assert set(wrong(result)) == {"L3"}
    assert all("行政许可法" in p.rule.source for p in result.wrong if p.rule is not None)


def test_that_a_pledge_left_unsigned_is_no_acceptance(trainee: Trainee) -> None:
    attempt = trainee.begin("gap")
    trainee.file(trainee.visit(attempt, trainee.lacking(attempt, DEFERRED)))
    result = trainee.check(attempt)
    assert set(wrong(result)) == {"L4"}
    assert any("承诺书还没有签" in point.explained for point in result.wrong)


def test_that_an_agent_is_not_the_applicant(trainee: Trainee) -> None:
    attempt = trainee.begin("agent")
    agent = attempt.applicant.agent
    assert agent is not None
    alone = replace(attempt.applicant, name=agent.person.name, person=agent.person, agent=None)
    himself = {**attempt.plan.answers, "q_agent": ("self",)}
    careless = replace(attempt, plan=replace(attempt.plan, answers=himself))
    trainee.file(replace(trainee.visit(careless), applicant=alone))
    assert "证照会办到代理人名下" in wrong(trainee.check(attempt))["agent"]


def test_that_a_child_alone_is_explained_by_the_civil_code(trainee: Trainee) -> None:
    attempt = trainee.begin("minor")
    alone = replace(attempt.applicant, guardian=None)
    trainee.file(replace(trainee.visit(attempt), applicant=alone), FilingMode.KEEP)
    result = trainee.check(attempt)
    assert "不满八周岁的自己不能申请" in wrong(result)["guardian"]
    assert any(p.rule is not None and "民法典" in p.rule.source for p in result.wrong)


def test_that_a_second_notice_without_a_new_fact_is_counted(trainee: Trainee) -> None:
    attempt = trainee.begin("supplement")
    case = trainee.print(trainee.file(trainee.visit(attempt)), PaperKind.CORRECTION_NOTICE)
    bad = Brought(MaterialState.DEFECTIVE, note="没有盖章")
    case = trainee.do(case, Supplement(trainee.lacking(attempt, bad)))
    trainee.do(case, Decide((attempt.plan.item,), reopening=BySupervisor("上次告知写错了要求", SUPERVISOR)))
    result = trainee.check(attempt)
    assert any("不能再要别的" in point.explained for point in result.wrong)
    assert "L3" in wrong(result)


def test_that_a_visit_begun_anew_after_the_cut_is_not_the_same(trainee: Trainee) -> None:
    attempt = trainee.begin("power_cut")
    cut_power(trainee.app, attempt, trainee.clerk)
    trainee.file(trainee.visit(attempt))  # begun after the cut
    assert "从头登记" in wrong(trainee.check(attempt))["draft"]


def test_that_nothing_is_recorded_before_there_is_a_visit(trainee: Trainee) -> None:
    before = lesson_record(trainee.app, trainee.course)
    result = trainee.check(trainee.begin("ordinary"))
    assert not result.done
    assert result.case == ""
    assert lesson_record(trainee.app, trainee.course) == before


# ── the profile ───────────────────────────────────────────────────────────────────────────────────────


def test_that_every_paper_says_it_was_practised_and_none_has_the_real_series_or_key(
    trainee: Trainee, training: Path
) -> None:
    case = trainee.file(trainee.visit(trainee.begin("ordinary")))
    assert {p.content["watermark"] for p in case.papers if p.content} == {"培训 无效"}
    assert trainee.app.journal.station().banner == "培训 无效"
    with open_app(training.parent / "real") as real:
        assert real.journal.public_key() != trainee.app.journal.public_key()
        assert real.journal.station().epoch != trainee.app.journal.station().epoch  # part of every number
        assert real.hall.banner == "演示 无效"
        assert real.journal.find_cases(case.number).rows == ()


def test_that_the_clock_goes_forward_only_and_deadlines_follow(trainee: Trainee) -> None:
    app = trainee.app
    first = app.clock.read().at
    friday = move_clock(app, 5, working=True, by="W01")
    assert friday - first >= timedelta(days=5)
    for days in (0, -1, 9_999):
        with pytest.raises(CounterError):
            move_clock(app, days, working=False, by="W01")
    case = trainee.file(trainee.visit(trainee.begin("ordinary")))
    assert civil_date(case.opened_at) == civil_date(friday)
    assert not case.untimely


def test_that_a_clock_put_forward_stays_so_when_the_profile_is_opened_again(
    trainee: Trainee, training: Path
) -> None:
    now = move_clock(trainee.app, 1, working=False, by="W01")
    with open_app(training) as again:
        assert timedelta() <= again.clock.read().at - now < timedelta(minutes=5)


def test_that_the_real_hall_has_neither_lessons_nor_a_clock_that_moves(
    trainee: Trainee, training: Path
) -> None:
    with open_app(training.parent / "real") as real:
        clerk = next(row for row in real.journal.staff() if row.code == "W01")
        with pytest.raises(RuleRefused) as refused:
            begin_lesson(real, trainee.course.lesson("ordinary"), clerk)
        assert refused.value.rule == "L14"
        with pytest.raises(RuleRefused):
            move_clock(real, 1, working=False, by="W01")
    with pytest.raises(RuleRefused):
        training_seed(trainee.app)


def test_that_the_record_says_who_did_which_lesson(trainee: Trainee) -> None:
    attempt = trainee.begin("serial")
    plain(trainee, attempt)
    assert trainee.check(attempt).done
    line = next(x for x in lesson_record(trainee.app, trainee.course) if x.lesson == "serial")
    assert (line.code, line.name, line.done, line.words) == ("W01", "阿木古郎", True, "做完了")
    assert export_record(trainee.app, trainee.course).startswith(b"PK")
    found = attempt_of(trainee.app, attempt.lesson, "W01")
    assert found is not None
    assert found.applicant == attempt.applicant
