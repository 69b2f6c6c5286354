"""Take in a parcel that waits for a person: by the service that takes in the file, in its transaction, by its rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from counter.domain.calendar.arrangement_file import arrangement_from
from counter.domain.calendar.events import same_days
from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, CounterError
from counter.domain.hall.consent import Consent
from counter.domain.hall.rights import Capability
from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState
from counter.domain.journal.exchange.parcels import Parcel, ParcelKind
from counter.services.exchange.receive_parcel import note_parcel, parcel_of, settle_parcels
from counter.services.exchange.send_parcel import file_in
from counter.services.exchange.take_in_batches import settle_held
from counter.services.hall.hall_register import hall_register
from counter.services.hall.rights import check_right
from counter.services.hall.staff import check_pin
from counter.services.keys.trusted import trusted_keys
from counter.services.register.register_file import own_hall_key, take_in_register

if TYPE_CHECKING:
    from counter.services.context.app import AppContext
    from counter.services.context.ports import StaffRow

_NOT_WAITING = "“{}”现在是“{}”，不等人收。"
_GONE = "这里没有第 {} 个往来文件。"
_OTHER_HALL = "别的大厅的登记册，本窗口不用收。"
_UNREAD = "这个文件读不出，没有收，请发件的窗口再发一次。"


def get_waiting(app: AppContext, number: int) -> tuple[KeptParcel, Parcel]:
    """The parcel of that row, which waits for a person. Raises BadInput for none, and for one that does not wait."""
    kept = app.journal.exchange().parcels().by_id(number)
    if kept is None:
        raise BadInput(_GONE.format(number), field="number")
    parcel = parcel_of(app, kept)
    if kept.state is not ParcelState.WAITS or parcel is None:
        raise BadInput(_NOT_WAITING.format(kept.title, kept.state_words), field="number")
    return kept, parcel


def take_parcel(app: AppContext, number: int, *, code: str, pin: str) -> str:
    """Take in the parcel of that row by that person; what became of it, in one sentence.

    Raises BadInput, RuleRefused: for a wrong PIN nothing is noted; what the file's own service says stands beside the
    parcel, which goes on waiting.
    """
    kept, parcel = get_waiting(app, number)
    by = check_pin(app.journal, code, pin)
    content = file_in(parcel, app.journal.handler_seed())
    try:
        words = _TAKE[ParcelKind(parcel.kind)](app, content, by, Consent(code, pin))
    except CounterError as wrong:
        note_parcel(app, kept, ParcelState.WAITS, wrong.sentence)
        raise
    note_parcel(app, kept, ParcelState.TAKEN, words, by=by.code)
    settle_parcels(app)
    settle_known(app)
    return words


def set_aside(app: AppContext, number: int, *, code: str, pin: str) -> None:
    """Decide that the parcel is not taken in; it stays in the list. Raises BadInput, RuleRefused."""
    kept, _ = get_waiting(app, number)
    by = check_pin(app.journal, code, pin)
    why = "看过，决定不收。要收的，请发件的窗口再发一次，或者用文件收。"
    note_parcel(app, kept, ParcelState.REFUSED, why, by=by.code)


def settle_known(app: AppContext) -> int:
    """What waits for a person though it is in force here already, or is another hall's; how many."""
    done = 0
    for kept in app.journal.exchange().parcels().open_ones():
        if kept.state is not ParcelState.WAITS or (parcel := parcel_of(app, kept)) is None:
            continue
        state, why = _known(app, parcel)
        if state is not ParcelState.WAITS:
            note_parcel(app, kept, state, why)
            done += 1
    return done


def _known(app: AppContext, parcel: Parcel) -> tuple[ParcelState, str]:
    match parcel.kind:
        case ParcelKind.GUIDE:
            return _known_guide(app, parcel)
        case ParcelKind.REGISTER:
            return _known_register(app, parcel)
        case ParcelKind.CALENDAR:
            return _known_calendar(app, parcel)
    return ParcelState.WAITS, ""


