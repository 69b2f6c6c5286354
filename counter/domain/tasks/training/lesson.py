"""A lesson as data (``resources/training``): who comes, what the trainee is told, what has to stand in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from counter.domain.errors import BadInput
from counter.domain.people.applicant import Agent, Applicant, ApplicantKind, Guardian, Person
from counter.domain.text.check_digits import resident_digit

_NOBODYS_AREA = "999999"
"""Area code of no place: the numbers of invented people cannot exist."""


class Scenario(StrEnum):
    """What a lesson needs of the guide; ``plan`` finds a bundle of this hall in which it can happen."""

    COMPLETE = "complete"  # 材料齐全，当场受理或者办结
    LACKING = "lacking"  # 少一份不能容缺的材料
    DEFERRABLE = "deferrable"  # 少一份可以容缺的材料
    SERIAL = "serial"  # 后面的事项要等前面的办成
    REFUSED = "refused"  # 按规定不能办，申请人坚持提交


class CastRole(StrEnum):
    """Whom an invented person is in the lesson."""

    APPLICANT = "applicant"
    AGENT = "agent"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class Cast:
    """An invented person: by turns one of ``names``; ``born`` at, or ``age`` years before the lesson (0: by ``born``).

    ``words``: an agent's scope, a guardian's relation.
    """

    names: tuple[str, ...]
    born: date = date(1990, 1, 1)
    age: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that has to be so. ``fact`` and ``wants``: what is looked at and which findings are right (``facts``).

    ``says``: it in a sentence; ``rule``: why, by its name in ``rules.toml``; ``wrong``: what to say for a finding,
    ``other`` for all the rest.
    """

    fact: str
    wants: tuple[str, ...]
    says: str
    rule: str
    of: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. ``bundles``: numbers tried first, and ``only_these`` where others make no sense; ``outcomes``: of the
    item looked at in a complete visit.

    ``told``: the situation, where the text names nothing of the hall's guide; ``steps``: what to do, as hints.
    ``brings``: what the applicant has with him; ``cannot``: why this hall's guide may not hold the lesson.
    ``wait``: working days by which the clock is put forward in the middle of it, 0 for none.
    """

    id: str
    order: int
    title: str
    practises: str
    told: tuple[str, ...]
    brings: str
    steps: tuple[str, ...]
    cannot: str
    scenario: Scenario
    cast: Mapping[CastRole, Cast]
    expects: tuple[Expectation, ...]
    bundles: tuple[int, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    only_these: bool = False
    outcomes: tuple[str, ...] = ("accept", "done")
    wait: int = 0


@dataclass(frozen=True, slots=True)
class TrainingRule:
    """A rule as it is explained to a trainee: its name, what it says, and where it stands."""

    id: str
    title: str
    words: str
    source: str


def applicant_of(lesson: Lesson, serial: int, today: date) -> Applicant:
    """The invented applicant of one attempt: another number every time, so that visits are told apart."""
    person = person_of(lesson, CastRole.APPLICANT, serial, today)
    agent, guardian = lesson.cast.get(CastRole.AGENT), lesson.cast.get(CastRole.GUARDIAN)
    return Applicant(
        ApplicantKind.PERSON,
        person.name,
        person,
        agent=Agent(person_of(lesson, CastRole.AGENT, serial, today), agent.words) if agent else None,
        guardian=Guardian(person_of(lesson, CastRole.GUARDIAN, serial, today), guardian.words)
        if guardian
        else None,
    )


def person_of(lesson: Lesson, role: CastRole, serial: int, today: date) -> Person:
    """One invented person of an attempt. Number and phone belong to nobody."""
    cast, place = lesson.cast[role], list(CastRole).index(role)
    born = date(today.year - cast.age, 1, 1) if cast.age else cast.born
    turn, rest = divmod(serial * len(CastRole) + place, 1000)
    born = born.replace(day=1 + turn % 28)
    body = f"{_NOBODYS_AREA}{born:%Y%m%d}{rest:03d}"
    phone = f"1000000{(serial * len(CastRole) + place) % 10_000:04d}"
    return Person(cast.names[serial % len(cast.names)], id_number=body + resident_digit(body), phone=phone)


def lessons_from(files: Iterable[Mapping[str, object]]) -> tuple[Lesson, ...]:
    """The lessons of the files, in their order. Raises BadInput naming the lesson and key that is wrong."""
    found = sorted((_lesson(values) for values in files), key=lambda lesson: lesson.order)
    twice = [one.id for one, next_one in pairwise(found) if one.order == next_one.order]
    if twice:
        raise BadInput(f"培训课“{twice[0]}”和另一课的次序（order）一样。", field="order")
    return tuple(found)


def rules_from(values: Mapping[str, object]) -> Mapping[str, TrainingRule]:
    """The rules of ``rules.toml`` by their names."""
    return {
        name: TrainingRule(name, *(_text(row, key, name) for key in ("title", "words", "source")))
        for name, row in values.items()
        if isinstance(row, Mapping)
    }


def _lesson(values: Mapping[str, object]) -> Lesson:
    name = _text(values, "id", "?")
    try:
        return Lesson(
            id=name,
            order=int(str(values["order"])),
            title=_text(values, "title", name),
            practises=_text(values, "practises", name),
            told=_texts(values, "told", name),
            brings=_text(values, "brings", name),
            steps=_texts(values, "steps", name),
            cannot=_text(values, "cannot", name),
            scenario=Scenario(_text(values, "scenario", name)),
            cast={CastRole(role): _cast(row, name) for role, row in _table(values, "people", name).items()},
            expects=tuple(_expectation(row, name) for row in _rows(values, "expect", name)),
            bundles=tuple(int(str(n)) for n in _list(values, "bundles", name)),
            answers={k: (str(v),) for k, v in _table(values, "answers", name).items()},
            only_these=values.get("only_these") is True,
            outcomes=tuple(map(str, _list(values, "outcomes", name))) or ("accept", "done"),
            wait=int(str(values.get("wait", 0))),
        )
    except (ValueError, KeyError, TypeError) as wrong:
        raise BadInput(f"培训课“{name}”写法不对：{wrong}。", field=name) from wrong


def _cast(row: object, name: str) -> Cast:
    if not isinstance(row, Mapping):
        raise BadInput(f"培训课“{name}”的人要写成一段。", field="people")
    born = row.get("born", date(1990, 1, 1))
    return Cast(
        tuple(map(str, row["names"])),
        born if isinstance(born, date) else date.fromisoformat(str(born)),
        int(row.get("age", 0)),
        str(row.get("words", "")),
    )


def _expectation(row: Mapping[str, object], name: str) -> Expectation:
    wrong = row.get("wrong", {})
    return Expectation(
        fact=_text(row, "fact", name),
        wants=_texts(row, "wants", name),
        says=_text(row, "says", name),
        rule=_text(row, "rule", name),
        of=str(row.get("of", "")),
        wrong={str(k): str(v) for k, v in wrong.items()}
        if isinstance(wrong, Mapping)
        else {"other": str(wrong)},
    )


def _text(values: Mapping[str, object], key: str, name: str) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"培训课“{name}”缺少“{key}”，或内容不是文字。", field=key)
    return value.strip()


def _texts(values: Mapping[str, object], key: str, name: str) -> tuple[str, ...]:
    found = tuple(str(one).strip() for one in _list(values, key, name))
    if not found:
        raise BadInput(f"培训课“{name}”的“{key}”不能空着。", field=key)
    return found


def _list(values: Mapping[str, object], key: str, name: str) -> list[object]:
    value = values.get(key, [])
    if not isinstance(value, list):
        raise BadInput(f"培训课“{name}”的“{key}”要写成一列。", field=key)
    return value


def _table(values: Mapping[str, object], key: str, name: str) -> Mapping[str, object]:
    value = values.get(key, {})
    if not isinstance(value, Mapping):
        raise BadInput(f"培训课“{name}”的“{key}”要写成一段。", field=key)
    return value


def _rows(values: Mapping[str, object], key: str, name: str) -> list[Mapping[str, object]]:
    rows = _list(values, key, name)
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        raise BadInput(f"培训课“{name}”的“{key}”要写成若干段。", field=key)
    return [row for row in rows if isinstance(row, Mapping)]
