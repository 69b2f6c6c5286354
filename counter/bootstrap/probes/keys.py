"""The checks of ``doctor`` that need other layers: keys, fonts that cover every name, printers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from counter import config
from counter.bootstrap.probes.key_slots import slot_probes
from counter.domain.errors import CounterError, WorldTrouble
from counter.printing.type.typeface import FontChain, MissingGlyph, Role, Typefaces
from counter.services.context.probe import Probe, ProbeState
from counter.services.keys.slot_kinds import KeysLocked
from counter.services.profile.plain_sheet import RARE


def outer_probes(profile: Path) -> Iterator[Probe]:
    """One line per check; a failing check does not stop the others."""
    yield _access(profile)
    yield _keys(profile)
    yield from slot_probes(profile)
    yield from _witnesses(profile)
    yield _fonts()
    yield from _printing()


_LOOSE = {
    "others": "别的用户也能读写 {}",
    "owner": "{} 不归本用户所有",
    "link": "{} 是一个链接，实际放在别处",
    "above": "上级文件夹 {} 谁都能写，整个资料文件夹可能被换掉",
}


def _access(profile: Path) -> Probe:
    """Who else has access to the profile: our own files are closed at once, the rest is reported."""
    from counter.db.profile.access import KNOWN, loose, tighten

    if not KNOWN:
        words = "在 Windows 上没有核对谁能打开资料文件夹"
        mend = "请系统管理员在文件夹属性的“安全”里确认：只有本用户和系统管理员能打开。"
        return Probe("access", "资料权限", ProbeState.ABSENT, words, mend)
    before = loose(profile)
    tighten(profile)
    left = loose(profile)
    if left:
        words = "；".join(_LOOSE[one.what].format(one.path) for one in left[:3])
        mend = "请系统管理员处理：文件夹归本用户、权限 700，密钥文件 600，上级文件夹不让别人写；不要动 station.mark。"
        more = f" 等 {len(left)} 处" if len(left) > 3 else ""
        return Probe("access", "资料权限", ProbeState.WARN, words + more, mend)
    if before:
        read = "；里面有密钥，别人可能已经抄走" if any(one.secret for one in before) else ""
        words = f"{'、'.join(one.path.name for one in before[:3])} 原来别的用户也能打开，现在只有本用户能打开{read}"
        mend = "请查明这台电脑上还有谁用；怀疑有人抄走的，告诉系统管理员。"
        return Probe("access", "资料权限", ProbeState.WARN, words, mend)
    return Probe("access", "资料权限", ProbeState.GOOD, "只有本用户能打开（没有核对文件系统的访问控制列表）")


def _keys(profile: Path) -> Probe:
    from counter.db.check.key_files import look_at_wrapping
    from counter.db.keys.key_folder import load_keys
    from counter.db.profile.profile import exists

    if not exists(profile):
        return Probe("keys", "密钥", ProbeState.ABSENT, "还没有设置窗口")
    try:
        load_keys(profile)
    except KeysLocked as locked:
        words = f"{locked.sentence.rstrip('。')}；在此以前资料里的各项查不了"
        return Probe("keys", "密钥", ProbeState.WARN, words, "运行 counter keys unlock，再查一遍。")
    except CounterError as wrong:
        return Probe("keys", "密钥", ProbeState.BAD, wrong.sentence, "用恢复密钥运行 counter recover。")
    kept, fault = look_at_wrapping(profile)
    if fault:
        return Probe("keys", "密钥", ProbeState.BAD, "读得到，但恢复密钥已经用不上", fault)
    if not kept:
        words = "读得到；keys.json 里恢复密钥要用的那一段还没有校验（旧版程序建的资料）"
        return Probe("keys", "密钥", ProbeState.WARN, words, "运行一次 counter check，以后被改动就会告诉您。")
    return Probe("keys", "密钥", ProbeState.GOOD, "读得到")


def _witnesses(profile: Path) -> Iterator[Probe]:
    """State of the witnesses outside the profile; a profile that cannot be opened is reported elsewhere."""
    from counter.bootstrap.opening import guide_shelf, open_to_check
    from counter.db.check.witnesses import witness_lines
    from counter.db.profile.profile import exists

    if not exists(profile):
        return
    try:
        journal, _ = open_to_check(profile, guide_shelf())
    except CounterError:
        return
    try:
        lines = witness_lines(journal.connection(), journal.witnesses.said())
    finally:
        journal.close()
    words = "；".join(line.words for line in lines)
    if all(line.sound for line in lines):
        yield Probe("witness", "见证", ProbeState.GOOD, words)
        return
    mend = "件照样办。请检查这些文件夹的权限和磁盘空间：备份换回来时，靠见证才知道已经给出的号。"
    yield Probe("witness", "见证", ProbeState.WARN, words, mend)


def _fonts() -> Probe:
    try:
        chain = Typefaces(config.resources_folder() / "fonts").chain(Role.BODY)
        missing = [char for char in RARE if not _has(chain, char)]
    except (OSError, MissingGlyph, CounterError):
        return Probe("glyphs", "字体", ProbeState.BAD, "程序自带的字体读不了", "请重新安装程序。")
    if missing:
        return Probe(
            "glyphs", "字体", ProbeState.BAD, f"打不出 {''.join(missing)}", "请重新安装程序自带的字体。"
        )
    return Probe("glyphs", "字体", ProbeState.GOOD, f"{RARE} 等生僻字都能打印")


def _printing() -> Iterator[Probe]:
    """State of the print system. A configured printer is no proof that it prints."""
    from counter.bootstrap.print_system import system_queue

    try:
        printers = system_queue().printers()
    except WorldTrouble as wrong:
        yield Probe("printers", "打印机", ProbeState.ABSENT, wrong.sentence, "文书可以先存成 PDF。")
        return
    if not printers:
        mend = "在系统打印设置里添加；文书可以先存成 PDF。"
        yield Probe("printers", "打印机", ProbeState.ABSENT, "没有设置打印机", mend)
        return
    names = "、".join(f"{p.label}（默认）" if p.default else p.label for p in printers)
    trouble = "".join(f"{p.label}：{p.words}" for p in printers if p.words)
    health = ProbeState.WARN if trouble else ProbeState.GOOD
    yield Probe("printers", "打印机", health, f"{names}（已登记，没有试打）", trouble)
    if sys.platform == "linux":
        yield _print_data()


def _print_data() -> Probe:
    from counter.printing.spool.print_data import kept_print_data, settings_file

    settings = settings_file()
    kept = kept_print_data(settings)
    mend = f"请系统管理员在 {settings} 里写一行 PreserveJobFiles No，再重启打印服务。"
    if kept is None:
        words = f"看不到打印服务的设置（{settings}），不知道打完是否还留着文书的数据"
        return Probe("print_data", "打印数据", ProbeState.WARN, words, mend)
    if kept:
        words = f"打印服务打完还把文书的数据保留{kept}；本程序在人工确认出纸后清掉自己的"
        return Probe("print_data", "打印数据", ProbeState.WARN, words, mend)
    return Probe("print_data", "打印数据", ProbeState.GOOD, "打完不保留")


def _has(chain: FontChain, char: str) -> bool:
    try:
        chain[char]
    except MissingGlyph:
        return False
    return True
