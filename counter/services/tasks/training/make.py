"""Make a training profile of one's own hall: its settings, guide, calendar and people; keys and PINs of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.publication import KEY_SUBJECT, VERSIONS, KeyTrusted, KnownVersion, TakenIn
from counter.domain.hall.first_people import SETUP
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.organ_people import SIGNER
from counter.domain.hall.register.issue import SUBJECT as REGISTER
from counter.domain.hall.register.issue import RegisterIssued
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.hall.calendar_in_force import SUBJECT as CALENDAR
from counter.services.hall.people import people_today

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal

TRAINING_PIN = "1111"
"""PIN of everybody in a training profile: there is nothing to protect, and nobody's own PIN is copied."""


@dataclass(frozen=True, slots=True)
class TrainingSeed:
    """What a training profile is set up with."""

    hall: HallConfig
    staff: tuple[StaffSeed, ...]


def training_seed(app: AppContext) -> TrainingSeed:
    """Settings and people of this window for a training profile, without PINs.

    Raises RuleRefused in a training profile, BadInput at an office or a bureau or where nobody is on duty.
    """
    hall = app.hall
    if hall.training:
        raise RuleRefused(
            "这已经是培训资料；请从正式的窗口资料做培训资料（--data 写正式窗口的资料文件夹）。",
            rule="L14",
            field="data",
        )
    if not hall.serves:
        raise BadInput("差评处理室、指南编辑室没有来访，不做培训资料；请从窗口的资料做。", field="data")
    staff = tuple(
        StaffSeed(row.code, row.name, row.role, "" if row.role == SIGNER else TRAINING_PIN, row.organ)
        for row in people_today(app.journal)
        if row.active
    )
    if not staff:
        raise BadInput("这个窗口还没有值班人员，先登记值班人员再做培训资料。", field="data")
    return TrainingSeed(replace(hall, demo=True, training=True), staff)


def copy_guide(app: AppContext, training: AppContext) -> None:
    """Copy what this window judges by: the bureau's key, the guide in force and those to come, imported
    calendars, the hall's register.

    Raises WorldTrouble where a guide's file is gone; RuleRefused where ``training`` is no training profile (L14).
    """
    if not training.hall.training:
        raise RuleRefused("只有培训资料能照抄别的窗口的指南。", rule="L14", field="data")
    versions = _versions(app)
    for known in versions:
        for file in known.publication.files:
            training.guides.keep_file(app.guides.file(file.digest))
        library = app.guides.library(known.publication.digest)
        training.guides.keep(library)
        training.guides.compile(library)
    if versions:
        _copy(app.journal, training.journal, KEY_SUBJECT, KeyTrusted)
        _write(training.journal, VERSIONS, [_taken_in(known) for known in versions])
    _copy_calendars(app.journal, training.journal)
    _copy(app.journal, training.journal, REGISTER, RegisterIssued)


def _versions(app: AppContext) -> list[KnownVersion]:
    """The version in force and every later one: what was in force before is not needed."""
    known = app.versions.in_force(civil_date(app.clock.read().at))
    least = 0 if known is None else known.publication.number
    return [version for version in app.versions.known if version.publication.number >= least]


def _taken_in(known: KnownVersion) -> TakenIn:
    signed = known.signed
    return TakenIn(signed.publication, signed.public_key, signed.signature)


def _copy_calendars(source: Journal, training: Journal) -> None:
    from counter.domain.calendar.events import CalendarImported

    _copy(source, training, CALENDAR, CalendarImported)


def _copy(source: Journal, training: Journal, subject: str, kind: type[object]) -> None:
    found = (kind_of(kind).read(entry) for entry in source.entries(subject))
    _write(training, subject, [event for event in found if event])


def _write(training: Journal, subject: str, events: list[object]) -> None:
    if not events:
        return
    with training.transaction() as tx:
        for event in events:
            tx.append(NewEntry(subject, event, tx.last_id(subject)), actor=SETUP)
        tx.commit()
