"""Each check finds the fault planted for it, at its place, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter.domain.authoring.lint.catalogue import ARTICLES, CHECKS, INDICATORS
from counter.domain.authoring.lint.finding import Severity
from counter.domain.authoring.lint.lint import lint
from counter.domain.guide.model import Evidence, TimeLimit, TimeUnit
from tests.domain.authoring.lint import clean
from tests.domain.authoring.lint.planted import FAULTS, Fault

AS_WELL = {
    "i14": {"i14", "i15"},
    "i18": {"i18", "i23", "i24", "a10.size", "a10.4.share"},
    "a10.3.maker": {"a10.3.maker", "a10.1.basis", "a10.sample", "a10.size", "a16.defer"},
    "a09.result": {"a09.result", "a11.sample"},
    "i20": {"i20", "a10.size"},
}
"""Where the planted fault is also another check's."""


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_that_a_planted_fault_is_found_at_its_place(fault: Fault) -> None:
    report = lint(fault.plant(), ())
    found = [flaw for flaw in report.flaws if flaw.check == fault.check]
    assert len(found) == 1
    flaw = found[0]
    assert flaw.severity is fault.severity
    assert fault.words in flaw.wrong
    assert flaw.todo
    assert (flaw.place.item, flaw.place.material) == ("licence", fault.material)
    assert {one.check for one in report.flaws} <= AS_WELL.get(fault.check, {fault.check})


def test_that_every_check_of_items_has_a_planted_fault() -> None:
    computed = {check.id for check in (*INDICATORS, *ARTICLES) if check.judge is not None}
    without_flaws = {"i11"}  # a share only: an item without situations is no fault of its own
    assert {fault.check for fault in FAULTS} == computed - without_flaws


def test_that_every_check_names_its_source_and_its_docstring_too() -> None:
    for check in CHECKS:
        assert check.source
        assert check.computed != bool(check.ask)
        for judge in (check.judge, check.rules):
            said = getattr(judge, "__doc__", None) or getattr(judge, "__qualname__", "")
            assert judge is None or "指标" in said or "办法" in said or "许可法" in said or "depth_of" in said


def test_that_an_item_of_which_nothing_is_said_only_lacks_facts() -> None:
    made = clean.item(
        details=None,
        promised=None,
        materials=tuple(replace(m, details=None) for m in clean.item().materials),
    )
    report = lint(clean.guide(made), ())
    assert {flaw.severity for flaw in report.flaws} == {Severity.FACT}


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("二日内", 2, TimeUnit.WORKING),  # 行政许可法 82: 日 of a licence is a working day
        ("受理后15个工作日发函，15个工作日办理，15个工作日接续", 45, TimeUnit.WORKING),
        ("二周内回复", 10, TimeUnit.WORKING),
        ("20个工作日，经批准可延长10个工作日", 20, TimeUnit.WORKING),
        ("适用一般期限", 20, TimeUnit.WORKING),
        ("15个自然日", 15, TimeUnit.NATURAL),
    ],
)
def test_that_wordings_that_agree_with_their_number_are_no_fault(
    text: str, days: int, unit: TimeUnit
) -> None:
    made = clean.item(
        statutory=TimeLimit(text, days, unit, Evidence.FOUND, "第一条"),
        promised=TimeLimit("即时办结", None, TimeUnit.AT_ONCE, Evidence.FOUND),
    )
    assert [f for f in lint(clean.guide(made), ()).flaws if f.check == "i12"] == []


@pytest.mark.parametrize(
    "hours",
    [
        "星期一至星期五：09：00-12：00，13：00-17：00",
        "周一至周五 8时30分至11时30分，14时30分至17时30分",
        "工作日 9:00—17:00（中午不休息）",
        "每天 24小时",
    ],
)
def test_that_hours_that_say_days_and_times_are_no_fault(hours: str) -> None:
    made = clean.item(details=replace(clean.DETAILS, places=(replace(clean.PLACE, hours=hours),)))
    assert lint(clean.guide(made), ()).flaws == ()


@pytest.mark.parametrize("note", ["受理后5个工作日内补齐", "三日内补"])
def test_that_days_in_the_words_of_a_deferral_are_days(note: str) -> None:
    materials = tuple(
        replace(m, defer_note=note, details=replace(clean.MATERIAL_DETAILS, defer_days=None))
        for m in clean.item().materials
    )
    assert lint(clean.guide(clean.item(materials=materials)), ()).flaws == ()
