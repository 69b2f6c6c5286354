"""Programs and hubs of different versions: the older program is served, or told why not, and both sides show it."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest

from counter.db.hub import schema
from counter.db.hub.client import connect_hub
from counter.services.exchange.hub_port import OTHER_VERSION, HubRefused
from tests.db.hub.cluster import Hub, login
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
A = "15222101"
NEWEST = schema.newest()

FIRST_PROGRAM = {
    "SELECT hub::text, schema, code, hall, county, kind, demo, pos, turn, link, forks, now, refusal, reason"
    " FROM hub.state()": "text int4 text text text text bool int8 int8 bytea int8 timestamptz text text",
    "SELECT hub.link('1'::int2)": "bytea",
    "SELECT refusal, reason FROM hub.open_epoch(NULL, 1::int2, sha256('k'), ''::bytea, 'machine-a')": "text text",
    "SELECT seq, hash, refusal, reason FROM hub.known(NULL, 1::int2)": "int8 bytea text text",
    "SELECT first, last, pos FROM hub.placed(NULL, 1::int2, 0::int2)": "int8 int8 int8",
    "SELECT pos, upto, refusal, reason FROM hub.push(NULL, 'machine-a', 1::int2, 1::int2, ''::bytea, ''::bytea,"
    " '{}'::uuid[], '{}'::int8[], '{}'::text[], '{}'::int8[], '{}'::text[], '{}'::text[], '{}'::int4[], '{}'::text[],"
    " '{}'::text[], '{}'::bytea[], '{}'::bytea[], '{}'::text[], '{}'::int4[], '{}'::bytea[])": "int8 int8 text text",
    "SELECT n, p.turn, p.pos, p.station, p.epoch, p.first, p.hashes, p.signature"
    " FROM hub.newest_turn() n LEFT JOIN hub.pull(NULL, 0::int2, 8::int2) p ON true": "int8 int8 int8 text int4 int8"
    " bytea bytea",
    "SELECT turn, pos, seq, id::text, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed,"
    " taken, untimely, prev, hash FROM hub.pull_entries(NULL, 0::int2, 1::int2)": "int8 int8 int8 text int8 text int8"
    " text text int4 text text bytea bytea text int4 bytea bytea",
    "SELECT pos, epoch, first, hashes, signature FROM hub.own(1::int2, 0::int2, 8::int2)": "int8 int4 int8 bytea bytea",
    "SELECT seq, id::text, at, boot, monotonic_ns, actor, kind, version, subject, base, payload, sealed, taken,"
    " untimely, prev, hash FROM hub.own_entries(1::int2, 1::int2, 1::int2)": "int8 text int8 text int8 text text int4"
    " text text bytea bytea text int4 bytea bytea",
    "SELECT entries, refusal, reason FROM hub.follow(NULL, 'x', 'why')": "int8 text text",
    "SELECT code, epoch, public_key, certificate FROM hub.certificates()": "text int4 bytea bytea",
    "SELECT pos, refusal, reason FROM hub.send(NULL, '', 'keys', ''::bytea)": "int8 text text",
    "SELECT pos, from_code, kind, digest, body FROM hub.receive(NULL, 0::int2, 4::int2)": "int8 text text bytea bytea",
    "SELECT station, epoch, seq, hash, seen_at FROM hub.forked()": "text int4 int8 bytea timestamptz",
}
"""What a station of version 1 asks, as psycopg sends it, and the types of the answers. Never changes: such stations are
out there until ``hub.oldest_program`` is raised."""


def test_that_a_station_of_the_first_version_is_served_by_every_later_hub(hub: Hub) -> None:
    with login(hub.enrol(A)) as first:  # it names no version
        for statement, types in FIRST_PROGRAM.items():
            answer = first.execute(statement)
            assert answer.description is not None
            found = [psycopg.adapters.types[column.type_code].name for column in answer.description]
            assert found == types.split(), statement
        assert first.execute("SELECT refusal FROM hub.state()").fetchone() == (None,)


def test_that_a_program_too_old_or_too_new_is_told_why_and_the_administrator_sees_it(hub: Hub) -> None:
    a, enrolment = Station(A), hub.enrol(A)
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
        hub.sql(
            "CREATE OR REPLACE FUNCTION hub.oldest_program() RETURNS int LANGUAGE sql IMMUTABLE RETURN 99"
        )
        waits = a.batch(new_case())
        for ask in (lambda: of_a.push(waits), of_a.state, lambda: of_a.follow(new_case(), "补件")):
            with pytest.raises(HubRefused) as old:
                ask()
            assert (old.value.code, "请升级窗口的程序" in old.value.sentence) == (OTHER_VERSION, True)
        with pytest.raises(psycopg.Error, match="升级"), login(enrolment) as stranger:
            stranger.execute("SELECT * FROM hub.pull(NULL, 0, 1)")
        with hub.server() as server:
            server.upgrade()
        assert of_a.push(waits).pos == 2
    hub.sql("UPDATE hub.schema_version SET version = version - %s", NEWEST)
    with pytest.raises(HubRefused) as new:
        connect_hub(enrolment)
    assert (new.value.code, "hub upgrade" in new.value.sentence) == (OTHER_VERSION, True)
    recorded = hub.sql("SELECT station, reason FROM hub.refusals WHERE refusal = 'HB011' ORDER BY station")
    assert [(of, "hub upgrade" in str(reason)) for of, reason in recorded] == [("", False), (A, True)]


def test_that_a_hub_from_before_this_rule_is_told_by_the_station_alone(hub: Hub) -> None:
    enrolment = hub.enrol(A)
    hub.sql(
        "CREATE OR REPLACE FUNCTION hub.program_trouble() RETURNS text LANGUAGE sql STABLE RETURN NULL::text"
    )
    hub.sql("UPDATE hub.schema_version SET version = version - %s", NEWEST)
    with pytest.raises(HubRefused) as older:
        connect_hub(enrolment)
    assert (older.value.code, "hub upgrade" in older.value.sentence) == (OTHER_VERSION, True)


def test_that_an_open_connection_survives_an_upgrade_and_a_newer_hub_is_left_alone(hub: Hub) -> None:
    a, enrolment = Station(A), hub.enrol(A)
    limits = "SELECT unnest(setconfig) FROM pg_db_role_setting WHERE setrole = %s::regrole ORDER BY 1"
    wanted = [
        ("idle_in_transaction_session_timeout=10s",),
        ("lock_timeout=10s",),
        ("statement_timeout=10min",),
    ]
    assert hub.sql(limits, enrolment.login) == wanted
    hub.sql(f"ALTER ROLE {enrolment.login} SET idle_in_transaction_session_timeout = '60s'")  # as it was once
    hub.sql(f"ALTER ROLE {enrolment.login} RESET lock_timeout")
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
        with hub.server() as server:
            assert server.upgrade() == (NEWEST, NEWEST)
        assert hub.sql(limits, enrolment.login) == wanted
        of_a.push(a.batch(new_case()))
        hub.sql("INSERT INTO hub.schema_version (version) VALUES (%s)", NEWEST + 1)
        with hub.server() as server, pytest.raises(HubRefused) as newer:
            server.upgrade()
        assert "新的程序" in newer.value.sentence
        of_a.push(a.batch(new_case()))  # one step newer: served as before
        with closing(connect_hub(enrolment)) as again:
            assert again.known(1).seq == 3
