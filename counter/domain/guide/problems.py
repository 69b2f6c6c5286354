"""Problems reported about the guide (问题反映, L1): kinds, events, and the fold of the subject ``guide_problems``.

S000 一次办 二(三): a window does not change the guide; where it does not fit the law or the facts, the league's
bureau is notified in writing and adjusts it. Problems hold no data of applicants.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counter.domain.errors import BadInput
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, Slot, event
from counter.domain.text.printable import fault_unseen

SUBJECT = "guide_problems"
"""The one subject of a station's problems, their letters and the bureau's answers."""

MOST_WORDS, MOST_SHORT = 500, 120
"""Characters of free words, and of a law's or a document's name."""

_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dX]|\d{15}|1\d{10})(?!\d)")


class ProblemKind(StrEnum):
    """Kind of problem."""

    EXTRA = "extra"
    BASIS = "basis"
    TIME = "time"
    UNCLEAR = "unclear"
    FORM = "form"
    SITUATION = "situation"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Its Chinese label."""
        return _LABELS[self]


_LABELS = {
    ProblemKind.EXTRA: "多要了材料",
    ProblemKind.BASIS: "依据不对",
    ProblemKind.TIME: "时限不对",
    ProblemKind.UNCLEAR: "说不清",
    ProblemKind.FORM: "缺空表样表",
    ProblemKind.SITUATION: "情形不对",
    ProblemKind.OTHER: "其他说明",
}


@event("guide.problem_reported", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ProblemReported:
    """``guide.problem_reported``: what a clerk found, about which line of which version of the guide.

    ``line``: id of the line (``material:mkt_individual/2``; ``bundle`` for the whole); ``where``: the line in words, as
    it stood in that version. ``number``: 1, 2, 3 … at this station.
    """

    number: int
    bundle: int
    bundle_name: str
    guide_version: str
    overlay: str | None
    line: str
    where: str
    kind: ProblemKind
    reason: str
    law: str = ""
    suggestion: str = ""


@event("guide.problem_lettered", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ProblemsLettered:
    """``guide.problem_lettered``: a numbered letter to the bureau about these problems, with its exact content."""

    number: str
    to: str
    problems: tuple[int, ...]
    digest: str
    content: dict[str, object]


@event("guide.problem_answered", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class ProblemAnswered:
    """``guide.problem_answered``: the bureau's answer. ``on``: its document's date (ISO); ``change``: what changes."""

    problem: int
    on: str
    document: str
    change: str


@dataclass(frozen=True, slots=True)
class Report:
    """A problem as a clerk writes it down, before it is an entry."""

    bundle: int
    line: str
    where: str
    kind: ProblemKind
    reason: str
    law: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem after its entries. ``said``: the report; ``letter``: number of the newest letter about it, or empty."""

    said: ProblemReported
    at: datetime
    clerk: str
    letter: str = ""
    answer: ProblemAnswered | None = None

    @property
    def number(self) -> int:
        """1, 2, 3 … at this station."""
        return self.said.number

    @property
    def open(self) -> bool:
        """The bureau has not answered yet."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to the bureau. ``said``: its event."""

    said: ProblemsLettered
    at: datetime
    clerk: str


@dataclass(frozen=True, slots=True)
class Problems:
    """Everything of the subject: problems newest first, letters newest first."""

    problems: tuple[Problem, ...] = ()
    letters: tuple[Letter, ...] = ()

    @property
    def open(self) -> tuple[Problem, ...]:
        """Without an answer."""
        return tuple(p for p in self.problems if p.open)

    @property
    def to_send(self) -> tuple[Problem, ...]:
        """Open and in no letter yet, the oldest first: the content of the next letter."""
        return tuple(sorted((p for p in self.open if not p.letter), key=lambda p: p.number))

    def problem(self, number: int) -> Problem:
        """The problem of that number. Raises BadInput for none."""
        found = next((p for p in self.problems if p.number == number), None)
        if found is None:
            raise BadInput(f"没有第{number}条问题反映。", field="problem")
        return found

    def letter(self, number: str) -> Letter:
        """The letter of that number. Raises BadInput for none."""
        found = next((x for x in self.letters if x.said.number == number), None)
        if found is None:
            raise BadInput(f"没有编号为“{number[:40]}”的信。", field="letter")
        return found


def fold_problems(entries: Iterable[Entry]) -> Problems:
    """The state after the subject's entries; one from a newer program is skipped."""
    problems: dict[int, Problem] = {}
    letters: list[Letter] = []
    for entry in entries:
        match KINDS.read(entry):
            case ProblemReported() as said:
                problems[said.number] = Problem(said, entry.at, entry.actor)
            case ProblemsLettered() as sent:
                letters.append(Letter(sent, entry.at, entry.actor))
                for number in problems.keys() & set(sent.problems):
                    problems[number] = _with(problems[number], letter=sent.number)
            case ProblemAnswered() as answered if (
                answered.problem in problems
            ):  # else reported by a newer program
                problems[answered.problem] = _with(problems[answered.problem], answer=answered)
    return Problems(tuple(reversed(problems.values())), tuple(reversed(letters)))


def _with(problem: Problem, *, letter: str | None = None, answer: ProblemAnswered | None = None) -> Problem:
    return Problem(
        problem.said,
        problem.at,
        problem.clerk,
        problem.letter if letter is None else letter,
        problem.answer if answer is None else answer,
    )


def seems_personal(words: str) -> bool:
    """True where the words hold what looks like an id number or a mobile phone number."""
    plain = unicodedata.normalize("NFKC", words).upper()
    return _PERSONAL.search(re.sub(r"(?<=\d)[ \-](?=[\dX])", "", plain)) is not None


def check_free(words: str, field: str, most: int = MOST_WORDS, *, needed: str = "") -> str:
    """The words, trimmed. Raises BadInput for too many, for hidden characters, and for personal numbers (L11).

    ``needed``: what is missing, where nothing is not enough.
    """
    said = words.strip()
    if needed and not said:
        raise BadInput(f"还要写{needed}。", field=field)
    if len(said) > most:
        raise BadInput(f"写了{len(said)}个字，最多{most}个，请写短些。", field=field)
    if wrong := fault_unseen(said):
        raise BadInput(f"{wrong}。", field=field)
    if seems_personal(said):
        raise BadInput("里面像有证件号或电话。问题反映不写申请人的信息，请去掉号码再记。", field=field)
    return said
