"""Limits of text input (字数): names as long as names are, free text as long as a paper has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.people.applicant import MOST_ORGANISATION_NAME, MOST_WORDS, Applicant, Person
from counter.domain.people.identity import normalise_name
from counter.domain.text.printable import fault_unseen

if TYPE_CHECKING:
    from counter.domain.case.acts.acts import CaseAct
    from counter.domain.ratings.office.acts import RectifyAct
    from counter.domain.visit.visit import Visit

_NAMES = frozenset({"name", "by", "receiver", "given_by", "taken_by", "brought_by", "relation"})
"""Fields with the name of a person or an organisation."""


def check_words(act: CaseAct | RectifyAct) -> None:
    """Raises BadInput for texts that are too long for their paper, or that have invisible characters."""
    for field in fields(act):
        words = getattr(act, field.name)
        if not isinstance(words, str):
            for name, inner in _words_in(words, field.name):
                _seen(name, inner)
            continue
        check_text(field.name, words)


def check_text(where: str, words: str) -> None:
    """Raises BadInput for a text, of a field of that name, that is too long or has invisible characters."""
    most = MOST_ORGANISATION_NAME if where in _NAMES else MOST_WORDS
    if len(words) > most:
        raise BadInput(f"写了{len(words)}个字，最多{most}个，请核对是不是粘贴了别的内容。", field=where)
    _seen(where, words)


def check_visit(visit: Visit) -> None:
    """Raises BadInput for texts of a visit with invisible characters, at their field. Names too: they were
    normalised before."""
    notes = [
        (f"materials.{line}.note", brought.note) for line, brought in visit.brought.items() if brought.note
    ]
    names = [(f"unasked.{line}", paper.name) for line, paper in visit.unasked.items()]
    for where, words in (
        ("duplicate_reason", visit.duplicate_reason),
        *names,
        *notes,
        *_of_applicant(visit.applicant),
    ):
        if wrong := fault_unseen(words):
            raise BadInput(f"{wrong}。", field=where)


def _of_applicant(applicant: Applicant | None) -> Iterator[tuple[str, str]]:
    if applicant is None:
        return
    yield from (("name", applicant.name), ("uscc", applicant.uscc), ("note", applicant.note))
    yield from _of_person("person", applicant.person)
    if applicant.guardian is not None:
        yield from _of_person("guardian", applicant.guardian.person)
        yield "guardian.relation", applicant.guardian.relation
    if applicant.agent is not None:
        yield from _of_person("agent", applicant.agent.person)
        yield "agent.scope", applicant.agent.scope


def _of_person(where: str, person: Person | None) -> Iterator[tuple[str, str]]:
    if person is not None:
        yield f"{where}.name", person.name
        yield f"{where}.id_number", person.id_number
        yield f"{where}.phone", person.phone


def _words_in(held: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text inside, with its path: ``materials.plan.note``."""
    if isinstance(held, StrEnum):
        return
    if isinstance(held, str):
        yield where, held
    elif isinstance(held, Mapping):
        for key, value in held.items():
            yield from _words_in(value, f"{where}.{key}")
    elif isinstance(held, tuple):
        for value in held:
            yield from _words_in(value, where)
    elif is_dataclass(held):
        for field in fields(held):
            yield from _words_in(getattr(held, field.name), f"{where}.{field.name}")


def _seen(where: str, words: str) -> None:
    name = where.rpartition(".")[2] in _NAMES
    if wrong := fault_unseen(normalise_name(words) if name else words):  # a name is normalised, never refused
        raise BadInput(f"{wrong}。", field=where)
