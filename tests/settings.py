"""The demo hall's setting for tests: the real compiled guide, profile and calendars, at a fixed moment."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from counter.config import resources_folder
from counter.db.guide.shelf import GuideShelf
from counter.domain.calendar.workdays import Calendar, calendar_from
from counter.domain.guide.model import Guide, ProcedureClass
from counter.domain.guide.publication import Publication, Transition
from counter.domain.hall.authority import Authority
from counter.domain.hall.hall import HallConfig, hall_from
from counter.domain.hall.jurisdiction import Jurisdiction, jurisdiction_from
from counter.domain.people.applicant import Applicant, ApplicantKind, Person
from counter.domain.visit.visit import Setting
from counter.services.context.projection import DeadlineRules

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
"""Friday 20 November 2026, noon in China."""

RESOURCES = resources_folder()


@cache
def demo_guide() -> Guide:
    """The shipped guide with the demo overlay."""
    return GuideShelf(RESOURCES / "guides").guide("演示")


@cache
def demo_hall() -> HallConfig:
    """The shipped demo hall."""
    return hall_from(tomllib.loads((RESOURCES / "halls" / "demo.toml").read_text(encoding="utf-8")))


@cache
def calendar() -> Calendar:
    """The shipped calendars."""
    files = sorted((RESOURCES / "calendars").glob("*.json"))
    return calendar_from(*(json.loads(f.read_text(encoding="utf-8")) for f in files))


@cache
def jurisdiction() -> Jurisdiction:
    """兴安盟, seen from the demo hall's region."""
    file = RESOURCES / "jurisdictions" / "xingan.toml"
    return jurisdiction_from(tomllib.loads(file.read_text(encoding="utf-8")), demo_hall().station)


def answer_by(procedure: ProcedureClass, received: date) -> date | None:
    """The region's term for an answer by the shipped calendars."""
    return DeadlineRules(jurisdiction(), calendar(), demo_hall().authority).answer_by(procedure, received)


def setting(now: datetime = NOON) -> Setting:
    """Where a test's visit happens."""
    hall, guide = demo_hall(), demo_guide()
    return Setting(
        guide, hall.switches_for(guide), hall.authority, jurisdiction(), calendar(), now, demo=True
    )


def published(now: Setting) -> Setting:
    """The same place with the same guide, published by a bureau."""
    said = Publication(
        1,
        now.guide.version,
        "0" * 64,
        date(2026, 1, 1),
        Transition.BEGUN,
        "编辑室",
        "152201",
        True,
        "2026-01-01",
    )
    return replace(now, publication=said)


def consenting(now: Setting) -> Setting:
    """The same place; every organ has agreed in writing that it may be accepted with originals not seen."""
    agreed = tuple(replace(a, unseen_originals=True) for a in now.authority.agreements)
    return replace(now, authority=Authority(agreed))


def somebody(**changes: str) -> Applicant:
    """An invented person whose number belongs to nobody (area code 999999, valid check digit)."""
    person = Person(
        **{"name": "巴图吉雅", "id_number": "999999199001011238", "phone": "10000005678", **changes}
    )
    return Applicant(ApplicantKind.PERSON, person.name, person)
