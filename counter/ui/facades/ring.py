"""What the part 钥匙环 of the page 密钥 asks of an open profile; acts of ``counter keys ring``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.consent import Consent
from counter.domain.hall.ring_events import RingExported
from counter.domain.journal.kinds import kind_of
from counter.services.hall.staff import proved_code
from counter.services.keys.files import LONGEST
from counter.services.keys.ring import export_ring, import_ring, open_ring, read_ring_file
from counter.services.keys.ring_cards import held_rings, known_rings
from counter.services.keys.trusted import SUBJECT, seed_in_force, settled_keys
from counter.ui.facades.base import ProfileFacade
from counter.ui.facades.hall import given_text

_WHAT = "大厅钥匙环文件"


@dataclass(frozen=True, slots=True)
class RingRow:
    """A generation. ``since``: ISO day; ``station``: where it was opened; ``held``: it is here."""

    generation: int
    since: str
    station: str
    in_force: bool
    held: bool


@dataclass(frozen=True, slots=True)
class RingView:
    """The generations, the oldest first. ``hall_key``: a generation can be opened here; ``held``: the one in force is
    here; ``exported``: it left already, which it may do once.
    """

    rows: tuple[RingRow, ...]
    hall_key: bool
    held: bool
    exported: bool


class RingFacade:
    """``export`` and ``bring`` touch a file: ``Lane.PAPERS``; the rest runs on the journal lane."""

    def __init__(self, profile: ProfileFacade) -> None:
        self._profile = profile

    def view(self) -> RingView:
        """What is known here."""
        journal = self._profile.followed().journal
        rings, held = known_rings(journal), held_rings(journal)
        newest = rings[-1] if rings else None
        out = {
            event.public_key
            for entry in journal.entries(SUBJECT)
            if (event := kind_of(RingExported).read(entry)) is not None
        }
        trust = settled_keys(journal, civil_date(self._profile.now()))
        return RingView(
            tuple(
                RingRow(one.generation, one.since, one.station, one == newest, one.recipient in held)
                for one in rings
            ),
            hall_key=seed_in_force(journal, trust) is not None,
            held=newest is not None and newest.recipient in held,
            exported=newest is not None and newest.public_key in out,
        )

    def open(self, by: Consent, second: Consent | None, *, rotate: bool) -> int:
        """Open the first generation, or with ``rotate`` the next one; its number."""
        journal = self._profile.followed().journal
        today = civil_date(self._profile.now())
        agreed = proved_code(journal, second)
        return open_ring(
            journal, code=by.code, pin=by.pin, today=today, agreed=agreed, rotate=rotate
        ).generation

    def export(self, by: Consent, second: Consent | None, passphrase: str, out: Path) -> int:
        """Write the private half of the generation in force, once; its number."""
        journal = self._profile.followed().journal
        agreed = proved_code(journal, second)
        with self._profile.platform.whole_file(out, replace=True) as half:
            card = export_ring(
                journal,
                lambda: passphrase,
                code=by.code,
                pin=by.pin,
                keep=lambda text: half.complete(text.encode()),
                agreed=agreed,
            )
        return card.generation

    def bring(self, by: Consent, second: Consent | None, passphrase: str, file: Path) -> int:
        """Bring the private half from such a file to this window; its number."""
        journal = self._profile.followed().journal
        text = given_text(file, LONGEST, _WHAT)
        today = civil_date(self._profile.now())
        return import_ring(
            journal,
            lambda: read_ring_file(text, passphrase),
            code=by.code,
            pin=by.pin,
            today=today,
            agreed=proved_code(journal, second),
        ).generation
