"""``counter keys slots|add|phrase|remove|unlock|lock``: the ways to open the keys of this profile."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from counter.cli.io.answer import Answer
from counter.cli.io.arguments import Parser
from counter.cli.io.authentication import add_two_people, agreed_person, pin_of
from counter.cli.io.new_slot import (
    add_stick_option,
    add_words_option,
    new_slot,
    phrase_lines,
    type_back,
)
from counter.cli.io.program import Program
from counter.cli.io.unlocking import ask_to_unlock, no_holder
from counter.domain.calendar.workdays import civil_date
from counter.services.context.app import AppContext
from counter.services.keys.phrase import PhraseWord
from counter.services.keys.slot_kinds import AUTOMATIC, PROTECTS, TITLES, KeySlot, SlotKind
from counter.services.keys.slot_words import after_adding, after_removing, open_now, phrase_changed
from counter.services.keys.slots import (
    add_key_slot,
    check_who_changes_slots,
    remove_key_slot,
    replace_phrase,
)

_KINDS = (SlotKind.PHRASE, SlotKind.STICK, SlotKind.TPM, SlotKind.KEYRING, SlotKind.FILE)
_WITH = (SlotKind.PHRASE, SlotKind.STICK, SlotKind.TPM, SlotKind.RECOVERY, SlotKind.HALL_RECOVERY)


def add_slot_commands(acts: argparse._SubParsersAction[Parser]) -> None:
    """The commands of the slots, beside those of the signing keys."""
    acts.add_parser("slots", help="列出打开这份资料的方式").runs(run_slots, "列出打开这份资料的方式。")
    add = acts.add_parser("add", help="添加一种打开方式")
    add.runs(run_add, f"添加一种打开方式：{'；'.join(f'{k.value} {TITLES[k]}' for k in _KINDS)}。")
    add.words.add_argument(
        "kind",
        metavar="方式",
        choices=[k.value for k in _KINDS],
        help="、".join(f"{k.value}（{TITLES[k]}）" for k in _KINDS),
    )
    add_stick_option(add)
    add_words_option(add)
    add.options.add_argument(
        "--label", metavar="名称", default="", help="同一种有几个时，给它起个名，例如 副班"
    )
    add_two_people(add)
    phrase = acts.add_parser("phrase", help="换一组新的开机口令词，旧的作废")
    phrase.runs(run_phrase, "换一组新的开机口令词，旧的作废。")
    add_words_option(phrase)
    add_two_people(phrase)
    remove = acts.add_parser("remove", help="去掉一种打开方式")
    remove.runs(run_remove, "去掉一种打开方式。")
    remove.words.add_argument("slot", metavar="编号", help="counter keys slots 列出的编号")
    add_two_people(remove)
    unlock = acts.add_parser("unlock", help="打开锁着的资料，到关机或睡眠为止")
    unlock.runs(run_unlock, "打开锁着的资料：随后询问口令词、口令或恢复密钥，脚本从标准输入给一行。")
    unlock.options.add_argument("--with", dest="kind", choices=[k.value for k in _WITH], help="用哪一种打开")
    add_stick_option(unlock)
    acts.add_parser("lock", help="马上锁上：以后打开要重新输入").runs(run_lock, "马上锁上，不等关机。")


def run_slots(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """List the slots: nothing of them is secret."""
    keeper = program.key_slots(profile)
    slots, state = keeper.slots(), keeper.state()
    opens = any(slot.kind in AUTOMATIC for slot in slots)
    lines = [
        f"{s.id}　{s.title}{f'　{s.made} 设' if s.made else ''}\n        {PROTECTS[s.kind]}" for s in slots
    ]
    if state.left_key_file:
        lines.append("文件夹里还有一个没有登记的密钥文件 key.secret，请删掉它。")
    data = {
        "slots": [{"id": s.id, "kind": s.kind.value, "label": s.label, "made": s.made} for s in slots],
        "held": state.held,
        "opens_by_itself": opens,
    }
    return Answer(data, "\n".join([f"现在：{open_now(slots, state)}", *lines]))


def run_add(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Make a new slot."""
    keeper = program.key_slots(profile)
    kind = SlotKind(args.kind)
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        check_who_changes_slots(app.journal, code=args.by, pin=pin, agreed=agreed)  # before a phrase is shown
        new, words = new_slot(keeper, kind, args, args.label)
        if words and not args.json:
            print(phrase_lines(words), flush=True)
            type_back(keeper, words)
        made = add_key_slot(app.journal, keeper, new, code=args.by, pin=pin, today=_today(app), agreed=agreed)
    return Answer(_data(made, words), f"已添加：{made.title}（编号 {made.id}）。", after_adding(kind))


def run_phrase(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Replace every phrase by a new one."""
    keeper = program.key_slots(profile)
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        check_who_changes_slots(app.journal, code=args.by, pin=pin, agreed=agreed)
        new, words = new_slot(keeper, SlotKind.PHRASE, args)
        if not args.json:
            print(phrase_lines(words), flush=True)
            type_back(keeper, words)
        made, removed = replace_phrase(
            app.journal, keeper, new, code=args.by, pin=pin, today=_today(app), agreed=agreed
        )
    return Answer(_data(made, words), phrase_changed(removed))


def run_remove(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Remove a slot."""
    keeper = program.key_slots(profile)
    with program.open_app(profile) as app:
        pin, agreed = pin_of(args.by, args.pin_file), _agreed(app, args)
        gone = remove_key_slot(app.journal, keeper, args.slot, code=args.by, pin=pin, agreed=agreed)
    data = {"removed": gone.id, "kind": gone.kind.value}
    return Answer(data, f"已去掉：{gone.title}。", after_removing(gone.kind))


def run_unlock(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Open a locked profile until shut-down or sleep."""
    keeper = program.key_slots(profile)
    stick = Path(args.stick) if args.stick else None
    locked = keeper.locked()
    if not locked and args.kind is None:
        return Answer({"open": True}, "已经打开着，不用再输。")
    held = ask_to_unlock(keeper, locked, SlotKind(args.kind) if args.kind else None, stick)
    if held:
        return Answer({"open": True, "held": True}, "已打开，到关机、睡眠或 counter keys lock 为止。")
    return Answer({"open": True, "held": False}, f"对的。{no_holder(keeper.state())}")


def run_lock(_args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Give the keys up at once."""
    keeper = program.key_slots(profile)
    had = keeper.lock()
    if any(slot.kind in AUTOMATIC for slot in keeper.slots()):
        return Answer({"locked": False}, "这份资料不用输入就能打开，锁不上：请先添加别的方式，再去掉自动的。")
    words = "已锁上。开着的窗口要关上才算。" if had else "本来就锁着。"
    return Answer({"locked": True}, words)


def _data(slot: KeySlot, words: Sequence[PhraseWord]) -> dict[str, object]:
    data: dict[str, object] = {"slot": slot.id, "kind": slot.kind.value}
    if words:
        data["phrase"] = [{"hanzi": word.hanzi, "letters": word.letters} for word in words]
    return data


def _agreed(app: AppContext, args: argparse.Namespace) -> str:
    person = agreed_person(app, args)
    return "" if person is None else person.code


def _today(app: AppContext) -> date:
    return civil_date(app.clock.read().at)
