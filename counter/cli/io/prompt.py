"""Prompts for what must not be on a command line: PINs and the recovery key, without echo."""

from __future__ import annotations

import sys
from getpass import getpass

from counter.domain.errors import BadInput
from counter.domain.hall.pin_strength import is_pin


def ask(prompt: str) -> str:
    """One secret: without echo from a terminal, else one line of standard input.

    Raises BadInput where there is none, and for bytes that are no text (a GBK pipe, a binary file).
    """
    try:
        secret = getpass(prompt) if sys.stdin.isatty() else _line(prompt)
        secret.encode()  # a byte that is no UTF-8 comes as an error or as half a character, by the locale
    except UnicodeError:
        raise BadInput(f"“{_what(prompt)}”里有读不成文字的字符，请重新输入。", field="stdin") from None
    return secret


def _line(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    try:
        line = sys.stdin.readline()
    finally:
        print(file=sys.stderr)
    if not line:
        raise BadInput(f"没有读到“{_what(prompt)}”，请在终端里运行，或从标准输入每行给一个。", field="stdin")
    return line.rstrip("\r\n")


def _what(prompt: str) -> str:
    return prompt.rstrip("： ")


def ask_new_pin(who: str) -> str:
    """A new PIN, typed twice at a terminal. Raises BadInput when its form is wrong."""
    pin = ask(f"{who} 的口令（4到12位数字）：")
    if not is_pin(pin):
        raise BadInput("口令要用4到12位数字。", field="pin")
    if sys.stdin.isatty() and ask("再输一次：") != pin:
        raise BadInput("两次输入的口令不一样，请重新运行。", field="pin")
    return pin


def ask_new_passphrase(prompt: str) -> str:
    """A new passphrase, typed twice at a terminal. Raises BadInput where the two differ."""
    passphrase = ask(prompt)
    if sys.stdin.isatty() and ask("再输一次：") != passphrase:
        raise BadInput("两次输入的不一样，请重新运行。", field="passphrase")
    return passphrase
