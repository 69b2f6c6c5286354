"""Records of the hall itself: settings, people and their PINs, keys, guides, calendars, clock, exports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counter.domain.calendar.events import CalendarImported
from counter.domain.calendar.workdays import civil_time
from counter.domain.guide.publication import KeyTrusted, SignedPublication, Succeeded, TakenIn
from counter.domain.hall.account_events import PinCodeGiven, PinProof, PinSet
from counter.domain.hall.backup.events import ProfileRestored, RestoringConfirmed
from counter.domain.hall.backup.loss_words import loss_lines
from counter.domain.hall.duty_session import End, SessionClosed, SessionOpened
from counter.domain.hall.events import HallConfigured
from counter.domain.hall.hub_events import HubJoined, HubLeft
from counter.domain.hall.key_slot_events import KeySlotAdded, KeySlotRemoved
from counter.domain.hall.let_in_events import BatchLetIn
from counter.domain.hall.pin_events import PinLocked, PinWrong
from counter.domain.hall.register.issue import RegisterIssued
from counter.domain.hall.register.sheets import BY_TAG
from counter.domain.hall.ring_events import (
    RingAnsweringSet,
    RingExported,
    RingFollowed,
    RingImported,
    RingOpened,
)
from counter.domain.hall.station_events import ClockConfirmed, SignedOn, StaffAdded, StationOpened
from counter.domain.journal.entries import Entry
from counter.domain.journal.kinds import KINDS
from counter.domain.papers.verify.trusted_keys import HallKeyExported, KeyRevoked, KeysRotated, KeysTrusted
from counter.domain.tasks.records.events import RecordsExported
from counter.domain.tasks.records.record import RecordKind, Said, Surroundings, recorded
from counter.domain.tasks.records.unusual import outside_hours

_SETTINGS = {
    "hall": "大厅名称",
    "window": "窗口名称",
    "region": "地区",
    "jurisdiction": "适用的地方规定",
    "overlay": "本地指南",
    "demo": "演示标记",
    "phone": "电话",
    "address": "地址",
    "hours": "办公时间",
    "switches": "地方开关",
    "agreements": "授权协议",
    "office": "资料种类",
    "bureau": "资料种类",
    "organs": "部门救济信息",
}
_ROLES = {
    "clerk": "窗口人员",
    "supervisor": "值班负责人",
    "representative": "首席代表",
    "signer": "机关签发人",
    "editor": "指南编辑",
    "admin": "系统管理员",
}
_EPOCHS = {
    "set_up": "窗口设立",
    "moved": "资料搬到了另一台电脑或另一个文件夹",
    "rolled_back": "资料退回到了旧的状态",
    "forked": "资料有了两份",
    "seen": "本机记得的编号比资料里的新",
    "restored": "资料由备份恢复",
    "rotated": "资料的密钥换新了",
    "new_key": "窗口密钥换新了",
}
_CLOSED = {End.BY_COMMAND: "用命令关的", End.SIGNED_ON: "别人在窗口上岗", End.NEW_PIN: "换了口令或岗位"}
_SLOTS = {
    "file": "密钥文件",
    "keyring": "系统钥匙串",
    "phrase": "开机口令词",
    "stick": "钥匙盘",
    "tpm": "安全芯片",
}
_HOW_TRUSTED = {
    "made": "建立了本大厅的密钥",
    "certified": "认证了窗口密钥",
    "imported": "导入了别的大厅的公钥",
    "replaced": "用新的大厅密钥代替了失窃的",
    "joined": "入厅时信任了大厅的公钥",
}
_WHAT_ROTATED = {"data": "决定给资料换新的密钥", "station": "换了窗口密钥", "hall": "换了大厅密钥"}


@recorded(HallConfigured, RecordKind.HALL, previous=True)
def _configured(event: HallConfigured, entry: Entry, around: Surroundings) -> Iterator[Said]:
    earlier = around.before.get(entry.id)
    before = KINDS.read(earlier) if earlier is not None else None
    if not isinstance(before, HallConfigured):
        yield Said(RecordKind.HALL, "登记了大厅设置")
        return
    changed = dict.fromkeys(
        words for name, words in _SETTINGS.items() if getattr(before, name) != getattr(event, name)
    )
    if not changed:
        yield Said(RecordKind.HALL, "重新登记了大厅设置，内容没有变")
        return
    yield Said(RecordKind.HALL, f"改了大厅设置：{'、'.join(changed)}", outside_hours(entry, around))


@recorded(RegisterIssued, RecordKind.HALL)
def _register(event: RegisterIssued, entry: Entry, around: Surroundings) -> Iterator[Said]:
    issue = event.issue
    whence = f"从 {event.taken_from} 采用了" if event.taken_from else "签发了"
    numbers = "、".join(str(number) for number in issue.confirms)
    if numbers:
        yield Said(RecordKind.HALL, f"确认了登记册第{numbers}号的改动", outside_hours(entry, around))
    if numbers and not issue.changes:
        return
    titles = "、".join(dict.fromkeys(BY_TAG[c.section].title for c in issue.changes if c.section in BY_TAG))
    alone = (
        ("要两个人的改动只有一个人签",)
        if issue.takes_two and not issue.agreed_by and issue.number > 1
        else ()
    )
    words = f"{whence}登记册第{issue.number}号（{len(issue.changes)}处：{titles}），签的人 {issue.by}"
    agreed = f"、{issue.agreed_by}" if issue.agreed_by else ""
    yield Said(RecordKind.HALL, words + agreed, (*alone, *outside_hours(entry, around)))


@recorded(StaffAdded, RecordKind.STAFF, previous=True)
def _staff(event: StaffAdded, entry: Entry, around: Surroundings) -> Iterator[Said]:
    role = _ROLES.get(event.role, event.role) + (f"，{event.organ}" if event.organ else "")
    earlier = around.before.get(entry.id)
    before = KINDS.read(earlier) if earlier is not None else None
    backed = _backed(event)
    if not event.active:
        yield Said(RecordKind.STAFF, f"停用了 {event.code}{backed}", outside_hours(entry, around))
        return
    unusual = (*_by_recovery(event), *outside_hours(entry, around))
    if not isinstance(before, StaffAdded):
        yield Said(RecordKind.STAFF, f"增加了 {event.code}（{role}）{backed}", unusual)
        return
    if before.role != event.role:
        unusual = (
            f"岗位由{_ROLES.get(before.role, before.role)}改成{_ROLES.get(event.role, event.role)}",
            *unusual,
        )
    yield Said(RecordKind.STAFF, f"重新登记了 {event.code}（{role}），口令一起换新{backed}", unusual)


def _backed(event: StaffAdded | PinCodeGiven) -> str:
    """Who stood behind it beside the actor, as a clause."""
    if event.agreed:
        return f"，{event.agreed} 同意"
    return "，用恢复密钥作第二个证明" if event.recovery else ""


def _by_recovery(event: StaffAdded | PinCodeGiven) -> tuple[str, ...]:
    return ("用恢复密钥给了别人口令",) if event.recovery else ()


@recorded(PinCodeGiven, RecordKind.STAFF)
def _code_given(event: PinCodeGiven, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = (*_by_recovery(event), *outside_hours(entry, around))
    yield Said(RecordKind.STAFF, f"给了 {event.code} 一次性口令{_backed(event)}", unusual)


@recorded(PinSet, RecordKind.STAFF)
def _pin_set(event: PinSet, entry: Entry, around: Surroundings) -> Iterator[Said]:
    whence = "用一次性口令" if event.proof is PinProof.CODE else "自己"
    yield Said(RecordKind.STAFF, f"{event.code} {whence}换了口令", outside_hours(entry, around))


@recorded(PinLocked, RecordKind.PIN)
def _locked(event: PinLocked, entry: Entry, around: Surroundings) -> Iterator[Said]:
    whose = f"工号 {event.code}" if event.code else "名单上没有的工号"
    yield Said(
        RecordKind.PIN,
        f"{whose} 的口令连着输错{event.wrong}次，锁住了一段时间",
        ("连着输错口令", *outside_hours(entry, around)),
    )


@recorded(PinWrong, RecordKind.PIN)
def _wrong(event: PinWrong, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"工号 {event.code} 的口令输错{event.wrong}次，"
    if event.right:
        yield Said(RecordKind.PIN, f"{words}接着输对了", outside_hours(entry, around))
        return
    last = civil_time(datetime.fromisoformat(event.last))
    yield Said(
        RecordKind.PIN,
        f"{words}最后一次 {last:%m月%d日 %H:%M}，没有人接着输对",
        ("有人试过口令", *outside_hours(entry, around)),
    )


@recorded(SignedOn, RecordKind.SIGN_ON)
def _signed_on(event: SignedOn, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.SIGN_ON, f"{event.code} 上岗", outside_hours(entry, around))


@recorded(SessionOpened, RecordKind.SIGN_ON)
def _session(event: SessionOpened, entry: Entry, around: Surroundings) -> Iterator[Said]:
    if not event.clerk:
        yield Said(RecordKind.SIGN_ON, "演示大厅打开了命令行会话，不用口令")
        return
    yield Said(
        RecordKind.SIGN_ON,
        f"{event.clerk} 打开了命令行会话，{event.minutes}分钟",
        outside_hours(entry, around),
    )


@recorded(SessionClosed, RecordKind.SIGN_ON)
def _session_closed(event: SessionClosed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    whose = f"{event.clerk} 的" if event.clerk else "演示大厅的"
    yield Said(
        RecordKind.SIGN_ON, f"{whose}命令行会话关了：{_CLOSED[event.why]}", outside_hours(entry, around)
    )


@recorded(ClockConfirmed, RecordKind.CLOCK)
def _clock(event: ClockConfirmed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.CLOCK, f"{event.by} 确认了时钟是对的", ("时钟曾经往回走",))


@recorded(StationOpened, RecordKind.STATION)
def _station(event: StationOpened, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = _EPOCHS.get(event.reason, event.reason)
    unusual = () if event.reason == "set_up" else ("资料不在原来的地方，或者不是最新的",)
    yield Said(RecordKind.STATION, f"{words}，从此用第{event.epoch}期编号", unusual)


@recorded(HubJoined, RecordKind.STATION)
def _hub_joined(event: HubJoined, entry: Entry, around: Surroundings) -> Iterator[Said]:
    marks = "、".join(one[:16] for one in event.fingerprints)
    proved = f"，机构证书指纹 {marks}" if marks else ""
    where = f"{event.host}（{event.hall}，窗口 {event.station}）{proved}"
    if event.before == event.hub:
        yield Said(RecordKind.STATION, f"换了汇聚库的登记文件：{where}", outside_hours(entry, around))
        return
    unusual = ("换到了另一个汇聚库",) if event.before else ()
    words = f"{'改接' if event.before else '接上了'}汇聚库 {where}"
    yield Said(RecordKind.STATION, words, (*unusual, *outside_hours(entry, around)))


@recorded(HubLeft, RecordKind.STATION)
def _hub_left(event: HubLeft, entry: Entry, around: Surroundings) -> Iterator[Said]:
    waits = f"，还有 {event.waiting} 条没有上报" if event.waiting else ""
    words = f"断开了汇聚库 {event.host}".rstrip() + f"{waits}，理由：{event.reason}"
    yield Said(RecordKind.STATION, words, ("不再上报", *outside_hours(entry, around)))


@recorded(ProfileRestored, RecordKind.STATION)
def _restored(event: ProfileRestored, entry: Entry, around: Surroundings) -> Iterator[Said]:
    lines = loss_lines(event.head.station, event.entries, event.series)
    words = f"用 {civil_time(datetime.fromisoformat(event.made_at)):%Y-%m-%d %H:%M} 的备份恢复；缺的："
    yield Said(RecordKind.STATION, words + "".join(lines), ("有记录随电脑丢失",))


@recorded(RestoringConfirmed, RecordKind.STATION)
def _confirmed(event: RestoringConfirmed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    people = "、".join(code for code in (event.by, event.agreed_by) if code)
    alone = () if event.agreed_by else ("只有一个人确认",)
    yield Said(RecordKind.STATION, f"{people} 确认看过恢复以后缺的清单", alone)


@recorded(KeysTrusted, RecordKind.KEY)
def _trusted(event: KeysTrusted, entry: Entry, around: Surroundings) -> Iterator[Said]:
    named = "、".join(
        [
            *(f"“{card.hall}”" for card in event.halls),
            *(one.name for one in event.certificates),
            *(f"作废 {one.station}-{one.epoch}" for one in event.revocations),
        ]
    )
    words = _HOW_TRUSTED.get(event.how, "信任了密钥")
    yield Said(RecordKind.KEY, f"{words}：{named}" if named else words, outside_hours(entry, around))


@recorded(KeyRevoked, RecordKind.KEY)
def _revoked(event: KeyRevoked, entry: Entry, around: Surroundings) -> Iterator[Said]:
    one = event.revocation
    yield Said(RecordKind.KEY, f"作废了窗口密钥 {one.station}-{one.epoch}：{one.reason}", ("窗口密钥作废",))


@recorded(BatchLetIn, RecordKind.KEY)
def _let_in(event: BatchLetIn, entry: Entry, around: Surroundings) -> Iterator[Said]:
    agreed = f"，{event.agreed_by} 同意" if event.agreed_by else ""
    which = f"窗口 {event.station} 第 {event.epoch} 期第 {event.first}—{event.last} 条"
    words = f"放行了作废密钥签的记录（{which}）{agreed}：{event.reason}"
    alone = () if event.agreed_by else ("只有一个人签",)
    yield Said(RecordKind.KEY, words, ("放行了作废密钥签的记录", *alone, *outside_hours(entry, around)))


@recorded(KeysRotated, RecordKind.KEY)
def _rotated(event: KeysRotated, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = _WHAT_ROTATED.get(event.what, "换了密钥")
    yield Said(RecordKind.KEY, words, ("密钥换新", *outside_hours(entry, around)))


@recorded(HallKeyExported, RecordKind.KEY, RecordKind.EXPORT)
def _key_left(event: HallKeyExported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.KEY, "导出了大厅密钥", ("大厅密钥离开了本机", *outside_hours(entry, around)))


@recorded(RingOpened, RecordKind.KEY)
def _ring_opened(event: RingOpened, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = ("钥匙环换新",) if event.card.generation > 1 else ()
    words = f"开了大厅钥匙环第 {event.card.generation} 期"
    yield Said(RecordKind.KEY, words, (*unusual, *outside_hours(entry, around)))


@recorded(RingExported, RecordKind.KEY, RecordKind.EXPORT)
def _ring_left(event: RingExported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = ("大厅钥匙环离开了本机", *outside_hours(entry, around))
    yield Said(RecordKind.KEY, "导出了大厅钥匙环", unusual)


@recorded(RingImported, RecordKind.KEY)
def _ring_came(event: RingImported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = ("本机能看各窗口的资料", *outside_hours(entry, around))
    yield Said(RecordKind.KEY, f"带入了大厅钥匙环第 {event.card.generation} 期", unusual)


@recorded(RingAnsweringSet, RecordKind.KEY)
def _ring_answers(event: RingAnsweringSet, entry: Entry, around: Surroundings) -> Iterator[Said]:
    if event.on:
        yield Said(RecordKind.KEY, "本机自动答复查看资料的申请", ("打开了自动答复",))
    else:
        yield Said(RecordKind.KEY, "查看资料的申请改为由人答复")


@recorded(RingFollowed, RecordKind.KEY)
def _ring_followed(event: RingFollowed, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"收到窗口 {event.card.station} 开的大厅钥匙环第 {event.card.generation} 期"
    yield Said(RecordKind.KEY, words)


@recorded(KeySlotAdded, RecordKind.KEY)
def _slot_added(event: KeySlotAdded, entry: Entry, around: Surroundings) -> Iterator[Said]:
    open_to_all = ("拷走文件夹的人打得开",) if event.kind_of_slot == "file" else ()
    words = f"添加了打开资料的方式：{_SLOTS.get(event.kind_of_slot, event.kind_of_slot)}"
    yield Said(RecordKind.KEY, words, (*open_to_all, *outside_hours(entry, around)))


@recorded(KeySlotRemoved, RecordKind.KEY)
def _slot_removed(event: KeySlotRemoved, entry: Entry, around: Surroundings) -> Iterator[Said]:
    words = f"去掉了打开资料的方式：{_SLOTS.get(event.kind_of_slot, event.kind_of_slot)}"
    yield Said(RecordKind.KEY, words, outside_hours(entry, around))


@recorded(KeyTrusted, RecordKind.KEY)
def _bureau(event: KeyTrusted, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.KEY, f"开始信任“{event.card.bureau}”的指南包", outside_hours(entry, around))


@recorded(TakenIn, RecordKind.GUIDE)
def _guide(event: TakenIn, entry: Entry, around: Surroundings) -> Iterator[Said]:
    one = event.publication
    yield Said(RecordKind.GUIDE, f"收进了“{one.bureau}”的指南{one.title}，{one.effective.isoformat()} 起用")


@recorded(SignedPublication, RecordKind.GUIDE)
def _published(event: SignedPublication, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.GUIDE, f"发布了指南{event.publication.title}")


@recorded(Succeeded, RecordKind.GUIDE)
def _succeeded(event: Succeeded, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(
        RecordKind.GUIDE, f"接着前任的指南{event.signed.publication.title}往下编", ("接替了前任编辑室",)
    )


@recorded(CalendarImported, RecordKind.CALENDAR)
def _calendar(event: CalendarImported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    unusual = () if event.official else ("不是国务院办公厅的正式安排",)
    yield Said(RecordKind.CALENDAR, f"导入了{event.year}年的放假安排", unusual)


@recorded(RecordsExported, RecordKind.EXPORT)
def _exported(event: RecordsExported, entry: Entry, around: Surroundings) -> Iterator[Said]:
    yield Said(RecordKind.EXPORT, f"导出了“记录”{event.count}条", outside_hours(entry, around))
