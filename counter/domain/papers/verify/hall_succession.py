"""One hall key follows another: said by the new key, and by the old one where nobody else has it.

Whoever trusts the old key takes the new one by its signature. A stolen key's signature is worthless, so where it was
stolen only people who compare the digits can say which key follows (docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from counter.domain.journal.chain import fields_hash

_Verify = Callable[[bytes, bytes, bytes], bool]


@dataclass(frozen=True, slots=True)
class HallSuccession:
    """``since``: the civil day from which the old key signs nothing more, ISO; ``stolen``: somebody else may have it.

    ``signature``: the new key's; ``cross_signature``: the old key's, "" where it was stolen.
    """

    old_key: str
    new_key: str
    since: str
    stolen: bool
    signature: str = ""
    cross_signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        return b"counter-hall-succession-1" + fields_hash(
            (self.old_key, self.new_key, self.since, int(self.stolen))
        )


def is_signed(one: HallSuccession, verify: _Verify) -> bool:
    """Whether the new key says so, and the old one too unless it was stolen."""
    signed = _holds(one.new_key, one.message(), one.signature, verify)
    return signed and (one.stolen or _holds(one.old_key, one.message(), one.cross_signature, verify))


def line_of(key: str, successions: Mapping[str, HallSuccession]) -> tuple[str, ...]:
    """The keys of one hall, the oldest first, that ``key`` belongs to. ``successions``: by old key."""
    before = {one.new_key: old for old, one in successions.items()}
    line = [key]
    while line[0] in before and before[line[0]] not in line:
        line.insert(0, before[line[0]])
    while line[-1] in successions and successions[line[-1]].new_key not in line:
        line.append(successions[line[-1]].new_key)
    return tuple(line)


def first_said(ones: Iterable[HallSuccession]) -> dict[str, HallSuccession]:
    """By old key; of two that contradict each other the first."""
    found: dict[str, HallSuccession] = {}
    for one in ones:
        found.setdefault(one.old_key, one)
    return found


def leading_to(keys: Iterable[str], ones: Iterable[HallSuccession]) -> tuple[HallSuccession, ...]:
    """Those that end, one after the other, at one of ``keys``: a key that was stolen later has no card any more, and
    what it followed is still followed by the one that replaced it.
    """
    said, reached = tuple(ones), set(keys)
    while more := {one.old_key for one in said if one.new_key in reached} - reached:
        reached |= more
    return tuple(one for one in said if one.new_key in reached)


def _holds(key: str, message: bytes, signature: str, verify: _Verify) -> bool:
    try:
        return verify(bytes.fromhex(key), message, bytes.fromhex(signature))
    except ValueError:
        return False
