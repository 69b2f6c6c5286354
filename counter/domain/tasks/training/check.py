"""Compare a trainee's visit with what its lesson expects; every difference is explained from the rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counter.domain.hall.authority import Authority
from counter.domain.tasks.training.facts import FACTS, LessonEvidence, visits
from counter.domain.tasks.training.lesson import Expectation, Lesson, TrainingRule
from counter.domain.tasks.training.mistakes import mistakes

_NOT_YET = "还没有找到这次来访：请照情形里的姓名和证件号码登记，登记完再来核对。"
_TWICE = "同一个人的同一件事只登记一次：编号给出去就不再收回，第二件要另写理由。"


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One thing looked at. ``says``: what is expected; ``found``: what there is; where it is wrong, ``explained``, and
    the ``rule`` that says so.
    """

    right: bool
    says: str
    found: str
    explained: str = ""
    rule: TrainingRule | None = None


@dataclass(frozen=True, slots=True)
class LessonResult:
    """The outcome of one check. ``case``: number of the visit, "" while there is none."""

    lesson: str
    case: str
    points: tuple[CheckPoint, ...]

    @property
    def done(self) -> bool:
        """Whether nothing was wrong; a visit that is not there yet is."""
        return not self.wrong

    @property
    def wrong(self) -> tuple[CheckPoint, ...]:
        """What was wrong, in the order of a visit."""
        return tuple(point for point in self.points if not point.right)


def check_lesson(
    lesson: Lesson, evidence: LessonEvidence, rules: Mapping[str, TrainingRule], authority: Authority
) -> LessonResult:
    """What is right and what is not. ``authority``: of this hall, by which L13 is judged."""
    if evidence.case is None:
        return LessonResult(lesson.id, "", (CheckPoint(False, "这次来访已经登记", "还没有", _NOT_YET),))
    points = (
        *_visits(evidence, rules),
        *_expected(lesson, evidence, rules),
        *_broken(evidence, rules, authority),
    )
    return LessonResult(lesson.id, evidence.case.number, points)


def _visits(evidence: LessonEvidence, rules: Mapping[str, TrainingRule]) -> Iterator[CheckPoint]:
    found = visits(evidence)
    right = found.value == "1"
    yield CheckPoint(
        right,
        "一次来访登记成一件",
        found.words,
        "" if right else _TWICE,
        None if right else rules.get("one_visit"),
    )


def _expected(
    lesson: Lesson, evidence: LessonEvidence, rules: Mapping[str, TrainingRule]
) -> Iterator[CheckPoint]:
    case = evidence.case
    assert case is not None  # checked before
    for expected in lesson.expects:
        found = FACTS[expected.fact](case, evidence, expected.of)
        right = found.value in expected.wants
        yield CheckPoint(
            right,
            expected.says,
            found.words,
            "" if right else _explained(expected, found.value),
            None if right else rules.get(expected.rule),
        )


def _explained(expected: Expectation, value: str) -> str:
    return expected.wrong.get(value) or expected.wrong.get("other", "")


def _broken(
    evidence: LessonEvidence, rules: Mapping[str, TrainingRule], authority: Authority
) -> Iterator[CheckPoint]:
    case = evidence.case
    assert case is not None  # checked before
    for one in mistakes(case, authority):
        rule = rules.get(one.rule)
        yield CheckPoint(False, rule.title if rule else one.rule, one.found, rule.words if rule else "", rule)
