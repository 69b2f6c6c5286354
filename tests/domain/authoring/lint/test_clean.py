"""A guide with everything said has nothing to find, whatever its names and numbers are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter.domain.authoring.lint.lint import lint, lint_item
from counter.domain.authoring.lint.rule_checks import duplicates
from counter.domain.guide.details import Handling, ItemDetails, MaterialDetails, OnlineDepth, Visits
from counter.domain.guide.model import Evidence, Guide, TimeLimit, TimeUnit
from tests.domain.authoring.lint import clean

WORDS = st.text("食品经营许可登记证明营业执照身份房屋租赁合同平面图健康", min_size=1, max_size=12)
DAYS = st.integers(1, 60)


def test_that_a_complete_guide_has_nothing_to_find() -> None:
    assert lint(clean.guide(), ()).flaws == ()


def test_that_every_computed_check_looked_at_something() -> None:
    report = lint(clean.guide(), ())
    empty = {one.check.id for one in report.checks if one.check.computed and not one.tally.base}
    # nothing is made by an intermediary, refused, a judgement of law or counted by people
    assert empty == {"a10.3.maker", "r.counted", "r.judged", "r.refused"}


@given(name=WORDS, issuer=WORDS, days=DAYS, less=st.integers(0, 60), copies=st.integers(1, 5))
def test_that_a_clean_item_stays_clean(name: str, issuer: str, days: int, less: int, copies: int) -> None:
    promised = max(0, days - less)
    made = clean.item(
        name=name,
        statutory=TimeLimit(f"{days}个工作日", days, TimeUnit.WORKING, Evidence.FOUND, "第一条"),
        promised=TimeLimit(f"{promised}个工作日", promised, TimeUnit.WORKING, Evidence.FOUND),
        materials=tuple(
            replace(m, name=f"{name}{m.name}", issuer=issuer, copies=copies) for m in clean.item().materials
        ),
    )
    assert lint_item(clean.guide(made), made).flaws == ()


@given(depth=st.sampled_from(OnlineDepth), visits=st.integers(0, 2), at_once=st.booleans())
def test_that_depth_visits_and_kind_that_agree_are_no_fault(
    depth: OnlineDepth, visits: int, at_once: bool
) -> None:
    most = {OnlineDepth.VERIFIED: 1, OnlineDepth.WHOLLY: 0}.get(depth, 2)
    made = clean.item(
        promised=TimeLimit("即时办结", None, TimeUnit.AT_ONCE, Evidence.FOUND)
        if at_once
        else clean.item().promised,
        details=replace(
            clean.DETAILS,
            online_depth=depth,
            visits=Visits(min(visits, most), "领取"),
            handling=Handling.AT_ONCE if at_once else Handling.PROMISED,
        ),
    )
    assert lint_item(clean.guide(made), made).flaws == ()


@given(number=st.integers(2, 6))
def test_that_many_clean_items_have_no_name_twice(number: int) -> None:
    every: Guide = clean.guide(*(clean.item(f"more{n}") for n in range(number)))
    assert duplicates(every, "r.twice").flaws == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.from_type(ItemDetails), about=st.from_type(MaterialDetails), text=st.text(max_size=30))
def test_that_whatever_is_written_the_lint_says_something_clear(
    said: ItemDetails, about: MaterialDetails, text: str
) -> None:
    made = clean.item(
        organ=text,
        kind=text,
        conditions=text,
        statutory=TimeLimit(text, 20, TimeUnit.NATURAL, Evidence.FOUND),
        details=said,
        materials=tuple(
            replace(m, name=text, issuer=text, original_copy=text, medium=text, details=about)
            for m in clean.item().materials
        ),
    )
    for flaw in lint(clean.guide(made), ()).flaws:
        assert flaw.wrong
        assert flaw.todo
        assert flaw.place.words
