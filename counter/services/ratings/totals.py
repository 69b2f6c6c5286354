"""Publish clerks' own totals at the office, import them at their window, and show each clerk his own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.journal import codec
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry, NewEntry, canonical_bytes
from counter.domain.journal.kinds import kind_of
from counter.domain.papers.verify.trusted_keys import Trust
from counter.domain.ratings.clerk_totals import LEAST_NEW, Sum, Totals, month_before, next_batches, totals_of
from counter.domain.ratings.export_events import Batch, TotalsPublished, TotalsTaken
from counter.domain.ratings.rating import Grade, Mode
from counter.services.context.ports import Journal, RatingFilter
from counter.services.hall.staff import known_with
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.trusted import trusted_keys, verify

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

FORM = "counter-rating-totals-1"
TAKEN = "totals"
"""Subject at the window; at the office each station has its own below it."""

T = TypeVar("T")
_WHAT = "窗口人员评价合计文件（差评处理室公布的）"


@dataclass(frozen=True, slots=True)
class TotalsFile:
    """Every batch published for a station so far, signed with the office's station key."""

    office: str
    epoch: int
    station: str
    until: str
    demo: bool
    batches: tuple[Batch, ...]
    public_key: str
    signature: str = ""

    def message(self) -> bytes:
        """The bytes that are signed."""
        unsigned = codec.write(replace(self, signature=""))
        return FORM.encode() + sha256(canonical_bytes(unsigned)).digest()


def stations_with_totals(app: AppContext) -> tuple[str, ...]:
    """Stations with named ratings that count."""
    named = RatingFilter(mode=Mode.NAMED.value, standing="counted")
    return tuple(station for (station,), _ in app.journal.rating_counts(("station",), named))


def publish_totals(
    app: AppContext, station: str, *, by: str, keep: Callable[[str], object] | None = None
) -> tuple[str, TotalsPublished]:
    """Publish all batches of a station up to the last whole month. Returns the file's text and the event.

    ``keep`` stores the text before the event is committed, outside the transaction. ``by``: a supervisor whose PIN was
    checked. Raises RuleRefused for anyone else, and where nothing may be published: no whole month has passed, or no
    clerk has enough new ratings; StaleBase where somebody else published meanwhile.
    """
    known_with(app.journal, Capability.AUDIT, by)
    until = month_before(civil_date(app.clock.read().at).isoformat())
    subject = f"{TAKEN}/{station}"
    entries = app.journal.entries(subject)
    had = _last(entries, TotalsPublished) or TotalsPublished(station, "", (), (), "")
    if had.until >= until:
        raise RuleRefused(f"已经公布到{had.until}，要等下一个整月过完。", rule="L9")
    batches, counted = next_batches(had.batches, had.counted, _sums(app.journal, station, until), until)
    if batches == had.batches:
        raise RuleRefused(f"还没有人新增满{LEAST_NEW}件实名评价，现在公布会看得出谁评了什么。", rule="L9")
    text = _signed_text(app, station, until, batches)
    event = TotalsPublished(station, until, batches, counted, sha256(text.encode()).hexdigest())
    if keep is not None:
        keep(text)
    with app.journal.transaction() as tx:
        tx.append(NewEntry(subject, event, entries[-1].id if entries else None), actor=by)
        tx.commit()
    return text, event


