"""Sheets that are no papers of a case: the recovery key, the printer's test, what a restored window has lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from counter.domain.text.checked_groups import plain_groups
from counter.domain.text.day_words import day_text

RARE = "䶮㛃喆𬭊镕堃"
"""Characters of real names that common fonts lack (TECH §2.1)."""

TEST_TITLE = "试打页"
RECOVERY_TITLE = "恢复密钥"
MISSING_TITLE = "恢复后缺的清单"
MOST_MISSING = 30
PHRASE_TITLE = "开机口令词"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_PREFIX = "TEST-"


@dataclass(frozen=True, slots=True, repr=False)
class PlainSheet:
    """``large``: lines in large type; ``code``: text of a bar code and a QR, or "". Has no repr: it may hold a key."""

    title: str
    lines: tuple[str, ...]
    large: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    code: str = ""


SheetMaker = Callable[[PlainSheet], bytes]
"""Makes the PDF of a sheet. Raises WorldTrouble where that fails."""


def recovery_sheet(hall: str, window: str, key: str, made_on: date) -> PlainSheet:
    """The recovery key, to be locked away."""
    groups = key.split("-")
    half = (len(groups) + 1) // 2
    return PlainSheet(
        RECOVERY_TITLE,
        (
            f"{hall}　{window}",
            f"{day_text(made_on)}设置",
            "电脑的密钥丢失或损坏时，只有它能打开这台电脑里办过的件。程序里不保存，也不能再显示。",
        ),
        (
            f"第1到{half}组：{'　'.join(groups[:half])}",
            f"第{half + 1}到{len(groups)}组：{'　'.join(groups[half:])}",
        ),
        (
            "请由大厅负责人锁进保险柜，不要拍照，不要放在这台电脑旁边。",
            "看到它的人，拿到资料文件夹就能打开里面的个人信息。",
            "用的时候：系统管理员在这台电脑上运行 counter recover，照着输入。",
        ),
    )


def missing_sheet(hall: str, window: str, made: str, mark: str, missing: tuple[str, ...]) -> PlainSheet:
    """What a restored window has lost, for those who look for it among the papers. ``made``: of the backup."""
    shown = missing[:MOST_MISSING]
    more = (f"另有 {len(missing) - len(shown)} 行，见“大厅 → 记录”。",) if len(shown) < len(missing) else ()
    return PlainSheet(
        MISSING_TITLE,
        (
            f"{hall}　{window}",
            f"用 {made} 的备份恢复；以后的编号里是 {mark}。",
            *(f"· {one}" for one in shown),
            *more,
        ),
        (),
        ("对照手里的文书、登记簿和申请人带来的材料补录；查过的请在旁边打勾，两个人签字。",),
    )


def phrase_sheet(hall: str, words: Sequence[tuple[str, str]], made_on: date) -> PlainSheet:
    """A start phrase, each word with its letters, for who switches the PC on."""
    return PlainSheet(
        PHRASE_TITLE,
        (
            hall,
            f"{day_text(made_on)}设置",
            "每次开机以后，照下面的拼音输入一次；词之间空格，大小写不要紧，不用输入法。",
        ),
        tuple(f"{hanzi}　{letters}" for hanzi, letters in words),
        (
            "请和电脑分开放，不要贴在电脑上，不要拍照。开机的人都要知道，下班锁好。",
            "忘了或丢了：负责人用恢复密钥打开，再换一组新的（“大厅 → 密钥”页，或 counter keys phrase）。",
        ),
    )


def new_test_code() -> str:
    """A code for one test sheet, e.g. ``TEST-7Q2KDX``."""
    return _PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(6))


def printer_test(hall: str, code: str) -> PlainSheet:
    """The printer's test."""
    return PlainSheet(
        TEST_TITLE,
        (
            hall,
            "四周的细框要完整，离纸边约1厘米：缺边的，打印时选“实际大小”，不要“适合纸张”。",
            f"生僻字：{RARE}。每个都要看得清，不能是空格、方框或问号。",
        ),
        (RARE,),
        ("请用扫码枪扫下面的条码；二维码枪也可以扫二维码。", "扫不上的，看看墨够不够、玻璃脏不脏。"),
        code,
    )


def scanned_back(typed: str, code: str) -> bool:
    """Whether that is the code of the test sheet, as a scanner types it."""
    return typed.strip().upper() == code


def same_group(typed: str, group: str) -> bool:
    """Whether a group of the recovery key was typed, read as ``counter recover`` reads it."""
    return plain_groups(typed) == group
