"""A small real reading desk: the shipped guide as the domain reads it, and problems kept in a Python list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from counter.db.guide.shelf import GuideShelf
from counter.domain.errors import RuleRefused, WorldTrouble
from counter.domain.guide.problems import (
    Letter,
    Problem,
    ProblemAnswered,
    ProblemReported,
    Problems,
    ProblemsLettered,
    Report,
    check_free,
)
from counter.domain.reading.document import reading_of
from counter.domain.reading.lines import Reading
from counter.domain.reading.text_search import GuideSearch, spelled_out
from counter.ui.facades.window import Clerk, PageImage
from tests.settings import RESOURCES, setting

if TYPE_CHECKING:
    from tests.ui.fake_facade import FakeFacade


class FakeReading:
    """``known``, ``saved_letters`` and ``read_`` are what a test looks at afterwards."""

    def __init__(self, facade: FakeFacade) -> None:
        self._facade = facade
        self.known = Problems()
        self.saved_letters: list[tuple[str, Path]] = []
        self.read_: list[int] = []

    def read(self, bundle: int) -> Reading:
        self.read_.append(bundle)
        here = setting()
        return reading_of(here.guide, bundle, here.switches, here.jurisdiction)

    def problems(self) -> Problems:
        return self.known

    def report(self, report: Report, clerk: Clerk) -> Problem:
        reason = check_free(report.reason, "reason", needed="哪里不对")
        guide = self._facade.guide
        said = ProblemReported(
            len(self.known.problems) + 1,
            report.bundle,
            guide.bundles[report.bundle].name,
            guide.version,
            guide.overlay,
            report.line,
            report.where,
            report.kind,
            reason,
            report.law,
            check_free(report.suggestion, "suggestion"),
        )
        problem = Problem(said, self._facade.now(), clerk.code)
        self.known = replace(self.known, problems=(problem, *self.known.problems))
        return problem

    def answer(self, answer: ProblemAnswered, clerk: Clerk) -> Problem:
        check_free(answer.document, "document", needed="答复的文号或方式")
        after = replace(self.known.problem(answer.problem), answer=answer)
        self._put(after)
        return after

    def write_letter(self, clerk: Clerk) -> Letter:
        waiting = self.known.to_send
        if not waiting:
            raise RuleRefused("没有等着反映的问题。", rule="L1")
        number = f"乌政服指反综03A〔2026〕{len(self.known.letters) + 1}号"
        said = ProblemsLettered(number, "盟局", tuple(p.number for p in waiting), "", {})
        letter = Letter(said, self._facade.now(), clerk.code)
        for problem in waiting:
            self._put(replace(problem, letter=number))
        self.known = replace(self.known, letters=(letter, *self.known.letters))
        return letter

    def spell_out(self, reading: Reading) -> GuideSearch:
        return spelled_out(reading, GuideShelf(RESOURCES / "guides").names().characters, {})

    def letter_pages(self, number: str) -> Sequence[PageImage]:
        return (PageImage(90, 127, b"\xff" * (90 * 127)),)

    def save_letter(self, number: str, file: Path) -> None:
        self.saved_letters.append((number, file))

    def print_letter(self, number: str, printer: str = "") -> str:
        if not self._facade.machine:
            raise WorldTrouble("这台电脑没有装打印机。")
        return self._facade.machine[0].label

    def _put(self, after: Problem) -> None:
        every = tuple(after if p.number == after.number else p for p in self.known.problems)
        self.known = replace(self.known, problems=every)