def _known_guide(app: AppContext, parcel: Parcel) -> tuple[ParcelState, str]:
    from counter.services.guide.versions import guide_versions

    last = guide_versions(app.journal).last
    if last is None or last.publication.number < parcel.number:
        return ParcelState.WAITS, ""
    return ParcelState.KNOWN, f"这里已有{last.publication.title}"


def _known_register(app: AppContext, parcel: Parcel) -> tuple[ParcelState, str]:
    journal = app.journal
    known, trust = hall_register(journal), trusted_keys(journal)
    own = known.issued[0].issue.hall_key if known.number else own_hall_key(journal, trust)
    try:
        values = json.loads(parcel.body)
        keys = {str(one["issue"]["hall_key"]) for one in values["issues"]}
    except (ValueError, LookupError, TypeError, RecursionError):
        return ParcelState.REFUSED, _UNREAD
    ours = keys & set(trust.line(own))
    if own and not ours:
        return ParcelState.NOT_OURS, _OTHER_HALL
    if ours and parcel.number <= known.number:
        return ParcelState.KNOWN, f"本窗口已是第{known.number}号"
    return ParcelState.WAITS, ""


def _known_calendar(app: AppContext, parcel: Parcel) -> tuple[ParcelState, str]:
    try:
        found = arrangement_from(json.loads(parcel.body))
    except BadInput as wrong:
        return ParcelState.REFUSED, wrong.sentence
    except (ValueError, RecursionError):
        return ParcelState.REFUSED, _UNREAD
    before = app.calendar.years.get(found.year)
    if before is not None and same_days(before, found):
        return ParcelState.KNOWN, f"{found.year}年的放假安排这里已有"
    return ParcelState.WAITS, ""


def _take_ratings(app: AppContext, content: bytes, by: StaffRow, _: Consent) -> str:
    from counter.services.ratings.office.import_pack import import_ratings

    taken = import_ratings(app, _text(content), by)
    if taken.already:
        return "以前收过，没有重复登记"
    words = (
        f"收进实名{taken.named}条、匿名{taken.anonymous}条，差评立案{taken.opened}件，存疑{taken.doubtful}条"
    )
    doubts = len(taken.faults) + bool(taken.too_many) + bool(taken.missing) + bool(taken.unreadable)
    return f"{words}；有{doubts}处对不上，看“评价 → 窗口”" if doubts else words


def _take_guide(app: AppContext, content: bytes, by: StaffRow, _: Consent) -> str:
    from counter.services.guide.import_pack import import_guide

    check_right(app.journal, by, Capability.RELEASE_GUIDE)
    publication = import_guide(app, content, by).publication
    today = civil_date(app.clock.read().at)
    day = publication.effective
    return f"{publication.title}已采用，{'已经施行' if day <= today else f'{day.isoformat()} 起施行'}"


def _take_register(app: AppContext, content: bytes, by: StaffRow, _: Consent) -> str:
    taken = take_in_register(app.journal, _text(content), by=by)
    settle_held(app)
    return f"登记册第{taken.register.number}号{'已采用' if taken.fresh else '本窗口已经有了'}"


def _take_calendar(app: AppContext, content: bytes, _: StaffRow, consent: Consent) -> str:
    from counter.services.hall.import_calendar import import_calendar

    try:
        found = arrangement_from(json.loads(content))
    except (ValueError, RecursionError) as wrong:
        raise BadInput(_UNREAD, field="file") from wrong
    digest = hashlib.sha256(content).hexdigest()
    before = app.calendar.years.get(found.year)
    settled = before is not None and before.official  # a supervisor may change it, nobody else
    by_whom = consent if settled else None
    done = import_calendar(app.journal, app.calendar, found, sha256=digest, consent=by_whom)
    return f"{done.year.year}年的放假安排已生效（{done.year.version}）"


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise BadInput(_UNREAD, field="file") from wrong


_TAKE: dict[ParcelKind, Callable[[AppContext, bytes, StaffRow, Consent], str]] = {
    ParcelKind.RATINGS: _take_ratings,
    ParcelKind.GUIDE: _take_guide,
    ParcelKind.REGISTER: _take_register,
    ParcelKind.CALENDAR: _take_calendar,
}
"""Keys take in themselves (``services.exchange.receive_parcel``)."""
