"""Cut lines, a killed server, a hub put back, many at once: nothing acknowledged is lost, doubled or passed over."""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from counter.db.hub import schema
from counter.db.hub.client import connect_hub
from counter.db.hub.server import hub_server
from counter.domain.errors import WorldTrouble
from counter.domain.journal.exchange.batch import EntryBatch
from counter.services.exchange.check_hub import check_hub
from counter.services.exchange.hub_port import HubRefused, HubUnreachable
from counter.services.keys.trusted import verify
from tests.db.hub.cluster import Cluster, Hub
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
A = "15222101"


@contextmanager
def line(port: int) -> Iterator[tuple[int, threading.Event]]:
    """A line to the server that can be told to break as soon as an answer comes back: the server has committed then."""
    cut = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as entrance:
        thread = threading.Thread(target=_carry, args=(entrance, port, cut))
        thread.start()
        yield entrance.getsockname()[1], cut
        with suppress(OSError):
            entrance.shutdown(socket.SHUT_RDWR)
        thread.join()


def _carry(entrance: socket.socket, port: int, cut: threading.Event) -> None:
    with suppress(OSError):
        here, _ = entrance.accept()
        with here, socket.create_connection(("127.0.0.1", port)) as there:
            forward = threading.Thread(target=_copy, args=(here, there))
            forward.start()
            while (answer := there.recv(65_536)) and not cut.is_set():
                here.sendall(answer)
            here.shutdown(socket.SHUT_RDWR)
            there.shutdown(socket.SHUT_RDWR)
            forward.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)


def test_that_a_line_cut_after_the_commit_loses_only_the_answer(hub: Hub) -> None:
    a, enrolment = Station(A), hub.enrol(A)
    with line(enrolment.port) as (port, cut), closing(a.connect(replace(enrolment, port=port))) as of_a:
        sent = a.batch(new_case(), "clock")
        cut.set()
        with pytest.raises(HubUnreachable) as broken:
            of_a.push(sent)
    assert "没有上报的都留在本机" in broken.value.sentence
    with closing(a.connect(enrolment)) as of_a:
        assert of_a.known(1).seq == 2
        assert of_a.push(sent).pos == 1
        assert of_a.push(a.batch("clock")).pos == 2
    assert hub.sql("SELECT count(*) FROM hub.entries") == [(3,)]


def test_that_a_line_cut_before_the_commit_leaves_nothing(hub: Hub) -> None:
    a, enrolment = Station(A), hub.enrol(A)
    with closing(a.connect(enrolment)) as of_a, ThreadPoolExecutor(1) as other:
        sent = a.batch(new_case(), "clock")
        with hub.cluster.admin(hub.database) as holding, holding.transaction():
            holding.execute(
                "SELECT 1 FROM hub.orders FOR UPDATE"
            )  # the push gets as far as its place in the order
            pushing = other.submit(of_a.push, sent)
            while hub.sql("SELECT count(*) FROM pg_locks WHERE NOT granted") == [(0,)]:
                pass
            hub.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'd15222101%'")
            with pytest.raises(HubUnreachable):
                pushing.result()
    assert hub.sql("SELECT (SELECT count(*) FROM hub.entries), (SELECT sum(seq) FROM hub.epochs)") == [(0, 0)]
    with closing(a.connect(enrolment)) as of_a:
        assert of_a.push(sent).pos == 1


def _batches(station: Station, count: int) -> list[EntryBatch]:
    return [station.batch(*(new_case() for _ in range(1 + n % 4)), "clock") for n in range(count)]


