"""Rounds of custody at a window: one slip an organ, signed or void, fetched back, and an original in one hand (L12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counter.db.check.check import check
from counter.domain.case.acts.acts import Conclude, MovePapers, RegisterResult
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.acts.custody import at_organ, at_window
from counter.domain.case.acts.rounds import SeenMismatch, SlipSigned
from counter.domain.case.case import Case
from counter.domain.case.item_events import Hands, MovedPaper, Result
from counter.domain.case.item_state import ItemState
from counter.domain.case.rounds.events import MismatchEnd, MismatchKind, RoundConfirmed, RoundMade
from counter.domain.document.document import PaperKind, Table, from_json
from counter.domain.document.round_code import read_code, round_code
from counter.domain.errors import BadInput, CounterError, RuleRefused, StaleBase
from counter.domain.tasks.task import TaskKind
from counter.domain.tasks.tasks import tasks
from counter.services.rounds.holders import PaperHolder, export_holders, who_holds
from counter.services.rounds.mismatch import record_mismatch, settle_mismatch
from counter.services.rounds.slips import SlipMade, confirm_slip, drop_slip, make_slip
from counter.services.rounds.waiting import find_slip, to_fetch, to_send, unsigned_slips, waiting_at
from tests.services.office import MISSING, Office, item, office_on, papers
from tests.services.papers.test_receipt_counts import EXISTING, LICENCE
from tests.sheet_flaws import sheet_flaws

TODAY = date(2026, 11, 20)
ORGAN = "农牧局"
MAP = "site_map"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_on(tmp_path / "profile") as opened:
        yield opened


def filed(office: Office) -> Case:
    return office.file(replace(office.visit(answers=EXISTING), duplicate_reason="另一处场地"))


def sent(office: Office, hands: Hands = Hands.TO_ORGAN) -> SlipMade:
    waiting = waiting_at(office.app, ORGAN, hands)
    return make_slip(office.app, ORGAN, hands, [one.on_slip for one in waiting.cases], office.clerk)


def signed(office: Office, made: SlipMade, *left: tuple[str, str], **said: object) -> tuple[Case, ...]:
    day = said.pop("day", office.app.setting().now.date())
    return confirm_slip(
        office.app,
        made.case,
        made.round,
        SlipSigned("那顺", day, left),  # type: ignore[arg-type]
        office.clerk,
        handed_over=True,
        **said,  # type: ignore[arg-type]
    )


def where(office: Office, case: Case, line: str = MAP) -> tuple[int, int]:
    """Originals of a line at the window and at the organ."""
    now = office.now(case)
    found = now.checklist.line(line)
    assert found is not None
    return at_window(now, found).originals, at_organ(now, found, ORGAN).originals


def kinds(office: Office, case: Case) -> list[TaskKind]:
    found = tasks(office.now(case), office.app.jurisdiction, office.app.calendar)
    return [
        t.kind for t in found if t.kind in (TaskKind.IN_TRANSIT, TaskKind.ORIGINAL_OUT, TaskKind.MISMATCH)
    ]


def granted(office: Office, case: Case) -> Case:
    return office.do(case, Conclude(LICENCE, Result.GRANTED, TODAY, "乌农许〔2026〕1号", "那顺"))


# ── what is to go ─────────────────────────────────────────────────────────────────────────────────────


def test_that_the_list_names_every_paper_here_for_an_organ_over_all_cases_urgent_ones_first(
    office: Office,
) -> None:
    one = filed(office)
    office.later(days=19)  # 9 December: the licence is due on the 11th
    two = filed(office)
    waiting = waiting_at(office.app, ORGAN, Hands.TO_ORGAN)
    assert [(c.number, c.urgent) for c in waiting.cases] == [(one.number, True), (two.number, False)]
    assert waiting.originals == sum(m.originals for c in waiting.cases for m in c.moved) > 0
    assert {w.organ for w in to_send(office.app)} > {ORGAN}
    with pytest.raises(BadInput, match="没有要送“教育局”"):
        waiting_at(office.app, "教育局", Hands.TO_ORGAN)


def test_that_what_is_told_to_be_corrected_does_not_travel(office: Office) -> None:
    visit = office.visit(answers=EXISTING, brought={MAP: MISSING})
    case = office.file(replace(visit, duplicate_reason="另一处场地"))
    assert item(case, LICENCE).state is ItemState.TO_CORRECT
    assert ORGAN not in {one.organ for one in to_send(office.app)}


# ── one slip, one transaction ─────────────────────────────────────────────────────────────────────────


def test_that_one_slip_covers_all_cases_with_its_own_number_and_the_sum_of_their_sheets(
    office: Office,
) -> None:
    one, two = filed(office), filed(office)
    waiting = waiting_at(office.app, ORGAN, Hands.TO_ORGAN)
    made = sent(office)
    slips = [p for case in (one, two) for p in papers(office.now(case), PaperKind.ROUND_SLIP)]
    assert [p.id for p in slips] == [made.paper]
    assert (made.number[-2:], read_code(made.code)) == ("1号", made.code)
    content = slips[0].content
    assert content is not None
    document = from_json(content)
    assert document.code == made.code
    totals = [row for b in document.body if isinstance(b, Table) for row in b.rows if row[0] == "合计"]
    assert "2件办件" in totals[0][1]
    assert f"原件{waiting.originals}份，复印件{waiting.copies}份" in totals[0][1]
    assert "巴图" not in str(content), "no applicant on a paper of several cases"
    assert [where(office, case) for case in (one, two)] == [(0, 1), (0, 1)]
    filed(office)
    second = sent(office)
    assert second.number[-2:] == "2号"
    assert not check(office.app.journal).faults  # type: ignore[arg-type]


def test_that_nothing_is_written_where_one_case_of_the_slip_cannot_go(office: Office) -> None:
    filed(office)
    two = filed(office)
    wanted = [c.on_slip for c in waiting_at(office.app, ORGAN, Hands.TO_ORGAN).cases]
    office.do(two, MovePapers(ORGAN, Hands.TO_ORGAN, (MovedPaper(MAP, "图", 1, 0),), "我", "那顺"))
    before = office.app.journal.place()
    with pytest.raises(StaleBase):
        make_slip(office.app, ORGAN, Hands.TO_ORGAN, wanted, office.clerk)
    unseen = [replace(one, base=office.now(two).base) if one.case == two.id else one for one in wanted]
    with pytest.raises(BadInput, match="已经不在窗口"):
        make_slip(office.app, ORGAN, Hands.TO_ORGAN, unseen, office.clerk)
    with pytest.raises(BadInput, match="请选要流转"):
        make_slip(office.app, ORGAN, Hands.TO_ORGAN, [], office.clerk)
    assert office.app.journal.place() == before


def test_that_a_slip_killed_in_the_middle_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [filed(office), filed(office)]
    before, held = office.app.journal.place(), [where(office, case) for case in cases]
    from counter.services.case.case_writer import CaseWriter

    whole, calls = CaseWriter.add, []

    def dies(self: CaseWriter, event: object, sealed: object | None = None) -> object:
        calls.append(event)
        if isinstance(event, RoundMade) and len([e for e in calls if isinstance(e, RoundMade)]) == 2:
            raise KeyboardInterrupt
        return whole(self, event, sealed)

    with monkeypatch.context() as patched:
        patched.setattr(CaseWriter, "add", dies)
        with pytest.raises(KeyboardInterrupt):
            sent(office)
    assert office.app.journal.place() == before
    assert [where(office, case) for case in cases] == held
    assert sent(office).number.endswith("1号"), "no number was lost"


def test_that_what_is_under_way_goes_on_no_other_slip_and_is_in_one_hand(office: Office) -> None:
    case = filed(office)
    made = sent(office)
    assert ORGAN not in {one.organ for one in to_send(office.app)}
    with pytest.raises(RuleRefused, match="还没有签收") as refused:
        office.do(case, MovePapers(ORGAN, Hands.TO_WINDOW, (MovedPaper(MAP, "图", 1, 0),), "那顺", "我"))
    assert refused.value.rule == "L12"
    assert to_fetch(office.app) == ()
    assert [one.holder for one in who_holds(office.app).papers if one.line == MAP] == [PaperHolder.TRANSIT]
    signed(office, made)
    office.do(case, MovePapers(ORGAN, Hands.TO_WINDOW, (MovedPaper(MAP, "图", 1, 0),), "那顺", "我"))
    assert where(office, case) == (1, 0)


# ── signed, in part, twice, elsewhere, void ───────────────────────────────────────────────────────────


def test_that_unsigned_stays_under_way_with_a_task_until_the_organ_signed(office: Office) -> None:
    case = filed(office)
    made = sent(office)
    assert kinds(office, case) == [TaskKind.IN_TRANSIT]
    office.later(days=1)
    (slip,) = unsigned_slips(office.app)
    assert (slip.overdue, slip.days, slip.number) == (True, 1, made.number)
    assert [one.red for one in who_holds(office.app).papers if one.line == MAP] == [True]
    signed(office, made)
    assert kinds(office, case) == [TaskKind.ORIGINAL_OUT]
    assert unsigned_slips(office.app) == ()
    assert not check(office.app.journal).faults  # type: ignore[arg-type]


def test_that_lines_the_organ_did_not_take_are_at_the_window_again(office: Office) -> None:
    one, two = filed(office), filed(office)
    made = sent(office)
    cases = signed(office, made, (two.id, MAP))
    assert [where(office, case) for case in (one, two)] == [(0, 1), (1, 0)]
    (ended,) = next(case for case in cases if case.id == two.id).rounds
    assert (ended.left, ended.signed_by, ended.void) == ((MAP,), "那顺", False)
    (again,) = waiting_at(office.app, ORGAN, Hands.TO_ORGAN).cases
    assert (again.case, [m.line for m in again.moved]) == (two.id, [MAP])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"signed_by": " "}, "谁签的字"),
        ({"day": date(2026, 11, 21)}, "还没有到"),
        ({"day": date(2026, 11, 19)}, "早于流转单"),
        ({"left": (("x", MAP),)}, "没有这件办件"),
    ],
)
def test_that_a_signature_says_who_and_when(office: Office, said: dict[str, object], sentence: str) -> None:
    filed(office)
    made = sent(office)
    before = office.app.journal.place()
    wrong = replace(SlipSigned("那顺", TODAY), **said)
    with pytest.raises(CounterError, match=sentence):
        confirm_slip(office.app, made.case, made.round, wrong, office.clerk, handed_over=True)
    assert office.app.journal.place() == before


def test_that_a_slip_is_signed_once_and_only_if_it_came_out(office: Office) -> None:
    filed(office)
    made = sent(office)
    with pytest.raises(RuleRefused, match="还没有出过纸"):
        confirm_slip(office.app, made.case, made.round, SlipSigned("那顺", TODAY), office.clerk)
    signed(office, made)
    for again in (
        lambda: signed(office, made),
        lambda: drop_slip(office.app, made.case, made.round, office.clerk),
    ):
        with pytest.raises(RuleRefused, match="已经登记签收"):
            again()
    with pytest.raises(BadInput, match="已经登记签收或者作废"):
        find_slip(office.app, made.code)


def test_that_a_void_slip_leaves_everything_where_it_was(office: Office) -> None:
    case = filed(office)
    made = sent(office)
    drop_slip(office.app, made.case, made.round, office.clerk)
    assert where(office, case) == (1, 0)
    assert kinds(office, case) == []
    paper = office.now(case).paper(made.paper)
    assert paper is not None
    assert not paper.stage.binding
    assert sent(office).number.endswith("2号"), "a number is never used twice"


def test_that_a_slip_is_found_by_its_code_and_number_at_its_own_window_only(office: Office) -> None:
    filed(office)
    made = sent(office)
    for text in (
        made.code,
        made.code.lower(),
        f" {made.number} ",
        made.number.replace("〔", "(").replace("〕", ")"),
    ):
        assert find_slip(office.app, text).id == made.round
    with pytest.raises(BadInput, match="有一位不对"):
        find_slip(office.app, made.code[:-1] + str((int(made.code[-1]) + 1) % 10))
    elsewhere = round_code("15220105", 1, TODAY, "某号〔2026〕1号")
    with pytest.raises(BadInput, match="窗口 15220105 出的，请到那个窗口"):
        find_slip(office.app, elsewhere)
    with pytest.raises(BadInput, match="没有找到"):
        find_slip(office.app, "随便")


def test_that_two_ends_of_one_slip_make_one(office: Office) -> None:
    """As entries of two windows that did not know of each other would: the first holds."""
    case = filed(office)
    made = sent(office)
    signed(office, made)
    office.write(case, RoundConfirmed(made.round, made.number, TODAY, (MAP,)))
    assert where(office, case) == (0, 1)


# ── the way back ──────────────────────────────────────────────────────────────────────────────────────


def test_that_the_way_back_brings_papers_and_certificates_on_one_slip(office: Office) -> None:
    case = filed(office)
    signed(office, sent(office))
    assert to_fetch(office.app) == (), "the organ still needs it"
    case = granted(office, case)
    (waiting,) = waiting_at(office.app, ORGAN, Hands.TO_WINDOW).cases
    assert (LICENCE, "动物防疫条件合格证") in waiting.certificates
    made = sent(office, Hands.TO_WINDOW)
    assert where(office, case) == (0, 1), "it is the organ's until it has given it"
    assert to_fetch(office.app) == ()
    thing = GivenResult("动物防疫条件合格证", "蒙动防合字2026001号", ORGAN, place="A-03")
    came = {case.id: [RegisterResult(LICENCE, thing, TODAY, "那顺")]}
    (after,) = signed(office, made, arrived=came)
    assert where(office, case) == (1, 0)
    (certificate,) = after.certificates
    assert (certificate.name, certificate.place) == ("动物防疫条件合格证", "A-03")
    assert LICENCE not in {item for w in to_fetch(office.app) for c in w.cases for item, _ in c.certificates}


def test_that_a_certificate_twice_takes_the_whole_signature_back(office: Office) -> None:
    case = granted(office, filed(office))
    made = sent(office, Hands.TO_WINDOW)
    thing = GivenResult("动物防疫条件合格证", "蒙动防合字2026001号", ORGAN)
    came = {case.id: [RegisterResult(LICENCE, thing, TODAY)] * 2}
    before = office.app.journal.place()
    with pytest.raises(RuleRefused, match="只登记一次"):
        signed(office, made, arrived=came)
    assert office.app.journal.place() == before


# ── not as the slip says ──────────────────────────────────────────────────────────────────────────────


def test_that_what_was_torn_is_a_task_until_it_is_settled_and_stays_here_meanwhile(office: Office) -> None:
    case = filed(office)
    made = sent(office)
    signed(office, made, (case.id, MAP))
    seen = SeenMismatch(MAP, ORGAN, MismatchKind.TORN, "那顺", "左上角撕了", round=made.round)
    case = record_mismatch(office.app, case.id, seen, office.clerk)
    assert TaskKind.MISMATCH in kinds(office, case)
    assert ORGAN not in {one.organ for one in to_send(office.app)}
    (shown,) = [one for one in who_holds(office.app).papers if one.line == MAP]
    assert (shown.red, shown.mismatch) == (True, "交接不符：破损")
    with pytest.raises(BadInput, match="已经登记"):
        record_mismatch(office.app, case.id, seen, office.clerk)
    (one,) = case.mismatches
    with pytest.raises(BadInput, match="怎样了结"):
        settle_mismatch(office.app, case.id, one.id, MismatchEnd.AGREED, " ", office.clerk)
    case = settle_mismatch(office.app, case.id, one.id, MismatchEnd.AGREED, "那顺看过，能用", office.clerk)
    assert TaskKind.MISMATCH not in kinds(office, case)
    with pytest.raises(BadInput, match="没有这条"):
        settle_mismatch(office.app, case.id, one.id, MismatchEnd.FOUND, "又", office.clerk)
    assert waiting_at(office.app, ORGAN, Hands.TO_ORGAN).cases


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"line": "nothing"}, "哪一份"), ({"seen_by": ""}, "谁看到"), ({"organ": "教育局"}, "没有这个部门")],
)
def test_that_a_mismatch_says_which_paper_and_who_saw_it(
    office: Office, said: dict[str, str], sentence: str
) -> None:
    case = filed(office)
    seen = replace(SeenMismatch(MAP, ORGAN, MismatchKind.MISSING, "那顺"), **said)
    with pytest.raises(BadInput, match=sentence):
        record_mismatch(office.app, case.id, seen, office.clerk)


# ── in whose hands ────────────────────────────────────────────────────────────────────────────────────


def test_that_an_original_longer_at_an_organ_than_the_place_allows_is_red(office: Office) -> None:
    case = filed(office)
    signed(office, sent(office))
    office.later(days=17)  # the fifteenth day is a Saturday, so until Monday
    (held,) = [one for one in who_holds(office.app).papers if one.line == MAP]
    assert (held.holder, held.organ, held.days, held.red) == (PaperHolder.ORGAN, ORGAN, 17, False)
    office.later(days=1)
    found = who_holds(office.app)
    assert found.papers[0].red
    assert "待部门核定" in found.limit_words
    assert "f_epidemic_cond" not in {one.line for one in found.papers}, "a form stays in the organ's file"
    returned = MovePapers(ORGAN, Hands.TO_WINDOW, (MovedPaper(MAP, "图", 1, 0),), "那顺", "我")
    office.do(case, returned)
    (held,) = [one for one in who_holds(office.app).papers if one.line == MAP]
    assert (held.holder, held.days) == (PaperHolder.WINDOW, 0)
    office.do(case, replace(returned, hands=Hands.TO_APPLICANT))
    (held,) = [one for one in who_holds(office.app).papers if one.line == MAP]
    assert held.holder is PaperHolder.APPLICANT


def test_that_the_workbook_says_who_has_what_and_is_on_record(office: Office) -> None:
    filed(office)
    signed(office, sent(office))
    before = office.app.journal.place()
    content = export_holders(office.app, office.clerk)
    assert sheet_flaws(content) == []
    assert office.app.journal.place() != before
    rows = [[c.value for c in row] for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows()]
    assert any(ORGAN in map(str, row) and "部门" in map(str, row) for row in rows)
    assert not any("巴图" in str(row) for row in rows)
