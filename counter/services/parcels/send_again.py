"""Send a file once more (再发一次): a reader declined or lost it, or the hub would not take it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.journal.exchange.parcel_states import KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import ParcelKind, pack_parcel
from counter.services.exchange.receive_parcel import note_parcel, parcel_of
from counter.services.exchange.send_parcel import covered, travels
from counter.services.hall.staff import check_on_duty, check_pin
from counter.services.parcels.parcel_lines import ParcelLine, sent_lines

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_WAITING = (ParcelState.TO_SEND, ParcelState.NOT_TAKEN)


def sendable(app: AppContext) -> tuple[ParcelLine, ...]:
    """What was sent from here and can be sent once more, the newest first."""
    return tuple(line for line, kept in sent_lines(app) if kept.kept and kept.spec is not None)


def send_again(app: AppContext, number: int, *, code: str, pin: str) -> None:
    """Put the file of that row to be sent once more, under a new cover, so that every reader gets it again; one that
    was not sent yet goes with the next round. What comes twice comes into force once.

    Raises BadInput for what was not sent from here or is not kept any more, and where nothing is sent from here;
    RuleRefused for a wrong PIN and where a newer one followed.
    """
    by = check_pin(app.journal, code, pin)
    check_on_duty(by)
    kept, sent = _of_row(app, number), [one for _, one in sent_lines(app)]
    if not travels(app):
        raise BadInput("这台电脑不上报，没有地方发。请先接汇聚库，或者用文件带去。", field="number")
    if any(one.kind == kept.kind and one.number > kept.number for one in sent if _replaces(one)):
        raise RuleRefused("后来发过更新的一份，再发旧的没有用；请再发最新的。", rule="parcel", field="number")
    if kept.state in _WAITING:
        note_parcel(app, kept, ParcelState.TO_SEND, by=by.code)
        return
    parcel = parcel_of(app, kept)
    if parcel is None:
        raise BadInput("这个文件的内容已经不留了，请重新导出，导出以后自动发。", field="number")
    now, kind = app.clock.read().at, ParcelKind(parcel.kind)
    again = covered(app, kind, parcel.body, title=parcel.title, number=parcel.number)
    packed = pack_parcel(again)
    with app.journal.transaction() as tx:
        parcels = tx.exchange().parcels()
        if not parcels.put(packed, again, ParcelWay.SENT, ParcelState.TO_SEND, now):
            raise RuleRefused("刚刚已经再发过一次，下一次上报或拷U盘时带走。", rule="parcel", field="number")
        parcels.set_state(sha256(packed).digest(), ParcelState.TO_SEND, now, by=by.code)
        tx.commit()


def _of_row(app: AppContext, number: int) -> KeptParcel:
    kept = app.journal.exchange().parcels().by_id(number)
    if kept is None or kept.way is not ParcelWay.SENT:
        raise BadInput(f"第 {number} 个不是从这里发的文件。", field="number")
    if kept.spec is None or not kept.kept:
        raise BadInput("这个文件的内容已经不留了，请重新导出，导出以后自动发。", field="number")
    return kept


def _replaces(one: KeptParcel) -> bool:
    """Whether a newer one of its kind takes its place."""
    return one.spec is not None and not one.spec.every
