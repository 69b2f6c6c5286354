"""A window that wrote every kind of entry reports to a hub: nothing personal of any of them is in any table there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from counter.bootstrap.opening import open_app
from counter.db.hub.client import connect_hub
from counter.services.context.app import AppContext
from counter.services.exchange.own_batches import own_batches
from tests.cli.prying import traces
from tests.db.hub.cluster import COUNTY, Hub
from tests.every_kind import make
from tests.services.office import FRIDAY, PEOPLE, SetClock
from tests.settings import somebody

pytestmark = pytest.mark.postgres
STATION = "15220103"
IN_OFFICE = {one.name for one in PEOPLE}
"""Who decides or signs for an organ is named in the open: an act in office has its official."""
WORDS = {"person", "本人"}
"""Sealed beside a name, and said of anybody."""
TABLES = "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'hub'::regnamespace"


def sealed_words(app: AppContext) -> set[str]:
    """Every string that an entry of this profile keeps sealed, but whole papers, and who is in none any more."""
    journal: Any = app.journal
    subjects = [row[0] for row in journal.connection().execute("SELECT DISTINCT subject FROM entries")]
    found = {
        word
        for subject in subjects
        for entry in app.journal.entries(subject)
        for word in _words(entry.personal)
    }
    person = somebody().person
    assert person is not None
    return {*found, person.name, person.id_number, person.phone} - IN_OFFICE - WORDS


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "document":
                yield from _words(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _words(inner)
    elif isinstance(value, str) and len(value) > 1:
        yield value


def test_that_no_table_of_a_hub_holds_a_word_that_any_entry_seals(hub: Hub, tmp_path: Path) -> None:
    profile, *_ = make(tmp_path)
    enrolment = hub.enrol(STATION, county=COUNTY)
    with open_app(profile, SetClock(FRIDAY)) as app, closing(connect_hub(enrolment)) as client:
        words = sealed_words(app)
        assert len(words) > 50
        for epoch, key, _ in app.journal.exchange().own_epochs():
            client.open_epoch(epoch, key, b"", "machine")
        for batch in own_batches(app):
            client.push(batch)
    dump = tmp_path / "dump"
    dump.mkdir()
    with hub.cluster.admin(hub.database) as admin:
        for (table,) in admin.execute(TABLES).fetchall():
            with admin.cursor().copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:  # type: ignore[arg-type]
                (dump / str(table)).write_bytes(b"".join(rows))
    assert traces((dump,), ("case.opened",))  # what is open is there, and is found
    assert traces((dump,), words) == []
