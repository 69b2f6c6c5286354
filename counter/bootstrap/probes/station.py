"""The checks of ``doctor`` on the profile: is it readable and writable, are its clock, guide and calendar valid?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from counter.bootstrap.key_slots import PUT_BACK_REMEDY, slots_put_back
from counter.domain.calendar.workdays import CHINA, civil_date
from counter.domain.document.numbering import epoch_mark
from counter.domain.errors import CounterError
from counter.domain.hall.backup.age import BackupAge
from counter.domain.hall.register.checks import LONGEST_LOCK
from counter.domain.hall.register.expiring import endings
from counter.domain.hall.window_name import window_name
from counter.services.backup.backup_standing import backup_standing
from counter.services.context.app import AppContext
from counter.services.context.probe import Probe, ProbeState
from counter.services.exchange.exchange_alarms import exchange_alarms
from counter.services.exchange.reporting import ReportingTone
from counter.services.exchange.reporting_standing import reporting_standing
from counter.services.guide.trust_bureau import bureau_key
from counter.services.hall.clock_doubt import clock_doubt
from counter.services.keys.slot_kinds import KeysLocked
from counter.services.ratings.empty_log import PATIENCE_MS, readers_words, refused_today
from counter.services.ratings.trust_office import handler_card
from counter.services.register.issue_register import register_or_setup


def station_probes(profile: Path) -> Iterable[Probe]:
    """All checks that need the profile; a profile that cannot be opened is one BAD line."""
    from counter.bootstrap.opening import open_app
    from counter.db.profile.profile import exists

    if not exists(profile):
        words = f"{profile} 里还没有资料"
        yield Probe(
            "profile",
            "资料",
            ProbeState.BAD,
            words,
            "运行 counter setup 设置大厅和窗口，或用 --data 指定资料文件夹。",
        )
        return
    if not os.access(profile, os.R_OK | os.W_OK | os.X_OK):
        yield Probe(
            "profile",
            "资料",
            ProbeState.BAD,
            f"{profile} 不能读写",
            "请系统管理员把这个文件夹的权限给本用户。",
        )
        return
    try:
        with open_app(profile) as app:
            yield from _app_probes(profile, app)
    except KeysLocked:
        yield Probe("profile", "资料", ProbeState.WARN, "锁着，没有查", "先打开资料，再查一遍。")
    except CounterError as wrong:
        yield Probe(
            "profile",
            "资料",
            ProbeState.BAD,
            wrong.sentence,
            "密钥丢失时运行 counter recover；否则用备份恢复。",
        )


def _app_probes(profile: Path, app: AppContext) -> Iterable[Probe]:
    station = app.journal.station()
    demo = f"，{station.banner}" if station.banner else ""
    mark = epoch_mark(station.epoch)
    where = f"编码 {station.code}，第 {station.epoch} 期（编号里的 {mark}）{demo}；{profile} 可读可写"
    words = f"{station.hall} {window_name(station.window)}，{where}"
    yield Probe("profile", "资料", ProbeState.GOOD, words)
    if doubt := clock_doubt(app.journal):
        words, _, to_do = doubt.partition("。")
        yield Probe("clock", "时钟", ProbeState.BAD, words, to_do)
    else:
        yield Probe(
            "clock",
            "时钟",
            ProbeState.GOOD,
            f"{app.clock.read().at.astimezone(CHINA):%Y-%m-%d %H:%M}（北京时间），不早于最后一条记录",
        )
    yield _reporting(app)
    yield _guide(app)
    yield _calendar(app)
    yield _people(app)
    yield from _slots_put_back(profile, app)
    yield _lock(app)
    yield from exchange_probes(app)
    if not (app.hall.demo or app.hall.training):
        yield _backup(profile, app)
    if app.hall.serves or app.hall.oversight:
        yield _register(app)
    if app.hall.serves:
        yield _rating_key(app)
        yield _rating_log(app)
        yield _bureau_key(app)


def _slots_put_back(profile: Path, app: AppContext) -> Iterable[Probe]:
    """A slot that was taken away by an entry: an older ``keys.json`` was laid in its place."""
    words = slots_put_back(profile, app.journal)
    if words:
        yield Probe("slots", "打开方式", ProbeState.BAD, words, PUT_BACK_REMEDY)


_MOST_TOLD = 3
"""Alarms of the exchange that are named; the page 上报 lists all."""


def exchange_probes(app: AppContext) -> Iterable[Probe]:
    """What came from other windows, where anything did."""
    store, now = app.journal.exchange(), app.clock.read().at
    alarms, missing = exchange_alarms(app, now), store.missing()
    held = sum(one.waits for one in store.held())
    if alarms:
        words = "；".join(dict.fromkeys(f"{one.kind.value}：{one.words}" for one in alarms[:_MOST_TOLD]))
        yield Probe("exchange", "收来的记录", ProbeState.BAD, words, alarms[0].to_do)
    elif held or missing:
        counts = ((held, "待核实 {} 批"), (len(missing), "还缺 {} 段"))
        words = "，".join(form.format(count) for count, form in counts if count)
        mend = "待核实的，证书一到就收进来；缺的，下次上报或收U盘时会补上。"
        yield Probe("exchange", "收来的记录", ProbeState.WARN, words, mend)


def _lock(app: AppContext) -> Probe:
    """After how many minutes the window locks by itself: a demo does not, for there is nobody to protect."""
    minutes = app.hall.locks_after
    if minutes:
        words = f"{minutes}分钟没有人动就锁屏，睡眠前也锁（登记册可以改成1到{LONGEST_LOCK}分钟）"
        return Probe("lock", "锁屏", ProbeState.GOOD, words)
    words = "演示资料不自动锁屏：没有真的申请人；登记册里写了分钟数的照写的锁"
    return Probe("lock", "锁屏", ProbeState.GOOD, words)


def _backup(profile: Path, app: AppContext) -> Probe:
    """How old the last proved backup is."""
    from counter.db.backup.state import read_state

    standing = backup_standing(app.journal, app.calendar, read_state(profile), app.clock.read().at)
    health = {BackupAge.GOOD: ProbeState.GOOD, BackupAge.OLD: ProbeState.WARN}.get(
        standing.age, ProbeState.BAD
    )
    mend = "插上备份盘，在窗口里按 Ctrl+Shift+B 备份，或运行 counter backup --to 文件夹。"
    return Probe(
        "backup",
        "备份",
        health,
        standing.words,
        mend if health is not ProbeState.GOOD and standing.helped else "",
    )


def _reporting(app: AppContext) -> Probe:
    """How reporting to the hub stands, in the words of the window's light."""
    tone, words = reporting_standing(app).light(app.clock.read().at)
    states = {
        ReportingTone.ABSENT: ProbeState.ABSENT,
        ReportingTone.GOOD: ProbeState.GOOD,
        ReportingTone.WARN: ProbeState.WARN,
        ReportingTone.BAD: ProbeState.BAD,
    }
    mend = (
        "counter sync status 看每一条该做什么。" if states[tone] in (ProbeState.WARN, ProbeState.BAD) else ""
    )
    return Probe("reporting", "上报", states[tone], words, mend)


