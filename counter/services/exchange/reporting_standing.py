"""How reporting stands, for the light, the page 上报, ``doctor`` and the command line."""

from __future__ import annotations

from counter.domain.errors import WorldTrouble
from counter.domain.journal.exchange.parcel_states import ParcelState
from counter.domain.journal.exchange.parcels import ParcelConsent
from counter.domain.journal.exchange.standing import WaitingEntries
from counter.services.context.app import AppContext
from counter.services.context.exchange_ports import ExchangeReading
from counter.services.exchange.courier_partners import last_copied
from counter.services.exchange.exchange_alarms import exchange_alarms
from counter.services.exchange.reporting import ReportingStanding
from counter.services.exchange.round_marks import FILES_ONLY, reporting_marks


def reporting_standing(app: AppContext) -> ReportingStanding:
    """How it stands now; reads some small rows of the journal's file."""
    store, station = app.journal.exchange(), app.journal.station().code
    marks = reporting_marks(store)
    alarms = exchange_alarms(app, app.clock.read().at)
    if marks.joined is None:
        by_stick = bool(last_copied(app).number)
        waiting = store.waiting() if by_stick else WaitingEntries()
        files = _waiting_files(store)
        return ReportingStanding(
            station,
            waiting=waiting,
            held=sum(one.waits for one in store.held()),
            alarms=alarms,
            by_stick=by_stick,
            files=files,
            damaged=_damage(app, joined=False),
        )
    files_only = marks.kind in FILES_ONLY
    return ReportingStanding(
        station=station,
        joined=marks.joined,
        waiting=WaitingEntries() if files_only else store.waiting(),
        reported=marks.reported,
        exchanged=marks.exchanged,
        put_back=marks.put_back,
        trouble=marks.trouble,
        held=sum(one.waits for one in store.held()),
        alarms=alarms,
        files_only=files_only,
        files=_waiting_files(store),
        damaged=_damage(app, joined=True),
    )


_GONE = "上报的登记 hub.key 不见了，停止了上报。请向汇聚库的管理员要新的登记文件，再收一次；办件不受影响。"


def _damage(app: AppContext, *, joined: bool) -> str:
    """Why the hub cannot be reached by what is kept here: the enrolment cannot be read, or is gone although this
    station was ``joined``; "" where nothing is wrong.
    """
    try:
        kept = app.journal.hub_secret()
    except WorldTrouble as trouble:
        return trouble.sentence
    return _GONE if joined and kept is None else ""


def _waiting_files(store: ExchangeReading) -> int:
    """Files that a person has to take in."""
    waiting = (one for one in store.parcels().open_ones() if one.state is ParcelState.WAITS)
    return sum(one.spec is not None and one.spec.consent is ParcelConsent.PERSON for one in waiting)
