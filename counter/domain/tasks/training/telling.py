"""What a trainee is told of an attempt, in plain Chinese: who comes, for what, with what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.people.applicant import Applicant, Person
from counter.domain.people.identity import ID_TYPE_WORDS
from counter.domain.tasks.training.lesson import Lesson
from counter.domain.tasks.training.plan import LessonPlan


@dataclass(frozen=True, slots=True)
class Telling:
    """The situation of an attempt. ``people``: a line each; ``situation``: question and answer; ``steps``: hints."""

    told: tuple[str, ...]
    people: tuple[str, ...]
    bundle: str
    situation: tuple[tuple[str, str], ...]
    brings: str
    steps: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it, a line each."""
        return (
            *self.told,
            *self.people,
            f"要办的事：{self.bundle}",
            *(f"问“{question}”，答“{answer}”" for question, answer in self.situation),
            f"带来的：{self.brings}",
            *(f"{number}. {step}" for number, step in enumerate(self.steps, 1)),
        )


def telling(lesson: Lesson, plan: LessonPlan, applicant: Applicant) -> Telling:
    """The lesson's text with the names of this hall's guide."""
    lacking = "”“".join(plan.lacking)

    def filled(text: str) -> str:
        for mark, words in (("lacking", lacking), ("item", plan.item_name), ("refusal", plan.refusal)):
            text = text.replace("{" + mark + "}", words)
        return text

    return Telling(
        told=tuple(map(filled, lesson.told)),
        people=_people(applicant),
        bundle=plan.bundle_name,
        situation=plan.situation,
        brings=filled(lesson.brings),
        steps=tuple(map(filled, lesson.steps)),
    )


def _people(applicant: Applicant) -> tuple[str, ...]:
    lines = [f"申请人：{_person(applicant.person)}"] if applicant.person is not None else []
    if applicant.guardian is not None:
        lines.append(f"法定代理人（{applicant.guardian.relation}）：{_person(applicant.guardian.person)}")
    if applicant.agent is not None:
        lines.append(f"代理人：{_person(applicant.agent.person)}，委托范围：{applicant.agent.scope}")
    return tuple(lines)


def _person(person: Person) -> str:
    return f"{person.name}，{ID_TYPE_WORDS[person.id_type]} {person.id_number}，电话 {person.phone}"
