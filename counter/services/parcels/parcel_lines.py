"""The files that travel beside the entries, line by line: for the page 上报 and ``counter sync files``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain.errors import BadInput
from counter.domain.journal.exchange.parcel_states import STATE_WORDS, KeptParcel, ParcelState, ParcelWay
from counter.domain.journal.exchange.parcels import ParcelConsent, ParcelKind, ParcelReaders
from counter.services.exchange.receive_parcel import parcel_of
from counter.services.exchange.reporting import clock_words

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

SHOWN = 100
_NAMED = 3
"""Receivers that are named; of more the number."""
_READERS = {
    ParcelReaders.OFFICE.value: "差评处理室",
    ParcelReaders.WINDOWS.value: "各窗口",
    ParcelReaders.ALL.value: "全旗县",
}


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """One file. ``words``: what, from or to whom, when; ``standing``: what became of it; ``waits``: for a person."""

    id: int
    sent: bool
    state: ParcelState
    title: str
    words: str
    standing: str
    waits: bool = False

    @property
    def state_words(self) -> str:
        """Where it is, for people."""
        return STATE_WORDS[self.state]


def parcel_lines(app: AppContext, most: int = SHOWN) -> tuple[ParcelLine, ...]:
    """The newest, those that wait for a person before the others; what is only carried for others is not shown."""
    kept = app.journal.exchange().parcels().every(most)
    shown = [_line(one) for one in kept if one.way is not ParcelWay.CARRIED]
    return tuple(sorted(shown, key=lambda one: (not one.waits, one.id if one.waits else 0)))


def sent_lines(app: AppContext) -> tuple[tuple[ParcelLine, KeptParcel], ...]:
    """The newest that were sent from here, each with its row."""
    kept = app.journal.exchange().parcels().every(SHOWN)
    return tuple((_line(one), one) for one in kept if one.way is ParcelWay.SENT)


def waiting_lines(app: AppContext) -> tuple[ParcelLine, ...]:
    """Those that wait for a person here, the oldest first."""
    return tuple(_line(one) for one in app.journal.exchange().parcels().open_ones() if _waits(one))


def described(app: AppContext, line: ParcelLine) -> ParcelLine:
    """The same with what a guide pack would change here, as its own page tells it before the PIN is asked for."""
    kept = app.journal.exchange().parcels().by_id(line.id)
    if kept is None or kept.kind != ParcelKind.GUIDE or (parcel := parcel_of(app, kept)) is None:
        return line
    from counter.services.guide.preview_pack import preview_pack

    try:
        preview = preview_pack(app, parcel.body)
    except BadInput as wrong:
        return replace(line, standing=wrong.sentence)
    publication = preview.signed.publication
    words = f"“{publication.bureau}”{publication.title}，{publication.effective.isoformat()} 起施行"
    if preview.changes is not None:
        words += f"，和这里上一版比有 {preview.changes} 处不同" if preview.changes else "，和这里上一版一样"
    return replace(line, standing=f"{words}。{line.standing}")


def _waits(one: KeptParcel) -> bool:
    waits = one.way is ParcelWay.HERE and one.state is ParcelState.WAITS
    return waits and one.spec is not None and one.spec.consent is ParcelConsent.PERSON


def _line(one: KeptParcel) -> ParcelLine:
    sent = one.way is ParcelWay.SENT
    named = one.title if one.name in one.title else f"{one.name}“{one.title}”"
    at = clock_words(one.since)
    if sent:
        words = f"{named}　给{_READERS.get(one.readers, one.readers)}　{at} 写好"
    else:
        by = "U盘带来" if one.via.startswith("courier") else "汇聚库转来"
        words = f"{named}　{one.station} 发的，{at} {by}"
    return ParcelLine(one.id, sent, one.state, one.title, words, _standing(one), _waits(one))


def _standing(one: KeptParcel) -> str:
    match one.state:
        case ParcelState.TO_SEND:
            return "下一次上报或拷U盘时带走。"
        case ParcelState.SENT:
            return f"已经带到，等{_READERS.get(one.readers, '对方')}收到。"
        case ParcelState.RECEIVED:
            return f"{_receivers(one.receipts)}收到了。"
        case ParcelState.WAITS if not _waits(one):
            return "下一次上报或收U盘时自动核对。"
        case ParcelState.WAITS:
            who = one.spec.where if one.spec is not None else "本机的人"
            why = f"上一次没有收成：{one.why}" if one.why else ""
            return f"等{who}收，收了才采用。{why}"
        case ParcelState.TAKEN:
            by = f"由 {one.by} 收" if one.by else "核对签名后自动采用"
            return f"{clock_words(one.changed)} {by}。{f'{one.why}。' if one.why else ''}"
    return one.why if one.why.endswith("。") or not one.why else f"{one.why}。"


def _receivers(codes: tuple[str, ...]) -> str:
    named = "、".join(codes[:_NAMED])
    return named if len(codes) <= _NAMED else f"{named} 等 {len(codes)} 处"
