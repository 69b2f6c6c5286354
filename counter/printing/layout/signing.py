"""Lines for handwritten signatures: under the paper's text, or left of the seal where space is short."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from counter.domain.document.document import Document, PaperKind
from counter.printing.layout.geometry import DATE_HEIGHT, SIGN_HEIGHT, Scale, Sheet
from counter.printing.layout.strips import Box, Strip, text_strip
from counter.printing.type.typeface import Role
from counter.printing.type.typesetter import Align, Run, Typesetter, baseline

_LEAST_BLANK = 6
"""Least number of blank characters for a signature."""

_WIDE_BLANK = "(?<=：)　{4,}"
"""The blank for a signature, before its date."""


_DATE_ONLY = re.compile("(?:.{2}时间：)?　*年.*")
"""A line for a handwritten date only."""


class SigningLine(NamedTuple):
    """One signature line and the space it needs."""

    text: str
    height: float


def sign_strips(document: Document, setter: Typesetter, sheet: Sheet, scale: Scale) -> list[Strip]:
    """Lines for handwritten signatures, each with space to write."""
    strips: list[Strip] = []
    for text in document.sign_lines:
        one = _on_one_line(text, setter, scale.small, sheet.measure) or text
        if document.kind is PaperKind.PLEDGE:  # a drawn signature is printed behind it
            room = (_LEAST_BLANK + 1) * scale.small
            one = _on_one_line(text, setter, scale.small, sheet.measure - room) or one
        for i, line in enumerate(setter.lines(one, Role.BODY, scale.small, sheet.measure, Align.LEFT)):
            leading = SIGN_HEIGHT if i == 0 else scale.small_leading
            strip = text_strip(line, leading, baseline(leading, scale.small))
            strips.append(replace(strip, sign=_after(one, setter, scale, sheet)) if i == 0 else strip)
    return strips


def _after(text: str, setter: Typesetter, scale: Scale, sheet: Sheet) -> Box | None:
    """The free space behind a signature line; None where that is too little."""
    end = setter.width(text, Role.BODY, scale.small) + scale.small
    width = sheet.measure - end
    return Box(end, 0.0, width, SIGN_HEIGHT) if width >= _LEAST_BLANK * scale.small else None


def lines_beside_seal(
    document: Document, setter: Typesetter, scale: Scale, seal: Box
) -> list[SigningLine] | None:
    """The signature lines set left of the seal, the date under the name where both do not fit one line.

    None where they do not fit there: a signature line is not broken elsewhere.
    """
    measure = seal.x - scale.small
    found: list[SigningLine] = []
    for text in document.sign_lines:
        one = _on_one_line(text, setter, scale.small, measure)
        parts = [one] if one is not None else _name_and_day(text, setter, scale.small, measure)
        if not parts:
            return None
        found += [
            SigningLine(part, DATE_HEIGHT if _DATE_ONLY.fullmatch(part) else SIGN_HEIGHT) for part in parts
        ]
    return found if sum(hand.height for hand in found) <= seal.height else None


def _name_and_day(text: str, setter: Typesetter, size: float, measure: float) -> list[str]:
    """A line split before the date; nothing where no space for a signature is left."""
    parts = [part for part in re.split(_WIDE_BLANK, text, maxsplit=1) if part]
    if len(parts) != 2 or setter.width(parts[0], Role.BODY, size) + _LEAST_BLANK * size > measure:
        return []
    return [parts[0], "　" * _LEAST_BLANK + parts[1]]


def signed_runs(hands: list[SigningLine], setter: Typesetter, scale: Scale, seal: Box) -> list[Run]:
    """Signature lines resting on the lower edge of the seal's blank."""
    runs: list[Run] = []
    top = seal.y + seal.height - sum(hand.height for hand in hands)
    for text, height in hands:
        line = setter.line(text, Role.BODY, scale.small)
        runs += [run.moved(0.0, top + baseline(height, scale.small)) for run in line]
        top += height
    return runs


def free_beside(hands: list[SigningLine], setter: Typesetter, scale: Scale, seal: Box) -> Box | None:
    """The free space behind the first of these lines, left of the seal; None where that is too little."""
    if not hands:
        return None
    top = seal.y + seal.height - sum(hand.height for hand in hands)
    end = setter.width(hands[0].text, Role.BODY, scale.small) + scale.small
    width = seal.x - scale.small - end
    return Box(end, top, width, SIGN_HEIGHT) if width >= _LEAST_BLANK * scale.small else None


def _on_one_line(text: str, setter: Typesetter, size: float, measure: float) -> str | None:
    """The line with its widest blank narrowed until it fits; None where the space is too small for a signature."""
    over = setter.width(text, Role.BODY, size) - measure
    if over <= 0:
        return text
    blank = max(re.findall("　+", text), key=len, default="")
    left = len(blank) - ceil(over / size)
    return text.replace(blank, "　" * left, 1) if left >= _LEAST_BLANK else None
