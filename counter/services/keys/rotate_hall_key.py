"""Change the hall's key: a new one that the old one vouches for, and everything that it certified certified anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from counter.domain.errors import BadInput
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.verify.hall_succession import HallSuccession, is_signed
from counter.domain.papers.verify.trusted_keys import (
    HallCard,
    KeysRotated,
    KeysTrusted,
    Trust,
    check_import,
    readable_fingerprint,
)
from counter.domain.text.spoken_code import plain_code
from counter.services.context.ports import Journal
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.hall_keys import NO_HALL_KEY, new_statements
from counter.services.keys.rotate import HALL, check_who_rotates
from counter.services.keys.trusted import (
    SUBJECT,
    append,
    new_seed,
    public_of,
    seed_in_force,
    settled_keys,
    sign_with,
    signed,
    trusted_keys,
    verify,
)


@dataclass(frozen=True, slots=True)
class NewHallKey:
    """``card``: of the new key; ``old_key``: the one that it follows; ``certificates``: station keys that it certified
    anew.
    """

    card: HallCard
    old_key: str
    certificates: int


def rotate_hall_key(
    journal: Journal, *, code: str, pin: str, today: date, stolen: bool = False, agreed: str = ""
) -> NewHallKey:
    """Make a new hall key, certify and revoke with it what the old one had, and retire the old one today.

    ``stolen``: somebody else may have the old key; then it vouches for nothing, and others compare the new digits.
    Raises RuleRefused for who may not, and with one person where a second exists; BadInput without a hall key.
    """
    by, second = check_who_rotates(journal, HALL, code=code, pin=pin, agreed=agreed)
    trust = settled_keys(journal, today)
    old = seed_in_force(journal, trust)
    if old is None:
        raise BadInput(NO_HALL_KEY, field="hall_key")
    fresh, was = new_seed(), public_of(old)
    before, public = trust.halls[was], public_of(fresh)
    card = signed(replace(before, public_key=public, since=today.isoformat(), signature=""), fresh)
    certificates = tuple(
        signed(replace(c, hall_key=public), fresh) for c in trust.certificates if c.hall_key == was
    )
    revocations = tuple(
        signed(replace(r, hall_key=public), fresh) for r in trust.revocations.values() if r.hall_key == was
    )
    said = HallSuccession(was, public, today.isoformat(), stolen)
    said = replace(
        said,
        signature=sign_with(fresh, said.message()),
        cross_signature="" if stolen else sign_with(old, said.message()),
    )
    event = KeysTrusted("made", (card,), certificates, revocations, second, (said,))
    journal.keep_coming_hall_seed(fresh)  # before the entry that makes it the hall's
    with journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, KeysRotated(HALL, second), tx.last_id(SUBJECT)), actor=by.code)
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()
    journal.hall_seed()  # puts it in the place of the old one
    return NewHallKey(card, was, len(certificates))


def vouched_halls(given: KeysTrusted, known: Trust) -> tuple[HallCard, ...]:
    """Cards of a file whose key follows one that is trusted here, which vouches for it."""
    new = {
        one.new_key
        for one in given.successions
        if not one.stolen and one.old_key in known.halls and is_signed(one, verify)
    }
    return tuple(c for c in given.halls if c.public_key in new and c.public_key not in known.halls)


def stolen_halls(given: KeysTrusted, known: Trust) -> tuple[HallSuccession, ...]:
    """Hall keys trusted here that a file says were stolen, with the keys that follow them."""
    return tuple(s for s in given.successions if s.stolen and s.old_key in known.halls)


def check_read_out(read_out: str, fingerprint: str) -> None:
    """What was read out on the telephone is the fingerprint of the key in the file. Raises BadInput."""
    if not read_out.strip():
        raise BadInput("请把电话里念的新指纹写下来。", field="read_out")
    if _digits(read_out) != _digits(fingerprint):
        raise BadInput(
            "电话里念的和文件里的新指纹不一样，没有采用：请对方从头再念一遍，还不一样就报告上级。",
            field="read_out",
        )


def replace_stolen_hall_key(
    journal: Journal, given: KeysTrusted, old_fingerprint: str, *, code: str, pin: str, agreed: str = ""
) -> KeysTrusted:
    """Take the key that follows another hall's stolen one, after two people compared its digits; returns what was new.

    ``old_fingerprint``: as readable, of the key to be trusted no more. Raises RuleRefused with one person where a
    second exists, BadInput where the file says nothing of that key or a signature is invalid.
    """
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    agreed = check_second(journal, by, agreed, "用新的大厅密钥代替失窃的")
    known = trusted_keys(journal)
    wanted = _digits(old_fingerprint)
    old = next(
        (
            one.old_key
            for one in given.successions
            if one.stolen and _digits(readable_fingerprint(one.old_key)) == wanted
        ),
        None,
    )
    if old is None:
        raise BadInput("文件里没有说要代替那一把大厅密钥，请核对指纹。没有导入。", field="--replaces")
    check_import(given, known, verify, old)
    fresh = new_statements(given, known)
    if fresh is None:
        return KeysTrusted("replaced")
    fresh = replace(fresh, how="replaced", agreed_by=agreed)
    append(journal, fresh, actor=by.code)
    return fresh


def _digits(fingerprint: str) -> str:
    return plain_code(fingerprint)
