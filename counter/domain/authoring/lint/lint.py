"""Lint a guide: run all checks over items and rules, and compare the results with the targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from counter.domain.authoring.lint.catalogue import BY_ID, CHECKS, Check
from counter.domain.authoring.lint.confirmations import Confirmation
from counter.domain.authoring.lint.finding import Flaw, Severity, Tally, Where
from counter.domain.authoring.lint.indicator import Indicator
from counter.domain.authoring.lint.subject import subject
from counter.domain.guide.model import Guide, Item, Tri

NOTHING = Tally()
_JUDGED = tuple(check for check in CHECKS if check.judge is not None)


@dataclass(frozen=True, slots=True)
class ItemResult:
    """Result of one item: units of every check, and its flaws."""

    id: str
    name: str
    organ: str
    tallies: Mapping[str, Tally]
    flaws: tuple[Flaw, ...]

    @property
    def met(self) -> int:
        """Number of checks for every item that this one meets in all units."""
        return sum(1 for key, tally in self.tallies.items() if BY_ID[key].each and tally.met == tally.base)

    @property
    def applicable(self) -> int:
        """Number of checks for every item that apply to this one."""
        return sum(1 for key in self.tallies if BY_ID[key].each)


@dataclass(frozen=True, slots=True)
class BundleResult:
    """Result of one bundle: its items' units added up, and flaws of its own rules."""

    number: int
    name: str
    items: tuple[str, ...]
    tallies: Mapping[str, Tally]
    flaws: tuple[Flaw, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check over the whole guide. ``target`` None: a number is asked for that no guide can show.

    ``aside``: a note on what the number leaves out, or what the guide shows of a check to be confirmed.
    """

    check: Check
    tally: Tally
    target: float | None
    flaws: int
    indicator: Indicator | None = None
    confirmation: Confirmation | None = None
    aside: str = ""

    @property
    def share(self) -> float | None:
        """The share reached for certain; None where nothing is counted or confirmed."""
        if self.confirmation is not None:
            return self.confirmation.share
        return self.tally.met / self.tally.base if self.tally.base and self.check.computed else None

    @property
    def most(self) -> float | None:
        """The share reached if everything unknown were met."""
        if self.confirmation is not None:
            return self.confirmation.share
        tally = self.tally
        return (tally.met + tally.unknown) / tally.base if tally.base and self.check.computed else None

    @property
    def reached(self) -> Tri:
        """Whether the target is reached; UNKNOWN while unknown units decide."""
        if self.confirmation is not None:
            return Tri.YES if self.confirmation.reached else Tri.NO
        if self.share is None or self.most is None or self.target is None:
            return Tri.UNKNOWN
        if self.share >= self.target:
            return Tri.YES
        return Tri.NO if self.most < self.target else Tri.UNKNOWN


@dataclass(frozen=True, slots=True)
class LintReport:
    """The whole result, in the order of the guide."""

    version: str
    overlay: str | None
    checks: tuple[CheckResult, ...]
    bundles: tuple[BundleResult, ...]
    items: tuple[ItemResult, ...]
    flaws: tuple[Flaw, ...]

    @property
    def indicators(self) -> tuple[CheckResult, ...]:
        """The results of the 24 indicators, in their order."""
        return tuple(one for one in self.checks if one.indicator is not None)

    def by_organ(self, check: str) -> Mapping[str, Tally]:
        """A check's units of every organ (指标1、2: 各部门), organs in the order of the guide."""
        made: dict[str, Tally] = {}
        for item in self.items:
            if check in item.tallies:
                made[item.organ] = made.get(item.organ, NOTHING) + item.tallies[check]
        return made

    def count(self, severity: Severity) -> int:
        """How many flaws are of that severity."""
        return sum(1 for flaw in self.flaws if flaw.severity is severity)


def lint(
    guide: Guide, indicators: Iterable[Indicator], confirmations: Iterable[Confirmation] = ()
) -> LintReport:
    """Run every check (办法 Art. 7–12, 16, 17; 指标1–24; 行政许可法). Pure: the same guide gives the same report."""
    items = {item.id: lint_item(guide, item) for item in guide.items.values()}
    totals: dict[str, Tally] = {}
    for result in items.values():
        _add(totals, result.tallies)
    rule_flaws: list[Flaw] = []
    for check in CHECKS:
        if check.rules is not None:
            ruled = check.rules(guide, check.id)
            rule_flaws += ruled.flaws
            totals[check.id] = Tally(met=ruled.examined - len(ruled.flaws), unmet=len(ruled.flaws))
    flaws = (*rule_flaws, *(flaw for result in items.values() for flaw in result.flaws))
    return LintReport(
        version=guide.version,
        overlay=guide.overlay,
        checks=_checks(totals, flaws, _asides(guide), indicators, confirmations),
        bundles=_bundles(guide, items, rule_flaws),
        items=tuple(items.values()),
        flaws=flaws,
    )


def lint_item(guide: Guide, item: Item) -> ItemResult:
    """Run all item checks on one item."""
    looked_at = subject(guide, item)
    own = f"事项“{item.name}”（{item.id}）"
    named = {m.key: f"{own} › 材料{m.key.rpartition('/')[2]}“{m.name}”" for m in item.materials}
    tallies: dict[str, Tally] = {}
    flaws: list[Flaw] = []
    for check in _JUDGED:
        assert check.judge is not None  # by construction of _JUDGED
        met = unmet = unknown = 0
        for verdict in check.judge(looked_at):
            met += verdict.tally.met
            unmet += verdict.tally.unmet
            unknown += verdict.tally.unknown
            if verdict.severity is not None:
                where = Where(named.get(verdict.part, own), item=item.id, material=verdict.part)
                flaws.append(Flaw(check.id, verdict.severity, where, verdict.wrong, verdict.todo))
        if met or unmet or unknown:
            tallies[check.id] = Tally(met, unmet, unknown)
    return ItemResult(item.id, item.name, item.organ, tallies, tuple(flaws))


def _asides(guide: Guide) -> Mapping[str, str]:
    uncounted = sum(1 for item in guide.items.values() if not item.statutory.days)
    services = sum(1 for item in guide.items.values() if item.kind == "公共服务")
    return {
        "i01": f"另有{uncounted}个事项的法定时限没有天数（含即时办结），不计入" if uncounted else "",
        "i08": f"本指南里有{services}个公共服务事项，是否发布在指南之外",
    }


def _add(totals: dict[str, Tally], more: Mapping[str, Tally]) -> None:
    for check, tally in more.items():
        totals[check] = totals.get(check, NOTHING) + tally


def _bundles(
    guide: Guide, items: Mapping[str, ItemResult], rule_flaws: list[Flaw]
) -> tuple[BundleResult, ...]:
    own: dict[int, list[Flaw]] = {}
    for flaw in rule_flaws:
        if flaw.place.bundle is not None:
            own.setdefault(flaw.place.bundle, []).append(flaw)
    made = []
    for number in sorted(guide.bundles):
        bundle = guide.bundles[number]
        ids = tuple(dict.fromkeys(one.item for one in bundle.items if one.item in items))
        tallies: dict[str, Tally] = {}
        for item in ids:
            _add(tallies, items[item].tallies)
        made.append(BundleResult(number, bundle.name, ids, tallies, tuple(own.get(number, ()))))
    return tuple(made)


def _checks(
    totals: Mapping[str, Tally],
    flaws: Iterable[Flaw],
    asides: Mapping[str, str],
    indicators: Iterable[Indicator],
    confirmations: Iterable[Confirmation],
) -> tuple[CheckResult, ...]:
    counted = Counter(flaw.check for flaw in flaws)
    listed = {one.number: one for one in indicators}
    confirmed = {one.check: one for one in confirmations if not BY_ID[one.check].computed}
    made = []
    for check in CHECKS:
        indicator = listed.get(check.indicator) if check.indicator is not None else None
        made.append(
            CheckResult(
                check=check,
                tally=totals.get(check.id, NOTHING),
                target=indicator.target if indicator else 1.0,
                flaws=counted[check.id],
                indicator=indicator,
                confirmation=confirmed.get(check.id),
                aside=asides.get(check.id, ""),
            )
        )
    return tuple(made)
