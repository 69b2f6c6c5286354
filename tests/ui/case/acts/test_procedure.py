"""A special procedure by keys alone: its notice, that the clock stands only once it is served, and its end."""

from __future__ import annotations

from datetime import date

from counter.domain.case.acts.acts import Serve, Stamp
from counter.domain.case.case import Case
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.labels import TextLabel
from tests.ui.case.acts.conftest import CLERK, At

NAMES = ("procedure_notice", "procedure_end")


def begin(at: At, case: Case) -> None:
    """Alt+T: the first item and a hearing stand there; the notice is made at this window."""
    at.opened(case)
    at.open_act("T", "pauseForm")
    while at.focus() is not None and at.focus().objectName() != "pauseWhat":
        at.key(at.RETURN)


def tell(at: At, case: Case) -> Case:
    begin(at, case)
    for words in ("就选址举行听证", "《食品安全法》第三十五条", "10"):
        at.write(words)
        at.key(at.RETURN)
    at.confirm("pauseForm")
    return at.now(case)


def made(case: Case) -> list[str]:
    return [p.kind for p in case.papers if p.kind in NAMES]


def test_that_the_notice_is_made_by_keys_and_a_second_one_says_that_the_first_falls(at: At) -> None:
    case = tell(at, at.filed(at.visit()))
    assert made(case) == [PaperKind.PROCEDURE_NOTICE]
    assert not any(i.pausing for i in case.items)
    at.open_act("T", "pauseForm")
    assert "计时没有停" in at.see(TextLabel, "pauseUnserved").text()


def test_that_the_form_asks_for_what_the_chosen_way_needs(at: At) -> None:
    begin(at, at.filed(at.visit()))
    assert at.shows("pauseWhat")
    assert not at.shows("pauseNotice")
    at.see(Choices, "pauseHow").choose(("organ",))
    at.see(Choices, "pauseHow").changed.emit()
    assert at.shows("pauseNotice")
    assert not at.shows("pauseWhat")


def test_that_a_notice_without_its_basis_is_refused_where_it_is_mended(at: At) -> None:
    case = at.filed(at.visit())
    begin(at, case)
    at.write("就选址举行听证")
    at.confirm("pauseForm")
    assert at.focus().objectName() == "pauseBasis"
    assert made(at.now(case)) == []


def test_that_its_end_is_told_by_keys(at: At) -> None:
    case = tell(at, at.filed(at.visit()))
    paper = next(p.id for p in case.papers if p.kind == PaperKind.PROCEDURE_NOTICE)
    case = at.station.perform(case.id, Stamp((paper,), handed_over=True), CLERK, case.base)
    served = Serve((paper,), Way.WINDOW, date(2026, 11, 20), "巴图吉雅")
    case = at.station.perform(case.id, served, CLERK, case.base)
    assert any(i.pausing for i in case.items)
    at.opened(case)
    at.open_act("F", "resumeForm")
    at.confirm("resumeForm")
    assert made(at.now(case)) == list(NAMES)
