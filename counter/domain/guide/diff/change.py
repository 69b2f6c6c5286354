"""Changes between two versions of the guide, as people read them; ``diff.diff`` finds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a change means for applicants."""

    MORE = "more"  # 要得更多，或时间更长
    LESS = "less"  # 要得更少，或时间更短
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line of the content of something added or removed: ``depth`` 0, or 1 for a detail of the line before it."""

    depth: int
    sentence: str


@dataclass(frozen=True, slots=True)
class GuideChange:
    """One change. ``bundles``: numbers of the bundles it affects, in either version (empty: all of them, or, where
    ``nowhere``, none: no bundle uses it).

    ``where``: the location in words (事项“食品经营许可”); ``sentence``: a complete plain sentence on what changed,
    starting with the part of the location concerned (材料“健康证明”：由原件1份改为原件2份。). ``item``, ``material``
    (its key) and ``paper``: the location for machines, where there is one. ``added``/``removed``: the thing itself
    was added or removed. ``inside``: content of an added or removed bundle or item, to be unfolded; empty where
    hundreds were.
    """

    bundles: tuple[int, ...]
    where: str
    sentence: str
    effect: Effect = Effect.OTHER
    item: str = ""
    material: str = ""
    paper: str = ""
    added: bool = False
    removed: bool = False
    nowhere: bool = False
    inside: tuple[ContentLine, ...] = ()

    @property
    def words(self) -> str:
        """Location and sentence, where nothing else names the location."""
        return f"{self.where}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class GuideDiff:
    """All changes, in the order of the guide. ``old``/``new``: versions."""

    old: str
    new: str
    changes: tuple[GuideChange, ...]

    def of(self, bundle: int) -> tuple[GuideChange, ...]:
        """The changes that affect that bundle."""
        return tuple(c for c in self.changes if bundle in c.bundles or not (c.bundles or c.nowhere))

    @property
    def bundles(self) -> tuple[int, ...]:
        """Numbers of the bundles that a change names."""
        return tuple(sorted({number for c in self.changes for number in c.bundles}))
