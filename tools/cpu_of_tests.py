"""What the tests cost, a plugin of pytest: ``scripts/test -p tools.cpu_of_tests [ARGS of pytest]``.

Seconds of processor, own and of the processes a test waited for, with set-up and teardown: unlike ``--durations`` they
say the same whatever else the machine does. At the end stand the dearest files and tests, and the sum of all.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator

import pytest

MOST = 40
"""How many files, and how many tests, are listed."""

_COST = "cpu seconds"
_costs: Counter[str] = Counter()
_before: dict[str, float] = {}


def spent() -> float:
    """Seconds of processor of this process and of those it has waited for."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    """Note what was spent before."""
    _before[item.nodeid] = spent()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Give the cost to the report, which goes to the process that writes the list."""
    try:
        return (yield)
    finally:
        item.user_properties.append((_COST, round(spent() - _before.pop(item.nodeid), 3)))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Gather, in the one process that hears of all."""
    if report.when == "teardown":
        _costs[report.nodeid] += dict(report.user_properties).get(_COST, 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The list."""
    files: Counter[str] = Counter()
    for test, cost in _costs.items():
        files[test.partition("::")[0]] += cost
    terminalreporter.section(f"{sum(_costs.values()):.0f} s of processor in {len(_costs)} tests")
    for found in (files, _costs):
        for name, cost in found.most_common(MOST):  # the rest is small change
            terminalreporter.write_line(f"{cost:8.1f} {name}")
        terminalreporter.write_line("")
