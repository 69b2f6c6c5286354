"""A hub whose functions answer nonsense: a round ends with a sentence, and nothing at the window changes by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from counter.db.hub.client import connect_hub
from counter.domain.calendar.workdays import civil_date
from counter.services.exchange.enrolment import Enrolment
from counter.services.exchange.hub_port import HubRefused
from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.exchange.round import RoundDone, exchange_round
from counter.services.exchange.round_marks import begin_marks
from counter.services.keys.trusted import settled_keys
from tests.db.hub.cluster import Hub
from tests.services.exchange.stations import Station, station

pytestmark = pytest.mark.postgres
A, B = "15222101", "15222102"

ASKED = (
    *("state", "link", "open_epoch", "known", "placed", "push", "newest_turn", "pull", "pull_entries"),
    *("turn_mark", "certificates", "outlined", "put_outline", "outlines_after", "put_key_cards", "key_cards"),
    *("wraps", "put_wraps", "receive", "parcel_at", "parcels_sent", "forked"),
)
"""Functions that a window's round asks."""

NOTHING = "none"
ANSWERS: dict[str, dict[str, str]] = {
    NOTHING: {},
    "empty": {"text": "''", "bytea": "''", "uuid": "NULL", "bigint": "0", "integer": "0", "boolean": "false"},
    "huge": {
        "text": "repeat('长', 70000)",
        "bytea": "decode(repeat('ab', 70000), 'hex')",
        "bigint": "9223372036854775807",
        "integer": "2147483647",
        "boolean": "true",
        "timestamp with time zone": "'294276-12-31'",
    },
    "below": {"bigint": "-1", "integer": "-1", "text": "'%'", "bytea": "'\\x00'", "boolean": "true"},
}
"""What each column holds, by its type; NULL where nothing is said."""

_COLUMNS = """
    SELECT p.oid::regprocedure::text, p.proretset, pg_get_functiondef(p.oid), pg_get_function_arguments(p.oid),
        pg_get_function_result(p.oid)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'hub' AND p.proname = %s
"""


@dataclass
class Pair:
    """Two windows of one hall on one hub; the second reads what the first wrote."""

    one: Station
    two: Station
    hub: Hub
    enrolments: dict[str, Enrolment]

    def round(self, at: Station) -> RoundDone:
        enrolment = self.enrolments[at.code]
        return exchange_round(at.app, lambda: connect_hub(enrolment), f"machine of {at.code}")


@pytest.fixture
def pair(hub: Hub, tmp_path: Path) -> Iterator[Pair]:
    one, two = station(tmp_path / "one", A), station(tmp_path / "two", B)
    enrolments = {code: hub.enrol(code) for code in (A, B)}
    for at in (one, two):
        at.journal.keep_hub_secret(b"{}")
        begin_marks(at.app, enrolments[at.code].hub)
        settled_keys(at.journal, civil_date(at.clock.at))
    one.trusts(two)
    two.trusts(one)
    yield Pair(one, two, hub, enrolments)
    one.journal.close()
    two.journal.close()


def wrong(definition: tuple[object, ...], values: dict[str, str]) -> str:
    """A function of the same name and columns whose row is nonsense."""
    name, _, _, arguments, result = map(str, definition)
    whole = str(result)
    if whole.startswith("TABLE("):
        columns = whole.removeprefix("TABLE(").removesuffix(")").split(", ")
        types = [column.split(" ", 1)[1] for column in columns]
    elif whole == "record":
        types = [part.split(" ", 2)[2] for part in str(arguments).split(", ") if part.startswith("OUT ")]
    else:
        types = [
            part.rpartition("OUT ")[2].split(" ", 1)[1]
            for part in str(arguments).split(", ")
            if "OUT " in part
        ]
        types = types or [whole]
    row = ", ".join(f"{values.get(one, 'NULL')}::{one}" for one in types)
    head = f"{name.partition('(')[0]}({arguments})"
    return (
        f"CREATE OR REPLACE FUNCTION {head} RETURNS {result} LANGUAGE sql VOLATILE SECURITY DEFINER"
        f" SET search_path = pg_catalog, pg_temp AS $wrong$ SELECT {row} $wrong$"
    )


def lines(at: Station, table: str) -> set[tuple[object, ...]]:
    return set(at.journal.connection().execute(f"SELECT station, epoch, seq, hash FROM {table}").fetchall())


def test_that_no_answer_of_any_function_breaks_a_window_or_is_taken_in(pair: Pair) -> None:
    one, two, hub = pair.one, pair.two, pair.hub
    case, told = one.accept(1), set[str]()
    assert pair.round(one).sentence == ""
    assert pair.round(two).pulled.new > 0
    for name in ASKED:
        definitions = hub.sql(_COLUMNS, name)
        assert definitions, name
        for how, values in ANSWERS.items():
            one.add(case)  # so that there is something to send and to fetch
            for definition in definitions:
                hub.sql(wrong(definition, values))
            for at in (one, two):
                done = pair.round(at)
                assert done.sentence == "" or done.sentence.endswith("。"), (name, how, done.sentence)
                tone, words = reporting_standing(at.app).light(at.clock.at)
                assert words, (name, how)
                if done.sentence:
                    told.add(name)
                    assert tone is not ReportingTone.GOOD, (name, how)
                assert at.faults() == [], (name, how)
            for definition in definitions:
                hub.sql(str(definition[2]))
    assert {"state", "known", "push", "pull", "wraps", "receive"} <= told
    for at in (one, two):
        assert pair.round(at).sentence == ""  # and all is well again
        assert at.faults() == []
    assert lines(one, "taken_entries") == set()
    came, own = lines(two, "taken_entries"), lines(one, "entries")
    assert came <= own
    assert {line[2] for line in came} >= {entry.seq for entry in one.journal.entries(case)}


def test_that_a_hub_of_another_county_is_refused(pair: Pair) -> None:
    enrolment = pair.enrolments[A]
    with pytest.raises(HubRefused, match="不一致"):
        connect_hub(replace(enrolment, county="150102"))
    pair.hub.sql("UPDATE hub.stations SET county = '150102' WHERE code = %s", A)
    with pytest.raises(HubRefused):
        connect_hub(enrolment)
