"""Accepting a bundle of 12 materials through the real service, against a raw SQLCipher transaction of the same rows."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.accept_floor import Floor
from bench.accept_floor import measure as measure_journal
from bench.profiles import demo_profile
from bench.table import Row, row
from counter.bootstrap.opening import open_app
from counter.db.journal.journal import SqlJournal
from counter.domain.visit.assess import assess
from counter.domain.visit.filing_mode import FilingMode
from counter.domain.visit.received import all_received
from counter.domain.visit.visit import Visit
from counter.services.context.app import AppContext
from counter.services.visit.file_case import file_case
from tests.journeys.people import applicant

BUNDLE, MATERIALS = 52, 12
ANSWERS = {
    "q_birth_have": ("todo",),
    "q_birth_place": ("hospital",),
    "q_birth_agent": ("mother",),
    "q_birth_marriage": ("unmarried",),
    "q_birth_follow": ("father",),
    "q_birth_nation": ("diff",),
    "q_birth_ins": ("res",),
    "q_n_parents": ("2",),
}
ROUNDS, WARM = 200, 20


def rows() -> list[Row]:
    """The whole acceptance, and the journal's part of it alone."""
    ours, floor = [], []
    with demo_profile() as profile, open_app(profile) as app, tempfile.TemporaryDirectory() as folder:
        assert isinstance(app.journal, SqlJournal)
        raw = Floor(app.journal, Path(folder))
        for serial in range(WARM + ROUNDS):
            ours.append(accept(app, serial))
            floor.append(raw.follow())
        raw.close()
    whole = row(f"accept {MATERIALS} materials, durable, encrypted", ours[WARM:], floor[WARM:], 3)
    return [whole, measure_journal()]


def accept(app: AppContext, serial: int) -> float:
    """Milliseconds from the second F9 to durable storage."""
    clerk = next(s for s in app.journal.staff() if s.code == "W01")
    setting = app.setting()
    visit = Visit(BUNDLE, ANSWERS, applicant=applicant(serial), begun_at=setting.now)
    checklist = assess(setting, visit).checklist
    if len(checklist.lines) != MATERIALS:
        raise RuntimeError(f"the bundle has {len(checklist.lines)} materials now: choose other answers")
    visit = replace(visit, brought=all_received(checklist, {}))
    start = time.perf_counter()
    file_case(app.journal, app.projector, setting, visit, clerk=clerk, decision=FilingMode.DECIDE)
    return (time.perf_counter() - start) * 1000
