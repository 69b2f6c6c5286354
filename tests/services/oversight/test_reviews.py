"""A sample is announced before it is drawn, a case is judged whole, and a finding comes back from its owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from counter.db.check.check import check
from counter.domain.case.oversight.finding_events import FindingEnd, FindingStance, FindingWeight
from counter.domain.case.oversight.findings import FindingStep
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.tasks.oversight.draw import DrawRule
from counter.domain.tasks.oversight.events import AddedWhy
from counter.domain.tasks.oversight.points import PointVerdict
from counter.domain.tasks.task import TaskKind
from counter.services.context.projection import read_case
from counter.services.oversight.answer_finding import FindingAnswer, answer_finding
from counter.services.oversight.findings import (
    Judgement,
    close_finding,
    figures_of,
    finding_of,
    findings_of,
    judge_case,
    points_of,
)
from counter.services.oversight.order_reassign import order_reassign
from counter.services.oversight.samples import (
    add_to_sample,
    announce_sample,
    draw_sample,
    list_samples,
    prove_draw,
)
from counter.services.tasks.list_tasks import list_tasks
from tests.services.oversight.rooms import OTHER, WINDOW, Room, room_and_window

RULE = DrawRule(date(2026, 11, 16), date(2026, 11, 22), 50)
UNTIL = date(2026, 12, 11)
TITLE = "十一月案卷评查"
SECOND = Consent("S02", "8765")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_and_window(tmp_path_factory.mktemp("room")) as found:
        yield found


def judged(room: Room, case_id: str, *, wrong: str = "ask.file") -> list[Judgement]:
    """Everything is as it should be but one point that a person judges; what the program found stands."""
    _, points = points_of(room.app, case_id)
    asked = [one.id for one in points if one.verdict is PointVerdict.ASK]
    return [Judgement(one, one != wrong, "没有编页号" if one == wrong else "") for one in asked]


def kinds(room: Room, number: str) -> list[TaskKind]:
    return [one.kind for one in list_tasks(room.window.app) if one.number == number]


def test_that_a_sample_is_announced_before_it_is_drawn_and_drawn_the_same_again(room: Room) -> None:
    cases = [room.finished() for _ in range(3)]
    still = room.window.file(replace(room.window.visit(), duplicate_reason="还在办"))
    room.exchange()
    lead, app = room.person(), room.app
    with pytest.raises(BadInput, match="比例"):
        announce_sample(app, TITLE, replace(RULE, percent=0), lead)
    sample = announce_sample(app, TITLE, RULE, lead)
    with pytest.raises(RuleRefused, match="还没有抽"):
        announce_sample(app, "再来一次", RULE, lead, "不想要这次的")
    with pytest.raises(RuleRefused, match="过了这一天"):
        draw_sample(app, sample.id, lead)
    room.clock.at += timedelta(days=4)
    sample = draw_sample(app, TITLE, lead)
    assert [(one.window, one.candidates, one.drawn) for one in sample.shares] == [(WINDOW, 3, 2)]
    assert {one.case.case for one in sample.cases} < {case.id for case in cases}
    assert draw_sample(app, TITLE, lead).cases == sample.cases
    assert "结果相同" in prove_draw(app, sample)
    with pytest.raises(BadInput, match="为什么"):
        announce_sample(app, "又一次", RULE, lead)
    assert announce_sample(app, "又一次", RULE, lead, "上次漏了一个窗口").earlier == 1

    left = next(case for case in cases if sample.case(case.id) is None)
    with pytest.raises(RuleRefused, match="没有“超期”"):
        add_to_sample(app, TITLE, left.number, AddedWhy.LATE, "答复超期", lead)
    with pytest.raises(RuleRefused, match="还没有办完"):
        add_to_sample(app, TITLE, still.number, AddedWhy.COMPLAINED, "群众来信反映", lead)
    sample = add_to_sample(app, TITLE, left.number, AddedWhy.COMPLAINED, "群众来信反映", lead)
    assert len(sample.cases) == 3


def test_that_a_case_is_judged_point_by_point_and_whole_or_not_at_all(room: Room) -> None:
    lead, app = room.person(), room.app
    sample = list_samples(app.journal)[0]
    case_id = sample.cases[0].case.case
    given = judged(room, case_id)
    for wrong, judgements, until in (
        ("还没有核对", given[1:], UNTIL),
        ("哪里不符合", [replace(one, words="") for one in given], UNTIL),
        ("没有“nothing”", [*given, Judgement("nothing", True)], UNTIL),
        ("日期已经过了", given, date(2026, 11, 1)),
    ):
        with pytest.raises(BadInput, match=wrong):
            judge_case(app, sample.id, case_id, judgements, until, lead)
    assert read_case(app.journal, case_id).findings == ()
    flaws = [one for one in points_of(app, case_id)[1] if one.verdict is PointVerdict.FLAW]
    explained = [Judgement(flaws[0].id, True, "系统升级那天手工出的")]
    reviewed = judge_case(app, sample.id, case_id, [*given, *explained], UNTIL, lead)
    assert len(reviewed.findings) == len(flaws)  # one explained, one found by a person
    with pytest.raises(RuleRefused, match="已经评查过"):
        judge_case(app, sample.id, case_id, given, UNTIL, lead)


def test_that_a_finding_reaches_the_owner_and_another_person_closes_it(room: Room) -> None:
    lead, other, app = room.person(), room.person("S02"), room.app
    one = list_samples(app.journal)[0].cases[0]
    assert one.reviewed is not None
    case_id, found = one.case.case, one.reviewed.findings
    room.exchange()
    assert TaskKind.FINDING in kinds(room, one.case.number)
    window, clerk = room.window.app, room.window.clerk
    for by, end, wrong in (
        (lead, FindingEnd.DROPPED, "另一个人"),
        (other, FindingEnd.PUT_RIGHT, "没有登记整改"),
        (other, FindingEnd.NOTED, "没有答复"),
    ):
        with pytest.raises(RuleRefused, match=wrong):
            close_finding(app, case_id, found[0], end, "核对过没有问题", by)
    answer = FindingAnswer(found[0], FindingStance.ADMITTED, "当天漏了，属实")
    with pytest.raises(RuleRefused, match="先答复"):
        answer_finding(window, case_id, replace(answer, stance=None), clerk)
    answer_finding(window, case_id, answer, clerk)
    answer_finding(window, case_id, replace(answer, stance=None, words="已经补上了编页"), clerk)
    for left in found[1:]:
        answer_finding(window, case_id, replace(answer, finding=left, stance=FindingStance.DISPUTED), clerk)
    assert TaskKind.FINDING not in kinds(room, one.case.number)
    room.exchange()
    assert finding_of(read_case(app.journal, case_id), found[0]).step is FindingStep.PUT_RIGHT
    done = close_finding(app, case_id, found[0], FindingEnd.PUT_RIGHT, "到窗口核对过", other)
    assert (done.open, done.end) == (False, FindingEnd.PUT_RIGHT)
    room.exchange()
    assert not finding_of(read_case(window.journal, case_id), found[0]).open
    with pytest.raises(RuleRefused, match="已经办结"):
        answer_finding(window, case_id, answer, clerk)


def test_that_figures_come_from_the_findings_and_both_files_are_whole(room: Room) -> None:
    app = room.app
    sample = list_samples(app.journal)[0]
    (figures,) = figures_of(app, sample)
    found = findings_of(app, sample)
    assert (figures.sampled, figures.reviewed, figures.findings) == (3, 1, len(found))
    by_program = sum(one.weight is FindingWeight.LAWFULNESS for _, one in found)
    assert (figures.unlawful, figures.open) == (by_program, len(found) - 1)
    assert not check(app.journal).faults
    assert not check(room.window.app.journal).faults


def test_that_an_order_to_hand_over_takes_two_and_both_windows_have_it(room: Room) -> None:
    case = room.window.file(replace(room.window.visit(), duplicate_reason="要改派的"))
    room.exchange()
    app, lead = room.app, room.person()
    for to, why, wrong in (
        (OTHER, "，", "为什么"),
        ("15220199", "下周停窗", "登记册里没有"),
        ("15220192", "下周停窗", "登记册里没有"),
        (WINDOW, "下周停窗", "不用改派"),
    ):
        with pytest.raises(BadInput, match=wrong):
            order_reassign(app, case.id, to, why, lead, SECOND)
    with pytest.raises(RuleRefused, match="两个人"):
        order_reassign(app, case.id, OTHER, "下周停窗", lead, Consent("S01", "9876"))
    after = order_reassign(app, case.id, OTHER, "下周停窗", lead, SECOND)
    assert (after.owner, after.to_reassign is not None) == (WINDOW, True)
    with pytest.raises(RuleRefused, match="已经要求"):
        order_reassign(app, case.id, OTHER, "下周停窗", lead, SECOND)
    room.exchange()
    assert TaskKind.REASSIGN in kinds(room, case.number)
    assert any(f"要求移交窗口 {OTHER}" in line.text for line in room.window.now(case).history)
    with pytest.raises(RuleRefused, match=f"已经由窗口 {WINDOW} 主办"):  # who signs saw another owner
        order_reassign(app, case.id, WINDOW, "窗口不停了", lead, SECOND, OTHER)
    order_reassign(app, case.id, WINDOW, "窗口不停了", lead, SECOND, WINDOW)
    room.exchange()
    assert TaskKind.REASSIGN not in kinds(room, case.number)


def test_that_all_this_is_refused_at_a_window_and_to_clerks(room: Room) -> None:
    window = room.window
    with pytest.raises(RuleRefused, match="不是值班主管室"):
        announce_sample(window.app, "窗口自己抽", RULE, room.person())
    with pytest.raises(RuleRefused, match="值班"):
        announce_sample(room.app, "窗口人员抽", RULE, room.person("W01"))
