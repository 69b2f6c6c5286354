"""The head of the bureau's journal in a guide pack: it binds the publication, and each window keeps it."""

from __future__ import annotations

import json

from counter.domain.guide.pack import HEAD_PURPOSE, VOUCHER
from counter.domain.guide.publication import VERSIONS, Publication, SignedPublication
from counter.domain.journal.kinds import KINDS
from counter.domain.journal.stated_heads import MEMBER, StatedHead, block, heads_of
from counter.services.context.ports import Journal
from counter.services.keys.back_offices import bureau_seed
from counter.services.keys.stated_heads import head_at, keep_heads
from counter.services.keys.trusted import sign_with, verify


def with_head(journal: Journal, header: str, publication: Publication) -> str:
    """The header of a pack with the head as it was when it was published: always the same. Without it where another
    bureau published (the one before this one).

    The bureau's key signs the head too: no hall has certified the bureau's station key.
    """
    for entry in journal.entries(VERSIONS):
        event = KINDS.read(entry)
        if isinstance(event, SignedPublication) and event.publication == publication:
            head = head_at(journal, entry)
            values = json.loads(header)
            voucher = sign_with(bureau_seed(journal), HEAD_PURPOSE + head.message())
            values[MEMBER] = {**block([head]), VOUCHER: voucher}
            return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return header


def keep_pack_head(journal: Journal, header: str, bureau_key: str, *, actor: str) -> str:
    """Keep the head that a pack brought, where the bureau trusted here vouches for it; a warning as ``keep_heads``."""
    values = json.loads(header)
    voucher = values[MEMBER].get(VOUCHER) if isinstance(values.get(MEMBER), dict) else None
    vouched = [head for head in heads_of(values) if _vouches(bureau_key, head, voucher)]
    signers = [head.public_key for head in vouched]
    return keep_heads(journal, header, "指南包", actor=actor, signers=signers).warning


def _vouches(bureau_key: str, head: StatedHead, voucher: object) -> bool:
    try:
        return isinstance(voucher, str) and verify(
            bytes.fromhex(bureau_key), HEAD_PURPOSE + head.message(), bytes.fromhex(voucher)
        )
    except ValueError:
        return False
