"""入厅卡: one file by which a new window joins a hall: the register, the hall's place and the keys it trusts.

Nothing in it is secret. The hall's key signs all of it; people compare that key's fingerprint by telephone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.publication import KEY_SUBJECT as BUREAU_SUBJECT
from counter.domain.guide.publication import BureauCard, KeyTrusted
from counter.domain.hall.hall import HallConfig, StaffSeed
from counter.domain.hall.kept_numbers import is_room
from counter.domain.hall.register.records import RegisteredStaff, RegisteredWindow
from counter.domain.hall.register.register import RegisterOnDay
from counter.domain.hall.window_name import window_name
from counter.domain.journal import codec
from counter.domain.journal.chain import fields_hash
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import NewEntry, canonical_bytes
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.ratings.sealed_box import HandlerCard, HandlerTrusted
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.guide.trust_bureau import bureau_key
from counter.services.hall.staff import require_supervisor
from counter.services.keys.files import request_text
from counter.services.keys.hall_keys import NO_HALL_KEY
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.trusted import seed_in_force, settled_keys, sign_with, station_keys, verify
from counter.services.ratings.trust_office import SUBJECT as HANDLER_SUBJECT
from counter.services.ratings.trust_office import handler_card
from counter.services.register.register_file import (
    ProvedRegister,
    adopt_register,
    prove_register,
    register_text,
)

FORM = "counter-window-card-1"
ANSWER = "入厅申请"
"""How the name of the new window's request begins."""

LONGEST = 20_000_000
_WRONG = "这不是入厅卡文件（在已经设好的窗口写出的），或已损坏。"


@dataclass(frozen=True, slots=True)
class JoinCard:
    """The file. ``register``: the text of the register's file; ``bureau``, ``handler``: keys trusted at the window
    that wrote it, None where none is. ``written_on``: civil day, ISO. ``recovery``: public half of the hall's recovery
    key, which then opens every window set up from this card; "" where each has its own only.
    """

    region: str
    jurisdiction: str
    demo: bool
    register: str
    bureau: BureauCard | None
    handler: HandlerCard | None
    written_on: str
    recovery: str = ""
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-window-card-1" + fields_hash((canonical_bytes(replace(self, signature="")),))


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card whose signatures hold."""

    card: JoinCard
    proved: ProvedRegister

    @property
    def hall(self) -> str:
        """The hall's name, as its register states it now, or its key's card."""
        newest = self.proved.register.issued[-1].issue.issued_on
        stated = self.proved.register.on(newest).hall
        return self.proved.hall.hall if stated is None else stated.name

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the hall's key, to compare by telephone."""
        return readable_fingerprint(self.proved.hall.public_key)


def join_card_text(app: AppContext, *, code: str, pin: str, recovery: Callable[[], str] = str) -> str:
    """The card of this hall, by a supervisor; ``recovery``: as in ``JoinCard``, asked once nothing else refuses.

    Raises RuleRefused for anyone else, BadInput without a hall key."""
    journal = app.journal
    require_supervisor(journal, code=code, pin=pin)
    today = civil_date(app.clock.read().at)
    seed = seed_in_force(journal, settled_keys(journal, today))
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    station = journal.station()
    card = JoinCard(
        region=station.region,
        jurisdiction=station.jurisdiction,
        demo=station.demo,
        register=register_text(journal),
        bureau=bureau_key(journal),
        handler=handler_card(journal),
        written_on=today.isoformat(),
        recovery=recovery(),
    )
    signed = replace(card, signature=sign_with(seed, card.message()))
    return stating(
        journal, json.dumps({"form": FORM, **codec.write(signed)}, ensure_ascii=False, indent=1) + "\n"
    )


def read_join_card(text: str) -> ReadCard:
    """Read a card and prove its signatures. Raises BadInput, RuleRefused; each in one sentence."""
    wrong = BadInput(_WRONG, field="file")
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong from None
    if not isinstance(values, dict) or values.pop("form", None) != FORM:
        raise wrong
    try:
        card = codec.read(JoinCard, values)
    except Unreadable:
        raise wrong from None
    proved = prove_register(card.register)
    try:
        holds = verify(bytes.fromhex(proved.hall.public_key), card.message(), bytes.fromhex(card.signature))
    except ValueError:
        holds = False
    if not holds:
        raise RuleRefused("入厅卡的签名不对，可能被改动，没有采用。", rule="register", field="signature")
    if card.demo != proved.hall.demo:
        raise RuleRefused("演示大厅和正式大厅的入厅卡不能混用。", rule="L14", field="demo")
    return ReadCard(card, proved)


