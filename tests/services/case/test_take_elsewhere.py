"""任一窗口可补正: papers taken in where the case is not owned, or not even known, on real profiles and real batches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from uuid_utils import uuid7

from counter.bootstrap.opening import follow_settings
from counter.db.check.check import check
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import (
    CheckTaken,
    Decide,
    DropItems,
    MarkPrinted,
    NamedPaper,
    Propose,
    Stamp,
    Supplement,
    TakeNamed,
)
from counter.domain.case.acts.offers_here import possible_here
from counter.domain.case.case import Case, CaseState
from counter.domain.case.item_events import Cause, ItemConcluded, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.person_events import PersonForgotten
from counter.domain.document.document import PaperKind
from counter.domain.document.numbering import case_number
from counter.domain.errors import BadInput, CounterError, RuleRefused
from counter.domain.hall.any_window import ANY_WINDOW
from counter.domain.journal.exchange.batch import range_of
from counter.domain.papers.verify.signed_code import read_code, signed_text, text_of, unsigned_text
from counter.domain.visit.material import Brought, MaterialState
from counter.services.case.declare_lost import declare_lost
from counter.services.case.perform import perform
from counter.services.case.scanned_case import check_taken_here, scanned_case
from counter.services.exchange.incomplete_case import is_incomplete
from counter.services.exchange.own_batches import acknowledge, own_batches
from counter.services.exchange.take_in_batches import take_in_batches
from counter.services.papers.copy_paper import copy_paper
from tests.services.case.neighbours import (
    HERE,
    THERE,
    Neighbours,
    neighbours_on,
    qr_of,
    seen,
    take_named,
    task_words,
)
from tests.services.office import DEFERRED, MISSING, RECEIVED, SUPERVISOR, Office, item, papers
from tests.services.papers.test_receipt_counts import EXISTING, GAP, LICENCE, one_line


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    folder: Path = tmp_path_factory.mktemp("neighbours")
    with neighbours_on(folder) as found:
        yield found


def told(office: Office) -> tuple[Case, str]:
    """A licence told in writing that one paper is missing; the case and the paper's line."""
    line = one_line(office)
    visit = office.visit(answers=EXISTING, brought={line: MISSING})
    case = office.file(replace(visit, duplicate_reason="另一处场地"))
    return office.printed(case), line


def name_of(case: Case, line: str) -> str:
    found = case.checklist.line(line)
    assert found is not None
    return found.name


def test_that_a_known_case_takes_papers_at_another_window_and_its_owner_decides_from_that_day(
    both: Neighbours,
) -> None:
    case, line = told(both.owner)
    both.tell(both.owner, both.other)
    both.later(days=4)
    there = seen(both.other, case.id)
    act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
    after = perform(both.other.app, case.id, act, both.other.clerk, there.base)
    (receipt,) = (p for p in after.papers if p.kind == PaperKind.SUPPLEMENT_RECEIPT)
    assert THERE[-2:] in receipt.number
    assert receipt.station == THERE
    assert item(after, LICENCE).state is ItemState.TO_CORRECT  # nothing is decided there
    assert any("待转交窗口" in words for words in task_words(both.other, case.id))
    with pytest.raises(CounterError) as refused:
        perform(both.other.app, case.id, Decide((LICENCE,)), both.other.clerk)
    assert HERE in refused.value.sentence
    both.later(days=2)
    both.tell(both.other, both.owner)
    assert any("外窗口代收，待核对" in words for words in task_words(both.owner, case.id))
    decided = both.owner.do(seen(both.owner, case.id), CheckTaken({}))
    licence = item(decided, LICENCE)
    assert licence.state is ItemState.ACCEPTED
    assert licence.due is not None
    both.meet()
    assert not any("代收" in words for o in (both.owner, both.other) for words in task_words(o, case.id))


