"""Demo profiles for a tour: a window, the rating office it seals its ratings for, and the bureau that publishes its
guide.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from counter import config

if TYPE_CHECKING:
    from counter.domain.hall.hall import StaffSeed


def create_demo(window: Path, office: Path, bureau: Path | None = None) -> None:
    """Make the profiles: window and office trust each other's key, the window trusts the bureau's."""
    from counter.bootstrap.opening import create_profile, open_app
    from counter.domain.hall.hall import hall_from, staff_from
    from counter.services.demo import pair_demo

    supervisors = []
    for profile, file in ((window, "demo.toml"), (office, "demo-office.toml")):
        values = config.read_toml(config.resources_folder() / "halls" / file)
        people = staff_from(values)
        create_profile(profile, hall_from(values), people)
        supervisors.append(next(p for p in people if p.role == "supervisor"))
    with open_app(window) as there, open_app(office) as here:
        pair_demo(there.journal, here.journal, there=supervisors[0], here=supervisors[1])
    if bureau is not None:
        _bureau_for(window, bureau, supervisors[0])


def _bureau_for(window: Path, bureau: Path, there: StaffSeed) -> None:
    from counter.bootstrap.opening import create_profile, open_app
    from counter.domain.hall.hall import hall_from, staff_from
    from counter.services.demo import pair_demo_bureau

    values = config.read_toml(config.resources_folder() / "halls" / "demo-bureau.toml")
    create_profile(bureau, hall_from(values), staff_from(values))
    with open_app(window) as here, open_app(bureau) as other:
        pair_demo_bureau(here.journal, other.journal, there=there)
