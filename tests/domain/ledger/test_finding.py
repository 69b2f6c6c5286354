"""What the title over the ledger says, and what stands beside each figure."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from counter import config
from counter.domain.ledger.finding import BURDEN, beside, burden_lines, compared, finding, share
from counter.domain.ledger.period import Period, ReportDays, compared_with, periods_until, year_before
from counter.domain.ledger.report import short_words
from counter.domain.ledger.template import LineShape, ReportLine
from counter.services.ledger.template_file import template_in

LATE = ReportLine("答复或者决定超期", LineShape.FIGURE, ("late_ended",), "项")
RATE = ReportLine("一个工作日内答复", LineShape.RATE, ("answered_in_a_day", "answered"))
MEAN = ReportLine("平均办理", LineShape.MEAN, ("handling_days", "handled"), "个工作日")


def test_that_what_went_wrong_is_said_first_beside_both_times() -> None:
    now, before, ago = {"late_ended": 3, "items_received": 9}, {"late_ended": 1}, {"late_ended": 4}
    assert finding((LATE,), now, before) == "答复或者决定超期3项，比上期多2项"
    assert finding((LATE,), now, before, ago) == "答复或者决定超期3项，比上期多2项，比去年同期少1项"
    fine = {"items_received": 9, "papers_saved": 4}
    assert finding((LATE,), fine, before) == "收件9项，没有超期；少交材料4份"
    assert finding((LATE,), {}, before) == "这一期没有收件"


def test_that_a_rate_or_mean_of_few_is_told_with_its_number_and_not_compared() -> None:
    few, enough = {"answered_in_a_day": 5, "answered": 6}, {"answered_in_a_day": 38, "answered": 40}
    assert short_words(RATE, few) == "6项里5项"
    assert short_words(RATE, enough) == "95.0%"
    assert compared(RATE, few, enough, "上期") == ""
    assert compared(RATE, {"answered_in_a_day": 39, "answered": 40}, enough, "上期") == "比上期高2.5个百分点"
    assert short_words(MEAN, {"handling_days": 6, "handled": 4}) == "1.5个工作日（4项）"
    assert (
        compared(MEAN, {"handling_days": 6, "handled": 4}, {"handling_days": 9, "handled": 9}, "上期") == ""
    )
    assert short_words(MEAN, {"handling_days": 6, "handled": 0}) == "—"


def test_that_last_year_is_only_beside_where_it_is_known() -> None:
    now, before = {"late_ended": 3}, {"late_ended": 3}
    assert beside(LATE, now, {"上期": before, "去年同期": None}) == "上期3项，一样"
    assert (
        beside(LATE, now, {"上期": {"late_ended": 5}, "去年同期": {}}) == "上期5项，少2项；去年同期0项，多3项"
    )
    assert share(LATE, now, {"late_ended": 6}) == (0.5, 1.0)
    assert share(LATE, now, None) == (1.0, 0.0)


def test_that_the_figures_of_burden_are_lines_of_the_shipped_form() -> None:
    form = template_in(config.resources_folder(), config.read_toml).report
    assert [line.behind for line in burden_lines(form)] == list(BURDEN)


def test_that_a_period_a_year_before_is_the_same_reporting_month() -> None:
    assert year_before(Period(date(2026, 2, 24), date(2026, 3, 23)), ReportDays(23)) == Period(
        date(2025, 2, 24), date(2025, 3, 23)
    )
    assert year_before(Period(date(2028, 2, 29), date(2028, 3, 1)), ReportDays(23)) == Period(
        date(2027, 2, 28), date(2027, 3, 1)
    )
    twelve = periods_until(date(2026, 11, 24), ReportDays(23), 12)
    assert (twelve[0].first, twelve[-1].last) == (date(2025, 12, 24), date(2026, 12, 23))
    assert all(one.last.toordinal() + 1 == two.first.toordinal() for one, two in pairwise(twelve))


NOVEMBER = Period(date(2026, 10, 24), date(2026, 11, 23))
OCTOBER = date(2026, 9, 24), date(2026, 10, 23)
BEGUN, TENTH = date(2026, 11, 1), date(2026, 11, 10)


@pytest.mark.parametrize(
    ("asked", "counted_to", "first", "last", "name"),
    [
        (NOVEMBER, date(2026, 11, 23), *OCTOBER, "上期"),
        (NOVEMBER, date(2026, 11, 2), date(2026, 9, 24), date(2026, 10, 3), "上期同期"),  # ten days of each
        (NOVEMBER, date(2026, 11, 22), *OCTOBER, "上期同期"),  # the one before is shorter
        (Period(BEGUN, TENTH), TENTH, date(2026, 10, 22), date(2026, 10, 31), "前10天"),
        (Period(BEGUN, date(2026, 12, 31)), TENTH, date(2026, 10, 22), date(2026, 10, 31), "前10天"),
    ],
)
def test_that_what_figures_stand_beside_has_one_name_for_one_span(
    asked: Period, counted_to: date, first: date, last: date, name: str
) -> None:
    found = compared_with(asked, counted_to, ReportDays(23))
    assert (found.period, found.name) == (Period(first, last), name)


def test_that_a_finding_calls_the_other_time_by_its_name() -> None:
    now, before = {"late_ended": 3}, {"late_ended": 1}
    assert finding((LATE,), now, before, than="上期同期").endswith("比上期同期多2项")
