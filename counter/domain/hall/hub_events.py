"""Events of the hub that this station reports to: joined, joined to another one, left. They hold no secret."""

from __future__ import annotations

from dataclasses import dataclass

from counter.domain.journal.kinds import Slot, event

SUBJECT = "hub"


@event("hub.joined", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HubJoined:
    """``hub.joined`` (subject ``hub``): its actor took in an enrolment file; this station reports there from now on.

    ``hub``: the hub's own id; ``before``: id of the hub until then, "" for none, the same where only the enrolment is
    new; ``host``: one or several, with commas; ``hall``, ``station``, ``kind_of_station`` (window, hall, office,
    bureau): as the hub has this station; ``fingerprints``: SHA-256 (hex) of each certificate of the authority that
    the server's must come from, as ``openssl x509 -fingerprint -sha256`` shows it.
    """

    hub: str
    before: str
    host: str
    hall: str
    station: str
    kind_of_station: str
    fingerprints: tuple[str, ...]


@event("hub.left", slot=Slot.OWN)
@dataclass(frozen=True, slots=True)
class HubLeft:
    """``hub.left`` (subject ``hub``): its actor ended reporting to the hub of that id; ``host``: "" where the enrolment
    was lost. ``waiting``: entries that the hub did not have then; they stay here.
    """

    hub: str
    host: str
    reason: str
    waiting: int