def import_totals(app: AppContext, text: str, *, actor: str) -> TotalsTaken:
    """Import the totals of this window's clerks; the newest file contains all older batches.

    Raises BadInput for another or changed file, another station's, or one not newer than the last; RuleRefused where no
    hall known here certified the office's key or where demo and real would mix (L14).
    """
    totals, journal = _read(text), app.journal
    own = journal.station()
    if totals.demo != own.demo:
        raise RuleRefused("演示、培训的和正式的合计不能混在一起。", rule="L14", field="demo")
    if totals.station != own.code:
        raise BadInput(f"这份合计是窗口 {totals.station[:8]} 的，本窗口是 {own.code}。", field="station")
    if not verify(bytes.fromhex(totals.public_key), totals.message(), bytes.fromhex(totals.signature)):
        raise BadInput("合计文件的签名不对，文件可能损坏或被改动，没有收。", field="signature")
    today = civil_date(app.clock.read().at).isoformat()
    if not _vouched(trusted_keys(journal), totals, today):
        raise RuleRefused(
            "合计文件的签名密钥没有本大厅的证书。请在持有大厅密钥的窗口（“大厅 → 密钥 → 窗口证书”）给"
            "差评处理室签发证书，再在这里的“大厅 → 密钥”按 Ctrl+O 采用。",
            rule="keys",
            field="public_key",
        )
    event = TotalsTaken(
        f"{totals.office}-{totals.epoch}",
        totals.until,
        totals.batches,
        sha256(text.encode()).hexdigest(),
        totals.public_key,
    )
    with journal.transaction() as tx:
        before = _last(tx.entries(TAKEN), TotalsTaken)
        if before is not None and before.until >= totals.until:
            raise BadInput(f"这里已经有截至{before.until}的合计，这份不比它新。", field="file")
        tx.append(NewEntry(TAKEN, event, tx.last_id(TAKEN)), actor=actor)
        tx.commit()
    keep_heads(journal, text, "评价合计", actor=actor, signers=(totals.public_key,))
    return event


def own_totals(journal: Journal, clerk: str) -> Totals | None:
    """That clerk's own totals; None while there are too few ratings or nothing was imported."""
    taken = _last(journal.entries(TAKEN), TotalsTaken)
    return None if taken is None else totals_of(taken.batches, clerk)


def _sums(journal: Journal, station: str, until: str) -> Mapping[str, Sum]:
    named = RatingFilter(until=f"{until}-31", mode=Mode.NAMED.value, standing="counted")
    sums: dict[str, Sum] = {}
    for (where, clerk, month, grade), n in journal.rating_counts(
        ("station", "clerk", "month", "grade"), named
    ):
        if where != station:
            continue
        had = sums.get(clerk, Sum(month, 0, 0))
        bad = n if Grade(grade).bad else 0
        sums[clerk] = Sum(min(had.first, month), had.ratings + n, had.bad + bad)
    return sums


def _signed_text(app: AppContext, station: str, until: str, batches: tuple[Batch, ...]) -> str:
    own = app.journal.station()
    totals = TotalsFile(
        own.code, own.epoch, station, until, own.demo, batches, app.journal.public_key().hex()
    )
    whole = replace(totals, signature=app.journal.sign(totals.message()).hex())
    return stating(
        app.journal, json.dumps({"form": FORM, **codec.write(whole)}, ensure_ascii=False, indent=1) + "\n"
    )


def _read(text: str) -> TotalsFile:
    try:
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("form", None) != FORM:
            raise BadInput(f"这不是{_WHAT}。", field="file")
        totals = codec.read(TotalsFile, values)
        keys = bytes.fromhex(totals.public_key), bytes.fromhex(totals.signature)
    except (ValueError, RecursionError, Unreadable):
        raise BadInput(f"这不是{_WHAT}，或者文件不完整。", field="file") from None
    if [len(key) for key in keys] != [32, 64] or any(
        b.few not in ("", "bad", "good") for b in totals.batches
    ):
        raise BadInput(f"这不是{_WHAT}，或者文件不完整。", field="file")
    return totals


def _vouched(trust: Trust, totals: TotalsFile, today: str) -> bool:
    """True where a hall known here certified this key for that office, and did not revoke it."""
    revoked = trust.revocations.get(totals.public_key)
    certified = any(c.public_key == totals.public_key for c in trust.named(totals.office, totals.epoch))
    return certified and (revoked is None or revoked.since > today)


def _last(entries: Iterable[Entry], kind: type[T]) -> T | None:
    """The last event of that class; one from a newer program is passed over."""
    return next(
        (event for entry in reversed(tuple(entries)) if (event := kind_of(kind).read(entry)) is not None),
        None,
    )
