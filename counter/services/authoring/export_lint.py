"""Export the lint report as a workbook: indicators, other checks, bundles, items, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from counter.domain.authoring.lint.catalogue import BY_ID
from counter.domain.authoring.lint.finding import Flaw, Severity
from counter.domain.authoring.lint.lint import CheckResult, LintReport
from counter.domain.authoring.lint.summary import reached_words, share_words, tally_words, target_words
from counter.services.spreadsheet.writer import Cell, WorkbookSheet, workbook

_CHECKED = ("检查", "来源", "目标", "达到", "结果", "计数", "说明", "发现")
_GRADES = tuple(grade.value for grade in Severity)


def export_guide_lint(report: LintReport, flaws: Sequence[Flaw], made_at: datetime, banner: str) -> bytes:
    """The report as .xlsx; ``flaws``: those to list, ``banner``: on every sheet (演示 无效)."""
    grave = list(Severity)
    flaws = sorted(flaws, key=lambda flaw: grave.index(flaw.severity))  # 必改 first, else as in the guide
    others = tuple(one for one in report.checks if one.indicator is None)
    sheets = (
        WorkbookSheet(
            "指标", ("序号", *_CHECKED, "任务"), [_indicator(one) for one in report.indicators], filtered=True
        ),
        WorkbookSheet(
            "条款和规则",
            ("编号", *_CHECKED),
            [(one.check.id, *_result(one)) for one in others],
            filtered=True,
        ),
        _bundles(report),
        _items(report),
        WorkbookSheet(
            "发现",
            ("轻重", "位置", "问题", "怎么改", "检查", "来源", "检查编号"),
            [_flaw(flaw) for flaw in flaws],
            marked=frozenset(n for n, flaw in enumerate(flaws) if flaw.severity is Severity.MUST),
            filtered=True,
        ),
    )
    return workbook(sheets, made_at, banner)


def _indicator(result: CheckResult) -> Sequence[Cell]:
    assert result.indicator is not None  # only such are asked for
    return (result.indicator.number, *_result(result), result.indicator.task)


def _result(result: CheckResult) -> Sequence[Cell]:
    counted = tally_words(result.tally, result.check.unit) if result.check.computed else ""
    return (
        result.check.title,
        result.check.source,
        target_words(result),
        share_words(result),
        reached_words(result),
        counted,
        "；".join(words for words in (result.aside, result.check.ask) if words),
        result.flaws,
    )


def _bundles(report: LintReport) -> WorkbookSheet:
    computed = [one.check for one in report.indicators if one.check.computed]
    by_item = {item.id: item for item in report.items}
    rows: list[Sequence[Cell]] = []
    for bundle in report.bundles:
        flaws = [*bundle.flaws, *(flaw for item in bundle.items for flaw in by_item[item].flaws)]
        rows.append(
            (
                bundle.number,
                bundle.name,
                len(bundle.items),
                *_graded(flaws),
                *(tally_words(bundle.tallies[c.id], "") if c.id in bundle.tallies else "" for c in computed),
            )
        )
    head = ("序号", "一件事", "事项数", *_GRADES, *(f"{c.indicator} {c.title}" for c in computed))
    return WorkbookSheet("一件事", head, rows, filtered=True)


def _items(report: LintReport) -> WorkbookSheet:
    rows: list[Sequence[Cell]] = [
        (item.id, item.name, item.organ, item.met, item.applicable, *_graded(item.flaws))
        for item in report.items
    ]
    return WorkbookSheet(
        "事项", ("编号", "事项", "实施主体", "做到的检查", "适用的检查", *_GRADES), rows, filtered=True
    )


def _graded(flaws: Sequence[Flaw]) -> tuple[int, ...]:
    return tuple(sum(1 for flaw in flaws if flaw.severity is grade) for grade in Severity)


def _flaw(flaw: Flaw) -> Sequence[Cell]:
    check = BY_ID[flaw.check]
    return (
        flaw.severity.value,
        flaw.place.words,
        flaw.wrong,
        flaw.todo,
        check.title,
        check.source,
        flaw.check,
    )
