"""A result is here (证照到柜): certificate or decision of an item, whoever brought it."""

from __future__ import annotations

from datetime import date

from uuid_utils import uuid7

from counter.domain.calendar.workdays import civil_date
from counter.domain.case.acts.acts import RegisterResult
from counter.domain.case.acts.certificate_rules import RULE, check_register, mark_of
from counter.domain.case.acts.certificates import GivenResult
from counter.domain.case.case import Case
from counter.domain.case.case_item import CaseItem
from counter.domain.case.results.events import ResultArrived, ResultArrivedSealed
from counter.domain.document.numbering import grouped
from counter.domain.errors import RuleRefused
from counter.domain.visit.visit import Setting
from counter.services.case.case_writer import CaseWriter, open_writer
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def register_result(
    app: AppContext, case_id: str, act: RegisterResult, clerk: StaffRow, base: str | None = None
) -> Case:
    """Record that a result arrived. Any window may. Raises what ``check_register`` raises, and RuleRefused for one
    that this file knows already, in whatever case.
    """
    with open_writer(app, case_id, clerk, base, adds=True) as writer:
        write_result(writer, act)
        return writer.commit()


def write_result(writer: CaseWriter, act: RegisterResult) -> str:
    """Check and append one arrival in a case that is open for writing. Returns the result's id."""
    today = civil_date(writer.setting.now)
    item = check_register(writer.case, act, today, organs_of(writer.setting))
    refuse_known(writer, item, act.thing)
    thing, certificate = act.thing, str(uuid7())
    event = ResultArrived(
        certificate=certificate,
        item=item.id,
        organ=item.asked.organ,
        name=thing.name.strip(),
        issuer=thing.issuer.strip(),
        medium=thing.medium,
        arrived=act.arrived,
        form=thing.form,
        issued_on=thing.issued_on,
        valid_from=thing.valid_from,
        valid_until=thing.valid_until,
        originals=thing.originals,
        duplicates=thing.duplicates,
        place=thing.place.strip(),
        slip=act.slip,
        replaces=act.replaces,
    )
    writer.add(event, ResultArrivedSealed(thing.number.strip(), act.brought_by.strip(), act.note.strip()))
    return certificate


def write_things(writer: CaseWriter, item: str, things: tuple[GivenResult, ...], arrived: date) -> None:
    """Append what came with the organ's decision."""
    for thing in things:
        write_result(writer, RegisterResult(item, thing, arrived))


def refuse_known(writer: CaseWriter, item: CaseItem, thing: GivenResult) -> None:
    """Raises RuleRefused for a result that was recorded already, here or in another case of this file."""
    mark = mark_of(item.asked.organ, thing)
    for row in writer.tx.results().marked(mark) if mark else ():
        known = "这件办件" if row.result.case == writer.case_id else f"办件 {grouped(row.number)}"
        raise RuleRefused(
            f"{thing.name.strip()} {thing.number.strip()}在{known}登记过，同一张只登记一次；"
            "换发的新证请写发证日期。",
            rule=RULE,
            field="number",
        )


def organs_of(setting: Setting) -> frozenset[str]:
    """The organs of the guide in force."""
    return frozenset(item.organ for item in setting.guide.items.values())
