"""The steps of a paper after filing: what is handed over goes together, everything else is of the current paper."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import CaseAct, Possible
from counter.ui.papers.paper_steps import PaperSteps

PAPERS = ("first", "second", "third")


@pytest.mark.parametrize(
    ("kind", "papers"),
    [
        (acts.Serve, PAPERS),
        (acts.PrepareDelivery, PAPERS),
        (acts.Stamp, ("second",)),
        (acts.MarkPrinted, ("second",)),
        (acts.Reissue, ("second",)),
    ],
)
def test_that_papers_are_handed_over_together_and_stamped_one_by_one(
    qtbot: QtBot, kind: type[CaseAct], papers: tuple[str, ...]
) -> None:
    steps = PaperSteps()
    for made in steps.buttons:
        qtbot.addWidget(made)
    steps.show_offers([Possible(kind, papers=PAPERS)])
    steps.follow("second")
    with qtbot.waitSignal(steps.wanted) as wanted:
        next(one for one in steps.buttons if one.objectName() == f"step{kind.__name__}").click()
    assert wanted.args[0].papers == papers