def test_that_nothing_is_decided_while_something_a_window_saw_has_not_come(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.tell(both.owner, both.other)
    act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
    after = perform(both.other.app, case.id, act, both.other.clerk, seen(both.other, case.id).base)
    list(own_batches(both.other.app))
    both.other.printed(after, PaperKind.SUPPLEMENT_RECEIPT)
    *_, last = own_batches(both.other.app)
    list(take_in_batches(both.owner.app, [last], "stick", rest=0.0))
    assert is_incomplete(both.owner.app, case.id)
    with pytest.raises(RuleRefused, match="前面还有记录没有收到"):
        both.owner.do(seen(both.owner, case.id), DropItems((LICENCE,), "先不办"))
    _lost(both, case.id)
    both.tell(both.other, both.owner)
    assert item(both.owner.do(seen(both.owner, case.id), CheckTaken({})), LICENCE).state is ItemState.ACCEPTED
    both.meet()


def _lost(both: Neighbours, case_id: str) -> None:
    """Two people declare it lost: the case is free, and it says so."""
    office = both.owner
    for why, consent, told in (
        ("", SUPERVISOR, "为什么"),
        ("电脑烧了", replace(SUPERVISOR, code=office.clerk.code), "两个人"),
    ):
        with pytest.raises(CounterError, match=told):
            declare_lost(office.app, case_id, why, office.clerk, consent)
    with pytest.raises(RuleRefused, match="主办"):
        declare_lost(both.other.app, case_id, "电脑烧了", both.other.clerk, SUPERVISOR)
    assert is_incomplete(office.app, case_id)
    after = declare_lost(office.app, case_id, "电脑烧了", office.clerk, SUPERVISOR)
    assert not is_incomplete(office.app, case_id)
    assert "登记遗失" in after.history[-1].text
    assert THERE in after.history[-1].text
    with pytest.raises(BadInput, match="没有缺"):
        declare_lost(office.app, case_id, "电脑烧了", office.clerk, SUPERVISOR)


def test_that_papers_for_an_unknown_case_wait_and_join_it_when_its_opening_arrives(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.later(days=4)
    taken_on = both.other.clock.at
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    assert there.loose
    assert there.id == case.id
    after = take_named(both.other, there, f"《{name_of(case, line)}》")
    assert after.state is CaseState.LOOSE
    (receipt,) = after.papers
    assert THERE[-2:] in receipt.number
    assert receipt.content is not None
    assert "待原窗口核对" in str(receipt.content)
    (words,) = [w for w in task_words(both.other, case.id) if "等原件信息" in w]
    assert name_of(case, line) in words
    both.later(days=2)
    both.meet()
    joined = seen(both.owner, case.id)
    assert joined.brought[line].state is MaterialState.RECEIVED
    assert not any("等原件信息" in w for w in task_words(both.other, case.id))
    assert any("外窗口代收" in w for w in task_words(both.owner, case.id))
    decided = both.owner.do(joined, CheckTaken({}))
    assert item(decided, LICENCE).state is ItemState.ACCEPTED
    assert item(decided, LICENCE).brought_at == taken_on  # its day counts


def test_that_papers_brought_before_an_adverse_end_was_known_are_a_conflict_in_the_applicants_favour(
    both: Neighbours,
) -> None:
    case, line = told(both.owner)
    both.later(days=4)
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    take_named(both.other, there, name_of(case, line))
    asked = item(case, LICENCE).asked
    day = civil_date(both.owner.clock.at)
    said = ItemConcluded(LICENCE, asked.name, asked.organ, Result.LAPSED, day, "乌农〔2026〕1号")
    both.owner.write(case, said)
    both.meet()
    for office in (both.owner, both.other):
        disputed = item(seen(office, case.id), LICENCE)
        assert disputed.state is ItemState.CONFLICT
        assert {claim.station for claim in disputed.conflict} == {HERE, THERE}
    assert any("有矛盾" in words for words in task_words(both.owner, case.id))


def test_that_the_same_paper_taken_at_two_windows_counts_once_and_both_say_so(both: Neighbours) -> None:
    case, line = told(both.owner)
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    take_named(both.other, there, name_of(case, line))
    mine = both.owner.do(case, Supplement({line: RECEIVED}))
    assert item(mine, LICENCE).state is ItemState.ACCEPTED
    both.meet()
    for office in (both.owner, both.other):
        joined = seen(office, case.id)
        assert joined.received_twice == (line,)
        assert item(joined, LICENCE).state is ItemState.ACCEPTED
        assert len([p for p in joined.papers if p.kind == PaperKind.SUPPLEMENT_RECEIPT]) == 2
    assert any(
        "外窗口代收" in words for words in task_words(both.owner, case.id)
    )  # it still has to be fetched
    checked = both.owner.do(seen(both.owner, case.id), CheckTaken({}))
    assert not [one for one in checked.taken_elsewhere if not one.checked]


def test_that_a_paper_whose_name_is_not_on_the_list_waits_for_the_owner_to_look(both: Neighbours) -> None:
    case, line = told(both.owner)
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    take_named(both.other, there, "一张说不清的纸")
    both.meet()
    joined = seen(both.owner, case.id)
    assert joined.brought[line].state is MaterialState.MISSING
    assert any("一张说不清的纸" in words for words in task_words(both.owner, case.id))
    checked = both.owner.do(joined, CheckTaken({line: RECEIVED}))  # it was the one that was missing
    assert item(checked, LICENCE).state is ItemState.ACCEPTED


def test_that_a_paper_found_wrong_by_the_owner_stays_asked_for(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.tell(both.owner, both.other)
    act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
    perform(both.other.app, case.id, act, both.other.clerk)
    both.meet()
    wrong = Brought(MaterialState.DEFECTIVE, copies=1, note="没有盖章")
    checked = both.owner.do(seen(both.owner, case.id), CheckTaken({line: wrong}))
    assert item(checked, LICENCE).state is ItemState.TO_CORRECT
    assert checked.brought[line].note == "没有盖章"
    with pytest.raises(CounterError):
        both.owner.do(checked, CheckTaken({}))


def test_that_a_draft_for_a_gap_that_was_brought_in_time_elsewhere_is_void_once_it_is_checked(
    both: Neighbours,
) -> None:
    visit = both.owner.visit(brought={GAP: DEFERRED})
    case = both.owner.sign(both.owner.file(replace(visit, duplicate_reason="另一处场地")))
    (gap,) = item(case, LICENCE).gap_dues
    assert gap.due is not None
    both.tell(both.owner, both.other)
    for one in (both.owner, both.other):
        one.at(gap.due.day.isoformat())  # its last day
    there = seen(both.other, case.id)
    act = Supplement({GAP: RECEIVED}, "巴图吉雅", "本人")
    perform(both.other.app, case.id, act, both.other.clerk, there.base)
    both.later(days=4)
    drafted = both.owner.do(seen(both.owner, case.id), Propose(LICENCE, Cause.GAP_EXPIRED))
    both.tell(both.other, both.owner)
    checked = both.owner.do(seen(both.owner, case.id), CheckTaken({}))
    assert item(checked, LICENCE).proposal is None
    draft = papers(drafted, PaperKind.REJECTION)[-1].id
    assert [p.stage for p in checked.papers if p.id == draft] == [PaperStage.VOID]


def test_that_what_only_the_owner_decides_is_refused_elsewhere_in_one_sentence(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.tell(both.owner, both.other)
    before = seen(both.other, case.id)
    offered = {one.kind for one in possible_here(before, both.other.app.setting(), THERE)}
    assert offered == {Supplement}
    deferred = Brought(MaterialState.DEFERRED)
    for act in (
        Decide((LICENCE,)),
        CheckTaken({}),
        DropItems((LICENCE,), "不办了"),
        Supplement({line: deferred}, "巴图吉雅", "本人"),
    ):
        with pytest.raises(RuleRefused) as refused:
            perform(both.other.app, case.id, act, both.other.clerk)
        assert refused.value.rule in ("owner", "L4", "L1")
        assert refused.value.sentence.count("。") == 1
    assert seen(both.other, case.id) == before


@pytest.mark.parametrize(
    ("number", "rule"),
    [("15230103A2611200001", "county"), ("15220199A2611200001", None)],
)
def test_that_papers_are_taken_in_for_this_county_only(
    both: Neighbours, number: str, rule: str | None
) -> None:
    station = both.other.app.journal.station()
    whole = case_number(number[:8], 1, date(2026, 11, 20), 1)
    if rule is None:
        assert check_taken_here(whole, station) == whole
        return
    with pytest.raises(RuleRefused, match="外旗县") as refused:
        check_taken_here(whole, station)
    assert refused.value.rule == rule


def test_that_forged_real_or_unsigned_sheets_are_refused_and_nothing_is_written(both: Neighbours) -> None:
    case, _ = told(both.owner)
    code = qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE)
    real = replace(read_code(code), demo=False)
    before = both.other.app.journal.place()
    for wrong, sentence in (
        (text_of(replace(read_code(code), signature=bytes([1]) * 64)), "签名不对"),
        (signed_text(real, both.owner.app.journal.sign), "演示"),
        (unsigned_text(code), "没有签名"),
    ):
        with pytest.raises(CounterError, match=sentence):
            scanned_case(both.other.app, wrong)
    assert both.other.app.journal.place() == before


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ((), "还没有写"),
        ((NamedPaper("  "),), "没有写名称"),
        ((NamedPaper("《合同》"), NamedPaper("合同")), "写了两次"),
        ((NamedPaper("合同", 0),), "份数"),
        ((NamedPaper("合同", 100),), "份数"),
        (tuple(NamedPaper(f"合同{n}") for n in range(41)), "最多"),
        ((NamedPaper("合" * 600),), "个字"),
    ],
)
def test_that_bad_input_is_one_sentence_and_writes_nothing(
    both: Neighbours, named: tuple[NamedPaper, ...], sentence: str
) -> None:
    case_id, number = str(uuid7()), case_number(HERE, 1, date(2026, 11, 20), 1)
    before = both.other.app.journal.place()
    with pytest.raises(CounterError, match=sentence):
        perform(both.other.app, case_id, TakeNamed(number, named, "巴图吉雅"), both.other.clerk)
    assert both.other.app.journal.place() == before


def test_that_a_loose_act_is_found_printed_and_checked_like_any_other(both: Neighbours) -> None:
    case, line = told(both.owner)
    there = scanned_case(both.other.app, qr_of(both.owner, case, PaperKind.CORRECTION_NOTICE))
    after = take_named(both.other, there, name_of(case, line))
    app = both.other.app
    (row,) = app.journal.find_cases(case.number).rows
    assert (row.state, row.number) == ("loose", case.number)
    kept: list[bytes] = []
    copied = copy_paper(
        app.journal,
        app.projector,
        app.papers,
        case_id=case.id,
        wanted=after.papers[0].id,
        clerk="W01",
        keep=kept.append,
    )
    assert kept
    printed = perform(app, case.id, MarkPrinted((copied.paper.id,)), both.other.clerk)
    perform(app, case.id, Stamp((printed.papers[0].id,)), both.other.clerk)
    again = take_named(both.other, seen(both.other, case.id), "又一张纸")
    assert len(again.papers) == 2
    assert check(app.journal).faults == ()
    both.meet()
    assert check(app.journal).faults == ()
    assert check(both.owner.app.journal).faults == ()
    assert seen(both.owner, case.id).taken_elsewhere == seen(both.other, case.id).taken_elsewhere


def test_that_nothing_is_taken_in_for_a_case_whose_person_was_forgotten(both: Neighbours) -> None:
    case, line = told(both.owner)
    both.owner.write(case, PersonForgotten("保存期满"))
    both.meet()
    act = Supplement({line: RECEIVED}, "巴图吉雅", "本人")
    with pytest.raises(RuleRefused, match="清除"):
        perform(both.other.app, case.id, act, both.other.clerk)


def test_that_papers_say_any_window_only_once_windows_hear_each_other(both: Neighbours) -> None:
    case, _ = told(both.owner)
    (notice,) = papers(case, PaperKind.CORRECTION_NOTICE)
    assert ANY_WINDOW not in str(notice.content)
    both.tell(both.other, both.owner)
    assert follow_settings(both.owner.app) is both.owner.app  # nobody has what this window wrote
    for pos, batch in enumerate(own_batches(both.owner.app), 1):
        acknowledge(both.owner.app, range_of(batch), pos)
    joined = Office(follow_settings(both.owner.app), both.owner.clock)
    assert follow_settings(joined.app) is joined.app
    again = joined.visit(answers=EXISTING, brought={one_line(joined): MISSING})
    told_again = joined.file(replace(again, duplicate_reason="另一处"))
    (notice,) = papers(told_again, PaperKind.CORRECTION_NOTICE)
    assert ANY_WINDOW in str(notice.content)
    assert "补交到任一窗口" in str(notice.content)  # the hall has yet to confirm that
    assert follow_settings(both.other.app).jurisdiction.wording["bring_to"] == "本窗口"
