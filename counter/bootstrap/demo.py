"""Demo profiles for a tour: a window, the rating office it seals its ratings for, and the bureau that publishes its
guide.
"""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from counter import config

if TYPE_CHECKING:
    from counter.domain.guide.entries import Library
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


_FORM = "个体工商户登记申请书.docx"
_REGISTRATION, _GONE = "mkt_individual", "有利害关系业主同意将住宅改为经营性用房的证明"
_NOTES = "演示：住宅改经营性用房不再要业主同意的证明；登记申请书附上空白表。"
_KEPT = "演示：内容还没有部门核定"


def write_demo_version(bureau: Path, pack: Path) -> None:
    """Publish a version in the demo bureau's profile, in force today, and write its pack."""
    from counter.bootstrap.opening import open_app
    from counter.domain.calendar.workdays import civil_date
    from counter.domain.guide.publication import Transition
    from counter.domain.hall.hall import staff_from
    from counter.services.authoring.approve import check_guide_draft
    from counter.services.authoring.draft import attach_guide_file, load_draft, save_draft
    from counter.services.authoring.publish import publish_guide
    from counter.services.authoring.submit import submit_guide
    from counter.services.authoring.write_pack import write_guide_pack

    people = staff_from(config.read_toml(config.resources_folder() / "halls" / "demo-bureau.toml"))
    checker = next(person for person in people if person.role == "supervisor")
    indicators = config.read_toml(config.resources_folder() / "guides" / "indicators.toml")
    with open_app(bureau) as app:
        editor = next(row for row in app.journal.staff() if row.code != checker.code)
        form = attach_guide_file(app, _FORM, _blank_form())
        save_draft(app, _changed(load_draft(app).library), (form,), editor.code)
        submit_guide(app, editor, changes=1)
        check_guide_draft(app, indicators, _KEPT, code=checker.code, pin=checker.pin)
        today = civil_date(app.clock.read().at)
        publication = publish_guide(
            app, today, Transition.LIGHTER, _NOTES, code=checker.code, pin=checker.pin
        )
        pack.write_bytes(write_guide_pack(app, publication.number))


def _changed(library: Library) -> Library:
    changed = copy.deepcopy(library)
    item = changed["items"][_REGISTRATION]
    item["materials"] = [material for material in item["materials"] if material["name"] != _GONE]
    item["materials"][0].setdefault("details", {})["blank"] = _FORM
    item["promised"] = {"days": 1, "unit": "working", "text": "1个工作日（演示）", "evidence": "KNOWN"}
    return changed


def _blank_form() -> bytes:
    """The smallest possible document, used as a blank form."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "<document>演示 无效</document>")
    return made.getvalue()
