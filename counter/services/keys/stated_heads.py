"""Heads of chains on their way: what leaves this station states its own, what comes in brings others' to be kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from counter.domain.document.numbering import epoch_mark
from counter.domain.hall.backup.events import SUBJECT as RESTORING
from counter.domain.hall.day_events import SUBJECT as DAYS
from counter.domain.hall.day_events import DayClosed
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.journal.kinds import kind_of
from counter.domain.journal.stated_heads import (
    HeadsKnown,
    StatedHead,
    heads_of,
    newest,
    second,
    with_block,
    worth_keeping,
)
from counter.domain.papers.verify.trusted_keys import Trust
from counter.services.context.ports import Journal
from counter.services.hall.restorings import restorings
from counter.services.keys.trusted import station_keys, trusted_keys, verify

SUBJECT = "heads"
"""The subject of the heads that are kept here."""

_AGAINST = (
    "注意：文件里有本窗口以前签过的链首（{0} 期第 {1:,} 条），和本机的日志对不上：日志可能被改写、截去过。"
    "链首已留作凭据（counter heads export 导得出）。请停止办件，复制资料文件夹，告诉系统管理员。"
)

MOST_BYTES = 64_000_000
"""Of a file that is searched for heads; a larger one (years of ratings) is taken in without."""


@dataclass(frozen=True, slots=True)
class KeptHeads:
    """What a file brought. ``fresh``: heads that are kept now; ``warning``: one sentence where a head of this station,
    signed by its own key, contradicts the journal here; else empty.
    """

    fresh: tuple[StatedHead, ...] = ()
    warning: str = ""


def own_head(journal: Journal) -> StatedHead | None:
    """The signed head of the present epoch, now; None before its first entry."""
    seq, entry_hash = journal.place()
    if not seq:
        return None
    return _signed(journal, journal.station().epoch, seq, entry_hash, second(journal.reading().at))


def head_at(journal: Journal, entry: Entry) -> StatedHead:
    """The signed head of this station's chain as it was when that entry was its last; always the same."""
    closed = kind_of(DayClosed).read(entry)
    day = "" if closed is None else closed.day.isoformat()
    return _signed(journal, entry.epoch, entry.seq, entry.hash, second(entry.at), day)


def known_heads(journal: Journal) -> tuple[StatedHead, ...]:
    """Every head that is kept here, in the order in which they came: of other stations, and those of this one that
    contradict its journal.
    """
    kind = kind_of(HeadsKnown)
    events = (kind.read(entry) for entry in journal.entries(SUBJECT))
    return tuple(head for one in events if one is not None for head in one.heads)


def stated_heads(journal: Journal) -> tuple[StatedHead, ...]:
    """What a file that leaves carries: the own head, the last closed day, and of each neighbour's epoch the newest."""
    own, days = own_head(journal), journal.entries(DAYS)
    mine = [] if own is None else [own]
    mine += [head_at(journal, days[-1])] if days else []
    station = journal.station().code
    return (*mine, *newest(one for one in known_heads(journal) if one.station != station))


def stating(journal: Journal, text: str) -> str:
    """A JSON file that leaves this station, with the heads at its end."""
    return with_block(text, stated_heads(journal))


def keep_heads(
    journal: Journal, text: str, source: str, *, actor: str, signers: Collection[str] = ()
) -> KeptHeads:
    """Keep the heads that a file brought, in one entry where there is news.

    Only those whose key a hall known here has certified, or that is one of ``signers`` (hex; the station whose signed
    file it is, at an office that holds no certificates), with its own valid signature. Of this station itself only
    those that contradict its journal: the others prove something only where it cannot reach them.
    """
    if len(text) > MOST_BYTES:
        return KeptHeads()
    given = heads_of(_parsed(text))
    if not given:
        return KeptHeads()
    trust, own = trusted_keys(journal), {one.public_key for one in station_keys(journal)}
    station = journal.station().code
    others = [
        one
        for one in given
        if one.station != station and one.public_key not in own and _proved(one, trust, signers)
    ]
    against = [
        one for one in of_station(given, station) if _proved(one, trust, own) and contradicts(one, journal)
    ]
    proved = [*others, *against]
    with journal.transaction() as tx:
        kind = kind_of(HeadsKnown)
        events = (kind.read(entry) for entry in tx.entries(SUBJECT))
        known = [head for one in events if one is not None for head in one.heads]
        fresh = worth_keeping(proved, known)
        if fresh:
            tx.append(NewEntry(SUBJECT, HeadsKnown(source, fresh), tx.last_id(SUBJECT)), actor=actor)
            tx.commit()
    first = min(against, key=lambda one: (one.epoch, one.seq), default=None)
    warning = "" if first is None else _AGAINST.format(epoch_mark(first.epoch), first.seq)
    return KeptHeads(fresh, warning)


def contradicts(head: StatedHead, journal: Journal) -> bool:
    """Whether the journal does not hold that entry, and no restoring says why."""
    here = journal.hash_at(head.epoch, head.seq)
    if here is not None:
        return here.hex() != head.hash
    ended = (one.head for one in restorings(journal.entries(RESTORING)))
    return all(end.epoch != head.epoch or head.seq <= end.seq for end in ended)


def holds(head: StatedHead) -> bool:
    """Whether the head's own key has signed it; whose key that is, is another question."""
    try:
        return verify(bytes.fromhex(head.public_key), head.message(), bytes.fromhex(head.signature))
    except ValueError:
        return False


def of_station(heads: Iterable[StatedHead], station: str) -> tuple[StatedHead, ...]:
    """Those of one station."""
    return tuple(one for one in heads if one.station == station)


def _proved(head: StatedHead, trust: Trust, signers: Collection[str]) -> bool:
    certified = any(c.public_key == head.public_key for c in trust.named(head.station, head.epoch))
    if not certified and head.public_key not in signers:
        return False
    return head.public_key not in trust.revocations and holds(head)


def _signed(journal: Journal, epoch: int, seq: int, entry_hash: bytes, at: str, day: str = "") -> StatedHead:
    station = journal.station()
    key = next((c.public_key for c in station_keys(journal) if c.epoch == epoch), journal.public_key().hex())
    head = StatedHead(station.code, epoch, seq, entry_hash.hex(), at, day, station.demo, key)
    return replace(head, signature=journal.sign(head.message(), epoch).hex())


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
