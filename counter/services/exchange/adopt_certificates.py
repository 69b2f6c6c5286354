"""Take over from the hub the certificates that a hall trusted here has signed, so that what was held goes in."""

from __future__ import annotations

import msgspec

from counter.domain.journal.exchange.standing import HeldReason
from counter.domain.papers.verify.trusted_keys import Certificate, KeysTrusted
from counter.domain.shapes import whole
from counter.services.context.app import AppContext
from counter.services.exchange.hub_port import EpochOnHub, HubPort
from counter.services.keys.trusted import SYSTEM, append, trusted_keys, verify


def adopt_certificates(app: AppContext, hub: HubPort) -> int:
    """Ask for them where a batch is held; returns how many were new.

    The hub is not believed: a certificate counts by the signature of a hall whose key people here trusted already.
    """
    wanted = {
        (one.range.station, one.range.epoch)
        for one in app.journal.exchange().held()
        if one.range is not None and one.why == HeldReason.UNKNOWN_KEY
    }
    if not wanted:
        return 0
    trust, demo = trusted_keys(app.journal), app.journal.station().demo
    found = []
    for one in hub.certificates():
        certificate = _read(one)
        if (
            certificate is not None
            and (one.station, one.epoch) in wanted
            and certificate.demo == demo
            and certificate.hall_key in trust.halls
            and certificate not in trust.certificates
            and _holds(certificate)
        ):
            found.append(certificate)
    if found:
        append(app.journal, KeysTrusted("reported", certificates=tuple(found)), actor=SYSTEM)
    return len(found)


def _read(one: EpochOnHub) -> Certificate | None:
    try:
        certificate = msgspec.json.decode(one.certificate, type=whole(Certificate))
    except msgspec.MsgspecError:
        return None
    same = (certificate.station, certificate.epoch, certificate.public_key)
    return certificate if same == (one.station, one.epoch, one.public_key.hex()) else None


def _holds(certificate: Certificate) -> bool:
    try:
        key, signature = bytes.fromhex(certificate.hall_key), bytes.fromhex(certificate.signature)
    except ValueError:
        return False
    return verify(key, certificate.message(), signature)
