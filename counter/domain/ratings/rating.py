"""A rating (评价): five grades in the published order, reasons from a versioned list, named or anonymous (L9).

A choice leaves the pad only in a sealed box (``ratings/sealed_box``); the case records invited and closed only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from counter.domain.case.invitation_events import Stage as Stage
from counter.domain.errors import BadInput


class Grade(StrEnum):
    """满意度, in the order shown. Stored as the word: codes differ by platform (DOMAIN §3, 1–5 trap)."""

    VERY_SATISFIED = "非常满意"
    SATISFIED = "满意"
    BASICALLY_SATISFIED = "基本满意"
    DISSATISFIED = "不满意"
    VERY_DISSATISFIED = "非常不满意"

    @property
    def bad(self) -> bool:
        """差评: the last two grades (内蒙古办法解读, DOMAIN §3)."""
        return self in (Grade.DISSATISFIED, Grade.VERY_DISSATISFIED)


class Mode(StrEnum):
    """Whether the rater is named to the handler."""

    NAMED = "实名保密"
    ANONYMOUS = "匿名"


class Channel(StrEnum):
    """How the choice was given."""

    PAD = "评价屏"  # by the applicant's own hand
    PROXY = "代录"  # from a slip's code at the guide desk; outside the rate until called back


LONGEST_WORDS = 200
"""Characters of free words: what fits beside everything else into a box of one size."""


@dataclass(frozen=True, slots=True, repr=False)
class Choice:
    """What the applicant chose; has no repr, for it must reach no log. ``reasons``: codes; ``words``: may be empty."""

    grade: Grade
    mode: Mode
    reasons: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReasonList:
    """Reasons offered for each grade (评价内容): a published list with its version. code → words, in order."""

    version: str
    of: Mapping[Grade, Mapping[str, str]]

    def words_of(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The reasons in words; a code of another version stays a code."""
        known = {code: words for group in self.of.values() for code, words in group.items()}
        return tuple(known.get(code, code) for code in codes)


def check_choice(choice: Choice, reasons: ReasonList) -> None:
    """Raise BadInput unless reasons belong to the grade and the words fit."""
    offered = reasons.of.get(choice.grade, {})
    strange = [code for code in choice.reasons if code not in offered]
    if strange or len(set(choice.reasons)) != len(choice.reasons):
        raise BadInput("所选的原因不在这一等级的清单里。", field="reasons")
    if len(choice.words) > LONGEST_WORDS:
        raise BadInput(f"文字最多{LONGEST_WORDS}个字。", field="words")


def reasons_from(data: Mapping[str, object]) -> ReasonList:
    """The list from its file's values. Raises BadInput naming what is missing or wrong."""
    version, grades = data.get("version"), data.get("grades")
    if not isinstance(version, str) or not version or not isinstance(grades, list):
        raise BadInput("评价原因清单缺少 version 或 grades。", field="version")
    of: dict[Grade, Mapping[str, str]] = {}
    for one in grades:
        try:
            of[Grade(one["grade"])] = {str(code): str(words) for code, words in one["reasons"].items()}
        except (KeyError, ValueError, TypeError, AttributeError) as wrong:
            raise BadInput(f"评价原因清单写法不对：{wrong}。", field="grades") from wrong
    if list(of) != list(Grade):
        raise BadInput("评价原因清单要按公布的顺序写全五个等级。", field="grades")
    return ReasonList(version, of)
