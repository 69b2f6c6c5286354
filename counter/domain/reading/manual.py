"""The manual as chapters to open and to search: Markdown cut at its headings, with nothing that draws it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"(#{1,3}) +(.+?) *$")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|^[-:| ]+$|[*`|#]+", re.MULTILINE)
_BLANK = re.compile(r"\s+")
AROUND = 18
"""Characters shown before and after what was found."""


@dataclass(frozen=True, slots=True)
class ManualChapter:
    """From one heading to the next. ``book``: name of its file without the ending; ``level``: 1 for a book's own
    title; ``text``: Markdown with the heading.
    """

    book: str
    title: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ManualHit:
    """Where words were found: number of the chapter, and the sentence around the first."""

    chapter: int
    around: str


def chapters(book: str, text: str) -> tuple[ManualChapter, ...]:
    """Cut a book at its headings of the first three levels; a # inside a block of commands is none."""
    found: list[ManualChapter] = []
    title, level, lines, inside = book, 1, list[str](), False
    for line in unwrapped(text).splitlines():
        inside ^= line.startswith("```")
        heading = None if inside else _HEADING.match(line)
        if heading is not None:
            if any(kept.strip() for kept in lines):
                found.append(ManualChapter(book, title, level, "\n".join(lines)))
            title, level, lines = heading[2], len(heading[1]), []
        lines.append(line)
    found.append(ManualChapter(book, title, level, "\n".join(lines)))
    return tuple(found)


def unwrapped(markdown: str) -> str:
    """The same without the line ends that stand between Chinese characters only because a file's lines are short:
    Markdown makes a blank of each.
    """
    lines, inside = list[str](), False
    for line in markdown.splitlines():
        words = line.strip()
        inside ^= words.startswith("```")
        before = lines[-1] if lines else ""
        goes_on = before and words and not inside and _HEADING.match(before) is None
        if goes_on and not before[-1].isascii() and not words[0].isascii():
            lines[-1] += words
        else:
            lines.append(line)
    return "\n".join(lines)


def plain(markdown: str) -> str:
    """The words alone, in one line."""
    return _BLANK.sub(" ", _MARKS.sub(lambda m: m[1] or " ", markdown)).strip()


def find(every: Sequence[ManualChapter], typed: str) -> tuple[ManualHit, ...]:
    """Chapters with all the typed words, those with one in the title first; nothing typed finds nothing."""
    words = typed.casefold().split()
    if not words:
        return ()
    hits = []
    for number, chapter in enumerate(every):
        text = plain(chapter.text)
        folded = text.casefold()
        if all(word in folded for word in words):
            entitled = any(word in chapter.title.casefold() for word in words)
            hits.append((not entitled, number, ManualHit(number, _around(text, folded, words))))
    return tuple(hit for *_, hit in sorted(hits, key=lambda hit: hit[:2]))


def chapter_at(every: Sequence[ManualChapter], book: str, title: str) -> int:
    """Number of the chapter whose heading begins with that; of the book's first without one, 0 without the book."""
    own = [number for number, chapter in enumerate(every) if chapter.book == book]
    return next((n for n in own if title and every[n].title.startswith(title)), own[0] if own else 0)


def _around(text: str, folded: str, words: Iterable[str]) -> str:
    if len(text) != len(folded):  # a letter whose small form is two
        return text[: 2 * AROUND]
    at = min(folded.index(word) for word in words)
    begin = max(0, at - AROUND)
    return ("…" if begin else "") + text[begin : at + AROUND * 2]
