"""A record (记录), and the table of what each kind of event says in one: one decorated function a kind (HUB §7.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from counter.domain.calendar.workdays import Calendar
from counter.domain.journal.codec import Unreadable
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS, kind_of
from counter.domain.tasks.records.office_hours import OfficeHours

P = TypeVar("P")


class RecordKind(StrEnum):
    """What a record is about; the values are the words of filters and lists."""

    LOOK = "查看个人信息"
    PIN = "口令输错"
    VOID = "作废"
    REPRINT = "再次出纸"
    NOTICE = "再次通知"
    LATE = "超期"
    BREACH = "与规则不符"
    PARTY = "登记更正"
    REVIEW = "案卷评查"
    DAY = "对账"
    REASSIGN = "改派"
    FORGET = "清除个人信息"
    ARCHIVE = "归档"
    LOST = "登记遗失"
    HANDED_OVER = "移交"
    CONFLICT = "处理矛盾"
    TAKE_OVER = "接转"
    EXPORT = "导出"
    HALL = "大厅设置"
    STAFF = "人员"
    SIGN_ON = "上岗"
    KEY = "密钥"
    GUIDE = "指南"
    CALENDAR = "日历"
    CLOCK = "时钟"
    STATION = "窗口资料"


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry says. ``unusual``: why it is unusual, each a reason in words; none of it names an applicant."""

    kind: RecordKind
    sentence: str
    unusual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One line of the page. ``about``: number of the case, or what else it is about; ``subject``: of the entry.

    ``who``: code of the person; empty where nobody's identity was proved. ``place``: epoch and seq of the entry.
    ``station``: code of the station that wrote it, "" for this one.
    """

    entry: str
    at: datetime
    who: str
    kind: RecordKind
    subject: str
    about: str
    sentence: str
    unusual: tuple[str, ...]
    place: tuple[int, int]
    station: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rules need beside the entry itself, by id of the entry.

    ``with_act``: looks beside which the same person acted on the same case; ``often``: looks beyond three times what
    that person usually looks at in a day, in words; ``late``: sentences about missed days; ``before``: the entry of the
    same kind and subject before it; ``elsewhere``: id → code of the station that wrote it, where it is not this one.
    """

    calendar: Calendar
    hours: OfficeHours
    with_act: frozenset[str] = frozenset()
    often: Mapping[str, str] = field(default_factory=dict)
    late: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    before: Mapping[str, Entry] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)


Tell = Callable[[Any, Entry, Surroundings], Iterable[Said]]


@dataclass(frozen=True, slots=True)
class RecordedKind:
    """A kind of event that is shown. ``previous``: its ``tell`` compares with the entry before it of that kind."""

    event: str
    kinds: tuple[RecordKind, ...]
    tell: Tell
    previous: bool = False


RECORDED: list[RecordedKind] = []
"""Filled by ``recorded`` below; ``services.tasks.records`` loads the modules that declare them."""


def recorded(
    payload: type[P], *kinds: RecordKind, previous: bool = False
) -> Callable[
    [Callable[[P, Entry, Surroundings], Iterable[Said]]], Callable[[P, Entry, Surroundings], Iterable[Said]]
]:
    """Declare what an event says as a record of these kinds; nothing said: it is not shown."""

    def declared(
        tell: Callable[[P, Entry, Surroundings], Iterable[Said]],
    ) -> Callable[[P, Entry, Surroundings], Iterable[Said]]:
        RECORDED.append(RecordedKind(kind_of(payload).name, kinds, tell, previous))
        return tell

    return declared


def events_of(kinds: Iterable[RecordKind]) -> frozenset[str]:
    """Names of the kinds of events that may say a record of these kinds; of every kind where none is named."""
    wanted = frozenset(kinds)
    return frozenset(one.event for one in RECORDED if not wanted or wanted & set(one.kinds))


def compared_events(events: Iterable[str]) -> frozenset[str]:
    """Those of these kinds of events whose records compare with the entry before."""
    return frozenset(one.event for one in RECORDED if one.previous) & frozenset(events)


def records_of(entries: Iterable[Entry], around: Surroundings) -> list[AuditRecord]:
    """The records that these entries say; what a newer program wrote is left out. Numbers of cases are not filled in.

    An entry whose payload does not have its shape is a record of its own: nothing disappears by being damaged.
    """
    tells: dict[str, list[RecordedKind]] = {}
    for one in RECORDED:
        tells.setdefault(one.event, []).append(one)
    found: list[AuditRecord] = []
    for entry in entries:
        if entry.kind not in tells:
            continue
        try:
            event = payload_of(entry)
        except (Unreadable, ValueError):
            kind = tells[entry.kind][0].kinds[0]
            found.append(
                _record(entry, Said(kind, "这条记录读不出来，请告诉系统管理员", ("内容损坏",)), around)
            )
            continue
        if event is not None:
            found += (
                _record(entry, said, around)
                for one in tells[entry.kind]
                for said in one.tell(event, entry, around)
            )
    return found


def payload_of(entry: Entry) -> object | None:
    """The payload at once from its bytes; None for what a newer program wrote. Raises as ``EventKind.both``."""
    kind = KINDS.by_name.get(entry.kind)
    return kind.both(entry)[0] if kind is not None and kind.knows(entry) else None


def _record(entry: Entry, said: Said, around: Surroundings) -> AuditRecord:
    return AuditRecord(
        entry=entry.id,
        at=entry.at,
        who=entry.actor,
        kind=said.kind,
        subject=entry.subject,
        about="",
        sentence=said.sentence,
        unusual=said.unusual,
        place=(entry.epoch, entry.seq),
        station=around.elsewhere.get(entry.id, ""),
    )


def in_order(records: Iterable[AuditRecord]) -> list[AuditRecord]:
    """Unusual ones first, then the newest first."""
    newest = sorted(records, key=lambda one: (one.at, one.place), reverse=True)
    return sorted(newest, key=lambda one: not one.unusual)
