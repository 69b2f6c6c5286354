"""Note in the data file to which recovery keys case keys are wrapped: there nobody changes it unseen."""

from __future__ import annotations

from typing import Any

from counter.services.keys.recovery_reading import READERS, recovery_reading_public

_DROP = "DELETE FROM {schema}.exchange_marks WHERE name IN (?, ?)"
_PUT = "INSERT INTO {schema}.exchange_marks (name, value) VALUES (?, ?)"
_OWN, _HALL = f"{READERS}own", f"{READERS}hall"


def keep_recovery_readers(connection: Any, recovery_key: str, hall_public: str, schema: str = "main") -> None:
    """At set-up, and where the keys are changed. ``hall_public``: of the hall's recovery key, "" where there is none;
    then one that was noted stays.
    """
    gone = (_OWN, _HALL if hall_public else _OWN)
    connection.execute(_DROP.format(schema=schema), gone)
    connection.execute(_PUT.format(schema=schema), (_OWN, recovery_reading_public(recovery_key)))
    if hall_public:
        connection.execute(_PUT.format(schema=schema), (_HALL, hall_public))
