"""Certify another window of the same hall with the hall key that this profile holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.papers.verify.trusted_keys import Certificate, KeysTrusted, day_of, fingerprint_of
from counter.services.context.ports import Journal
from counter.services.hall.staff import require_supervisor
from counter.services.keys.trusted import append, public_of, settled_keys, signed

NO_HALL_KEY = "这个窗口没有大厅密钥，请在持有大厅密钥的窗口上做（counter keys list 可以看到）。"


def certify_station(journal: Journal, asked: Certificate, *, code: str, pin: str, today: date) -> KeysTrusted:
    """Certify the station key of a request; answers what the other window has to trust.

    Raises RuleRefused for anyone but a supervisor or where demo and real would mix (L14), BadInput for a bad key or
    where this profile holds no hall key.
    """
    by = require_supervisor(journal, code=code, pin=pin)
    seed = journal.hall_seed()
    trust = settled_keys(journal, today)
    seed = seed or journal.hall_seed()
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    if asked.demo != journal.station().demo:
        raise RuleRefused("演示窗口和正式窗口的密钥不能互相签发。", rule="L14", field="demo")
    day_of(asked.since)
    try:
        fingerprint_of(asked.public_key)
    except ValueError:
        raise BadInput("申请文件里的公钥不完整。", field="public_key") from None
    card = trust.halls[public_of(seed)]
    certificate = signed(replace(asked, hall_key=card.public_key), seed)
    append(journal, "keys.trusted", KeysTrusted("certified", certificates=(certificate,)), actor=by.code)
    mine = tuple(r for r in trust.revocations.values() if r.hall_key == card.public_key)
    others = tuple(c for c in trust.certificates if c.hall_key == card.public_key)
    return KeysTrusted("certified", (card,), (*others, certificate), mine)