def _register(app: AppContext) -> Probe:
    """Which register of the hall this window has, what of it ends soon, and what waits for a second person."""
    today = civil_date(app.clock.read().at)
    register = register_or_setup(app.journal)
    number = f"第{register.number}号" if register.number else "还没有，按设置时的内容"
    told = [f"第{one.issue.number}号等第二个人确认" for one in register.unconfirmed()]
    told += [ending.words(today) for ending in endings(register.on(today), app.guide)]
    if told:
        mend = "由值班负责人在“大厅 → 登记册”续签、确认（counter hall coverage 看哪些事项会只能收件转办）。"
        return Probe("register", "登记册", ProbeState.WARN, f"{number}；{'；'.join(told)}", mend)
    return Probe("register", "登记册", ProbeState.GOOD, f"{number}；30天内没有到期的")


def _rating_key(app: AppContext) -> Probe:
    """The key that ratings are sealed for: without it no invitation to rate is possible (L9)."""
    card = handler_card(app.journal)
    if card is None:
        words = "还没有差评处理室的公钥，先不能请申请人评价"
        mend = "由值班负责人运行 counter rating handler 公钥文件 --by 工号。"
        return Probe("rating_key", "评价", ProbeState.ABSENT, words, mend)
    return Probe("rating_key", "评价", ProbeState.GOOD, f"封给 {card.office}，自 {card.since} 的公钥")


