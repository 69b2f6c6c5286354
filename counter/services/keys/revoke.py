"""Revoke a station key: from a day on, papers signed with it are not to be believed (DESIGN §7: revocable)."""

from __future__ import annotations

from datetime import date

from counter.domain.errors import BadInput
from counter.domain.papers.verify.trusted_keys import KeyRevoked, Revocation
from counter.services.context.ports import Journal
from counter.services.hall.staff import require_supervisor
from counter.services.keys.certify_station import NO_HALL_KEY
from counter.services.keys.trusted import append, public_of, settled_keys, signed


def revoke_key(
    journal: Journal, station: str, epoch: int, reason: str, *, since: date, today: date, code: str, pin: str
) -> Revocation:
    """Revoke the key of that station and epoch which this profile's hall key has certified.

    Raises RuleRefused for anyone but a supervisor, BadInput without a reason, a hall key or such a certificate.
    """
    by = require_supervisor(journal, code=code, pin=pin)
    if not reason.strip():
        raise BadInput("请写明作废的原因。", field="reason")
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
    append(journal, "key.revoked", KeyRevoked(revocation), actor=by.code)
    return revocation