def test_that_eight_at_once_with_cuts_skip_and_double_nothing(hub: Hub) -> None:
    stations = [Station(f"152221{n:02}") for n in range(1, 9)]
    enrolments = {one.code: hub.enrol(one.code) for one in stations}
    sent = {one.code: _batches(one, 8) for one in stations}
    cuts = iter(range(6))

    def push_all(station: Station) -> int:
        done = tries = 0
        while done < len(sent[station.code]):
            with suppress(HubUnreachable), closing(station.connect(enrolments[station.code])) as hub_of:
                known = hub_of.known(1).seq
                done = sum(batch.last <= known for batch in sent[station.code])
                for batch in sent[station.code][done:]:
                    hub_of.push(batch)
                    done += 1
                    if done == 4 and next(cuts, None) is not None:
                        _end_one(hub)
            tries += 1
        return tries

    reader = Station("15222150")
    whole = sum(len(batches) for batches in sent.values())
    with closing(reader.connect(hub.enrol(reader.code))) as of_reader, ThreadPoolExecutor(8) as at_once:
        pushing = [at_once.submit(push_all, station) for station in stations]
        with hub.server() as server:
            assert check_hub(server, verify).faults == []  # of one moment, whatever is pushed meanwhile
        pulled: list[EntryBatch] = []
        turn = 0
        while len(pulled) < whole and not any(one.done() and one.exception() for one in pushing):
            answer = of_reader.pull(turn, limit=5)
            pulled += answer.batches
            turn = answer.turn
        tries = sum(one.result() for one in pushing)
        assert of_reader.pull(turn).batches == ()
    assert tries >= len(stations)
    assert [batch.pos for batch in pulled] == list(range(1, whole + 1))
    for station in stations:
        own = [batch.first for batch in pulled if batch.station == station.code]
        assert own == [batch.first for batch in sent[station.code]]
    with hub.server() as server:
        assert check_hub(server, verify).faults == []


def _end_one(hub: Hub) -> None:
    hub.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE usename LIKE 'd152221%' AND usename NOT LIKE 'd15222150%' ORDER BY random() LIMIT 2"
    )


def test_that_a_server_killed_outright_keeps_what_it_acknowledged(hub: Hub) -> None:
    a, enrolment = Station(A), hub.enrol(A)
    of_a = a.connect(enrolment)
    with closing(of_a):
        sent = _batches(a, 30)
        acknowledged = 0
        with ThreadPoolExecutor(1) as other:
            for batch in sent[:10]:
                acknowledged = of_a.push(batch).upto
            killing = other.submit(hub.cluster.stop, "immediate")
            with suppress(HubUnreachable):
                for batch in sent[10:]:
                    acknowledged = of_a.push(batch).upto
            killing.result()
        with pytest.raises(HubUnreachable) as down:
            connect_hub(enrolment)
        assert "没有开" in down.value.sentence
    hub.cluster.start()
    with closing(a.connect(enrolment)) as of_a:
        assert of_a.known(1).seq >= acknowledged
        for batch in sent:
            of_a.push(batch)
    with hub.server() as server:
        report = check_hub(server, verify)
    assert (report.faults, report.batches) == ([], 30)


