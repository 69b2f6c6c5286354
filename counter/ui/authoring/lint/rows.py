"""The lint's result as rows: checks under headings, bundles, items, and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from counter.domain.authoring.lint.catalogue import ARTICLES, BY_ID, INDICATORS
from counter.domain.authoring.lint.finding import Severity
from counter.domain.authoring.lint.summary import percent, reached_words, target_words
from counter.domain.guide.model import Tri

if TYPE_CHECKING:
    from counter.domain.authoring.lint.finding import Flaw, Tally
    from counter.domain.authoring.lint.lint import BundleResult, CheckResult, ItemResult, LintReport

ALL = ""
"""The key of the row for all checks."""

Grades = tuple[int, int, int]
"""必改, 待补事实, 提示."""

_ARTICLES = frozenset(check.id for check in ARTICLES)
_INDICATORS = frozenset(check.id for check in INDICATORS)


class CheckOutcome(StrEnum):
    """The result of a check, always with a word, never by colour alone."""

    REACHED = "reached"
    MISSED = "missed"
    UNKNOWN = "unknown"
    ASKED = "asked"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One bar. ``met``, ``unknown``: shares of the bar's length; ``target``: position of the mark, None: no mark.

    ``words``: “至少 48% / 目标 50%”; ``state``: its word; ``flaws``: number of findings.
    """

    id: str
    number: str
    title: str
    words: str
    state: str
    standing: CheckOutcome
    flaws: int
    met: float | None = None
    unknown: float = 0.0
    target: float | None = None


@dataclass(frozen=True, slots=True)
class CheckHead:
    """A heading of the list, with how many of its checks are met."""

    title: str
    reached: int
    of: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """One bundle or item. ``key``: its number or id; ``beside``: number of items, or the organ.

    ``met``/``of``: checks that apply to every unit, and how many of them it meets.
    """

    key: str
    name: str
    beside: str
    must: int
    facts: int
    notes: int
    met: int
    of: int


@dataclass(frozen=True, slots=True)
class LintFilter:
    """A filter of findings; all fields apply together, empty ones match everything."""

    check: str = ""
    bundle: int | None = None
    item: str = ""
    organ: str = ""
    severity: Severity | None = None
    text: str = ""


class LintView:
    """A report prepared for the page; made off the UI thread, read on it."""

    def __init__(self, report: LintReport) -> None:
        self.report = report
        grave = list(Severity)
        # sorted() is stable: otherwise in the guide's order
        self.flaws = sorted(report.flaws, key=lambda flaw: grave.index(flaw.severity))
        self.results: Mapping[str, CheckResult] = {one.check.id: one for one in report.checks}
        self.checks = tuple(_check_rows(report))
        self.totals = {grade: report.count(grade) for grade in Severity}
        counted = _Counted(report)
        self.bundles = tuple(_bundle_row(one, counted) for one in report.bundles)
        self.items = tuple(_item_row(one, counted) for one in report.items)
        self.organs = tuple(dict.fromkeys(item.organ for item in report.items if item.organ))
        self._organ_of = {item.id: item.organ for item in report.items}
        self._inside = {one.number: frozenset(one.items) for one in report.bundles}
        self._by_check: dict[str, list[Flaw]] = {}
        for flaw in self.flaws:
            self._by_check.setdefault(flaw.check, []).append(flaw)

    def graded(self, asked: LintFilter) -> tuple[Sequence[Flaw], Mapping[Severity, int]]:
        """Findings, 必改 first; and the totals by severity, regardless of the severity filter."""
        found = self.findings(replace(asked, severity=None))
        counts = (
            self.totals
            if found is self.flaws
            else {grade: sum(1 for flaw in found if flaw.severity is grade) for grade in Severity}
        )
        if asked.severity is not None:
            found = [flaw for flaw in found if flaw.severity is asked.severity]
        return found, counts

    def findings(self, asked: LintFilter) -> Sequence[Flaw]:
        """Findings, 必改 first, then in the order of the guide."""
        found: Sequence[Flaw] = self._by_check.get(asked.check, ()) if asked.check else self.flaws
        if asked.severity is not None:
            found = [flaw for flaw in found if flaw.severity is asked.severity]
        if asked.bundle is not None:
            number, inside = asked.bundle, self._inside.get(asked.bundle, frozenset())
            found = [
                flaw
                for flaw in found
                if flaw.place.bundle == number or (flaw.place.bundle is None and flaw.place.item in inside)
            ]
        if asked.item:
            found = [flaw for flaw in found if flaw.place.item == asked.item]
        if asked.organ:
            organs = self._organ_of
            found = [flaw for flaw in found if organs.get(flaw.place.item) == asked.organ]
        if text := asked.text.strip().casefold():
            found = [
                flaw
                for flaw in found
                if text in flaw.place.words.casefold()
                or text in flaw.wrong.casefold()
                or text in flaw.todo.casefold()
            ]
        return found


def source_of(flaw: Flaw) -> str:
    """The check of a finding, and its article."""
    check = BY_ID[flaw.check]
    return f"{check.title} · {check.source}"


