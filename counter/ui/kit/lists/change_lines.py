"""Changes of a guide version as lines: grouped by bundle, filtered by bundle or text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from counter.domain.guide.diff.change import GuideChange, GuideDiff
from counter.domain.reading.lines import LineKind, ReadLine
from counter.domain.text.match import Span
from counter.ui.words.versions import effect_word


@dataclass(frozen=True, slots=True)
class ChangeLines:
    """``changes``: the change of each line, None for headings and details; ``spans``: where the text was found."""

    lines: tuple[ReadLine, ...]
    changes: tuple[GuideChange | None, ...]
    spans: Mapping[int, tuple[Span, ...]]

    @property
    def count(self) -> int:
        """Number of changes."""
        return sum(change is not None for change in self.changes)


def change_lines(
    diff: GuideDiff,
    name: Callable[[int], str],
    bundle: int | None = None,
    text: str = "",
    unfolded: Collection[GuideChange] = (),
) -> ChangeLines:
    """Lines of the changes of ``bundle`` (None: all) that contain ``text``. ``name``: of a bundle by number.

    ``unfolded``: changes shown with details, as are those where only the details contain the text.
    """
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
            shown = change in unfolded or _only_inside(change, wanted)
            for line in _lines_of(change, len(lines), shown=shown):
                if found := tuple(_spans(line.text, wanted)):
                    spans[len(lines)] = found
                behind.append(change if line.kind is LineKind.NOTE else None)
                lines.append(line)
    return ChangeLines(tuple(lines), tuple(behind), spans)


def _lines_of(change: GuideChange, place: int, *, shown: bool) -> Iterator[ReadLine]:
    """Line of the change, and its details where unfolded."""
    more: tuple[str, ...] = (change.where,) if change.where else ()
    if change.inside:
        more += (_fold_words(len(change.inside), shown=shown),)
    label = effect_word(change.effect)
    yield ReadLine(f"change:{place}", LineKind.NOTE, change.sentence, change.where, label, more)
    for n, one in enumerate(change.inside if shown else (), place + 1):
        yield ReadLine(f"inside:{n}", LineKind.FACT, "　" * one.depth + one.sentence, change.where)


def _only_inside(change: GuideChange, wanted: str) -> bool:
    """The text occurs in the details of the change only, not in its line."""
    if not wanted or wanted in change.sentence.casefold():
        return False
    return any(wanted in line.sentence.casefold() for line in change.inside)


def group_words(
    bundles: tuple[int, ...], name: Callable[[int], str], count: int, asked: int | None = None
) -> str:
    """Bundle names of a group with its number of changes; the requested bundle comes first."""
    translate = QCoreApplication.translate
    if not bundles:
        return translate("versions", "所有的事（{0} 处）").format(count)
    named = bundles[0] if asked is None or asked not in bundles else asked
    first = f"{named} {name(named)}"
    if len(bundles) == 1:
        return translate("versions", "{0}（{1} 处）").format(first, count)
    return translate("versions", "{0} 等 {1} 件事（{2} 处）").format(first, len(bundles), count)


def counts_of(diff: GuideDiff) -> Counter[int]:
    """Bundle → number of changes that touch it by name."""
    return Counter(number for change in diff.changes for number in change.bundles)


def _words(change: GuideChange, name: Callable[[int], str]) -> str:
    bundles = "\n".join(f"{number} {name(number)}" for number in change.bundles)
    inside = "\n".join(line.sentence for line in change.inside)
    return f"{change.sentence}\n{change.where}\n{bundles}\n{inside}"


def _fold_words(many: int, *, shown: bool) -> str:
    """Hint of what Space does at a bundle or item that was added or removed."""
    if shown:
        return QCoreApplication.translate("versions", "▾ 空格：收起")
    return QCoreApplication.translate("versions", "▸ 空格：看里面的题目、事项、材料（{0} 行）").format(many)


def _spans(sentence: str, wanted: str) -> Iterator[Span]:
    start = sentence.casefold().find(wanted) if wanted else -1
    if start >= 0:
        yield start, start + len(wanted)