def test_that_a_full_disk_of_the_window_is_its_own_trouble(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = hub.enrol(A)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no room"))
    with pytest.raises(WorldTrouble, match="临时文件写不了"):
        connect_hub(enrolment)


def test_that_a_full_disk_of_the_server_takes_nothing_by_half(hub: Hub) -> None:
    """No table may grow: what every write of a full disk says. The window keeps what it has and goes on afterwards."""
    a, enrolment = Station(A), hub.enrol(A)
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
        sent = a.batch(new_case(), "clock")
        hub.sql(_FULL)
        with pytest.raises(HubUnreachable) as full:
            of_a.push(sent)
        assert "磁盘满了" in full.value.sentence
        hub.sql("DROP TRIGGER full_disk ON hub.batches")  # somebody made room
        assert of_a.known(1).seq == 1
        assert of_a.push(sent).upto == 3
    with hub.server() as server:
        assert check_hub(server, verify).faults == []


_FULL = """
    CREATE FUNCTION hub.full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE SQLSTATE '53100' USING MESSAGE = 'could not extend file: No space left on device'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON hub.batches FOR EACH ROW EXECUTE FUNCTION hub.full_disk();
"""
"""As at the last table of a push: everything before it is undone too."""


def test_that_a_hub_put_back_to_yesterday_is_noticed_and_filled_again(hub: Hub) -> None:
    a, b = Station(A), Station("15222102")
    enrolment, of_other = hub.enrol(A), hub.enrol(b.code)
    with closing(a.connect(enrolment)) as of_a:
        first = a.batch(new_case())
        of_a.push(first)
    yesterday = hub.copy()
    with closing(a.connect(enrolment)) as of_a:
        second = a.batch(new_case())
        of_a.push(second)
        seen = of_a.state()
    with closing(b.connect(replace(of_other, database=yesterday.database))) as of_b:
        of_b.push(b.batch(new_case()))
    with closing(a.connect(replace(enrolment, database=yesterday.database))) as of_a:
        assert of_a.known(1).seq == 1  # less than was acknowledged
        assert of_a.link(seen.pos) != seen.link
        assert of_a.push(second).pos == 3
        assert of_a.known(1).seq == 2
    with yesterday.server() as server:
        assert check_hub(server, verify).faults == []


def test_that_an_upgrade_adds_its_tables_and_keeps_everything(
    hub: Hub, tmp_path_factory: pytest.TempPathFactory
) -> None:
    a, enrolment, now = Station(A), hub.enrol(A), schema.newest()
    next_program = tmp_path_factory.mktemp("sql")
    for file in schema.FOLDER.glob("*.sql"):
        (next_program / file.name).write_bytes(file.read_bytes())
    now = schema.newest()
    (next_program / f"{now + 3:04}_more.sql").write_text("CREATE TABLE hub.more (subject text PRIMARY KEY)")
    with closing(a.connect(enrolment)) as of_a:
        of_a.push(a.batch(new_case()))
        with hub.cluster.admin(hub.database) as admin:
            assert schema.apply(admin, fresh=False, folder=next_program) == (now, now + 3)
            (next_program / f"{now + 2:04}_late.sql").write_text("CREATE TABLE hub.late (x int)")
            assert schema.apply(admin, fresh=False, folder=next_program) == (now + 3, now + 3)
        of_a.push(a.batch(new_case()))
    assert hub.sql("SELECT to_regclass('hub.more') IS NULL, to_regclass('hub.late') IS NULL") == [
        (False, False)
    ]
    (next_program / f"{now + 4:04}_wrong.sql").write_text("CREATE TABLE hub.half (x int); SELECT 1 / 0")
    with hub.cluster.admin(hub.database) as admin, pytest.raises(psycopg.errors.DivisionByZero):
        schema.apply(admin, fresh=False, folder=next_program)
    with hub.server() as server:
        assert check_hub(server, verify).faults == []
    assert hub.sql("SELECT max(version) FROM hub.schema_version") == [(now + 3,)]
    assert hub.sql("SELECT to_regclass('hub.half')") == [(None,)]


def test_that_a_hub_is_set_up_once_and_only_where_it_can_be(cluster: Cluster, hub: Hub) -> None:
    with hub.server() as server, pytest.raises(HubRefused) as twice:
        server.init()
    assert "已经有汇聚库" in twice.value.sentence
    empty = cluster.new_database()
    with hub_server(cluster.dsn(empty)) as server:
        with pytest.raises(HubRefused) as none:
            server.upgrade()
        assert "hub init" in none.value.sentence
    with cluster.admin() as admin:
        admin.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with hub_server(cluster.dsn("latin")) as server, pytest.raises(HubRefused) as latin:
        server.init()
    assert "UTF8" in latin.value.sentence
    with psycopg.connect(cluster.dsn(empty), autocommit=True) as small:
        small.execute("SET ROLE hub_admin")
        with pytest.raises(HubRefused) as weak:
            schema.apply(small, fresh=True)
    assert "超级用户" in weak.value.sentence
    with hub.server() as server:
        for wrong in ({"code": "1522"}, {"county": "x"}, {"hall": ""}, {"demo": False}, {"code": A}):
            given = {
                "code": "15222109",
                "hall": "厅",
                "county": "152221",
                "kind": "window",
                "demo": True,
            } | wrong
            if wrong in ({"demo": False}, {"code": A}):
                hub.enrol(A, again=True)
            with pytest.raises(HubRefused):
                server.enrol(given.pop("code"), **given)  # type: ignore[arg-type]
        with pytest.raises(HubRefused):
            server.revoke("15222199", "没有")
