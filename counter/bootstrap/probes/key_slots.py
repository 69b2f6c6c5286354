"""The checks of ``doctor`` on how the keys are opened: what a thief of the folder or the PC could read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from counter.bootstrap.key_slots import KeySlots
from counter.domain.errors import CounterError
from counter.services.context.probe import Probe, ProbeState
from counter.services.keys.slot_kinds import ASKED, KeySlot
from counter.services.keys.slot_words import DEMO_LEVEL, slot_level
from counter.services.keys.slots import SlotState

_SWAPS = Path("/proc/swaps")
_KEPT_FROM_DISK = ("/dev/zram", "/dev/dm-")


def slot_probes(profile: Path) -> Iterator[Probe]:
    """How the keys are opened (red where a copied folder opens), and where they lie in memory."""
    from counter.db.profile.profile import exists

    if not exists(profile):
        return
    keeper = KeySlots(profile)
    try:
        slots, state = keeper.slots(), keeper.state()
    except CounterError:
        return  # the line on keys says it
    yield _encryption(profile, slots, state)
    yield _memory(slots, state)


def _encryption(profile: Path, slots: tuple[KeySlot, ...], state: SlotState) -> Probe:
    level = slot_level(slots, state)
    if not level.copied_opens:
        return Probe("encryption", "加密", ProbeState.GOOD, level.words)
    if state.left_key_file:
        mend = "请删掉 key.secret，清空回收站。"
        return Probe("encryption", "加密", ProbeState.BAD, level.words, mend)
    if _is_demo(profile):
        return Probe("encryption", "加密", ProbeState.WARN, f"{level.words}。{DEMO_LEVEL}", "")
    mend = (
        "请设开机口令词，再去掉密钥文件：在“大厅 → 密钥 → 怎样打开”，"
        "或用 counter keys add phrase、counter keys remove；"
        "也可以请系统管理员给硬盘整盘加密（Windows 的 BitLocker，Linux 的 LUKS）。在此以前这台电脑要锁好。"
    )
    return Probe("encryption", "加密", ProbeState.BAD, level.words, mend)


def _memory(slots: tuple[KeySlot, ...], state: SlotState) -> Probe:
    """Where the keys lie while the PC is on."""
    asked = any(slot.kind in ASKED for slot in slots)
    swap = _open_swap()
    swapped = f"；电脑的交换区（{swap}）没有加密，窗口里的密钥和姓名可能被系统写进去" if swap else ""
    mend = "请系统管理员关掉交换区，或把它加密。" if swap else ""
    health = ProbeState.WARN if swap else ProbeState.GOOD
    if asked and not state.can_hold:
        words = f"这个系统上没有替程序拿着密钥的进程，每次打开窗口、每条命令都要输入{swapped}"
        return Probe("key_memory", "内存里的密钥", health if swap else ProbeState.ABSENT, words, mend)
    if asked and state.cannot_hold:
        return Probe(
            "key_memory", "内存里的密钥", ProbeState.WARN, f"{state.cannot_hold.rstrip('。')}{swapped}", mend
        )
    if state.held and not state.locked_memory:
        words = f"密钥拿在内存里，系统不让锁定（RLIMIT_MEMLOCK），可能被写到交换区{swapped}"
        more = "请系统管理员把本用户的 memlock 上限放到 64 KB 以上。"
        return Probe("key_memory", "内存里的密钥", ProbeState.WARN, words, more + mend)
    if state.held:
        words = f"拿在锁定的一页内存里，关机、睡眠、注销就丢掉{swapped}"
        return Probe("key_memory", "内存里的密钥", health, words, mend)
    words = f"{'现在没有进程拿着密钥' if asked else '只在打开着的窗口里，没有锁定'}{swapped}"
    return Probe("key_memory", "内存里的密钥", health, words, mend)


def _open_swap() -> str:
    """Names of swaps that lie on a disk unencrypted, as far as their names tell; "" for none or where it is unknown."""
    if not sys.platform.startswith("linux"):
        return ""
    with suppress(OSError):
        names = [
            line.split()[0] for line in _SWAPS.read_text(encoding="utf-8").splitlines()[1:] if line.strip()
        ]
        return "、".join(name for name in names if not name.startswith(_KEPT_FROM_DISK))
    return ""


def _is_demo(profile: Path) -> bool:
    """Whether its people are invented; a profile that does not open counts as real."""
    from counter.bootstrap.opening import guide_shelf, open_to_check

    try:
        journal, _ = open_to_check(profile, guide_shelf())
    except CounterError:
        return False
    try:
        station = journal.station()
        return station.demo or station.training
    finally:
        journal.close()
