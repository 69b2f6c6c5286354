"""Import a station's pack of ratings at the office (收评价): verify, open, count; bad ratings open a rectification."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import Entry, NewEntry
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.domain.ratings.accounts import DIGITS, PackedAccount, box_digest
from counter.domain.ratings.clerks import can_be
from counter.domain.ratings.office.events import RatingRegisteredSealed, RatingsTakenIn
from counter.domain.ratings.office.rated import fold
from counter.domain.ratings.office.rules import opening
from counter.domain.ratings.pack import RatingPack, read_pack
from counter.domain.ratings.rating import Channel, Mode
from counter.domain.ratings.sealed_box import AnonymousRating, NamedRating
from counter.domain.ratings.slip_code import digest_of
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, RatingFilter, StaffRow, Transaction
from counter.services.context.rating_projection import row_of
from counter.services.hall.staff import known_with
from counter.services.keys.back_offices import handler_card, handler_seed
from counter.services.keys.stated_heads import keep_heads
from counter.services.keys.trusted import trusted_keys, verify
from counter.services.ratings.office.compare_accounts import Comparison, packs_taken
from counter.services.ratings.office.open_pack import (
    EVERY,
    Opened,
    Rating,
    cleaned,
    day_of,
    opened_boxes,
    registered,
)

SUBJECT = "office"
_SOURCE = "评价包"


@dataclass(frozen=True, slots=True)
class ImportedRatings:
    """Result of an import. ``already``: this very file was imported before; then nothing was written.

    ``opened``: rectifications; ``doubtful``: ratings that do not count before their rater was called; ``missing``:
    entries of the station's chain between the last pack and this one, which no pack contained; ``other_key``: the
    station now seals to another key than this office's; ``too_many``: ratings beyond the invitations its packs
    reported, each of which allows one. ``faults``: contradictions with the window's accounts, with their day;
    ``no_accounts``: an older program keeps none. Of the days whose accounts it contained: ``outcomes``, of which
    ``never`` were not asked to rate, and invitations ``cut_short``; ``lost``: invitations lost with a PC.
    ``warning``: that a head in the pack contradicts the journal here.
    """

    station: str
    window: str
    hall: str
    named: int
    anonymous: int
    known: int
    unreadable: int
    invited: int
    opened: int
    doubtful: int
    missing: int = 0
    already: bool = False
    other_key: bool = False
    too_many: int = 0
    faults: tuple[str, ...] = ()
    no_accounts: bool = False
    outcomes: int = 0
    never: int = 0
    cut_short: int = 0
    lost: int = 0
    warning: str = ""


@dataclass(slots=True)
class _Known:
    """What the office knows before this pack: slips, invitations, and who has been rated by name."""

    files: set[str] = field(default_factory=set)
    keys: set[tuple[str, int, str]] = field(default_factory=set)
    slips: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)
    ratings: int = 0
    until: int = 0
    rated: set[tuple[str, str, str]] = field(default_factory=set)


def import_ratings(app: AppContext, text: str, clerk: StaffRow, trusted_by: str = "") -> ImportedRatings:
    """Import a pack, completely or not at all; the same pack again changes nothing.

    ``trusted_by``: code of the supervisor, PIN checked, who trusts a station key that no hall known here has certified;
    it is trusted from then on. Raises BadInput for a file that is no pack or was changed, RuleRefused at a window
    (L10), between demo and real (L14), and for an uncertified station key.
    """
    seed = handler_seed(app.journal)
    pack = _pack(text)
    if pack.demo != app.hall.demo:
        raise RuleRefused("演示、培训的评价和正式的评价不能混在一起。", rule="L14", field="demo")
    if not verify(bytes.fromhex(pack.public_key), pack.message(), bytes.fromhex(pack.signature)):
        raise BadInput("评价包的签名不对，文件可能损坏或被改动，没有收。", field="signature")
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = _known(app.journal, pack)
    if digest in known.files:
        heads = keep_heads(app.journal, text, _SOURCE, actor=clerk.code, signers=(pack.public_key,))
        again = ImportedRatings(
            pack.station, pack.window, pack.hall, 0, 0, _count(pack), 0, 0, 0, 0, already=True
        )
        return replace(again, warning=heads.warning)
    believed = _vouched(app.journal, pack, known, trusted_by)
    ratings, unreadable = opened_boxes(seed, pack)  # before the file is locked: it takes its time
    with app.journal.transaction() as tx:
        known = _known(app.journal, pack)
        known.rated = _rated_in(app.journal, [one.rating for one in ratings])
        before = [one for one in packs_taken(app.journal.entries(SUBJECT)) if one.station == pack.station]
        comparison = Comparison(pack, ratings, before)
        intake = _Intake(app, tx, clerk, pack, seed, known, comparison)
        for rating in ratings:
            intake.register(rating)
        taken = intake.close(digest, believed, unreadable)
        tx.commit()
    heads = keep_heads(app.journal, text, _SOURCE, actor=clerk.code, signers=(pack.public_key,))
    return replace(taken, warning=heads.warning)


def _pack(text: str) -> RatingPack:
    """The pack, with a plausible station and span. Raises BadInput."""
    pack = read_pack(text)
    whole = re.fullmatch(r"[0-9]{8}", pack.station) and pack.epoch >= 1 and 0 <= pack.since <= pack.until
    if not whole or max(pack.epoch, pack.until) > EVERY**2 or not _is_moment(pack.made_at):
        raise BadInput("评价包里的窗口编码或序号、时间不对，没有收。", field="file")
    if not all(_can_be(one, pack) for one in pack.accounts) or (pack.account or 0) < 0:
        raise BadInput("评价包里的账写得不对，没有收。", field="file")
    if not all(
        1 <= one.epoch <= pack.epoch and can_be(one.told, EVERY**2)
        for one in (pack.clerks.months if pack.clerks else ())
    ):
        raise BadInput("评价包里按人的账写得不对，没有收。", field="file")
    return pack


def _can_be(one: PackedAccount, pack: RatingPack) -> bool:
    """True where an account is plausible for that pack's station."""
    account = one.account
    numbers = (
        account.outcomes,
        account.asked,
        account.pad,
        account.slips,
        account.cut_short,
        account.codes,
        account.refused,
        account.lost,
        account.lost_open,
    )
    counts = account.number >= 1 and min(numbers) >= 0 and max(*numbers, account.number, one.seq) <= EVERY**2
    digests = (one.head, *account.named, *account.anonymous)
    return counts and 1 <= one.epoch <= pack.epoch and all(re.fullmatch(r"[0-9a-f]{64}", d) for d in digests)


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


