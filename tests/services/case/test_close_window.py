"""撤窗 and 接管: every case of a window goes to another one, whether the window gives them or its PC is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counter.db.check.check import check
from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import DropItems, HandOver
from counter.domain.case.case import Case
from counter.domain.case.item_events import ItemConcluded, Result
from counter.domain.case.item_state import ItemState
from counter.domain.document.document import Document, Paragraph
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.closing_events import LISTS
from counter.domain.journal import codec
from counter.domain.papers.verify.evidence import EvidenceStanding
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.claim_cases import claim_cases, claimable
from counter.services.case.close_window import close_window
from counter.services.case.list_window import list_document, list_pdf, list_window
from counter.services.case.window_holdings import holdings_lines, window_holdings
from counter.services.context.rows import DraftRow
from counter.services.exchange.case_standing import case_standing
from counter.services.hall.closing import closing_here
from counter.services.hall.other_windows import window_facts
from counter.services.keys.stated_heads import holds
from counter.services.papers.compare_evidence import compare_evidence, given_evidence
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.case.test_hand_over import register
from tests.services.office import SUPERVISOR, Office, item
from tests.services.papers.test_receipt_counts import LICENCE

WHY = "便民点撤并，窗口不再设"


class Killed(BaseException):
    """The program ends in the middle."""


@pytest.fixture
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neighbours]:
    with neighbours_on(tmp_path_factory.mktemp("closing")) as found:
        for office in (found.owner, found.other):
            register(office, (HERE, "3"), (THERE, "4"))
        yield found


def filed(office: Office, *sites: str) -> list[Case]:
    return [office.file(replace(office.visit(), duplicate_reason=site), FilingMode.KEEP) for site in sites]


def test_that_a_closed_window_gives_every_case_away_and_takes_nothing_new(windows: Neighbours) -> None:
    closing, other = windows.other, windows.owner
    cases = filed(closing, "第一处场地", "第二处场地", "第三处场地")
    words = "\n".join(holdings_lines(window_holdings(closing.app, closing.clerk)))
    assert "要移交的办件 3 件" in words
    assert "原件 " in words
    listed = window_holdings(closing.app, closing.clerk).cases[0].originals
    assert len(listed) > 1
    assert all(f"\n　　{one}\n" in words for one in listed)  # each on its own line, to be gone through
    assert "编号用到" in words
    with pytest.raises(BadInput, match="登记册里没有窗口"):
        close_window(closing.app, "15220199", WHY, closing.clerk, SUPERVISOR)
    with pytest.raises(RuleRefused, match="值班负责人"):
        close_window(closing.app, HERE, WHY, closing.clerk, replace(SUPERVISOR, code="W01"))
    assert closing_here(closing.app.journal) is None

    def cut(done: int, of: int) -> None:
        if done == 1:
            raise Killed

    with pytest.raises(Killed):
        close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR, cut)
    begun = closing_here(closing.app.journal)
    assert begun is not None
    assert (begun.to, begun.done) == (HERE, False)
    assert [closing.now(case).owner for case in cases] == [HERE, THERE, THERE]
    with pytest.raises(RuleRefused, match="本窗口已撤窗，不再收件"):
        filed(closing, "第四处场地")
    done = close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR)
    assert (done.moved, done.left, done.closing.done, done.closing.cases) == (2, (), True, 3)
    place = closing.app.journal.place()
    assert close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR).moved == 0
    assert closing.app.journal.place() == place  # told once, recorded once
    assert [closing.now(case).owner for case in cases] == [HERE] * 3
    assert "本窗口撤窗，移交窗口" in closing.now(cases[0]).history[-1].text
    windows.meet()
    assert {seen(other, case.id).owner for case in cases} == {HERE}
    facts = window_facts(other.app)
    assert (dict(facts.open), set(facts.closed)) == ({}, {THERE})
    mine = filed(other, "第五处场地")[0]
    with pytest.raises(RuleRefused, match="已撤窗，不能移交给它"):
        other.do(mine, HandOver(THERE, "申请人搬到那边，方便就近办", SUPERVISOR))
    assert not check(closing.app.journal).faults


def test_that_the_cases_of_a_window_that_is_gone_go_on_at_another_and_join_when_it_turns_up(
    windows: Neighbours,
) -> None:
    gone, hall = windows.other, windows.owner
    case, second = filed(gone, "第一处场地", "第二处场地")
    windows.meet()
    assert claimable(hall.app) == {THERE: 2}
    unheard = gone.do(case, DropItems((case.items[0].id,), "那边后来办的，没有传出来"))
    for station, reason, words in (
        (HERE, WHY, "本窗口自己的件"),
        ("15220199", WHY, "没有窗口“15220199”在办的件"),
        (THERE, "，。", "为什么"),
    ):
        with pytest.raises(BadInput, match=words):
            claim_cases(hall.app, station, reason, hall.clerk, SUPERVISOR)
    taken, left = claim_cases(hall.app, THERE, "窗口的电脑烧坏了，件接过来办", hall.clerk, SUPERVISOR)
    assert (set(taken), left) == ({case.number, second.number}, ())
    claimed = seen(hall, case.id)
    assert (claimed.owner, claimed.handed is not None and claimed.handed.waits) == (HERE, False)
    assert "接管主办：原窗口办不了" in next(line.text for line in claimed.history if "接管" in line.text)
    assert claimable(hall.app) == {}
    assert case_standing(hall.app, claimed).owner == ""
    windows.meet()  # the old window turns up after all
    for office in (gone, hall):
        now = seen(office, case.id)
        assert (now.owner, now.conflicts) == (HERE, ())
        assert now.items[0].state is ItemState.DROPPED  # what it had done stands
    with pytest.raises(RuleRefused, match="由窗口 15220103 主办"):
        gone.do(unheard, DropItems((case.items[-1].id,), "不办了"))
    for office in (gone, hall):
        assert not check(office.app.journal).faults


def paper_words(document: Document) -> str:
    """Everything on the list."""
    cells = [
        cell
        for block in document.body
        for cell in (
            [block.text]
            if isinstance(block, Paragraph)
            else [c for row in (block.head, *block.rows) for c in row]
        )
    ]
    return "\n".join([document.title, document.number, *cells, *document.foot, *document.sign_lines])


def test_that_the_list_on_paper_says_what_goes_and_what_lies_here_and_its_code_proves_it(
    windows: Neighbours, tmp_path: Path
) -> None:
    closing = windows.other
    cases = filed(closing, "第一处场地", "第二处场地")
    visit = closing.visit(8)
    began = closing.clock.at.isoformat()
    with closing.app.journal.transaction() as tx:
        tx.save_draft(DraftRow("d-1", "W01", "G1", began, began, codec.write(visit)))
        tx.commit()
    before = list_window(closing.app, closing.clerk)
    assert (before.said.stage, before.said.sheet, before.said.to, before.again) == ("open", 1, "", False)
    assert holds(before.head)
    said = paper_words(list_document(closing.app, before))
    for case in cases:
        assert grouped(case.number) in said
        assert case.applicant is not None
        assert case.applicant.name not in said
    assert "还没有移交" in said
    ticked = {one for case in before.said.cases for one in case.originals[1:-1]}
    assert ticked <= set(said.splitlines())  # one to a line
    held = closing.app.journal.held()
    assert {one.number for one in held.originals()} <= {case.number for case in cases}
    assert before.said.originals == ()  # they stand with their cases
    assert all(one.originals for one in before.said.cases)
    assert [one.papers for one in before.said.drafts] == [len(visit.brought)]
    assert f"收着材料的 {len(before.said.drafts)} 个" in said
    assert len(before.said.papers) == sum(len([p for p in case.papers if p.number]) for case in cases)
    again = list_window(closing.app, closing.clerk)
    assert (again.again, again.head) == (True, before.head)
    assert list_document(closing.app, again).copy_text == "再次打印"
    with closing.app.journal.transaction() as tx:
        tx.erase_draft("d-1")
        tx.commit()

    def cut(done: int, of: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR, cut)
    begun = list_window(closing.app, closing.clerk)
    said_then = begun.said
    assert (said_then.stage, said_then.sheet, said_then.to, said_then.agreed_by) == ("begun", 2, HERE, "S01")
    assert sorted(one.gone for one in said_then.cases) == [False, True]
    assert "已移交 1 件，没有交 1 件" in paper_words(list_document(closing.app, begun))
    close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR)
    done = list_window(closing.app, closing.clerk)
    assert (done.said.stage, [one.gone for one in done.said.cases]) == ("done", [True, True])
    assert [one.originals for one in done.said.cases] == [one.originals for one in before.said.cases]
    words = paper_words(list_document(closing.app, done))
    assert "移交人（签名）" in words
    assert "接收人（签名）" in words
    assert f"窗口 {HERE}" in words
    file = tmp_path / "list.pdf"
    file.write_bytes(list_pdf(closing.app, done))
    (found,) = compare_evidence(closing.app, [given_evidence(str(file))])
    assert (found.standing, found.seq) == (EvidenceStanding.AGREES, done.head.seq)
    assert not check(closing.app.journal).faults


def test_that_who_does_not_serve_is_shown_no_list(windows: Neighbours) -> None:
    closing = windows.other
    filed(closing, "第一处场地")
    with pytest.raises(RuleRefused):
        window_holdings(closing.app, replace(closing.clerk, role="admin"))
    with pytest.raises(RuleRefused):
        list_window(closing.app, replace(closing.clerk, role="representative"))
    assert closing.app.journal.entries(LISTS) == ()


def test_that_what_a_closed_window_signs_afterwards_decides_nothing_and_is_seen(windows: Neighbours) -> None:
    """Its key is still good: a changed program, or a thief, writes a valid entry of a case that went away."""
    closing, other = windows.other, windows.owner
    (case,) = filed(closing, "第一处场地")
    windows.meet()
    close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR)
    windows.meet()
    asked = item(case, LICENCE).asked
    day = civil_date(closing.clock.at)
    closing.write(
        case, ItemConcluded(LICENCE, asked.name, asked.organ, Result.GRANTED, day, "乌农准〔2026〕9号")
    )
    assert windows.tell(closing, other)[-1] == "new"
    now = seen(other, case.id)
    assert now.owner == HERE
    assert [one.unauthorised for one in now.conflicts] == [True]
    assert item(now, LICENCE).conclusion is None
