"""Somebody with a station's login, and somebody with the whole server: refused, or noticed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import msgspec
import psycopg
import pytest

from counter.domain.document.numbering import LAST_EPOCH
from counter.domain.journal.exchange.batch import BatchRefused, SentEntry, prove
from counter.services.exchange.check_hub import HubReport, check_hub
from counter.services.exchange.hub_port import HubRefused
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Hub, login
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
A, B, TOWN = "15222101", "15222103", "居力很镇便民服务中心"


FORBIDDEN = (
    *(
        f"SELECT * FROM hub.{table}"
        for table in ("entries", "batches", "epochs", "stations", "follows", "deliveries", "parcels", "forks")
    ),
    "TABLE hub.refusals",
    "INSERT INTO hub.entries (station, epoch, seq, prev, hash) VALUES ('15222103', 1, 1, '', '')",
    "UPDATE hub.epochs SET seq = 0",
    "DELETE FROM hub.batches",
    "TRUNCATE hub.entries",
    "DROP TABLE hub.entries",
    "ALTER TABLE hub.entries DISABLE ROW LEVEL SECURITY",
    "COPY hub.entries TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY hub.entries FROM STDIN",
    "SELECT pg_read_file('/etc/passwd')",
    "SET ROLE hub_writer",
    "SET ROLE hub_owner",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION d15222103",
    "CREATE TEMP TABLE mine (x int)",
    "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql RETURN 1",
    "CREATE TABLE public.mine (x int)",
    "CREATE TABLE hub.mine (x int)",
    "CREATE SCHEMA mine",
    "SELECT lo_create(0)",
    "CREATE ROLE mine",
    "ALTER ROLE d15222103 PASSWORD 'x'",
    "GRANT hub_writer TO d15222101",
    "SELECT hub.enrol('15222177', 'x', '152221', 'hall', true, 'SCRAM-SHA-256$4096:a$b:c', false)",
    "SELECT hub.revoke('15222103', 'x', true)",
    "SELECT hub.note_refusal('15222103', 1, 1, 'HB002', 'x')",
    "SELECT hub.deliver_past(ARRAY['x'], 1, '152221', 1, 1)",
    "SELECT * FROM hub.caller('15222103')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user",
    "SELECT count(*) FROM hub.pull('15222103', 0, 10)",
    "SELECT count(*) FROM hub.pull_entries('15222103', 0, 10)",
    "SELECT count(*) FROM hub.receive('15222103', 0, 10)",
    "SELECT count(*) FROM hub.placed('15222103', 1, 0)",
    "SELECT * FROM hub.heads()",
    "SELECT * FROM hub.parcels_sent('15222103')",
    "SELECT * FROM hub.watch_stations",
    "SELECT * FROM hub.watch_days",
    "EXPLAIN SELECT * FROM hub.entries",
    "SET row_security = off; SELECT * FROM hub.deliveries",
    "DO $$ BEGIN EXECUTE 'SELECT 1 FROM hub.entries'; END $$",
    "BEGIN; LOCK TABLE hub.orders",
    "SET session_replication_role = 'replica'",
    "SELECT pg_create_logical_replication_slot('x', 'test_decoding')",
    "CREATE SUBSCRIPTION mine CONNECTION 'dbname=x' PUBLICATION y",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "TABLE pg_statistic",
    "CHECKPOINT",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 100",
)


def test_that_a_stations_login_can_do_nothing_but_call_its_functions(hub: Hub) -> None:
    a, b = hub.enrol(A), hub.enrol(B, TOWN)
    station = Station(B)
    with closing(station.connect(b)) as of_b:
        of_b.push(station.batch(new_case()))
        with login(a) as stranger:
            passed = []
            for statement in FORBIDDEN:
                try:
                    stranger.execute(statement)
                except psycopg.Error:
                    stranger.rollback()
                    continue
                passed.append(statement)
        assert [s for s in passed if not s.startswith("SELECT pg_terminate")] == []
        assert of_b.state().pos == 1
        assert hub.sql("SELECT count(*) FROM hub.entries") == [(1,)]


def test_that_a_right_granted_by_mistake_opens_no_other_stream(hub: Hub) -> None:
    a, b = Station(A), Station(B)
    of_a, of_b = a.connect(hub.enrol(A)), b.connect(hub.enrol(B, TOWN))
    with closing(of_a), closing(of_b):
        of_a.push(a.batch(new_case(), new_case()))
        of_b.push(b.batch(new_case()))
        of_b.send("keys", b"x", TOWN)
    hub.sql("GRANT ALL ON ALL TABLES IN SCHEMA hub TO hub_station")
    with login(hub.enrol(B, TOWN, again=True)) as stranger:
        assert stranger.execute("SELECT DISTINCT station FROM hub.entries").fetchall() == [(B,)]
        assert stranger.execute("SELECT count(*) FROM hub.refusals").fetchall() == [(0,)]
        assert stranger.execute("DELETE FROM hub.entries").rowcount == 0
        with pytest.raises(psycopg.Error, match="row-level security"):
            stranger.execute("INSERT INTO hub.admin_log (act, code, words) VALUES ('x', 'x', 'x')")
    with hub.server() as server:
        assert any("权限开得太大" in fault.sentence for fault in check_hub(server, verify).faults)
        server.upgrade()
        assert [
            f for f in check_hub(server, verify).faults if f.kind != "parcel"
        ] == []  # no program wrote it


def test_that_a_wrong_function_writes_into_no_other_stream(hub: Hub) -> None:
    a = hub.enrol(A)
    hub.enrol(B, TOWN)
    hub.sql("""
        CREATE FUNCTION hub.wrong(p_station text) RETURNS void LANGUAGE sql SECURITY DEFINER AS $$
        INSERT INTO hub.entries (station, epoch, seq, prev, hash)
        VALUES (p_station, 1, 1, sha256(''), sha256('')) $$;
        ALTER FUNCTION hub.wrong(text) OWNER TO hub_writer;
        GRANT EXECUTE ON FUNCTION hub.wrong(text) TO hub_station""")
    with login(a) as stranger:
        with pytest.raises(psycopg.Error, match="row-level security"):
            stranger.execute("SELECT hub.wrong(%s)", (B,))
        stranger.execute("SELECT hub.wrong(%s)", (A,))


def test_that_names_cannot_be_guessed_and_looks_are_recorded(hub: Hub) -> None:
    a, b = Station(A), Station(B)
    with closing(a.connect(hub.enrol(A))) as of_a, closing(b.connect(hub.enrol(B, TOWN))) as of_b:
        of_a.push(a.batch(new_case()))
        assert of_b.follow(new_case(), "猜一个") == 0
        for wrong in ("%", "", "0192%", "152221"):
            with pytest.raises(HubRefused):
                of_b.follow(wrong, "猜")
        with pytest.raises(HubRefused):
            of_b.follow(new_case(), "")
    with hub.server() as server:
        assert [one.times for one in server.incidents()] == [5]


def test_that_another_stations_batches_cannot_be_sent_again_as_ones_own(hub: Hub) -> None:
    a, b = Station(A), Station(B)
    with closing(a.connect(hub.enrol(A))) as of_a, closing(b.connect(hub.enrol(B, TOWN))) as of_b:
        sent = a.batch(new_case())
        of_a.push(sent)
        for carried in (False, True):
            with pytest.raises(HubRefused):
                of_b.push(sent, carried=carried)
        with pytest.raises(HubRefused) as same_id:
            of_b.push(b.signed([b.entry(new_case(), id=sent.entries[0].id)]))  # type: ignore[union-attr]
        assert same_id.value.code == "HB008"
    assert hub.sql("SELECT station, count(*) FROM hub.entries GROUP BY station") == [(A, 1)]


def test_that_a_forged_signature_is_the_readers_to_see(hub: Hub) -> None:
    a, thief, b = Station(A), Station(A), Station("15222102")
    with closing(a.connect(hub.enrol(A))) as of_a, closing(b.connect(hub.enrol(b.code))) as of_b:
        of_a.push(thief.batch(new_case()))  # the login was stolen, the station's key was not
        [batch] = of_b.pull(0).batches
        with pytest.raises(BatchRefused):
            prove(batch, a.public_key, verify)
    assert kinds(checked(hub)) == ["signature"]


def checked(hub: Hub) -> HubReport:
    """What a check finds."""
    with hub.server() as server:
        return check_hub(server, verify)


def kinds(report: HubReport) -> list[str]:
    """The kinds of its faults."""
    return [fault.kind for fault in report.faults]


@pytest.fixture
def used(hub: Hub) -> Hub:
    """A hub with three batches of two stations, and a hall that follows a case."""
    a, b = Station(A), Station(B)
    case = new_case()
    with closing(a.connect(hub.enrol(A))) as of_a, closing(b.connect(hub.enrol(B, TOWN))) as of_b:
        of_a.push(a.signed([a.entry(case, "case.opened"), a.withheld(), a.entry("clock")]))
        of_b.push(b.batch(new_case()))
        of_b.follow(case, "补件")
        of_a.push(a.batch(case, new_case()))
    report = checked(hub)
    assert (report.faults, report.batches, report.entries, report.stations) == ([], 3, 6, 2)
    return hub


TAMPERED = {
    "a payload": (
        "UPDATE hub.entries SET payload = '{}' WHERE station = '15222101' AND seq = 1",
        {"changed"},
    ),
    "a time": ("UPDATE hub.entries SET at = at + 1 WHERE station = '15222101' AND seq = 5", {"changed"}),
    "payload and hash": (
        "UPDATE hub.entries SET payload = '{}', hash = sha256('x') WHERE station = '15222101' AND seq = 5",
        {"changed"},
    ),
    "a row": ("DELETE FROM hub.entries WHERE station = '15222101' AND seq = 4", {"missing"}),
    "a whole batch": (
        "DELETE FROM hub.entries WHERE station = '15222103'; DELETE FROM hub.batches WHERE pos = 2",
        {"order", "head"},
    ),
    "the last batch": (
        "DELETE FROM hub.entries WHERE seq > 3; DELETE FROM hub.batches WHERE pos = 3;"
        "UPDATE hub.epochs SET seq = 3 WHERE code = '15222101'",
        {"order", "head"},
    ),
    "the order": (
        "UPDATE hub.batches SET pos = 9 WHERE pos = 1; UPDATE hub.batches SET pos = 1 WHERE pos = 2;"
        "UPDATE hub.batches SET pos = 2 WHERE pos = 9",
        {"order", "delivery"},
    ),
    "the order, deliveries along": (
        "UPDATE hub.batches SET pos = 9 WHERE pos = 2; UPDATE hub.batches SET pos = 2 WHERE pos = 3;"
        "UPDATE hub.batches SET pos = 3 WHERE pos = 9;"
        "UPDATE hub.deliveries SET pos = 5 - pos WHERE pos IN (2, 3)",
        {"order"},
    ),
    "a list of hashes": (
        "UPDATE hub.batches SET hashes = decode(repeat('ab', 64), 'hex') WHERE pos = 3",
        {"signature", "order", "head"},
    ),
    "a delivery": ("DELETE FROM hub.deliveries WHERE pos = 1 AND turn > 1", {"delivery"}),
    "a follow": ("DELETE FROM hub.follows", {"delivery"}),
    "a key": (
        "UPDATE hub.epochs SET public_key = sha256('x') WHERE code = '15222103'",
        {"certificate", "signature"},
    ),
    "a certificate": (
        "UPDATE hub.epochs SET certificate = replace(encode(certificate, 'escape'), '2026', '2025')::bytea",
        {"certificate"},
    ),
}


def test_that_what_the_administrator_changes_is_found(used: Hub) -> None:
    for what, (statements, expected) in TAMPERED.items():
        hub = used.copy()
        for statement in statements.split(";"):
            hub.sql(statement)
        assert (what, expected) == (what, expected & set(kinds(checked(hub))))


def test_that_a_reader_refuses_what_the_administrator_changed(used: Hub) -> None:
    b = Station("15222102")
    with closing(b.connect(used.enrol(b.code))) as of_b:
        [key] = [one.public_key for one in of_b.certificates() if one.station == A]
        whole = of_b.pull(0).batches
        for batch in whole:
            prove(batch, key, verify)
        used.sql("UPDATE hub.entries SET payload = '{}' WHERE station = '15222101' AND seq = 1")
        with pytest.raises(BatchRefused):
            prove(of_b.pull(0).batches[0], key, verify)
        entry = whole[0].entries[0]
        assert isinstance(entry, SentEntry)
        moved = msgspec.structs.replace(whole[0], entries=(msgspec.structs.replace(entry, seq=3),))
        with pytest.raises(BatchRefused):
            prove(moved, key, verify)


def test_that_a_stolen_login_opens_no_flood_of_epochs(hub: Hub) -> None:
    """Each reader asks for the keys of every epoch of the county."""
    a = hub.enrol(A)
    hub.sql(f"""
        INSERT INTO hub.epochs (code, epoch, public_key, certificate, machine)
        SELECT '{A}', n, sha256(int4send(n)), '', 'machine' FROM generate_series(1, 199) n
    """)
    opened = "SELECT refusal FROM hub.open_epoch(NULL, %s, sha256('x'), '', 'machine')"
    with login(a) as stranger:
        said = [stranger.execute(opened, (epoch,)).fetchone() for epoch in (200, 201, 200)]
    assert said == [(None,), ("HB014",), (None,)]
    assert hub.sql("SELECT count(*) FROM hub.epochs") == [(200,)]
    with hub.server() as server:
        assert [one.code for one in server.incidents()] == ["HB014"]


def test_that_a_revoked_station_learns_why_and_nothing_else(used: Hub) -> None:
    enrolment = used.enrol(A, again=True)
    a = Station(A)
    with login(enrolment) as open_connection:
        with used.server() as server:
            assert server.revoke(A, "电脑被盗") == 1
        with pytest.raises(psycopg.OperationalError):
            open_connection.execute("SELECT 1")
    with pytest.raises(HubRefused) as why:
        a.connect(enrolment)
    assert "电脑被盗" in why.value.sentence
    with login(enrolment) as stranger:
        for question in (
            "SELECT hub.pull(NULL, 0, 9)",
            "SELECT hub.own_entries(1, 0, 9)",
            "SELECT hub.receive(NULL, 0, 9)",
        ):
            with pytest.raises(psycopg.Error, match="作废"):
                stranger.execute(question)
        assert stranger.execute("SELECT count(*) FROM hub.certificates()").fetchone() == (0,)
        assert stranger.execute(
            "SELECT refusal FROM hub.follow(NULL, %s, 'x')", (new_case(),)
        ).fetchone() == ("HB001",)
    with used.server() as server:
        [seen] = [one for one in server.incidents() if one.code == "HB001" and one.station == A]
        assert seen.address.startswith(("127.", "::1"))
        server.revoke(A, "电脑被盗", close=True)
    with pytest.raises(HubRefused) as closed:
        a.connect(enrolment)
    assert "登录" in closed.value.sentence
    again = used.enrol(A, again=True)
    with pytest.raises(HubRefused):
        a.connect(enrolment)
    with login(again) as back:
        assert back.execute("SELECT code FROM hub.state()").fetchone() == (A,)


def test_that_a_window_gets_its_stream_back_from_a_thief_of_its_login(hub: Hub) -> None:
    stolen = hub.enrol(A)
    a, thief = Station(A), Station(A, epoch=2, machine="elsewhere")
    with closing(a.connect(stolen)) as of_a, closing(thief.connect(stolen)) as of_thief:
        of_thief.push(thief.batch(new_case()))
        for far in (99_999, -1):
            with pytest.raises(HubRefused):
                of_thief.open_epoch(far, thief.public_key, b"", thief.machine)
        of_thief.open_epoch(LAST_EPOCH, thief.public_key, b"", thief.machine)
        mine = a.batch(new_case())
        with pytest.raises(HubRefused):
            of_a.push(mine)
    anew = hub.enrol(A, again=True)
    with closing(a.connect(anew)) as of_a:
        assert of_a.push(mine).pos == 2
        assert [one.epoch for one in of_a.certificates()] == [1, 2]  # what the thief wrote stays to be seen
    with pytest.raises(HubRefused):
        a.connect(stolen)


def test_that_a_station_speaks_only_with_the_hub_it_was_enrolled_with(hub: Hub, used: Hub) -> None:
    enrolment = hub.enrol("15222107")
    for wrong in (
        {"ca": _other_authority()},
        {"host": "127.0.0.2"},  # there it answers, and its certificate does not say so
        {"secret": "x" * 43},
        {"hub": "00000000-0000-0000-0000-000000000000"},
        {"station": "15222108"},
        {"database": "nothing"},
        {"port": 9},
        {"host": "hub.invalid"},
    ):
        with pytest.raises(Exception, match=r"[一-鿿]") as error:
            Station("15222107").connect(replace(enrolment, **wrong))
        assert type(error.value).__name__ in ("HubRefused", "HubUnreachable"), wrong


def _other_authority() -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    from tests.db.hub.cluster import certificate

    return certificate("别人的机构", None)[1].public_bytes(Encoding.PEM).decode()
