"""Options and prompts for a new key slot: a drawn phrase is shown once, a PIN is typed twice."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from counter.cli.io.arguments import Parser, path_argument
from counter.cli.io.prompt import ask, ask_new_passphrase
from counter.domain.errors import BadInput
from counter.services.keys.phrase import COUNTS, PhraseWord, canonical
from counter.services.keys.slot_kinds import TITLES, NewSlot, SlotKind
from counter.services.keys.slots import SlotKeeper


def add_stick_option(parser: Parser) -> None:
    """``--stick``: where the stick is."""
    parser.options.add_argument(
        "--stick", metavar="文件夹", type=path_argument, help="钥匙盘（U盘）插上以后在哪里"
    )


def add_words_option(parser: Parser) -> None:
    """``--words``: how many words a phrase has."""
    parser.options.add_argument(
        "--words",
        metavar="个数",
        type=int,
        default=COUNTS[0],
        help=f"开机口令词几个：{COUNTS[0]}（默认）或 {COUNTS[1]}",
    )


def new_slot(
    keeper: SlotKeeper, kind: SlotKind, args: argparse.Namespace, label: str = ""
) -> tuple[NewSlot, tuple[PhraseWord, ...]]:
    """Ask for what a new slot is made of; of a phrase the words, which the caller shows. Raises BadInput."""
    if kind is SlotKind.PHRASE:
        words = keeper.words.draw(args.words)
        return NewSlot(kind, canonical(words), None, label), words
    if kind not in (SlotKind.STICK, SlotKind.TPM):
        return NewSlot(kind, label=label), ()
    stick = Path(args.stick) if kind is SlotKind.STICK and args.stick else None
    if kind is SlotKind.STICK and stick is None:
        raise BadInput("请用 --stick 写明钥匙盘插上以后在哪里。", field="--stick")
    pin = ask_new_passphrase(f"{TITLES[kind]}：新的口令（6到12位数字）：")
    return NewSlot(kind, pin, stick, label), ()


def phrase_lines(words: Sequence[PhraseWord]) -> str:
    """A new phrase for its only showing."""
    shown = "\n".join(f"    {n}. {word.hanzi}　{word.letters}" for n, word in enumerate(words, 1))
    return f"开机口令词（只显示这一次，请抄下来锁好；开机以后照着输拼音，不用输入法）：\n\n{shown}\n"


def type_back(keeper: SlotKeeper, words: Sequence[PhraseWord]) -> None:
    """At a terminal: what was copied is typed once. Raises BadInput where it differs."""
    if sys.stdin.isatty() and keeper.words.read(ask("抄好以后，照抄下的输一遍：")) != canonical(words):
        raise BadInput("和显示的不一样，没有设置，请重新运行。", field="phrase")
