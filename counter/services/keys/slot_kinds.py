"""Key slots of a profile: the ways to open its keys, as disk encryption has them, and what each protects against.

A slot wraps the same two secrets as every other one; it is added and removed without encrypting the data anew
(docs/decisions/0026). Nothing here is secret.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from counter.domain.errors import BadInput, WorldTrouble


class SlotKind(StrEnum):
    """A way to open the keys."""

    FILE = "file"
    KEYRING = "keyring"
    PHRASE = "phrase"
    STICK = "stick"
    TPM = "tpm"
    RECOVERY = "recovery"
    HALL_RECOVERY = "hall_recovery"


AUTOMATIC = frozenset({SlotKind.FILE, SlotKind.KEYRING})
"""Slots that open without asking anybody."""
ASKED = (SlotKind.PHRASE, SlotKind.STICK, SlotKind.TPM)
"""Slots that a person opens after power-on, in the order in which they are offered."""
ON_PAPER = frozenset({SlotKind.RECOVERY, SlotKind.HALL_RECOVERY})
"""Slots for the day when every other one is lost; the own one is never removed."""

TITLES = {
    SlotKind.FILE: "密钥放在资料文件夹里",
    SlotKind.KEYRING: "系统钥匙串",
    SlotKind.PHRASE: "开机口令词",
    SlotKind.STICK: "钥匙盘加口令",
    SlotKind.TPM: "电脑安全芯片加口令",
    SlotKind.RECOVERY: "恢复密钥",
    SlotKind.HALL_RECOVERY: "大厅恢复密钥",
}
LONGEST_LABEL = 20
PROTECTS = {
    SlotKind.FILE: "不用输入；谁拷走整个文件夹、偷走电脑，谁就打得开。只适合演示，或硬盘已整盘加密的电脑。",
    SlotKind.KEYRING: "不用输入；只拷走文件夹的人打不开。能登录这个系统账户的人打得开。",
    SlotKind.PHRASE: "每次开机输入几个词；关着的电脑被偷、硬盘被拆、文件夹被拷，都打不开。防不住开着时的电脑。",
    SlotKind.STICK: "每次开机插钥匙盘、输口令；没有盘，拷走电脑里的一切也打不开。盘和电脑一起被偷，只剩口令挡着。",
    SlotKind.TPM: "每次开机输口令；硬盘拆到别的电脑打不开，口令错多了芯片自己停。换主板、改启动设置后用恢复密钥。",
    SlotKind.RECOVERY: "抄在纸上锁好，别的都丢了才用；拿到这张纸和资料文件夹的人打得开。",
    SlotKind.HALL_RECOVERY: "全大厅一把，别的都丢了才用；拿到它和资料文件夹的人打得开。",
}
"""What each protects against and what not: one sentence for who chooses."""


def opening_after_restoring(kind: SlotKind) -> str:
    """How a restored profile is opened, and what to do: no slot but the recovery keys comes back with a backup."""
    return (
        f"现在这样打开：{TITLES[kind]}。{PROTECTS[kind]}原来的口令词、钥匙盘、安全芯片不随备份来，要重新设："
        f"两位负责人在“大厅 → 密钥 → 怎样打开”添加开机口令词，再去掉“{TITLES[kind]}”"
        "（命令是 counter keys add phrase 和 counter keys remove）。"
    )


@dataclass(frozen=True, slots=True)
class KeySlot:
    """One slot. ``label``: a name given by people, to tell two of a kind apart; ``made``: civil day, ISO, "" where
    unknown.
    """

    id: str
    kind: SlotKind
    label: str = ""
    made: str = ""

    @property
    def title(self) -> str:
        """Its kind and label, for people."""
        return f"{TITLES[self.kind]}（{self.label}）" if self.label else TITLES[self.kind]


def removable_slot(slots: Sequence[KeySlot], slot_id: str) -> KeySlot:
    """The slot of that id, which may be removed. Raises BadInput for an unknown one, a recovery key, and the last way
    to open the profile day by day.
    """
    found = next((slot for slot in slots if slot.id == slot_id), None)
    if found is None:
        raise BadInput(f"没有编号为“{slot_id[:20]}”的打开方式，请用 counter keys slots 看。", field="slot")
    if found.kind in ON_PAPER:
        raise BadInput("恢复密钥是最后的办法，不能去掉。", field="slot")
    if not any(slot.kind not in ON_PAPER for slot in slots if slot.id != slot_id):
        raise BadInput("这是平时打开资料的最后一种方式：请先添加另一种，再去掉它。", field="slot")
    return found


@dataclass(frozen=True, slots=True, repr=False)
class NewSlot:
    """What a new slot is made of. ``secret``: a phrase in canonical form or a PIN; ``stick``: the stick's folder.

    Has no repr: secrets never reach a log.
    """

    kind: SlotKind
    secret: str = ""
    stick: Path | None = None
    label: str = ""


class KeysLocked(WorldTrouble):
    """Nobody has opened the keys since power-on. ``kinds``: the slots that can be asked for."""

    def __init__(self, kinds: Collection[SlotKind], why: str = "") -> None:
        self.kinds = tuple(kind for kind in ASKED if kind in kinds)
        ways = "、".join(TITLES[kind] for kind in self.kinds)
        super().__init__(
            f"{why}这份资料锁着，开机以后还没有人打开。请打开窗口用{ways}打开，或运行 counter keys unlock。",
            field="keys",
        )


class SecretRefused(BadInput):
    """What was typed or plugged in opens no slot; ``field`` names it: phrase | pin | stick."""
