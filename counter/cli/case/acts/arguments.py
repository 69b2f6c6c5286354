"""Options that acts of several subjects have, each function adding one to a parser."""

from __future__ import annotations

from counter.cli.io.arguments import Parser


def day(parser: Parser, help_: str, name: str = "--day") -> None:
    """A day, written as 2026-12-01."""
    parser.options.add_argument(name, metavar="日期", help=help_)


def handed_over(parser: Parser) -> None:
    """The clerk's statement on a paper that was not printed here."""
    parser.options.add_argument(
        "--handed-over",
        action="store_true",
        help="本机没有出过纸：说明纸质件已当面交（手工开具或者别处打印），照此记下",
    )


def item(parser: Parser) -> None:
    """The one item of an act."""
    parser.words.add_argument("item", metavar="事项", nargs="?", help="事项的编号或全名")


def items(parser: Parser) -> None:
    """The items of an act."""
    parser.words.add_argument("items", metavar="事项", nargs="*", default=None, help="事项的编号或全名")


def reason(parser: Parser, help_: str) -> None:
    """The reason, in words."""
    parser.options.add_argument("--reason", metavar="原因", help=help_)