class _Intake:
    """One pack being written: every rating, its rectification, its row, and the pack's own entry."""

    def __init__(
        self,
        app: AppContext,
        tx: Transaction,
        clerk: StaffRow,
        pack: RatingPack,
        seed: bytes,
        known: _Known,
        comparison: Comparison,
    ) -> None:
        self._app, self._tx, self._clerk = app, tx, clerk
        self._pack, self._seed, self._known, self._comparison = pack, seed, known, comparison
        self._slips = tuple(dict.fromkeys(_mark(seed, slip.digest) for slip in pack.slips))
        known.slips |= set(self._slips)
        self._today = civil_date(app.clock.read().at)
        self._counts = dict.fromkeys(("named", "anonymous", "known", "opened", "doubtful"), 0)
        self._used: list[str] = []

    def register(self, opened: Opened) -> None:
        """Register one rating; a known one is left unchanged."""
        rating = opened.rating
        if self._tx.last_id(rating.id) is not None:
            self._counts["known"] += 1
            return
        event = registered(rating, self._doubt(opened))
        named = rating if isinstance(rating, NamedRating) else None
        sealed = RatingRegisteredSealed(
            cleaned(rating.words), named.clerk_name if named else "", named.rater if named else None
        )
        entry = self._append(rating.id, event, sealed)
        entries = [entry]
        if rating.grade.bad:
            app = self._app
            due = opening(app.jurisdiction.rectification, app.calendar, self._today, unsure=entry.untimely)
            entries.append(self._append(rating.id, due, last=entry.id))
            self._counts["opened"] += 1
        rated = fold(entries)
        assert rated is not None
        self._tx.put_rating(row_of(rated))
        self._counts["named" if named else "anonymous"] += 1
        self._counts["doubtful"] += bool(event.doubt)

    def close(self, digest: str, believed: str, unreadable: int) -> ImportedRatings:
        """Append the entry of the pack."""
        pack, counts = self._pack, self._counts
        boxes = tuple(dict.fromkeys(box_digest(box)[:DIGITS] for box in pack.named))
        fresh = tuple(b for b in boxes if b not in self._known.boxes)
        days, faults = self._comparison.days(), self._comparison.faults(self._today)
        event = RatingsTakenIn(
            station=pack.station,
            epoch=pack.epoch,
            digest=digest,
            named=counts["named"],
            anonymous=counts["anonymous"],
            known=counts["known"],
            unreadable=unreadable,
            invited=len(fresh),
            public_key=pack.public_key,
            trusted_by=believed,
            slips=self._slips,
            used=tuple(self._used),
            since=pack.since,
            until=pack.until,
            boxes=fresh,
            hall=pack.hall,
            window=pack.window,
            made_at=self._made_at().isoformat(),
            account=pack.account,
            days=days,
            faults=faults,
            clerks=pack.clerks,
        )
        self._append(SUBJECT, event, last=self._tx.last_id(SUBJECT))
        return ImportedRatings(
            pack.station,
            pack.window,
            pack.hall,
            counts["named"],
            counts["anonymous"],
            counts["known"],
            unreadable,
            len(fresh),
            counts["opened"],
            counts["doubtful"],
            missing=max(0, pack.since - self._known.until),
            too_many=max(0, self._beyond(len(fresh))),
            faults=(
                *(f"{day.day}：{fault}" for day in days for fault in day.faults),
                *faults,
                *self._comparison.so_far(event),
                *self._comparison.clerks(event),
            ),
            no_accounts=not self._comparison.keeps,
            never=sum(day.never for day in days),
            outcomes=sum(day.outcomes for day in days),
            cut_short=sum(day.cut_short for day in days),
            lost=sum(day.lost for day in days),
            other_key=pack.handler_key != handler_card(self._app.journal).public_key,
        )

    def _made_at(self) -> datetime:
        """When the pack was made, at most the time of its import, whatever clock it bears."""
        return min(datetime.fromisoformat(self._pack.made_at), self._app.clock.read().at).astimezone(UTC)

    def _beyond(self, invited: int) -> int:
        """How many ratings of this station have no invitation."""
        ratings = self._known.ratings + self._counts["named"] + self._counts["anonymous"]
        return ratings - len(self._known.boxes) - invited

    def _append(
        self, subject: str, event: object, sealed: object | None = None, last: str | None = None
    ) -> Entry:
        return self._tx.append(NewEntry(subject, event, last, sealed), actor=self._clerk.code)

    def _doubt(self, opened: Opened) -> str:
        """Why the rating does not count before its rater was called; "" where there is no doubt."""
        rating = opened.rating
        found = [self._comparison.doubt(opened)]
        if isinstance(rating, NamedRating):
            if rating.channel is Channel.PAD and rating.station != self._pack.station:
                found.append(f"评价里写的窗口是{rating.station}，评价包是{self._pack.station}的")
            key = (rating.case, rating.stage.value, day_of(rating).isoformat())
            if rating.case and key in self._known.rated:
                found.append("同一办件、同一环节、同一天已有一条实名评价")
            self._known.rated.add(key)
            if day_of(rating) > self._today:
                found.append("评价的日期晚于收进的日期，窗口或这里的时钟不对")
        nameless = isinstance(rating, AnonymousRating) and not rating.code and self._comparison.keeps
        if rating.channel is Channel.PROXY and not nameless:  # the accounts count the slips of that day
            found.append(self._doubt_of_code(rating.code))
        return "；".join(f for f in found if f)

    def _doubt_of_code(self, code: str) -> str:
        if not code:
            return "代录没有写评价条编码"
        mark = _mark(self._seed, digest_of(code))
        again = mark in self._known.used
        self._known.used.add(mark)
        self._used.append(mark)
        if again:
            return "这个评价条编码已经用过一次"
        return "" if mark in self._known.slips else "收进时，这个评价条编码不在已收到的名单里"


