"""The county on the eve of the day: three windows with a line, a township's without, the office of ratings, the hub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from counter.services.exchange.enrolment import Enrolment, enrolment_text
from tests.db.hub.cluster import Cluster, new_cluster
from tests.journeys.day.line import Line
from tests.journeys.day.remote import ROOT, Remote, WindowGone, environment, home_of
from tests.journeys.own_hall import (
    HALL,
    HALL_FILE,
    LEADS,
    OWN_PIN,
    REGION,
    OwnHall,
    add_windows,
    fill_in_register,
    give_pins,
    set_up_first,
)

WINDOWS = ("01", "02", "03", "04")
TOWNSHIP = "04"
CLERKS = {"01": "W01", "02": "W05", "03": "W09", "04": "W12"}
PHRASE = "草原上的白马跑得快一二三四"
OFFICE_FILE = HALL_FILE.replace(f'{REGION}01"', f'{REGION}90"').replace('"01"', '"90"') + "office = true\n"
HUB = "hub"


class Refused(AssertionError):
    """A command did not do what was asked."""


@dataclass
class Place:
    """A window: its folder, its process and, but for the township, its line."""

    window: str
    profile: Path
    remote: Remote
    line: Line | None = None

    @property
    def station(self) -> str:
        """Its code."""
        return f"{REGION}{self.window}"

    @property
    def clerk(self) -> str:
        """Who sits there."""
        return CLERKS[self.window]

    def open(self) -> None:
        """Start the window and sign on, once more where it is killed meanwhile."""
        for last in (False, False, True):
            self.remote.open()
            try:
                self.remote.do("sit_down", code=self.clerk, pin=OWN_PIN)
            except WindowGone:
                if last:
                    raise
            else:
                return


@dataclass
class County:
    """Everything that takes part in the day. ``stick``: the one that travels; ``papers``: what applicants carry."""

    folder: Path
    hall: OwnHall
    cluster: Cluster
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        """The stick."""
        return self._made("stick")

    @property
    def papers(self) -> Path:
        """Files of papers."""
        return self._made("papers")

    @property
    def office(self) -> Path:
        """Profile of the office of ratings."""
        return self.folder / "office"

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder

    def at(self, place: Place, *words: str | Path, answers: Sequence[str] = ()) -> Any:
        """One command at a window."""
        return self.command(place.profile, *words, answers=answers, remote=place.remote)

    def command(
        self, profile: Path, *words: str | Path, answers: Sequence[str] = (), remote: Remote | None = None
    ) -> Any:
        """One command at a profile, as a process of its own; its answer for scripts. Raises Refused."""
        said = self.try_command(profile, *words, answers=answers, remote=remote)
        if said.returncode:
            raise Refused(f"{words}: {said.returncode} {said.stderr[-1500:]} {said.stdout[-500:]}")
        return json.loads(said.stdout)

    def try_command(
        self, profile: Path, *words: str | Path, answers: Sequence[str] = (), remote: Remote | None = None
    ) -> subprocess.CompletedProcess[str]:
        """The same, done or refused."""
        station, machine = (remote.station, remote.machine) if remote else (f"{REGION}90", "")
        return subprocess.run(
            [sys.executable, "-m", "counter", *map(str, words), "--data", str(profile), "--json"],
            input="".join(f"{answer}\n" for answer in answers),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
            env={**environment(self.folder, station, machine), "LC_ALL": "C.UTF-8"},
        )

    def hub_command(self, *words: str) -> Any:
        """``counter hub`` as its administrator."""
        return self.command(self.office, "hub", words[0], "--dsn", self.cluster.dsn(HUB), *words[1:])


@contextmanager
def county(folder: Path) -> Iterator[County]:
    """The county, its windows still closed. Everything is set up by the commands of the manual."""
    os.environ.update(home_of(folder / "home"))
    hall = OwnHall(folder, windows=WINDOWS)
    set_up_first(hall)
    fill_in_register(hall)
    add_windows(hall)
    for window in WINDOWS:
        give_pins(hall, window, [CLERKS[window], "R01"])
    with new_cluster(settings="max_connections = 60\n") as cluster:
        found = County(folder, hall, cluster)
        _open_hub(found)
        _open_office(found)
        for window in WINDOWS:
            profile, station = hall.profile(window), f"{REGION}{window}"
            place = Place(window, profile, Remote(folder, station, profile, folder / f"{window}.log"))
            found.places[window] = place
            if window != TOWNSHIP:
                place.line = Line(cluster.port)
            _join(found, place)
        _open_ring(found)
        try:
            yield found
        finally:
            for place in found.places.values():
                place.remote.end()
                if place.line is not None:
                    place.line.close()


def _open_hub(found: County) -> None:
    with found.cluster.admin() as admin:
        admin.execute(f"CREATE DATABASE {HUB} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    from counter.db.hub.server import hub_server

    with hub_server(found.cluster.dsn(HUB)) as server:
        server.init()


def _open_office(found: County) -> None:
    file = found.folder / "差评处理室.toml"
    file.write_text(OFFICE_FILE, encoding="utf-8")
    from tests.cli.shop import counter

    people = ("--staff", "C01:格根塔娜:supervisor", "--staff", "C02:哈斯额尔敦:supervisor")
    made = counter(
        *("setup", "--hall", file, *people, "--data", found.office, "--json"),
        typed="5029\n7316\n",
        through=found.hall.program(),
    )
    assert made.code == 0, made.err
    card = found.folder / "差评处理公钥.json"
    said = counter("rating", "card", "--out", card, "--data", found.office, through=found.hall.program())
    assert said.code == 0, said.err
    for window in WINDOWS:
        found.hall.run(window, "rating", "handler", card, "--by", "S01", answers=[LEADS["S01"][1]])


def _join(found: County, place: Place) -> None:
    """Enrolled at the hub; joined where there is a line. The hall may report for the township."""
    from counter.db.hub.server import hub_server

    kind = "hall" if place.window == "01" else "window"
    with hub_server(found.cluster.dsn(HUB)) as server:
        made = server.enrol(place.station, hall=HALL, county=REGION, kind=kind, demo=False, again=False)
    if place.line is None:
        return
    enrolment = Enrolment(
        host="localhost",
        port=place.line.port,
        database=HUB,
        login=made.login,
        secret=made.secret,
        ca=found.cluster.ca,
        hub=made.hub,
        county=REGION,
        hall=HALL,
        station=place.station,
        kind=kind,
        demo=False,
    )
    file = found.folder / f"{place.window}.counter-hub"
    file.write_text(enrolment_text(enrolment, PHRASE), encoding="utf-8")
    found.hall.run(place.window, "sync", "join", file, "--by", "S01", answers=[LEADS["S01"][1], PHRASE])


def _open_ring(found: County) -> None:
    """The hall's window may read every case of the hall, and lets others read one when they ask."""
    first, second = (pin for _, pin in LEADS.values())
    found.hall.run("01", "keys", "ring", "open", "--by", "S01", "--agreed", "S02", answers=[first, second])
    found.hall.run("01", "keys", "ring", "answer", "on", "--by", "S01", answers=[first])


def burn(place: Place) -> Path:
    """The PC burns; what is left of its folder lies aside, for nobody."""
    aside = place.profile.with_name(f"{place.profile.name}-burnt")
    place.profile.rename(aside)
    return aside


def copied(cluster: Cluster, one: str, other: str) -> None:
    """The stopped server's folder of data, as it is, under another name; what was there is gone."""
    shutil.rmtree(cluster.folder / other, ignore_errors=True)
    cluster.run("/bin/cp", "-a", f"{cluster.folder}/{one}", f"{cluster.folder}/{other}")


def forget(folder: Path) -> None:
    """Take the day's folder away."""
    shutil.rmtree(folder, ignore_errors=True)
