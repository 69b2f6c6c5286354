"""What differs between two versions of the guide, as people read it (``guide_diff`` finds it)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a change does to whoever applies."""

    MORE = "more"  # 要得更多，或时间更长
    LESS = "less"  # 要得更少，或时间更短
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Inside:
    """A line of what came or went whole: ``depth`` 0, or 1 for what belongs to the line of depth 0 before it."""

    depth: int
    sentence: str


@dataclass(frozen=True, slots=True)
class GuideChange:
    """One place that differs. ``bundles``: numbers of the bundles it touches (both versions' own; empty: all of them,
    or, where ``nowhere``, none: no bundle reaches it yet, or any more).

    ``where``: the place in words (事项“食品经营许可”); ``sentence``: what is true now and was not before, whole and
    plain; it begins with what inside the place it is about (材料“健康证明”：由原件1份改为原件2份。). ``item``,
    ``material`` (its key) and ``paper`` name the place for machines, where there is one. ``added``/``removed``: the
    thing itself came or went. ``inside``: what a bundle or item that came or went is made of, to be unfolded; nothing
    where hundreds came or went.
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
    inside: tuple[Inside, ...] = ()

    @property
    def words(self) -> str:
        """Place and sentence, for where nothing else names the place."""
        return f"{self.where}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class GuideDiff:
    """Everything that differs, in the order of the guide. ``old``/``new``: versions."""

    old: str
    new: str
    changes: tuple[GuideChange, ...]

    def of(self, bundle: int) -> tuple[GuideChange, ...]:
        """What touches that bundle."""
        return tuple(c for c in self.changes if bundle in c.bundles or not (c.bundles or c.nowhere))

    @property
    def bundles(self) -> tuple[int, ...]:
        """Numbers of the bundles that are touched by name."""
        return tuple(sorted({number for c in self.changes for number in c.bundles}))
