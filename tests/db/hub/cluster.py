"""A PostgreSQL of the test's own, made from nothing: TLS, password by SCRAM, a socket for its administrator."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import count
from pathlib import Path

import psycopg
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from counter.db.hub.server import PostgresServer, hub_server
from counter.services.exchange.enrolment import Enrolment

COUNTY = "152221"
HALL = "科右前旗政务服务中心"

_CONF = """
listen_addresses = 'localhost, 127.0.0.2'
port = {port}
unix_socket_directories = '{folder}'
ssl = on
ssl_cert_file = '{folder}/server.crt'
ssl_key_file = '{folder}/server.key'
password_encryption = 'scram-sha-256'
max_connections = 40
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
wal_level = minimal
max_wal_senders = 0
autovacuum = off
jit = off
log_min_messages = warning
lc_messages = 'C'
"""
_HBA = """
local all postgres trust
hostssl all +hub_station localhost scram-sha-256
host all all all reject
"""
_databases = count(1)


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@dataclass
class Cluster:
    """One server. ``folder``: data, keys, socket; it is the server's own user's."""

    folder: Path
    bin: Path
    port: int
    ca: str

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's programs, as the server's user: it refuses to run as root."""
        as_server = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        return subprocess.run(
            [str(self.bin / program), *words],
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            env=env,
            **as_server,  # type: ignore[call-overload]
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; ``immediate``: as in a power cut, without writing anything back."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", mode, "-w", "stop")

    def dsn(self, database: str) -> str:
        """For the administrator, over the socket."""
        return f"host={self.folder} port={self.port} user=postgres dbname={database}"

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """The administrator's own connection: superuser."""
        return psycopg.connect(self.dsn(database), autocommit=True)

    def new_database(self, template: str = "template0") -> str:
        """An empty database, or a copy of one."""
        name = f"hub{next(_databases)}"
        with self.admin() as admin:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LOCALE 'C'")
        return name


@dataclass
class Hub:
    """A hub in a database of the cluster."""

    cluster: Cluster
    database: str

    @contextmanager
    def server(self) -> Iterator[PostgresServer]:
        """The administrator's side."""
        with hub_server(self.cluster.dsn(self.database)) as server:
            yield server

    def enrol(
        self, code: str, hall: str = HALL, county: str = COUNTY, kind: str = "window", *, again: bool = False
    ) -> Enrolment:
        """Enrol a station of a demo."""
        with self.server() as server:
            made = server.enrol(code, hall=hall, county=county, kind=kind, demo=True, again=again)
        return Enrolment(
            host="localhost",
            port=self.cluster.port,
            database=self.database,
            login=made.login,
            secret=made.secret,
            ca=self.cluster.ca,
            hub=made.hub,
            county=county,
            hall=hall,
            station=code,
            kind=kind,
            demo=True,
        )

    def copy(self) -> Hub:
        """Another database with the same contents, and with the rights that a database itself has."""
        made = Hub(self.cluster, self.cluster.new_database(self.database))
        made.sql(f"REVOKE ALL ON DATABASE {made.database} FROM PUBLIC")
        made.sql(
            f"GRANT CONNECT ON DATABASE {made.database} TO hub_station, hub_watch, hub_admin, hub_region"
        )
        return made

    def sql(self, statement: str, *given: object) -> list[tuple[object, ...]]:
        """As the administrator of the server, who may do everything."""
        with self.cluster.admin(self.database) as admin:
            cursor = admin.execute(statement, given or None)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def login(enrolment: Enrolment) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A station's login in the hands of somebody who writes his own SQL."""
    with psycopg.connect(
        host=enrolment.host,
        port=enrolment.port,
        dbname=enrolment.database,
        user=enrolment.login,
        password=enrolment.secret,
        sslmode="require",
        autocommit=True,
    ) as connection:
        yield connection


@contextmanager
def new_cluster(*, in_memory: bool = True, settings: str = "") -> Iterator[Cluster]:
    """A server made from nothing, gone afterwards. ``settings``: more lines of its configuration."""
    bin_ = programs()
    assert bin_ is not None
    memory = Path("/dev/shm")
    place = memory if in_memory and os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="counter-pg-", dir=place))
    try:
        cluster = _make(folder, bin_, settings)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path, bin_: Path, settings: str) -> Cluster:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    authority, ca = certificate("汇聚库测试机构", None)
    key, server = certificate("localhost", (authority, ca))
    (folder / "server.crt").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(private_pem(key))
    (folder / "server.key").chmod(0o600)
    if os.getuid() == 0:
        for path in (folder, folder / "server.crt", folder / "server.key"):
            shutil.chown(path, "postgres", "postgres")
    cluster = Cluster(folder, bin_, port, ca.public_bytes(serialization.Encoding.PEM).decode())
    cluster.run(
        "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"
    )
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(_CONF.format(port=port, folder=folder) + settings)
    (folder / "data" / "pg_hba.conf").write_text(_HBA, encoding="utf-8")
    return cluster


Signer = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


def certificate(name: str, signer: Signer | None) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A key on P-256 with its certificate: an authority's own, or a server's."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    draft = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if signer is None else signer[1].subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    if signer is not None:
        draft = draft.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return key, draft.sign(key if signer is None else signer[0], hashes.SHA256())


def private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A private key as PostgreSQL reads it."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
