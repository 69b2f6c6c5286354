"""Join this window to a hub by the file that ``counter hub enrol`` wrote, and leave it again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

from counter.domain.errors import BadInput, RuleRefused, WorldTrouble
from counter.domain.hall.hub_events import SUBJECT, HubJoined, HubLeft
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.services.context.app import AppContext
from counter.services.context.ports import Journal, StaffRow
from counter.services.exchange.enrolment import Enrolment, enrolment_head, fingerprints, read_enrolment
from counter.services.exchange.own_batches import unorder_from
from counter.services.exchange.round_marks import (
    FILES_ONLY,
    begin_marks,
    reporting_marks,
    set_reporting_marks,
)
from counter.services.hall.rights import check_right

_DEMO = "（演示）"
_NAMES = {"window": "窗口", "hall": "值班主管室", "office": "差评处理室", "bureau": "指南编辑室"}


def join_hub(app: AppContext, text: str, ask_passphrase: Callable[[], str], *, by: StaffRow) -> Enrolment:
    """Take in an enrolment file: sealed in the profile, in force at the next round. The same again changes nothing.

    The passphrase is asked once it is known that this person may do it.
    Raises BadInput for a file that is none or of another window, RuleRefused for who may not do it and where demo and
    real would mix (L14).
    """
    check_right(app.journal, by, Capability.ADMINISTER)
    enrolment = read_enrolment(text, ask_passphrase())
    station = app.journal.station()
    _check_station(enrolment.station, station.code)
    wanted = _kind_here(app.journal)
    if enrolment.kind != wanted and (wanted, enrolment.kind) != ("window", "hall"):
        whose = f"这里是{_NAMES[wanted]}，登记文件是给{_NAMES.get(enrolment.kind, '别处')}的。"
        raise BadInput(f"{whose}没有收：请汇聚库的管理员登记时写 --kind {wanted}。", field="file")
    if station.training or enrolment.demo != station.demo:
        raise RuleRefused(
            "演示、培训的资料和正式的汇聚库不能混用，反过来也不能。没有收。", rule="L14", field="file"
        )
    before = reporting_marks(app.journal.exchange()).hub
    if not _is_kept(
        app.journal, enrolment
    ):  # first the entry: a kill leaves one too many, never a hub without one
        _record(app, _joined(enrolment, before), by)
    other = before not in ("", enrolment.hub)
    app.journal.keep_hub_secret(json.dumps(asdict(enrolment), ensure_ascii=False).encode())
    if other:
        unorder_from(app, 1)  # the new hub has nothing yet: everything is reported to it
    begin_marks(app, enrolment.hub, enrolment.kind)
    return enrolment


def hall_of_enrolment(app: AppContext, text: str) -> tuple[str, str]:
    """Under which hall the file enrols this window, and what somebody should ask about that, else "".

    Entries are handed out by that name: under another one this window gets none of its hall. Raises BadInput for a file
    that is none or of another window.
    """
    head = enrolment_head(text)
    _check_station(head.station, app.journal.station().code)
    own = app.hall.hall
    if (
        _kind_here(app.journal) != "window"
        or app.hall.oversight
        or head.hall in (own, own.removesuffix(_DEMO))
    ):
        return head.hall, ""
    return (
        head.hall,
        f"登记在“{head.hall}”名下，本窗口的大厅是“{own}”：名称不一样，收不到本大厅别的窗口的件。请先和汇聚库的管理员核对。",
    )


def _check_station(wanted: str, own: str) -> None:
    if wanted != own:
        raise BadInput(
            f"这个登记文件是给窗口 {wanted} 的，本窗口是 {own}。没有收。请要本窗口的登记文件。", field="file"
        )


def leave_hub(app: AppContext, reason: str, *, by: StaffRow) -> int:
    """Report to no hub any more: its enrolment is taken away. Returns how many entries the hub did not have; they stay.

    Raises BadInput without a reason, RuleRefused for who may not do it and where there is no hub.
    """
    check_right(app.journal, by, Capability.ADMINISTER)
    if not reason.strip():
        raise BadInput("断开汇聚库要写理由。", field="reason")
    marks = reporting_marks(app.journal.exchange())
    if marks.joined is None:
        raise RuleRefused("本窗口没有接汇聚库，不用断开。", rule="DESIGN §5")
    waiting = 0 if marks.kind in FILES_ONLY else app.journal.exchange().waiting().count
    _record(app, HubLeft(marks.hub, _host(app.journal), reason.strip(), waiting), by)
    app.journal.keep_hub_secret(None)
    set_reporting_marks(app, joined=None, trouble=None)
    return waiting


def _host(journal: Journal) -> str:
    try:
        kept = kept_enrolment(journal)
    except WorldTrouble:
        return ""
    return "" if kept is None else kept.host


def _is_kept(journal: Journal, enrolment: Enrolment) -> bool:
    try:
        return asdict(enrolment) == asdict(kept) if (kept := kept_enrolment(journal)) is not None else False
    except WorldTrouble:
        return False


def _joined(enrolment: Enrolment, before: str) -> HubJoined:
    return HubJoined(
        hub=enrolment.hub,
        before=before,
        host=enrolment.host,
        hall=enrolment.hall,
        station=enrolment.station,
        kind_of_station=enrolment.kind,
        fingerprints=fingerprints(enrolment.ca),
    )


def _record(app: AppContext, event: HubJoined | HubLeft, by: StaffRow) -> None:
    with app.journal.transaction() as tx:
        tx.append(NewEntry(SUBJECT, event, tx.last_id(SUBJECT)), actor=by.code)
        tx.commit()


def _kind_here(journal: Journal) -> str:
    """What this profile is to a hub."""
    if journal.handler_seed() is not None:
        return "office"
    return "bureau" if journal.bureau_seed() is not None else "window"


def kept_enrolment(journal: Journal) -> Enrolment | None:
    """How this station reaches its hub; None where it is not joined to one. Raises WorldTrouble for a damaged file."""
    kept = journal.hub_secret()
    if kept is None:
        return None
    try:
        return Enrolment(**json.loads(kept))
    except (ValueError, TypeError):
        raise WorldTrouble(
            "上报的登记 hub.key 读不出。请向汇聚库的管理员要新的登记文件，再收一次；办件不受影响。"
        ) from None