def joining_settings(given: ReadCard, window: RegisteredWindow, on_day: RegisterOnDay) -> HallConfig:
    """The settings of the set-up of a new window, or of the hall's supervisor's room: what the register states
    of the hall replaces them from then on.

    The hall bears the name of its key's card, by which the new station knows that it needs no hall key of its own.
    """
    hall = on_day.hall
    return HallConfig(
        station=window.station,
        hall=given.proved.hall.hall,
        window=window.number,
        region=given.card.region,
        jurisdiction=given.card.jurisdiction,
        demo=given.card.demo,
        phone="" if hall is None else hall.phone,
        address="" if hall is None else hall.address,
        hours="" if hall is None else hall.hours,
        oversight=is_room(window.station),
    )


def first_supervisors(on_day: RegisterOnDay) -> tuple[RegisteredStaff, ...]:
    """Who may sit down first at a new window."""
    return tuple(s for s in on_day.staff.values() if s.role == "supervisor")


def free_windows(given: ReadCard, on_day: RegisterOnDay) -> tuple[RegisteredWindow, ...]:
    """The registered windows that no computer has a valid key for."""
    revoked = {r.public_key for r in given.proved.keys.revocations}
    taken = {c.station for c in given.proved.keys.certificates if c.public_key not in revoked}
    return tuple(w for w in on_day.windows if w.station not in taken)


def joining_window(given: ReadCard, on_day: RegisterOnDay, station: str) -> RegisteredWindow:
    """The free window of that code. Raises BadInput with those there are."""
    free = free_windows(given, on_day)
    found = next((w for w in free if w.station == station.strip()), None)
    if found is None:
        have = "、".join(f"{w.station}（{window_name(w.number)}）" for w in free)
        mend = f"空着的有：{have}" if have else "也没有别的空着的：请先在登记册里加这个窗口，再写一张入厅卡"
        raise BadInput(f"登记册里没有空着的窗口 {station[:20]}，{mend}。", field="window")
    return found


def joining_supervisor(on_day: RegisterOnDay, code: str) -> RegisteredStaff:
    """The supervisor of that code. Raises BadInput with those there are."""
    people = first_supervisors(on_day)
    found = next((s for s in people if s.code == code.strip().upper()), None)
    if found is None:
        have = "、".join(f"{s.code} {s.name}" for s in people)
        raise BadInput(f"登记册里没有工号为 {code[:20]} 的值班负责人，有：{have}。", field="first")
    return found


def joining_person(person: RegisteredStaff, pin: str) -> StaffSeed:
    """The supervisor who sits at the new window, with the PIN just set there."""
    return StaffSeed(person.code, person.name, person.role, pin, person.organ)


def join_hall(app: AppContext, given: ReadCard, *, actor: str) -> str:
    """Make the profile that is being set up a window of the hall; the text of its request for a certificate."""
    journal = app.journal
    adopt_register(journal, given.proved, actor=actor)
    with journal.transaction() as tx:
        if given.card.bureau is not None:
            event = KeyTrusted(given.card.bureau)
            tx.append(NewEntry(BUREAU_SUBJECT, event, tx.last_id(BUREAU_SUBJECT)), actor=actor)
        if given.card.handler is not None:
            trusted = HandlerTrusted(given.card.handler)
            tx.append(NewEntry(HANDLER_SUBJECT, trusted, tx.last_id(HANDLER_SUBJECT)), actor=actor)
        tx.commit()
    keep_heads(journal, given.card.register, "入厅卡", actor=actor)
    return own_request(journal)


def own_request(journal: Journal) -> str:
    """The request of this station for a certificate, to be taken to a window that holds the hall's key."""
    own = journal.public_key().hex()
    return stating(journal, request_text(next(c for c in station_keys(journal) if c.public_key == own)))