def _rating_log(app: AppContext) -> Probe:
    """Whether the log can be emptied: where it cannot, a copy of it links ratings to visits (L9)."""
    refused = refused_today(app)
    kept_words = (
        f"今天自 {refused[0].astimezone(CHINA):%H:%M} 起有 {len(refused)} 次没能请申请人评价"
        if refused
        else ""
    )
    kept = app.journal.try_clear_page_log(PATIENCE_MS)
    if kept is not None:
        words = "；".join(w for w in (readers_words(kept), f"日志里留着 {kept.frames} 页", kept_words) if w)
        mend = "查明是什么程序，让它结束；在此以前不能请申请人在屏上评价，可以打评价条。"
        return Probe("rating_log", "评价日志", ProbeState.WARN, words, mend)
    if refused:
        words = f"现在清得空；{kept_words}，因为有程序一直在读数据文件"
        return Probe(
            "rating_log",
            "评价日志",
            ProbeState.WARN,
            words,
            "查明是什么程序，它读得到日志就可能看出评价的先后。",
        )
    return Probe("rating_log", "评价日志", ProbeState.GOOD, "清得空，没有程序占着")


def _guide(app: AppContext) -> Probe:
    """The guide version in force, and the next one."""
    overlay = f"，叠加 {app.guide.overlay}" if app.guide.overlay else ""
    today = civil_date(app.clock.read().at)
    known = app.versions.in_use(app.guide.version, today)
    number = "随程序带的" if known is None else known.publication.title
    words = f"{number} {app.guide.version}，{len(app.guide.bundles)} 件事{overlay}"
    coming = app.versions.coming(today)
    if coming is not None:
        words += f"；{coming.publication.effective.isoformat()} 起用{coming.publication.title}"
    return Probe("guide", "指南", ProbeState.GOOD, words)


def _bureau_key(app: AppContext) -> Probe:
    """The trusted key for guide packs: without it none can be imported."""
    card = bureau_key(app.journal)
    if card is None:
        words = "还没有指南编辑室的公钥，不能导入指南包，用随程序带的指南"
        mend = "由值班负责人运行 counter guide trust 公钥文件 --by 工号。"
        return Probe("guide_key", "指南包", ProbeState.ABSENT, words, mend)
    return Probe("guide_key", "指南包", ProbeState.GOOD, f"收 {card.bureau} 签的，自 {card.since} 的公钥")


def _calendar(app: AppContext) -> Probe:
    years = app.calendar.years
    official = [str(y) for y in sorted(years) if app.calendar.official(y)]
    this_year = app.clock.read().at.astimezone(CHINA).year
    words = f"已公布 {'、'.join(official) or '无'}"
    if not app.calendar.official(this_year):
        return Probe(
            "calendar", "放假日历", ProbeState.WARN, words, f"{this_year}年没有放假安排，期限按暂定日期显示。"
        )
    return Probe("calendar", "放假日历", ProbeState.GOOD, f"{words}；其余年份的期限按暂定日期显示")


def _people(app: AppContext) -> Probe:
    from counter.services.hall.people import people_today

    active = [s for s in people_today(app.journal) if s.active and not s.organ]
    supervisors = sum(s.role == "supervisor" for s in active)
    words = f"{len(active)} 人，其中负责人 {supervisors} 人"
    if not supervisors:
        return Probe("staff", "值班人员", ProbeState.WARN, words, "没有负责人，就不能再增加人员。")
    return Probe("staff", "值班人员", ProbeState.GOOD, words)
