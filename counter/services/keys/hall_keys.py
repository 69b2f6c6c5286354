"""Trust, certify and revoke the keys that papers are verified with, each by a supervisor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.verify.hall_succession import HallSuccession
from counter.domain.papers.verify.trusted_keys import (
    Certificate,
    KeyRevoked,
    KeysTrusted,
    Revocation,
    Trust,
    check_import,
    day_of,
    fingerprint_of,
    readable_fingerprint,
)
from counter.domain.text.spoken_code import plain_code
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.trusted import (
    SUBJECT,
    append,
    public_of,
    seed_in_force,
    settled_keys,
    signed,
    trusted_keys,
    verify,
)

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
        successions=tuple(s for s in given.successions if known.successions.get(s.old_key) != s),
    )
    news = fresh.halls or fresh.certificates or fresh.revocations or fresh.successions
    return fresh if news else None


def public_keys(journal: Journal, today: date) -> KeysTrusted:
    """Every hall, certificate, revocation and succession known here, for other windows and halls."""
    trust = settled_keys(journal, today)
    return KeysTrusted(
        "imported",
        tuple(trust.halls.values()),
        trust.certificates,
        tuple(trust.revocations.values()),
        "",
        tuple(trust.successions.values()),
    )


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
    trust = settled_keys(journal, today)
    seed = seed_in_force(journal, trust)
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    for one in asked:
        _check_request(journal, one, trust)
    card = trust.halls[public_of(seed)]
    made = tuple(signed(replace(one, hall_key=card.public_key), seed) for one in asked)
    append(journal, KeysTrusted("certified", certificates=made, agreed_by=agreed), actor=by.code)
    revocations = tuple(r for r in trust.revocations.values() if r.hall_key == card.public_key)
    certificates = tuple(c for c in trust.certificates if c.hall_key == card.public_key)
    followed = followed_in_line(trust, card.public_key)
    return KeysTrusted("certified", (card,), (*certificates, *made), revocations, "", followed)


def _check_request(journal: Journal, asked: Certificate, trust: Trust) -> None:
    if asked.public_key in trust.revocations:
        raise RuleRefused(f"{asked.name} 的这把密钥已经作废，不再签发。", rule="keys", field="public_key")
    if asked.demo != journal.station().demo:
        raise RuleRefused("演示、培训的窗口和正式窗口的密钥不能互相签发。", rule="L14", field="demo")
    day_of(asked.since)
    try:
        fingerprint_of(asked.public_key)
    except ValueError:
        raise BadInput("申请文件里的公钥不完整。", field="public_key") from None


def followed_in_line(trust: Trust, hall_key: str) -> tuple[HallSuccession, ...]:
    """How the hall's keys followed each other, the oldest first."""
    return tuple(trust.successions[key] for key in trust.line(hall_key) if key in trust.successions)


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
    with_earlier: bool = False,
    fingerprint: str = "",
) -> Revocation:
    """Revoke the key of that station and epoch which this profile's hall key has certified. ``agreed``: code of a
    second person whose PIN was just checked; ``with_earlier``: the keys of its earlier epochs too, which lie in the
    same stolen file; ``fingerprint``: as people read it, where a window set up anew has two keys of one name.

    Raises RuleRefused for anyone but a supervisor, and with one person where a second exists; BadInput without a
    reason, a hall key or such a certificate, and where it is not clear which key is meant.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    if not reason.strip():
        raise BadInput("请写明作废的原因。", field="reason")
    agreed = check_second(journal, by, agreed, "作废密钥")
    if since > today:
        raise BadInput("作废日期不能晚于今天。", field="since")
    trust = settled_keys(journal, today)
    seed = seed_in_force(journal, trust)
    if seed is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    hall = public_of(seed)
    own = [c for c in trust.certificates if (c.station, c.hall_key) == (station, hall)]
    certificate = _meant([c for c in own if c.epoch == epoch], trust, f"{station}-{epoch}", fingerprint)
    earlier = [c for c in own if with_earlier and c.epoch < epoch and c.public_key not in trust.revocations]
    said = [_revocation(c, since, reason, today, seed) for c in (*earlier, certificate)]
    with journal.transaction() as tx:
        for revocation in said:
            tx.append(NewEntry(SUBJECT, KeyRevoked(revocation, agreed), tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    return said[-1]


def _meant(named: Sequence[Certificate], trust: Trust, name: str, fingerprint: str) -> Certificate:
    """The one certificate of that name that is meant; one that is not revoked yet, where there is one."""
    wanted = plain_code(fingerprint)
    found = [c for c in named if readable_fingerprint(c.public_key).replace(" ", "") == wanted or not wanted]
    if not found:
        what = f"指纹是 {fingerprint} 的" if wanted else ""
        raise BadInput(f"本大厅没有给 {name} {what}签发过证书，不能作废它。", field="station")
    open_ones = [c for c in found if c.public_key not in trust.revocations] or found[-1:]
    if len(open_ones) > 1:
        prints = "、".join(f"{readable_fingerprint(c.public_key)}（{c.since} 起）" for c in open_ones)
        raise BadInput(
            f"有 {len(open_ones)} 把密钥都叫 {name}（那个窗口重新设置过），不知道要作废哪一把："
            f"{prints}。请用 counter keys revoke 写明 --fingerprint 指纹。",
            field="fingerprint",
        )
    return open_ones[0]


def _revocation(certificate: Certificate, since: date, reason: str, today: date, seed: bytes) -> Revocation:
    said = Revocation(
        certificate.station,
        certificate.epoch,
        certificate.public_key,
        since.isoformat(),
        reason.strip()[:200],
        today.isoformat(),
        certificate.hall_key,
    )
    return signed(said, seed)
