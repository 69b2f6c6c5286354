"""Print a blank form or a filled-in sample of the guide for who asks, and count it (发放空表; 办法 Art. 10(二))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.sheet_events import FormGiven
from counter.domain.errors import BadInput, WorldTrouble
from counter.domain.guide.attached_files import printed_elsewhere
from counter.domain.guide.details import EMPTY_MATERIAL_DETAILS
from counter.domain.guide.model import Guide, Material
from counter.domain.guide.terms import AttachedFile
from counter.domain.journal.entries import NewEntry
from counter.domain.journal.kinds import kind_of
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal
from counter.services.context.print_queue import PrinterState
from counter.services.papers.print_queueing import choose_printer


@dataclass(frozen=True, slots=True)
class GivenForm:
    """A form given out: its event, and how many of this file were given here today."""

    event: FormGiven
    today: int


def give_form(
    app: AppContext, material: str, name: str, *, clerk: str, keep: Callable[[bytes], object]
) -> GivenForm:
    """Store the file ``name`` of the material (key), then append ``form.given`` to a subject of its own.

    ``keep`` stores or prints the bytes; if it raises, no entry is written. Raises BadInput for a file that the guide
    does not name there, WorldTrouble where it did not come with the guide or is damaged.
    """
    asked = get_material(app.guide, material)
    details = asked.details or EMPTY_MATERIAL_DETAILS
    if not name or name not in (details.blank, details.sample):
        raise BadInput(f"“{asked.name}”没有叫“{name[:60]}”的空白表格或者样表。", field="file")
    held = _held(app, name)
    keep(app.guides.file(held.digest))
    said = FormGiven(
        item=asked.item,
        material=asked.key,
        material_name=asked.name,
        file=name,
        digest=held.digest,
        sample=name != details.blank,
        guide_version=app.guide.version,
    )
    with app.journal.transaction() as tx:
        entry = tx.append(NewEntry(f"form/{uuid7()}", said), actor=clerk)
        tx.commit()
    return GivenForm(said, forms_given(app.journal, held.digest, civil_date(entry.at)))


def print_form(
    app: AppContext, material: str, name: str, *, clerk: str, printer: str = ""
) -> tuple[str, GivenForm]:
    """Give it through the print queue; also the printer's label.

    Raises as ``give_form``; BadInput for a file that no printer takes as it is, WorldTrouble where the queue did not
    take it. Then nothing is logged.
    """
    asked = get_material(app.guide, material)
    if words := printed_elsewhere(name):
        raise BadInput(f"“{name[:60]}”{words}。", field="file")
    to = choose_printer(app.queue.printers(), printer)
    if to.state is PrinterState.ABSENT:
        raise WorldTrouble(to.words)

    def send(pdf: bytes) -> None:
        app.queue.send(to.name, pdf, asked.name)

    return to.label or to.name, give_form(app, material, name, clerk=clerk, keep=send)


def form_of(guide: Guide, material: str, *, sample: bool = False) -> str:
    """Name of the material's blank form or sample. Raises BadInput where it has none."""
    asked = get_material(guide, material)
    details = asked.details or EMPTY_MATERIAL_DETAILS
    name = details.sample if sample else details.blank
    if not name:
        raise BadInput(
            f"办事指南没有给“{asked.name}”的{'样表' if sample else '空白表格'}。", field="material"
        )
    return name


def forms_given(journal: Journal, digest: str, day: date) -> int:
    """How many times a file was given at this station on that civil day."""
    kind = kind_of(FormGiven)
    given = ((entry, kind.read(entry)) for entry in journal.entries_of_kinds((kind.name,), (0, 0)))
    return sum(
        said is not None and said.digest == digest and civil_date(entry.at) == day for entry, said in given
    )


def get_material(guide: Guide, key: str) -> Material:
    """The material of that key. Raises BadInput where the guide has none."""
    item = guide.items.get(key.partition("/")[0])
    found = next((m for m in item.materials if m.key == key), None) if item else None
    if found is None:
        raise BadInput(f"办事指南里没有这样材料：{key[:60]}。", field="material")
    return found


def _held(app: AppContext, name: str) -> AttachedFile:
    known = app.versions.of_version(app.guide.version)
    files = () if known is None else known.publication.files
    held = next((file for file in files if file.name == name), None)
    if held is None:
        raise WorldTrouble(f"“{name}”没有随指南发到这里，请向指南的发布单位要。")
    return held
