"""Certificates and revocations that an exchange place sends along, so that what other windows wrote is not held.

The file is not believed: each counts by the signature of a hall whose key people here trusted already. A hall itself,
or a key that follows another, never comes this way: that is for two people (docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Collection

from counter.domain.errors import BadInput
from counter.domain.papers.verify.trusted_keys import KeysTrusted, Trust, check_import
from counter.services.context.app import AppContext
from counter.services.keys.files import LONGEST, read_public
from counter.services.keys.hall_keys import new_statements
from counter.services.keys.trusted import SYSTEM, append, trusted_keys, verify


def statements_of_hall(trust: Trust, hall_key: str) -> KeysTrusted:
    """What the hall has certified and revoked."""
    line = trust.line(hall_key)
    return KeysTrusted(
        "reported",
        certificates=tuple(c for c in trust.certificates if c.hall_key in line),
        revocations=tuple(r for r in trust.revocations.values() if r.hall_key in line),
    )


def adopt_statements(app: AppContext, content: bytes, wanted: Collection[tuple[str, int]]) -> bool:
    """Adopt new revocations, and new certificates of the streams (station, epoch) that are to be proved with them.

    False where nothing is new, or where a signature is wrong (then nothing is adopted).
    """
    trust, demo = trusted_keys(app.journal), app.journal.station().demo
    try:
        given = read_public(content[:LONGEST].decode())
        streams = {*wanted, *((one.station, one.epoch) for one in given.revocations)}
        only = KeysTrusted(
            "reported",
            certificates=tuple(
                c for c in given.certificates if c.demo == demo and (c.station, c.epoch) in streams
            ),
            revocations=given.revocations,
        )
        check_import(only, trust, verify)
    except (BadInput, UnicodeDecodeError):
        return False
    fresh = new_statements(only, trust)
    if fresh is None:
        return False
    said = KeysTrusted("reported", certificates=fresh.certificates, revocations=fresh.revocations)
    append(app.journal, said, actor=SYSTEM)
    return True
