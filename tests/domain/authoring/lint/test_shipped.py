"""The 103 shipped bundles: the lint is fast, every finding is a local fact or listed in docs/guide-lint.md."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pytest

from counter.db.guide.shelf import GuideShelf
from counter.domain.authoring.lint.catalogue import CHECKS, CONFIRMED
from counter.domain.authoring.lint.finding import Severity
from counter.domain.authoring.lint.lint import LintReport, lint
from counter.domain.guide.model import Guide

ROOT = Path(__file__).resolve().parents[4]
MOST_SECONDS = 2.0
"""Issue 4: the lint of the shipped guide must not make anybody wait."""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return GuideShelf(ROOT / "resources" / "guides").guide()


@pytest.fixture(scope="module")
def report(guide: Guide) -> LintReport:
    return lint(guide, ())


def test_that_the_shipped_guide_has_no_fault_in_its_rules(report: LintReport) -> None:
    assert [flaw for flaw in report.flaws if flaw.check.startswith("r.")] == []


def test_that_every_wording_to_be_mended_is_listed_in_the_manual(report: LintReport) -> None:
    listed = re.findall(
        r"^\| `([a-z0-9_]+(?:/\d+)?)` \| (i18|a10\.1\.words|a10\.1\.papers) \|",
        (ROOT / "docs" / "guide-lint.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    found = [
        (f.place.material or f.place.paper, f.check) for f in report.flaws if f.severity is Severity.MUST
    ]
    assert sorted(listed) == sorted(found)


def test_that_the_manual_lists_every_check_with_how_it_is_settled() -> None:
    listed = dict(
        re.findall(
            r"^\| `([a-z0-9_.]+)` \| [^|]+ \| [^|]+ \| ([^|]+) \| [^|]* \| [^|]+ \| [^|]+ \|$",
            (ROOT / "docs" / "guide-lint.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert list(listed) == [check.id for check in CHECKS]
    assert {key for key, how in listed.items() if "需人工确认" in how} == set(CONFIRMED)


def test_that_the_rest_only_lacks_facts_that_nobody_but_an_organ_can_give(report: LintReport) -> None:
    wording = Counter(f.check for f in report.flaws if f.severity is Severity.NOTE)
    assert set(wording) <= {"a10.1.words", "a09.conditions"}
    said = {f.check for f in report.flaws if f.severity is Severity.FACT}
    assert not said & {"a09.name", "a09.materials", "i18", "i19", "i20"}  # what the sources do give


def test_that_nothing_was_invented_for_the_shipped_guide(guide: Guide) -> None:
    for item in guide.items.values():
        assert item.details is None
        assert item.promised is None
        assert all(material.details is None for material in item.materials)


def test_that_the_lint_of_103_bundles_is_fast(guide: Guide, report: LintReport) -> None:
    assert len(report.bundles) == 103
    began = time.process_time()  # what others do on the machine does not count
    lint(guide, ())
    assert time.process_time() - began < MOST_SECONDS


def test_that_the_same_guide_gives_the_same_report(guide: Guide, report: LintReport) -> None:
    assert lint(guide, ()) == report
