"""撤窗 and 接管: every case of a window goes to another one, whether the window gives them or its PC is gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from counter.db.check.check import check
from counter.domain.case.acts.acts import DropItems, HandOver
from counter.domain.case.case import Case
from counter.domain.case.item_state import ItemState
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.visit.filing_mode import FilingMode
from counter.services.case.claim_cases import claim_cases, claimable
from counter.services.case.close_window import close_window, holdings_lines, window_holdings
from counter.services.exchange.case_standing import case_standing
from counter.services.hall.closing import closing_here
from counter.services.hall.other_windows import window_facts
from tests.services.case.neighbours import HERE, THERE, Neighbours, neighbours_on, seen
from tests.services.case.test_hand_over import register
from tests.services.office import SUPERVISOR, Office

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
    words = "\n".join(holdings_lines(window_holdings(closing.app)))
    assert "要移交的办件 3 件" in words
    assert "原件：" in words
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
    assert close_window(closing.app, HERE, WHY, closing.clerk, SUPERVISOR).moved == 0
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
