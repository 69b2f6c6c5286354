"""What stands across every paper and page of a profile without legal effect: 演示 无效, 培训 无效 (DESIGN L14)."""

from __future__ import annotations

DEMO = "演示 无效"
TRAINING = "培训 无效"


def banner_of(*, demo: bool, training: bool = False) -> str:
    """The words; empty for a real profile. A training profile is a demo of one's own hall and says 培训."""
    return TRAINING if training else DEMO if demo else ""
