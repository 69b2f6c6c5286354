"""Every line of the self-test, in the order of ``counter doctor``; the page 自检 shows the same, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from counter import config
from counter.bootstrap.probes.keys import outer_probes
from counter.bootstrap.probes.machine import machine_probes
from counter.bootstrap.probes.station import station_probes
from counter.services.context.probe import Probe


def probes(profile: Path) -> Iterator[Probe]:
    """One line per check; a failing check does not stop the others."""
    outer = tuple(outer_probes(profile))  # first: access by others is reported before opening removes it
    yield from machine_probes(profile, config.resources_folder())
    yield from station_probes(profile)
    yield from outer
