"""Every parser of the command line, with the words that lead to it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import cache

from counter.cli.command_line import build_parser
from counter.cli.io.arguments import Parser
from counter.cli.io.loader import LateParser

Words = tuple[str, ...]


@cache
def all_parsers() -> tuple[tuple[Words, Parser], ...]:
    """Commands and groups, each loaded; the first one, without words, is ``counter`` itself. For reading only."""
    return tuple(_below(build_parser(), ()))


def all_commands() -> Iterator[tuple[Words, Parser]]:
    """The commands that do something: no groups."""
    yield from ((words, parser) for words, parser in all_parsers() if not _groups(parser))


def _groups(parser: Parser) -> list[argparse._SubParsersAction[Parser]]:
    return [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]


def _below(parser: Parser, words: Words) -> Iterator[tuple[Words, Parser]]:
    if isinstance(parser, LateParser):
        parser.load()
    yield words, parser
    for group in _groups(parser):
        for name, inner in group.choices.items():
            yield from _below(inner, (*words, name))
