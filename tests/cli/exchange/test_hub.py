"""``counter hub``: set up, enrol, check and revoke from the command line, and whatever may be typed wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from counter.db.hub.client import connect_hub
from counter.db.hub.schema import newest
from counter.domain.errors import BadInput
from counter.services.exchange.enrolment import Enrolment, read_enrolment
from tests.cli.shop import counter
from tests.db.hub.cluster import Cluster, new_cluster, programs
from tests.db.hub.streams import Station, new_case

pytestmark = pytest.mark.postgres
PHRASE = "草原上的白马跑得快一二三四"
A = "15222101"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with new_cluster() as made:
        yield made


def test_that_a_hub_is_run_from_the_command_line(cluster: Cluster, tmp_path: Path) -> None:
    dsn = ("--dsn", cluster.dsn(cluster.new_database()))
    ca, file = tmp_path / "ca.pem", tmp_path / "A.counter-hub"
    ca.write_text(cluster.ca)
    assert counter("hub", "init", *dsn).code == 0
    assert counter("hub", "init", *dsn).code == 1
    assert counter("hub", "upgrade", *dsn, "--json").json == {"before": newest(), "version": newest()}
    enrol = (
        "hub",
        "enrol",
        A,
        *dsn,
        "--hall",
        "某镇",
        "--host",
        "localhost",
        "--port",
        str(cluster.port),
        "--demo",
    )
    made = counter(*enrol, "--ca", ca, "--out", file, typed=f"{PHRASE}\n")
    assert made.code == 0, made.err
    enrolment = read_enrolment(file.read_text(), PHRASE)
    assert enrolment.secret not in made.out + made.err + file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert (enrolment.county, enrolment.kind, enrolment.demo) == ("152221", "window", True)
    station = Station(A)
    with closing(station.connect(enrolment)) as hub:
        hub.push(station.batch(new_case(), "clock"))
    assert counter("hub", "check", *dsn, "--json").json["clean"] is True
    with cluster.admin(dsn[1].split("dbname=")[1]) as admin:
        admin.execute("UPDATE hub.entries SET at = at + 1 WHERE seq = 2")
    found = counter("hub", "check", *dsn)
    assert (found.code, "第 2 条" in found.out) == (1, True)

    assert counter(*enrol, "--ca", ca, "--out", tmp_path / "again", typed=f"{PHRASE}\n").code == 1
    assert not (tmp_path / "again").exists()
    again = counter(*enrol, "--ca", ca, "--out", tmp_path / "again", "--again", typed=f"{PHRASE}\n")
    assert again.code == 0, again.err
    with pytest.raises(Exception, match="登录"):
        connect_hub(enrolment)
    assert counter("hub", "revoke", A, *dsn, "--reason", "电脑被盗").code == 0
    with pytest.raises(Exception, match="电脑被盗"):
        connect_hub(read_enrolment((tmp_path / "again").read_text(), PHRASE))


WRONG = {
    "no server": ("check", "--dsn", "host=127.0.0.1 port=9 dbname=hub"),
    "a password": ("check", "--dsn", "host=x password=secret"),
    "no DSN": ("init", "--dsn", "host"),
    "a short code": ("revoke", "152221", "--reason", "x"),
    "no CA": ("enrol", A, "--hall", "x", "--host", "x", "--ca", "none.pem", "--out", "o"),
    "a port": ("enrol", A, "--hall", "x", "--host", "x", "--port", "99999", "--ca", "none.pem", "--out", "o"),
    "no keys": ("check", "--keys", "none.json"),
    "no reason": ("revoke", A),
}


@pytest.mark.parametrize("what", WRONG)
def test_that_what_is_typed_wrongly_is_told_in_one_sentence(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = counter("hub", *WRONG[what])
    assert said.code == 2, said.err
    assert len(said.err.splitlines()) == 1, said.err
    assert not list(tmp_path.iterdir())
    assert "secret" not in said.err


def test_that_an_enrolment_opens_with_its_passphrase_only(tmp_path: Path) -> None:
    from counter.services.exchange.enrolment import enrolment_text

    whole = Enrolment(
        "h", 5432, "hub", "s1", "secret" * 8, "pem", "id", "152221", "厅", A, "window", demo=False
    )
    text = enrolment_text(whole, PHRASE)
    assert read_enrolment(text, PHRASE) == whole
    assert "secret" not in text + repr(whole)
    values = json.loads(text)
    for wrong, phrase in (
        (text, "不是这个密语的十二个字符"),
        (json.dumps({**values, "hall": "别的厅"}), PHRASE),
        (json.dumps({**values, "sealed": values["sealed"][:-8]}), PHRASE),
        (json.dumps({**values, "form": "x"}), PHRASE),
        ("{}", PHRASE),
        ("[" * 100_000, PHRASE),
        ("", PHRASE),
    ):
        with pytest.raises(BadInput):
            read_enrolment(wrong, phrase)
    with pytest.raises(BadInput):
        enrolment_text(whole, "太短")