def _known(journal: Journal, pack: RatingPack) -> _Known:
    """The content of earlier packs."""
    known = _Known()
    for taken in packs_taken(journal.entries(SUBJECT)):
        known.files.add(taken.digest)
        known.slips.update(taken.slips)
        known.used.update(taken.used)
        if taken.trusted_by:
            known.keys.add((taken.station, taken.epoch, taken.public_key))
        if taken.station == pack.station:
            known.ratings += taken.named + taken.anonymous
            known.boxes.update(taken.boxes)  # a new epoch may send what an old one had boxed
        if (taken.station, taken.epoch) == (pack.station, pack.epoch):
            known.until = max(known.until, taken.until)
    return known


def _rated_in(journal: Journal, ratings: Sequence[Rating]) -> set[tuple[str, str, str]]:
    """Case, stage and day of named ratings counted before, on the days of these."""
    days = sorted(day_of(r).isoformat() for r in ratings if isinstance(r, NamedRating))
    if not days:
        return set()
    rows = journal.ratings(RatingFilter(since=days[0], until=days[-1], mode=Mode.NAMED.value), EVERY)
    return {(row.case, row.stage, row.day) for row in rows}


def _vouched(journal: Journal, pack: RatingPack, known: _Known, trusted_by: str) -> str:
    """The supervisor who first trusts the key; "" where a hall certified it or an earlier pack used it."""
    trust = trusted_keys(journal)
    revoked = trust.revocations.get(pack.public_key)
    if revoked is not None:
        raise RuleRefused(f"{pack.station} 的密钥自 {revoked.since} 起已作废，这个评价包不收。", rule="keys")
    certified = [c for c in trust.certificates if c.public_key == pack.public_key]
    if any((c.station, c.epoch) == (pack.station, pack.epoch) for c in certified):
        return ""
    if certified:
        raise RuleRefused(f"这把密钥是 {certified[0].name} 的，不是 {pack.station} 的，不收。", rule="keys")
    if (pack.station, pack.epoch, pack.public_key) in known.keys:
        return ""
    if not trusted_by:
        raise RuleRefused(
            f"没有核实过 {pack.station} 的密钥（指纹 {readable_fingerprint(pack.public_key)}）："
            "先导入那个大厅的公钥文件（counter keys trust），"
            "或者由值班负责人核对指纹后同意收（--trust 工号）。",
            rule="keys",
            field="public_key",
        )
    return known_with(journal, Capability.ADMINISTER, trusted_by).code


def _mark(seed: bytes, digest: str) -> str:
    """The office's mark of a slip's code, which cannot be computed from the code without the office's own key."""
    return hmac.new(seed, b"counter-slip-mark-1" + digest.encode(), hashlib.sha256).hexdigest()


def _count(pack: RatingPack) -> int:
    return len(pack.named) + sum(len(day.boxes) for day in pack.days)
