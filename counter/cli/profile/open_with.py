"""``counter setup --open-with``: how the keys of the new profile are opened after power-on."""

from __future__ import annotations

import argparse
from pathlib import Path

from counter.cli.io.arguments import Parser
from counter.cli.io.new_slot import add_stick_option, add_words_option, new_slot, type_back
from counter.cli.io.program import Program
from counter.cli.profile.setup_words import SetUpReport, print_keys
from counter.domain.errors import BadInput
from counter.services.keys.phrase import PhraseWord
from counter.services.keys.slot_kinds import TITLES, NewSlot, SlotKind

_KINDS = (SlotKind.PHRASE, SlotKind.STICK, SlotKind.TPM, SlotKind.KEYRING, SlotKind.FILE)


def add_open_with(parser: Parser) -> None:
    """``--open-with`` and what its kinds need."""
    parser.options.add_argument(
        "--open-with",
        metavar="方式",
        choices=[kind.value for kind in _KINDS],
        help="开机以后怎样打开资料：phrase 开机口令词（抽几个词，每次开机输一次）、stick 钥匙盘加口令、"
        "tpm 电脑安全芯片加口令、keyring 系统钥匙串、file 密钥文件在资料文件夹里（谁拷走谁打得开）；"
        "不写：有系统钥匙串用钥匙串，没有的同 file",
    )
    add_stick_option(parser)
    add_words_option(parser)


class FirstSlot:
    """The slot chosen on the command line. ``slot``: None where nothing was chosen."""

    def __init__(self, args: argparse.Namespace, profile: Path, program: Program, *, demo: bool) -> None:
        self.slot: NewSlot | None = None
        self._words: tuple[PhraseWord, ...] = ()
        self._keeper = program.key_slots(profile)
        if args.open_with is None:
            return
        kind = SlotKind(args.open_with)
        if demo and kind is not SlotKind.FILE:
            raise BadInput(
                "演示大厅没有要保护的人，不用输入就打开；--open-with 用于正式大厅。", field="--open-with"
            )
        if kind not in self._keeper.usable():
            raise BadInput(f"这台电脑现在用不了“{TITLES[kind]}”，请选别的方式。", field="--open-with")
        self.slot, self._words = new_slot(self._keeper, kind, args)

    def report(self, made: SetUpReport) -> None:
        """Add a drawn phrase to what is shown before the profile counts."""
        if self._words:
            made.add_phrase(self._words)

    @property
    def has_phrase(self) -> bool:
        """Whether there is a phrase to be shown."""
        return bool(self._words)

    def show(self, made: SetUpReport, *, json: bool) -> None:
        """Print the recovery keys and the phrase, which is typed back at a terminal. Raises where that failed: then
        nothing is set up.
        """
        print_keys(made.keys_words(), made.data, json=json)
        if self._words:
            type_back(self._keeper, self._words)
