"""Believe the keys of a file: another hall's card, the certificates and revocations it has signed."""

from __future__ import annotations

from dataclasses import replace

from counter.domain.papers.verify.trusted_keys import KeysTrusted, check_import
from counter.services.context.ports import Journal
from counter.services.hall.staff import require_supervisor
from counter.services.keys.trusted import append, trusted_keys, verify


def trust_keys(journal: Journal, given: KeysTrusted, *, code: str, pin: str) -> KeysTrusted:
    """Take in what is new of a file, after a supervisor agreed; answers what was new.

    Raises RuleRefused for anyone else, BadInput where one signature in the file does not hold (nothing is taken then).
    """
    by = require_supervisor(journal, code=code, pin=pin)
    known = trusted_keys(journal)
    check_import(given, known, verify)
    certified = {(c.public_key, c.hall_key) for c in known.certificates}
    fresh = replace(
        given,
        how="imported",
        halls=tuple(c for c in given.halls if c.public_key not in known.halls),
        certificates=tuple(c for c in given.certificates if (c.public_key, c.hall_key) not in certified),
        revocations=tuple(r for r in given.revocations if known.revocations.get(r.public_key) != r),
    )
    if fresh.halls or fresh.certificates or fresh.revocations:
        append(journal, "keys.trusted", fresh, actor=by.code)
    return fresh
