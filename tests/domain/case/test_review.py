"""A finished case is looked through by what was asked and recorded of it; findings travel with it until closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.case.case import Case
from counter.domain.case.conflict_events import CaseHandedOver, CaseHandedOverSealed
from counter.domain.case.events import BroughtRecord, MaterialsReceived
from counter.domain.case.item_events import Result
from counter.domain.case.material_events import SupplementReceived
from counter.domain.case.oversight.finding_events import (
    FindingAnswered,
    FindingClosed,
    FindingEnd,
    FindingMade,
    FindingPutRight,
    FindingStance,
    FindingWeight,
    FindingWords,
    ReassignOrdered,
    ReassignReason,
)
from counter.domain.case.oversight.findings import FindingStep
from counter.domain.document.document import PaperKind
from counter.domain.tasks.oversight.checks import review_points
from counter.domain.tasks.oversight.points import ASKED, PointVerdict
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.verdict import Due
from tests.settings import NOON, answer_by, calendar, jurisdiction
from tests.stories import Story, due
from tests.windows import Windows, folded

LOCAL = Due(date(2026, 11, 23), False, "收件后1个工作日")
ROOM = "15220192"
MADE = FindingMade(
    "a1", "clock.answer:food", "按期告知", "food", FindingWeight.LAWFULNESS, date(2026, 12, 11)
)


def flaws(case: Case) -> dict[str, str]:
    """What the program finds wrong by itself: id of the point → words."""
    return {
        one.id: one.words
        for one in review_points(case, calendar(), answer_by)
        if one.verdict is PointVerdict.FLAW
    }


def brought(story: Story, state: str = "received", copies: int = 1, *, seen: bool = True) -> Story:
    return story.then(MaterialsReceived({"form": BroughtRecord(state, seen, copies)}))


def finished(story: Story) -> Story:
    """Decided in time, with its acceptance notice out, sealed and served, and the proof of delivery."""
    story = story.accepted(due=due("2026-12-04", "法定10个工作日"), answer_by=LOCAL)
    for kind, paper in ((PaperKind.ACCEPTANCE_NOTICE, "p1"), (PaperKind.PROOF_OF_DELIVERY, "p2")):
        story = story.issued(kind, paper).printed(paper)
    return story.stamped("p1").concluded(Result.GRANTED)


def test_that_what_is_recorded_whole_has_only_the_flaws_that_are_there() -> None:
    found = flaws(finished(brought(Story())).case)
    assert found == {
        "served:p1": "没有签收的记录",
        "result:food": "没有决定文号，也没有证照编号",
    }


def test_that_each_lack_is_found_by_what_the_list_of_its_day_asked() -> None:
    late = Story()
    late.at = late.at.replace(day=25)
    late = late.accepted(due=due("2026-12-04", "法定10个工作日"), answer_by=LOCAL)
    late = late.issued(PaperKind.ACCEPTANCE_NOTICE).concluded(Result.GRANTED, day="2026-12-08")
    found = flaws(late.case)
    assert found["line:form"] == "已受理，记录上还是“未交”"
    assert "超期2个工作日" in found["clock.answer:food"]
    assert "超期2个工作日" in found["clock.decision:food"]
    assert (found["printed:p1"], found["stamped:p1"]) == ("没有出纸的记录（已生成）", "没有盖章的记录")
    assert found["proof:food"] == "没有送达回证"


def test_that_a_deferred_paper_that_never_came_and_a_supplement_without_receipt_are_found() -> None:
    story = finished(brought(Story(), "deferred", 0))
    assert flaws(story.case)["line:form"] == "容缺的材料没有补交的记录"
    story.then(SupplementReceived({"form": BroughtRecord("received", False, 1)}, NOON))
    found = flaws(story.case)
    assert "line:form" not in found
    assert found["supplement"] == "补交 1 次，没有补正材料接收凭证"


def test_that_a_person_is_asked_what_the_program_cannot_see_and_its_source_is_named() -> None:
    points = review_points(finished(brought(Story())).case, calendar(), answer_by)
    asked = [one.id for one in points if one.verdict is PointVerdict.ASK]
    assert asked == [one.id for one in ASKED]
    assert all(one.basis for one in points)
    assert len({one.id for one in points}) == len(points)


def test_that_a_doubtful_clock_is_a_flaw() -> None:
    assert "times" in flaws(Story(untimely=True).case)


def test_that_a_finding_goes_from_the_owner_to_a_second_person_and_leaves_the_day_of_finishing() -> None:
    story = finished(brought(Story()))
    ended = story.case.updated_at
    story.then(MADE, FindingWords("晚了两天"), station=ROOM)
    (finding,) = story.case.findings
    assert (finding.step, finding.awaits_owner, finding.said[0].words) == (FindingStep.MADE, True, "晚了两天")
    story.then(FindingAnswered(finding.id, FindingStance.ADMITTED), FindingWords("属实"))
    assert story.case.findings[0].awaits_owner
    story.then(FindingPutRight(finding.id), None)
    assert (story.case.findings[0].step, story.case.findings[0].awaits_owner) == (
        FindingStep.PUT_RIGHT,
        False,
    )
    assert story.case.findings[0].said[-1].words is None
    story.then(
        FindingClosed(finding.id, FindingEnd.PUT_RIGHT), FindingWords("核对过"), station=ROOM, by="S02"
    )
    assert not story.case.findings[0].open
    story.then(FindingAnswered(finding.id, FindingStance.DISPUTED), FindingWords("晚到的话"))
    (finding,) = story.case.findings
    assert (finding.open, finding.stance, len(finding.said)) == (False, FindingStance.ADMITTED, 5)
    assert story.case.updated_at == ended


def test_that_a_finding_is_called_by_what_was_found_and_where_that_is_sealed_by_what_was_not_met() -> None:
    open_words = finished(brought(Story())).then(MADE, FindingWords("晚了两天"), station=ROOM)
    sealed = finished(brought(Story())).then(MADE, None, station=ROOM)
    assert [story.case.findings[0].found for story in (open_words, sealed)] == [
        "晚了两天",
        "没有做到“按期告知”",
    ]


def test_that_the_owner_has_a_task_until_it_answered_and_put_right() -> None:
    story = finished(brought(Story())).then(MADE, FindingWords("晚了两天"), station=ROOM)

    def waiting() -> list[tuple[str, date | None, str]]:
        found = tasks(story.case, jurisdiction(), calendar())
        return [(t.item, t.day, t.words) for t in found if t.kind is TaskKind.FINDING]

    assert waiting() == [("food", date(2026, 12, 11), "案卷评查待答复：没有做到“按期告知”")]
    finding = story.case.findings[0].id
    story.then(FindingAnswered(finding, FindingStance.ADMITTED), FindingWords(""))
    assert waiting() == [("food", date(2026, 12, 11), "案卷评查已认可，待整改：没有做到“按期告知”")]
    story.then(FindingPutRight(finding), FindingWords(""))
    assert waiting() == []


def test_that_an_order_to_hand_over_stands_until_it_is_carried_out_or_taken_back() -> None:
    story = Story().then(ReassignOrdered("15220103", "15220104", "S02"), ReassignReason("停窗"), station=ROOM)
    assert story.case.to_reassign is not None
    assert story.case.owner == "15220103"  # the order alone decides nothing
    (task,) = [t for t in tasks(story.case, jurisdiction(), calendar()) if t.kind is TaskKind.REASSIGN]
    assert "窗口 15220104" in task.words
    story.then(ReassignOrdered("15220103", "15220103", "S02"), ReassignReason("不停了"), station=ROOM)
    assert story.case.to_reassign is None


def test_that_an_order_that_was_carried_out_does_not_come_back_with_the_case() -> None:
    story = Story().then(ReassignOrdered("15220103", "15220104", "S02"), ReassignReason("停窗"), station=ROOM)
    story.then(CaseHandedOver("15220105", "S01"), CaseHandedOverSealed("先放那边"))
    assert story.case.to_reassign is not None  # elsewhere than ordered: the order stands, at the new owner
    for to in ("15220104", "15220103"):
        story.then(CaseHandedOver(to, "S01"), CaseHandedOverSealed("轮岗"), station=story.case.owner)
        assert (story.case.owner, story.case.to_reassign) == (to, None)


def test_that_what_was_taken_back_is_no_order_to_who_got_the_case_meanwhile() -> None:
    story = Story().then(CaseHandedOver("15220104", "S01"), CaseHandedOverSealed("搬到那边"))
    story.then(ReassignOrdered("15220103", "15220103", "S02"), ReassignReason("人回来了"), station=ROOM)
    assert (story.case.owner, story.case.to_reassign) == ("15220104", None)


def test_that_findings_and_orders_contradict_nothing_that_windows_do_meanwhile() -> None:
    windows = Windows()
    windows.tell_all()
    windows.at("A", SupplementReceived({"lease": BroughtRecord("received", False, 1)}, NOON))
    finding = windows.at("B", MADE, FindingWords("缺一份"))
    windows.entries[-1] = replace(windows.entries[-1], station=ROOM)
    windows.at("C", ReassignOrdered("A", "C", "S02"), ReassignReason("停窗"))
    windows.tell_all()
    cases = {name: folded(windows.of(name)) for name in "ABC"}
    assert cases["A"] == cases["B"] == cases["C"]
    assert cases["A"].conflicts == ()
    assert [one.id for one in cases["A"].findings] == [finding]


def test_that_a_window_neither_finds_nor_closes_a_finding_nor_orders_a_case_away() -> None:
    """A rated window that runs another program signs with a valid key: what it wrote is told, and changes nothing."""
    story = finished(brought(Story())).then(MADE, FindingWords("晚了两天"), station=ROOM)
    (finding,) = story.case.findings
    told = len(story.case.history)
    story.then(FindingClosed(finding.id, FindingEnd.DROPPED), FindingWords("没有问题"))
    story.then(MADE, FindingWords("别的窗口的不是"))
    story.then(ReassignOrdered("15220103", "15220104", "S02"), ReassignReason("不想办"))
    (after,) = story.case.findings
    assert (after.open, after.step) == (True, FindingStep.MADE)
    assert story.case.to_reassign is None
    assert len(story.case.history) == told + 3


def test_that_only_the_owner_answers_and_who_found_does_not_close() -> None:
    story = finished(brought(Story())).then(MADE, FindingWords("晚了两天"), station=ROOM, by="S01")
    (finding,) = story.case.findings
    story.then(FindingAnswered(finding.id, FindingStance.DISPUTED), FindingWords("不是"), station="15220104")
    story.then(FindingPutRight(finding.id), None, station="15220104")
    story.then(FindingClosed(finding.id, FindingEnd.DROPPED), FindingWords("算了"), station=ROOM, by="S01")
    (after,) = story.case.findings
    assert (after.step, after.stance, after.open) == (FindingStep.MADE, None, True)
    assert [one.station for one in after.said] == [ROOM, "15220104", "15220104", ROOM]
