"""Results as things at a window: the impossible is refused, each is given out once, what is wrong is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter.domain.case.acts.acts import (
    CallInResult,
    Conclude,
    HandOutResults,
    PrepareDelivery,
    RecordAcceptance,
    RecordOrganNotice,
    RegisterResult,
    Serve,
    Stamp,
    Supplement,
    TakeBackResult,
)
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.organ_events import Extent, HandsOver
from counter.domain.case.paper_events import Way
from counter.domain.case.results.certificate import CertificateState
from counter.domain.case.results.events import CollectorKind, Medium, ResultForm
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.domain.visit.filing_mode import FilingMode
from tests.services.case.test_organ_acceptance import elsewhere, sent_on
from tests.services.office import RECEIVED, Office, item, leaving, named, office_on
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE

TODAY = date(2026, 11, 20)
ORGAN = "农牧局"
THING = GivenResult("动物防疫条件合格证", "蒙动防合字2026001号", ORGAN, issued_on=TODAY, place="A-03")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def filed(office: Office, name: str = "") -> Case:
    case = office.file(office.visit(answers=EXISTING))
    assert item(case, LICENCE).state is ItemState.ACCEPTED, name
    return case


def granted(office: Office, **said: object) -> Case:
    act = Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕8号", "那顺")
    return office.do(filed(office), replace(act, **said))  # type: ignore[arg-type]


def collected(case: Case, **changes: object) -> HandOutResults:
    ready = tuple(one.id for one in case.certificates if one.ready)
    act = HandOutResults(ready, TODAY, CollectorKind.APPLICANT, "巴图吉雅", "居民身份证")
    return replace(act, **changes)  # type: ignore[arg-type]


def kinds(office: Office, case: Case) -> set[TaskKind]:
    setting = office.app.setting()
    return {t.kind for t in tasks(case, setting.jurisdiction, setting.calendar) if t.item == LICENCE}


def refusal(office: Office, case: Case, act: object) -> str:
    """The sentence with which an act is refused; nothing was written."""
    before = office.app.journal.place()
    with pytest.raises(CounterError) as refused:
        office.do(case, act)  # type: ignore[arg-type]
    assert office.app.journal.place() == before
    assert refused.value.sentence.endswith("。")
    return refused.value.sentence


# ── arrival and hand-out ──────────────────────────────────────────────────────────────────────────────


def test_that_a_result_comes_with_the_decision_lies_on_the_shelf_and_is_collected(office: Office) -> None:
    case = granted(office, things=(THING,))
    (one,) = case.certificates
    assert (one.state, one.place, one.number, one.issuer) == (
        CertificateState.HERE,
        "A-03",
        THING.number,
        ORGAN,
    )
    assert TaskKind.DELIVERY in kinds(office, case)
    (line,) = office.app.journal.results().listed(("here",), 10)
    assert (line.number, line.result.name, line.result.place) == (case.number, THING.name, "A-03")
    case = office.do(case, collected(case, id_number="152201199001011234"))
    assert TaskKind.DELIVERY not in kinds(office, case)
    (out,) = case.hand_outs
    assert (out.masked_number, out.name) == ("152201********1234", "巴图吉雅")
    assert office.app.journal.results().counts() == {"handed": 1}
    assert case.visits_made == 1  # on the day on which the papers were handed in


def test_that_a_result_may_come_later_than_the_decision(office: Office) -> None:
    case = granted(office)
    assert item(case, LICENCE).conclusion.hands_over is HandsOver.THING  # type: ignore[union-attr]
    assert TaskKind.DELIVERY in kinds(office, case)
    case = office.do(case, RegisterResult(LICENCE, THING, TODAY, "王科长"))
    assert [c.brought_by for c in case.certificates] == ["王科长"]


def test_that_what_was_done_at_the_window_has_a_result_too(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING))
    done = next(i for i in case.items if i.state is ItemState.DONE)
    licence = GivenResult("营业执照", "92152201MA0NTEST1X", done.asked.organ, issued_on=TODAY, duplicates=1)
    case = office.do(case, RegisterResult(done.id, licence, TODAY))
    setting = office.app.setting()
    found = [t for t in tasks(case, setting.jurisdiction, setting.calendar) if t.item == done.id]
    assert TaskKind.DELIVERY in {t.kind for t in found}
    case = office.do(case, collected(case))
    assert case.certificates[0].delivered


def test_that_a_proof_of_delivery_of_another_paper_does_not_silence_the_result(office: Office) -> None:
    case = granted(office)
    paper = next(p for p in case.papers if p.kind == PaperKind.ACCEPTANCE_NOTICE and LICENCE in p.items)
    case = office.do(case, PrepareDelivery((paper.id,), Way.WINDOW, handed_over=True))
    assert any(p.kind == PaperKind.PROOF_OF_DELIVERY and LICENCE in p.items for p in case.papers)
    case = office.do(case, Stamp((paper.id,), handed_over=True))
    case = office.do(case, Serve((paper.id,), Way.WINDOW, TODAY, "巴图吉雅", handed_over=True))
    assert TaskKind.DELIVERY in kinds(office, case)


def test_that_an_item_that_hands_over_nothing_ends_by_itself(office: Office) -> None:
    case = granted(office, nothing=True)
    assert item(case, LICENCE).conclusion.hands_over is HandsOver.NOTHING  # type: ignore[union-attr]
    assert TaskKind.DELIVERY not in kinds(office, case)


def test_that_a_partial_grant_says_what_was_granted(office: Office) -> None:
    case = filed(office)
    act = Conclude(LICENCE, Result.GRANTED, TODAY, "8号", extent=Extent.PARTIAL)
    assert "准予了什么" in refusal(office, case, act)
    case = office.do(case, replace(act, extent_words="只准予养殖肉牛200头"))
    conclusion = item(case, LICENCE).conclusion
    assert conclusion is not None
    assert (conclusion.extent, conclusion.extent_words) == (Extent.PARTIAL, "只准予养殖肉牛200头")
    assert any("部分准予" in line.text for line in case.history)


# ── what is impossible ────────────────────────────────────────────────────────────────────────────────


def test_that_a_result_before_acceptance_is_refused(office: Office) -> None:
    case = office.file(office.visit(answers=EXISTING), FilingMode.KEEP)
    assert "还没有受理" in refusal(office, case, RegisterResult(LICENCE, THING, TODAY))


def test_that_a_result_before_the_decision_is_refused(office: Office) -> None:
    assert "先登记结果" in refusal(office, filed(office), RegisterResult(LICENCE, THING, TODAY))


def test_that_a_withdrawn_item_has_no_result(office: Office) -> None:
    case = office.do(filed(office), leaving((LICENCE,)))
    assert "没有办理结果" in refusal(office, case, RegisterResult(LICENCE, THING, TODAY))


def test_that_a_rejected_item_has_a_decision_and_no_certificate(office: Office) -> None:
    case = office.do(filed(office), Conclude(LICENCE, Result.REJECTED, TODAY, **named()))
    assert "没有证照" in refusal(office, case, RegisterResult(LICENCE, THING, TODAY))
    decision = replace(THING, name="不予许可决定书", form=ResultForm.DECISION)
    case = office.do(case, RegisterResult(LICENCE, decision, TODAY))
    assert TaskKind.DELIVERY in kinds(office, case)


def test_that_the_same_number_is_recorded_once_in_the_whole_file(office: Office) -> None:
    case = granted(office, things=(THING,))
    assert "已经登记过" in refusal(office, case, RegisterResult(LICENCE, THING, TODAY))
    spaced = replace(THING, number=f" {THING.number.lower()} ")
    assert "只登记一次" in refusal(office, case, RegisterResult(LICENCE, spaced, TODAY))
    again = replace(THING, issued_on=None)
    assert office.do(case, RegisterResult(LICENCE, again, TODAY))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issuer": "乌兰浩特市税务局"}, "发证机关写的是税务局"),
        ({"issuer": ""}, "发证机关"),
        ({"name": " "}, "名称"),
        ({"valid_from": TODAY, "valid_until": TODAY - timedelta(days=1)}, "早于有效期起"),
        ({"valid_until": TODAY - timedelta(days=1)}, "早于有效期起"),
        ({"issued_on": TODAY + timedelta(days=1)}, "晚于到柜"),
        ({"issued_on": TODAY - timedelta(days=30)}, "早于收件"),
        ({"medium": Medium.ELECTRONIC}, "只有电子"),
        ({"originals": 0}, "各几份"),
        ({"originals": 100}, "份数"),
        ({"originals": -1, "duplicates": 2}, "份数"),
    ],
)
def test_that_what_cannot_stand_on_a_result_is_refused(
    office: Office, changes: dict[str, object], words: str
) -> None:
    case = granted(office)
    wrong = replace(THING, **changes)  # type: ignore[arg-type]
    assert words in refusal(office, case, RegisterResult(LICENCE, wrong, TODAY))


def test_that_it_cannot_arrive_tomorrow(office: Office) -> None:
    act = RegisterResult(LICENCE, THING, TODAY + timedelta(days=1))
    assert "还没有到" in refusal(office, granted(office), act)


def test_that_what_is_wrong_with_what_comes_with_a_decision_stops_the_decision_too(office: Office) -> None:
    case, wrong = filed(office), replace(THING, originals=0)
    act = Conclude(LICENCE, Result.GRANTED, TODAY, "8号", things=(wrong,))
    assert "各几份" in refusal(office, case, act)
    assert item(office.now(case), LICENCE).state is ItemState.ACCEPTED


def test_that_one_thing_is_given_out_once_and_to_somebody(office: Office) -> None:
    case = granted(office, things=(THING,))
    for changes, words in (
        ({"certificates": ()}, "请选"),
        ({"name": ""}, "姓名"),
        ({"checked": ""}, "证件"),
        ({"collector": CollectorKind.PROXY}, "关系"),
        ({"collector": CollectorKind.AGENT}, "代理人"),
        ({"day": TODAY + timedelta(days=1)}, "还没有到"),
        ({"day": TODAY - timedelta(days=1)}, "早于"),
        ({"certificates": (case.certificates[0].id,) * 2}, "两次"),
    ):
        assert words in refusal(office, case, collected(case, **changes))
    act = collected(case)
    case = office.do(case, act)
    assert "已经领走" in refusal(office, case, act)


# ── wrong, and mended ─────────────────────────────────────────────────────────────────────────────────


def test_that_a_wrong_result_is_called_in_and_the_right_one_handed_out_anew(office: Office) -> None:
    case = granted(office, things=(THING,))
    case = office.do(case, collected(case))
    wrong = case.certificates[0].id
    assert "原因" in refusal(office, case, TakeBackResult(wrong, TODAY, " "))
    case = office.do(case, TakeBackResult(wrong, TODAY, "养殖场名称写错", "乌农更〔2026〕1号", "王科长"))
    assert {TaskKind.CALL_IN, TaskKind.DELIVERY} <= kinds(office, case)
    assert "已经收回过" in refusal(office, case, TakeBackResult(wrong, TODAY, "写错"))
    right = replace(THING, place="B-01")  # the same number again: the wrong one no longer counts
    case = office.do(case, RegisterResult(LICENCE, right, TODAY, replaces=wrong))
    case = office.do(case, CallInResult(wrong, TODAY))
    assert TaskKind.CALL_IN not in kinds(office, case)
    assert TaskKind.DELIVERY in kinds(office, case)
    assert "没有要追回" in refusal(office, case, CallInResult(wrong, TODAY))
    case = office.do(case, collected(case))
    assert TaskKind.DELIVERY not in kinds(office, case)
    told = "".join(line.text for line in case.history)
    assert all(words in told for words in ("机关收回", "已追回", "更正后的证照到柜"))


def test_that_only_what_the_organ_took_back_is_replaced(office: Office) -> None:
    case = granted(office, things=(THING,))
    right = replace(THING, number="2号")
    act = RegisterResult(LICENCE, right, TODAY, replaces=case.certificates[0].id)
    assert "先登记机关收回" in refusal(office, case, act)


# ── what was sent on ──────────────────────────────────────────────────────────────────────────────────


def test_that_the_organs_own_correction_is_a_task_until_all_of_it_came(office: Office) -> None:
    case, there = sent_on(office), elsewhere(office)
    line = case.checklist.lines_of(LICENCE)[0]
    until = TODAY + timedelta(days=7)
    act = RecordOrganNotice(LICENCE, TODAY, "乌农补〔2026〕1号", until, (line.id,), "缺签字")
    for changes, words in (
        ({"until": TODAY - timedelta(days=1)}, "早于告知"),
        ({"document": ""}, "文号"),
        ({"lines": ()}, "哪几样"),
        ({"lines": ("nothing",)}, "哪几样"),
        ({"day": TODAY + timedelta(days=1)}, "还没有到"),
    ):
        with pytest.raises((BadInput, RuleRefused), match=words):
            there.do(case, replace(act, **changes))  # type: ignore[arg-type]
    case = there.do(case, act)
    setting = office.app.setting()
    (task,) = [
        t for t in tasks(case, setting.jurisdiction, setting.calendar) if t.kind is TaskKind.CORRECTION
    ]
    assert (task.item, task.day) == (LICENCE, until)
    assert "乌农补" in task.words
    case = there.do(case, Supplement({line.id: RECEIVED}))
    assert TaskKind.CORRECTION not in kinds(office, case)
    case = there.do(case, RecordAcceptance(LICENCE, TODAY, "乌农受〔2026〕1号"))
    assert item(case, LICENCE).state is ItemState.ACCEPTED


def test_that_this_windows_own_items_are_not_corrected_by_the_organ(office: Office) -> None:
    case = filed(office)
    line = case.checklist.lines_of(LICENCE)[0]
    act = RecordOrganNotice(LICENCE, TODAY, "1号", TODAY, (line.id,))
    assert "不能登记机关补正" in refusal(office, case, act)
