"""What people are told of a profile's key slots, alike on the page of the keys, in doctor and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter.services.keys.slot_kinds import ASKED, AUTOMATIC, PROTECTS, TITLES, KeySlot, SlotKind
from counter.services.keys.slots import SlotState

DEMO_LEVEL = "演示和培训的资料就是这样"
"""Said of a level that is meant to be low."""
_BY_PEOPLE_OR_SYSTEM = (*ASKED, SlotKind.KEYRING)


@dataclass(frozen=True, slots=True)
class SlotLevel:
    """``copied_opens``: who copies the folder opens it; ``words``: the level as a sentence without its full stop."""

    copied_opens: bool
    words: str


def slot_level(slots: Sequence[KeySlot], state: SlotState) -> SlotLevel:
    """How well these slots protect the data."""
    kinds = tuple(dict.fromkeys(slot.kind for slot in slots))
    if state.left_key_file:
        ways = "、".join(TITLES[kind] for kind in kinds)
        words = f"资料加密了，打开用{ways}；可文件夹里还有一个没有登记的密钥文件 key.secret，谁拷走谁就打得开"
        return SlotLevel(True, words)
    others = [kind for kind in kinds if kind in _BY_PEOPLE_OR_SYSTEM]
    if SlotKind.FILE in kinds:
        words = "资料加密了，可密钥就在同一个文件夹里：谁拷走整个文件夹，谁就打得开"
        if others:
            words += f"（也设了{'、'.join(TITLES[kind] for kind in others)}，密钥文件不去掉就没有用）"
        return SlotLevel(True, words)
    words = "资料和记录都加密，密钥不在文件夹里，只拷走文件夹的人打不开。"
    return SlotLevel(False, (words + "".join(f"{TITLES[k]}：{PROTECTS[k]}" for k in others)).rstrip("。"))


def open_now(slots: Sequence[KeySlot], state: SlotState) -> str:
    """Whether the profile is open at this moment."""
    if state.held:
        return "打开着（到关机或睡眠）"
    return "不用输入就能打开" if any(slot.kind in AUTOMATIC for slot in slots) else "锁着"


def after_adding(kind: SlotKind) -> tuple[str, ...]:
    """What is to be known once a slot was added."""
    if kind is SlotKind.FILE:
        return ("这种方式不用输入就能打开：拷走文件夹或偷走电脑的人也打得开。",)
    return ()


def after_removing(kind: SlotKind) -> tuple[str, ...]:
    """What is to be known once a slot was removed."""
    if kind is SlotKind.FILE:
        return ("密钥文件已覆盖、删除；固态硬盘和以前的备份里可能还有旧的，那些盘和备份也要锁好。",)
    return ()


def phrase_changed(removed: int) -> str:
    """That a new phrase counts; ``removed``: how many old ones do not any more."""
    gone = f"；旧的 {removed} 组作废" if removed else ""
    return f"新的开机口令词已设好{gone}。"
