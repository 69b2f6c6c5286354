"""Change the keys of this profile (密钥换新): data key and master together, or the key that the window signs with.

The hall's key: ``rotate_hall_key``.
"""

from __future__ import annotations

from datetime import date

from counter.domain.hall.rights import Capability
from counter.domain.papers.verify.trusted_keys import KeysRotated
from counter.services.context.ports import Journal, StaffRow
from counter.services.hall.second_person import check_second
from counter.services.hall.staff import authorised
from counter.services.keys.trusted import append, settled_keys

STATION, HALL, DATA = "station", "hall", "data"
_WHAT = {DATA: "换数据密钥", STATION: "换窗口密钥", HALL: "换大厅密钥"}


def check_who_rotates(
    journal: Journal, what: str, *, code: str, pin: str, agreed: str
) -> tuple[StaffRow, str]:
    """Who changes keys and the code of the second person. Raises RuleRefused."""
    by = authorised(journal, Capability.ADMINISTER, code=code, pin=pin)
    return by, check_second(journal, by, agreed, _WHAT[what])


def decide_data_rotation(journal: Journal, *, code: str, pin: str, agreed: str = "") -> None:
    """Record that data key and master are changed now; the caller closes the profile and changes them.

    Raises RuleRefused for who may not, and with one person where a second exists.
    """
    by, second = check_who_rotates(journal, DATA, code=code, pin=pin, agreed=agreed)
    journal.hall_seed()  # settles a change of the hall's key that was cut short
    append(journal, KeysRotated(DATA, second), actor=by.code)


def rotate_station_key(journal: Journal, *, code: str, pin: str, today: date, agreed: str = "") -> bool:
    """Begin the next epoch with a new station key; whether a hall known here has certified it already.

    What was signed with the old key stays valid. Raises as ``decide_data_rotation``.
    """
    by, second = check_who_rotates(journal, STATION, code=code, pin=pin, agreed=agreed)
    journal.open_next_epoch(by.code, "new_key")
    append(journal, KeysRotated(STATION, second), actor=by.code)
    return settled_keys(journal, today).has(journal.public_key().hex())
