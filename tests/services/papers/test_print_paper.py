"""Both sheets of a paper: each with its own fate, and none of a paper that no longer counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter.domain.case.acts import acts
from counter.domain.case.acts.acts import MarkFailed, MarkPrinted
from counter.domain.case.case import Case
from counter.domain.case.issued_paper import IssuedPaper
from counter.domain.case.paper_events import PaperStage
from counter.domain.case.print_log import SheetStep, latest_sheets, next_sheets
from counter.domain.document.document import PaperKind
from counter.domain.errors import RuleRefused
from counter.domain.papers.verify.proof import TextCheck
from counter.services.case.mark_paper import mark_failed, mark_printed
from counter.services.case.void_decision import void_decision
from counter.services.context.app import AppContext
from counter.services.context.print_queue import JobState
from counter.services.papers.copy_paper import copy_paper, leaving_content
from counter.services.papers.print_queueing import follow_prints, print_sheets
from tests.printing.cups import Cups, until
from tests.services.papers.test_print_queueing import Dying, now
from tests.services.proving import proved
from tests.services.visit.test_file_case import complete, file


@pytest.fixture
def case(app: AppContext) -> Case:
    return file(app, replace(complete(app), duplicate_reason="另一次申请")).case


@pytest.fixture
def paper(case: Case) -> str:
    return case.papers[0].id


def fates(app: AppContext, case: Case, paper: str) -> list[tuple[int, SheetStep]]:
    return [(s.copy, s.step) for s in latest_sheets(now(app, case, paper).sheets)]


def clerk(app: AppContext):  # type: ignore[no-untyped-def]
    return next(s for s in app.journal.staff() if s.code == "W01")


def test_that_one_asking_sends_the_pair_and_the_next_a_reprint(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window")
    print_sheets(app, case.id, paper, "W01")
    assert fates(app, case, paper) == [(1, SheetStep.QUEUED), (2, SheetStep.QUEUED)]
    print_sheets(app, case.id, paper, "W01")
    assert [copy for copy, _ in fates(app, case, paper)] == [1, 2, 3]


def test_that_the_first_sheet_is_followed_though_the_second_was_sent_after_it(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window", "fail", "abort-job")
    print_sheets(app, case.id, paper, "W01")

    def both_failed() -> bool:
        follow_prints(app, case.id, "W01")
        return fates(app, case, paper) == [(1, SheetStep.FAILED), (2, SheetStep.FAILED)]

    until(both_failed, "both sheets were given up")
    assert now(app, case, paper).stage is PaperStage.FAILED


def test_that_a_paper_stays_failed_until_its_last_sheet_is_sent_again(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window", "stall")
    print_sheets(app, case.id, paper, "W01")
    mark_failed(app, case.id, MarkFailed((paper,), "卡纸", (1,)), clerk(app))
    assert fates(app, case, paper) == [(1, SheetStep.FAILED), (2, SheetStep.QUEUED)]
    assert now(app, case, paper).stage is PaperStage.FAILED
    print_sheets(app, case.id, paper, "W01")
    assert fates(app, case, paper) == [(1, SheetStep.QUEUED), (2, SheetStep.QUEUED)]
    assert now(app, case, paper).stage is PaperStage.QUEUED


def test_that_a_sheet_printed_elsewhere_has_used_up_its_serial(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window")
    print_sheets(app, case.id, paper, "W01")
    mark_failed(app, case.id, MarkFailed((paper,), "打到别处", (2,), astray=True), clerk(app))
    assert now(app, case, paper).stage is PaperStage.FAILED
    print_sheets(app, case.id, paper, "W01")
    assert fates(app, case, paper) == [(1, SheetStep.QUEUED), (2, SheetStep.ASTRAY), (3, SheetStep.QUEUED)]
    mark_printed(app, case.id, MarkPrinted((paper,)), clerk(app))
    assert fates(app, case, paper) == [(1, SheetStep.SEEN), (2, SheetStep.ASTRAY), (3, SheetStep.SEEN)]


def test_that_a_pair_half_of_which_is_of_unknown_fate_makes_one_reprint_and_not_two(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    cups.printer("window")
    with pytest.raises(KeyboardInterrupt):
        print_sheets(replace(app, queue=Dying(taken=False)), case.id, paper, "W01")
    assert fates(app, case, paper) == [(1, SheetStep.MEANT)]
    print_sheets(app, case.id, paper, "W01")
    assert fates(app, case, paper) == [(1, SheetStep.MEANT), (2, SheetStep.QUEUED)]


def test_that_news_tells_each_sheet_apart(cups: Cups, app: AppContext, case: Case, paper: str) -> None:
    tray = cups.printer("window")
    print_sheets(app, case.id, paper, "W01")
    until(lambda: len(list(tray.glob("*.pdf"))) == 2, "both came out")

    def both_sent() -> bool:
        _, news = follow_prints(app, case.id, "W01")
        return [(n.paper, n.copy, n.job.state) for n in news] == [
            (paper, 1, JobState.SENT),
            (paper, 2, JobState.SENT),
        ]

    until(both_sent, "the queue handed both over")


def test_that_no_sheet_of_a_paper_taken_back_leaves_the_program(
    cups: Cups, app: AppContext, case: Case, tmp_path: Path
) -> None:
    tray = cups.printer("window")
    item = case.items[0].id
    void_decision(app, case.id, acts.Void((item,), "选错了情形"), clerk(app))
    void = next(p for p in _papers(app, case) if p.stage is PaperStage.VOID)
    with pytest.raises(RuleRefused, match="已作废，不能再打印") as refused:
        print_sheets(app, case.id, void.id, "W01")
    assert refused.value.rule == "ladder"
    with pytest.raises(RuleRefused, match="已作废"):
        copy_paper(app.journal, app.projector, app.papers, case_id=case.id, wanted=void.id, clerk="W01")
    assert list(tray.glob("*.pdf")) == []
    assert now(app, case, void.id).copies == void.copies


def _papers(app: AppContext, case: Case) -> tuple[IssuedPaper, ...]:
    _, news = follow_prints(app, case.id, "W01")
    assert news == ()
    return follow_prints(app, case.id, "W01")[0].papers


def test_that_a_draft_without_its_mark_does_not_leave_the_program(case: Case) -> None:
    content = dict(case.papers[0].content or {})
    draft = replace(case.papers[0], kind=PaperKind.REFUSAL, number="", content=content)
    with pytest.raises(RuleRefused, match="没有“代拟稿”字样") as refused:
        leaving_content(draft)
    assert refused.value.rule == "L8"
    marked = {**content, "marks": ["代拟稿：未经机关确认，不得送达"]}
    assert leaving_content(replace(draft, content=marked)).marks


def test_that_one_sheet_of_a_draft_is_enough() -> None:
    assert next_sheets(PaperKind.REFUSAL, 0, (), "A4") == (1,)
    assert next_sheets(PaperKind.CORRECTION_NOTICE, 0, (), "A4") == (1, 2)
    assert next_sheets(PaperKind.CORRECTION_NOTICE, 1, (), "A4") == (2,)


def test_that_the_file_in_the_print_system_still_proves_to_the_last_byte(
    cups: Cups, app: AppContext, case: Case, paper: str
) -> None:
    tray = cups.printer("window", "stall")
    print_sheets(app, case.id, paper, "W01")
    kept = cups.print_data()
    assert len(kept) == 2
    for name in kept:
        assert proved(app, (cups.root / "spool" / name).read_bytes()).text is TextCheck.SAME
    (tray / "go").touch()
    until(lambda: list(tray.glob("*.pdf")), "a sheet")
    came_out = next(tray.glob("*.pdf")).read_bytes()  # rewritten by the print system's own filter
    assert proved(app, came_out).text is not TextCheck.DIFFERS
