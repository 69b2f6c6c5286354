"""Trust, certify and revoke the keys that papers are verified with, each by a supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.papers.verify.trusted_keys import (
    Certificate,
    KeyRevoked,
    KeysTrusted,
    Revocation,
    Trust,
    check_import,
    day_of,
    fingerprint_of,
)
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.trusted import append, public_of, settled_keys, signed, trusted_keys, verify

NO_HALL_KEY = "这个窗口没有大厅密钥，请在持有大厅密钥的窗口上做（counter keys list 可以看到）。"


def trust_keys(journal: Journal, given: KeysTrusted, *, code: str, pin: str) -> KeysTrusted:
    """Import the new keys of a file with a supervisor's PIN; returns what was new.

    Raises RuleRefused for anyone else, BadInput where one signature in the file is invalid (nothing is imported then).
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    known = trusted_keys(journal)
    check_import(given, known, verify)
    fresh = new_statements(given, known)
    if fresh is None:
        return KeysTrusted("imported")
    append(journal, fresh, actor=by.code)
    return fresh


def new_statements(given: KeysTrusted, known: Trust) -> KeysTrusted | None:
    """What a file of keys states that is not known yet; None where it is nothing."""
    certified = {(c.public_key, c.hall_key) for c in known.certificates}
    fresh = KeysTrusted(
        how="imported",
        halls=tuple(c for c in given.halls if c.public_key not in known.halls),
        certificates=tuple(c for c in given.certificates if (c.public_key, c.hall_key) not in certified),
        revocations=tuple(r for r in given.revocations if known.revocations.get(r.public_key) != r),
    )
    return fresh if fresh.halls or fresh.certificates or fresh.revocations else None


def certify_stations(
    journal: Journal, asked: Sequence[Certificate], *, code: str, pin: str, today: date, agreed: str = ""
) -> KeysTrusted:
    """Certify the station keys of these requests, all or none; returns what the other windows have to trust.
    ``agreed``: code of a second person whose PIN was just checked.

    Raises RuleRefused for anyone but a supervisor, with one person where a second exists, or where demo and real would
    mix (L14), BadInput for a bad key or where this profile holds no hall key.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "给别的窗口签发证书")
    seed = journal.hall_seed()
    trust = settled_keys(journal, today)
    seed = seed or journal.hall_seed()
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    for one in asked:
        _check_request(journal, one)
    card = trust.halls[public_of(seed)]
    made = tuple(signed(replace(one, hall_key=card.public_key), seed) for one in asked)
    append(journal, KeysTrusted("certified", certificates=made, agreed_by=agreed), actor=by.code)
    revocations = tuple(r for r in trust.revocations.values() if r.hall_key == card.public_key)
    certificates = tuple(c for c in trust.certificates if c.hall_key == card.public_key)
    return KeysTrusted("certified", (card,), (*certificates, *made), revocations)


def _check_request(journal: Journal, asked: Certificate) -> None:
    if asked.demo != journal.station().demo:
        raise RuleRefused("演示、培训的窗口和正式窗口的密钥不能互相签发。", rule="L14", field="demo")
    day_of(asked.since)
    try:
        fingerprint_of(asked.public_key)
    except ValueError:
        raise BadInput("申请文件里的公钥不完整。", field="public_key") from None


def revoke_key(
    journal: Journal,
    station: str,
    epoch: int,
    reason: str,
    *,
    since: date,
    today: date,
    code: str,
    pin: str,
    agreed: str = "",
) -> Revocation:
    """Revoke the key of that station and epoch which this profile's hall key has certified. ``agreed``: code of a
    second person whose PIN was just checked.

    Raises RuleRefused for anyone but a supervisor, and with one person where a second exists; BadInput without a
    reason, a hall key or such a certificate.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    if not reason.strip():
        raise BadInput("请写明作废的原因。", field="reason")
    agreed = check_second(journal, by, agreed, "作废密钥")
    if since > today:
        raise BadInput("作废日期不能晚于今天。", field="since")
    trust = settled_keys(journal, today)
    seed = journal.hall_seed()
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    hall = public_of(seed)
    certificate = next((c for c in trust.named(station, epoch) if c.hall_key == hall), None)
    if certificate is None:
        raise BadInput(f"本大厅没有给 {station}-{epoch} 签发过证书，不能作废它。", field="station")
    revocation = signed(
        Revocation(
            station,
            epoch,
            certificate.public_key,
            since.isoformat(),
            reason.strip()[:200],
            today.isoformat(),
            hall,
        ),
        seed,
    )
    append(journal, KeyRevoked(revocation, agreed), actor=by.code)
    return revocation
