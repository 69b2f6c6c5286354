"""A comparison of two guides: as plain values and as lines of text, bundle by bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from counter.cli.io.answer import plain
from counter.domain.guide.diff.change import Effect, GuideChange, GuideDiff

_MARKS = {Effect.MORE: "＋", Effect.LESS: "－", Effect.OTHER: "·"}
LEGEND = "＋要得更多或更久  －要得更少或更快  ·其他"


def diff_data(
    found: GuideDiff, names: Mapping[int, str], sides: tuple[str, str], bundle: int | None
) -> dict[str, object]:
    """Every key is always present, in a fixed order."""
    changes = _chosen(found, bundle)
    return {
        "old": {"name": sides[0], "version": found.old},
        "new": {"name": sides[1], "version": found.new},
        "count": len(changes),
        "more": sum(c.effect is Effect.MORE for c in changes),
        "less": sum(c.effect is Effect.LESS for c in changes),
        "bundles": [
            {"number": number, "name": names.get(number, ""), "changes": len(found.of(number))}
            for number in (found.bundles if bundle is None else (bundle,))
        ],
        "changes": [_change(c) for c in changes],
    }


def _change(change: GuideChange) -> dict[str, object]:
    return {
        "bundles": list(change.bundles),
        "where": change.where,
        "sentence": change.sentence,
        "effect": change.effect.value,
        "item": change.item,
        "material": change.material,
        "paper": change.paper,
        "added": change.added,
        "removed": change.removed,
        "nowhere": change.nowhere,
        "inside": [{"depth": one.depth, "sentence": one.sentence} for one in change.inside],
    }


def diff_words(
    found: GuideDiff,
    names: Mapping[int, str],
    sides: tuple[str, str],
    bundle: int | None,
    *,
    unfold: bool = False,
) -> str:
    """Each change once, under the bundles it affects. ``unfold``: with the content of added and removed rows."""
    changes = _chosen(found, bundle)
    of = "" if bundle is None else f"第{bundle}件事“{names.get(bundle, '')}”"
    head = f"{sides[0]}（{found.old}）→ {sides[1]}（{found.new}）"
    if not changes:
        return "\n".join((plain(head), plain(f"{of or '两边'}没有不同。")))
    lines = [f"{head}：{of}变化{len(changes)}处", LEGEND]
    for touched, together in _grouped(changes).items():
        lines += ["", f"{_title(together[0], names)}  变化{len(together)}处"]
        for change in together:
            lines.append(f"  {_MARKS[change.effect]} {_location(change, touched, names)}{change.sentence}")
            lines += [f"      {'  ' * one.depth}{one.sentence}" for one in change.inside if unfold]
    if not unfold and any(change.inside for change in changes):
        lines += ["", "新增、去掉的一件事和事项里面有什么：加上 --unfold 展开。"]
    return "\n".join(plain(line) for line in lines)


def _chosen(found: GuideDiff, bundle: int | None) -> tuple[GuideChange, ...]:
    return found.changes if bundle is None else found.of(bundle)


def _grouped(changes: Iterable[GuideChange]) -> dict[tuple[int, ...], list[GuideChange]]:
    found: dict[tuple[int, ...], list[GuideChange]] = {}
    for change in changes:
        found.setdefault((_NONE,) if change.nowhere else change.bundles, []).append(change)
    return found


_NONE = -1
"""In a group's key: affects no bundle."""

_MOST_NAMED = 3


def _title(first: GuideChange, names: Mapping[int, str]) -> str:
    bundles = first.bundles
    if not bundles:
        return "还没有哪件事用到的" if first.nowhere else "不限于哪件事"
    bundle_names = "、".join(f"{number} {names.get(number, '')}" for number in bundles[:_MOST_NAMED])
    return bundle_names if len(bundles) <= _MOST_NAMED else f"{bundle_names} 等{len(bundles)}件事"


def _location(change: GuideChange, touched: tuple[int, ...], names: Mapping[int, str]) -> str:
    """The location of a change, without what the heading already states."""
    in_heading = len(touched) == 1 and change.where == f"一件事“{names.get(touched[0], '')}”"
    return "" if in_heading else f"{change.where}："
