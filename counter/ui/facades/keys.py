"""Facade of the page 密钥: certificates, keys made anew, trust; acts of ``counter keys``. Imported with the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.consent import Consent
from counter.domain.hall.window_name import window_name
from counter.domain.papers.verify.trusted_keys import Certificate, Trust, readable_fingerprint
from counter.services.exchange.answering import answers_by_itself, set_answering
from counter.services.exchange.grant_keys import (
    AnsweredRequest,
    grant_keys_by_hand,
    holds_ring_in_force,
    waiting_requests,
)
from counter.services.hall.staff import check_pin, proved_code
from counter.services.keys.confirm_keys import confirm_keys, unconfirmed
from counter.services.keys.files import LONGEST, public_text, read_public, read_request
from counter.services.keys.hall_keys import certify_stations, public_keys, revoke_key, trust_keys
from counter.services.keys.rotate import rotate_station_key
from counter.services.keys.rotate_hall_key import (
    check_read_out,
    replace_stolen_hall_key,
    rotate_hall_key,
    stolen_halls,
    vouched_halls,
)
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.trust_words import card_words, news_words
from counter.services.keys.trusted import public_of, seed_in_force, settled_keys, trusted_keys
from counter.services.profile.join_card import own_request
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.hall import given_text
from counter.ui.facades.ring import RingFacade

_SOURCE = "大厅公钥文件"
"""What a file of keys is called, also as the place where heads of chains came from."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A certificate. ``name``: station and epoch; ``window``: as it is called; ``revoked``: since when and why, ""
    while it is good; ``ours``: of the hall whose key this window holds; ``own``: this window's own present key.
    """

    name: str
    window: str
    hall: str
    since: str
    fingerprint: str
    revoked: str = ""
    ours: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class StolenHall:
    """A hall trusted here says that its key was stolen: the fingerprints of the old key and of the one that follows."""

    hall: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class GivenKeys:
    """A file of keys, not yet trusted. ``halls``: each with the fingerprint that has to be compared; ``stolen``: whose
    keys it wants to replace.
    """

    name: str
    text: str
    halls: tuple[str, ...]
    stolen: tuple[StolenHall, ...]


@dataclass(frozen=True, slots=True)
class KeysView:
    """Certificates known here, this hall's first. ``holds``: this window has the hall's key in force, whose
    ``fingerprint`` is told by telephone; ``retired``: it has one that another has followed; ``certified``: the own key
    has a certificate; ``waiting``: codes of those whose acts wait for a second person, one for each act.
    """

    rows: tuple[KeyRow, ...]
    today: date
    holds: bool
    retired: bool
    certified: bool
    fingerprint: str
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestsView:
    """What other windows ask to read. ``holds``: the hall ring in force is here, so that it is answered here;
    ``by_itself``: every round answers what may be granted.
    """

    holds: bool
    by_itself: bool = False
    requests: tuple[AnsweredRequest, ...] = ()


class KeysFacade:
    """Members run on the journal lane. They raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile
        self.ring = RingFacade(profile)

    def view(self) -> KeysView:
        """What is known today; as ``counter keys list``, in a hall without a key it makes one."""
        journal = self._profile.followed().journal
        trust, own = settled_keys(journal, self._today()), journal.public_key().hex()
        seed = seed_in_force(journal, trust)
        ours = "" if seed is None else public_of(seed)
        return KeysView(
            tuple(sorted(_rows(trust, ours, own), key=lambda row: (not row.ours, row.name))),
            self._today(),
            holds=seed is not None,
            retired=seed is None and journal.hall_seed() is not None,
            certified=trust.has(own),
            fingerprint=readable_fingerprint(ours) if ours else "",
            waiting=tuple(entry.actor for entry in unconfirmed(journal)),
        )

    def certify(self, request: Path, by: Consent, second: Consent | None) -> bytes:
        """Certify the window of that request; the file that it has to trust."""
        text = given_text(request, LONGEST, "窗口密钥申请")
        asked = read_request(text)
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        given = certify_stations(
            journal, (asked,), code=by.code, pin=by.pin, today=self._today(), agreed=agreed
        )
        keep_heads(journal, text, "密钥申请文件", actor=by.code.upper())
        return stating(journal, public_text(given)).encode()

    def revoke(
        self,
        name: str,
        reason: str,
        since: date,
        by: Consent,
        second: Consent | None,
        *,
        stolen: bool = False,
    ) -> None:
        """Revoke the key of that name from a day on; ``stolen``: with those of its earlier epochs."""
        station, _, epoch = name.rpartition("-")
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        revoke_key(
            journal,
            station,
            int(epoch),
            reason,
            since=since,
            today=self._today(),
            code=by.code,
            pin=by.pin,
            agreed=agreed,
            with_earlier=stolen,
        )

    def rotate_station(self, by: Consent, second: Consent | None) -> bytes:
        """Begin with a new key of this window; its request, for where the hall's key is not here."""
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        rotate_station_key(journal, code=by.code, pin=by.pin, today=self._today(), agreed=agreed)
        return self.request()

    def request(self) -> bytes:
        """The request of this window for a certificate, as ``counter keys request``."""
        return own_request(self._profile.followed().journal).encode()

    def rotate_hall(self, by: Consent, second: Consent | None, *, stolen: bool) -> str:
        """Change the hall's key, and certify with it what the old one had certified; the new key's fingerprint."""
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        made = rotate_hall_key(
            journal, code=by.code, pin=by.pin, today=self._today(), stolen=stolen, agreed=agreed
        )
        return readable_fingerprint(made.card.public_key)

    def given_keys(self, file: Path) -> GivenKeys:
        """What a file of keys says of halls; its signatures are checked when it is trusted."""
        text = given_text(file, LONGEST, _SOURCE)
        given = read_public(text)
        known = trusted_keys(self._profile.followed().journal)
        vouched = vouched_halls(given, known)
        new = (card for card in given.halls if card.public_key not in known.halls)
        return GivenKeys(
            file.name,
            text,
            tuple(card_words(card, vouched) for card in new),
            tuple(
                StolenHall(
                    known.halls[one.old_key].hall,
                    readable_fingerprint(one.old_key),
                    readable_fingerprint(one.new_key),
                )
                for one in stolen_halls(given, known)
            ),
        )

    def trust(self, given: GivenKeys, by: Consent) -> str:
        """Trust what is new in a file; how much that was."""
        journal = self._profile.followed().journal
        fresh = trust_keys(journal, read_public(given.text), code=by.code, pin=by.pin)
        heads = keep_heads(journal, given.text, _SOURCE, actor=by.code.upper())
        return f"{news_words(fresh)}{heads.warning}"

    def check_heard(self, one: StolenHall, read_out: str) -> None:
        """Raises BadInput where what was heard on the telephone is not the new key's fingerprint; at once."""
        check_read_out(read_out, one.new)

    def replace_stolen(
        self, given: GivenKeys, one: StolenHall, read_out: str, by: Consent, second: Consent | None
    ) -> str:
        """Trust the key that follows a stolen one; ``read_out``: its fingerprint as heard on the telephone."""
        self.check_heard(one, read_out)
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        fresh = replace_stolen_hall_key(
            journal, read_public(given.text), one.old, code=by.code, pin=by.pin, agreed=agreed
        )
        heads = keep_heads(journal, given.text, _SOURCE, actor=by.code.upper())
        return f"{news_words(fresh)}{heads.warning}"

    def confirm(self, by: Consent) -> int:
        """Confirm as the second person what waits for one; how many acts."""
        journal = self._profile.followed().journal
        return len(confirm_keys(journal, by=check_pin(journal, by.code, by.pin)))

    def requests(self) -> RequestsView:
        """What others ask to read; nothing is shown where it cannot be answered."""
        app = self._profile.app
        if not holds_ring_in_force(app):
            return RequestsView(holds=False)
        return RequestsView(True, answers_by_itself(app.journal), waiting_requests(app))

    def set_answering(self, by: Consent, *, on: bool) -> None:
        """Whether every round answers by itself, as ``counter keys ring answer``."""
        set_answering(self._profile.followed(), on=on, code=by.code, pin=by.pin)

    def grant_requests(self, by: Consent) -> tuple[int, int]:
        """Grant what may be granted, as ``counter keys grant``: how many, and how many are left."""
        answered = grant_keys_by_hand(self._profile.followed(), code=by.code, pin=by.pin)
        left = sum(bool(one.refused) for one in answered)
        return len(answered) - left, left

    def trusted_file(self) -> bytes:
        """Halls, certificates and revocations for other windows, as ``counter keys export``."""
        journal = self._profile.followed().journal
        return stating(journal, public_text(public_keys(journal, self._today()))).encode()

    def _today(self) -> date:
        return civil_date(self._profile.app.clock.read().at)


def _rows(trust: Trust, ours: str, own: str) -> Iterator[KeyRow]:
    """One row for each key, also where a hall certified it again with its next key."""
    shown: dict[str, Certificate] = {}
    for one in trust.certificates:
        before = shown.get(one.public_key)
        if before is None or before.hall_key != ours:
            shown[one.public_key] = one
    for certificate in shown.values():
        yield KeyRow(
            certificate.name,
            window_name(certificate.window),
            trust.halls[certificate.hall_key].hall,
            certificate.since,
            readable_fingerprint(certificate.public_key),
            _revoked(trust, certificate),
            ours=certificate.hall_key == ours,
            own=certificate.public_key == own,
        )


def _revoked(trust: Trust, certificate: Certificate) -> str:
    found = trust.revocations.get(certificate.public_key)
    return "" if found is None else f"自 {found.since} 起作废：{found.reason}"
