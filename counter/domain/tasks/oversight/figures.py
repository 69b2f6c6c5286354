"""What reviews come to (评查统计), by window: cases looked through, points not met, findings open and closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counter.domain.case.oversight.finding_events import FindingEnd, FindingWeight
from counter.domain.case.oversight.findings import CaseFinding
from counter.domain.tasks.oversight.events import CaseReviewed


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """Of one window. ``sampled``: cases of the sample; ``reviewed``: looked through; ``clean``: without any finding
    that holds; ``findings``: those that hold; ``unlawful``: of these, 合法性问题; ``open``: not closed; ``dropped``:
    closed as not holding.
    """

    window: str
    sampled: int
    reviewed: int
    clean: int
    findings: int
    unlawful: int
    open: int
    dropped: int

    @property
    def clean_share(self) -> int | None:
        """Percent of the reviewed cases without a finding, rounded down; None before one was reviewed."""
        return self.clean * 100 // self.reviewed if self.reviewed else None


def review_figures(
    sampled: Iterable[tuple[str, str]],
    reviewed: Iterable[CaseReviewed],
    findings: Iterable[tuple[str, CaseFinding]],
) -> tuple[ReviewFigures, ...]:
    """By window. ``sampled``: (case, window when drawn); ``findings``: (case, finding). Each case counts once."""
    windows = dict(sampled)
    done = {one.case for one in reviewed if one.case in windows}
    of_window: dict[str, list[CaseFinding]] = {}
    flawed: set[str] = set()
    for case, finding in findings:
        if case in windows:
            of_window.setdefault(windows[case], []).append(finding)
            if finding.end is not FindingEnd.DROPPED:
                flawed.add(case)
    return tuple(
        _figures(window, windows, done, flawed, of_window.get(window, []))
        for window in sorted(set(windows.values()))
    )


def _figures(
    window: str, windows: dict[str, str], done: set[str], flawed: set[str], found: list[CaseFinding]
) -> ReviewFigures:
    cases = {case for case, its in windows.items() if its == window}
    holding = [one for one in found if one.end is not FindingEnd.DROPPED]
    return ReviewFigures(
        window=window,
        sampled=len(cases),
        reviewed=len(cases & done),
        clean=len((cases & done) - flawed),
        findings=len(holding),
        unlawful=sum(one.weight is FindingWeight.LAWFULNESS for one in holding),
        open=sum(one.open for one in found),
        dropped=len(found) - len(holding),
    )
