"""The draw of a sample of finished cases (案卷评查抽样): rule and seed, announced beforehand, give it; nobody picks.

The seed orders the cases by a hash; of each window's the first ones are drawn. Whoever has rule, seed and cases gets
the same sample again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.errors import BadInput

MOST_DAYS = 366
"""Of one sample's period."""
MOST_LEAST = 1_000


@dataclass(frozen=True, slots=True)
class DrawRule:
    """Of which cases how many are drawn. ``since``/``until``: days on which they were finished, both included.

    ``windows``, ``bundles``: only these; none: all. ``percent``: of each window's, rounded up; ``least``: but at least
    so many of each, as far as it has them.
    """

    since: date
    until: date
    percent: int
    least: int = 1
    windows: tuple[str, ...] = ()
    bundles: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The rule in one sentence."""
        windows = f"窗口 {'、'.join(self.windows)}" if self.windows else "全部窗口"
        bundles = f"，一件事 {'、'.join(map(str, self.bundles))}" if self.bundles else ""
        share = f"每个窗口抽 {self.percent}%，至少 {self.least} 件"
        return f"{self.since.isoformat()} 至 {self.until.isoformat()} 办结的，{windows}{bundles}，{share}"


@dataclass(frozen=True, slots=True)
class DrawCandidate:
    """A finished case. ``window``: code of its owner; ``day``: on which it was finished."""

    case: str
    number: str
    window: str
    bundle: int
    day: date


@dataclass(frozen=True, slots=True)
class WindowShare:
    """How many cases of a window were there to be drawn from, and how many were drawn."""

    window: str
    candidates: int
    drawn: int


def check_rule(rule: DrawRule) -> None:
    """Raises BadInput for a rule that draws nothing or cannot be meant."""
    if rule.since > rule.until:
        raise BadInput("起始日期晚于截止日期，请对调。", field="since")
    if (rule.until - rule.since).days >= MOST_DAYS:
        raise BadInput("一次抽样的时段最长一年。", field="since")
    if not 1 <= rule.percent <= 100:
        raise BadInput("抽取比例要在 1 到 100 之间。", field="percent")
    if not 0 <= rule.least <= MOST_LEAST:
        raise BadInput(f"每个窗口至少抽几件，要在 0 到 {MOST_LEAST} 之间。", field="least")


def in_rule(rule: DrawRule, candidate: DrawCandidate) -> bool:
    """Whether the rule draws from among cases like this one."""
    return (
        rule.since <= candidate.day <= rule.until
        and (not rule.windows or candidate.window in rule.windows)
        and (not rule.bundles or candidate.bundle in rule.bundles)
    )


def rank(seed: str, case: str) -> bytes:
    """The place of a case under a seed: the lower, the earlier it is drawn."""
    return hashlib.sha256(f"counter-review-draw-1\n{seed}\n{case}".encode()).digest()


def quota(count: int, rule: DrawRule) -> int:
    """How many of so many cases of one window are drawn."""
    share = -(-count * rule.percent // 100)
    return min(count, max(share, rule.least))


def draw(rule: DrawRule, seed: str, candidates: Iterable[DrawCandidate]) -> tuple[DrawCandidate, ...]:
    """The sample: of each window the first by rank, windows in the order of their codes, in whatever order given."""
    found: list[DrawCandidate] = []
    for _, of_window in by_window(rule, candidates):
        ordered = sorted(of_window, key=lambda one: (rank(seed, one.case), one.case))
        found += ordered[: quota(len(ordered), rule)]
    return tuple(found)


def shares(
    rule: DrawRule, candidates: Iterable[DrawCandidate], drawn: Sequence[DrawCandidate]
) -> tuple[WindowShare, ...]:
    """For each window how many there were and how many were drawn."""
    return tuple(
        WindowShare(window, len(of_window), sum(one.window == window for one in drawn))
        for window, of_window in by_window(rule, candidates)
    )


def candidates_digest(rule: DrawRule, candidates: Iterable[DrawCandidate]) -> str:
    """SHA-256 over the cases drawn from, with their windows, in hex: with the same, the draw must be the same."""
    listed = sorted(f"{one.window} {one.case}" for one in candidates if in_rule(rule, one))
    return hashlib.sha256("\n".join(listed).encode()).hexdigest()


def by_window(
    rule: DrawRule, candidates: Iterable[DrawCandidate]
) -> tuple[tuple[str, tuple[DrawCandidate, ...]], ...]:
    """The cases under the rule by window, each case once, windows in the order of their codes."""
    found: dict[str, dict[str, DrawCandidate]] = {}
    for one in candidates:
        if in_rule(rule, one):
            found.setdefault(one.window, {})[one.case] = one
    return tuple((window, tuple(found[window].values())) for window in sorted(found))
