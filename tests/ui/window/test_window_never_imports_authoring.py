"""A clerk's window loads nothing of what a guide is written with: editing, workbooks, lint, the bureau's pages."""

from __future__ import annotations

import subprocess
from pathlib import Path

from counter.bootstrap.opening import create_profile
from counter.config import read_toml
from counter.domain.hall.hall import staff_from
from tests.settings import RESOURCES, demo_hall

AUTHORING = (
    "counter.domain.authoring.editing.condition_builder",
    "counter.domain.authoring.editing.authoring",
    "counter.domain.authoring.editing.reference_cleanup",
    "counter.domain.authoring.editing.edits",
    "counter.domain.guide.entries",
    "counter.domain.authoring.editing.live_faults",
    "counter.domain.authoring.editing.field_groups",
    "counter.domain.guide.lazy",
    "counter.domain.authoring.lint",
    "counter.domain.guide.merge",
    "counter.domain.authoring.editing.node",
    "counter.domain.authoring.editing.paper_matching",
    "counter.domain.authoring.editing.patch",
    "counter.domain.authoring.editing.preview",
    "counter.domain.authoring.changed_bundles",
    "counter.domain.authoring.editing.row_edits",
    "counter.domain.authoring.used_ids",
    "counter.domain.authoring.table_reader",
    "counter.domain.authoring.editing.references",
    "counter.domain.authoring.editing.cell_writer",
    "counter.domain.authoring.pasted.materials",
    "counter.domain.authoring.pasted.table",
    "counter.domain.authoring.pasted.wording",
    "counter.domain.visit.reachability",
    "counter.services.authoring.files.read_and_check",
    "counter.services.authoring.draft",
    "counter.services.authoring.files.workbook",
    "counter.services.authoring.files.yaml_file",
    "counter.services.authoring.lint",
    "counter.services.authoring.files.read_workbook",
    "counter.services.authoring.files.workbook_look",
    "counter.services.spreadsheet.safety",
    "counter.ui.authoring",
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
import counter.ui.pages, counter.ui.widgets, counter.ui.window.shell
from counter.bootstrap.window import station_desk
from counter.ui.desks.window import Clerk, Decision
import counter.ui.window.main_window
from tests.services.visit.test_file_case import complete
for package in (counter.ui.pages, counter.ui.widgets):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
desk, clerk = station_desk(Path(sys.argv[1])), Clerk("W01", "阿木古郎")
desk.ready()
assert desk.find("xcg")[0].number == 8
visit = complete(desk._open)
assert desk.reading.read(8).lines
filed = desk.file(visit, Decision.DECIDE, clerk, None)
assert desk.tasks(clerk, None) is not None and desk.possible(desk.case(filed.number))
assert desk.copy_out(filed.papers[0].id, Path(sys.argv[2]), clerk) == 1
visited = sorted(sys.modules)
desk.guide_versions.renew()
import counter.services.guide.preview_pack, counter.services.guide.import_pack, counter.services.guide.compare
print(*visited)
print(*sys.modules)
desk.close()
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
