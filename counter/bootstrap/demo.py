"""A demo window with the demo office it seals its ratings to, in two folders: what a tour is driven on."""

from __future__ import annotations

from pathlib import Path

from counter import config


def create_demo(window: Path, office: Path) -> None:
    """Make both profiles, each believing the other's key."""
    from counter.bootstrap.opening import create_profile, open_house
    from counter.domain.hall import hall_from, staff_from
    from counter.services.pair_demo import pair_demo

    supervisors = []
    for profile, file in ((window, "demo.toml"), (office, "demo-office.toml")):
        values = config.read_toml(config.resources_folder() / "halls" / file)
        people = staff_from(values)
        create_profile(profile, hall_from(values), people)
        supervisors.append(next(p for p in people if p.role == "supervisor"))
    with open_house(window) as there, open_house(office) as here:
        pair_demo(there.journal, here.journal, there=supervisors[0], here=supervisors[1])
