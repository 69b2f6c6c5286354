"""A special procedure by keys alone: its notice, that the clock stands only once it is served, and its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counter.domain.case.acts.acts import PauseClock, Serve, Stamp
from counter.domain.case.case import Case
from counter.domain.case.item_events import Pause
from counter.domain.case.paper_events import Way
from counter.domain.document.document import PaperKind
from counter.domain.errors import BadInput
from counter.domain.guide.details import EMPTY_DETAILS, SpecialProcedure
from counter.domain.guide.model import TimeUnit
from counter.ui.case.acts.pause_form import PauseForm
from counter.ui.kit.controls.choices import Choices
from counter.ui.kit.controls.field import Field
from counter.ui.kit.controls.labels import TextLabel
from tests.complete_guide import complete_guide
from tests.ui.case.acts.conftest import CLERK, At

SPECIAL = SpecialProcedure("检验", "《演示条例》第六条", 10, TimeUnit.WORKING)
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


def published(at: At) -> None:
    """The guide in use publishes an inspection of ten working days for every item."""
    guide = complete_guide()
    items = {
        key: replace(item, details=replace(item.details or EMPTY_DETAILS, special_procedures=(SPECIAL,)))
        for key, item in guide.items.items()
    }
    at.station.change(guide=replace(guide, items=items))


def test_that_a_published_time_is_offered_with_its_source_and_counts_only_when_chosen(at: At) -> None:
    published(at)
    begin(at, at.filed(at.visit()))
    kind = at.see(Choices, "pauseKind")
    kind.choose((Pause.INSPECTION.value,))
    kind.changed.emit()
    at.write("就选址进行检验")
    source = at.see(TextLabel, "pausePublished").text()
    assert source.startswith("办事指南公布：")
    assert (
        "Gcomplete01" in at.see(TextLabel, "pausePublished").toolTip()
    )  # for whoever looks after the machines
    assert "检验10个工作日" in source
    assert at.see(Field, "pauseBasis").text() == SPECIAL.basis
    time = at.see(Choices, "pauseTime")
    assert time.chosen == ()
    form = at.see(PauseForm, "pauseForm")
    with pytest.raises(BadInput) as refused:
        form.build()
    assert refused.value.field == "time"
    time.take_focus()
    at.keys("1")
    act = form.build()
    assert isinstance(act, PauseClock)
    assert (act.days, act.until, act.basis) == (10, None, SPECIAL.basis)
    kind.choose((Pause.HEARING.value,))
    kind.changed.emit()
    assert at.shows("pauseDays"), "nothing is published of a hearing"
    assert at.see(Field, "pauseBasis").text() == ""


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
