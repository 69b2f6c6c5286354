"""Wrap the keys of cases to those who may always read them: recovery key, hall ring, and the owner of the case.

Runs in the process that exchanges, never in an acceptance: what own entries sealed since the last time is found by
their place in the file, so that a year of cases is looked at once (docs/decisions/0033).
"""

from __future__ import annotations

from collections.abc import Iterable

from counter.domain.journal.exchange.key_cards import is_recovery, later_maker, recovery_recipient
from counter.domain.journal.exchange.key_wraps import MOST_WRAPS, KeyParcel, KeyWrap, wrap_info
from counter.domain.journal.exchange.ownership import owner_of
from counter.services.context.app import AppContext
from counter.services.context.key_ports import SealedSince, SharedKeysStore
from counter.services.exchange.reading_keys import own_reading_key, own_recipients, reading_key_of
from counter.services.keys.public_sealing import seal_to
from counter.services.keys.recovery_reading import READERS
from counter.services.keys.ring_cards import held_rings, known_rings, retired_rings, ring_in_force
from counter.services.keys.trusted import trusted_keys

AT_ONCE = 500
"""Entries looked at in one transaction."""
CASES_AT_ONCE = 100
"""Cases wrapped in one transaction where many are due: an act at the window may have to wait for it."""
_LOOKED = "wrapped_to:"
_OWNER = "owner"
"""In place of a recipient: cases whose owner is another station, who is to be found out."""
_OWNER_WAITS = "owner_wrap:"
_RETIRED = "retired:"


def share_keys(app: AppContext) -> int:
    """Make the wraps that are due; how many were made. Resumable: what was not reached comes the next time."""
    made = _rewrap_open(app)
    _drop_retired(app)
    made += _wrap_new(app)
    return made + _wrap_to_owners(app)


def wraps_to_send(app: AppContext, most: int = MOST_WRAPS, own: bool | None = None) -> KeyParcel:
    """What travels next: wraps that wait, this station's reading key, the rings known here, and recipients for whom no
    wrap is kept any more. ``own``: of this station's making only, or only those of others.
    """
    return KeyParcel(
        app.journal.shared_keys().waiting_wraps(min(most, MOST_WRAPS), own),
        (own_reading_key(app),),
        known_rings(app.journal),
        (
            *(card.recipient for card in retired_rings(app.journal)),
            *app.journal.shared_keys().marks(_RETIRED),
        ),
    )


def wraps_sent(app: AppContext, parcel: KeyParcel) -> None:
    """The parcel arrived: its wraps are not sent again."""
    own = {*own_recipients(app), *held_rings(app.journal)}
    with app.journal.transaction() as tx:
        tx.shared_keys().wraps_sent(parcel.wraps, own)
        tx.commit()


def send_wraps_again(app: AppContext) -> None:
    """The hub lost wraps (it was restored), or is another one: what was sent goes again, what is not here is made."""
    with app.journal.transaction() as tx:
        tx.shared_keys().send_again()
        for name in app.journal.shared_keys().marks(_LOOKED):
            tx.shared_keys().drop_mark(f"{_LOOKED}{name}")
        tx.commit()


def wrapped(key: bytes, subject: str, maker: str, recipient: str, public: bytes) -> KeyWrap:
    """The wrap of a case key for a recipient."""
    return KeyWrap(subject, maker, recipient, seal_to(public, key, wrap_info(subject, maker, recipient)))


def add_wraps(
    keys: SharedKeysStore, cases: Iterable[str], makers: Iterable[str] | None, recipient: str, public: bytes
) -> int:
    """Wrap the keys of these makers (None: all that are here) to a recipient, where it has none yet; how many."""
    made = 0
    for case in cases:
        for maker in keys.makers(case) if makers is None else makers:
            key = keys.key_of(case, maker)
            if key is not None and not keys.has_wrap(case, maker, recipient):
                keys.put_wrap(wrapped(key, case, maker, recipient, public), 0)
                made += 1
    return made


def _own_makers(app: AppContext) -> tuple[str, ...]:
    """As whom this station sealed, in every epoch."""
    code = app.journal.station().code
    return (code, *(later_maker(code, epoch) for epoch, _, _ in app.journal.exchange().own_epochs()))


def _always(app: AppContext) -> dict[str, str]:
    """Recipient → public key, of those to whom every own key is wrapped."""
    found = {recovery_recipient(key): key for key in app.journal.shared_keys().marks(READERS).values()}
    ring = ring_in_force(app.journal)
    if ring is not None:
        found[ring.recipient] = ring.public_key
    return found


