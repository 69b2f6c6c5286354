"""The lint's report as data for machines and as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counter.domain.authoring.lint.catalogue import BY_ID
from counter.domain.authoring.lint.finding import Flaw, Severity, Tally
from counter.domain.authoring.lint.lint import CheckResult, LintReport
from counter.domain.authoring.lint.summary import reached_words, share_words, tally_words, target_words

_BY_ORGAN = ("i01", "i02")
"""Indicators that every department must meet (各部门)."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of the report to show. ``whole``: no filter; then findings are summed up, not listed."""

    whole: bool
    flaws: tuple[Flaw, ...]
    checks: tuple[CheckResult, ...]
    tallies: Mapping[str, Tally] | None = None


def chosen(report: LintReport, *, bundle: int | None, item: str | None, indicator: int | None) -> View:
    """The findings that match; several filters are combined by and."""
    flaws, checks = report.flaws, report.checks
    tallies: Mapping[str, Tally] | None = None
    if bundle is not None:
        one = next(b for b in report.bundles if b.number == bundle)
        inside = set(one.items)
        flaws = tuple(
            f
            for f in flaws
            if f.place.bundle == bundle or (f.place.bundle is None and f.place.item in inside)
        )
        tallies = one.tallies
    if item is not None:
        flaws = tuple(f for f in flaws if f.place.item == item)
        tallies = next(i.tallies for i in report.items if i.id == item)
    if indicator is not None:
        checks = tuple(c for c in checks if c.check.indicator == indicator)
        flaws = tuple(f for f in flaws if BY_ID[f.check].indicator == indicator)
    return View(bundle is None and item is None and indicator is None, flaws, checks, tallies)


def lint_data(report: LintReport, view: View) -> dict[str, object]:
    """Every key is always present, in a fixed order: scripts may rely on it."""
    by_item = {item.id: item for item in report.items}
    return {
        "version": report.version,
        "overlay": report.overlay,
        "counts": {grade.name.lower(): _count(view.flaws, grade) for grade in Severity},
        "checks": [_check(report, one) for one in view.checks],
        "asked": None if view.tallies is None else _tallies(view.tallies),
        "bundles": [
            {
                "number": one.number,
                "name": one.name,
                "items": list(one.items),
                "must": sum(
                    _count(flaws, Severity.MUST)
                    for flaws in (one.flaws, *(by_item[i].flaws for i in one.items))
                ),
                "tallies": _tallies(one.tallies),
            }
            for one in report.bundles
        ],
        "items": [
            {
                "id": one.id,
                "name": one.name,
                "organ": one.organ,
                "met": one.met,
                "applicable": one.applicable,
                "must": _count(one.flaws, Severity.MUST),
                "tallies": _tallies(one.tallies),
            }
            for one in report.items
        ],
        "findings": [_finding(flaw) for flaw in view.flaws],
    }


def _count(flaws: Sequence[Flaw], grade: Severity) -> int:
    return sum(1 for flaw in flaws if flaw.severity is grade)


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, object]:
    return {key: _tally(tally) for key, tally in tallies.items()}


def _tally(tally: Tally) -> dict[str, int]:
    return {"met": tally.met, "unmet": tally.unmet, "unknown": tally.unknown}


def _check(report: LintReport, one: CheckResult) -> dict[str, object]:
    confirmation = one.confirmation
    return {
        "id": one.check.id,
        "title": one.check.title,
        "source": one.check.source,
        "indicator": one.check.indicator,
        "computed": one.check.computed,
        "unit": one.check.unit,
        "target": one.target,
        "count": one.indicator.count if one.indicator else None,
        **_tally(one.tally),
        "share": one.share,
        "most": one.most,
        "reached": one.reached.value,
        "aside": one.aside,
        "ask": one.check.ask,
        "evidence": None
        if confirmation is None
        else {"text": confirmation.text, "by": confirmation.by, "on": confirmation.day.isoformat()},
        "findings": one.flaws,
        "organs": [
            {"organ": organ, **_tally(tally)} for organ, tally in report.by_organ(one.check.id).items()
        ]
        if one.check.id in _BY_ORGAN
        else [],
    }


def _finding(flaw: Flaw) -> dict[str, object]:
    where = flaw.place
    return {
        "severity": flaw.severity.value,
        "check": flaw.check,
        "source": BY_ID[flaw.check].source,
        "place": where.words,
        "bundle": where.bundle,
        "item": where.item or None,
        "material": where.material or None,
        "question": where.question or None,
        "paper": where.paper or None,
        "wrong": flaw.wrong,
        "todo": flaw.todo,
    }


def lint_words(report: LintReport, view: View) -> str:
    """As text: the indicators, the 必改 findings and the missing facts, summed up or one by one."""
    over = f"，叠加“{report.overlay}”" if report.overlay else ""
    lines = [f"办事指南 {report.version}{over}：{len(report.bundles)}件事，{len(report.items)}个事项。", ""]
    if view.tallies is None:
        lines += [line for one in view.checks for line in _result_lines(report, one, view)]
    else:
        lines += [
            f"{check.id:<15}{check.title}：{tally_words(view.tallies[check.id], check.unit)}"
            for check in (one.check for one in view.checks)
            if check.id in view.tallies
        ]
    lines += ["", "、".join(f"{grade.value} {_count(view.flaws, grade)} 处" for grade in Severity) + "。"]
    shown = (Severity.MUST,) if view.whole else tuple(Severity)
    for grade in shown:
        lines += [line for flaw in view.flaws if flaw.severity is grade for line in _flaw_lines(flaw)]
    if view.whole:
        lines += _added_up(view.flaws)
    return "\n".join(lines)


def _result_lines(report: LintReport, one: CheckResult, view: View) -> list[str]:
    check = one.check
    counted = f"（{tally_words(one.tally, check.unit)}）" if check.computed and one.tally.base else ""
    share = share_words(one)
    reached = reached_words(one)
    result = reached if share == reached else f"{reached}，{share}"
    lines = [f"{check.id:<15}{check.title}：{result}{counted}，目标{target_words(one)}"]
    if not view.whole:
        lines += [f"{'':15}来源：{check.source}"]
        if one.indicator is not None:
            lines += [f"{'':15}任务：{one.indicator.task}"]
        lines += [f"{'':15}怎样确认：{check.ask}"] if check.ask else []
        lines += [f"{'':15}{one.aside}"] if one.aside else []
        if check.id in _BY_ORGAN:
            lines += [
                f"{'':15}{organ}：{tally_words(tally, check.unit)}"
                for organ, tally in report.by_organ(check.id).items()
            ]
    return lines


def _flaw_lines(flaw: Flaw) -> list[str]:
    return [
        f"{flaw.severity.value}  {flaw.place.words}",
        f"      {flaw.wrong}。{flaw.todo}（{BY_ID[flaw.check].source}）",
    ]


def _added_up(flaws: Sequence[Flaw]) -> list[str]:
    counted = Counter((flaw.severity, flaw.check) for flaw in flaws if flaw.severity is not Severity.MUST)
    lines = ["", "其余按检查合计；用 --item、--bundle 或 --indicator 看每一处，--out 写成工作簿："]
    return lines + [
        f"{severity.value}  {BY_ID[check].title} {number} 处"
        for (severity, check), number in sorted(counted.items(), key=lambda one: (one[0][0].name, -one[1]))
    ]
