"""Arguments of the commands on one bundle: its number, and situation answers, in a file or one by one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from counter.cli.io.arguments import Parser
from counter.cli.io.json_file import Fields, read_json_file
from counter.domain.errors import BadInput
from counter.domain.guide.model import Bundle, Guide


def bundle_of(guide: Guide, number: int) -> Bundle:
    """The bundle of that number. Raises BadInput when there is none."""
    bundle = guide.bundles.get(number)
    if bundle is None:
        raise BadInput(f"没有第{number}件事；counter guide list 列出全部。", field="序号")
    return bundle


def read_answers(file: str) -> Mapping[str, object]:
    """The answers of an answers file or of a whole visit file. Raises BadInput when it is neither."""
    value = read_json_file(file)
    if not isinstance(value, Mapping):
        raise BadInput("回答文件要写成一组“题号: 选项”（JSON 对象）。", field="file")
    if "answers" in value:
        return Fields(value, "", tuple(value)).inner("answers")
    return value


def add_one_by_one(parser: Parser) -> None:
    """``--answer``, once per question."""
    parser.options.add_argument(
        "--answer",
        metavar="题号=回答",
        action="append",
        help="一道题的回答，例如 q_entity=个体工商户；人数写数字，例如 q_n_staff=3；可以写几次，多选用“、”隔开",
    )


def given_answers(args: argparse.Namespace) -> dict[str, object]:
    """Answers of the file and those given one by one, which take precedence. Raises BadInput where 题号= is missing."""
    found: dict[str, object] = dict(read_answers(args.answers)) if args.answers else {}
    for one in args.answer or ():
        question, sign, answer = one.partition("=")
        if not sign or not question.strip() or not answer.strip():
            raise BadInput(f"“{one[:60]}”要写成 题号=回答，例如 q_n_staff=3。", field="--answer")
        found[question.strip()] = [part.strip() for part in answer.split("、")]
    return found