def share_words_short(result: CheckResult) -> str:
    """The share met, short enough for a bar: “达到 48%”, “至少 48%”, “未知”."""
    translate = QCoreApplication.translate
    confirmation = result.confirmation
    if confirmation is not None:
        return (
            translate("lint", "确认 {0}").format(percent(confirmation.share))
            if confirmation.share is not None
            else ""
        )
    if not result.check.computed:
        return ""
    tally = result.tally
    if result.share is None:
        return translate("lint", "没有要看的")
    if tally.unknown == tally.base:
        return translate("lint", "没有写明")
    if tally.unknown and result.reached is Tri.NO and result.most is not None:
        return translate("lint", "至多 {0}").format(percent(result.most))
    words = translate("lint", "至少 {0}") if tally.unknown else translate("lint", "达到 {0}")
    return words.format(percent(result.share))


def widest_words() -> str:
    """The widest text beside a bar, so that all bars end at the same x."""
    translate = QCoreApplication.translate
    share, goal = translate("lint", "至少 {0}").format("48.8%"), translate("lint", "目标 {0}").format("100%")
    return f"{share} / {goal}"


def _check_rows(report: LintReport) -> Iterable[CheckHead | CheckRow]:
    yield CheckRow(
        ALL,
        "",
        QCoreApplication.translate("lint", "全部检查"),
        "",
        "",
        CheckOutcome.NOTHING,
        len(report.flaws),
    )
    groups: dict[str, list[CheckResult]] = {}
    for result in report.checks:
        groups.setdefault(_group(result), []).append(result)
    for title, results in groups.items():
        rows = [_check_row(result) for result in results]
        yield CheckHead(title, sum(row.standing is CheckOutcome.REACHED for row in rows), len(rows))
        yield from rows


def _group(result: CheckResult) -> str:
    if result.indicator is not None:
        return QCoreApplication.translate("lint", "24项指标 · {0}").format(result.indicator.group[0])
    if result.check.id in _INDICATORS:  # a report made without the list
        return QCoreApplication.translate("lint", "24项指标")
    if result.check.id in _ARTICLES:
        return QCoreApplication.translate("lint", "办法和许可法的条款")
    return QCoreApplication.translate("lint", "情形规则")


def _check_row(result: CheckResult) -> CheckRow:
    check, confirmation = result.check, result.confirmation
    target, share = target_words(result), share_words_short(result)
    goal = QCoreApplication.translate("lint", "目标 {0}").format(target) if target else ""
    if check.computed and not result.tally.base:
        goal = ""
    met, unknown = result.share, 0.0
    if confirmation is None and result.most is not None and result.share is not None:
        unknown = result.most - result.share
    return CheckRow(
        id=check.id,
        number=str(check.indicator) if check.indicator else "",
        title=check.title,
        words=" / ".join(part for part in (share, goal) if part),
        state=reached_words(result),
        standing=outcome_of(result),
        flaws=result.flaws,
        met=met,
        unknown=unknown,
        target=result.target,
    )


def outcome_of(result: CheckResult) -> CheckOutcome:
    """The result of a check."""
    if result.confirmation is None:
        if not result.check.computed:
            return CheckOutcome.ASKED
        if not result.tally.base:
            return CheckOutcome.NOTHING
    return {Tri.YES: CheckOutcome.REACHED, Tri.NO: CheckOutcome.MISSED}.get(
        result.reached, CheckOutcome.UNKNOWN
    )


class _Counted:
    """Number of findings by severity of every item and every bundle's own rules, as in ``findings``."""

    def __init__(self, report: LintReport) -> None:
        own = (flaw for flaw in report.flaws if flaw.place.bundle is not None)
        self._own = Counter((flaw.place.bundle, flaw.severity) for flaw in own)
        self._item = Counter((flaw.place.item, flaw.severity) for flaw in report.flaws)
        shared = (flaw for flaw in report.flaws if flaw.place.bundle is None)
        self._shared = Counter((flaw.place.item, flaw.severity) for flaw in shared)

    def of_item(self, item: str) -> Grades:
        must, facts, notes = (self._item[item, grade] for grade in Severity)
        return must, facts, notes

    def of_bundle(self, bundle: BundleResult) -> Grades:
        must, facts, notes = (
            self._own[bundle.number, grade] + sum(self._shared[item, grade] for item in bundle.items)
            for grade in Severity
        )
        return must, facts, notes


def _bundle_row(bundle: BundleResult, counted: _Counted) -> PartRow:
    each = [tally for key, tally in bundle.tallies.items() if BY_ID[key].each]
    count = QCoreApplication.translate("lint", "{0} 个事项").format(len(bundle.items))
    key, grades = str(bundle.number), counted.of_bundle(bundle)
    return PartRow(key, bundle.name, count, *grades, _met(each), len(each))


def _item_row(item: ItemResult, counted: _Counted) -> PartRow:
    return PartRow(item.id, item.name, item.organ, *counted.of_item(item.id), item.met, item.applicable)


def _met(tallies: Iterable[Tally]) -> int:
    return sum(1 for tally in tallies if tally.met == tally.base)
