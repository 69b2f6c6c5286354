"""Visits drawn by a seed, lived to some point of their way: what a month at a window leaves behind."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from stdnum.iso7064 import mod_11_2

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import Conclude, Supplement, Withdraw
from counter.domain.case.case import Case
from counter.domain.case.item_events import Result, Signer
from counter.domain.case.item_state import ItemState
from counter.domain.errors import CounterError
from counter.domain.visit.material import Brought, MaterialState
from counter.domain.visit.visit import Visit
from tests.services.office import RECEIVED, Office
from tests.settings import somebody

BUNDLES = (8, 9, 12, 100, 30, 40)
MISSING = Brought(MaterialState.MISSING)


def live(office: Office, count: int, first: date, last: date, seed: int = 1, *, known: int = 0) -> int:
    """So many visits from ``first`` to ``last``, each followed by what the draw gives; how many were filed.

    ``known``: people of an earlier call, who do not come again.
    """
    draw = random.Random(seed)
    running: list[Case] = []
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    filed = 0
    for place, day in enumerate(days):
        office.at(day.isoformat(), 9)
        for _ in range(count * (place + 1) // len(days) - count * place // len(days)):
            office.later(minutes=2)
            running.append(_file(office, draw, known + filed))
            filed += 1
        for case in draw.sample(running, min(len(running), 1 + count // len(days))):
            office.later(minutes=1)
            follow(office, draw, case)
    return filed


def _file(office: Office, draw: random.Random, serial: int) -> Case:
    return office.file(visit_of(office, draw, draw.choice(BUNDLES), serial))


def visit_of(office: Office, draw: random.Random, bundle: int, serial: int) -> Visit:
    """A visit of that person; in three of ten something is lacking."""
    person = somebody(name=f"申请人{serial}", id_number=_id_number(serial), phone=f"1000000{serial:04d}")
    visit = office.visit(bundle, applicant=person)
    if draw.random() < 0.3:
        some = draw.sample(sorted(visit.brought), min(2, len(visit.brought)))
        lacking = {key: MISSING for key in some if visit.brought[key].state is MaterialState.RECEIVED}
        visit = replace(visit, brought={**visit.brought, **lacking})
    return visit


def _id_number(serial: int) -> str:
    """Of nobody: area 999999, with a right check digit."""
    head = f"999999{1950 + serial // 1000}0101{serial % 1000:03d}"
    return head + mod_11_2.calc_check_digit(head)


def follow(office: Office, draw: random.Random, case: Case) -> None:
    """One act of those that may be done; what a rule refuses is left."""
    case, today = office.now(case), civil_date(office.clock.at)
    open_items = [item for item in case.items if not item.state.closed]
    if not open_items:
        return
    item, what = draw.choice(open_items), draw.random()
    try:
        if item.state is ItemState.TO_CORRECT:
            lines = {gap.line: RECEIVED for gap in item.told[-1].gaps}
            office.do(case, Supplement(lines))
        elif item.state.accepted and what < 0.8:
            office.do(case, Conclude(item.id, Result.GRANTED, today, f"许〔2026〕{draw.randrange(10**6)}号"))
        elif what > 0.9:
            office.do(case, _withdrawal(case, item.id, today))
    except CounterError:
        return


def _withdrawal(case: Case, item: str, today: date) -> Withdraw:
    """The applicant wrote it; only the name that is registered can."""
    assert case.applicant is not None
    return Withdraw((item,), "不办了", written=today, signer=Signer.APPLICANT, name=case.applicant.name)
