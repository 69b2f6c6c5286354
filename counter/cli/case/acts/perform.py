"""``counter case supplement|decide|pledge|…``: acts on a filed case, by options or JSON, as in the window."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counter.cli.case.acts import options
from counter.cli.case.acts.deciding import uncovered
from counter.cli.case.acts.option_values import option_values
from counter.cli.case.acts.readers import read_act
from counter.cli.case.acts.scene import Scene
from counter.cli.case.words import acted_data, acted_words
from counter.cli.io.answer import Answer
from counter.cli.io.arguments import path_argument
from counter.cli.io.authentication import add_proof, add_two_proofs, get_acting, own_pin_file, pin_of
from counter.cli.io.find_case import get_case
from counter.cli.io.json_file import read_json_file
from counter.cli.io.loader import LateParser
from counter.cli.io.program import Program
from counter.cli.papers.case_papers import add_options, papers_folder, write_papers
from counter.domain.case.acts.acts import CaseAct, Decide
from counter.domain.case.case import Case
from counter.domain.case.missing_papers import still_lacking
from counter.domain.errors import BadInput, RuleRefused
from counter.domain.hall.consent import Consent
from counter.domain.visit.looked_at import UNSEEN
from counter.services.case.perform import perform
from counter.services.context.app import AppContext
from counter.services.context.ports import StaffRow


def add(parser: LateParser) -> None:
    """Description and arguments of one act: that of the parser's row."""
    act = next(one for one in options.ACTS if one.name == parser.row.name)
    parser.description = act.description
    parser.mixed = True  # words may follow options too
    parser.words.add_argument("case_number", metavar="编号", help="办件编号，空格和大小写不限")
    act.options(parser)
    parser.options.add_argument(
        "--file",
        metavar="文件.json",
        type=path_argument,
        help=f"用 JSON 写：{act.form}；写 - 从标准输入读",
    )
    parser.options.add_argument("--clerk", metavar="工号", help="谁办的（必须写，或写在文件里）")
    if act.agreed:
        parser.options.add_argument(
            "--supervisor", metavar="工号", help="同意的值班负责人；会询问口令，或用 --pin-file"
        )
        add_two_proofs(parser, "--supervisor", "负责人")
    elif act.confirmed:
        add_two_proofs(parser, "--representative", "首席代表")
    else:
        add_proof(parser, "办理人的口令")
    parser.options.add_argument("--base", metavar="记录号", help="看到的最后一条记录；办件后来又变了就不办")
    add_options(parser)
    parser.common()
    parser.set_defaults(run=run, doing=act.name)


def run(args: argparse.Namespace, profile: Path, program: Program) -> Answer:
    """Do one act. Nothing is stored when a rule refuses or the input is invalid."""
    folder = papers_folder(args)
    given = _given(args)
    with program.open_app(profile) as app:
        clerk = get_acting(app, _text(given, "clerk"), own_pin_file(args, _second(given, args)))
        before = get_case(app, args.case_number)
        scene = Scene(before, app.setting(), _agreed(given, args), _pin_of_organ(given, args))
        act = read_act(args.doing, given, scene)
        after = _performed(app, before, act, clerk, _text(given, "base"))
        new = tuple(p for p in after.papers if before.paper(p.id) is None)
        files, notes = write_papers(app, after, new, folder, clerk.code, program)
        # read again with the copies just printed, so that ``base`` is the last entry
        current = get_case(app, after.id) if files else after
        still = still_lacking(current, app.setting()) if args.doing == "supplement" else None
        ids = [p.id for p in new]
        data = acted_data(current, app, ids, files, still)
        return Answer(data, acted_words(current, app, ids, files, still), notes)


def _performed(app: AppContext, before: Case, act: CaseAct, clerk: StaffRow, base: str) -> Case:
    """The case after the act. A decision refused because papers were not examined names them in the JSON answer too."""
    try:
        return perform(app, before.id, act, clerk, base or before.base)
    except RuleRefused as refused:
        if refused.rule == UNSEEN and isinstance(act, Decide):
            raise uncovered(before, act) from refused
        raise


def _given(args: argparse.Namespace) -> Mapping[str, object]:
    """The file's values and the options' values merged; a value given in both is refused."""
    chosen = option_values(args)
    if args.file is None:
        return chosen
    value = read_json_file(args.file)
    if not isinstance(value, dict):
        raise BadInput("文件要写成一组“键: 值”（JSON 对象）。", field="file")
    twice = next((key for key in chosen if key in value), None)
    if twice is not None:
        raise BadInput(f"“{twice}”在文件和选项里都写了，请只写一处。", field=twice)
    return {**value, **chosen}


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"“{key}”要写成文字。", field=key)
    return (value or "").strip()


def _agreed(given: Mapping[str, object], args: argparse.Namespace) -> Consent | None:
    """Code and PIN of the supervisor who agrees, which the act's service checks; None where none was named."""
    code = _second(given, args)
    return Consent(code, pin_of(code, args.pin_file)) if code and args.doing not in _CONFIRMED else None


def _second(given: Mapping[str, object], args: argparse.Namespace) -> str:
    """The second person named; None for an act without consent: the reader reports the unknown key."""
    if args.doing in _CONFIRMED:
        return _text(given, "representative").upper()
    return _text(given, "supervisor").upper() if hasattr(args, "supervisor") else ""


_CONFIRMED = frozenset(act.name for act in options.ACTS if act.confirmed)
"""Acts confirmed with the PIN of the organ's representative only."""


def _pin_of_organ(given: Mapping[str, object], args: argparse.Namespace) -> str:
    """The PIN of the organ's representative, for the service to check; empty where none is named."""
    code = _second(given, args)
    return pin_of(code, args.pin_file, "首席代表") if code and args.doing in _CONFIRMED else ""