def _drop_retired(app: AppContext) -> None:
    """A recovery key that was replaced gets nothing more, and what was wrapped to it is deleted."""
    present = _always(app)
    for recipient in app.journal.shared_keys().marks(_LOOKED):
        if is_recovery(recipient) and recipient not in present:
            with app.journal.transaction() as tx:
                tx.shared_keys().drop_wraps_for(recipient)
                tx.shared_keys().drop_mark(f"{_LOOKED}{recipient}")
                tx.exchange().set_mark(f"{_RETIRED}{recipient}", "")
                tx.commit()


def _wrap_new(app: AppContext) -> int:
    """Own keys of cases that entries sealed something for since the last time, to everybody who may always read them;
    and which of these cases another station owns. In one transaction: each costs the window the pages that it has read.
    """
    own, always, made = _own_makers(app), _always(app), 0
    while found := _sealed_since(app, (*always, _OWNER)):
        foreign = app.journal.shared_keys().decided_elsewhere(found[_OWNER].cases) if _OWNER in found else ()
        with app.journal.transaction() as tx:
            for name, looked in found.items():
                if name != _OWNER:
                    public = bytes.fromhex(always[name])
                    made += add_wraps(tx.shared_keys(), looked.cases, own, name, public)
                tx.exchange().set_mark(f"{_LOOKED}{name}", str(looked.place))
            for case in foreign:
                tx.exchange().set_mark(f"{_OWNER_WAITS}{case}", "")
            tx.commit()
    return made


def _sealed_since(app: AppContext, names: Iterable[str]) -> dict[str, SealedSince]:
    """For each of these marks what was sealed since; those alone for which something was."""
    found = {}
    for name in names:
        place = int(app.journal.exchange().mark(f"{_LOOKED}{name}") or 0)
        looked = app.journal.shared_keys().sealed_since(place, AT_ONCE)
        if looked.place != place:
            found[name] = looked
    return found


def _rewrap_open(app: AppContext) -> int:
    """A new generation of the ring: open cases are wrapped to it, by a holder those of all makers; what was wrapped to
    the generations before is deleted. Cases that were closed stay readable where the holders opened them.
    """
    ring, made = ring_in_force(app.journal), 0
    if ring is None:
        return 0
    for old in retired_rings(app.journal):
        looked = app.journal.exchange().mark(f"{_LOOKED}{old.recipient}")
        if looked is None:
            continue
        makers = None if ring.recipient in held_rings(app.journal) else _own_makers(app)
        cases = app.journal.shared_keys().open_cases()
        for start in range(0, len(cases), CASES_AT_ONCE):
            part = cases[start : start + CASES_AT_ONCE]
            with app.journal.transaction() as tx:
                public = bytes.fromhex(ring.public_key)
                made += add_wraps(tx.shared_keys(), part, makers, ring.recipient, public)
                tx.commit()
        with app.journal.transaction() as tx:
            keys = tx.shared_keys()
            keys.drop_wraps_for(old.recipient)
            keys.drop_mark(f"{_LOOKED}{old.recipient}")
            if tx.exchange().mark(f"{_LOOKED}{ring.recipient}") is None:
                tx.exchange().set_mark(f"{_LOOKED}{ring.recipient}", looked)
            tx.commit()
    return made


def _wrap_to_owners(app: AppContext) -> int:
    """Own keys of cases that another station owns, to that station, as soon as its reading key is known; of a case that
    was claimed here and handed on, to whom it was handed too: what this station sealed is its own to pass on.
    """
    own = app.journal.station().code
    known = app.journal.shared_keys()
    waiting = {*known.marks(_OWNER_WAITS), *known.handed_over()}
    if not waiting:
        return 0
    trust, made = trusted_keys(app.journal), 0
    for case in sorted(waiting):
        entries = app.journal.entries(case)
        found = {owner_of(entries), owner_of(entries, own)} - {""}
        readers = [reading_key_of(app, trust, owner) for owner in sorted(found - {own})]
        with app.journal.transaction() as tx:
            keys = tx.shared_keys()
            for reader in readers:
                if reader is not None:
                    public = bytes.fromhex(reader.public_key)
                    made += add_wraps(keys, (case,), _own_makers(app), reader.recipient, public)
            if found and None not in readers:
                keys.drop_mark(f"{_OWNER_WAITS}{case}")
            tx.commit()
    return made
