"""Hand packages over to the archive (移交): the list that both sides sign, and that they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from counter.domain.calendar.workdays import civil_date, civil_time
from counter.domain.case.acts.ownership import refuse_elsewhere
from counter.domain.case.archive.contents import span_of
from counter.domain.case.archive.coverage import changed_since, newest_package, transfer_of
from counter.domain.case.archive.retention import period_words
from counter.domain.case.archive_events import ArchiveHandedOver, ArchiveHandedOverSealed
from counter.domain.case.fold import fold
from counter.domain.document.numbering import grouped
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.rights import Capability
from counter.domain.hall.window_name import window_name
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.compose.archive_sheets import (
    LIST_HEAD,
    HandedFile,
    HandOverList,
    hand_over_list,
    list_row,
)
from counter.domain.text.printable import fault_unseen
from counter.services.context.projection import store
from counter.services.hall.rights import check_right
from counter.services.hall.second_supervisor import second_supervisor
from counter.services.hall.serving import require_serving
from counter.services.hall.staff import check_on_duty
from counter.services.papers.fit_paper import fit_paper
from counter.services.spreadsheet.writer import WorkbookSheet, workbook

if TYPE_CHECKING:
    from counter.domain.case.case import Case
    from counter.domain.hall.consent import Consent
    from counter.services.context.app import AppContext
    from counter.services.context.ports import Journal, StaffRow, Transaction

_RULE = "archive"
LONGEST = 60
"""Characters of what stays in the open for ever: the archive's name, the number of the list."""

MOST = 2_000
"""Cases of one list."""


@dataclass(frozen=True, slots=True)
class SignedList:
    """A list that both sides signed. ``received_by``: who signed there; ``day``: civil day of the signatures."""

    number: str
    to: str
    received_by: str
    day: date


def hand_over_of(app: AppContext, case_ids: Sequence[str], number: str, to: str) -> HandOverList:
    """The list of these cases, to be signed; nothing is written.

    Raises BadInput for a case named twice or a text that is none, RuleRefused with the number of the case that cannot
    be handed over.
    """
    _check_words(number, to)
    cases = [_checked(app.journal, app.journal, case_id) for case_id in _once(case_ids)]
    station = app.journal.station().named(app.jurisdiction.contacts)
    return HandOverList(
        number=number.strip(),
        to=to.strip(),
        rows=tuple(_row(case) for case in cases),
        hall=station.hall,
        window=window_name(station.window),
        station=station.code,
        made=app.clock.read().at,
        banner=station.banner,
    )


def list_pdf(app: AppContext, listed: HandOverList) -> bytes:
    """The list as a paper to sign."""
    fit, _ = fit_paper(app.papers, hand_over_list(listed))
    return app.papers.make(fit)


def list_workbook(listed: HandOverList) -> bytes:
    """The list as an Excel workbook."""
    rows = [list_row(n, row) for n, row in enumerate(listed.rows, 1)]
    sheet = WorkbookSheet("移交清册", LIST_HEAD, rows, filtered=True)
    return workbook((sheet,), civil_time(listed.made), listed.banner)


def hand_over(
    app: AppContext, case_ids: Sequence[str], signed: SignedList, by: StaffRow, consent: Consent
) -> tuple[str, ...]:
    """Record that these packages were handed over by a signed list; all of them or none. Returns their numbers.

    Raises as ``hand_over_of``; RuleRefused for anybody but a supervisor, and unless another one agrees by PIN; BadInput
    for a day to come or no name.
    """
    check_on_duty(by)
    require_serving(serves=app.hall.serves)
    check_right(app.journal, by, Capability.CORRECT, field="--by")
    _check_words(signed.number, signed.to)
    name = signed.received_by.strip()
    if not 0 < len(name) <= LONGEST or fault_unseen(name):
        raise BadInput("请写接收方签名的人。", field="--received-by")
    if signed.day > civil_date(app.clock.read().at):
        raise BadInput("移交的日期还没有到，请核对。", field="--day")
    ids = _once(case_ids)
    second = second_supervisor(app.journal, by, consent, "移交档案")
    numbers = []
    with app.journal.transaction() as tx:
        for case_id in ids:
            case = _checked(app.journal, tx, case_id)
            package = newest_package(case)
            assert package is not None  # ``_checked`` refuses without one
            event = ArchiveHandedOver(
                *(signed.to.strip(), signed.number.strip(), signed.day),
                *(package.version, package.digest, second.code),
            )
            tx.append(NewEntry(case.id, event, case.base, ArchiveHandedOverSealed(name)), actor=by.code)
            store(tx, app.projector(tx.entries(case.id)))
            numbers.append(case.number)
        tx.commit()
    return tuple(numbers)


def _once(case_ids: Sequence[str]) -> tuple[str, ...]:
    if not case_ids:
        raise BadInput("没有要移交的办件。", field="编号")
    if len(set(case_ids)) < len(case_ids):
        raise BadInput("同一件写了两次。", field="编号")
    if len(case_ids) > MOST:
        raise BadInput(f"一份清册最多{MOST}件，请分几份。", field="编号")
    return tuple(case_ids)


def _check_words(number: str, to: str) -> None:
    for field, words, what in (("--list", number, "清册编号"), ("--to", to, "接收的单位")):
        if not 0 < len(words.strip()) <= LONGEST or fault_unseen(words):
            raise BadInput(f"请写{what}，{LONGEST}个字以内。", field=field)


def _checked(journal: Journal, source: Journal | Transaction, case_id: str) -> Case:
    case = fold(source.entries(case_id))
    if case is None:
        raise BadInput("没有这件办件。", field="编号")
    try:
        check_hand_over(case, journal.station().code)
    except RuleRefused as refused:
        raise RuleRefused(f"{grouped(case.number)}：{refused.sentence}", rule=refused.rule) from refused
    return case


def check_hand_over(case: Case, station: str) -> None:
    """Raises RuleRefused for a case whose newest package cannot be handed over."""
    refuse_elsewhere(case, station)
    if case.forgotten:
        raise RuleRefused("这件办件的个人信息已经清除。", rule=_RULE)
    if newest_package(case) is None:
        raise RuleRefused("还没有打包，先打包，再移交。", rule=_RULE)
    if changed_since(case) or case.archived is None:
        raise RuleRefused("打包以后办件又有变动，先归档、再打一版（补归）。", rule=_RULE)
    if transfer_of(case) is not None:
        raise RuleRefused("这一版已经移交过。", rule=_RULE)


def _row(case: Case) -> HandedFile:
    package, archived = newest_package(case), case.archived
    assert package is not None
    assert archived is not None
    first, last = span_of(case)
    return HandedFile(
        number=case.number,
        bundle=case.opened.bundle_name,
        file_number=archived.file_number,
        first=first,
        last=last,
        period=period_words(archived.years, archived.until),
        version=package.version,
        files=package.files,
        box=package.box,
        digest=package.digest,
    )
