"""Options of ``counter case decide`` for the grounds of a further notice, under their JSON keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import BadInput

if TYPE_CHECKING:
    from counter.cli.io.arguments import Parser


def add(parser: Parser) -> None:
    """Add the parts of a new fact, and the organ's written 查无."""
    for option, metavar, help_ in (
        ("--fact-document", "文书", "再次告知：新的事实出自哪份文书（名称或者文号）"),
        ("--fact-day", "日期", "那份文书的日期，不早于上次告知"),
        ("--fact", "说明", "什么变了、哪里不符合，写给申请人看"),
    ):
        parser.options.add_argument(option, metavar=metavar, help=help_)
    parser.options.add_argument(
        "--fact-line", metavar="材料", action="append", help="新的事实涉及哪份材料，可写几次"
    )
    parser.options.add_argument(
        "--not-found",
        metavar="材料=机关,文号,日期",
        action="append",
        help="共享获取的材料，机关书面答复查无，可写几次",
    )
    parser.options.add_argument("--new-fact", metavar="事实", help="不再这样写：请用 --fact-document 等写全")


_FACT = {"fact_document": "document", "fact_day": "day", "fact": "what", "fact_line": "lines"}
"""Options of a new fact → the keys it has in the JSON form."""


def gather_fact(values: dict[str, object]) -> None:
    """The options of a new fact as one JSON value."""
    fact = {key: values.pop(option) for option, key in _FACT.items() if option in values}
    if fact and "new_fact" not in values:
        values["new_fact"] = fact


def unfound(name: str, rest: str) -> dict[str, object]:
    """The organ's written 查无 of one paper. Raises BadInput where a part is missing."""
    organ, _, more = rest.partition(",")
    document, comma, day = more.rpartition(",")  # a number may contain commas
    if not comma:
        raise BadInput(f"“{name}”要写成 材料=机关,文号,日期。", field="--not-found")
    return {"organ": organ.strip(), "document": document.strip(), "day": day.strip()}
