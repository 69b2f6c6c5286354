"""Perform an act on a rating at the office: the act is data (L10)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.document import numbering
from counter.domain.document.document import Document, PaperKind, to_json
from counter.domain.errors import BadInput, StaleBase
from counter.domain.hall.jurisdiction import HALL
from counter.domain.input_limits import check_words
from counter.domain.journal.entries import NewEntry, canonical_bytes
from counter.domain.ratings.office import events
from counter.domain.ratings.office.acts import (
    Assign,
    CallBack,
    Close,
    ConfirmProxy,
    Contact,
    Find,
    Measure,
    RectifyAct,
    Reply,
)
from counter.domain.ratings.office.answer_paper import AnswerSheet, rectification_answer
from counter.domain.ratings.office.rated import Rated, fold
from counter.domain.ratings.office.rules import check
from counter.domain.ratings.rating import ReasonList
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow, Transaction
from counter.services.context.rating_projection import row_of
from counter.services.keys.back_offices import handler_seed
from counter.services.ratings.office.ledger import office_of


@dataclass(frozen=True, slots=True)
class _Performing:
    """What an act is written from."""

    app: AppContext
    tx: Transaction
    rated: Rated
    clerk: StaffRow
    reasons: ReasonList | None


Event = tuple[object, object | None]
"""What was done, and its personal part."""


def perform_rectify(
    app: AppContext,
    rating: str,
    act: RectifyAct,
    clerk: StaffRow,
    base: str | None = None,
    reasons: ReasonList | None = None,
) -> Rated:
    """Perform ``act`` on a rating and return the rating after it.

    ``base``: id of the last entry the actor saw; ``reasons``: the list in force, so that an answer gives reasons in
    words. A reviewer's PIN was checked before. Raises RuleRefused (L10), BadInput, StaleBase or, where an answer has
    characters without a glyph, WorldTrouble; then nothing was written and no number was used.
    """
    handler_seed(app.journal)
    check_words(act)
    with app.journal.transaction() as tx:
        entries = list(tx.entries(rating))
        rated = fold(entries)
        if rated is None:
            raise BadInput("没有这条评价。", field="rating")
        if base is not None and base != rated.base:
            raise StaleBase("这条评价刚被别处改过，请看过最新情况再办。")
        check(rated, act, office_of(app, clerk.code))
        event, sealed = _write(_Performing(app, tx, rated, clerk, reasons), act)
        entries.append(tx.append(NewEntry(rating, event, rated.base, sealed), actor=clerk.code))
        after = fold(entries)
        assert after is not None
        tx.put_rating(row_of(after))
        tx.commit()
    return after


def _write(doing: _Performing, act: RectifyAct) -> Event:
    """The event and personal part of an act."""
    match act:
        case Assign():
            return _assign(doing, act)
        case Contact():
            return _contact(doing, act)
        case Find():
            return _find(doing, act)
        case Measure():
            return _measure(doing, act)
        case Reply():
            return _reply(doing, act)
        case CallBack():
            return _call_back(doing, act)
        case Close():
            return _close(doing, act)
        case ConfirmProxy():
            return _prove(doing, act)


def _assign(doing: _Performing, act: Assign) -> Event:
    why = events.OwnerNamedSealed(act.why.strip())
    return events.OwnerNamed(act.owner), why


def _contact(doing: _Performing, act: Contact) -> Event:
    event = events.Contacted(act.reached, act.how)
    return event, events.ContactedSealed(act.words.strip())


def _find(doing: _Performing, act: Find) -> Event:
    event = events.Found(act.finding, act.reviewer)
    return event, events.FoundSealed(act.facts.strip())


def _measure(doing: _Performing, act: Measure) -> Event:
    event = events.Measured(act.kind.value, act.done_by)
    return event, events.MeasuredSealed(act.words.strip())


def _reply(doing: _Performing, act: Reply) -> Event:
    document = _paper(doing, act.words.strip(), _number(doing))
    doing.app.papers.make(document)  # an answer that cannot be printed must fail here
    content = to_json(document)
    digest = hashlib.sha256(canonical_bytes(content)).hexdigest()
    event = events.Answered(str(uuid7()), document.number, digest)
    return event, events.AnsweredSealed(content)


def _call_back(doing: _Performing, act: CallBack) -> Event:
    event = events.CalledBack(act.reached, act.again)
    return event, events.CalledBackSealed(act.words.strip())


def _close(doing: _Performing, act: Close) -> Event:
    return events.RectificationClosed(), None


def _prove(doing: _Performing, act: ConfirmProxy) -> Event:
    return events.ProxyConfirmed(act.reached, act.same), None


def _paper(doing: _Performing, words: str, number: str) -> Document:
    registered = doing.rated.registered
    return rectification_answer(
        AnswerSheet(
            rated=doing.rated,
            number=number,
            words=words,
            reasons=doing.reasons.words_of(registered.reasons) if doing.reasons else registered.reasons,
            station=doing.app.journal.station(),
            jurisdiction=doing.app.jurisdiction,
            issued_at=doing.app.clock.read().at,
        )
    )


def _number(doing: _Performing) -> str:
    """The next number of the office's own series; given back where the act is not committed."""
    station = doing.app.journal.station()
    year = civil_date(doing.app.clock.read().at).year
    form = doing.app.jurisdiction.number_form(HALL, PaperKind.RECTIFICATION_ANSWER)
    serial = doing.tx.next_number(numbering.paper_series(form, year))
    return numbering.paper_number(form, station.code, station.epoch, year, serial)
