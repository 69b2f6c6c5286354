"""Facade of the page 密钥: certificates of windows, and acts of ``counter keys`` on them. Imported with the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.domain.errors import BadInput
from counter.domain.hall.consent import Consent
from counter.domain.papers.verify.trusted_keys import (
    Certificate,
    KeysTrusted,
    Trust,
    readable_fingerprint,
)
from counter.services.context.ports import Journal
from counter.services.hall.staff import check_pin
from counter.services.keys.confirm_keys import confirm_keys, unconfirmed
from counter.services.keys.files import LONGEST, public_text, read_request
from counter.services.keys.hall_keys import certify_stations, revoke_key
from counter.services.keys.stated_heads import keep_heads, stating
from counter.services.keys.trusted import public_of, settled_keys, trusted_keys
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.hall import given_content


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A certificate. ``name``: station and epoch; ``revoked``: since when and why, "" while it is good; ``ours``: of
    the hall whose key this window holds; ``own``: this window's own present key.
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
class KeysView:
    """Certificates known here, this hall's first. ``holds``: this window has the hall's key, whose ``fingerprint`` is
    told by telephone; ``certified``: the own key has a certificate; ``waiting``: codes of those whose acts wait for a
    second person, one for each act.
    """

    rows: tuple[KeyRow, ...]
    today: date
    holds: bool
    certified: bool
    fingerprint: str
    waiting: tuple[str, ...]


class KeysFacade:
    """Members run on the journal lane. They raise ``CounterError`` with one sentence."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> KeysView:
        """What is known today; as ``counter keys list``, in a hall without a key it makes one."""
        journal = self._profile.followed().journal
        trust, own = settled_keys(journal, self._today()), journal.public_key().hex()
        seed = journal.hall_seed()
        ours = "" if seed is None else public_of(seed)
        return KeysView(
            tuple(sorted(_rows(trust, ours, own), key=lambda row: (not row.ours, row.name))),
            self._today(),
            holds=seed is not None,
            certified=trust.has(own),
            fingerprint=readable_fingerprint(ours) if ours else "",
            waiting=tuple(entry.actor for entry in unconfirmed(journal)),
        )

    def certify(self, request: Path, by: Consent, second: Consent | None) -> bytes:
        """Certify the window of that request; the file that it has to trust."""
        try:
            text = given_content(request, LONGEST).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadInput(f"{request.name} 不是窗口密钥申请。", field="file") from None
        asked = read_request(text)
        journal = self._profile.followed().journal
        agreed = _agreed(journal, second)
        given = certify_stations(
            journal, (asked,), code=by.code, pin=by.pin, today=self._today(), agreed=agreed
        )
        keep_heads(journal, text, "密钥申请文件", actor=by.code.upper())
        return stating(journal, public_text(given)).encode()

    def revoke(self, name: str, reason: str, since: date, by: Consent, second: Consent | None) -> KeysView:
        """Revoke the key of that name from a day on."""
        station, _, epoch = name.rpartition("-")
        journal = self._profile.followed().journal
        agreed = _agreed(journal, second)
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
        )
        return self.view()

    def confirm(self, by: Consent) -> int:
        """Confirm as the second person what waits for one; how many acts."""
        journal = self._profile.followed().journal
        return len(confirm_keys(journal, by=check_pin(journal, by.code, by.pin)))

    def trusted_file(self) -> bytes:
        """Halls, certificates and revocations for other windows, as ``counter keys export``."""
        journal = self._profile.followed().journal
        trust = trusted_keys(journal)
        every = KeysTrusted(
            "imported", tuple(trust.halls.values()), trust.certificates, tuple(trust.revocations.values())
        )
        return stating(journal, public_text(every)).encode()

    def _today(self) -> date:
        return civil_date(self._profile.app.clock.read().at)


def _rows(trust: Trust, ours: str, own: str) -> Iterator[KeyRow]:
    for certificate in trust.certificates:
        yield KeyRow(
            certificate.name,
            certificate.window,
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


def _agreed(journal: Journal, second: Consent | None) -> str:
    return "" if second is None else check_pin(journal, second.code, second.pin).code
