"""A clerk's window loads nothing of what a guide is written with: editing, workbooks, lint, the bureau's pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

from counter.bootstrap.opening import create_profile
from counter.config import read_toml
from counter.domain.hall.hall import staff_from
from tests.settings import RESOURCES, demo_hall

AUTHORING = (
    "counter.domain.authoring",
    "counter.services.authoring",
    "counter.ui.authoring",
    "counter.domain.guide.entries",
    "counter.services.spreadsheet.safety",
    "openpyxl",
    "yaml",
)
"""Modules, and packages with all that is in them."""

LATER = (
    "counter.domain.guide.diff.diff",
    "counter.domain.guide.rows.validation",
    "counter.domain.guide.rows.rows",
)
"""What a window loads once somebody looks at another version of the guide, and not for a visit."""

VISIT = """
import pkgutil, sys
from importlib import import_module
from pathlib import Path
import counter.ui.case, counter.ui.checklist, counter.ui.guide, counter.ui.papers
import counter.ui.screen, counter.ui.tasks, counter.ui.visit
from counter.bootstrap.window import window_facade
from counter.domain.visit.filing_mode import FilingMode
from counter.ui.facades.window import Clerk
import counter.ui.window.main_window, counter.ui.window.shell
from tests.services.visit.test_file_case import complete
ui = counter.ui
for package in (ui.case, ui.checklist, ui.guide, ui.papers, ui.screen, ui.tasks, ui.visit):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
facade, clerk = window_facade(Path(sys.argv[1])), Clerk("W01", "阿木古郎")
facade.ready()
assert facade.find("xcg")[0].number == 8
visit = complete(facade.app)
assert facade.reading.read(8).lines
filed = facade.file(visit, FilingMode.DECIDE, clerk, None)
assert facade.tasks(clerk, None) is not None and facade.possible(facade.case(filed.number))
assert facade.copy_out(filed.papers[0].id, Path(sys.argv[2]), clerk) == 1
visited = sorted(sys.modules)
facade.guide_versions.renew()
import counter.services.guide.preview_pack, counter.services.guide.import_pack, counter.services.guide.compare
print(*visited)
print(*sys.modules)
facade.close()
"""


def loaded(modules: str, names: tuple[str, ...]) -> set[str]:
    """Those of the names that are among the modules, themselves or by what is in them."""
    return {one for one in modules.split() if any(f"{one}.".startswith(f"{name}.") for name in names)}


def test_that_a_window_loads_nothing_that_a_guide_is_written_with(tmp_path: Path, python: list[str]) -> None:
    staff = staff_from(read_toml(RESOURCES / "halls" / "demo.toml"))
    create_profile(tmp_path / "profile", demo_hall(), staff)
    done = subprocess.run(
        [*python, "-c", VISIT, str(tmp_path / "profile"), str(tmp_path / "paper.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    visited, looked_at_a_version = done.stdout.splitlines()
    assert loaded(visited, (*AUTHORING, *LATER)) == set()
    assert loaded(looked_at_a_version, AUTHORING) == set()
