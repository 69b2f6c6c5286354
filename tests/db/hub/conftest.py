"""One server for all tests of the hub in a process, and a fresh hub for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.db.hub.cluster import Cluster, Hub, new_cluster, programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with new_cluster() as made:
        yield made


@pytest.fixture(scope="session")
def _empty(cluster: Cluster) -> Hub:
    made = Hub(cluster, cluster.new_database())
    with made.server() as server:
        server.init()
    return made


@pytest.fixture
def hub(_empty: Hub) -> Hub:
    """An empty hub of the test's own."""
    return _empty.copy()
