"""What a version changes as lines to be read: grouped by whose bundle it is, narrowed to a bundle or a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.domain.guide_change import GuideChange, GuideDiff
from counter.domain.guide_lines import LineKind, ReadLine
from counter.domain.spelling import Span
from counter.ui.version_words import effect_word


@dataclass(frozen=True, slots=True)
class ChangeLines:
    """``changes``: the change behind each line, None behind a heading; ``spans``: where the text stands."""

    lines: tuple[ReadLine, ...]
    changes: tuple[GuideChange | None, ...]
    spans: Mapping[int, tuple[Span, ...]]

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(change is not None for change in self.changes)


def change_lines(
    diff: GuideDiff, name: Callable[[int], str], bundle: int | None = None, text: str = ""
) -> ChangeLines:
    """Lines of the changes of ``bundle`` (None: of all) that hold ``text``. ``name``: of a bundle by its number."""
    wanted = text.strip().casefold()
    groups: dict[tuple[int, ...], list[GuideChange]] = {}
    for change in diff.changes if bundle is None else diff.of(bundle):
        if not wanted or wanted in _words(change, name).casefold():
            groups.setdefault(change.bundles, []).append(change)
    lines: list[ReadLine] = []
    behind: list[GuideChange | None] = []
    spans: dict[int, tuple[Span, ...]] = {}
    for bundles, changes in groups.items():
        head = group_words(bundles, name, len(changes), bundle)
        lines.append(ReadLine(f"bundles:{bundles}", LineKind.HEAD, head, head))
        behind.append(None)
        for change in changes:
            places = tuple(_places(change.sentence, wanted))
            if places:
                spans[len(lines)] = places
            more = (change.where,) if change.where else ()
            label = effect_word(change.effect)
            lines.append(
                ReadLine(f"change:{len(lines)}", LineKind.NOTE, change.sentence, change.where, label, more)
            )
            behind.append(change)
    return ChangeLines(tuple(lines), tuple(behind), spans)


def group_words(
    bundles: tuple[int, ...], name: Callable[[int], str], count: int, asked: int | None = None
) -> str:
    """Whose changes they are, and how many; the bundle that was asked for is named first."""
    translate = QCoreApplication.translate
    if not bundles:
        return translate("versions", "所有的事（{0} 处）").format(count)
    named = bundles[0] if asked is None or asked not in bundles else asked
    first = f"{named} {name(named)}"
    if len(bundles) == 1:
        return translate("versions", "{0}（{1} 处）").format(first, count)
    return translate("versions", "{0} 等 {1} 件事（{2} 处）").format(first, len(bundles), count)


def counts_of(diff: GuideDiff) -> Counter[int]:
    """Bundle → how many changes touch it by name."""
    return Counter(number for change in diff.changes for number in change.bundles)


def _words(change: GuideChange, name: Callable[[int], str]) -> str:
    bundles = "\n".join(f"{number} {name(number)}" for number in change.bundles)
    return f"{change.sentence}\n{change.where}\n{bundles}"


def _places(sentence: str, wanted: str) -> Iterator[Span]:
    start = sentence.casefold().find(wanted) if wanted else -1
    if start >= 0:
        yield start, start + len(wanted)
