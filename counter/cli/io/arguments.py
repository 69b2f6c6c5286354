"""argparse in Chinese: usage, help and errors; a wrong command line ends with exit code 2."""

from __future__ import annotations

import argparse
import errno
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from counter.domain.errors import BadInput


def _as_it_is(text: str | None) -> str | None:
    return text  # a command without a description keeps none: str() would print "None" in its help


# argparse asks gettext for each of its own words, a hundred times for a command, and each time gettext searches the
# disk for a catalogue; what it says is rewritten below from the English, so a catalogue would only do harm.
argparse._ = _as_it_is  # type: ignore[attr-defined]  # the name argparse gave to gettext

_COMMAND = "命令"
"""How the place of a command's name is called in help and errors."""


def _listed(names: str) -> str:
    return "、".join(name.strip("' ") for name in names.split(","))


def _no_such(where: str, given: str, names: str) -> str:
    known = _listed(names)
    what = f"没有“{given[:40]}”这个命令" if where == _COMMAND else f"{where} 没有“{given[:40]}”"
    return f"{what}{_perhaps(given, known.split('、')) or f'；可以用：{known}'}"


def _perhaps(given: str, known: Iterable[str]) -> str:
    """The one that was meant, where a letter or two are wrong; else ""."""
    from difflib import get_close_matches  # only after a mistake

    near = get_close_matches(given, tuple(known), n=1, cutoff=0.75)
    return f"，是不是 {near[0]}？" if near else ""


_COMPLAINTS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.+)", lambda said: f"还缺：{_listed(said[1])}"),
    (r"unrecognized arguments: (.+)", r"不认识“\1”"),
    (r"argument (.+?): expected one argument", r"\1 后面要跟一个值"),
    (r"argument (.+?): 空着", r"\1 后面是空的，请写明文件或文件夹"),
    (r"argument (.+?): 不成名字", r"\1 后面的名字太长，或者有不能用的字符，请换一个"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要跟一个值"),
    (r"argument (.+?): invalid int value: '(.{0,40}).*'", r"\1 要写整数，不能是“\2”"),
    (
        r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)",
        lambda said: _no_such(*said.groups()),
    ),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 和 \2 不能同时用"),
    (r"one of the arguments (.+) is required", lambda said: f"要给出其中一个：{said[1].replace(' ', '、')}"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 后面不用写“\2”"),
)


def path_argument(text: str) -> str:
    """argparse type of an option that names a file or a folder: an empty one is never the default.

    What no disk takes as a name is refused before anybody asks whether it is there.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("空着")
    try:
        Path(text).lstat()
    except ValueError:
        raise argparse.ArgumentTypeError("不成名字") from None
    except OSError as wrong:
        if wrong.errno == errno.ENAMETOOLONG:
            raise argparse.ArgumentTypeError("不成名字") from None
    return text


_USAGE = "用法："
"""Heading of the usage line."""


class Usage(BadInput):
    """The command line itself is wrong."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings and a column wide enough for our options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=110)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage line, headed in Chinese."""
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser of one command. Options are headed 选项, positional words 内容.

    ``mixed``: words may come before, between and after options, as people type them; argparse alone accepts an open
    number of words only in one run.
    """

    def __init__(self, **options: object) -> None:
        options.update(add_help=False, allow_abbrev=False, formatter_class=_Help)
        super().__init__(**options)  # type: ignore[arg-type]  # argparse's own keywords, passed through
        self.mixed = False
        self._passing = False
        self._given: Sequence[str] = ()
        self.words = self.add_argument_group("内容")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Raise Usage with one Chinese sentence instead of printing English and exiting."""
        misspelt = self._misspelt_before(message)
        if misspelt:
            message = f"unrecognized arguments: {misspelt}"
        stray = re.match(r"unrecognized arguments: (--[^ =]+)", message)
        perhaps = _perhaps(stray[1], self._option_string_actions) if stray is not None else ""
        said = f"{in_chinese(message)}{perhaps}"
        raise Usage(f"{said}{'' if said.endswith('？') else '。'}怎么写：{self.prog} --help")

    def _misspelt_before(self, message: str) -> str:
        """The unknown option before a word that is no command: the word is its value, and the option is wrong."""
        no_command = re.match(rf"argument {_COMMAND}: invalid choice: '(.*?)' \(choose from", message)
        if no_command is None or no_command[1] not in self._given:
            return ""
        before = self._given[: list(self._given).index(no_command[1])]
        unknown = (w for w in before if w.startswith("--") and w not in self._option_string_actions)
        return next(unknown, "")

    def parse_known_args(  # type: ignore[override]  # argparse's overloads are equivalent for a given namespace
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As in argparse, and where ``mixed`` with words anywhere. A command itself refuses what it does not know: its
        name then stands in the sentence."""
        self._given = tuple(args or ())
        if self._passing:
            return super().parse_known_args(args, namespace)
        parsed, unknown = (
            self._mixed(args, namespace) if self.mixed else super().parse_known_args(args, namespace)
        )
        if unknown and self.get_default("run") is not None:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return parsed, unknown

    def _mixed(
        self, args: Sequence[str] | None, namespace: argparse.Namespace | None
    ) -> tuple[argparse.Namespace, list[str]]:
        self._passing = True  # argparse calls parse_known_args twice, for the options and for the words
        self.usage = self.format_usage().removeprefix(_USAGE)  # argparse itself depends on an English heading
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._passing, self.usage = False, None

    def runs(self, run: object, description: str) -> None:
        """Make it a command: what it calls with the parsed arguments, and its description."""
        self.description = description
        self.common()
        self.set_defaults(run=run)

    def subcommands(self, dest: str = "act") -> argparse._SubParsersAction[Parser]:
        """A place for commands under this one, all of the same module; the chosen name goes to ``dest``."""
        return self.add_subparsers(
            title=_COMMAND, dest=dest, metavar=_COMMAND, required=True, parser_class=Parser
        )

    def common(self, *, root: bool = False) -> None:
        """``--data`` and ``--json``: before or after the command's name; the last one counts."""
        unsaid = None if root else argparse.SUPPRESS
        self.options.add_argument(
            "--data",
            metavar="文件夹",
            type=path_argument,
            default=unsaid,
            help="资料文件夹（默认是本用户自己的）",
        )
        self.options.add_argument(
            "--json",
            action="store_true",
            default=False if root else argparse.SUPPRESS,
            help="结果以 JSON 写到标准输出，提示写到标准错误",
        )


def in_chinese(message: str) -> str:
    """argparse's complaint as a Chinese sentence without its full stop."""
    for english, chinese in _COMPLAINTS:
        if re.fullmatch(english, message, re.DOTALL):
            return re.sub(english, chinese, message, flags=re.DOTALL)
    return f"命令写法不对（{message}）"
