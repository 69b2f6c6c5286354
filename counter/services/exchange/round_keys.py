"""The part of a round about case keys: public keys and wraps from the hub, what follows here, own wraps to the hub.

Each call to the hub stands between two short transactions. Cut anywhere, the next round does the rest: a wrap counts as
sent when the hub has it, a number as pulled when what came before it is kept; the same again changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from counter.domain.calendar.workdays import civil_date
from counter.domain.journal.exchange.key_wraps import KeyParcel, pack_keys
from counter.services.context.app import AppContext
from counter.services.exchange.courier_wraps import carried_recipients
from counter.services.exchange.hub_keys_port import MOST_AT_ONCE
from counter.services.exchange.hub_port import NOT_REGISTERED, HubPort, HubRefused
from counter.services.exchange.keys_at_hub import KeysAtHub, keys_at_hub, note_keys, set_keys
from counter.services.exchange.reading_keys import known_reading_keys, own_recipients
from counter.services.exchange.round_marks import reporting_marks
from counter.services.exchange.settle_keys import SettledKeys, settle_keys
from counter.services.exchange.share_keys import send_wraps_again, wraps_sent, wraps_to_send
from counter.services.exchange.take_wraps import keep_for_recovery, take_wraps
from counter.services.keys.recovery_reading import recovery_recipients
from counter.services.keys.ring_cards import held_rings


@dataclass(frozen=True, slots=True)
class KeysExchanged:
    """``opened``: cases that can be read here now; ``sent``: wraps that the hub has now."""

    opened: tuple[str, ...] = ()
    sent: int = 0
    settled: SettledKeys | None = None


def exchange_keys(app: AppContext, hub: HubPort) -> KeysExchanged:
    """After entries were pulled. Raises HubRefused, HubUnreachable; what was done until then is noted."""
    known, refused = _known_here(app), dict[str, None]()
    opened = _take_public_keys(app, hub)
    _state_keys(app, hub, refused)  # before the wraps for a ring that is stated by it
    for recipient in (*own_recipients(app), *held_rings(app.journal)):
        opened |= _take_wraps_for(app, hub, recipient, refused)
    for recipient in carried_recipients(app):
        _keep_wraps_for(app, hub, recipient, refused)
    if app.journal.shared_keys().lacks_own_keys():
        _keep_own_wraps(app, hub)
    settled = settle_keys(app)
    sent = _put(app, hub, own=True, refused=refused)
    sent += _put(app, hub, own=False, refused=refused)
    if tuple(refused) != known.refused:
        note_keys(app, refused=tuple(refused))
    return KeysExchanged((*opened, *(one for one in settled.opened if one not in opened)), sent, settled)


def _known_here(app: AppContext) -> KeysAtHub:
    """The mark; where the hub is another one, or was put back, everything goes to it and comes from it again."""
    marks, known = reporting_marks(app.journal.exchange()), keys_at_hub(app)
    hub = f"{marks.hub} {marks.put_back.isoformat() if marks.put_back else ''}".strip()
    if known.hub != hub:
        send_wraps_again(app)
        known = KeysAtHub(hub=hub)
        set_keys(app, known)
    return known


def _take_public_keys(app: AppContext, hub: HubPort) -> dict[str, None]:
    opened, more = dict[str, None](), True
    while more:
        after = keys_at_hub(app).cards
        answer = hub.public_keys(after)
        more = answer.more
        if answer.upto != after:
            opened |= dict.fromkeys(take_wraps(app, answer.keys).opened)
            note_keys(app, cards=answer.upto)
    return opened


def _take_wraps_for(
    app: AppContext, hub: HubPort, recipient: str, refused: dict[str, None]
) -> dict[str, None]:
    opened = dict[str, None]()
    for parcel in _wraps_for(app, hub, recipient, refused):
        opened |= dict.fromkeys(take_wraps(app, parcel).opened)
    return opened


def _keep_wraps_for(app: AppContext, hub: HubPort, recipient: str, refused: dict[str, None]) -> None:
    """For a window without a line: they go with the next courier file."""
    for parcel in _wraps_for(app, hub, recipient, refused):
        with app.journal.transaction() as tx:
            for wrap in parcel.wraps:
                if not tx.shared_keys().is_forgotten(wrap.subject):
                    tx.shared_keys().put_wrap(wrap, 1)
            tx.commit()


def _keep_own_wraps(app: AppContext, hub: HubPort) -> None:
    """For the recovery keys, after a restoring: they wait here until one is typed. A hub of before gives none and
    notes that it was asked; it is asked again on another day.
    """
    today, refused = civil_date(app.clock.read().at).isoformat(), dict[str, None]()
    if keys_at_hub(app).no_recovery == today:
        return
    for recipient in recovery_recipients(app.journal):
        _keep_wraps_of(app, hub, recipient, refused)
        if refused:
            note_keys(app, no_recovery=today)
            return


def _keep_wraps_of(app: AppContext, hub: HubPort, recipient: str, refused: dict[str, None]) -> None:
    for parcel in _wraps_for(app, hub, recipient, refused):
        with app.journal.transaction() as tx:
            for wrap in parcel.wraps:
                keep_for_recovery(tx, wrap, app.journal.station().code)
            tx.commit()


def _wraps_for(
    app: AppContext, hub: HubPort, recipient: str, refused: dict[str, None]
) -> Iterator[KeyParcel]:
    """From the last number on; for a ring that was just brought here from the first. A number counts as pulled after
    what came up to it was dealt with.
    """
    more = True
    while more:
        pulled = keys_at_hub(app).pulled
        after = pulled.get(recipient, 0)
        try:
            answer = hub.wraps(recipient, after)
        except HubRefused as wrong:
            if wrong.code != NOT_REGISTERED:
                raise
            refused[wrong.sentence] = None
            return
        more = answer.more
        if answer.upto != after:
            yield answer.keys
            note_keys(app, pulled={**pulled, recipient: answer.upto})


def _state_keys(app: AppContext, hub: HubPort, refused: dict[str, None]) -> None:
    """Own reading key and known rings, where they changed; and recipients that are none any more."""
    parcel, held, known = wraps_to_send(app, 0), tuple(held_rings(app.journal)), keys_at_hub(app)
    carried = {*carried_recipients(app)}
    others = (key for key in known_reading_keys(app) if key.recipient in carried)
    cards = KeyParcel(reading_keys=(*parcel.reading_keys, *others), rings=parcel.rings)
    stated = _digest(pack_keys(cards), *held)
    if stated != known.stated:
        try:
            hub.put_keys(cards, held)
        except HubRefused as wrong:
            if wrong.code != NOT_REGISTERED:
                raise
            refused[wrong.sentence] = None
        else:
            note_keys(app, stated=stated)
    dropped = _digest(*sorted(parcel.retired))
    if parcel.retired and dropped != known.dropped:
        hub.drop_wraps(parcel.retired)
        note_keys(app, dropped=dropped)


def _put(app: AppContext, hub: HubPort, *, own: bool, refused: dict[str, None]) -> int:
    """Put what waits, of own makers or of others; how many. What the hub takes for nobody goes no second time."""
    sent = 0
    while (parcel := wraps_to_send(app, MOST_AT_ONCE, own)).wraps:
        try:
            sent += hub.put_wraps(parcel.wraps).kept
        except HubRefused as wrong:
            if own or wrong.code != NOT_REGISTERED:
                raise
            refused[wrong.sentence] = None
            break
        wraps_sent(app, parcel)
    return sent


def _digest(*parts: bytes | str) -> str:
    return hashlib.sha256(b"\0".join(p if isinstance(p, bytes) else p.encode() for p in parts)).hexdigest()
